// Interpolation of periodic band-limited rows to points between the samples: a Kaiser-Bessel kernel whose response is
// divided out in Fourier space, as in non-uniform Fourier transforms (Jackson et al. 1991, doi:10.1109/42.97598; Beatty
// et al. 2005, doi:10.1109/TMI.2005.848376).
#pragma once

#include <vector>

namespace vitrine::monogenic {

/// w(x) = I0(shape sqrt(1 - (2 x / width)^2)) / I0(shape) for |x| < width / 2, x in samples. Width 1: samples are taken
/// as they are.
class KaiserBessel {
public:
  KaiserBessel() = default;
  /// @param highest  frequency (cycles per sample, below 0.5) up to which what is interpolated reaches
  KaiserBessel(int width, double highest);
  int width() const { return m_width; }
  double operator()(double x) const;
  /// Fourier transform at `frequency`, cycles per sample: what samples must be divided by there.
  double response(double frequency) const;

private:
  int m_width = 1;
  double m_shape = 0, m_scale = 1;
};

/// Points and weights for `count` positions first, first + step ... in samples.
struct AxisWeights {
  int width = 1;
  std::vector<int> start;     ///< first sample of each position; may lie outside the row, which is periodic
  std::vector<float> weight;  ///< width per position

  int count() const { return static_cast<int>(start.size()); }
  const float* of(int position) const { return weight.data() + static_cast<std::ptrdiff_t>(position) * width; }
};
AxisWeights axisWeights(const KaiserBessel& kernel, double first, double step, int count);

/// The adjoint: which positions, with which weights, add to each of n periodic samples.
struct AxisGather {
  std::vector<int> begin;  ///< n + 1
  std::vector<int> position;
  std::vector<float> weight;

  int count() const { return static_cast<int>(begin.size()) - 1; }
};
AxisGather axisGather(const AxisWeights& weights, int n);

}  // namespace vitrine::monogenic
