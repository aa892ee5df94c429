// The second number where the VRS defines a quantity otherwise.
#pragma once

#include "core/checks/check_result.hpp"

#include <optional>
#include <string>

namespace vitrine {

/// Adds "vrs_<key>" beside the number `key`, with its label, unit and decimals, if the value differs (beyond 1e-12
/// relative, which is rounding). Returns whether it did. @pre result has the number `key`
bool vrsNumber(CheckResult& result, const std::string& key, std::optional<double> value);

/// Location of a position in voxels, rounded to the nearest voxel inside the box.
Location locationOf(const Grid& grid, const Vector3& voxels);

}  // namespace vitrine
