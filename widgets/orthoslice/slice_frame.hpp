// One slice made into pixels: the work a slice view gives to another thread.
#pragma once

#include "core/volume/image.hpp"
#include "core/volume/volume.hpp"
#include "widgets/orthoslice/slice_link.hpp"

#include <QImage>
#include <QTransform>

#include <memory>
#include <optional>

namespace vitrine::ui {

/// What to draw.
struct FrameRequest {
  SharedVolume volume;
  int stride = 1;                          ///< as in SliceLink::setVolume
  int axis = 2, index = 0;                 ///< plane of the full map
  std::optional<GreyRange> range;          ///< empty: the slice's own minimum and maximum
  std::optional<double> level;             ///< contour; empty: none
  QTransform toPixels;                     ///< voxels of the full map in the plane -> device pixels
  QSize pixels;                            ///< size of the picture
  std::shared_ptr<const GrayImage> known;  ///< the plane itself, if it was cut before
};

/// What was drawn.
struct Frame {
  QImage picture;
  QTransform toPixels;
  std::shared_ptr<const GrayImage> plane;
  SharedVolume volume;
  int index = 0;
  double seconds = 0;
};

/// Cuts the plane out of the volume, maps it to grey, scales it, draws the contour (a light line within a dark one,
/// visible on any grey). Touches the bytes of one plane; may run in any thread.
Frame drawFrame(const FrameRequest& request);

}  // namespace vitrine::ui
