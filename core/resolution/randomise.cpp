#include "core/resolution/randomise.hpp"

#include "core/base/random.hpp"
#include "core/resolution/row_shells.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

using Complex = std::complex<float>;
constexpr std::int64_t kPlanesPerBlock = 4;

/// Where the mate of index i of an axis of n is stored.
int mate(int i, int n) { return i == 0 ? 0 : n - i; }

/// The point of the unit circle at an angle of `turns`, 0 <= turns <= 1. Series of sine and cosine within an eighth of
/// a turn of the nearest quarter; what they leave out, 2e-9, is far below what a float holds.
std::complex<double> onCircle(double turns) {
  const int quarter = static_cast<int>(4 * turns + 0.5);
  const double x = (4 * turns - quarter) * (std::numbers::pi / 2), u = x * x;
  const double sine = x * (1 - u * (1. / 6) * (1 - u * (1. / 20) * (1 - u * (1. / 42) * (1 - u * (1. / 72)))));
  const double cosine =
      1 - u * (1. / 2) * (1 - u * (1. / 12) * (1 - u * (1. / 30) * (1 - u * (1. / 56) * (1 - u * (1. / 90)))));
  const double sign =
      1 - (quarter & 2);  // tables and products, since a branch would be guessed wrongly every other time
  const double parts[] = {sign * cosine, sign * sine, -sign * sine, sign * cosine};
  const int at = 2 * (quarter & 1);
  return {parts[at], parts[at + 1]};
}

/// New phases for one row. On a plane that holds both mates the one earlier in memory writes both: every coefficient is
/// read and written by one row only, whatever thread has it.
class RowRandomiser {
public:
  RowRandomiser(Spectrum& spectrum, int firstShell, std::uint64_t seed)
      : m_spectrum(spectrum),
        m_shells(spectrum.grid),
        m_firstSquare(firstShell > 0 ? RowShells::begin(firstShell) : 0),
        m_seed(seed) {}

  void apply(int k, int l) const {
    const int nx = m_spectrum.grid.size[0], end = (nx + 1) / 2;  // of the coefficients whose mates are not stored
    const int first = m_shells.firstReaching(m_firstSquare, m_shells.squareAcross(k, l));
    if (first == 0 && (k != 0 || l != 0)) applyOnSharedPlane(0, k, l);
    Complex* row = m_spectrum.row(k, l);
    for (int h = std::max(1, first); h < end; ++h) row[h] = turned(row[h], indexOf(h, k, l));
    if (nx % 2 == 0 && first <= nx / 2) applyOnSharedPlane(nx / 2, k, l);
  }

private:
  std::int64_t indexOf(int h, int k, int l) const {
    return m_spectrum.planeLength() * l + std::int64_t{m_spectrum.rowLength()} * k + h;
  }
  Complex turned(const Complex& value, std::int64_t index) const {
    const double amplitude = std::sqrt(std::norm(std::complex<double>(value)));
    return Complex(amplitude * onCircle(randomUniform(m_seed, static_cast<std::uint64_t>(index))));
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
  RowShells m_shells;
  double m_firstSquare;
  std::uint64_t m_seed;
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
