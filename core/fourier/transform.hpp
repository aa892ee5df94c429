// 3-D real transforms as 2-D planes and bundles of columns: cancellable, with progress, equal bit for bit for any
// number of threads.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/volume/volume.hpp"

namespace vitrine {

/// Forward transform out of place. Any size: odd, not cubic, one voxel thick. Peak: the map + one spectrum (1.00 x
/// map). @throws MemoryError, Cancelled
Spectrum forward(const Volume& volume, Executor& executor, Progress& progress);

/// An empty spectrum whose memory holds the map's rows padded to 2 (nx/2+1) floats, to be filled row by row (paddedRow)
/// and transformed in place: peak 1.00 x map in all.
Spectrum paddedFor(const Grid& grid);
/// Row (y, z) of the padded real map inside `spectrum`; nx values are the map's.
float* paddedRow(Spectrum& spectrum, int y, int z);
/// In-place forward transform of a filled padded map.
void forwardInPlace(Spectrum& spectrum, Executor& executor, Progress& progress);
/// In-place inverse: afterwards paddedRow(spectrum, y, z) is the map (scaled by 1/N) and the coefficients are gone.
void inverseInPlace(Spectrum& spectrum, Executor& executor, Progress& progress);
/// Inverse to a compact volume, consuming the spectrum. Imaginary parts of coefficients that are real for every real
/// map are ignored. Peak: spectrum + map; use inverseInPlace where the padded rows will do.
Volume inverse(Spectrum spectrum, Executor& executor, Progress& progress);

}  // namespace vitrine
