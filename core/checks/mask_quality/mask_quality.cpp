#include "core/checks/mask_quality/mask_quality.hpp"

#include <numbers>

namespace vitrine {
namespace {

constexpr double kEnough = 0.95;
constexpr double kProteinA3PerDa = 1.207, kNucleicA3PerDa = 0.95;
constexpr double kResiduesPerKDa = 1 / 0.110, kNucleotidesPerKDa = 1 / 0.330;

}  // namespace

ComponentStatistics componentStatistics(const ComponentList& list) {
  ComponentStatistics statistics;
  statistics.components = list.count;
  statistics.voxels = list.totalVoxels;
  if (list.count == 0) return statistics;
  statistics.largest = list.components.front().voxels;
  const LargestShare share = largestHolding(list, kEnough);
  statistics.to95Percent = share.components;
  statistics.vrsRemainingLargest = sizeOfRank(list, share.components - 1);
  RemainingComponents& rest = statistics.remaining;
  rest.components = list.count - share.components;
  rest.voxels = list.totalVoxels - share.voxels;
  if (rest.components > 0) {
    rest.meanVoxels = static_cast<double>(rest.voxels) / static_cast<double>(rest.components);
    rest.largest = sizeOfRank(list, share.components);
    rest.smallest = sizeOfRank(list, list.count - 1);
  }
  return statistics;
}

Composition compositionNamed(std::string_view name) {
  if (name == "nucleic") return {"nucleic acid", kNucleicA3PerDa, kNucleotidesPerKDa};
  if (name == "mixed")
    return {"half protein, half nucleic acid", (kProteinA3PerDa + kNucleicA3PerDa) / 2,
            (kResiduesPerKDa + kNucleotidesPerKDa) / 2};
  return {"protein", kProteinA3PerDa, kResiduesPerKDa};
}

double massKDa(double volumeA3, const Composition& composition) {
  return volumeA3 / (composition.volumePerDaltonA3 * 1000);
}

double resolutionElementA3(double resolutionA) {
  return std::numbers::pi * resolutionA * resolutionA * resolutionA / 6;
}

}  // namespace vitrine
