// The sums behind a Fourier shell correlation and nothing else.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/resolution/shell_sums.hpp"

namespace vitrine {

/// Cross and power sums over the whole sphere on the shells 0 .. last of `Shells` (fewer if the box has fewer): what
/// pairPass() calls `full`, a tenth of its cost; coefficients beyond are not read. The same for any number of threads.
/// @pre equal grids  @throws Cancelled
CrossPower crossPower(const Spectrum& a, const Spectrum& b, int last, Executor& executor, const Progress& progress);

}  // namespace vitrine
