// What a run costs: processor time per voxel of each product, built in the order in which one needs another, and of
// each check with its products at hand. One thread. Usage: costs_bench [EDGE, default 256] [FOLDER]
// The figures belong into core/run/costs.cpp. Processor time, so that a busy machine does not spoil them.
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

}  // namespace

int main(int argc, char** argv) {
  const int edge = argc > 1 ? std::atoi(argv[1]) : 256;
  const test::TemporaryFolder temporary;
  SerialExecutor executor;
  const bench::HalfMapFiles files =
      bench::makeHalves(edge, argc > 2 ? std::filesystem::path(argv[2]) : temporary.path(), executor);
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
  build<HalfMapShells>(table, context);
  for (const auto& check : allChecks()) {
    Progress progress;
    if (!check->requirements(context.inputs()).doesNotApply.empty()) continue;
    guardedRun(*check, context, progress);  // products that it asks for beyond those above
    const std::string id(check->info().id);
    std::string status;
    table.row(id, [&] { status = guardedRun(*check, context, progress).reason; });
    if (!status.empty()) std::printf("    %s\n", status.c_str());
  }
  return 0;
}
