// 1.h: how round the body is whose radius in every direction is the frequency down to which the FSC holds.
#pragma once

#include "core/resolution/crossing.hpp"

#include <optional>
#include <span>

namespace vitrine::fsc3d {

/// Sphericity pi^(1/3) (6 V)^(2/3) / A (Wadell 1935) of the closed mesh whose vertices are those of icosphere() at the
/// radius of their axis, divided by that of icosphere() itself: 1 for equal radii, never more.
/// @param radius  per axis of icosphere(), > 0
double sphericity(std::span<const double> radius);

/// Of the body of crossings over the axes of icosphere(), as 3DFSC (Tan et al. 2017) thresholds its volume. A direction
/// that never crosses ends at `lastFrequency` (1/A). Empty if a direction fails at its first shell, where the body has
/// no radius, or if all end at the sampling.
std::optional<double> sphericity(std::span<const Crossing> crossings, double lastFrequency);

}  // namespace vitrine::fsc3d
