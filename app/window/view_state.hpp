// What the user has set up to look at, as one value: what undo goes back to and a session keeps.
#pragma once

#include "widgets/orthoslice/slice_link.hpp"
#include "widgets/theme/colour_scale.hpp"
#include "widgets/vtk/clip_box.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QMap>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace vitrine::ui {

struct ViewState {
  std::optional<double> level;
  Index3 crosshair{0, 0, 0};
  std::optional<GreyRange> grey;
  int shownView = 0;         ///< 0: all four; 1..4 as OrthosliceView::showView
  bool projections = false;  ///< slices show projections
  bool grid = false;         ///< lines every 10 voxels or so on the slices
  SurfaceCamera camera;
  ClipBox clip;
  std::int64_t dustVoxels = 0;     ///< components smaller than this are hidden; 0: none
  std::optional<Index3> keepOnly;  ///< only the component that holds this voxel is shown
  bool showModel = true;
  std::array<std::optional<SurfaceCamera>, 4> bookmarks{};  ///< views to go back to
  QString surfaceColour;                                    ///< id of an OverlaySource; empty: plain
  QStringList sliceOverlays;                                ///< ids
  QMap<QString, ColourScale> scales;                        ///< of overlays whose scale was edited
  QMap<QString, QString> comments;                          ///< "0.b/code" -> accepted with this sentence
  bool operator==(const ViewState&) const = default;
};

}  // namespace vitrine::ui
