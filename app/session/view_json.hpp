// What the user has set up to look at, as JSON.
#pragma once

#include "app/window/view_state.hpp"

#include <nlohmann/json_fwd.hpp>

namespace vitrine::ui {

nlohmann::ordered_json viewJson(const ViewState& view);
/// Fields that are absent keep their defaults, so that sessions of older versions open; unknown ones are skipped.
/// @throws InputError  a field is of another kind
ViewState viewFromJson(const nlohmann::ordered_json& json);

}  // namespace vitrine::ui
