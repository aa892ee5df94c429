// The falling curve that an FSC resembles, fitted to read off where it is still 0.9.
#pragma once

#include <optional>
#include <vector>

namespace vitrine::global_resolution {

/// f(x) = 1 - depth / (1 + exp(-steepness (x - middle))), x in 1/A. The VRS fits a fourth parameter; only
/// depth / (1 + c) can be found from data.
struct Logistic {
  double depth = 1, steepness = 1, middle = 0;
  double at(double x) const;
  /// Where it falls to `level`; empty if it never does or only at or below frequency 0.
  std::optional<double> frequencyOf(double level) const;
};

struct LogisticFit {
  Logistic curve;
  double rms = 0;  ///< of the residuals, unweighted
  int iterations = 0;
};

/// Least squares by Levenberg and Marquardt (Marquardt 1963, doi:10.1137/0111030), weights 1 / sigma^2. Empty if it has
/// not settled after 200 iterations, leaves the numbers, or turns upwards.
/// @pre equal lengths, at least 4 samples for a result
std::optional<LogisticFit> fitLogistic(const std::vector<double>& x, const std::vector<double>& y,
                                       const std::vector<double>& sigma, const Logistic& start);

}  // namespace vitrine::global_resolution
