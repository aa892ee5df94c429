// 1.e: local resolution from the monogenic amplitude of signal and noise.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/local_resolution_form.hpp"
#include "core/checks/monores/figures.hpp"
#include "core/checks/parameters.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/background.hpp"
#include "core/products/half_maps.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/products/options.hpp"
#include "core/resolution/monogenic/final_map.hpp"
#include "core/resolution/monogenic/mono_res.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace vitrine {

std::unique_ptr<Check> makeMonoResCheck();

namespace {

using namespace monores;
using monogenic::LevelRecord;
using monogenic::Mode;
using monogenic::MonoRes;
using monogenic::MonoResOptions;
using monogenic::StopReason;

constexpr CheckInfo kInfo{
    .id = "1.e",
    .title = "Local resolution with MonoRes",
    .method = "MonoRes",
    .explanation =
        "Down to which detail does each voxel stand out of the noise? At every level of resolution all coarser detail "
        "is taken away from the map, and the local strength (monogenic amplitude) of what is left is smoothed and "
        "compared with that of the noise, which is half the difference of the half maps inside the mask. A voxel keeps "
        "a level while its amplitude lies above what 95 % of the noise reach; after two failures in a row it is "
        "settled. Everything finer than a level counts, noise included: a map that is sharpened strongly reads coarser "
        "than it is, a blurred one finer.",
    .criteria = kLocalResolutionCriteria,
    .advice =
        "If hardly any voxel is finer than the reported resolution, compare with the histograms of 1.c and 1.d: "
        "MonoRes "
        "is sensitive to sharpening, so give half maps as the refinement wrote them. A distribution without width "
        "usually means half maps that were masked, filtered or refined together.",
    .citation = "Vilas et al. 2018, doi:10.1016/j.str.2017.12.018",
};

constexpr double kCoarsestA = 10, kCoarsestFactor = 5, kUnknownCoarsestA = 50;

std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

bool hasHalves(const Inputs& inputs) { return inputs.half1 && inputs.half2; }

/// Parameters as given; the first level from the reported resolution, else from `fscA`. @throws InputError
MonoResOptions optionsOf(const Inputs& inputs, const Check& check, std::optional<double> fscA) {
  MonoResOptions options;
  options.stepA = parameterNumber(inputs, check, "step_A", 0.25, 10);
  options.significance = parameterNumber(inputs, check, "significance", 0.5, 0.9999);
  if (parameterWord(inputs, check, "mode", {"published", "band"}) == "band") options.mode = Mode::Band;
  const double coarsest = parameterNumber(inputs, check, "coarsest_A", 0, 1000);
  if (coarsest > 0)
    options.coarsestA = coarsest;
  else if (inputs.resolution)
    options.coarsestA = std::max(kCoarsestA, kCoarsestFactor * *inputs.resolution);
  else
    options.coarsestA = fscA ? std::max(kCoarsestA, kCoarsestFactor * *fscA) : kUnknownCoarsestA;
  return options;
}

/// (half 1 + half 2) / 2 as padded rows, read from the files.
Spectrum readAverage(const ValidationContext& context, Progress& progress) {
  const auto pair = ownHalfMapPair(context, progress);
  Spectrum& sum = pair->padded[0];
  const auto [nx, ny, nz] = sum.grid.size;
  parallelBlocks(context.executor(), Progress(), nz, 4, [&, columns = nx, rows = ny](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < rows; ++y) {
        float* a = paddedRow(sum, y, z);
        const float* b = paddedRow(pair->padded[1], y, z);
        for (int x = 0; x < columns; ++x) a[x] = 0.5F * (a[x] + b[x]);
      }
  });
  return std::move(sum);
}

Spectrum paddedMap(const Volume& map, Executor& executor, const Progress& progress) {
  Spectrum padded = paddedFor(map.grid);
  parallelBlocks(executor, progress, map.grid.size[2], 4, [&](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < map.grid.size[1]; ++y)
        std::copy_n(map.plane(z) + std::int64_t{map.grid.size[0]} * y, map.grid.size[0], paddedRow(padded, y, z));
  });
  return padded;
}

/// The levels so far, for those who look on.
monogenic::OnLevel publisher(const Progress& progress, std::optional<double> reportedA, std::int64_t maskVoxels) {
  return [&progress, reportedA, maskVoxels](const std::vector<LevelRecord>& levels) {
    CheckResult partial;
    partial.id = kInfo.id;
    partial.status = Status::Running;
    partial.plots.push_back(levelPlot(levels, reportedA));
    partial.tables.push_back(levelTable(levels, maskVoxels));
    partial.note("Tried so far: " + plural(static_cast<std::int64_t>(levels.size()), "level") + ", down to " +
                 angstrom(levels.back().level.resolutionA) + ".");
    progress.publish(partial);
  };
}

MonoRes measure(const ValidationContext& context, const Mask& mask, const MonoResOptions& options, Progress& progress) {
  const Inputs& inputs = context.inputs();
  Progress reading = progress.part(0.1, "reading");
  Progress measuring = progress.part(0.9, "levels");
  const auto onLevel = publisher(measuring, inputs.resolution, mask.count);
  const Bytes needed =
      monogenic::monoResBytes(inputs.grid(), monogenic::boxAround(mask, options.margin), mask.count, options);
  if (!hasHalves(inputs)) {
    if (context.get<BackgroundMoments>(reading)->isConstant)
      throw NotApplicable("without half maps the noise outside the mask is needed, and there is none");
    Spectrum padded;
    {
      const auto map = context.get<FullMap>(reading);
      context.cache().makeRoom(FullMap::bytes(inputs) + needed);
      padded = paddedMap(map->volume(), context.executor(), reading);
    }
    context.cache().makeRoom(needed);
    return monogenic::monoResOfMap(std::move(padded), mask, options, context.executor(), measuring, onLevel);
  }
  const auto pair = ownHalfMapPair(context, reading);
  context.cache().makeRoom(needed);
  const auto readAgain = [&context](Progress& again) { return readAverage(context, again); };
  return monogenic::monoResOfHalves({std::move(pair->padded[0]), std::move(pair->padded[1])}, readAgain, mask, options,
                                    context.executor(), measuring, onLevel);
}

void addFigures(CheckResult& result, const MonoRes& found, const Inputs& inputs) {
  const LevelRecord& last = found.levels.back();
  result.number("levels_tried", "Levels tried", static_cast<double>(found.levels.size()), "", 0);
  result.number("coarsest_level_A", "Coarsest level", found.levels.front().level.resolutionA, "A");
  result.number("finest_level_A", "Finest level tried", last.level.resolutionA, "A");
  result.number("tested_percent", "Of the mask, still tested at the finest level",
                100 * static_cast<double>(last.signal.count) / static_cast<double>(found.givenVoxels), "%", 1);
  result.plots.push_back(levelPlot(found.levels, inputs.resolution));
  result.tables.push_back(levelTable(found.levels, found.givenVoxels));
}

std::string stopText(const MonoRes& found) {
  switch (found.stop) {
    case StopReason::Nyquist:
      return "the levels end at Nyquist";
    case StopReason::FewVoxels:
      return "fewer than 2.5 % of the mask were still tested";
    case StopReason::NoAmplitude:
      return "hardly any amplitude was left";
    case StopReason::NoSignificance:
      return "the mean amplitude no longer exceeded that of the noise";
  }
  return {};
}

void addNotes(CheckResult& result, const MonoRes& found, const MonoResOptions& options) {
  const auto& box = found.box.size;
  std::string mode = "As published (everything finer than a level is tested)";
  if (options.mode == Mode::Band)
    mode =
        "Band-limited MonoRes: only detail between a level and twice its frequency is tested. This is another "
        "estimator, not the published one; it is steadier when maps are sharpened and not more accurate";
  result.note(mode + "; amplitudes in a box of " + std::to_string(box[0]) + " x " + std::to_string(box[1]) + " x " +
              std::to_string(box[2]) + " voxels; " + stopText(found) + ".");
  if (found.isSingleMap)
    result.note(
        "No half maps: the noise is what lies outside the mask of the one map, and mask voxels that do not stand out "
        "of "
        "it were left out. A map that was masked or filtered has no such noise.");
  result.note(
      "Each value is the smaller of the level found and of the levels smoothed over 2.1 voxels, as the program of the "
      "authors has it; smoothing so never makes a voxel coarser.");
  result.note(
      "Xmipp lets every voxel fail at a level that lies exactly at Nyquist, where its filter divides by zero, and the "
      "VRS leaves the two last bins of its histogram out. Here that level is tested and percentiles are those of the "
      "voxels.");
}

/// What is kept to make the map with its gaps filled when someone asks for it.
VolumeResult filledVolume(std::shared_ptr<const MonoRes> found) {
  return {"filled_local_resolution", "Local resolution with gaps filled (MonoRes)", "A", false,
          [found](Executor& executor, Progress& progress) -> SharedVolume {
            return std::make_shared<const Volume>(monogenic::filledResolution(*found, executor, progress));
          }};
}

class MonoResCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"step_A", "distance of the levels (A)", "0.5"},
            {"significance", "share of the noise below the threshold", "0.95"},
            {"coarsest_A", "first level (A); 0: five times the reported resolution, at least 10", "0"},
            {"single_map", "yes: without half maps the map is tested against its surroundings", "no"},
            {"mode", "published, or band: band-limited MonoRes, another estimator", "published"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    Requirements requirements;
    if (optionText(inputs, "1.e.single_map", "no") != "yes") requirements.doesNotApply = halfMapsMissing(inputs);
    if (!requirements.doesNotApply.empty()) return requirements;
    requirements.products = localResolutionNeeds(inputs);
    const Grid& grid = inputs.grid();
    if (!grid.hasVoxelSize()) return requirements;
    if (hasHalves(inputs))
      requirements.products.push_back(need<HalfMapPair>(inputs));
    else
      requirements.products.push_back(need<BackgroundMoments>(inputs));
    // Guessed until the mask is known: a box of half the edge, a tenth of the voxels.
    monogenic::AmplitudeBox box = monogenic::wholeBox(grid);
    for (std::size_t a = 0; a < 3; ++a)
      if (grid.size[a] > 4 * monogenic::kMargin) {
        box.size[a] = grid.size[a] / 2;
        box.whole[a] = false;
      }
    const std::int64_t voxels = grid.voxels() / 10;
    MonoResOptions options;
    options.coarsestA =
        inputs.resolution ? std::max(kCoarsestA, kCoarsestFactor * *inputs.resolution) : kUnknownCoarsestA;
    const Bytes single = hasHalves(inputs) ? 0 : 2 * FullMap::bytes(inputs);
    requirements.privatePeak =
        single + monogenic::monoResBytes(grid, box, voxels, options) + localResolutionBytes(inputs, voxels);
    return requirements;
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    optionsOf(inputs, *this, {});  // parameters are judged before anything is read
    const bool takesOneMap = parameterWord(inputs, *this, "single_map", {"no", "yes"}) == "yes";
    if (const std::string missing = halfMapsMissing(inputs); !takesOneMap && !missing.empty())
      throw NotApplicable(missing);
    if (!inputs.halfMapsProblem.empty()) throw NotMeasurable(inputs.halfMapsProblem);
    Progress comparing = progress.part(0.12);
    const std::optional<double> fscA = fscResolutionA(context, comparing);
    const MonoResOptions options = optionsOf(inputs, *this, fscA);
    Progress masking = progress.part(0.03);
    const auto hard = context.get<ConstructedMask>(masking);
    if (hard->mask.count == 0)
      throw NotMeasurable("no voxel reaches the contour level " +
                          generalText(context.get<ContourLevel>(masking)->value));
    Progress measuring = progress.part(0.8);
    const auto found = std::make_shared<const MonoRes>(measure(context, hard->mask, options, measuring));
    if (!found->foundSignal())
      throw NotMeasurable("no significant signal: at " + angstrom(options.coarsestA) +
                          ", the coarsest level, the amplitude of the map does not exceed that of the noise");
    const auto local = std::make_shared<const LocalResolution>(
        monogenic::finalResolution(*found, context.executor(), progress.part(0.01, "final map")));

    CheckResult result;
    result.id = kInfo.id;
    result.mask = MaskReference{hard->name, hard->sha256};
    LocalResolutionForm form;
    form.method = kInfo.method;
    form.maskVoxels = hard->mask.count;
    form.reportedA = inputs.resolution;
    form.fscA = fscA;
    addLocalDistribution(result, local->resolutionA.span(), form, progress.part(0.01));
    addFigures(result, *found, inputs);
    addNotes(result, *found, options);
    Progress views = progress.part(0.03);
    addLocalViews(result, local, form, context, views);
    result.volumes.push_back(filledVolume(found));
    return result;
  }
};

}  // namespace

std::unique_ptr<Check> makeMonoResCheck() { return std::make_unique<MonoResCheck>(); }

}  // namespace vitrine
