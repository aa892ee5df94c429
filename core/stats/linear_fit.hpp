// Straight line through points, by least squares, with the errors of its coefficients.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace vitrine {

/// y = intercept + slope x.
struct LinearFit {
  double slope = 0, intercept = 0;
  std::int64_t points = 0;
  /// From the residuals with n - 2 degrees of freedom; empty for two points.
  std::optional<double> slopeError, interceptError;
  /// Share of the variance of y that the line explains; empty if y does not vary.
  std::optional<double> rSquared;

  double at(double x) const { return intercept + slope * x; }
};

/// Unweighted least squares; sums about the means, so that large offsets cost no digits.
/// @pre x.size() == y.size(), all finite
/// @throws NotMeasurable with fewer than two points or if all x are equal
LinearFit fitLine(std::span<const double> x, std::span<const double> y);

}  // namespace vitrine
