// Maps with a known answer, made from an atomic model: a full map and two half maps whose resolution is what was asked
// for.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/simulate/potential.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <optional>
#include <vector>

namespace vitrine {

/// What is done to the average of the halves to make the full map. Default: nothing.
/// Applied in this order, s = |g| in 1/A: C(s) = sqrt(2 F / (1 + F)), F the half maps' FSC inside the particle
/// (Rosenthal and Henderson 2003, doi:10.1016/j.jmb.2003.07.013); exp(+sharpening B s^2 / 4), B the map's B-factor
/// below; a raised-cosine low pass: 1 up to 1/lowPassA - width/2, 0 from 1/lowPassA + width/2.
struct PostProcessing {
  bool figureOfMerit = false;
  double sharpening = 0;           ///< share of B taken back; 0.4 .. 1.1 is what authors do
  std::optional<double> lowPassA;  ///< A
  double lowPassWidth = 0.02;      ///< 1/A
};

enum class Framing {
  WholeModel,  ///< the model's centre in the middle; it must fit into the box
  RandomAtom   ///< a random atom, moved by N(0, 8 A) per axis, in the middle; atoms outside the box are left out
};

struct SimulationOptions {
  Index3 size{96, 96, 96};  ///< voxels x, y, z
  double voxelSizeA = 1.2;
  double resolutionA = 4;  ///< d: where the half maps' FSC inside the particle falls to 1/7
  bool randomRotation = false;
  Framing framing = Framing::WholeModel;
  AtomBlur atoms;            ///< usual: B 5 .. 40 A^2
  double solvent = 0;        ///< flat solvent's potential over the particle's mean; usual: 0 .. 0.8
  double bFactorScale = 8;   ///< beta in B = beta d^2; usual: 4 .. 14
  double noiseRise = 1;      ///< u in c(s) = 1 + u exp(-v s^2); usual: 0 .. 3
  double noiseFallA2 = 400;  ///< v; usual: 100 .. 900 A^2
  double noiseCentre = 1;    ///< the noise's standard deviation in the middle of the box ...
  double noiseEdge = 1;      ///< ... and at and beyond half its smallest edge, linear between; usual: 0.7 .. 1.3
  PostProcessing fullMap;
};

struct SimulatedMaps {
  Volume full, half1, half2;  ///< V (volts; the full map after post-processing); origin: where the model lies
  Mask particle;              ///< voxels within max(3 A, 2 sigma) of an atom, sigma the width of an atom in the map
  double bFactor = 0;         ///< A^2, beta d^2
  std::array<Vector3, 3> rotation{};  ///< rows; position in A from voxel floor(N/2) = rotation (model - centre)
  Vector3 centreA{0, 0, 0};           ///< of the model's frame: what lies on voxel floor(N/2)
  std::int64_t atomsOutside = 0;      ///< left out by Framing::RandomAtom

  // On the shells of `Shells`, per coefficient of the unscaled transform; DC in shell 0.
  std::vector<double> signalPower;  ///< P: mean of |S|^2
  std::vector<double> noisePower;   ///< N_half
  std::vector<double> fsc;          ///< of the halves inside the particle: r / (1 + r), r = P / (phi N_half)
};

/// Simulates a reconstruction. S, the noise-free transform, is made and degraded in these steps:
///  1. the model as read (readModel);
///  2. rotated (uniform unit quaternion, Shoemake 1992), centred;
///  3. potentialOfAtoms();
///  4. solvent: S -= rho T, T the transform of the voxels within 3 A of an atom smoothed with a Gaussian of sigma 2 A,
///     rho = options.solvent x the mean potential in those voxels;
///  5. S *= exp(-B s^2 / 4), B = beta d^2;
///  6. two independent noises, Gaussian, of power per coefficient N_half(s) = 6 P(1/d) / phi x c(s) / c(1/d), phi the
///     fraction of the box inside the particle: the signal-to-noise ratio of a half map inside the particle is 1/6 at
///     1/d, its FSC 1/7. half_j = S + noise_j. Then the radial profile, if any, its mean square inside the particle
///     kept at 1;
///  7. full = (half1 + half2) / 2, post-processed.
/// A function of model, options and seed alone: the same bits for any number of threads. Peak: 13 x map. Cost: one
/// transform of 8 x the map's size per element, seven of the map's size.
/// @throws InputError if the model does not fit into the box or an option makes no sense; MemoryError, Cancelled
SimulatedMaps simulateMap(const AtomicModel& model, const SimulationOptions& options, std::uint64_t seed,
                          Executor& executor, Progress& progress);

}  // namespace vitrine
