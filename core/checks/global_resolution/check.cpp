// 1.a: resolution of the whole map from two half maps: FSC, DPR, SSNR.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/global_resolution/figures.hpp"
#include "core/checks/global_resolution/readings.hpp"
#include "core/checks/global_resolution/verdict.hpp"
#include "core/checks/half_map_requirements.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/profile.hpp"
#include "core/products/half_maps.hpp"

#include <algorithm>
#include <memory>

namespace vitrine {

std::unique_ptr<Check> makeGlobalResolutionCheck();

namespace {

using namespace global_resolution;

constexpr CheckInfo kInfo{
    .id = "1.a",
    .title = "Global resolution",
    .method = "FSC",
    .explanation =
        "How fine is the detail that two independent halves of the data agree on? Each half of the particle images "
        "gives a half map; detail that is real is in both, noise is not. The two maps are compared in Fourier space "
        "shell by shell, from coarse to fine: the Fourier shell correlation (FSC) is 1 where they agree and 0 where "
        "there is only noise, and the resolution is where it falls below 0.143. The same comparison is also read as "
        "the mean difference of phases (DPR) and as the ratio of signal to noise (SSNR). The three numbers are not "
        "independent: they are one curve read at an FSC of 0.143 (FSC, and DPR at 94.7 degrees) and 0.333 (SSNR); the "
        "VRS reads it at 0.143, 0.016 and 0.237. With a mask, the FSC is also given for the masked half maps and "
        "corrected for what the mask itself correlates.",
    .criteria =
        "A warning is given if the reported resolution is finer than 0.8 times the resolution found by FSC 0.143, by "
        "DPR 94.7 degrees or by SSNR 1 in the unmasked half maps, or if one of these fails from the first shell on. A "
        "curve that never crosses its criterion is passed over.",
    .advice =
        "Compare with the masked and corrected curve: authors usually report that one. If the reported resolution is "
        "finer than even that, look for masked, filtered or wrongly paired half maps, for a wrong voxel size, or for a "
        "mask that is too tight.",
    .citation =
        "Harauz and van Heel 1986, Optik 73, 146-156; Rosenthal and Henderson 2003, "
        "doi:10.1016/j.jmb.2003.07.013; Chen et al. 2013, doi:10.1016/j.ultramic.2013.06.004",
};

constexpr double kPoorFit = 0.05;  // rms of the fitted model: the curve is not sigmoidal

/// "Well preserved up to": where the FSC is still 0.9, by the fitted model if it fits.
struct Preserved {
  std::optional<LogisticFit> fit, vrsFit;
  bool isSigmoidal = false;
  std::optional<double> fitted, raw, vrs;  // A

  Preserved(const Curves& curves, const Readings& readings) {
    fit = fitModel(curves.fsc);
    isSigmoidal = fit && fit->rms <= kPoorFit;
    raw = readings.fsc09.resolutionA();
    if (isSigmoidal) fitted = resolutionAt09(*fit);
    vrsFit = fitVrsModel(curves);
    if (vrsFit) vrs = resolutionAt09(*vrsFit);
  }
  static std::optional<double> resolutionAt09(const LogisticFit& model) {
    const auto frequency = model.curve.frequencyOf(0.9);
    return frequency ? std::optional(1 / *frequency) : std::nullopt;
  }
  std::optional<double> headline() const { return isSigmoidal ? fitted : raw; }
};

std::vector<double> existing(std::initializer_list<std::optional<double>> values) {
  std::vector<double> list;
  for (const auto& value : values)
    if (value) list.push_back(*value);
  return list;
}

struct Range {
  std::optional<double> mean, min, max;
  explicit Range(const std::vector<double>& values) {
    if (values.empty()) return;
    double sum = 0;
    for (const double value : values) sum += value;
    mean = sum / static_cast<double>(values.size());
    min = std::ranges::min(values);
    max = std::ranges::max(values);
  }
};

std::optional<double> resolutionOf(const std::optional<Reading>& reading) {
  return reading ? reading->resolutionA() : std::nullopt;
}

void addUnmasked(CheckResult& result, const Readings& readings, const Preserved& preserved) {
  result.number("fsc_0143_A", "Resolution at FSC 0.143", readings.fsc0143.resolutionA(), "A");
  result.number("fsc_0143_error_A", "Its standard error", readings.fsc0143.errorA, "A");
  result.number("fsc_05_A", "Resolution at FSC 0.5", readings.fsc05.resolutionA(), "A");
  result.number("fsc_half_bit_A", "Resolution at the half-bit curve", readings.halfBit.resolutionA(), "A");
  result.number("fsc_one_bit_A", "Resolution at the 1-bit curve", readings.oneBit.resolutionA(), "A");
  result.number("fsc_3_sigma_A", "Resolution at the 3 sigma curve", readings.threeSigma.resolutionA(), "A");
  result.number("fsc_09_A", "Well preserved (FSC above 0.9) down to", preserved.headline(), "A");
  result.number("fsc_09_raw_A", "The raw curve falls below 0.9 at", preserved.raw, "A");
  result.number("fsc_model_rms", "Root mean square distance of the fitted model",
                preserved.fit ? std::optional(preserved.fit->rms) : std::nullopt, "", 3);
  result.number("dpr_A", "Resolution at DPR 94.7 degrees", readings.dpr.resolutionA(), "A");
  result.number("dpr_45_A", "Resolution at DPR 45 degrees", readings.dpr45.resolutionA(), "A");
  result.number("ssnr_A", "Resolution at SSNR 1", readings.ssnr.resolutionA(), "A");
  const Range range(
      existing({readings.fsc0143.resolutionA(), readings.dpr.resolutionA(), readings.ssnr.resolutionA()}));
  result.number("mean_A", "Mean of FSC 0.143, DPR and SSNR", range.mean, "A");
  result.number("min_A", "Finest of the three", range.min, "A");
  result.number("max_A", "Coarsest of the three", range.max, "A");
}

void addMasked(CheckResult& result, const Readings& readings, const Curves& curves, const HalfMapShells& shells,
               bool withMask) {
  result.number("fsc_masked_0143_A", "Resolution at FSC 0.143, masked", resolutionOf(readings.masked0143), "A");
  result.number("fsc_corrected_0143_A", "Resolution at FSC 0.143, masked and corrected",
                resolutionOf(readings.corrected0143), "A");
  result.number("fsc_corrected_05_A", "Resolution at FSC 0.5, masked and corrected", resolutionOf(readings.corrected05),
                "A");
  if (!withMask) return;
  if (curves.masked) {
    result.mask = MaskReference{shells.maskName, shells.maskSha256};
    result.number("mask_inflation", "Variance factor of the mask", curves.maskedFreedom.inflation, "", 3);
  } else {
    result.observe("no_masked_curves", "The masked curves are left out: " + shells.maskedOmitted + ".");
  }
  if (curves.corrected)
    result.number("randomised_from_A", "Phases randomised from", curves.resolution(curves.randomisedFrom), "A");
  else if (curves.masked)
    result.observe("not_corrected", "The masked curve is not corrected: " + shells.randomisedOmitted + ".");
}

void addNoise(CheckResult& result, const Curves& curves) {
  result.number("noise_inflation", "Variance factor found in the noise", curves.tail.inflation, "", 2);
  result.number("expected_noise_inflation", "Variance factor expected", curves.freedom.divisor(), "", 2);
  result.number("tail_mean_fsc", "Mean FSC of the noise",
                curves.tail.inflation ? std::optional(curves.tail.meanFsc) : std::nullopt, "", 5);
}

void addVrs(CheckResult& result, const Curves& curves, const Preserved& preserved, const Grid& grid) {
  const VrsReadings vrs = vrsReadings(curves, grid.voxelSize[0]);
  if (vrsNumber(result, "fsc_0143_A", vrs.fsc0143) | vrsNumber(result, "fsc_05_A", vrs.fsc05))
    result.note(
        "The VRS takes its FSC from Xmipp, which leaves out half of the coefficients (those with ky < 0) and "
        "counts the others once: the same curve with more noise.");
  if (vrsNumber(result, "fsc_09_A", preserved.vrs))
    result.note("The VRS fits the model to all shells with equal weights; here shells weigh by their errors.");
  if (vrsNumber(result, "dpr_A", vrs.dpr))
    result.note(
        "The VRS names 103.9 degrees, which is what pure noise gives, and tests 102.9, an FSC of 0.016: that "
        "crossing is mostly chance. 94.7 degrees stand for FSC 0.143.");
  if (vrsNumber(result, "ssnr_A", vrs.ssnr))
    result.note(
        "The VRS takes the mean ratio of amplitudes where the power ratio defines the SSNR, and shells half a "
        "shell further out: its SSNR of 1 is an FSC of 0.237 instead of 1/3.");
  result.number("vrs_ssnr_as_coded_A", "SSNR on the frequency axis of the VRS's source", vrs.ssnrAsCoded, "A");
  if (vrs.ssnrAsCoded)
    result.note(
        "The published source of the VRS places the SSNR at frequencies 2 i a / N instead of i / (N a): off by "
        "a factor of 2 a^2 = " +
        generalText(2 * grid.voxelSize[0] * grid.voxelSize[0], 3) + " here.");
  const Range range(existing({vrs.fsc0143, vrs.dpr, vrs.ssnr}));
  vrsNumber(result, "mean_A", range.mean);
  vrsNumber(result, "min_A", range.min);
  vrsNumber(result, "max_A", range.max);
}

void addEstimates(CheckResult& result, const Readings& readings) {
  const auto add = [&](const char* method, std::optional<double> value) {
    if (value) result.resolutionEstimates.emplace_back(method, *value);
  };
  add("FSC 0.143", readings.fsc0143.resolutionA());
  add("DPR", readings.dpr.resolutionA());
  add("SSNR", readings.ssnr.resolutionA());
  add("FSC 0.143, masked and corrected", resolutionOf(readings.corrected0143));
}

class GlobalResolutionCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"mask", "curves of the masked half maps: auto (the user's or the constructed mask) or none", "auto"}};
  }

  Requirements requirements(const Inputs& inputs) const override { return halfMapRequirements(inputs); }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    if (const std::string missing = halfMapsMissing(inputs); !missing.empty()) throw NotApplicable(missing);
    const bool withMask = parameterWord(inputs, *this, "mask", {"auto", "none"}) == "auto";
    Progress building = progress.part(0.95);
    const auto shells = context.get<HalfMapShells>(building);
    if (shells->lastUsable < 2) throw NotMeasurable("the half maps have no power beyond the first shell");

    const Curves curves = curvesOf(*shells, inputs.symmetry, withMask);
    const Readings readings = readingsOf(curves);
    const Preserved preserved(curves, readings);
    CheckResult result;
    result.id = kInfo.id;
    addUnmasked(result, readings, preserved);
    addMasked(result, readings, curves, *shells, withMask);
    addNoise(result, curves);
    addVrs(result, curves, preserved, inputs.grid());
    result.tables.push_back(crossingTable(readings, curves));
    result.tables.push_back(shellTable(shells->unmasked.shells, curves));
    result.plots.push_back(fscPlot(curves, preserved.fit, inputs.authorCurves, inputs.resolution));
    if (curves.masked) result.plots.push_back(maskedPlot(curves, shells->maskName, inputs.resolution));
    result.plots.push_back(dprPlot(curves, inputs.resolution));
    result.plots.push_back(ssnrPlot(curves, inputs.resolution));
    judge(result, readings, curves, inputs.resolution);
    observe(result, readings, curves, *shells, inputs.resolution);
    if (preserved.fit && !preserved.isSigmoidal)
      result.observe("not_sigmoidal", "The FSC is not sigmoidal (the model misses it by " +
                                          fixedText(preserved.fit->rms, 3) +
                                          "): the 0.9 figure is that of the raw curve.");
    addEstimates(result, readings);
    result.note(
        "FSC, DPR and SSNR are one curve read at three places; agreement between them confirms nothing, and "
        "their spread is not the uncertainty of the resolution.");
    return result;
  }
};

}  // namespace

std::unique_ptr<Check> makeGlobalResolutionCheck() { return std::make_unique<GlobalResolutionCheck>(); }

}  // namespace vitrine
