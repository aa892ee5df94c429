// One wavelength of the local likelihood-ratio test: the model of a pattern of that wavelength inside a small window,
// reduced to 20 moments of the window (Kucukelbir, Sigworth and Tagare 2014, doi:10.1038/nmeth.2727).
//
// In a window around a voxel, rho = a (x, y, z) with a = (2 pi / wavelength) sqrt(2/5), x, y, z in A from its centre,
// the weighted residual of a constant is compared with that of a constant and 16 functions more: x^2 - 1/2 and the
// like, xy and the like (even), p - (2.254/6) Laplace(p) for the ten monomials p of degree 3 (odd). Any 6 directions n
// whose (n.rho)^2 span the quadratic forms, and any 10 whose (n.rho)^3 span the cubic ones, give this same space. The
// difference of residuals is a quadratic form of rank 16 in the 20 weighted moments of degree <= 3 of the window.
// Reflections leave the space alone, so monomials of different parity in x, y or z never mix.
#pragma once

#include "core/volume/grid.hpp"

#include <Eigen/Core>

#include <array>
#include <vector>

namespace vitrine::resmap {

/// Weight of the window's voxels.
enum class Weight {
  Intended,  ///< exp(-|rho|^2 / 2): responds at the wavelength it is named by
  Published  ///< exp(-|rho|^2), what the published program computes: responds up to 28 % finer than its label
};

inline constexpr int kMoments = 20;
using Power3 = std::array<int, 3>;
/// The monomials x^i y^j z^k, sorted by parity: kClassSize of them belong to each class, one class after the other.
inline constexpr std::array<Power3, kMoments> kMonomials = {
    {{0, 0, 0}, {2, 0, 0}, {0, 2, 0}, {0, 0, 2}, {1, 1, 0}, {1, 0, 1}, {0, 1, 1}, {1, 0, 0}, {3, 0, 0}, {1, 2, 0},
     {1, 0, 2}, {0, 1, 0}, {0, 3, 0}, {2, 1, 0}, {0, 1, 2}, {0, 0, 1}, {0, 0, 3}, {2, 0, 1}, {0, 2, 1}, {1, 1, 1}}};
inline constexpr std::array<int, 8> kClassSize = {4, 1, 1, 1, 4, 4, 4, 1};

using Moments = Eigen::Matrix<double, kMoments, 1>;
using MomentForm = Eigen::Matrix<double, kMoments, kMoments>;

/// Single-precision factor of the form: |factor' m|^2 with three combinations of each class of four and one factor for
/// each class of one. 52 multiplications.
struct FormFactor {
  std::array<std::array<std::array<float, 4>, 3>, 4> four{};  ///< classes 0, 4, 5, 6
  std::array<float, 4> one{};                                 ///< classes 1, 2, 3, 7
};

struct ScaleModel {
  double wavelengthA = 0;
  Index3 reach{};  ///< r = ceil(wavelength / 2 in voxels), at least 2: the window is 2r+1 voxels wide
  /// kernel[axis][p][v + r] = (a v u)^p w(v), v = -r .. r; w the weight along one axis.
  std::array<std::array<std::vector<double>, 4>, 3> kernel;
  MomentForm signal;                ///< m' signal m: how much better the pattern fits than a constant
  FormFactor factor;                ///< of `signal`
  std::vector<double> eigenvalues;  ///< of `signal` on a window of white noise of unit variance; 16, largest first
  MomentForm noise;                 ///< e'We - m' noise m: residual of the 16 functions without the constant
  double noiseTrace = 0;            ///< its expectation for white noise of unit variance
  Moments ofOne;                    ///< moments of a window of ones

  std::int64_t windowVoxels() const;
};

/// @pre wavelengthA > 0, grid.hasVoxelSize()
ScaleModel scaleModel(double wavelengthA, const Vector3& voxelSize, Weight weight);

/// The wavelengths tested: from 2.2 voxels (to 0.1 A) in steps of `stepA` to the first that is at least 4 voxels (to
/// 0.5 A). The coarsest voxel edge counts. @pre voxelSize, stepA > 0
std::vector<double> wavelengths(double voxelSize, double stepA = 1.0);

}  // namespace vitrine::resmap
