// 1.d: the finest pattern that stands out of the noise at each voxel, from two half maps.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/local_resolution_form.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/resmap/figures.hpp"
#include "core/checks/resmap/resmap.hpp"
#include "core/products/half_maps.hpp"
#include "core/products/masks.hpp"

#include <memory>
#include <utility>

namespace vitrine {

std::unique_ptr<Check> makeResmapCheck();

namespace {

using namespace resmap;

constexpr CheckInfo kInfo{
    .id = "1.d",
    .title = "Local resolution with ResMap",
    .method = "ResMap",
    .explanation =
        "Which is the finest wavelength of which something can be seen at each place of the molecule? The difference "
        "of "
        "the half maps shows how strong the noise is. Around each voxel of the mask the average of the half maps is "
        "compared with two models: a constant, and a constant with waves of one wavelength in all directions. Where "
        "the "
        "waves explain more than noise alone would (likelihood-ratio test, 5 % false discoveries over all voxels), the "
        "voxel has that resolution. Wavelengths from 2.2 to 4 voxels are tried in steps of 1 A, the finest first; then "
        "the values are smoothed by 1.5 voxels. A voxel in which no wavelength stands out has no value.",
    .criteria = kLocalResolutionCriteria,
    .advice =
        "Only wavelengths up to 4 voxels are looked for, so flexible regions have no value here: compare with Blocres "
        "and MonoRes. If hardly a voxel has a value, look at the fit of the noise's spectrum: half maps that were "
        "filtered or masked spoil it; give those the refinement wrote.",
    .citation =
        "Kucukelbir, Sigworth and Tagare 2014, doi:10.1038/nmeth.2727; Benjamini and Yekutieli 2001, "
        "doi:10.1214/aos/1013699998",
};

/// One voxel of so many is expected in a mask, as in 1.c and 1.e: only to foretell memory.
constexpr std::int64_t kMaskShare = 10;

/// What one weight finds.
struct Found {
  Levels levels;
  Buffer<float> resolutionA;  ///< of the determined voxels
};

Found find(const std::array<Spectrum, 2>& whitened, const MaskVoxels& voxels, const TestOptions& options,
           Buffer<float>& values, Executor& executor, Progress& progress) {
  Found found;
  Progress testing = progress.part(0.9);
  found.levels = testScales(whitened, voxels, options, values, executor, testing);
  if (found.levels.determined > 0)
    found.resolutionA =
        smoothLevels(voxels, found.levels, values, executor, progress.part(0.1, "smoothing the local resolution"));
  return found;
}

class ResmapCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"p_value", "share of false discoveries allowed", "0.05"},
            {"step_A", "step between the wavelengths tried, A", "1"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    Requirements requirements;
    requirements.doesNotApply = halfMapsMissing(inputs);
    if (!requirements.doesNotApply.empty()) return requirements;
    requirements.products = localResolutionNeeds(inputs);
    const Bytes pair = HalfMapPair::bytes(inputs) + HalfMapPair::buildPeak(inputs);
    for (ProductNeed& need : requirements.products)
      if (need.key == HalfMapFacts::key(inputs) || need.key == HalfMapComparison::key(inputs)) need.buildPeak += pair;
    // The pair is changed in place, so it is not a product others share: 2.00 maps, then per mask voxel the statistic,
    // and a level and a value for each weight; localResolutionBytes counts one of the values.
    const Bytes inMask = inputs.grid().voxels() / kMaskShare;
    constexpr Bytes kCounting = Bytes{128} << 20;
    requirements.buildsFirst = true;
    requirements.privatePeak =
        pair + 3 * maskVoxelsBytes(inputs.grid()) + 10 * inMask + kCounting + localResolutionBytes(inputs, inMask);
    return requirements;
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    if (const std::string missing = halfMapsMissing(inputs); !missing.empty()) throw NotApplicable(missing);
    TestOptions options;
    options.p = parameterNumber(inputs, *this, "p_value", 1e-6, 0.05);
    options.stepA = parameterNumber(inputs, *this, "step_A", 0.25, 5);
    Executor& executor = context.executor();
    Progress comparing = progress.part(0.1);
    if (const auto facts = context.get<HalfMapFacts>(comparing); !facts->problem.empty())
      throw NotMeasurable(facts->problem);
    Progress crossing = progress.part(0.1), masking = progress.part(0.02);

    LocalResolutionForm form;
    form.method = kInfo.method;
    form.reportedA = inputs.resolution;
    form.fscA = fscResolutionA(context, crossing);
    form.percentileDecimals = 0;
    CheckResult result;
    result.id = kInfo.id;
    const MaskVoxels voxels = tested(context, form, result, masking);

    Found own, published;
    measure(context, voxels, options, form, result, own, published, progress);
    form.vrsValues = published.resolutionA.span();
    addNotes(result);
    if (own.levels.determined == 0) {
      addNothing(result, own.levels, form, progress.part(0.02));
      return result;
    }
    addLocalDistribution(result, own.resolutionA.span(), form, progress.part(0.02));
    Progress viewing = progress.part(0.06);
    auto local = std::make_shared<LocalResolution>();
    local->grid = inputs.grid();
    local->determined = determinedMask(voxels, own.levels, executor, viewing.part(0.1));
    local->resolutionA = std::move(own.resolutionA);
    addLocalViews(result, local, form, context, viewing);
    return result;
  }

private:
  /// Voxels to test; names the mask in the result.
  static MaskVoxels tested(const ValidationContext& context, LocalResolutionForm& form, CheckResult& result,
                           Progress& progress) {
    Progress making = progress.part(0.9);
    const auto mask = context.get<ConstructedMask>(making);
    if (mask->mask.count == 0)
      throw NotMeasurable("the mask is empty: no voxel reaches the contour level " +
                          generalText(context.get<ContourLevel>(progress)->value));
    form.maskVoxels = mask->mask.count;
    result.mask = MaskReference{mask->name, mask->sha256};
    MaskVoxels voxels = maskVoxels(mask->mask, context.executor(), progress.part(0.1));
    if (voxels.count() == 0)
      throw NotMeasurable("no voxel of the mask lies " + std::to_string(kMargin) +
                          " voxels or more inside the box, where this method works");
    return voxels;
  }

  /// Everything that needs the half maps, so that they are gone when it returns.
  static void measure(const ValidationContext& context, const MaskVoxels& voxels, TestOptions options,
                      const LocalResolutionForm& form, CheckResult& result, Found& own, Found& published,
                      Progress& progress) {
    Executor& executor = context.executor();
    Progress reading = progress.part(0.1), transforming = progress.part(0.3), testing = progress.part(0.15);
    const auto pair = ownHalfMapPair(context, reading);
    const Whitening whitening = whitenHalves(pair->padded, voxels.mask, executor, transforming);
    result.plots.push_back(whiteningPlot(whitening));
    if (whitening.emptyBeyondA)
      result.observe("low_pass_filtered",
                     "The half maps hold nothing beyond " + fixedText(*whitening.emptyBeyondA, 2) +
                         " A: they were low-pass filtered, and what is found about finer wavelengths is not "
                         "trustworthy. Give the half maps the refinement wrote.",
                     PlotPlace{"whitening", 1 / *whitening.emptyBeyondA});
    Buffer<float> values(voxels.count());
    own = find(pair->padded, voxels, options, values, executor, testing);
    result.tables.push_back(wavelengthTable(own.levels));
    if (own.levels.determined > 0) {
      CheckResult first = result;
      addLocalDistribution(first, own.resolutionA.span(), form, Progress(nullptr, progress.stopToken()));
      progress.publish(first);
    }
    options.weight = Weight::Published;
    Progress again = progress.part(0.15, "the published weight");
    published = find(pair->padded, voxels, options, values, executor, again);
    result.tables.push_back(publishedTable(published.levels));
  }

  /// Noise alone is a result too: nothing of the wavelengths tested is seen anywhere. That contradicts a reported
  /// resolution among them; of one beyond them it says nothing, so there is no verdict then.
  static void addNothing(CheckResult& result, const Levels& levels, const LocalResolutionForm& form,
                         const Progress& progress) {
    const double finest = levels.scales.front().wavelengthA, coarsest = levels.scales.back().wavelengthA;
    const std::string range = generalText(finest) + " to " + generalText(coarsest) + " A";
    addNothingDetermined(result, form,
                         "at no wavelength from " + range +
                             " does anything stand out of the noise. Half maps without a common structure look like "
                             "this; so do half maps that show nothing finer than " +
                             generalText(coarsest) + " A.",
                         progress);
    if (!form.reportedA || *form.reportedA > coarsest) return;
    result.scored = true;
    result.warn("reported_finer_than_local",
                "The reported resolution of " + fixedText(*form.reportedA, 2) +
                    " A is particularly high with respect to the local resolution: no voxel of the mask shows anything "
                    "from " +
                    range + "; at least " + generalText(kFewFiner) + " % of the voxels finer than it would pass.",
                PlotPlace{"whitening", 1 / *form.reportedA});
  }

  static void addNotes(CheckResult& result) {
    result.note(
        "The program used by the VRS weights the window by exp(-|rho|^2) instead of exp(-|rho|^2 / 2), through an "
        "integer division: it finds patterns up to 28 % finer than the wavelength it writes. The figures here are of "
        "the weight that was meant; those of the program's weight stand beside.");
    result.note(
        "Half maps without a common structure give a few voxels a value in the program, because its tail "
        "probabilities end at 1e-6 and it looks at 500 values only; here they are exact and every value is looked at.");
  }
};

}  // namespace

std::unique_ptr<Check> makeResmapCheck() { return std::make_unique<ResmapCheck>(); }

}  // namespace vitrine
