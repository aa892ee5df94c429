#include "core/stats/linear_fit.hpp"

#include "core/base/error.hpp"

#include <cassert>
#include <cmath>

namespace vitrine {

LinearFit fitLine(std::span<const double> x, std::span<const double> y) {
  assert(x.size() == y.size());
  if (x.size() < 2) throw NotMeasurable("a straight line needs at least two points");
  const auto n = static_cast<double>(x.size());
  double meanX = 0, meanY = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    meanX += x[i] / n;
    meanY += y[i] / n;
  }
  double sxx = 0, sxy = 0, syy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - meanX, dy = y[i] - meanY;
    sxx += dx * dx;
    sxy += dx * dy;
    syy += dy * dy;
  }
  if (!(sxx > 0)) throw NotMeasurable("a straight line needs points at two different abscissae");

  LinearFit fit;
  fit.points = static_cast<std::int64_t>(x.size());
  fit.slope = sxy / sxx;
  fit.intercept = meanY - fit.slope * meanX;
  // The residuals themselves, not syy - slope sxy: that difference loses all digits when the fit is good.
  double residual = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double r = y[i] - fit.at(x[i]);
    residual += r * r;
  }
  if (syy > 0) fit.rSquared = 1.0 - residual / syy;
  if (x.size() > 2) {
    const double variance = residual / (n - 2);
    fit.slopeError = std::sqrt(variance / sxx);
    fit.interceptError = std::sqrt(variance * (1 / n + meanX * meanX / sxx));
  }
  return fit;
}

}  // namespace vitrine
