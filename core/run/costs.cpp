#include "core/run/costs.hpp"

#include <algorithm>
#include <string>

namespace vitrine {
namespace {

// Measured by costs_bench 256 (tests/bench/costs.cpp) on two virtual cores of an AMD EPYC server, FFTW
// 3.3.10, g++ 12 -O3, files in the page cache; rounded up. What grows with the number of shells or directions and not
// with the voxels stands as a fixed time. Newer desktop processors take about half of it.
constexpr Cost kCosts[] = {
    {.name = "map", .nsPerVoxel = 8, .mapReads = 1},
    {.name = "map-sums", .needs = {"map"}},
    {.name = "reduced-map", .nsPerVoxel = 8, .needs = {"map"}},
    {.name = "threshold-table", .nsPerVoxel = 10, .needs = {"map"}},
    {.name = "contour-level", .needs = {"threshold-table"}},
    {.name = "raw-mask", .nsPerVoxel = 1.5, .needs = {"map", "contour-level"}},
    {.name = "constructed-mask", .nsPerVoxel = 0.5, .needs = {"raw-mask"}},
    {.name = "vrs-mask", .nsPerVoxel = 0.5, .needs = {"raw-mask"}},
    {.name = "user-mask", .nsPerVoxel = 8},
    {.name = "background", .nsPerVoxel = 7, .fixedSeconds = 0.03, .needs = {"map", "constructed-mask"}},
    {.name = "background-tails", .nsPerVoxel = 5, .fixedSeconds = 0.01, .needs = {"map", "constructed-mask"}},
    {.name = "map-spectrum", .nsPerVoxel = 12, .needs = {"map"}},
    {.name = "map-shell-amplitudes", .nsPerVoxel = 4, .needs = {"map-spectrum"}},
    {.name = "half-map-facts", .nsPerVoxel = 25, .fixedSeconds = 0.02, .halfMapReads = 1},
    {.name = "half-map-shells",
     .nsPerVoxel = 200,
     .fixedSeconds = 0.05,
     .needs = {"half-map-facts", "reduced-map", "map-sums"},
     .halfMapReads = 1},
    {.name = "half-map-comparison",
     .nsPerVoxel = 40,
     .fixedSeconds = 0.02,
     .needs = {"half-map-facts", "reduced-map", "map-sums"},
     .comesWith = "half-map-shells",
     .halfMapReads = 1},
    {.name = "0.a"},
    {.name = "0.b", .nsPerVoxel = 0.2},
    {.name = "0.c", .nsPerVoxel = 0.3},
    {.name = "0.d", .nsPerVoxel = 22},
    {.name = "1.a"},
    {.name = "1.b", .nsPerVoxel = 3, .fixedSeconds = 0.15},
    // A mask of 5 % of the box, 0.05 ms for each of its voxels; a lattice from 6 minutes of two threads on.
    {.name = "1.c", .nsPerVoxel = 2500, .fixedSeconds = 0.1, .mostSeconds = 720},
    {.name = "1.d", .nsPerVoxel = 90, .fixedSeconds = 0.3, .halfMapReads = 1},
    // Between levels that stop where the signal does (470 to 520 with half maps, 700 to 770 without) and levels down to
    // Nyquist (monores_bench: 1030 to 1130, and 1380 to 1470): which it will be is not known before.
    {.name = "1.e", .nsPerVoxel = 800, .fixedSeconds = 0.1, .halfMapReads = 1},
    {.name = "1.e without half maps", .nsPerVoxel = 1000, .fixedSeconds = 0.1},
    {.name = "1.g", .fixedSeconds = 0.03},
    {.name = "1.h", .fixedSeconds = 0.015},
};

/// A pass or two over the map: what most products are.
constexpr Cost kUnknown{.name = {}, .nsPerVoxel = 20};

/// Inflate gives about 0.3 GB/s of one core.
constexpr double kInflateNsPerByte = 3.3;

/// Share of the work that is cut into blocks for all threads; the rest is reading, hashing and combining.
constexpr double kParallelShare = 0.85;

}  // namespace

Cost costOf(std::string_view name) {
  const auto found = std::ranges::find(kCosts, name, &Cost::name);
  return found == std::end(kCosts) ? kUnknown : *found;
}

Cost costOfCheck(std::string_view id, bool hasHalfMaps) {
  const auto found = std::ranges::find(kCosts, std::string(id) + " without half maps", &Cost::name);
  return hasHalfMaps || found == std::end(kCosts) ? costOf(id) : *found;
}

double unpackingNsPerByte(bool isCompressed) { return isCompressed ? kInflateNsPerByte : 0; }

double onThreads(double seconds, int threads) {
  return seconds * (1 - kParallelShare + kParallelShare / std::max(1, threads));
}

}  // namespace vitrine
