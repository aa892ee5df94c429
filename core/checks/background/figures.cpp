#include "core/checks/background/figures.hpp"

#include "core/mask/mask_slices.hpp"
#include "core/volume/image.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

}  // namespace

CurvePlot backgroundPlot(const BackgroundMoments& moments) {
  CurvePlot plot;
  plot.key = "background_histogram";
  plot.title = "Histogram of the background";
  plot.caption = "Density of the voxels outside the mask and the Gaussian of the same mean and standard deviation.";
  plot.x.label = "Density";
  plot.y.label = "Voxels";
  plot.y.logarithmic = true;
  plot.y.low = 0.5;
  Series measured{.key = "background_histogram", .label = "background", .x = {}, .y = {}, .style = SeriesStyle::Line};
  Series gaussian{
      .key = "background_gaussian", .label = "Gaussian", .x = {}, .y = {}, .style = SeriesStyle::DashedLine};
  constexpr double kWidth = BackgroundMoments::kPlotBinSigma;  // in units of sigma
  for (int bin = 0; bin < BackgroundMoments::kPlotBins; ++bin) {
    const double u = (bin + 0.5 - BackgroundMoments::kPlotBins / 2) * kWidth;
    const double expected =
        static_cast<double>(moments.count) * kWidth * std::exp(-u * u / 2) / std::sqrt(2 * std::numbers::pi);
    const double counted = moments.plotHistogram[static_cast<std::size_t>(bin)];
    measured.x.push_back(moments.mean + u * moments.sigma);
    measured.y.push_back(counted > 0 ? counted : kGap);  // a logarithmic axis has no place for 0
    gaussian.x.push_back(measured.x.back());
    gaussian.y.push_back(expected > 0.1 ? expected : kGap);  // far below one voxel: off the picture
  }
  plot.series = {std::move(measured), std::move(gaussian)};
  return plot;
}

CurvePlot radialPlot(const BackgroundTails& tails) {
  CurvePlot plot;
  plot.key = "outlier_radial";
  plot.title = "Outliers by distance from the centre";
  plot.caption = "Share of background voxels more than 5 robust sigma away, in spherical shells about the box centre.";
  plot.x.label = "Distance from the box centre (A)";
  plot.y.label = "Outliers (%)";
  Series series{.key = "outlier_radial", .label = "outliers", .x = {}, .y = {}, .style = SeriesStyle::Line};
  for (std::size_t shell = 0; shell < tails.shellVoxels.size(); ++shell) {
    series.x.push_back((static_cast<double>(shell) + 0.5) * tails.shellWidthA);
    series.y.push_back(tails.shellVoxels[shell] > 0 ? 100 * static_cast<double>(tails.shellOutliers[shell]) /
                                                          static_cast<double>(tails.shellVoxels[shell])
                                                    : kGap);
  }
  plot.series.push_back(std::move(series));
  return plot;
}

Figure outlierFigure(const Volume& volume, const BackgroundTails& tails) {
  static constexpr char kAxisName[] = "XYZ";
  Figure figure{
      "background_outliers",
      "The map where the background is more than 5 robust sigma from its median, 0 elsewhere: slices of largest "
      "variance along the three axes.",
      {}};
  for (int axis = 0; axis < 3; ++axis) {
    const int index = tails.maximumVariancePlanes[axis];
    GrayImage image = slice(volume, axis, index);
    const GrayImage outliers = maskSlice(tails.outliers, axis, index);
    for (std::size_t i = 0; i < image.values.size(); ++i) image.values[i] *= outliers.values[i];
    figure.pictures.push_back(
        SlicePicture{std::move(image), "Slice " + std::to_string(index) + " along " + kAxisName[axis], {}, {}});
  }
  return figure;
}

}  // namespace vitrine
