// Transforms of eight columns at once, one in each lane of a vector. Private to core/checks/blocres.
#pragma once

#include "core/resolution/wide.hpp"

#include <cstdint>
#include <vector>

namespace vitrine::blocres {

inline constexpr int kLanes = 8;
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));

struct ComplexLanes {
  Lanes re, im;
};

/// Tables for windowed transforms of `box` values (the window's first and last are 0 and not given) padded with as many
/// zeros: even frequencies are a transform of length `box` of the windowed values, odd ones one of the same values
/// turned by half a frequency. The zeros are never touched.
class LaneFft {
public:
  explicit LaneFft(int box);

  int box() const { return m_box; }
  int inputs() const { return m_box - 2; }
  double window(int i) const { return m_window[static_cast<std::size_t>(i)]; }  ///< of input i

  /// read(i, to) gives input i, twice each; out: 2 box() frequencies in FFT order, up to a phase that is the same for
  /// every column of a box. kBox: 20, or 0 for any other box.
  template <int kBox, class Read>
  VITRINE_INLINE void run(Read read, ComplexLanes* out, ComplexLanes* scratch) const;

private:
  struct Stage {
    int radix, columns, stride;       ///< Stockham: what is left is radix x columns long, stride apart
    std::vector<float> turns, roots;  ///< pairs: exp(-2 pi i p k / length), exp(-2 pi i j k / radix)
  };
  VITRINE_INLINE void anyLength(ComplexLanes* values, ComplexLanes* out, ComplexLanes* other) const;

  int m_box;
  std::vector<double> m_window;
  std::vector<float> m_even, m_oddRe, m_oddIm;
  std::vector<Stage> m_stages;
};

namespace lane_fft {

VITRINE_INLINE void fft4(const ComplexLanes& a, const ComplexLanes& b, const ComplexLanes& c, const ComplexLanes& d,
                         ComplexLanes& y0, ComplexLanes& y1, ComplexLanes& y2, ComplexLanes& y3) {
  const Lanes pr = a.re + c.re, pi = a.im + c.im, mr = a.re - c.re, mi = a.im - c.im;
  const Lanes qr = b.re + d.re, qi = b.im + d.im, nr = b.re - d.re, ni = b.im - d.im;
  y0.re = pr + qr;
  y0.im = pi + qi;
  y2.re = pr - qr;
  y2.im = pi - qi;
  y1.re = mr + ni;  // m - i n
  y1.im = mi - nr;
  y3.re = mr - ni;
  y3.im = mi + nr;
}

/// y[0..4]
VITRINE_INLINE void fft5(const ComplexLanes& a, const ComplexLanes& b, const ComplexLanes& c, const ComplexLanes& d,
                         const ComplexLanes& e, ComplexLanes* y) {
  constexpr float kQuarter = 0.25F, kRoot = 0.55901699437494742F;  // sqrt(5) / 4
  constexpr float kSin1 = 0.95105651629515357F, kSin2 = 0.58778525229247313F;
  const Lanes t1r = b.re + e.re, t1i = b.im + e.im, t3r = b.re - e.re, t3i = b.im - e.im;
  const Lanes t2r = c.re + d.re, t2i = c.im + d.im, t4r = c.re - d.re, t4i = c.im - d.im;
  const Lanes sr = t1r + t2r, si = t1i + t2i;
  y[0].re = a.re + sr;
  y[0].im = a.im + si;
  const Lanes mr = a.re - kQuarter * sr, mi = a.im - kQuarter * si;
  const Lanes dr = kRoot * (t1r - t2r), di = kRoot * (t1i - t2i);
  const Lanes m1r = mr + dr, m1i = mi + di, m2r = mr - dr, m2i = mi - di;
  const Lanes n1r = kSin1 * t3r + kSin2 * t4r, n1i = kSin1 * t3i + kSin2 * t4i;
  const Lanes n2r = kSin2 * t3r - kSin1 * t4r, n2i = kSin2 * t3i - kSin1 * t4i;
  y[1].re = m1r + n1i;  // m - i n
  y[1].im = m1i - n1r;
  y[4].re = m1r - n1i;
  y[4].im = m1i + n1r;
  y[2].re = m2r + n2i;
  y[2].im = m2i - n2r;
  y[3].re = m2r - n2i;
  y[3].im = m2i + n2r;
}

/// 20 = 4 x 5 without turns in between (Good 1958): input 5 p + 4 q, output 5 k + 16 l modulo 20. out[2 k]. Each input
/// is asked for once, by input(i, to), where it is used: it need not be stored.
template <class Input>
VITRINE_INLINE void fft20(Input input, ComplexLanes* out) {
  ComplexLanes t[4][5];
#pragma GCC unroll 4
  for (int p = 0; p < 4; ++p) {
    ComplexLanes x[5];
#pragma GCC unroll 5
    for (int q = 0; q < 5; ++q) input((5 * p + 4 * q) % 20, x[q]);
    fft5(x[0], x[1], x[2], x[3], x[4], t[p]);
  }
#pragma GCC unroll 5
  for (int l = 0; l < 5; ++l)
    fft4(t[0][l], t[1][l], t[2][l], t[3][l], out[2 * (16 * l % 20)], out[2 * ((5 + 16 * l) % 20)],
         out[2 * ((10 + 16 * l) % 20)], out[2 * ((15 + 16 * l) % 20)]);
}

}  // namespace lane_fft

/// Values and `other` are overwritten; out[2 k].
VITRINE_INLINE void LaneFft::anyLength(ComplexLanes* values, ComplexLanes* out, ComplexLanes* other) const {
  ComplexLanes *from = values, *to = other;
  for (const Stage& stage : m_stages) {
    const int radix = stage.radix, columns = stage.columns, stride = stage.stride;
    for (int p = 0; p < columns; ++p)
      for (int k = 0; k < radix; ++k) {
        const float turnRe = stage.turns[static_cast<std::size_t>(2 * (p * radix + k))];
        const float turnIm = stage.turns[static_cast<std::size_t>(2 * (p * radix + k) + 1)];
        for (int q = 0; q < stride; ++q) {
          Lanes re{}, im{};
          for (int j = 0; j < radix; ++j) {
            const float c = stage.roots[static_cast<std::size_t>(2 * (j * radix + k))];
            const float s = stage.roots[static_cast<std::size_t>(2 * (j * radix + k) + 1)];
            const ComplexLanes& a = from[q + stride * (p + columns * j)];
            re += c * a.re - s * a.im;
            im += c * a.im + s * a.re;
          }
          ComplexLanes& y = to[q + stride * (radix * p + k)];
          y.re = turnRe * re - turnIm * im;
          y.im = turnRe * im + turnIm * re;
        }
      }
    ComplexLanes* const swapped = from;
    from = to;
    to = swapped;
  }
  for (int k = 0; k < m_box; ++k) out[2 * k] = from[k];
}

template <int kBox, class Read>
VITRINE_INLINE void LaneFft::run(Read read, ComplexLanes* out, ComplexLanes* scratch) const {
  const int box = kBox == 0 ? m_box : kBox;
  const int n = box - 2;
  const float *even = m_even.data(), *oddRe = m_oddRe.data(), *oddIm = m_oddIm.data();
  const auto evenInput = [&](int i, ComplexLanes& x) __attribute__((always_inline)) {
    if (i >= n) {
      x = ComplexLanes{};
      return;
    }
    ComplexLanes in;
    read(i, in);
    x.re = even[i] * in.re;
    x.im = even[i] * in.im;
  };
  const auto oddInput = [&](int i, ComplexLanes& x) __attribute__((always_inline)) {
    if (i >= n) {
      x = ComplexLanes{};
      return;
    }
    ComplexLanes in;
    read(i, in);
    x.re = oddRe[i] * in.re - oddIm[i] * in.im;
    x.im = oddRe[i] * in.im + oddIm[i] * in.re;
  };
  if constexpr (kBox == 20) {
    lane_fft::fft20(evenInput, out);
    lane_fft::fft20(oddInput, out + 1);
  } else {
    for (int i = 0; i < box; ++i) evenInput(i, scratch[i]);
    anyLength(scratch, out, scratch + box);
    for (int i = 0; i < box; ++i) oddInput(i, scratch[i]);
    anyLength(scratch, out + 1, scratch + box);
  }
}

}  // namespace vitrine::blocres
