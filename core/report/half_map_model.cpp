// What the report's model knows about half maps, from the products that checks use.
#include "core/base/error.hpp"
#include "core/report/compose.hpp"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

/// Adds a diagnosis to the half map whose file it names.
void addTo(ReportModel& model, const Diagnostic& diagnostic) {
  for (auto* half : {&model.half1, &model.half2}) {
    if (!*half || (*half)->file != diagnostic.file || (*half)->has(diagnostic.id)) continue;
    (*half)->diagnostics.push_back(diagnostic);
    return;
  }
}

}  // namespace

void addHalfMaps(const ValidationContext& context, ReportModel& model, Progress& progress) {
  const Inputs& inputs = context.inputs();
  if (!inputs.half1 || !inputs.half2) return;
  model.half1 = inputs.half1->info;
  model.half2 = inputs.half2->info;
  model.halfMapsProblem = inputs.halfMapsProblem;
  if (!model.halfMapsProblem.empty()) return;
  try {
    model.halfMaps = context.get<HalfMapFacts>(progress);
    model.half1 = model.halfMaps->info[0];
    model.half2 = model.halfMaps->info[1];
    model.halfMapsProblem = model.halfMaps->problem;
  } catch (const MapError& error) {
    addTo(model, error.diagnostic());
    model.halfMapsProblem = error.what();
  } catch (const Error& error) {
    model.halfMapsProblem = error.what();
  }
}

std::vector<Diagnostic> addHalfMapFindings(const ValidationContext& context, ReportModel& model) {
  const Inputs& inputs = context.inputs();
  if (!model.halfMaps) return {};
  // Nothing is built: a few megabytes stay or are gone.
  Progress progress;
  if (context.cache().isResident(HalfMapShells::key(inputs)))
    model.halfMapShells = context.get<HalfMapShells>(progress);
  if (!context.cache().isResident(HalfMapComparison::key(inputs))) return {};
  model.halfMapComparison = context.get<HalfMapComparison>(progress);
  for (const Diagnostic& diagnostic : model.halfMapComparison->findings) addTo(model, diagnostic);
  return model.halfMapComparison->findings;
}

}  // namespace vitrine
