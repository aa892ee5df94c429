// HalfMapShells taken step by step from maps or transforms in memory, for tests of what is read from them.
#pragma once

#include "core/products/half_maps.hpp"
#include "core/volume/volume.hpp"

#include <array>

namespace vitrine::test {

/// Unmasked sums only.
HalfMapShells shellsOfSpectra(const std::array<Spectrum, 2>& halves, Executor& executor);
/// All three states under `mask`; phases from seeds of their own.
HalfMapShells shellsOfMaps(const std::array<Volume, 2>& halves, const Volume& mask, Executor& executor);

}  // namespace vitrine::test
