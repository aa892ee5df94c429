// Plots and pictures of 0.c.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/products/background.hpp"
#include "core/volume/volume.hpp"

namespace vitrine {

/// Histogram of the background with the Gaussian of its mean and sigma, logarithmic.
CurvePlot backgroundPlot(const BackgroundMoments& moments);
/// Share of outliers per radial shell, in %.
CurvePlot radialPlot(const BackgroundTails& tails);
/// The map where it is an outlier, 0 elsewhere: planes of largest variance along each axis. Touches three planes.
Figure outlierFigure(const Volume& volume, const BackgroundTails& tails);

}  // namespace vitrine
