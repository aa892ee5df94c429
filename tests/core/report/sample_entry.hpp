// A small entry on disk, validated with the real checks: what the golden report and the input figures are made from.
#pragma once

#include "core/checks/registry.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/report/compose.hpp"
#include "core/report/model.hpp"
#include "core/run/guarded_run.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <memory>
#include <optional>

namespace vitrine::test {

/// Writes the volume as map.mrc into the folder.
inline Inputs writtenInputs(const TemporaryFolder& folder, const Volume& volume, std::optional<double> threshold,
                            std::optional<double> resolution) {
  Progress progress;
  WriteOptions options;
  options.date = "2026-01-31";
  save(folder / "map.mrc", volume, options, progress);
  Inputs inputs;
  inputs.map.path = folder / "map.mrc";
  inputs.map.info = probe(inputs.map.path);
  inputs.threshold = threshold;
  inputs.resolution = resolution;
  return inputs;
}

inline std::shared_ptr<const ValidationContext> contextOf(const Inputs& inputs, Executor& executor) {
  return std::make_shared<ValidationContext>(inputs, executor, std::make_shared<ProductCache>());
}

/// All sixteen checks on five objects in noise (48^3, 2 A; level 0.5; 6 A), on threads of the executor.
inline ReportModel sampleReport(const TemporaryFolder& folder, Executor& executor) {
  const Inputs inputs = writtenInputs(folder, fiveObjects(), 0.5, 6.0);
  const auto context = contextOf(inputs, executor);
  Progress progress;
  ReportModel model;
  model.inputs = inputs;
  model.map = context->get<LoadedMapProduct>(progress)->info();
  model.map.file = "map.mrc";  // not where the temporary folder happens to be
  model.threshold = context->get<ContourLevel>(progress)->value;
  for (const auto& check : allChecks())
    model.checks.push_back(guardedRun(*check, *context, progress, {.rethrowInternalErrors = true}));
  model.summary = summarise(inputs, model.checks);
  model.inputFigures = inputFigures(*context, progress);
  return model;
}

}  // namespace vitrine::test
