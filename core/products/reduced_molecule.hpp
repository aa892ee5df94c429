// The molecule as surfaces on paper show it when they are coloured: without the grains around it.
#pragma once

#include "core/products/context.hpp"
#include "core/volume/volume.hpp"

namespace vitrine {

/// ReducedMap where its blocks touch the constructed mask, 0 elsewhere (the smallest value of the map, if the contour
/// level is not above 0). Empty if the mask is. Shared by the pictures of all local checks. @throws what ReducedMap and
/// ConstructedMask throw
struct ReducedMolecule {
  Volume volume;
  int factor = 1;    ///< as ReducedMap
  double level = 0;  ///< the contour level in force

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ReducedMolecule> build(const ValidationContext&, Progress&);
};

}  // namespace vitrine
