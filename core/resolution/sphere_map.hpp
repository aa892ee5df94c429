// From values over a set of axes to a regular grid of directions that can be painted.
#pragma once

#include "core/resolution/directions.hpp"

#include <optional>
#include <vector>

namespace vitrine {

/// Directions of the upper hemisphere: tilt index t stands for t * 90 / (tilts - 1) degrees from +z, azimuth index a
/// for a * 360 / azimuths degrees from +x towards +y. @pre azimuths >= 1, tilts >= 2
struct SphereGrid {
  int azimuths = 180, tilts = 46;
  std::size_t count() const { return static_cast<std::size_t>(azimuths) * static_cast<std::size_t>(tilts); }
  std::size_t index(int tilt, int azimuth) const {
    return static_cast<std::size_t>(tilt) * static_cast<std::size_t>(azimuths) + static_cast<std::size_t>(azimuth);
  }
  Vector3 direction(int tilt, int azimuth) const;
};

/// The end of an axis with z > 0 (z = 0: y > 0; z = y = 0: x > 0).
Vector3 upperEnd(const Vector3& axis);
/// Of upperEnd(axis): 0 .. 90 degrees from +z.
double tiltDegrees(const Vector3& axis);
/// Of upperEnd(axis): 0 <= azimuth < 360 degrees from +x towards +y; 0 on the z axis.
double azimuthDegrees(const Vector3& axis);

/// Per grid direction the mean over the three nearest axes, weighted by the inverse of their angular distance; at an
/// axis its own value. A value that is not a number is left out of the mean; where such values have more than half of
/// the weight, so is the result. Index as in SphereGrid. @pre axes.size() == values.size() >= 3
std::vector<double> nearestThree(const SphereGrid& grid, const Axes& axes, const std::vector<double>& values);

/// The same with all axes within `halfAngleDegrees`, weighted by exp(-4 ((c - 1) / (cos halfAngle - 1))^2), c the
/// cosine of their distance.
std::vector<double> coneMeans(const SphereGrid& grid, const Axes& axes, const std::vector<double>& values,
                              double halfAngleDegrees);

/// Limits of a colour scale for resolutions: from the finest to the coarsest value, but at least a factor of 1.25
/// apart, so that chance does not paint an even sphere in all colours. Empty if no value is a number.
struct ColourLimits {
  double low = 0, high = 0;
};
std::optional<ColourLimits> resolutionLimits(const std::vector<double>& values);

}  // namespace vitrine
