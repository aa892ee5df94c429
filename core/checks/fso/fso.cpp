#include "core/checks/fso/fso.hpp"

#include "core/resolution/directions.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace vitrine::fso {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Xmipp's guard against an empty cone decides nothing where there is power; negative values are cut.
double occupancyFsc(const PairSums& sums, int shell, int axis) {
  return std::max(0.0, sums.occupancy.correlation(shell, axis));
}

/// Sum of n n^T over the occupied directions.
Eigen::Matrix3d summedTensor(const PairSums& sums, int shell, int& occupied) {
  Eigen::Matrix3d tensor = Eigen::Matrix3d::Zero();
  occupied = 0;
  const Axes& axes = icosphere().axes;
  for (int axis = 0; axis < sums.occupancy.axes; ++axis) {
    if (shell >= kFirstCounted && occupancyFsc(sums, shell, axis) < kThreshold) continue;
    const Eigen::Vector3d n(axes[at(axis)].data());
    tensor += n * n.transpose();
    ++occupied;
  }
  return tensor;
}

Crossing endOf(const PairSums& sums, int axis, int last) {
  Crossing end;
  for (int s = kFirstEnd; s <= last; ++s) {
    if (occupancyFsc(sums, s, axis) > kThreshold) continue;
    end.state = CrossingState::Crossed;
    end.shell = s;
    end.frequency = sums.shells.frequency(s);
    break;
  }
  return end;
}

}  // namespace

Occupancy occupancy(const PairSums& sums, int last) {
  Occupancy result;
  result.width = sums.shells.width;
  result.last = std::min(last, sums.shells.count() - 1);
  const int axes = sums.occupancy.axes;
  for (int s = 0; s <= result.last; ++s) {
    double low = 1, high = 0, sum = 0;
    for (int axis = 0; axis < axes; ++axis) {
      const double fsc = occupancyFsc(sums, s, axis);
      low = std::min(low, fsc);
      high = std::max(high, fsc);
      sum += fsc;
    }
    int occupied = 0;
    const Eigen::Matrix3d tensor = summedTensor(sums, s, occupied);
    const double k = occupied;
    result.globalFsc.push_back(sums.shells.fsc(s));
    result.lowest.push_back(low);
    result.highest.push_back(high);
    result.mean.push_back(sum / axes);
    result.occupied.push_back(occupied);
    result.fso.push_back(k / axes);
    result.bingham.push_back(occupied > 0 ? 15 * k * ((tensor * tensor).trace() / (k * k) - 1.0 / 3) : 0.0);
  }
  for (int axis = 0; axis < axes; ++axis) result.ends.push_back(endOf(sums, axis, result.last));
  return result;
}

std::optional<DirectionTensor> directionTensor(const PairSums& sums, int shell) {
  int occupied = 0;
  const Eigen::Matrix3d tensor = summedTensor(sums, shell, occupied);
  if (occupied == 0) return std::nullopt;
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(tensor / occupied);
  DirectionTensor result;
  for (int i = 0; i < 3; ++i) {
    result.value[at(i)] = solver.eigenvalues()(i);
    for (int c = 0; c < 3; ++c) result.axis[at(i)][at(c)] = solver.eigenvectors()(c, i);
  }
  return result;
}

double anisotropy(double bingham) { return boost::math::gamma_p(2.5, std::max(0.0, bingham) / 2); }

double vrsAnisotropy(double bingham) {
  constexpr double kStep = 0.5, kEnd = 20;
  const double rounded = kStep * std::round(std::max(0.0, bingham) / kStep);
  return boost::math::gamma_p(5.0, std::min(rounded, kEnd));
}

NoiseLevel noiseLevel(const PairSums& sums, int shell, const Freedom& freedom) {
  const DirectionSums& cones = sums.occupancy;
  double count = 0;
  for (int axis = 0; axis < cones.axes; ++axis) {
    const std::size_t i = cones.index(shell, axis);
    if (cones.squaredWeight[i] > 0) count += cones.weight[i] * cones.weight[i] / cones.squaredWeight[i];
  }
  count /= cones.axes;
  const double m = std::min(count, sums.shells.full.count[at(shell)] / freedom.symmetry) / freedom.inflation;
  constexpr double kFewest = 3, kNormal95 = 1.6448536269514722;
  if (m < kFewest) return {1, 0.5};
  return {std::min(1.0, kNormal95 / std::sqrt(m)), nullProbability(kThreshold, m)};
}

}  // namespace vitrine::fso
