#include "core/simulate/radial.hpp"

#include "core/fourier/shells.hpp"

#include <cmath>

namespace vitrine {
namespace {

constexpr int kEntries = 8192;

struct PowerSums {
  std::vector<double> power, count;
};

}  // namespace

RadialTable::RadialTable(const Grid& grid, const std::function<double(double)>& function) {
  double highest = 0;
  for (const double voxel : grid.voxelSize) highest += 1 / (4 * voxel * voxel);
  m_step = highest / (kEntries - 2);
  for (int i = 0; i < kEntries; ++i) m_value.push_back(function(i * m_step));
}

std::vector<double> squaredFrequencies(const Grid& grid, int axis) {
  const int n = grid.size[static_cast<std::size_t>(axis)];
  std::vector<double> result;
  for (int i = 0; i < n; ++i) result.push_back(std::pow(signedIndex(i, n) / grid.edge(axis), 2));
  return result;
}

void multiply(Spectrum& spectrum, const RadialTable& factor, Executor& executor, const Progress& progress) {
  const Grid& grid = spectrum.grid;
  const std::vector<double> x = squaredFrequencies(grid, 0), y = squaredFrequencies(grid, 1),
                            z = squaredFrequencies(grid, 2);
  parallelBlocks(executor, progress, grid.size[2], 1, [&](const BlockRange& block) {
    const auto l = static_cast<std::size_t>(block.begin);
    for (std::size_t k = 0; k < y.size(); ++k) {
      std::complex<float>* row = spectrum.row(static_cast<int>(k), static_cast<int>(l));
      for (int h = 0; h < spectrum.rowLength(); ++h)
        row[h] *= static_cast<float>(factor(x[static_cast<std::size_t>(h)] + y[k] + z[l]));
    }
  });
}

std::vector<double> shellPower(const Spectrum& spectrum, Executor& executor, const Progress& progress) {
  const Grid& grid = spectrum.grid;
  const Shells shells(grid);
  const std::vector<double> x = squaredFrequencies(grid, 0), y = squaredFrequencies(grid, 1),
                            z = squaredFrequencies(grid, 2);
  const auto count = static_cast<std::size_t>(shells.count());
  const PowerSums total = orderedReduce(
      executor, progress, grid.size[2], 1, PowerSums{},
      [&](const BlockRange& block, PowerSums& sums) {
        sums.power.resize(count);
        sums.count.resize(count);
        const auto l = static_cast<std::size_t>(block.begin);
        for (std::size_t k = 0; k < y.size(); ++k) {
          const std::complex<float>* row = spectrum.row(static_cast<int>(k), static_cast<int>(l));
          for (int h = 0; h < spectrum.rowLength(); ++h) {
            const double frequency = std::sqrt(x[static_cast<std::size_t>(h)] + y[k] + z[l]);
            const auto shell = static_cast<std::size_t>(frequency / shells.width() + 0.5);
            if (shell >= count) continue;
            const int weight = friedelWeight(h, grid.size[0]);
            sums.power[shell] += weight * std::norm(std::complex<double>(row[h]));
            sums.count[shell] += weight;
          }
        }
      },
      [count](PowerSums& sum, const PowerSums& next) {
        sum.power.resize(count);
        sum.count.resize(count);
        for (std::size_t s = 0; s < count; ++s) {
          sum.power[s] += next.power[s];
          sum.count[s] += next.count[s];
        }
      });
  std::vector<double> mean(count);
  for (std::size_t s = 0; s < count; ++s) mean[s] = total.count[s] > 0 ? total.power[s] / total.count[s] : 0;
  return mean;
}

}  // namespace vitrine
