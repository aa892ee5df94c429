// 1.c: boxes at many lattice points on all threads.
#pragma once

#include "core/base/lanes.hpp"
#include "core/checks/blocres/box_sums.hpp"
#include "core/checks/blocres/lattice.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace vitrine::blocres {

using HalfPair = std::array<HalfRows, 2>;

/// Scratch of all threads, made once and used by pass after pass.
struct PassScratch {
  struct Lane {
    BoxScratch boxes;
    std::vector<float> sums;
  };
  std::vector<Lane> lanes;
};

/// Computes the boxes about the set nodes of the lattice planes [begin, end), at most 64 planes, eight along z at a
/// time. sink(mx, my, mz, sums) is called from any thread, once per node. The same sums whatever the planes are cut
/// into. @throws Cancelled within milliseconds
template <class Sink>
void boxPass(const BoxSums& boxes, const HalfPair& halves, const Mask& nodes, int step, int begin, int end,
             PassScratch& scratch, Executor& executor, const Progress& progress, Sink sink) {
  constexpr int kMostPlanes = 64;
  const std::int64_t words = nodes.wordsPerRow(), items = words * nodes.grid.size[1];
  const int planes = std::min(kMostPlanes, end - begin), length = boxes.shells().sumsLength();
  if (const auto wanted = static_cast<std::size_t>(laneCount(executor, items)); scratch.lanes.size() < wanted)
    scratch.lanes.resize(wanted);
  laneBlocks(executor, progress, items, 1, scratch.lanes, [&](const BlockRange& item, PassScratch::Lane& lane) {
    const int my = static_cast<int>(item.begin / words);
    const std::int64_t word = item.begin % words;
    std::array<std::uint64_t, kMostPlanes> bits{};
    std::uint64_t any = 0;
    for (int p = 0; p < planes; ++p) any |= bits[static_cast<std::size_t>(p)] = nodes.row(my, begin + p)[word];
    lane.sums.resize(static_cast<std::size_t>(kLanes * length));
    forBits(&any, 1, [&](int bit) {
      progress.throwIfStopped();
      const int mx = static_cast<int>(64 * word) + bit;
      std::uint64_t column = 0;
      for (int p = 0; p < planes; ++p) column |= (bits[static_cast<std::size_t>(p)] >> bit & std::uint64_t{1}) << p;
      while (column != 0) {
        const int first = std::countr_zero(column);
        const std::uint64_t group = column & std::uint64_t{0xFF} << first;
        column &= ~group;
        const int count = static_cast<int>(std::bit_width(group)) - first;
        const BoxColumn run{mx * step, my * step, (begin + first) * step, step, count};
        boxes.compute(halves, run, lane.boxes, lane.sums.data());
        forBits(&group, 1,
                [&](int p) { sink(mx, my, begin + p, lane.sums.data() + std::int64_t{p - first} * length); });
      }
    });
  });
}

}  // namespace vitrine::blocres
