// The maps themselves as products: build = read the file (again), so a map nobody needs can leave.
#pragma once

#include "core/mapio/reader.hpp"
#include "core/products/context.hpp"

namespace vitrine {

/// The full map, loaded, usable for checks. @throws MapError for E-NONFINITE and E-CONSTANT too: no check can use such
/// a map.
struct FullMap {
  std::shared_ptr<const LoadedMap> loaded;

  const Volume& volume() const { return loaded->volume; }
  const MapInfo& info() const { return loaded->info; }
  const MapScan& scan() const { return loaded->scan; }

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const FullMap> build(const ValidationContext&, Progress&);
};

/// The map averaged down by an integer factor until no edge exceeds kMaxEdge: what surfaces on paper are made from.
struct ReducedMap {
  static constexpr int kMaxEdge = 256;
  Volume volume;
  int factor = 1;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ReducedMap> build(const ValidationContext&, Progress&);
};

}  // namespace vitrine
