#include "core/fourier/shells.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace vitrine {
namespace {

constexpr double kRounding = 1e-9;  // 1 / (2 T) divided by 1 / (N T) may fall just short of N / 2
constexpr std::int64_t kPlanesPerBlock = 8;

/// (index * step)^2 for every index of an axis in FFT order.
std::vector<double> squares(int n, int stored, double step) {
  std::vector<double> values(static_cast<std::size_t>(stored));
  for (int i = 0; i < stored; ++i) {
    const double f = signedIndex(i, n) * step;
    values[static_cast<std::size_t>(i)] = f * f;
  }
  return values;
}

/// Adds the amplitudes of rows to the shells. Along a row of increasing h the shell only grows, so its number is found
/// by comparing squares with the next border: no root per coefficient.
class RowSummer {
public:
  RowSummer(const Grid& grid, const Vector3& step, int shells, double largestSquare)
      : m_x(squares(grid.size[0], grid.size[0] / 2 + 1, step[0])),
        m_y(squares(grid.size[1], grid.size[1], step[1])),
        m_z(squares(grid.size[2], grid.size[2], step[2])),
        m_shells(shells),
        m_largestSquare(largestSquare) {
    for (int s = 0; s < shells; ++s) m_border.push_back((s + 0.5) * (s + 0.5));
  }
  int shells() const { return m_shells; }

  template <class Weight>
  void add(int k, int l, const double* amplitudes, Weight weightOf, double* sum, double* weight) const {
    const double rest = m_y[static_cast<std::size_t>(k)] + m_z[static_cast<std::size_t>(l)];
    int s = std::min(m_shells, static_cast<int>(std::sqrt(rest)));  // at most one below the true shell
    for (std::size_t h = 0; h < m_x.size(); ++h) {
      const double square = rest + m_x[h];
      while (s < m_shells && square >= m_border[static_cast<std::size_t>(s)]) ++s;
      if (s >= m_shells || square > m_largestSquare) return;  // frequencies only grow along the row
      const double w = weightOf(static_cast<int>(h));
      sum[s] += w * amplitudes[h];
      weight[s] += w;
    }
  }

private:
  std::vector<double> m_x, m_y, m_z, m_border;
  int m_shells;
  double m_largestSquare;
};

/// Sums of both profiles over one block of planes: [proper sum | proper weight | vrs sum | vrs weight].
using Sums = std::vector<double>;

struct Summers {
  explicit Summers(const Grid& grid)
      : proper(grid,
               {1.0 / (grid.edge(0) * Shells(grid).width()), 1.0 / (grid.edge(1) * Shells(grid).width()),
                1.0 / (grid.edge(2) * Shells(grid).width())},
               Shells(grid).count(), HUGE_VAL),
        // In units of 1 / nx; the last border is the digital frequency 1/2 itself.
        vrs(grid, {1.0, double(grid.size[0]) / grid.size[1], double(grid.size[0]) / grid.size[2]},
            (grid.size[0] + 1) / 2 + 1, 0.25 * grid.size[0] * grid.size[0] * (1 + kRounding)) {}
  RowSummer proper, vrs;

  std::size_t size() const { return 2 * static_cast<std::size_t>(proper.shells() + vrs.shells()); }
  void add(int k, int l, int nx, const double* amplitudes, Sums& sums) const {
    double* at = sums.data();
    proper.add(
        k, l, amplitudes, [nx](int h) { return friedelWeight(h, nx); }, at, at + proper.shells());
    at += 2 * proper.shells();
    vrs.add(
        k, l, amplitudes, [](int) { return 1; }, at, at + vrs.shells());
  }
};

ShellAmplitudes cut(double width, const double* sum, int shells) {
  ShellAmplitudes result;
  result.width = width;
  result.sum.assign(sum, sum + shells);
  result.weight.assign(sum + shells, sum + 2 * shells);
  while (!result.weight.empty() && result.weight.back() == 0) {  // VRS: an odd box may not reach its last shell
    result.weight.pop_back();
    result.sum.pop_back();
  }
  return result;
}

/// `prepareRow(k, l)` may change the row before its amplitudes are taken.
template <class PrepareRow>
AmplitudeProfile sumAmplitudes(const Spectrum& spectrum, PrepareRow prepareRow, Executor& executor,
                               const Progress& progress) {
  const Grid& grid = spectrum.grid;
  const Summers summers(grid);
  const int rowLength = spectrum.rowLength();
  const Sums total = orderedReduce(
      executor, progress, grid.size[2], kPlanesPerBlock, Sums(summers.size(), 0.0),
      [&](const BlockRange& block, Sums& sums) {
        std::vector<double> amplitudes(static_cast<std::size_t>(rowLength));
        for (int l = static_cast<int>(block.begin); l < block.end; ++l)
          for (int k = 0; k < grid.size[1]; ++k) {
            prepareRow(k, l);
            const std::complex<float>* row = spectrum.row(k, l);
            for (int h = 0; h < rowLength; ++h) {
              const double re = row[h].real(), im = row[h].imag();
              amplitudes[static_cast<std::size_t>(h)] = std::sqrt(re * re + im * im);
            }
            summers.add(k, l, grid.size[0], amplitudes.data(), sums);
          }
      },
      [](Sums& sums, const Sums& next) {
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += next[i];
      });
  AmplitudeProfile profile;
  const int shells = summers.proper.shells();
  profile.proper = cut(Shells(grid).width(), total.data(), shells);
  profile.vrs = cut(1.0 / grid.edge(0), total.data() + 2 * shells, summers.vrs.shells());
  return profile;
}

}  // namespace

Shells::Shells(const Grid& grid) {
  assert(grid.hasVoxelSize());
  m_width = 1.0 / std::min({grid.edge(0), grid.edge(1), grid.edge(2)});
  m_last = static_cast<int>(std::floor(1.0 / grid.nyquistA() / m_width + kRounding));
}

double ShellAmplitudes::mean(int shell) const {
  const auto s = static_cast<std::size_t>(shell);
  return weight[s] > 0 ? sum[s] / weight[s] : 0.0;
}

AmplitudeProfile shellAmplitudes(const Spectrum& spectrum, Executor& executor, const Progress& progress) {
  return sumAmplitudes(
      spectrum, [](int, int) {}, executor, progress);
}

AmplitudeProfile sharpen(Spectrum& spectrum, double bFactor, double highestFrequency, Executor& executor,
                         const Progress& progress) {
  const Grid& grid = spectrum.grid;
  const int rowLength = spectrum.rowLength();
  const std::vector<double> x = squares(grid.size[0], rowLength, 1.0 / grid.edge(0));
  const std::vector<double> y = squares(grid.size[1], grid.size[1], 1.0 / grid.edge(1));
  const std::vector<double> z = squares(grid.size[2], grid.size[2], 1.0 / grid.edge(2));
  const double limit = highestFrequency * highestFrequency * (1 + kRounding);
  std::vector<double> alongX;  // exp(-B (fx^2 + fy^2 + fz^2) / 4) is a product: one exponential per row
  for (const double square : x) alongX.push_back(std::exp(-bFactor * square / 4));
  const auto sharpenRow = [&](int k, int l) {
    const double rest = y[static_cast<std::size_t>(k)] + z[static_cast<std::size_t>(l)];
    const double alongRow = std::exp(-bFactor * rest / 4);
    std::complex<float>* row = spectrum.row(k, l);
    for (int h = 0; h < rowLength && rest + x[static_cast<std::size_t>(h)] <= limit; ++h)
      row[h] *= static_cast<float>(alongRow * alongX[static_cast<std::size_t>(h)]);
  };
  return sumAmplitudes(spectrum, sharpenRow, executor, progress);
}

}  // namespace vitrine
