// Phase randomisation: what is left of an FSC when the signal is not (Chen et al. 2013,
// doi:10.1016/j.ultramic.2013.06.004).
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"

#include <cstdint>

namespace vitrine {

/// Replaces the phases of all coefficients in shells >= firstShell (also beyond the last shell) by uniform ones, in
/// place; amplitudes stay. The result is again the transform of a real map: mates on the planes h = 0 and h = nx/2 are
/// conjugate, self-conjugate coefficients keep a real value with random sign; DC stays. Phase of a coefficient: a
/// function of (seed, its index) alone. @throws Cancelled
void randomisePhases(Spectrum& spectrum, int firstShell, std::uint64_t seed, Executor& executor,
                     const Progress& progress);

}  // namespace vitrine
