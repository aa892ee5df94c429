// Results kept in a session: a CheckResult as JSON and back, with everything that window and report show.
#pragma once

#include "core/checks/check_result.hpp"

#include <nlohmann/json_fwd.hpp>

namespace vitrine {

/// All of the result but its volumes (they are made from maps that a session does not hold) and the surfaces among its
/// pictures. Slices are kept with at most 512 pixels an edge. Values that are no numbers are null, infinities "inf" and
/// "-inf". Unlike the report's JSON, which is for other programs, this is complete: resultFromJson() of it gives the
/// same section in the window and the same entry in the report.
nlohmann::ordered_json resultJson(const CheckResult& result);

/// The caption of a figure that had surfaces ends in a sentence saying that they are not kept.
/// @throws InputError  something is missing or of another kind; the message names it
CheckResult resultFromJson(const nlohmann::ordered_json& json);

}  // namespace vitrine
