// 0.a as pure functions of plane counts and sums: where the molecule lies in its box.
#pragma once

#include "core/mask/components.hpp"

#include <array>
#include <optional>
#include <vector>

namespace vitrine {

/// Empty space along one axis and how far the mask's bounding box is off the middle.
struct AxisSpace {
  double leftA = 0, rightA = 0;
  double decenteringPercent = 0;
};

/// Empty planes on either side times the voxel size; decentering 200 |(first + last)/2 - floor(N/2)| / N, measured
/// against the origin voxel floor(N/2): a particle centred there leaves one plane less on the right of an even box.
/// @param first, last  planes of the mask that are not empty
AxisSpace axisSpace(int first, int last, int size, double voxelSize);
/// As the VRS: right = (N - last) planes, one too many; decentering from the difference of the two.
AxisSpace vrsAxisSpace(int first, int last, int size, double voxelSize);

/// Centre of mass in voxels of the largest component, weights V - background. Empty if the weights sum to 0 or less.
std::optional<Vector3> centreOfMass(const ComponentList& components, double background);
/// As the VRS: of the whole signed map, from its plane sums along one axis. Empty if the map sums to 0.
std::optional<double> signedCentreOfMass(const std::vector<double>& planeSum);
/// 100 |g - middle| / N; the middle is floor(N/2), for the VRS N/2.
double centreDecenteringPercent(double centre, int size);
double vrsCentreDecenteringPercent(double centre, int size);

/// How far the contrast transfer function spreads detail of size d: lambda defocus / d (A).
double delocalisationA(double voltageKV, double defocusA, double resolutionA);

}  // namespace vitrine
