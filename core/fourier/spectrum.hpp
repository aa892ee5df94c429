// Half-space Fourier transform of a map.
#pragma once

#include "core/base/buffer.hpp"
#include "core/volume/grid.hpp"

#include <complex>
#include <cstdint>

namespace vitrine {

/// Coefficients F(h,k,l) of a real map, h = 0 .. nx/2, stored h fastest: (nx/2+1) x ny x nz complex floats.
/// Forward transforms are unscaled, F = sum V exp(-2 pi i ...); inverse transforms divide by the number of voxels.
/// k and l run 0 .. n-1 in FFT order: signedIndex(k, ny) gives -n/2 .. n/2-1.
struct Spectrum {
  Grid grid;  ///< of the map it came from
  Buffer<std::complex<float>> data;

  int rowLength() const { return grid.size[0] / 2 + 1; }
  std::int64_t planeLength() const { return std::int64_t{rowLength()} * grid.size[1]; }
  std::complex<float>* row(int k, int l) { return data.data() + planeLength() * l + std::int64_t{rowLength()} * k; }
  const std::complex<float>* row(int k, int l) const {
    return data.data() + planeLength() * l + std::int64_t{rowLength()} * k;
  }
};

/// Array index i of an axis of n -> signed index; the Nyquist plane of an even axis is -n/2.
constexpr int signedIndex(int i, int n) { return i < (n + 1) / 2 ? i : i - n; }
/// How many coefficients of the full transform a stored one stands for: 1 on h = 0 and (even nx) h = nx/2, else 2.
constexpr int friedelWeight(int h, int nx) { return h == 0 || 2 * h == nx ? 1 : 2; }

}  // namespace vitrine
