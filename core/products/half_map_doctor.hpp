// What comparing the spectra of two half maps tells about them; for half_map_shells.cpp only. Definitions and limits:
// docs/user/diagnostics.md.
#pragma once

#include "core/mapio/map_info.hpp"
#include "core/resolution/pair_pass.hpp"

#include <array>
#include <optional>
#include <vector>

namespace vitrine {

/// Both spectra as given, their sums, and the files they came from.
struct HalfSpectra {
  std::array<const Spectrum*, 2> spectrum;
  const ShellSums& shells;
  std::array<const MapInfo*, 2> info;
};

/// F above 0.99999 in 95 % of the shells: one half is the other, or a multiple of it.
bool areProportional(const ShellSums& shells, int lastUsable);

/// Last shell in which both halves have power. W-HALFFILTERED where that is not the last one, or where one half falls
/// ten times faster than the other.
int lastUsableShell(const HalfSpectra& halves, std::vector<Diagnostic>& findings);

/// W-HALFAVERAGE: the correlation at high frequency stays at 0.7071, as of noise with the average of itself and other
/// noise.
void judgeAverage(const HalfSpectra& halves, int lastUsable, std::vector<Diagnostic>& findings);

/// W-HALFSHIFT: one half is displaced. Works on a cropped copy of both (at most 128 coefficients per edge).
/// @throws MemoryError, Cancelled
void judgeShift(const HalfSpectra& halves, int lastUsable, std::vector<Diagnostic>& findings, Executor& executor,
                Progress& progress);

/// W-HALFHAND: the halves agree to a finer resolution once one is mirrored or its axes are exchanged.
void judgeHand(const HalfSpectra& halves, int lastUsable, std::vector<Diagnostic>& findings);

/// Peak of judgeShift().
Bytes doctorPeak(const Grid& grid);

/// First shell in [1, last] whose FSC falls below `limit`; last + 1 if none.
int firstBelow(const ShellSums& shells, double limit, int last);

}  // namespace vitrine
