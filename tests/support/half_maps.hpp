// Half maps whose FSC is known: two Gaussian maps that share a prescribed part.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <cstdint>
#include <functional>

namespace vitrine::test {

/// A function of the frequency vector (1/A), even in every component.
using OfFrequency = std::function<double(const Vector3&)>;

/// Transforms F1 = a (sqrt(rho) A + sqrt(1 - rho) B), F2 = a (sqrt(rho) A + sqrt(1 - rho) C), A, B, C those of
/// independent white Gaussian maps of unit variance: the expected FSC of a shell is the mean of rho over it (weighted
/// by a^2). `amplitude` empty: 1.
std::array<Spectrum, 2> halfSpectraWithFsc(const Grid& grid, const OfFrequency& rho, std::uint64_t seed,
                                           Executor& executor, const OfFrequency& amplitude = {});
/// The maps of these transforms.
std::array<Volume, 2> halfMapsWithFsc(const Grid& grid, const OfFrequency& rho, std::uint64_t seed, Executor& executor,
                                      const OfFrequency& amplitude = {});

/// Adds standardDeviation * randomNormal(seed, voxel index) to every voxel.
void addNoise(Volume& volume, std::uint64_t seed, double standardDeviation, Executor& executor);
/// White Gaussian map of unit variance.
Volume whiteNoise(const Grid& grid, std::uint64_t seed, Executor& executor);

/// rho = 1 / (1 + exp((|k| - centre N) / (width N))), |k| in Fourier voxels of a cubic box of N: the recipe with
/// analytic crossings k_t = N (centre + width ln((1 - t) / t)).
OfFrequency logisticFsc(const Grid& grid, double centre = 0.25, double width = 0.03);
/// Its crossing of t, in A.
double logisticCrossingA(const Grid& grid, double t, double centre = 0.25, double width = 0.03);
/// The anisotropic recipe: centre (0.25 (1 - 0.4 cos^2 theta)) N, theta from z.
OfFrequency anisotropicFsc(const Grid& grid);

/// 1 within `radius` voxels of the centre, then a Gaussian of standard deviation `sigma` voxels.
Volume softSphere(const Grid& grid, double radius, double sigma = 2);
/// volume * mask, voxel by voxel.
void multiply(Volume& volume, const Volume& mask);

}  // namespace vitrine::test
