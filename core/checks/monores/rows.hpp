// 1.e: maps as the padded rows that are transformed in place.
#pragma once

#include "core/fourier/spectrum.hpp"
#include "core/products/context.hpp"
#include "core/volume/volume.hpp"

namespace vitrine::monores {

/// (half 1 + half 2) / 2, read from the files or taken out of the cache. Peak: both half maps.
/// @throws what HalfMapPair's build throws
Spectrum readAverage(const ValidationContext& context, Progress& progress);

/// A copy of the map. @throws MemoryError, Cancelled
Spectrum paddedRows(const Volume& map, Executor& executor, const Progress& progress);

}  // namespace vitrine::monores
