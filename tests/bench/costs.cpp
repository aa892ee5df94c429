// What a run costs: processor time per voxel of each product, built in the order in which one needs another, and of
// each check with its products at hand, where it differs also of the map alone. One thread.
// Usage: costs_bench [EDGE, default 256] [FOLDER or - for a temporary one] [CHECKS, default all]
// The figures belong into core/run/costs.cpp. Processor time, so that a busy machine does not spoil them.
#include "core/run/costs.hpp"
#include "core/checks/registry.hpp"
#include "core/products/background.hpp"
#include "core/products/half_maps.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/products/spectra.hpp"
#include "core/run/guarded_run.hpp"
#include "core/run/open.hpp"
#include "tests/bench/half_maps/make_halves.hpp"
#include "tests/support/support.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace vitrine;

double processorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class CostTable {
public:
  explicit CostTable(double voxels) : m_voxels(voxels) {}
  template <class Work>
  void row(const std::string& name, Work work) {
    const double before = processorSeconds();
    work();
    const double seconds = processorSeconds() - before;
    std::printf("%-28s %8.1f ns/voxel   %8.2f s\n", name.c_str(), 1e9 * seconds / m_voxels, seconds);
    std::fflush(stdout);
  }

private:
  double m_voxels;
};

template <class P>
void build(CostTable& table, const ValidationContext& context) {
  const std::string key = P::key(context.inputs());
  table.row(key.substr(0, key.find(':')), [&] {
    Progress progress;
    context.get<P>(progress);
  });
}

/// Checks with all that they ask for at hand, the second time they run.
void runChecks(CostTable& table, const ValidationContext& context, const std::vector<std::string>& ids,
               const std::string& remark) {
  for (const std::string& id : ids) {
    const Check& check = *findCheck(id);
    if (!check.requirements(context.inputs()).doesNotApply.empty()) continue;
    Progress progress;
    guardedRun(check, context, progress);  // products that it asks for beyond those that were built
    std::string status;
    table.row(id + remark, [&] { status = guardedRun(check, context, progress).reason; });
    if (!status.empty()) std::printf("    %s\n", status.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int edge = argc > 1 ? std::atoi(argv[1]) : 256;
  const test::TemporaryFolder temporary;
  SerialExecutor executor;
  const std::string folder = argc > 2 ? argv[2] : "-";
  const bench::HalfMapFiles files =
      bench::makeHalves(edge, folder == "-" ? temporary.path() : std::filesystem::path(folder), executor);
  OpenRequest request;
  request.map = files.map;
  request.half1 = files.half1;
  request.half2 = files.half2;
  request.resolution = 4.6;
  const ValidationContext context(openEntry(request).inputs, executor, std::make_shared<ProductCache>());
  CostTable table(static_cast<double>(context.inputs().grid().voxels()));
  build<LoadedMapProduct>(table, context);
  build<MapSums>(table, context);
  build<ReducedMap>(table, context);
  build<ThresholdTable>(table, context);
  build<ContourLevel>(table, context);
  build<RawMask>(table, context);
  build<ConstructedMask>(table, context);
  build<VrsMask>(table, context);
  build<BackgroundMoments>(table, context);
  build<BackgroundTails>(table, context);
  build<MapSpectrum>(table, context);
  build<MapShellAmplitudes>(table, context);
  build<HalfMapFacts>(table, context);
  build<HalfMapComparison>(table, context);
  build<HalfMapShells>(table, context);
  const std::vector<std::string> ids = selectChecks(argc > 3 ? argv[3] : "all");
  runChecks(table, context, ids, "");
  Inputs mapAlone = context.inputs();
  mapAlone.half1.reset();
  mapAlone.half2.reset();
  std::vector<std::string> others;
  for (const std::string& id : ids)
    if (costOfCheck(id, false).name != costOf(id).name) others.push_back(id);
  runChecks(table, ValidationContext(mapAlone, executor, std::make_shared<ProductCache>()), others,
            " without half maps");
  return 0;
}
