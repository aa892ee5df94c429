#include "core/checks/blocres/interpolation.hpp"

#include "core/checks/blocres/lane_fft.hpp"
#include "core/resolution/wide.hpp"

#include <algorithm>

namespace vitrine::blocres {
namespace {

constexpr int kCarried = kNodes - 1;  // planes held when the next one is asked for
constexpr int kMostPlanes = 64;

/// to = sum of weight[j] times from[j], n values each.
VITRINE_WIDE void combineSix(const float* const* from, const float* weight, float* __restrict to, std::int64_t n) {
  const float *a = from[0], *b = from[1], *c = from[2], *d = from[3], *e = from[4], *f = from[5];
  for (std::int64_t i = 0; i < n; ++i)
    to[i] =
        weight[0] * a[i] + weight[1] * b[i] + weight[2] * c[i] + weight[3] * d[i] + weight[4] * e[i] + weight[5] * f[i];
}

void combine(const float* const* from, const NodeWeights& along, float* to, std::int64_t n) {
  static_assert(kNodes == 6);
  if (along.count == 1)
    std::copy_n(from[0], n, to);
  else
    combineSix(from, along.weight.data(), to, n);
}

std::int64_t planeStart(const Mask& nodes, const std::vector<std::int64_t>& before, int plane) {
  return before[static_cast<std::size_t>(std::int64_t{nodes.grid.size[1]} * plane)];
}

}  // namespace

NodeSums::NodeSums(const Mask& nodes, int length, Bytes mostBytes)
    : m_nodes(nodes), m_before(bitsBeforeRows(nodes)), m_length(length) {
  const int planes = nodes.grid.size[2];
  std::int64_t room = mostBytes / (Bytes{length} * static_cast<Bytes>(sizeof(float)));
  room = std::min(room, nodes.count);
  for (int p = 0; p < planes; ++p)
    room = std::max(room,
                    planeStart(nodes, m_before, std::min(planes, p + kCarried + 1)) - planeStart(nodes, m_before, p));
  m_sums = Buffer<float>(std::max<std::int64_t>(1, room) * length);
}

int NodeSums::planesThatFit(int first) const {
  const std::int64_t room = m_sums.size() / m_length;
  int end = first;
  while (end < m_nodes.grid.size[2] && end - first < kMostPlanes &&
         planeStart(m_nodes, m_before, end + 1) - planeStart(m_nodes, m_before, first) <= room)
    ++end;
  return end;
}

int NodeSums::advance(int keep) {
  const std::int64_t base = planeStart(m_nodes, m_before, keep), top = planeStart(m_nodes, m_before, m_end);
  std::copy(m_sums.begin() + (base - m_base) * m_length, m_sums.begin() + (top - m_base) * m_length, m_sums.begin());
  const int end = planesThatFit(keep), fresh = end - m_end;
  // Boxes are computed eight along z: a ninth plane alone would cost as much as the eight.
  const bool isCut = fresh > kLanes && end < m_nodes.grid.size[2];
  m_base = base;
  m_first = keep;
  m_end = isCut ? end - fresh % kLanes : end;
  return m_end;
}

RowInterpolation::RowInterpolation(const NodeSums& sums, const Grid& grid, int step)
    : m_sums(&sums), m_step(step), m_length(sums.length()) {
  m_bits.resize(static_cast<std::size_t>(sums.nodes().wordsPerRow()));
  const auto row = static_cast<std::size_t>(latticeGrid(grid, step).size[0]) * static_cast<std::size_t>(m_length);
  for (PlaneRow& kept : m_alongZ) kept.sums.resize(row);
  m_row.resize(row);
  m_voxel.resize(static_cast<std::size_t>(m_length));
}

/// Node row my at voxel plane z, for all nodes that the plane can ask for: they are set in each lattice plane.
const float* RowInterpolation::alongZ(int my, int z) {
  PlaneRow& kept = m_alongZ[static_cast<std::size_t>(my % kNodes)];
  if (kept.my == my && kept.z == z) return kept.sums.data();
  kept.my = my;
  kept.z = z;
  const NodeWeights along = nodeWeights(z, m_step);
  std::ranges::copy_n(m_sums->nodes().row(my, along.first), std::ssize(m_bits), m_bits.begin());
  for (int k = 1; k < along.count; ++k) {
    const std::uint64_t* row = m_sums->nodes().row(my, along.first + k);
    for (std::size_t w = 0; w < m_bits.size(); ++w) m_bits[w] &= row[w];
  }
  forRuns(m_bits.data(), std::ssize(m_bits), [&](int begin, int end) {
    std::array<const float*, kNodes> from{};
    for (int k = 0; k < along.count; ++k) from[static_cast<std::size_t>(k)] = m_sums->at(begin, my, along.first + k);
    combine(from.data(), along, kept.sums.data() + std::int64_t{begin} * m_length,
            std::int64_t{end - begin} * m_length);
  });
  return kept.sums.data();
}

void RowInterpolation::prepare(const std::uint64_t* voxels, std::int64_t words, int y, int z) {
  const NodeWeights along = nodeWeights(y, m_step);
  std::array<const float*, kNodes> rows{};
  for (int j = 0; j < along.count; ++j) rows[static_cast<std::size_t>(j)] = alongZ(along.first + j, z);
  std::ranges::fill(m_bits, 0);
  neededInRow(voxels, words, m_step, m_bits.data());
  forRuns(m_bits.data(), std::ssize(m_bits), [&](int begin, int end) {
    const std::int64_t at = std::int64_t{begin} * m_length;
    std::array<const float*, kNodes> from{};
    for (int j = 0; j < along.count; ++j) from[static_cast<std::size_t>(j)] = rows[static_cast<std::size_t>(j)] + at;
    combine(from.data(), along, m_row.data() + at, std::int64_t{end - begin} * m_length);
  });
}

const float* RowInterpolation::at(int x) {
  const NodeWeights along = nodeWeights(x, m_step);
  std::array<const float*, kNodes> from{};
  for (int i = 0; i < along.count; ++i)
    from[static_cast<std::size_t>(i)] = m_row.data() + std::int64_t{along.first + i} * m_length;
  if (along.count == 1) return from[0];
  combine(from.data(), along, m_voxel.data(), m_length);
  return m_voxel.data();
}

}  // namespace vitrine::blocres
