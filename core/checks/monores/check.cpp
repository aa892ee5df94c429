// 1.e: local resolution from the monogenic amplitude of signal and noise.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/local_resolution_form.hpp"
#include "core/checks/monores/figures.hpp"
#include "core/checks/monores/rows.hpp"
#include "core/checks/parameters.hpp"
#include "core/products/background.hpp"
#include "core/products/half_maps.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/products/options.hpp"
#include "core/products/spectra.hpp"
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
        "than it is, a blurred one finer. Without half maps this is the single-map variant, which is weaker: the "
        "background of the map itself has to stand for the noise.",
    .criteria = kLocalResolutionCriteria,
    .advice =
        "If hardly any voxel is finer than the reported resolution, compare with the histograms of 1.c and 1.d: "
        "MonoRes "
        "is sensitive to sharpening, so give half maps as the refinement wrote them. A distribution without width "
        "usually means half maps that were masked, filtered or refined together.",
    .citation = "Vilas et al. 2018, doi:10.1016/j.str.2017.12.018",
};

constexpr double kCoarsestA = 10, kCoarsestFactor = 5, kUnknownCoarsestA = 50;
constexpr int kSmallestBox = 16;  // voxels: below, a box has hardly a level
constexpr const char* kSingleMap = "MonoRes, single map";

std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

bool hasHalves(const Inputs& inputs) { return inputs.half1 && inputs.half2; }

/// Why the check does not apply; empty if it does.
std::string whyNot(const Inputs& inputs) {
  if (optionText(inputs, "1.e.single_map", "yes") == "no")
    if (std::string missing = halfMapsMissing(inputs); !missing.empty()) return missing;
  const int smallest = *std::ranges::min_element(inputs.grid().size);
  if (smallest >= kSmallestBox) return {};
  return "the box has " + std::to_string(smallest) +
         " voxels along its shortest edge; there are levels to tell apart from " + std::to_string(kSmallestBox) + " on";
}

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

MonoRes measureHalves(const ValidationContext& context, const Mask& mask, const MonoResOptions& options,
                      Progress& reading, Progress& measuring) {
  const Inputs& inputs = context.inputs();
  const auto pair = ownHalfMapPair(context, reading);
  context.cache().makeRoom(
      monogenic::monoResBytes(inputs.grid(), monogenic::boxAround(mask, options.margin), mask.count, options));
  const auto readAgain = [&context](Progress& again) { return readAverage(context, again); };
  return monogenic::monoResOfHalves({std::move(pair->padded[0]), std::move(pair->padded[1])}, readAgain, mask, options,
                                    context.executor(), measuring, publisher(measuring, inputs.resolution, mask.count));
}

MonoRes measureSingleMap(const ValidationContext& context, const Mask& mask, const MonoResOptions& options,
                         Progress& reading, Progress& measuring) {
  const Inputs& inputs = context.inputs();
  std::optional<float> flatValue;
  {
    Progress looking = reading.part(0.6);
    const auto background = context.get<BackgroundMoments>(looking);
    if (background->isConstant)
      throw NotApplicable("without half maps the noise outside the mask is needed, and there is none");
    flatValue = background->flatValue;
  }
  const auto box = monogenic::singleMapBox(inputs.grid(), monogenic::boxAround(mask, options.margin));
  const Bytes needed = monogenic::singleMapBytes(inputs.grid(), box, mask.count, options);
  Spectrum padded;
  {
    Progress loading = reading.part(0.2);
    const auto map = context.get<FullMap>(loading);
    context.cache().makeRoom(FullMap::bytes(inputs) + needed);
    padded = paddedRows(map->volume(), context.executor(), reading.part(0.2));
  }
  context.cache().makeRoom(needed);
  return monogenic::monoResOfMap(std::move(padded), mask, flatValue, options, context.executor(), measuring,
                                 publisher(measuring, inputs.resolution, mask.count));
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
  if (found.isCompact)
    result.note(
        "The box is large: components were kept at two bytes per voxel, which changes amplitudes by some 0.01 %.");
  result.note(
      "Each value is the smaller of the level found and of the levels smoothed over 2.1 voxels, as the program of the "
      "authors has it; smoothing so never makes a voxel coarser.");
  result.note(
      "Xmipp lets every voxel fail at a level that lies exactly at Nyquist, where its filter divides by zero, and the "
      "VRS leaves the two last bins of its histogram out. Here that level is tested and percentiles are those of the "
      "voxels.");
}

/// Said where it is read first: it is not the method with half maps.
void observeSingleMap(CheckResult& result, const MonoRes& found, std::int64_t maskVoxels) {
  std::string text =
      "No half maps were given: this is the single-map variant, which is weaker. The noise is what lies outside the "
      "mask of the one map, so what is left there of the molecule's surroundings counts as noise, and where masking, "
      "filtering or sharpening changed the background the resolutions are wrong.";
  if (found.givenVoxels < maskVoxels)
    text +=
        " " +
        generalText(100 * static_cast<double>(maskVoxels - found.givenVoxels) / static_cast<double>(maskVoxels), 3) +
        " % of the mask did not stand out of the background and were left out.";
  result.observe("single_map", text);
}

/// What is kept to make the map with its gaps filled when someone asks for it.
VolumeResult filledVolume(std::shared_ptr<const MonoRes> found) {
  const std::string method = found->isSingleMap ? kSingleMap : std::string(kInfo.method);
  return {"filled_local_resolution", "Local resolution with gaps filled (" + method + ")", "A", false,
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
            {"single_map", "yes: without half maps the map is tested against its surroundings; no: it is not", "yes"},
            {"mode", "published, or band: band-limited MonoRes, another estimator", "published"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    Requirements requirements;
    requirements.doesNotApply = whyNot(inputs);
    if (!requirements.doesNotApply.empty()) return requirements;
    requirements.products = localResolutionNeeds(inputs);
    requirements.buildsFirst = true;
    const Grid& grid = inputs.grid();
    if (!grid.hasVoxelSize()) return requirements;
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
    requirements.privatePeak = localResolutionBytes(inputs, voxels);
    if (hasHalves(inputs)) {
      requirements.products.push_back(need<HalfMapPair>(inputs));
      requirements.privatePeak += monogenic::monoResBytes(grid, box, voxels, options);
    } else {
      requirements.products.push_back(need<BackgroundMoments>(inputs));
      requirements.privatePeak += MapSpectrum::bytes(inputs) +
                                  monogenic::singleMapBytes(grid, monogenic::singleMapBox(grid, box), voxels, options);
    }
    return requirements;
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    optionsOf(inputs, *this, {});  // parameters are judged before anything is read
    parameterWord(inputs, *this, "single_map", {"yes", "no"});
    if (const std::string reason = whyNot(inputs); !reason.empty()) throw NotApplicable(reason);
    if (!inputs.halfMapsProblem.empty()) throw NotMeasurable(inputs.halfMapsProblem);
    Progress comparing = progress.part(0.12);
    const std::optional<double> fscA = fscResolutionA(context, comparing);
    const MonoResOptions options = optionsOf(inputs, *this, fscA);
    Progress masking = progress.part(0.03);
    const auto hard = context.get<ConstructedMask>(masking);
    if (hard->mask.count == 0)
      throw NotMeasurable("no voxel reaches the contour level " +
                          generalText(context.get<ContourLevel>(masking)->value));
    Progress reading = progress.part(0.08, "reading"), measuring = progress.part(0.72, "levels");
    const auto found = std::make_shared<const MonoRes>(
        hasHalves(inputs) ? measureHalves(context, hard->mask, options, reading, measuring)
                          : measureSingleMap(context, hard->mask, options, reading, measuring));
    if (!found->foundSignal())
      throw NotMeasurable("no significant signal: at " + angstrom(options.coarsestA) +
                          ", the coarsest level, the amplitude of the map does not exceed that of the noise");
    const auto local = std::make_shared<const LocalResolution>(
        monogenic::finalResolution(*found, context.executor(), progress.part(0.01, "final map")));

    CheckResult result;
    result.id = kInfo.id;
    result.mask = MaskReference{hard->name, hard->sha256};
    LocalResolutionForm form;
    form.method = found->isSingleMap ? kSingleMap : kInfo.method;
    form.maskVoxels = hard->mask.count;
    form.reportedA = inputs.resolution;
    form.fscA = fscA;
    if (found->isSingleMap) observeSingleMap(result, *found, hard->mask.count);
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
