#include "core/checks/global_resolution/figures.hpp"

#include "core/base/number_text.hpp"
#include "core/checks/shell_plot.hpp"
#include "core/resolution/freedom.hpp"

#include <cmath>
#include <limits>

namespace vitrine::global_resolution {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

Series ofVector(std::string key, std::string label, const FscCurve& curve, const std::vector<double>& values,
                SeriesStyle style = SeriesStyle::Line) {
  return overShells(
      std::move(key), std::move(label), curve, [&](int s) { return values[at(s)]; }, style);
}

Series fscSeries(std::string key, std::string label, const FscCurve& curve) {
  return ofVector(std::move(key), std::move(label), curve, curve.fsc);
}

/// 95 % interval about the series before it.
Series band(std::string key, std::string label, const FscCurve& curve) {
  const auto interval = [&](int s) {
    const double f = curve.fsc[at(s)];
    return std::isnan(f) || std::abs(f) > 1 ? Interval{kGap, kGap} : correlationInterval(f, curve.errorFreedom[at(s)]);
  };
  Series series = overShells(
      std::move(key), std::move(label), curve, [&](int s) { return interval(s).low; }, SeriesStyle::Band);
  for (int s = 1; s < curve.count(); ++s) series.y2.push_back(interval(s).high);
  return series;
}

void level(CurvePlot& plot, double value, std::string label) {
  plot.markers.push_back({Marker::Along::Y, value, std::move(label), false});
}

void addAuthorCurves(CurvePlot& plot, const std::vector<CurveFile>& files) {
  int number = 0;
  for (const CurveFile& file : files)
    for (const ForeignCurve& curve : file.curves) {
      std::string label = curve.title.empty() ? "FSC" : curve.title;
      label += " (";
      label += file.path.filename().string();
      label += ")";
      plot.series.push_back(
          {"author_" + std::to_string(++number), std::move(label), curve.x, curve.y, SeriesStyle::DashedLine});
    }
}

}  // namespace

CurvePlot fscPlot(const Curves& curves, const std::optional<LogisticFit>& model, const std::vector<CurveFile>& author,
                  std::optional<double> reportedA) {
  const FscCurve& fsc = curves.fsc;
  CurvePlot plot = shellPlot("fsc", "Fourier shell correlation", fsc, {"FSC", false, -0.1, 1.05}, reportedA);
  plot.caption =
      "Correlation of the half maps as given, shell by shell; the band is its 95 % interval. A curve that ends at 0 "
      "within the band carries independent noise beyond its resolution.";
  plot.series.push_back(fscSeries("fsc", "FSC, unmasked", fsc));
  plot.series.push_back(band("fsc_interval", "95 % interval", fsc));
  if (model)
    plot.series.push_back(overShells(
        "fsc_model", "Fitted model", fsc, [&](int s) { return model->curve.at(fsc.frequency(s)); },
        SeriesStyle::DashedLine));
  plot.series.push_back(ofVector("threshold_half_bit", "Half-bit", fsc, curves.halfBit, SeriesStyle::DashedLine));
  for (auto [key, label, values] : {std::tuple("threshold_one_bit", "1-bit", &curves.oneBit),
                                    std::tuple("threshold_3_sigma", "3 sigma", &curves.threeSigma)}) {
    Series threshold = ofVector(key, label, fsc, *values, SeriesStyle::DashedLine);
    threshold.shown = false;
    plot.series.push_back(std::move(threshold));
  }
  level(plot, 0.143, "0.143");
  level(plot, 0.5, "0.5");
  addAuthorCurves(plot, author);
  if (!author.empty()) plot.caption += " Curves named with a file are those of another program, as that file has them.";
  return plot;
}

CurvePlot maskedPlot(const Curves& curves, const std::string& maskName, std::optional<double> reportedA) {
  CurvePlot plot =
      shellPlot("fsc_masked", "FSC with and without a mask", curves.fsc, {"FSC", false, -0.1, 1.05}, reportedA);
  plot.caption = "The half maps multiplied by the soft mask (";
  plot.caption += maskName;
  plot.caption += ").";
  Series unmasked = fscSeries("", "Unmasked", curves.fsc);
  plot.series.push_back(std::move(unmasked));
  plot.series.push_back(fscSeries("fsc_masked", "Masked", *curves.masked));
  if (curves.corrected) {
    plot.caption += " Phases randomised from " + fixedText(curves.resolution(curves.randomisedFrom), 2) +
                    " A on leave what the mask alone correlates; the corrected curve is free of it.";
    plot.series.push_back(fscSeries("fsc_randomised", "Randomised", *curves.randomised));
    plot.series.push_back(fscSeries("fsc_corrected", "Corrected", *curves.corrected));
    plot.series.push_back(band("fsc_corrected_interval", "95 %", *curves.corrected));
  }
  level(plot, 0.143, "0.143");
  level(plot, 0.5, "0.5");
  return plot;
}

CurvePlot dprPlot(const Curves& curves, std::optional<double> reportedA) {
  CurvePlot plot = shellPlot("dpr", "Differential phase residual", curves.fsc,
                             {"Phase residual (deg)", false, 0.0, 115.0}, reportedA);
  plot.caption =
      "Mean phase difference of the half maps, weighted by amplitude. Independent noise comes to 103.92 degrees; 94.7 "
      "corresponds to FSC 0.143.";
  plot.series.push_back(ofVector("dpr", "DPR", curves.fsc, curves.dpr));
  level(plot, kClassicDpr, "45");
  level(plot, kDpr, "94.7");
  level(plot, kVrsDpr, "");  // its label would lie on the next one
  level(plot, kDprOfNoise, "102.9 VRS, 103.92 noise");
  return plot;
}

CurvePlot ssnrPlot(const Curves& curves, std::optional<double> reportedA) {
  CurvePlot plot =
      shellPlot("ssnr", "Spectral signal-to-noise ratio", curves.fsc, {"log10 SSNR", false, {}, {}}, reportedA);
  plot.caption =
      "Signal-to-noise ratio of the average map, 2 FSC / (1 - FSC), as a logarithm. Values at -3 stand for all that is "
      "smaller, shells without positive correlation among them.";
  plot.series.push_back(ofVector("ssnr", "SSNR", curves.fsc, curves.logSsnr));
  Series vrs = ofVector("vrs_ssnr", "VRS definition, on a true frequency axis", curves.fsc, curves.vrsLogSsnr,
                        SeriesStyle::DashedLine);
  vrs.shown = false;
  plot.series.push_back(std::move(vrs));
  level(plot, 0, "signal = noise");
  return plot;
}

}  // namespace vitrine::global_resolution
