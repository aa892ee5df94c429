// 1.c: local resolution from the FSC inside a moving box.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/blocres/local_fsc.hpp"
#include "core/checks/local_resolution_form.hpp"
#include "core/checks/parameters.hpp"
#include "core/fourier/transform.hpp"
#include "core/mask/soft_mask.hpp"
#include "core/products/half_maps.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace vitrine {

std::unique_ptr<Check> makeBlocresCheck();

namespace {

using namespace blocres;

constexpr CheckInfo kInfo{
    .id = "1.c",
    .title = "Local resolution with Blocres",
    .method = "Blocres",
    .explanation =
        "How far can each part of the map be trusted? Around every voxel of the soft mask a small box is cut out of "
        "both half maps, tapered towards its faces, and the Fourier shell correlation of the two boxes is computed as "
        "1.a does for whole maps. The local resolution is where that curve falls below 0.5 for the last time. On "
        "large maps boxes are computed at every second or third voxel and the sums of their shells are interpolated "
        "between them; the report says at which. A small box blurs the frequencies: values are somewhat optimistic, "
        "the more so the stronger the signal, and neighbouring voxels are far from independent. Read the map of the "
        "local resolution for differences between regions, not for its second decimal.",
    .criteria =
        "A warning is given if 95 % of the local resolutions lie within 0.01 A of each other (too homogeneous to be "
        "credible), or if less than 0.1 % of them are finer than the reported resolution (it is particularly high for "
        "this distribution). For the second rule the correlation is read up to Nyquist only: the few coefficients "
        "beyond it, in the corners of the cube, correlate by chance. Said, but not counted: voxels finer than "
        "Nyquist, a box too small for the reported resolution, values cut off at the finest resolution looked for.",
    .advice =
        "A distribution without width usually means that the half maps were masked, filtered or refined together: "
        "give those the refinement wrote. If hardly any voxel reaches the reported resolution, look where the best "
        "region lies and quote a resolution that a part of the map supports; a mask that takes in much solvent moves "
        "the whole distribution.",
    .citation = "Cardone, Heymann and Steven 2013, doi:10.1016/j.jsb.2013.08.002",
};

constexpr float kInsideSoftMask = 0.5F;
constexpr Settings kVrs{};

std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

/// Parameters as given. @throws InputError
Options optionsOf(const Inputs& inputs, const Check& check) {
  constexpr int kSmallestBox = 10, kLargestBox = 64;
  Options options;
  const double box = parameterNumber(inputs, check, "box", kSmallestBox, kLargestBox);
  if (box != 2 * std::floor(box / 2)) throw InputError("1.c.box is " + generalText(box) + "; give an even number");
  options.settings.box = static_cast<int>(box);
  options.settings.cutoff = parameterNumber(inputs, check, "cutoff", 0.05, 0.95);
  options.settings.finestA = parameterNumber(inputs, check, "finest_A", 0.1, 50);
  options.minutes = parameterNumber(inputs, check, "minutes", 0.1, 10'000);
  const double step = parameterNumber(inputs, check, "step", 0, kLargestStep);
  if (step != std::floor(step) || 4 * step > box)
    throw InputError("1.c.step is " + generalText(step) + "; give 0 (chosen by the program) or a whole number up to " +
                     std::to_string(std::min(kLargestStep, options.settings.box / 4)));
  if (step > 0) options.step = static_cast<int>(step);
  options.reportedA = inputs.resolution;
  return options;
}

/// Held of the lattice's sums: a small part of the map, and enough for a few planes of a small one.
Bytes sumsBytes(const Inputs& inputs) { return std::max(Bytes{64} << 20, FullMap::bytes(inputs) / 12); }

struct MaskUsed {
  Mask voxels;  ///< soft mask at or above 0.5
  MaskReference reference;
};

MaskUsed maskUsed(const ValidationContext& context, Progress& progress) {
  Progress making = progress.part(0.5, "mask");
  const auto hard = context.get<ConstructedMask>(making);
  if (hard->mask.count == 0)
    throw NotMeasurable("no voxel reaches the contour level " + generalText(context.get<ContourLevel>(making)->value));
  MaskUsed used;
  const std::shared_ptr<const Mask> bits(hard, &hard->mask);
  if (hard->fromUser) {  // taken at 0.5 when it was read
    used.reference = {hard->name, hard->sha256};
    used.voxels = Mask(bits->grid);
    std::ranges::copy(bits->words, used.voxels.words.begin());
    used.voxels.count = bits->count;
    return used;
  }
  const SoftMask soft(bits, softSigmaA(context.inputs()));
  used.reference = {hard->name + ", soft edge of " + fixedText(soft.sigmaA(), 2) + " A", hard->sha256};
  used.voxels = soft.atOrAbove(kInsideSoftMask, context.executor(), progress.part(0.5, "soft mask"));
  return used;
}

HalfPair rowsOf(const HalfMapPair& pair) {
  HalfPair halves;
  for (std::size_t i = 0; i < 2; ++i) {
    const Spectrum& padded = pair.padded[i];
    const MapStatistics& statistics = pair.scan[i].statistics;
    if (statistics.nonFinite() > 0)
      throw NotMeasurable("half map " + std::to_string(i + 1) + " has voxels that are not numbers");
    if (!(statistics.rms > 0))
      throw NotMeasurable("half map " + std::to_string(i + 1) + " has the same value everywhere");
    halves[i] = {padded.grid, reinterpret_cast<const float*>(padded.data.data()), 2 * std::int64_t{padded.rowLength()},
                 statistics.mean, statistics.rms};
  }
  return halves;
}

void requireRoom(const Grid& grid, int box) {
  const int shortest = *std::ranges::min_element(grid.size);
  if (shortest <= box)
    throw NotMeasurable("an axis of the map is " + plural(shortest, "voxel") + " long; a moving box of " +
                        std::to_string(box) + " voxels needs at least " + std::to_string(box + 1));
}

LocalResolutionForm formOf(const Inputs& inputs, std::int64_t maskVoxels, std::optional<double> fscA,
                           const Tally& tally, std::int64_t determined) {
  LocalResolutionForm form;
  form.method = kInfo.method;
  form.maskVoxels = maskVoxels;
  form.reportedA = inputs.resolution;
  form.fscA = fscA;
  if (inputs.resolution && determined > 0)
    form.reportedPercentile = 100 * static_cast<double>(tally.finerUpToNyquist) / static_cast<double>(determined);
  return form;
}

/// What a coarse lattice told, for those who look on.
void publish(const Preview& preview, const Inputs& inputs, std::optional<double> fscA, const Progress& progress) {
  CheckResult partial;
  partial.id = kInfo.id;
  partial.status = Status::Running;
  const auto voxels = static_cast<std::int64_t>(preview.values.size());
  const Progress silent(nullptr, progress.stopToken());  // the bar is the boxes'
  addLocalDistribution(partial, preview.values, formOf(inputs, voxels, fscA, preview.tally, voxels), silent);
  partial.warnings.clear();  // none before the end
  partial.note("First figures, of one voxel in " + std::to_string(preview.step) + " along each axis.");
  progress.publish(partial);
}

void observe(CheckResult& result, const LocalFsc& found, const Settings& settings, const Inputs& inputs) {
  constexpr double kSomeBeyond = 0.05, kManyAtLimit = 1, kFewestPeriods = 5;  // %, %, periods in a box
  const double voxels = static_cast<double>(found.local.determined.count) / 100;
  const Shells shells = shellsFor(found.local.grid, settings);
  const double beyond = static_cast<double>(found.tally.beyondNyquist) / voxels;
  if (beyond > kSomeBeyond) {
    std::string text = generalText(beyond, 2) + " % of the voxels read finer than Nyquist (" +
                       angstrom(shells.nyquistA) + "), where a few corner coefficients correlate by chance.";
    if (inputs.resolution)
      text +=
          " Read up to Nyquist, the reported resolution is at percentile " +
          generalText(*result.find("reported_percentile")->value, 2) + "; with them at " +
          generalText(result.find("vrs_reported_percentile") != nullptr ? *result.find("vrs_reported_percentile")->value
                                                                        : *result.find("reported_percentile")->value,
                      2) +
          ".";
    result.observe("finer_than_nyquist", text, PlotPlace{"histogram", shells.nyquistA});
  }
  const double atLimit = static_cast<double>(found.tally.atLimit) / voxels;
  if (shells.finestA > shells.nyquistA && atLimit > kManyAtLimit)
    result.observe("at_finest", generalText(atLimit, 2) + " % of the voxels reach " + angstrom(shells.finestA) +
                                    ", the finest resolution looked for; the voxels hold " + angstrom(shells.nyquistA) +
                                    " (--param 1.c.finest_A=" + generalText(shells.nyquistA, 3) + ").");
  if (inputs.resolution) {
    const double periods = settings.box * found.local.grid.voxelSize[0] / *inputs.resolution;
    const int wanted = 2 * static_cast<int>(std::ceil(3 * *inputs.resolution / found.local.grid.voxelSize[0]));
    if (periods < kFewestPeriods)
      result.observe("small_box", "The box of " + std::to_string(settings.box) + " voxels spans " +
                                      fixedText(periods, 1) +
                                      " periods of the reported resolution; the method asks for 5 to 7 "
                                      "(--param 1.c.box=" +
                                      std::to_string(std::min(wanted, 64)) + ").");
  }
}

void addNotes(CheckResult& result, const LocalFsc& found, const Settings& settings) {
  const std::string every = std::to_string(found.plan.step);
  if (found.plan.step == 1)
    result.note("One box at every voxel: " + countText(found.plan.boxes) + " boxes.");
  else
    result.note("Boxes at every voxel number " + every + " along each axis (" + countText(found.plan.boxes) +
                "); between them the sums of the shells are interpolated. --param 1.c.step=1 computes all.");
  if (settings == kVrs) return;
  result.note("Extended: box of " + std::to_string(settings.box) + " voxels, cutoff " + generalText(settings.cutoff) +
              ", down to " + angstrom(settings.finestA) + ". These are not the figures of the VRS, which takes " +
              std::to_string(kVrs.box) + " voxels, " + generalText(kVrs.cutoff) + " and " + angstrom(kVrs.finestA) +
              ".");
}

class BlocresCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"box", "edge of the moving box in voxels, even", "20"},
            {"cutoff", "local FSC at which the resolution is read", "0.5"},
            {"finest_A", "no resolution finer than this is looked for (A)", "2"},
            {"step", "boxes at every so many voxels, 1 to 5; 0: as many as the minutes allow", "0"},
            {"minutes", "what the boxes may take on two cores, by forecast", "6"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    Requirements requirements;
    requirements.doesNotApply = halfMapsMissing(inputs);
    if (!requirements.doesNotApply.empty()) return requirements;
    requirements.products = localResolutionNeeds(inputs);
    requirements.products.push_back(need<HalfMapPair>(inputs));
    requirements.buildsFirst = true;
    constexpr std::int64_t kMaskShare = 10;  // of the box, as a guess: one tenth
    constexpr int kThreads = 16;
    const std::int64_t voxels = inputs.grid().voxels() / kMaskShare;
    const Bytes bits = Mask::wordsFor(inputs.grid()) * static_cast<Bytes>(sizeof(std::uint64_t));
    requirements.privatePeak = localResolutionBytes(inputs, voxels) + sumsBytes(inputs) + 2 * bits +
                               kThreads * BoxSums::scratchBytes(kVrs.box);
    return requirements;
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    if (const std::string missing = halfMapsMissing(inputs); !missing.empty()) throw NotApplicable(missing);
    Options options = optionsOf(inputs, *this);
    options.mostSums = sumsBytes(inputs);
    requireRoom(inputs.grid(), options.settings.box);

    Progress shells = progress.part(0.15, "half maps");
    const std::optional<double> fscA = fscResolutionA(context, shells);  // refuses identical halves and the like
    Progress masking = progress.part(0.05, "mask");
    MaskUsed mask = maskUsed(context, masking);
    const std::int64_t maskVoxels = mask.voxels.count;
    clearMargins(mask.voxels, options.settings.box);
    if (mask.voxels.count == 0)
      throw NotMeasurable("no voxel of the mask lies " + std::to_string(options.settings.box / 2) +
                          " voxels or more from the faces of the box");
    const auto local = std::make_shared<LocalFsc>(compute(context, std::move(mask.voxels), options, fscA, progress));

    CheckResult result;
    result.id = kInfo.id;
    result.mask = mask.reference;
    const LocalResolutionForm form = formOf(inputs, maskVoxels, fscA, local->tally, local->local.determined.count);
    const Progress counting = progress.part(0.02, "percentiles");
    addLocalDistribution(result, local->local.resolutionA.span(), form, counting);
    result.number("lattice_step", "Boxes at every so many voxels", local->plan.step, "voxels", 0);
    result.number("boxes", "Boxes computed", static_cast<double>(local->plan.boxes), "", 0);
    result.number(
        "beyond_nyquist_percent", "Voxels finer than Nyquist",
        100 * static_cast<double>(local->tally.beyondNyquist) / static_cast<double>(local->local.determined.count), "%",
        2);
    observe(result, *local, options.settings, inputs);
    addNotes(result, *local, options.settings);
    Progress views = progress.part(0.03, "views");
    addLocalViews(result, std::shared_ptr<const LocalResolution>(local, &local->local), form, context, views);
    return result;
  }

private:
  /// Holds the pair no longer than the boxes need it.
  static LocalFsc compute(const ValidationContext& context, Mask voxels, const Options& options,
                          std::optional<double> fscA, Progress& progress) {
    Progress reading = progress.part(0.1, "half maps");
    const auto pair = context.get<HalfMapPair>(reading);
    Progress boxes = progress.part(0.65, "local FSC");
    return localFsc(rowsOf(*pair), std::move(voxels), options, context.executor(), boxes,
                    [&](const Preview& preview) { publish(preview, context.inputs(), fscA, boxes); });
  }
};

}  // namespace

std::unique_ptr<Check> makeBlocresCheck() { return std::make_unique<BlocresCheck>(); }

}  // namespace vitrine
