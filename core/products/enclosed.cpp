#include "core/products/enclosed.hpp"

#include "core/stats/protein_mass.hpp"

namespace vitrine {

Enclosed enclosedAt(const ThresholdTable& table, const MapStatistics& statistics, const Grid& grid, double level) {
  Enclosed result;
  result.level = level;
  if (statistics.rms > 0) result.sigma = (level - statistics.mean) / statistics.rms;
  result.voxels = table.voxelsAbove(level);
  if (statistics.count > 0) result.percentile = 100 * (1 - result.voxels / static_cast<double>(statistics.count));
  if (grid.hasVoxelSize()) {
    result.volumeA3 = result.voxels * grid.voxelVolume();
    result.massKDa = proteinMassKDa(*result.volumeA3);
    result.residues = proteinResidues(*result.massKDa);
  }
  return result;
}

}  // namespace vitrine
