// What an IsosurfaceView keeps; for its own sources only.
#pragma once

#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/vtk/surface_renderer.hpp"

namespace vitrine::ui {

struct IsosurfaceView::State {
  SurfaceRenderer renderer;
  SharedVolume volume, fullVolume;  ///< fullVolume: null where `volume` is the map itself
  double level = 0;
  bool hasLevel = false;
  SurfaceColour colour;
  SurfaceCamera camera;
  ClipBox clip;
  SurfaceGround ground = SurfaceGround::White;
  std::shared_ptr<const KeptComponents> kept;
  std::shared_ptr<const ModelTrace> model;
  bool isModelShown = true;
  std::optional<Vector3> markerA;
  bool isMarkerShown = false;
  QString levelText, message, failure;
  QPointF dragged;  ///< where the pointer was last
  enum class Drag { None, Turn, Move } drag = Drag::None;

  /// Where in the widget the picture is, and how many A one of its units is; a picture for another size (the window is
  /// being resized) is scaled until the next one comes.
  struct Target {
    QRectF area;
    double angstromPerUnit = 1;
  };
  Target target(const QRectF& widget, double pixelRatio) const;
  /// The map itself, whatever is drawn.
  const SharedVolume& map() const { return fullVolume != nullptr ? fullVolume : volume; }
};

}  // namespace vitrine::ui
