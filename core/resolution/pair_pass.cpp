// Work is cut into eight lanes by octants of the azimuth around +x, the direction of the rows. A row lies in one
// octant, and so do its cells: the large table of cell sums is shared by all lanes without their meeting in it.
#include "core/resolution/pair_pass.hpp"

#include "core/resolution/cone_sums.hpp"
#include "core/resolution/shell_lane.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <vector>

namespace vitrine {
namespace {

constexpr int kLanes = ConeCells::kOctants;
constexpr std::int64_t kAxesPerBlock = 32;
constexpr double kPassShare = 0.95;

struct Lane {
  Lane(int shells, const PairPassOptions& options) : shellLane(shells) {
    if (options.cones) cones = AxisSums(shells, ConeAxes::kCount, false);
    if (options.occupancy) occupancy = AxisSums(shells, ConeAxes::kIcosphereCount, true);
  }
  static Bytes bytes(int shells, const PairPassOptions& options) {
    return ShellLane::bytes(shells) + (options.cones ? AxisSums::bytes(shells, ConeAxes::kCount, false) : 0) +
           (options.occupancy ? AxisSums::bytes(shells, ConeAxes::kIcosphereCount, true) : 0);
  }
  ShellLane shellLane;
  AxisSums cones, occupancy;
};

/// Adds rows to a lane, RowProducts::kLength coefficients at a time.
class RowAdder {
public:
  RowAdder(const Spectrum& half1, const Spectrum& half2, const RowShells& shells, const PairPassOptions& options,
           Quad* cellSums, Lane& lane)
      : m_half1(half1), m_half2(half2), m_shells(shells), m_options(options), m_cellSums(cellSums), m_lane(lane) {}

  void addRow(int k, int l, const Azimuth& azimuth) {
    const double across = m_shells.squareAcross(k, l);
    const int end = m_shells.firstReaching(RowShells::begin(m_shells.count()), across);
    m_shell = std::max(0, static_cast<int>(std::sqrt(across)) - 1);  // never beyond the true one
    m_floorShell = m_shell;
    m_ring = ConeCells::kRings - 1;
    for (int h = k == 0 && l == 0 ? 1 : 0; h < end; h += RowProducts::kLength)
      addPiece(k, l, h, std::min(RowProducts::kLength, end - h), across, azimuth);
  }

private:
  void addPiece(int k, int l, int h, int n, double across, const Azimuth& azimuth) {
    m_products.fill(m_half1.row(k, l) + h, m_half2.row(k, l) + h, n);
    for (int i = 0; i < n; ++i) m_square[i] = across + m_shells.squareX[static_cast<std::size_t>(h + i)];
    const int runs = findShellRuns(h, n);
    m_lane.shellLane.add(m_shellRuns, runs, m_products, 2 * k <= m_shells.size[1]);
    m_lane.shellLane.addRatios(m_square, n, m_products, m_floorShell);
    if (!m_options.cones && !m_options.occupancy) return;
    const int coneRuns = findConeRuns(h, runs, across, azimuth);
    for (int i = 0; i < n; ++i) m_inverse[i] = 1 / std::sqrt(m_square[i]);
    const RowPlace place{m_shells.frequency[0].data() + h, m_inverse, m_shells.y(k), m_shells.z(l)};
    if (m_options.cones) {
      addCells(m_coneRuns, coneRuns, m_products, m_shells.count(), m_cellSums);
      addHardCones(m_coneRuns, coneRuns, m_products, place, m_lane.cones);
    }
    if (m_options.occupancy) addWeightedCones(m_coneRuns, coneRuns, m_products, place, m_lane.occupancy);
  }

  int findShellRuns(int h, int n) {
    int runs = 0;
    for (int i = 0; i < n; ++runs) {
      while (m_square[i] >= RowShells::begin(m_shell + 1)) ++m_shell;
      const double end = RowShells::begin(m_shell + 1);
      const int begin = i, weight = friedelWeight(h + i, m_shells.size[0]);
      while (i < n && m_square[i] < end && friedelWeight(h + i, m_shells.size[0]) == weight) ++i;
      m_shellRuns[runs] = {begin, i, m_shell, weight};
    }
    return runs;
  }

  int findConeRuns(int h, int shellRuns, double across, const Azimuth& azimuth) {
    const ConeCells& cells = ConeCells::get();
    const double fraction = azimuth.fraction();
    const double* x = m_shells.squareX.data() + h;
    int runs = 0;
    for (int r = 0; r < shellRuns; ++r)
      for (int i = m_shellRuns[r].begin; i < m_shellRuns[r].end; ++runs) {
        while (x[i] >= cells.innerBorder(m_ring) * across) --m_ring;
        const double end = cells.innerBorder(m_ring) * across;
        const int begin = i;
        while (i < m_shellRuns[r].end && !(x[i] >= end)) ++i;
        m_coneRuns[runs] = {begin, i, m_shellRuns[r].shell, cells.cell(m_ring, azimuth.octant, fraction),
                            static_cast<double>(m_shellRuns[r].friedel)};
      }
    return runs;
  }

  const Spectrum &m_half1, &m_half2;
  const RowShells& m_shells;
  const PairPassOptions& m_options;
  Quad* m_cellSums;
  Lane& m_lane;
  int m_shell = 0, m_floorShell = 0, m_ring = 0;  // along a row these only grow, grow and shrink
  RowProducts m_products;
  double m_square[RowProducts::kLength], m_inverse[RowProducts::kLength];
  ShellRun m_shellRuns[RowProducts::kLength];
  ConeRun m_coneRuns[RowProducts::kLength];
};

DirectionSums emptyDirections(int axes, int shells, bool squares) {
  DirectionSums sums;
  sums.axes = axes;
  sums.shells = shells;
  const std::size_t n = static_cast<std::size_t>(axes) * static_cast<std::size_t>(shells);
  for (auto* values : {&sums.cross, &sums.power1, &sums.power2, &sums.weight}) values->resize(n);
  if (squares) sums.squaredWeight.resize(n);
  return sums;
}

void add(DirectionSums& sums, int axis, const Quad* shells) {
  for (int s = 0; s < sums.shells; ++s) {
    const std::size_t at = sums.index(s, axis);
    sums.cross[at] += shells[s].value[0];
    sums.power1[at] += shells[s].value[1];
    sums.power2[at] += shells[s].value[2];
    sums.weight[at] += shells[s].value[3];
  }
}

void gatherCone(const std::vector<Lane>& lanes, const Quad* cellSums, int axis, DirectionSums& sums) {
  std::vector<Quad> inside(static_cast<std::size_t>(sums.shells), Quad{});
  for (const std::int32_t cell : ConeCells::get().inside(axis)) {
    const Quad* shells = cellSums + std::int64_t{cell} * sums.shells;
    for (std::size_t s = 0; s < inside.size(); ++s)
      for (int i = 0; i < 4; ++i) inside[s].value[i] += shells[s].value[i];
  }
  add(sums, axis, inside.data());
  for (const Lane& lane : lanes) add(sums, axis, lane.cones.sums.data() + lane.cones.index(0, axis));
}

void gatherOccupancy(const std::vector<Lane>& lanes, int axis, DirectionSums& sums) {
  for (const Lane& lane : lanes) {
    const std::int64_t from = lane.occupancy.index(0, axis);
    add(sums, axis, lane.occupancy.sums.data() + from);
    for (int s = 0; s < sums.shells; ++s) sums.squaredWeight[sums.index(s, axis)] += lane.occupancy.squares[from + s];
  }
}

Bytes cellBytes(int shells) { return Bytes{shells} * ConeCells::get().count() * static_cast<Bytes>(sizeof(Quad)); }

}  // namespace

double DirectionSums::correlation(int shell, int axis) const {
  const std::size_t at = index(shell, axis);
  const double norm = std::sqrt(power1[at]) * std::sqrt(power2[at]);
  return norm > 0 ? cross[at] / norm : 0.0;
}

PairSums pairPass(const Spectrum& half1, const Spectrum& half2, const PairPassOptions& options, Executor& executor,
                  const Progress& progress) {
  assert(half1.grid.sameSize(half2.grid));
  const RowShells shells(half1.grid);
  const int count = shells.count();
  Buffer<Quad> cellSums;
  if (options.cones) cellSums = Buffer<Quad>::zeroed(std::int64_t{count} * ConeCells::get().count());
  std::vector<Lane> lanes;
  for (int i = 0; i < kLanes; ++i) lanes.emplace_back(count, options);

  std::atomic<std::int64_t> planesDone{0};
  const auto [nx, ny, nz] = half1.grid.size;
  executor.run(kLanes, [&, rows = ny, planes = nz](std::int64_t index) {
    RowAdder adder(half1, half2, shells, options, cellSums.data(), lanes[static_cast<std::size_t>(index)]);
    for (int l = 0; l < planes; ++l) {
      progress.throwIfStopped();
      for (int k = 0; k < rows; ++k)
        if (const Azimuth azimuth(shells.y(k), shells.z(l)); azimuth.octant == index) adder.addRow(k, l, azimuth);
      progress.report(kPassShare * static_cast<double>(++planesDone) / (double{kLanes} * planes));
    }
  });

  PairSums sums;
  sums.shells = emptyShellSums(Shells(half1.grid).width(), count);
  for (const Lane& lane : lanes) lane.shellLane.addTo(sums.shells);
  if (options.cones) sums.cones = emptyDirections(ConeAxes::kCount, count, false);
  if (options.occupancy) sums.occupancy = emptyDirections(ConeAxes::kIcosphereCount, count, true);
  parallelBlocks(executor, {}, sums.cones.axes, kAxesPerBlock, [&](const BlockRange& block) {
    for (auto axis = block.begin; axis < block.end; ++axis)
      gatherCone(lanes, cellSums.data(), static_cast<int>(axis), sums.cones);
  });
  parallelBlocks(executor, {}, sums.occupancy.axes, kAxesPerBlock, [&](const BlockRange& block) {
    for (auto axis = block.begin; axis < block.end; ++axis)
      gatherOccupancy(lanes, static_cast<int>(axis), sums.occupancy);
  });
  progress.report(1);
  return sums;
}

Bytes pairPassBytes(const Grid& grid, const PairPassOptions& options) {
  const int shells = Shells(grid).count();
  return kLanes * Lane::bytes(shells, options) + (options.cones ? cellBytes(shells) : 0);
}

Bytes pairSumsBytes(const Grid& grid, const PairPassOptions& options) {
  Bytes doubles = 19;
  if (options.cones) doubles += 4 * Bytes{ConeAxes::kCount};
  if (options.occupancy) doubles += 5 * Bytes{ConeAxes::kIcosphereCount};
  return doubles * static_cast<Bytes>(sizeof(double)) * Shells(grid).count();
}

}  // namespace vitrine
