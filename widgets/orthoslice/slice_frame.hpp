// One slice made into pixels: the work a slice view gives to another thread.
#pragma once

#include "core/base/progress.hpp"
#include "core/volume/image.hpp"
#include "core/volume/volume.hpp"
#include "widgets/orthoslice/slice_link.hpp"

#include <QColor>
#include <QImage>
#include <QTransform>

#include <memory>
#include <optional>

namespace vitrine::ui {

/// What is seen around a slice.
inline constexpr QColor kSliceGround(18, 18, 20);

/// An overlay's values where the pixels of a plane are.
struct OverlayPlane {
  SharedVolume volume;  ///< the overlay they are of
  std::shared_ptr<const GrayImage> values;
};

/// What to draw.
struct FrameRequest {
  SharedVolume volume;
  Grid grid;                               ///< of the full map
  int stride = 1;                          ///< as in SliceLink::setVolume
  int axis = 2, index = 0;                 ///< plane of the full map
  std::optional<GreyRange> range;          ///< empty: the slice's own minimum and maximum
  std::optional<double> level;             ///< contour; empty: none
  QTransform toPixels;                     ///< voxels of the full map in the plane -> device pixels
  QSize pixels;                            ///< size of the picture
  std::shared_ptr<const GrayImage> known;  ///< the plane itself, if it was cut before
  std::shared_ptr<const GrayImage>
      projection;  ///< drawn instead of the plane, between its own extremes, nothing over it
  std::vector<SliceOverlay> overlays;
  double opacity = 0.6;
  bool tintsMasks = false;
  std::vector<OverlayPlane> knownOverlays;  ///< of the same plane, if they were cut before
  QColor ground = kSliceGround;             ///< around the plane; not opaque: the picture is ARGB32_Premultiplied
  double magnification = 1;  ///< device pixels that take the place of one on screen: lines are that much wider
};

/// What was drawn.
struct Frame {
  QImage picture;  ///< null if there is no memory for it
  QTransform toPixels;
  std::shared_ptr<const GrayImage> plane;
  SharedVolume volume;
  std::vector<OverlayPlane> overlays;
  int index = 0;
  GreyRange range;  ///< the one used
  bool isProjection = false;
  double seconds = 0;
};

/// Cuts the plane out of the volume, maps it to grey, scales it, lays the colours of overlays over it, draws the edges
/// of masks and the contour (a light line within a dark one, visible on any grey). Touches the bytes of one plane of
/// each volume; may run in any thread.
/// @param progress  asked for a stop between strips of 4 million pixels and thousands of lines
/// @throws Cancelled
Frame drawFrame(const FrameRequest& request, const Progress& progress = {});

}  // namespace vitrine::ui
