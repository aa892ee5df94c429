#include "core/checks/mass/mass.hpp"

#include <cmath>

namespace vitrine {

AxisSpace axisSpace(int first, int last, int size, double voxelSize) {
  const double offset = (first + last) / 2.0 - size / 2;  // the origin voxel: integer division
  return {first * voxelSize, (size - 1 - last) * voxelSize, 200 * std::abs(offset) / size};
}

AxisSpace vrsAxisSpace(int first, int last, int size, double voxelSize) {
  const double left = first * voxelSize, right = (size - last) * voxelSize;
  return {left, right, 100 * std::abs(size - last - first) / static_cast<double>(size)};
}

std::optional<Vector3> centreOfMass(const ComponentList& components, double background) {
  if (components.components.empty()) return std::nullopt;
  const Component& largest = components.components.front();
  const auto voxels = static_cast<double>(largest.voxels);
  const double mass = components.largestDensity - background * voxels;
  if (!(mass > 0)) return std::nullopt;
  Vector3 centre;
  for (int axis = 0; axis < 3; ++axis)
    centre[axis] = (components.largestDensityMoment[axis] - background * voxels * largest.centroid[axis]) / mass;
  return centre;
}

std::optional<double> signedCentreOfMass(const std::vector<double>& planeSum) {
  double sum = 0, moment = 0;
  for (std::size_t i = 0; i < planeSum.size(); ++i) {
    sum += planeSum[i];
    moment += planeSum[i] * static_cast<double>(i);
  }
  if (sum == 0) return std::nullopt;
  return moment / sum;
}

double centreDecenteringPercent(double centre, int size) { return 100 * std::abs(centre - size / 2) / size; }
double vrsCentreDecenteringPercent(double centre, int size) { return 100 * std::abs(centre - size / 2.0) / size; }

double delocalisationA(double voltageKV, double defocusA, double resolutionA) {
  const double volts = voltageKV * 1e3;
  const double lambda = 12.2643 / std::sqrt(volts * (1 + 0.978466e-6 * volts));  // A, relativistic electron
  return lambda * defocusA / resolutionA;
}

}  // namespace vitrine
