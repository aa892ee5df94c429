#include "core/resolution/randomise.hpp"

#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"

#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

using Complex = std::complex<float>;
constexpr std::int64_t kPlanesPerBlock = 4;

/// Where the mate of index i of an axis of n is stored.
int mate(int i, int n) { return i == 0 ? 0 : n - i; }

double phaseOf(std::uint64_t seed, std::int64_t index) {
  return 2 * std::numbers::pi * randomUniform(seed, static_cast<std::uint64_t>(index));
}

/// Squares of frequency in units of the shell width.
struct Frequencies {
  explicit Frequencies(const Grid& grid) : size(grid.size) {
    const double width = Shells(grid).width();
    for (std::size_t axis = 0; axis < 3; ++axis) step[axis] = 1 / (grid.edge(static_cast<int>(axis)) * width);
  }
  double square(std::size_t axis, int index) const {
    const double f = signedIndex(index, size[axis]) * step[axis];
    return f * f;
  }
  Index3 size;
  Vector3 step{};
};

/// New phases for one row. On a plane that holds both mates the one earlier in memory writes both: every coefficient is
/// read and written by one row only, whatever thread has it.
class RowRandomiser {
public:
  RowRandomiser(Spectrum& spectrum, int firstShell, std::uint64_t seed)
      : m_spectrum(spectrum), m_frequencies(spectrum.grid), m_seed(seed) {
    const double border = firstShell - 0.5;
    m_first = border > 0 ? border * border : 0;
  }

  void apply(int k, int l) const {
    const int nx = m_spectrum.grid.size[0];
    const double rest = m_frequencies.square(1, k) + m_frequencies.square(2, l);
    Complex* row = m_spectrum.row(k, l);
    for (int h = 0; h < m_spectrum.rowLength(); ++h) {
      if (rest + m_frequencies.square(0, h) < m_first || (h == 0 && k == 0 && l == 0)) continue;
      if (friedelWeight(h, nx) == 2)
        row[h] = turned(row[h], indexOf(h, k, l));
      else
        applyOnSharedPlane(h, k, l);
    }
  }

private:
  std::int64_t indexOf(int h, int k, int l) const {
    return m_spectrum.planeLength() * l + std::int64_t{m_spectrum.rowLength()} * k + h;
  }
  Complex turned(const Complex& value, std::int64_t index) const {
    const double amplitude = std::sqrt(std::norm(std::complex<double>(value)));
    const double phase = phaseOf(m_seed, index);
    return {static_cast<float>(amplitude * std::cos(phase)), static_cast<float>(amplitude * std::sin(phase))};
  }
  void applyOnSharedPlane(int h, int k, int l) const {
    const int mateK = mate(k, m_spectrum.grid.size[1]), mateL = mate(l, m_spectrum.grid.size[2]);
    const std::int64_t own = indexOf(h, k, l), other = indexOf(h, mateK, mateL);
    Complex& value = m_spectrum.row(k, l)[h];
    if (own < other) {
      value = turned(value, own);
      m_spectrum.row(mateK, mateL)[h] = std::conj(value);
    } else if (own == other) {
      const bool negative = randomUniform(m_seed, static_cast<std::uint64_t>(own)) < 0.5;
      value = {negative ? -std::abs(value) : std::abs(value), 0.0F};
    }
  }

  Spectrum& m_spectrum;
  Frequencies m_frequencies;
  std::uint64_t m_seed;
  double m_first = 0;
};

}  // namespace

void randomisePhases(Spectrum& spectrum, int firstShell, std::uint64_t seed, Executor& executor,
                     const Progress& progress) {
  const RowRandomiser randomiser(spectrum, firstShell, seed);
  const int rows = spectrum.grid.size[1];
  parallelBlocks(executor, progress, spectrum.grid.size[2], kPlanesPerBlock, [&](const BlockRange& block) {
    for (int l = static_cast<int>(block.begin); l < block.end; ++l)
      for (int k = 0; k < rows; ++k) randomiser.apply(k, l);
  });
}

}  // namespace vitrine
