// Figures as JSON: grey slices as compressed numbers; for result_json.cpp only.
#pragma once

#include "core/checks/picture.hpp"

#include <nlohmann/json.hpp>

namespace vitrine {

/// A longer edge is averaged down to this many pixels.
inline constexpr int kKeptEdge = 512;

/// Values of a slice as 16-bit steps between its black and its white (without them: its own limits), deflated, base64.
/// What lies outside is drawn black or white and is kept as that. NaN is kept.
nlohmann::ordered_json figureJson(const Figure& figure);
/// @throws InputError, nlohmann::json::exception
Figure figureFromJson(const nlohmann::ordered_json& json);

}  // namespace vitrine
