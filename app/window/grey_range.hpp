// The grey values in which a map is shown at first.
#pragma once

#include "widgets/orthoslice/slice_link.hpp"

#include <optional>

namespace vitrine::ui {

class Workspace;

/// From the values of the open map: between those that 99.9 % and 0.02 % of the voxels reach, or about the mean where
/// they have not been counted. Empty without a map, and for a constant one.
std::optional<GreyRange> automaticGreyRange(const Workspace& workspace);

}  // namespace vitrine::ui
