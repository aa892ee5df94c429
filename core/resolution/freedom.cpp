#include "core/resolution/freedom.hpp"

#include "core/base/error.hpp"
#include "core/base/lanes.hpp"
#include "core/fourier/transform.hpp"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr std::int64_t kPlanesPerBlock = 8;
constexpr int kMostSlabs = 4;  // of a mask, computed at once

/// Probability that k + q lies in the shell (one voxel thick) of k, averaged over directions of q.
double shareOfShell(double q) { return q <= 1 ? 1 - q / 2 : 1 / (2 * q); }

/// Squared length of index i of an axis in shells.
std::vector<double> squaredSteps(int n, int stored, double edge, double width) {
  std::vector<double> squares(static_cast<std::size_t>(stored));
  for (int i = 0; i < stored; ++i) {
    const double q = signedIndex(i, n) / (edge * width);
    squares[static_cast<std::size_t>(i)] = q * q;
  }
  return squares;
}

}  // namespace

double varianceInflation(const Volume& squared, Executor& executor, Progress& progress) {
  Grid grid = squared.grid;
  if (!grid.hasVoxelSize()) grid.voxelSize = {1, 1, 1};
  const double width = std::max({1 / grid.edge(0), 1 / grid.edge(1), 1 / grid.edge(2)});
  const auto [nx, ny, nz] = grid.size;
  const auto x = squaredSteps(nx, nx / 2 + 1, grid.edge(0), width), y = squaredSteps(ny, ny, grid.edge(1), width),
             z = squaredSteps(nz, nz, grid.edge(2), width);

  Progress transforming = progress.part(0.8, "Fourier transform of the squared mask");
  const Spectrum spectrum = forward(squared, executor, transforming);
  const double total = std::norm(std::complex<double>(spectrum.data[0]));
  if (!(total > 0)) throw NotMeasurable("the mask is empty");
  const Progress summing = progress.part(0.2, "correlations of the masked shells");
  const double sum = orderedReduce(
      executor, summing, nz, kPlanesPerBlock, 0.0,
      [&, columns = nx, rows = ny](const BlockRange& block, double& part) {
        for (auto l = static_cast<int>(block.begin); l < block.end; ++l)
          for (int k = 0; k < rows; ++k) {
            const std::complex<float>* row = spectrum.row(k, l);
            const double rest = y[static_cast<std::size_t>(k)] + z[static_cast<std::size_t>(l)];
            for (int h = 0; h <= columns / 2; ++h) {
              const double re = row[h].real(), im = row[h].imag();
              part += friedelWeight(h, columns) * shareOfShell(std::sqrt(rest + x[static_cast<std::size_t>(h)])) *
                      (re * re + im * im);
            }
          }
      },
      [](double& all, double next) { all += next; });
  return std::max(1.0, sum / total);
}

Volume squaredMask(const Grid& grid, int block, const std::function<void(int, int, float*)>& slab, Executor& executor,
                   const Progress& progress) {
  Grid coarse = grid;
  std::array<std::vector<int>, 3> begin;  // per axis: where block i begins
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const int n = grid.size[axis], blocks = (n + block - 1) / block;
    coarse.size[axis] = blocks;
    coarse.voxelSize[axis] = grid.edge(static_cast<int>(axis)) / blocks;
    for (int i = 0; i <= blocks; ++i) begin[axis].push_back(static_cast<int>(std::int64_t{i} * n / blocks));
  }
  Volume squared(coarse);
  const int planesAtOnce = std::max(1, 32 / block);  // a soft edge needs planes beyond its slab: long slabs pay
  std::vector<Buffer<float>> lanes(                  // a slab of 1024^2 planes takes 128 MiB: not one per thread
      static_cast<std::size_t>(std::min(kMostSlabs, laneCount(executor, (coarse.size[2] - 1) / planesAtOnce + 1))));
  laneBlocks(
      executor, progress, coarse.size[2], planesAtOnce, lanes, [&](const BlockRange& range, Buffer<float>& fine) {
        const int firstZ = begin[2][static_cast<std::size_t>(range.begin)];
        const int endZ = begin[2][static_cast<std::size_t>(range.end)];
        if (fine.empty()) fine = Buffer<float>(grid.planeVoxels() * std::min(grid.size[2], planesAtOnce * block));
        slab(firstZ, endZ, fine.data());
        float* out = squared.plane(static_cast<int>(range.begin));
        for (auto k = static_cast<std::size_t>(range.begin); k < static_cast<std::size_t>(range.end); ++k)
          for (std::size_t j = 0; j + 1 < begin[1].size(); ++j)
            for (std::size_t i = 0; i + 1 < begin[0].size(); ++i) {
              double sum = 0, count = 0;
              for (int z = begin[2][k]; z < begin[2][k + 1]; ++z)
                for (int y = begin[1][j]; y < begin[1][j + 1]; ++y) {
                  const float* row = fine.data() + grid.planeVoxels() * (z - firstZ) + std::int64_t{grid.size[0]} * y;
                  for (int x = begin[0][i]; x < begin[0][i + 1]; ++x) sum += static_cast<double>(row[x]) * row[x];
                  count += begin[0][i + 1] - begin[0][i];
                }
              *out++ = static_cast<float>(sum / count);
            }
      });
  return squared;
}

int asymmetricUnits(const std::string& pointGroup) {
  if (pointGroup == "T") return 12;
  if (pointGroup == "O") return 24;
  if (pointGroup == "I") return 60;
  const bool isDihedral = pointGroup.starts_with('D');
  if (!isDihedral && !pointGroup.starts_with('C')) throw InputError("\"" + pointGroup + "\" is no point group");
  int order = 0;
  for (const char c : pointGroup.substr(1)) {
    if (c < '0' || c > '9') throw InputError("\"" + pointGroup + "\" is no point group");
    order = 10 * order + (c - '0');
  }
  return std::max(1, order) * (isDihedral ? 2 : 1);
}

double Freedom::ofNull(const ShellSums& sums, int shell) const {
  return std::min(sums.full.count[static_cast<std::size_t>(shell)], sums.amplitudeCount(shell)) / divisor();
}

double Freedom::ofError(const ShellSums& sums, int shell) const {
  const double f = sums.fsc(shell);
  return std::min(sums.full.count[static_cast<std::size_t>(shell)], (1 + f * f) * sums.amplitudeCount(shell)) /
         divisor();
}

double nullProbability(double fsc, double m) {
  const double f = std::min(1.0, std::abs(fsc)), b = (m - 1) / 2;
  // Whichever argument is small keeps its digits.
  const double twoSided = f < 0.5 ? boost::math::ibetac(0.5, b, f * f) : boost::math::ibeta(b, 0.5, (1 - f) * (1 + f));
  const double oneSided = fsc >= 0 ? twoSided / 2 : 1 - twoSided / 2;
  return std::clamp(oneSided, std::numeric_limits<double>::min(), 1.0);
}

double standardError(double fsc, double m) { return (1 - fsc * fsc) / std::sqrt(m); }

Interval correlationInterval(double fsc, double m) {
  constexpr double kNormal975 = 1.959963984540054;
  if (!(m > 2)) return {-1, 1};
  if (std::abs(fsc) >= 1) return {fsc, fsc};
  const double z = std::atanh(fsc), half = kNormal975 / std::sqrt(m - 2);
  return {std::tanh(z - half), std::tanh(z + half)};
}

double informationThreshold(double snr, double m) {
  if (!(m >= kFewestForThreshold)) return std::numeric_limits<double>::quiet_NaN();
  const double root = std::sqrt(m / 2), cross = 2 * std::sqrt(snr) / root;
  return std::min(1.0, (snr + 1 / root + cross) / (1 + snr + cross));
}

}  // namespace vitrine
