#include "core/checks/fsc3d/directional_fsc.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace vitrine::fsc3d {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

double corrected(double masked, double randomised) {
  return randomised < 1 ? (masked - randomised) / (1 - randomised) : 0.0;
}

}  // namespace

int firstShell(double width, double highPassA) {
  constexpr double kRounding = 1e-9;  // 200 A is shell 5 of a 1000 A box, whatever 1/1000 rounds to
  return std::max(kLowestShell, static_cast<int>(std::ceil(1 / (highPassA * width) - kRounding)));
}

DirectionalFsc directionalFsc(const PairSums& sums, int last, double highPassA) {
  const DirectionSums& cones = sums.cones;
  DirectionalFsc fsc;
  fsc.width = sums.shells.width;
  fsc.first = firstShell(fsc.width, highPassA);
  fsc.last = std::min(last, sums.shells.count() - 1);
  for (int s = 0; s <= fsc.last; ++s) fsc.global.push_back(sums.shells.fsc(s));
  fsc.along.assign(at(cones.axes), std::vector<double>(fsc.global));
  for (int s = 0; s <= fsc.last; ++s)
    for (int axis = 0; axis < cones.axes; ++axis)
      if (cones.weight[cones.index(s, axis)] >= kFewestCoefficients)
        fsc.along[at(axis)][at(s)] = cones.correlation(s, axis);
  return fsc;
}

DirectionalFsc correctedFsc(const DirectionalFsc& masked, const DirectionalFsc& randomised, int randomisedFrom) {
  constexpr int kLeak = 2;  // shells after the first randomised one into which the mask still carries signal
  DirectionalFsc fsc = masked;
  for (int s = randomisedFrom + kLeak; s <= fsc.last; ++s) {
    fsc.global[at(s)] = corrected(masked.global[at(s)], randomised.global[at(s)]);
    for (std::size_t axis = 0; axis < fsc.along.size(); ++axis)
      fsc.along[axis][at(s)] = corrected(masked.along[axis][at(s)], randomised.along[axis][at(s)]);
  }
  return fsc;
}

std::vector<Crossing> crossings(const DirectionalFsc& fsc, double threshold) {
  std::vector<Crossing> found;
  found.reserve(fsc.along.size());
  for (const std::vector<double>& curve : fsc.along)
    found.push_back(findCrossing(curve, threshold, fsc.width, fsc.first, fsc.last));
  return found;
}

std::optional<double> areaRatio(const DirectionalFsc& fsc, std::span<const Crossing> ends) {
  double smallest = 0, largest = 0;
  for (int i = 0; i < ConeAxes::kFibonacciCount; ++i) {
    const std::size_t axis = at(ConeAxes::kFibonacci + i);
    const int end = ends[axis].state == CrossingState::Never ? fsc.last + 1 : ends[axis].shell;
    double area = 0;
    for (int s = fsc.first; s < end; ++s) area += fsc.width * std::max(0.0, fsc.along[axis][at(s)]);
    smallest = i == 0 ? area : std::min(smallest, area);
    largest = std::max(largest, area);
  }
  return largest > 0 ? std::optional(smallest / largest) : std::nullopt;
}

ShellSpread spreadIn(const DirectionalFsc& fsc, int shell) {
  ShellSpread spread;
  for (const auto& curve : evenDirections(fsc.along)) spread.mean += curve[at(shell)];
  spread.mean /= ConeAxes::kFibonacciCount;
  for (const auto& curve : evenDirections(fsc.along)) spread.sd += std::pow(curve[at(shell)] - spread.mean, 2);
  spread.sd = std::sqrt(spread.sd / ConeAxes::kFibonacciCount);
  return spread;
}

std::optional<Extremes> extremes(const DirectionalFsc& fsc, std::span<const Crossing> ends) {
  // The larger, the finer: where it crosses, then how high the curve lies.
  const auto rank = [&](int axis) {
    const Crossing& end = ends[at(axis)];
    const bool isNever = end.state == CrossingState::Never;
    double sum = 0;
    for (int s = fsc.first; s <= fsc.last; ++s) sum += fsc.along[at(axis)][at(s)];
    return std::tuple(isNever ? fsc.frequency(fsc.last + 1) : end.frequency.value_or(0), sum);
  };
  bool anyCrosses = false;
  Extremes found{ConeAxes::kFibonacci, ConeAxes::kFibonacci};
  auto lowest = rank(found.worst), highest = lowest;
  for (int i = 0; i < ConeAxes::kFibonacciCount; ++i) {
    const int axis = ConeAxes::kFibonacci + i;
    anyCrosses = anyCrosses || ends[at(axis)].frequency;
    const auto value = rank(axis);
    if (value < lowest) {
      lowest = value;
      found.worst = axis;
    }
    if (value > highest) {
      highest = value;
      found.best = axis;
    }
  }
  return anyCrosses ? std::optional(found) : std::nullopt;
}

}  // namespace vitrine::fsc3d
