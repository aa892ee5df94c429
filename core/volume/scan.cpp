#include "core/volume/scan.hpp"

#include "core/volume/float_mode.hpp"
#include "core/volume/row_sums.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr int kRowsPerBand = 32;  // enough rows to hide the start of a band
constexpr int kMostBands = 16;

int bandsFor(int rows) { return std::clamp(rows / kRowsPerBand, 1, kMostBands); }

std::size_t asSize(std::int64_t value) { return static_cast<std::size_t>(value); }

}  // namespace

/// What one band knows. Sums per plane wait in `finished` until settle() adds them in band order.
struct ScanAccumulator::Band {
  struct PlaneSums {
    int z = 0;
    double sum = 0, squares = 0;
    std::vector<double> column;  // sum over the band's rows, one per x
  };
  std::vector<double> columnSquares;  // over all planes, one per x
  std::vector<PlaneSums> finished;
  PlaneSums current;
  int nextRow = 0;  // the row that must come next; bandBegin when a plane starts
  int nextZ = 0;
  double cubes = 0;
  float minimum = std::numeric_limits<float>::infinity();
  float maximum = -std::numeric_limits<float>::infinity();
  std::int64_t nan = 0, plusInfinity = 0, minusInfinity = 0, zeros = 0;
  std::int64_t firstNonFinite = -1;  // linear index
};

int firstOfLargest(const std::vector<double>& values) {
  if (values.empty()) return 0;
  const double largest = *std::max_element(values.begin(), values.end());
  const double tied = largest - 1e-6 * std::abs(largest);
  return static_cast<int>(std::find_if(values.begin(), values.end(), [tied](double v) { return v >= tied; }) -
                          values.begin());
}

std::vector<double> MapScan::planeVariance(int axis) const {
  const auto& sums = planeSum[static_cast<std::size_t>(axis)];
  const auto& squares = planeSumOfSquares[static_cast<std::size_t>(axis)];
  double voxels = 1;  // per plane: the product of the other two edges
  for (std::size_t other = 0; other < 3; ++other)
    if (other != static_cast<std::size_t>(axis)) voxels *= static_cast<double>(planeSum[other].size());
  std::vector<double> variance(sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const double mean = sums[i] / voxels;
    variance[i] = std::max(0.0, squares[i] / voxels - mean * mean);
  }
  return variance;
}

int MapScan::maximumVariancePlane(int axis) const { return firstOfLargest(planeVariance(axis)); }

ScanAccumulator::ScanAccumulator(const Grid& grid) : m_grid(grid), m_bands(bandsFor(grid.size[1])) {
  const std::size_t nx = asSize(grid.size[0]), ny = asSize(grid.size[1]), nz = asSize(grid.size[2]);
  m_state.resize(asSize(m_bands));
  for (int b = 0; b < m_bands; ++b) {
    Band& band = m_state[asSize(b)];
    band.columnSquares.assign(nx, 0.0);
    band.nextRow = bandBegin(b);
  }
  for (std::size_t a = 0; a < 3; ++a) {
    m_scan.planeSum[a].assign(asSize(grid.size[a]), 0.0);
    m_scan.planeSumOfSquares[a].assign(asSize(grid.size[a]), 0.0);
  }
  m_scan.projection[0].assign(ny * nz, 0.0);
  m_scan.projection[1].assign(nx * nz, 0.0);
  m_scan.projection[2].assign(nx * ny, 0.0);
}

ScanAccumulator::~ScanAccumulator() = default;
ScanAccumulator::ScanAccumulator(ScanAccumulator&&) noexcept = default;

int ScanAccumulator::bandBegin(int band) const {
  return static_cast<int>(std::int64_t{m_grid.size[1]} * band / m_bands);
}

void ScanAccumulator::addRows(int band, int z, int yBegin, int yEnd, const float* rows, std::int64_t rowStride) {
  const SubnormalsAreZero mode;
  Band& b = m_state[asSize(band)];
  const int nx = m_grid.size[0], ny = m_grid.size[1];
  assert(yBegin == b.nextRow && z == b.nextZ && yEnd <= bandEnd(band));
  if (yBegin == bandBegin(band)) {
    b.current.z = z;
    b.current.sum = b.current.squares = 0;
    b.current.column.assign(asSize(nx), 0.0);
  }
  for (int y = yBegin; y < yEnd; ++y, rows += rowStride) {
    double* depth = m_scan.projection[2].data() + std::int64_t{y} * nx;
    RowSums row;
    if (allFinite(rows, nx)) {
      row = addRow(rows, nx, b.current.column.data(), b.columnSquares.data(), depth);
    } else {
      OddValues odd;
      row = addRowWithOddValues(rows, nx, b.current.column.data(), b.columnSquares.data(), depth, odd);
      b.nan += odd.nan;
      b.plusInfinity += odd.plusInfinity;
      b.minusInfinity += odd.minusInfinity;
      if (b.firstNonFinite < 0) b.firstNonFinite = m_grid.index(odd.first, y, z);
    }
    b.current.sum += row.sum;
    b.current.squares += row.squares;
    b.cubes += row.cubes;
    b.zeros += row.zeros;
    b.minimum = std::min(b.minimum, row.minimum);
    b.maximum = std::max(b.maximum, row.maximum);
    m_scan.planeSum[1][asSize(y)] += row.sum;
    m_scan.planeSumOfSquares[1][asSize(y)] += row.squares;
    m_scan.projection[0][asSize(y + std::int64_t{ny} * z)] = row.sum;
  }
  b.nextRow = yEnd;
  if (yEnd == bandEnd(band)) {
    b.finished.push_back(std::move(b.current));
    b.current = {};
    b.nextRow = bandBegin(band);
    b.nextZ = z + 1;
  }
}

void ScanAccumulator::settle() {
  const std::size_t nx = asSize(m_grid.size[0]);
  // Only planes that every band has finished, so that the order of additions is band order whatever came first.
  std::size_t planes = m_state.front().finished.size();
  for (const Band& band : m_state) planes = std::min(planes, band.finished.size());
  for (std::size_t i = 0; i < planes; ++i)
    for (const Band& band : m_state) {
      const Band::PlaneSums& plane = band.finished[i];
      m_scan.planeSum[2][asSize(plane.z)] += plane.sum;
      m_scan.planeSumOfSquares[2][asSize(plane.z)] += plane.squares;
      double* line = m_scan.projection[1].data() + asSize(plane.z) * nx;
      for (std::size_t x = 0; x < nx; ++x) line[x] += plane.column[x];
    }
  for (Band& band : m_state)
    band.finished.erase(band.finished.begin(), band.finished.begin() + static_cast<std::ptrdiff_t>(planes));
}

MapScan ScanAccumulator::finish() {
  settle();
  const std::size_t nx = asSize(m_grid.size[0]), nz = asSize(m_grid.size[2]);
  for (std::size_t z = 0; z < nz; ++z)
    for (std::size_t x = 0; x < nx; ++x) m_scan.planeSum[0][x] += m_scan.projection[1][z * nx + x];

  MapStatistics& s = m_scan.statistics;
  double sum = 0, squares = 0, cubes = 0;
  for (std::size_t z = 0; z < nz; ++z) {
    sum += m_scan.planeSum[2][z];
    squares += m_scan.planeSumOfSquares[2][z];
  }
  std::int64_t first = -1;
  s.minimum = std::numeric_limits<double>::infinity();
  s.maximum = -s.minimum;
  for (const Band& band : m_state) {
    for (std::size_t x = 0; x < nx; ++x) m_scan.planeSumOfSquares[0][x] += band.columnSquares[x];
    cubes += band.cubes;
    s.nan += band.nan;
    s.plusInfinity += band.plusInfinity;
    s.minusInfinity += band.minusInfinity;
    s.zeros += band.zeros;
    s.minimum = std::min(s.minimum, double{band.minimum});
    s.maximum = std::max(s.maximum, double{band.maximum});
    if (band.firstNonFinite >= 0 && (first < 0 || band.firstNonFinite < first)) first = band.firstNonFinite;
  }
  if (first >= 0) s.firstNonFinite = m_grid.voxelOf(first);
  s.count = m_grid.voxels() - s.nonFinite();
  if (s.count == 0) {
    s.minimum = s.maximum = 0;
    return std::move(m_scan);
  }
  const double n = static_cast<double>(s.count);
  s.mean = sum / n;
  const double variance = s.minimum == s.maximum ? 0.0 : std::max(0.0, squares / n - s.mean * s.mean);
  s.rms = std::sqrt(variance);
  if (s.minimum == s.maximum) s.mean = s.minimum;  // rounding of the sum must not make a constant map look different
  if (variance > 0)
    s.skewness = (cubes / n - 3 * s.mean * squares / n + 2 * s.mean * s.mean * s.mean) / (variance * s.rms);
  return std::move(m_scan);
}

MapScan scanVolume(const Grid& grid, const float* voxels, Executor& executor, const Progress& progress) {
  return scanRows(grid, voxels, grid.size[0], executor, progress);
}

MapScan scanRows(const Grid& grid, const float* voxels, std::int64_t rowStride, Executor& executor,
                 const Progress& progress) {
  ScanAccumulator scan(grid);
  constexpr std::int64_t kBlockVoxels = 1 << 22;  // 16 MiB: a few milliseconds per band
  const int planes = static_cast<int>(std::clamp<std::int64_t>(kBlockVoxels / grid.planeVoxels(), 1, grid.size[2]));
  for (int begin = 0; begin < grid.size[2]; begin += planes) {
    progress.throwIfStopped();
    const int end = std::min(grid.size[2], begin + planes);
    executor.run(scan.bands(), [&](std::int64_t index) {
      const int band = static_cast<int>(index);
      const int y = scan.bandBegin(band);
      for (int z = begin; z < end; ++z)
        scan.addRows(band, z, y, scan.bandEnd(band), voxels + rowStride * (y + std::int64_t{grid.size[1]} * z),
                     rowStride);
    });
    scan.settle();
    progress.report(static_cast<double>(end) / grid.size[2]);
  }
  return scan.finish();
}

}  // namespace vitrine
