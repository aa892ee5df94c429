// The maps themselves as products: build = read the file (again), so a map nobody needs can leave.
#pragma once

#include "core/mapio/reader.hpp"
#include "core/products/context.hpp"

namespace vitrine {

/// What identifies one map file as read with its hints; part of the keys of all that is made from it.
std::string mapKey(const InputMap& map);

/// The full map as the file holds it: also constant ones and such with NaN, which can still be shown.
/// @throws MapError only when the file cannot be read
struct LoadedMapProduct {
  std::shared_ptr<const LoadedMap> loaded;

  const Volume& volume() const { return loaded->volume; }
  const MapInfo& info() const { return loaded->info; }
  const MapScan& scan() const { return loaded->scan; }

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const LoadedMapProduct> build(const ValidationContext&, Progress&);
};

/// The full map for checks: the same memory as LoadedMapProduct, which it pins. @throws MapError also for every E-
/// diagnostic the reader kept (E-NONFINITE, E-CONSTANT, E-VOXEL) but E-ANISO, which only methods with one voxel size
/// refuse: no check can use such a map.
struct FullMap {
  static constexpr bool kIsView = true;
  std::shared_ptr<const LoadedMapProduct> product;

  const Volume& volume() const { return product->volume(); }
  const MapInfo& info() const { return product->info(); }
  const MapScan& scan() const { return product->scan(); }

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const FullMap> build(const ValidationContext&, Progress&);
};

/// Statistics and plane sums of the map as the file holds it: a few kB that tell whether another map is the same, after
/// this one has left the memory.
struct MapSums {
  MapStatistics statistics;
  std::array<std::vector<double>, 3> planeSum, planeSumOfSquares;

  /// Equal to the last bit in all sums: the sums of equal voxels are, whatever file they came from.
  bool isSumOf(const MapScan& scan) const;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const MapSums> build(const ValidationContext&, Progress&);
};

/// The map averaged down by an integer factor until no edge exceeds kMaxEdge: what surfaces on paper are made from.
/// Averages are over finite voxels; a block without any is 0. The grid's origin is the centre of the first block.
struct ReducedMap {
  static constexpr int kMaxEdge = 256;
  Volume volume;
  int factor = 1;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ReducedMap> build(const ValidationContext&, Progress&);
};

/// Means over blocks of factor^3 voxels (smaller at the far faces); one pass. Voxels that are no numbers do not count.
/// @param rowStride  floats from one row to the next. @pre factor >= 1
Volume blockAverage(const Grid& grid, const float* voxels, std::int64_t rowStride, int factor, Executor& executor,
                    const Progress& progress);
/// Smallest factor that brings every edge to at most ReducedMap::kMaxEdge.
int reductionFactor(const Grid& grid);

}  // namespace vitrine
