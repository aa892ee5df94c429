// Picture recipes: what to show, not pixels. The window draws them interactively, the report renders the same recipe
// off screen.
#pragma once

#include "core/volume/image.hpp"
#include "core/volume/volume.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace vitrine {

/// A slice or projection in grey.
struct SlicePicture {
  GrayImage image;
  std::string title;                   ///< "Slice 496 along X"
  std::optional<double> black, white;  ///< grey range in map units; empty: this image's own minimum and maximum
};

/// The displayed object is turned about the fixed screen axes, X first, then Y, then Z, right-handed, degrees.
/// At (0,0,0) map +x is right, +y is up and +z is towards the viewer.
struct ViewAngles {
  double x = 0, y = 0, z = 0;
};
/// The report's three views.
inline constexpr ViewAngles kReportViews[3] = {{0, -90, -90}, {-90, 0, -90}, {0, 0, 0}};
/// What they show, as seen on screen.
inline constexpr const char* kReportViewTitles[3] = {
    "View 1: right +Y, up +Z, from +X", "View 2: right +Z, up -X, from -Y", "View 3: right +X, up +Y, from +Z"};

/// An isosurface.
struct SurfacePicture {
  SharedVolume volume;  ///< small enough to draw (ReducedMap)
  double level = 0;
  ViewAngles angles;
  std::string title;
  SharedVolume colourBy;  ///< same box in A; null: plain colour
  double colourLow = 0, colourHigh = 1;
  std::string colourLabel;
};

using Picture = std::variant<SlicePicture, SurfacePicture>;

/// A row of pictures with one caption.
struct Figure {
  std::string key, caption;
  std::vector<Picture> pictures;
};

}  // namespace vitrine
