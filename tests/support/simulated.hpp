// A small simulated entry, the same in every test: 7DDO in 64^3 voxels of 2.2 A, halves with FSC 1/7 at 6 A.
#pragma once

#include "core/simulate/simulate.hpp"

#include <filesystem>

namespace vitrine::test {

/// The model of the built-in example: human ACE2 with a coronavirus' receptor-binding domain, 122 A across.
const AtomicModel& exampleModel();

/// 64^3, 2.2 A, d = 6 A, the rest as SimulationOptions begins. Takes 0.1 s.
SimulationOptions smallSimulation();
/// simulateMap() of exampleModel() on two threads.
SimulatedMaps simulated(const SimulationOptions& options = smallSimulation(), std::uint64_t seed = 1);

/// The files of an entry: map, half maps, and the particle as a mask of mode 0.
struct SimulatedFiles {
  std::filesystem::path map, half1, half2, mask;
};
SimulatedFiles writeSimulated(const SimulatedMaps& maps, const std::filesystem::path& folder);

}  // namespace vitrine::test
