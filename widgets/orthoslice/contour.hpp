// The contour of a level on a slice, as line segments.
#pragma once

#include "core/volume/image.hpp"

#include <QLineF>
#include <QVector>

namespace vitrine::ui {

/// Marching squares over the pixel centres; a saddle is decided by the mean of its four corners (Wyvill et al. 1986,
/// doi:10.1007/BF01900346). Segments are in pixels of the image, pixel (0,0) reaching from 0 to 1. Not-a-number
/// counts as below the level. No segment has length 0. Cost: one look at each pixel.
QVector<QLineF> contourLines(const GrayImage& image, double level);

}  // namespace vitrine::ui
