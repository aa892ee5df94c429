#include "core/checks/blocres/interpolation.hpp"

#include "core/resolution/wide.hpp"

#include <algorithm>

namespace vitrine::blocres {
namespace {

constexpr int kCarried = kNodes - 1;  // planes held when the next one is asked for
constexpr int kMostPlanes = 64;

VITRINE_WIDE void addScaled(const float* __restrict from, float weight, float* __restrict to, int n) {
  for (int i = 0; i < n; ++i) to[i] += weight * from[i];
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
  m_base = base;
  m_first = keep;
  m_end = planesThatFit(keep);
  return m_end;
}

RowInterpolation::RowInterpolation(const NodeSums& sums, const Grid& grid, int step)
    : m_sums(&sums), m_step(step), m_length(sums.length()) {
  const auto nodes = static_cast<std::size_t>(latticeGrid(grid, step).size[0]);
  m_needed.resize(static_cast<std::size_t>(sums.nodes().wordsPerRow()));
  m_row.resize(nodes * static_cast<std::size_t>(m_length));
  m_voxel.resize(static_cast<std::size_t>(m_length));
}

void RowInterpolation::prepare(const std::uint64_t* voxels, std::int64_t words, int y, int z) {
  std::ranges::fill(m_needed, 0);
  neededInRow(voxels, words, m_step, m_needed.data());
  const NodeWeights alongY = nodeWeights(y, m_step), alongZ = nodeWeights(z, m_step);
  forBits(m_needed.data(), static_cast<std::int64_t>(m_needed.size()), [&](int mx) {
    float* to = m_row.data() + std::int64_t{mx} * m_length;
    std::fill_n(to, m_length, 0.0F);
    for (int k = 0; k < alongZ.count; ++k)
      for (int j = 0; j < alongY.count; ++j)
        addScaled(m_sums->at(mx, alongY.first + j, alongZ.first + k),
                  alongZ.weight[static_cast<std::size_t>(k)] * alongY.weight[static_cast<std::size_t>(j)], to,
                  m_length);
  });
}

const float* RowInterpolation::at(int x) {
  const NodeWeights along = nodeWeights(x, m_step);
  const float* from = m_row.data() + std::int64_t{along.first} * m_length;
  if (along.count == 1) return from;
  std::ranges::fill(m_voxel, 0.0F);
  for (int i = 0; i < along.count; ++i)
    addScaled(from + std::int64_t{i} * m_length, along.weight[static_cast<std::size_t>(i)], m_voxel.data(), m_length);
  return m_voxel.data();
}

}  // namespace vitrine::blocres
