// A surface picture that is made once: a figure of the report, an exported image.
#pragma once

#include "core/base/progress.hpp"
#include "widgets/vtk/clip_box.hpp"
#include "widgets/vtk/kept_voxels.hpp"
#include "widgets/vtk/model_trace.hpp"
#include "widgets/vtk/surface_mesh.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QColor>
#include <QImage>
#include <QSize>

#include <memory>
#include <optional>

namespace vitrine::ui {

/// What is in the picture. Texts are painted over it afterwards (surface_overlay.hpp).
struct StillRecipe {
  SharedVolume volume;  ///< of any size; every voxel of the clipped part is marched
  double level = 0;
  SurfaceColour colour;
  SurfaceCamera camera;
  std::optional<double> fitRadiusA{};  ///< half the height of a square picture at zoom 1; empty: fitted to the surface
  ClipBox clip{};
  std::shared_ptr<const KeptComponents> kept{};
  std::shared_ptr<const ModelTrace> trace{};
  bool seeThrough = false;    ///< transparent ground
  QColor ground = Qt::white;  ///< otherwise
};

struct Still {
  QImage image;  ///< null if no voxel reaches the level; ARGB32_Premultiplied if see-through, else RGB32
  double angstromPerPixel = 1;
  int reducedBy = 1;  ///< the surface was too large to draw and is that of a map averaged down by this factor
  bool hasNoValue = false;
};

/// Made on the render thread in steps (slabs of the mesh, tiles of the picture), after the windows' quick pictures and
/// before their fine ones; returns when it is done. Not for the GUI thread while its event loop should go on.
/// @param progress  asked for a stop before every step; told the share of the work done
/// @throws std::runtime_error without EGL, MemoryError, Cancelled
Still renderStill(const StillRecipe& recipe, QSize size, const Progress& progress = {});

}  // namespace vitrine::ui
