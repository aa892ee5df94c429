// Comparing the spectra of two half maps as given; for half_map_comparison.cpp and half_map_shells.cpp only.
#pragma once

#include "core/products/half_maps.hpp"
#include "core/volume/volume.hpp"

namespace vitrine {

/// @throws NotMeasurable with HalfMapFacts::problem, and whatever its build throws
void requireUsablePair(const ValidationContext& context, Progress& progress);

/// Leaves the transforms of both halves in `pair` and fills `into`. @param reducedMap  ReducedMap's volume
/// @throws NotMeasurable for halves that are multiples of each other, MemoryError, Cancelled
void compareSpectra(const ValidationContext& context, HalfMapPair& pair, const Volume& reducedMap,
                    const PairPassOptions& options, HalfMapComparison& into, Progress& progress);
/// Its peak beyond pair, map and result.
Bytes comparisonPeak(const Inputs& inputs, const PairPassOptions& options);

/// A copy without the sums over cones.
HalfMapComparison withoutDirections(const HalfMapComparison& whole);

/// Both transforms in place, half 1 first.
void transformBoth(std::array<Spectrum, 2>& padded, bool isForward, Executor& executor, Progress& progress);

}  // namespace vitrine
