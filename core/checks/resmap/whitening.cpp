#include "core/checks/resmap/whitening.hpp"

#include "core/mask/row_bits.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace vitrine::resmap {
namespace {

constexpr double kElbowA = 10, kElbowVoxels = 2.1, kRamp = 1.05;
constexpr double kFloor = 1e-10;    // of the power
constexpr double kStep = 1.0 / 32;  // bins between nodes of the filter's table

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

/// Sums of one radial bin.
struct BinSum {
  double amplitude = 0, power = 0, count = 0;
};

struct RadialSums {
  std::vector<BinSum> bins;
  double smallest = std::numeric_limits<double>::infinity(), largest = 0;
};

/// 0-based bin, of `bins`, whose wavelength is nearest to the one asked for.
int binOf(double wavelengthA, int bins, double voxelSize) {
  int best = 0;
  double distance = std::numeric_limits<double>::infinity();
  for (int b = 0; b < bins; ++b) {
    const double share = bins > 1 ? 1e-10 + (1 - 1e-10) * b / (bins - 1) : 1;
    const double off = std::abs(2 * voxelSize / share - wavelengthA);
    if (off < distance) {
      distance = off;
      best = b;
    }
  }
  return best;
}

double elbowA(double voxelSize) { return std::max(kElbowA, kElbowVoxels * voxelSize); }

}  // namespace

RadialGrid::RadialGrid(const Grid& grid) {
  const double coarsest = *std::ranges::max_element(grid.voxelSize);
  double longest = 0;
  for (int axis = 0; axis < 3; ++axis) longest = std::max(longest, grid.edge(axis));
  edge = static_cast<int>(std::lround(longest / coarsest));
  bins = std::max(1, static_cast<int>(std::lround(0.5 * edge - 1)));
  for (int axis = 0; axis < 3; ++axis) {
    const int n = grid.size[at(axis)];
    const double scale = edge * coarsest / grid.edge(axis);
    for (int i = 0; i < n; ++i) {
      const int centred = (i + n / 2) % n;
      const double coordinate = n > 1 ? -0.5 * n + centred * (static_cast<double>(n) / (n - 1)) : 0;
      squared[at(axis)].push_back(coordinate * coordinate * scale * scale);
    }
  }
}

std::vector<double> radialPower(const Spectrum& transform, Executor& executor, const Progress& progress) {
  const RadialGrid grid(transform.grid);
  const auto [nx, ny, nz] = transform.grid.size;
  const double perBin = grid.bins > 1 ? (grid.bins - 1.0) / grid.bins : 0;
  const auto mateOf = [](int i, int n) { return i == 0 ? 0 : n - i; };
  RadialSums empty;
  empty.bins.resize(at(grid.bins));
  const RadialSums sums = orderedReduce(
      executor, progress, nz, 8, empty,
      [&](const BlockRange& block, RadialSums& part) {
        const auto add = [&](double squaredRadius, double amplitude) {
          BinSum& bin =
              part.bins[at(std::min<int>(grid.bins - 1, static_cast<int>(std::sqrt(squaredRadius) * perBin)))];
          bin.amplitude += amplitude;
          bin.power += amplitude * amplitude;
          bin.count += 1;
        };
        for (auto l = static_cast<int>(block.begin); l < block.end; ++l)
          for (int k = 0; k < ny; ++k) {
            const std::complex<float>* row = transform.row(k, l);
            const double here = grid.squared[1][at(k)] + grid.squared[2][at(l)];
            const double mate = grid.squared[1][at(mateOf(k, ny))] + grid.squared[2][at(mateOf(l, nz))];
            for (int h = 0; h < transform.rowLength(); ++h) {
              if (h == 0 && k == 0 && l == 0) continue;
              const double amplitude =
                  std::hypot(static_cast<double>(row[h].real()), static_cast<double>(row[h].imag()));
              part.smallest = std::min(part.smallest, amplitude);
              part.largest = std::max(part.largest, amplitude);
              add(here + grid.squared[0][at(h)], amplitude);
              if (friedelWeight(h, nx) == 2) add(mate + grid.squared[0][at(mateOf(h, nx))], amplitude);
            }
          }
      },
      [](RadialSums& total, const RadialSums& part) {
        for (std::size_t b = 0; b < total.bins.size(); ++b) {
          total.bins[b].amplitude += part.bins[b].amplitude;
          total.bins[b].power += part.bins[b].power;
          total.bins[b].count += part.bins[b].count;
        }
        total.smallest = std::min(total.smallest, part.smallest);
        total.largest = std::max(total.largest, part.largest);
      });
  std::vector<double> power;
  const double low = sums.smallest, range = sums.largest - low;
  for (const BinSum& bin : sums.bins) {
    const double squares = bin.power - 2 * low * bin.amplitude + low * low * bin.count;
    power.push_back((bin.count > 0 && range > 0 ? std::max(0.0, squares) / (bin.count * range * range) : 0) + kFloor);
  }
  return power;
}

Volume hammingCube(const Spectrum& padded, const Index3& centre, int edge, Executor& executor,
                   const Progress& progress) {
  Grid grid = padded.grid;
  grid.size = {edge, edge, edge};
  Volume cube(grid);
  std::vector<double> window;
  for (int i = 0; i < edge; ++i)
    window.push_back(edge > 1 ? 0.54 - 0.46 * std::cos(2 * std::numbers::pi * i / (edge - 1)) : 1);
  parallelBlocks(executor, progress, edge, 8, [&](const BlockRange& block) {
    for (auto z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < edge; ++y) {
        const auto* row =
            reinterpret_cast<const float*>(padded.row(centre[1] - edge / 2 + y, centre[2] - edge / 2 + z)) +
            (centre[0] - edge / 2);
        const double across = window[at(y)] * window[at(z)] * window[at(z)];
        for (int x = 0; x < edge; ++x) cube.at(x, y, z) = static_cast<float>(row[x] * (window[at(x)] * across));
      }
  });
  return cube;
}

namespace {

/// Voxels of `mask` whose six neighbours are set too, in the planes and rows of the box; false if none.
bool erode(const Mask& mask, Mask& eroded, const Index3& low, const Index3& high, Executor& executor,
           const Progress& progress) {
  const std::int64_t first = low[0] >> 6, last = high[0] >> 6, words = mask.wordsPerRow();
  const std::uint64_t survivors = orderedReduce(
      executor, progress, high[2] + 1 - low[2], 16, std::uint64_t{0},
      [&](const BlockRange& block, std::uint64_t& any) {
        for (auto z = static_cast<int>(low[2] + block.begin); z < low[2] + block.end; ++z)
          for (int y = low[1]; y <= high[1]; ++y) {
            const std::uint64_t* here = mask.row(y, z);
            const std::uint64_t *back = mask.row(y - 1, z), *front = mask.row(y + 1, z);
            const std::uint64_t *below = mask.row(y, z - 1), *above = mask.row(y, z + 1);
            std::uint64_t* out = eroded.row(y, z);
            for (std::int64_t w = first; w <= last; ++w) {
              const std::uint64_t left = here[w] << 1 | (w > 0 ? here[w - 1] >> 63 : 0);
              const std::uint64_t right = here[w] >> 1 | (w + 1 < words ? here[w + 1] << 63 : 0);
              out[w] = here[w] & left & right & back[w] & front[w] & below[w] & above[w];
              any |= out[w];
            }
          }
      },
      [](std::uint64_t& total, std::uint64_t part) { total |= part; });
  return survivors != 0;
}

Index3 firstVoxel(const Mask& mask) {
  for (int z = 0; z < mask.grid.size[2]; ++z)
    for (int y = 0; y < mask.grid.size[1]; ++y)
      for (std::int64_t w = 0; w < mask.wordsPerRow(); ++w)
        if (const std::uint64_t bits = mask.row(y, z)[w]; bits != 0)
          return {static_cast<int>(64 * w) + std::countr_zero(bits), y, z};
  return {};
}

}  // namespace

Deepest deepestVoxel(const Mask& mask, Executor& executor, const Progress& progress) {
  // Erosion needs the six neighbours of every voxel it looks at.
  Index3 low = mask.grid.size, high = {-1, -1, -1};
  for (int z = 0; z < mask.grid.size[2]; ++z)
    for (int y = 0; y < mask.grid.size[1]; ++y)
      for (std::int64_t w = 0; w < mask.wordsPerRow(); ++w) {
        const std::uint64_t bits = mask.row(y, z)[w];
        if (bits == 0) continue;
        const int begin = static_cast<int>(64 * w) + std::countr_zero(bits);
        const int end = static_cast<int>(64 * w) + 63 - std::countl_zero(bits);
        low = {std::min(low[0], begin), std::min(low[1], y), std::min(low[2], z)};
        high = {std::max(high[0], end), std::max(high[1], y), std::max(high[2], z)};
      }
  if (high[0] < 0) return {};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    low[axis] = std::max(low[axis], 1);
    high[axis] = std::min(high[axis], mask.grid.size[axis] - 2);
  }
  // Two masks in turn; what lies outside the box of a step was cleared or never set.
  std::array<Mask, 2> turn = {Mask(mask.grid), Mask(mask.grid)};
  const Mask* from = &mask;
  const Progress silent(nullptr, progress.stopToken());
  for (int step = 0;; ++step) {
    Mask& to = turn[at(step % 2)];
    const bool isThin = low[0] > high[0] || low[1] > high[1] || low[2] > high[2];
    if (isThin || !erode(*from, to, low, high, executor, silent)) return {firstVoxel(*from), step + 1};
    from = &to;
  }
}

int NoiseFit::weighted() const {
  return static_cast<int>(std::ranges::count_if(weight, [](double w) { return w > 0; }));
}

NoiseFit fitNoise(const std::vector<double>& power, double voxelSize, double filled) {
  NoiseFit fit;
  const int bins = static_cast<int>(power.size());
  const int elbow = binOf(elbowA(voxelSize), bins, voxelSize), ramp = binOf(kRamp * elbowA(voxelSize), bins, voxelSize);
  fit.perBin = 1 / (2 * voxelSize * std::max(1, bins - 1));
  fit.last = std::clamp(static_cast<int>(filled * bins), 1, bins);
  for (int b = 1; b <= bins; ++b) {
    fit.logAmplitude.push_back(0.5 * std::log(power[at(b - 1)]));
    // The published program counts b from 1 and the other two from 0, and compares them as they are.
    fit.weight.push_back(b >= fit.last ? 0 : b > elbow ? 1 : b > ramp ? 0.5 : 0);
  }
  const int unknowns = std::min(3, fit.weighted());
  if (unknowns == 0) return fit;
  using Square = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 3, 3>;
  using Column = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, 3, 1>;
  Square normal = Square::Zero(unknowns, unknowns);
  Column right = Column::Zero(unknowns);
  const double middle = 0.5 * bins;  // powers of (b - middle) / middle keep the digits
  for (int b = 1; b <= bins; ++b) {
    const double w = fit.weight[at(b - 1)] * fit.weight[at(b - 1)], t = (b - middle) / middle;
    const Eigen::Vector3d powers(1, t, t * t);
    normal += w * powers.head(unknowns) * powers.head(unknowns).transpose();
    right += w * fit.logAmplitude[at(b - 1)] * powers.head(unknowns);
  }
  Eigen::Vector3d c = Eigen::Vector3d::Zero();
  c.head(unknowns) = normal.ldlt().solve(right);
  fit.coefficient = {c(0) - c(1) + c(2), (c(1) - 2 * c(2)) / middle, c(2) / (middle * middle)};
  return fit;
}

void whiten(std::array<Spectrum, 2>& transforms, const NoiseFit& fit, double binScale, Executor& executor,
            const Progress& progress) {
  const Grid& box = transforms[0].grid;
  const RadialGrid grid(box);
  const auto [nx, ny, nz] = box.size;
  const double voxelSize = *std::ranges::max_element(box.voxelSize);
  const double low = binOf(kRamp * elbowA(voxelSize), grid.bins, voxelSize);
  const double filled = static_cast<double>(fit.last) / static_cast<double>(fit.weight.size());
  const double high = std::max(low, filled * grid.bins);
  std::vector<float> table;
  for (int i = 0; i <= (high - low) / kStep + 1; ++i)
    table.push_back(static_cast<float>(std::exp(-fit.at(std::min(high, low + i * kStep) * binScale))));
  const auto filterAt = [&](double squaredRadius) {
    const double place = (std::clamp(std::sqrt(squaredRadius), low, high) - low) / kStep;
    const auto node = static_cast<std::size_t>(place);
    return table[node] + static_cast<float>(place - static_cast<double>(node)) * (table[node + 1] - table[node]);
  };
  const auto mateOf = [](int i, int n) { return i == 0 ? 0 : n - i; };
  const std::int64_t rowsPerBlock = std::max<std::int64_t>(1, (1 << 18) / transforms[0].rowLength());
  parallelBlocks(executor, progress, std::int64_t{ny} * nz, rowsPerBlock, [&](const BlockRange& block) {
    for (std::int64_t i = block.begin; i < block.end; ++i) {
      const int k = static_cast<int>(i % ny), l = static_cast<int>(i / ny);
      const double here = grid.squared[1][at(k)] + grid.squared[2][at(l)];
      const double mate = grid.squared[1][at(mateOf(k, ny))] + grid.squared[2][at(mateOf(l, nz))];
      std::complex<float>*a = transforms[0].row(k, l), *b = transforms[1].row(k, l);
      for (int h = 0; h < transforms[0].rowLength(); ++h) {
        const float factor =
            0.5F * (filterAt(here + grid.squared[0][at(h)]) + filterAt(mate + grid.squared[0][at(mateOf(h, nx))]));
        a[h] *= factor;
        b[h] *= factor;
      }
    }
  });
  for (Spectrum& transform : transforms) transform.row(0, 0)[0] = 0;
}

std::optional<double> filledShare(const std::vector<double>& power) {
  constexpr double kFall = -0.5, kFlat = 1e-4;
  std::vector<double> slope;
  for (std::size_t b = 1; b < power.size(); ++b) slope.push_back(std::log(power[b] / power[b - 1]));
  const auto last = std::ranges::find_if(slope.rbegin(), slope.rend(), [](double s) { return s < kFall; });
  if (last == slope.rend()) return std::nullopt;
  const auto q = static_cast<std::size_t>(slope.rend() - last) - 1;
  if (q + 3 >= power.size() || q + 2 >= slope.size()) return std::nullopt;
  double sum = 0, squares = 0;
  for (std::size_t i = q + 2; i < slope.size(); ++i) {
    sum += slope[i];
    squares += slope[i] * slope[i];
  }
  const auto count = static_cast<double>(slope.size() - q - 2);
  const double mean = sum / count, variance = squares / count - mean * mean;
  if (!(std::abs(mean) < kFlat && variance < kFlat)) return std::nullopt;
  return static_cast<double>(std::max<std::size_t>(q, 1)) / static_cast<double>(power.size());
}

}  // namespace vitrine::resmap
