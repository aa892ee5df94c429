#include "core/resolution/crossing.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

/// How far y is from failing; negative: it fails.
double margin(double y, double threshold, Fails fails) { return fails == Fails::Below ? y - threshold : threshold - y; }

template <class Threshold>
Crossing firstFailure(const std::vector<double>& y, Threshold threshold, double width, int first, int last,
                      Fails fails) {
  Crossing crossing;
  int previous = -1;  // last shell that was decided
  double previousMargin = 0;
  int s = first;
  for (; s <= last; ++s) {
    if (!std::isfinite(y[at(s)])) {
      crossing.state = CrossingState::Invalid;
      crossing.shell = s;
      return crossing;
    }
    if (!std::isfinite(threshold(s))) continue;
    const double z = margin(y[at(s)], threshold(s), fails);
    if (z < 0) break;
    previous = s;
    previousMargin = z;
  }
  if (s > last) return crossing;
  crossing.shell = s;
  if (previous < 0) {
    crossing.state = CrossingState::BelowFirst;
  } else {
    const double z = margin(y[at(s)], threshold(s), fails);
    crossing.state = CrossingState::Crossed;
    crossing.frequency = width * (previous + (s - previous) * previousMargin / (previousMargin - z));
  }
  for (++s; s <= last; ++s)
    if (margin(y[at(s)], threshold(s), fails) >= 0) {
      crossing.lastAbove = s;
      ++crossing.shellsAboveAfter;
    }
  return crossing;
}

}  // namespace

Crossing findCrossing(const std::vector<double>& y, double threshold, double width, int first, int last, Fails fails) {
  return firstFailure(
      y, [threshold](int) { return threshold; }, width, first, last, fails);
}

Crossing findCrossing(const std::vector<double>& y, const std::vector<double>& threshold, double width, int first,
                      int last, Fails fails) {
  return firstFailure(
      y, [&threshold](int s) { return threshold[at(s)]; }, width, first, last, fails);
}

ShellRun comesBack(const std::vector<double>& y, const std::vector<double>& threshold, const std::vector<double>& sigma,
                   const Crossing& crossing, int last) {
  ShellRun longest, run;
  if (crossing.state != CrossingState::Crossed && crossing.state != CrossingState::BelowFirst) return longest;
  for (int s = crossing.shell + 1; s <= last; ++s) {
    if (y[at(s)] > threshold[at(s)] + 3 * sigma[at(s)]) {  // false for what is not a number
      if (run.count == 0) run.first = s;
      ++run.count;
      if (run.count > longest.count) longest = run;
    } else {
      run = {};
    }
  }
  return longest;
}

std::optional<double> crossingErrorA(const std::vector<double>& y, const std::vector<double>& sigma,
                                     const Crossing& crossing, double width, int first, int last, int reach) {
  if (!crossing.frequency) return std::nullopt;
  const double position = *crossing.frequency / width;
  const int below = static_cast<int>(std::floor(position));
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, sigmaSum = 0;
  for (int s = std::max(first, below - reach + 1); s <= std::min(last, below + reach); ++s) {
    if (!std::isfinite(y[at(s)]) || !std::isfinite(sigma[at(s)])) continue;
    const double x = s - position;
    n += 1;
    sx += x;
    sy += y[at(s)];
    sxx += x * x;
    sxy += x * y[at(s)];
    sigmaSum += sigma[at(s)];
  }
  const double spread = n * sxx - sx * sx;
  if (n < 2 || spread <= 0) return std::nullopt;
  const double slope = std::abs((n * sxy - sx * sy) / spread) / width;  // per 1/A
  if (!(slope > 0)) return std::nullopt;
  const double frequencyError = sigmaSum / n / slope;
  return frequencyError / (*crossing.frequency * *crossing.frequency);
}

}  // namespace vitrine
