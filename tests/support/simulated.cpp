#include "tests/support/simulated.hpp"

#include "core/mapio/writer.hpp"
#include "tests/support/support.hpp"

namespace vitrine::test {

const AtomicModel& exampleModel() {
  static const AtomicModel model =
      readModel(std::filesystem::path(VITRINE_SOURCE_DIR) / "resources" / "demo" / "7ddo.pdb.gz");
  return model;
}

SimulationOptions smallSimulation() {
  SimulationOptions options;
  options.size = {64, 64, 64};
  options.voxelSizeA = 2.2;
  options.resolutionA = 6;
  return options;
}

SimulatedMaps simulated(const SimulationOptions& options, std::uint64_t seed) {
  ThreadExecutor executor(2);
  Progress progress;
  return simulateMap(exampleModel(), options, seed, executor, progress);
}

SimulatedFiles writeSimulated(const SimulatedMaps& maps, const std::filesystem::path& folder) {
  const SimulatedFiles files{folder / "simulated.mrc", folder / "simulated_half1.mrc", folder / "simulated_half2.mrc",
                             folder / "simulated_mask.mrc"};
  Volume mask(maps.particle.grid);
  for (int z = 0; z < mask.grid.size[2]; ++z)
    for (int y = 0; y < mask.grid.size[1]; ++y)
      for (int x = 0; x < mask.grid.size[0]; ++x) mask.at(x, y, z) = maps.particle.at(x, y, z) ? 1.0F : 0.0F;
  Progress progress;
  save(files.map, maps.full, {.content = "simulated"}, progress);
  save(files.half1, maps.half1, {.content = "simulated half 1"}, progress);
  save(files.half2, maps.half2, {.content = "simulated half 2"}, progress);
  save(files.mask, mask, {.asBytes = true, .content = "simulated mask"}, progress);
  return files;
}

}  // namespace vitrine::test
