#include "tests/support/run_check.hpp"

#include "core/checks/registry.hpp"
#include "core/mapio/writer.hpp"
#include "core/run/guarded_run.hpp"

#include <algorithm>
#include <limits>
#include <memory>

namespace vitrine::test {

MapEntry::MapEntry(const Volume& volume) {
  m_request.map = m_folder / "map.mrc";
  write(m_request.map, volume);
}

CheckResult MapEntry::run(std::string_view id, int threads) const {
  ThreadExecutor executor(threads);
  return runWith(id, inputs(), executor);
}

namespace {

/// The plot exists and shows that x.
void expectPlotPlace(const CheckResult& result, const std::string& code, const PlotPlace& place) {
  const CurvePlot* plot = result.plot(place.plot);
  ASSERT_NE(plot, nullptr) << result.id << "/" << code << " names the plot " << place.plot;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Series& series : plot->series)
    for (const double x : series.x) low = std::min(low, x), high = std::max(high, x);
  // An axis may be wider than its data: a local histogram's holds the reported resolution.
  low = plot->x.low.value_or(low);
  high = plot->x.high.value_or(high);
  const double margin = 0.02 * (high - low);
  EXPECT_GE(place.x, low - margin) << result.id << "/" << code;
  EXPECT_LE(place.x, high + margin) << result.id << "/" << code;
}

/// Every warning leads somewhere: into the box or into one of the plots.
void expectPlaces(const CheckResult& result, const Grid& grid) {
  for (const Warning& warning : result.warnings) {
    EXPECT_TRUE(warning.location || warning.plotPlace) << result.id << "/" << warning.code << " has no place";
    if (warning.plotPlace) expectPlotPlace(result, warning.code, *warning.plotPlace);
    if (!warning.location) continue;
    for (int axis = 0; axis < 3; ++axis) {
      EXPECT_GE(warning.location->voxel[axis], 0) << result.id << "/" << warning.code;
      EXPECT_LT(warning.location->voxel[axis], grid.size[axis]) << result.id << "/" << warning.code;
    }
  }
  for (const Observation& observation : result.observations)
    if (observation.plotPlace) expectPlotPlace(result, observation.code, *observation.plotPlace);
}

}  // namespace

CheckResult runWith(std::string_view id, const Inputs& inputs, Executor& executor) {
  const ValidationContext context(inputs, executor, std::make_shared<ProductCache>());
  Progress progress;
  CheckResult result = guardedRun(*findCheck(id), context, progress, {.rethrowInternalErrors = true});
  expectPlaces(result, inputs.grid());
  return result;
}

void MapEntry::write(const std::filesystem::path& file, const Volume& volume) {
  Progress progress;
  save(file, volume, {}, progress);
}

}  // namespace vitrine::test
