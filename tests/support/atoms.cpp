#include "tests/support/atoms.hpp"

#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"

#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace vitrine::test {
namespace {

using Complex = std::complex<double>;

/// exp(-B f^2 / 4) exp(-2 pi i f (r + c)) for every stored index of one axis: Gaussian and phase are products over the
/// axes, so three short tables per atom replace an exponential per coefficient.
std::vector<Complex> axisTable(const Grid& grid, std::size_t axis, int stored, const Atom& atom) {
  const int n = grid.size[axis];
  std::vector<Complex> table(static_cast<std::size_t>(stored));
  for (int i = 0; i < stored; ++i) {
    const int index = signedIndex(i, n);
    if (n > 1 && 2 * std::abs(index) == n) continue;  // Nyquist stays 0
    const double f = index / grid.edge(static_cast<int>(axis));
    // The shift to floor(N/2) is exact in fractions of a turn.
    const double turns = f * atom.positionA[axis] + static_cast<double>(std::int64_t{index} * (n / 2) % n) / n;
    table[static_cast<std::size_t>(i)] = std::polar(std::exp(-atom.bFactor * f * f / 4), -2 * std::numbers::pi * turns);
  }
  return table;
}

}  // namespace

std::vector<Atom> atomsInBall(int count, double radiusA, std::uint64_t seed) {
  std::vector<Atom> atoms;
  std::uint64_t drawn = 0;
  while (static_cast<int>(atoms.size()) < count) {
    Vector3 p;
    for (double& coordinate : p) coordinate = (2 * randomUniform(seed, drawn++) - 1) * radiusA;
    if (p[0] * p[0] + p[1] * p[1] + p[2] * p[2] <= radiusA * radiusA) atoms.push_back({.positionA = p});
  }
  return atoms;
}

Volume renderAtoms(const Grid& grid, const std::vector<Atom>& atoms, Executor& executor, Progress& progress) {
  Progress rendering = progress.part(0.7, "atoms");
  Progress transforming = progress.part(0.3);
  Spectrum spectrum = paddedFor(grid);
  const int rowLength = spectrum.rowLength();
  std::array<std::vector<std::vector<Complex>>, 3> tables;
  for (const Atom& atom : atoms) {
    tables[0].push_back(axisTable(grid, 0, rowLength, atom));
    tables[1].push_back(axisTable(grid, 1, grid.size[1], atom));
    tables[2].push_back(axisTable(grid, 2, grid.size[2], atom));
  }
  parallelBlocks(executor, rendering, grid.size[2], 1, [&](const BlockRange& block) {
    const auto l = static_cast<std::size_t>(block.begin);
    std::vector<Complex> sum(static_cast<std::size_t>(rowLength));
    for (std::size_t k = 0; k < static_cast<std::size_t>(grid.size[1]); ++k) {
      std::fill(sum.begin(), sum.end(), Complex{});
      for (std::size_t a = 0; a < atoms.size(); ++a) {
        const Complex factor = atoms[a].weight * tables[2][a][l] * tables[1][a][k];
        const Complex* alongX = tables[0][a].data();
        for (std::size_t h = 0; h < sum.size(); ++h)  // written out: complex * complex would test for NaN
          sum[h] += Complex{factor.real() * alongX[h].real() - factor.imag() * alongX[h].imag(),
                            factor.real() * alongX[h].imag() + factor.imag() * alongX[h].real()};
      }
      std::complex<float>* row = spectrum.row(static_cast<int>(k), static_cast<int>(l));
      for (std::size_t h = 0; h < sum.size(); ++h) row[h] = std::complex<float>(sum[h]);
    }
  });
  return inverse(std::move(spectrum), executor, transforming);
}

}  // namespace vitrine::test
