// The surface of a map at a level, turned with the mouse.
#pragma once

#include "core/checks/picture.hpp"
#include "core/volume/volume.hpp"
#include "widgets/isosurface/surface_photo.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/vtk/clip_box.hpp"
#include "widgets/vtk/kept_voxels.hpp"
#include "widgets/vtk/model_trace.hpp"
#include "widgets/vtk/surface_mesh.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QImage>
#include <QWidget>

#include <memory>

namespace vitrine::ui {

/// Shows the isosurface that a SurfaceRenderer draws on its own thread; no call here waits for a picture.
///
/// Left button turns (about screen axes), middle button or Shift+left moves, wheel zooms about the pointer, double
/// click resets, Ctrl+click picks, keys 1, 2, 3 show the report's three views, arrow keys turn by 5 degrees, + and -
/// zoom. While something moves, a coarse copy of the map is drawn (at most 112 voxels an edge); 150 ms after the last
/// change the surface of the whole volume. All functions are for the GUI thread.
class IsosurfaceView final : public QWidget {
  Q_OBJECT
  Q_PROPERTY(double level READ level)

public:
  explicit IsosurfaceView(QWidget* parent = nullptr);
  ~IsosurfaceView() override;

  /// The map to show. Above 512^3 voxels hand in a reduced one, and the map itself as `full`: its voxels are drawn
  /// where the clip box leaves at most 512^3 of them, and in photoJob(). Null is clear(). Camera and level stay when
  /// the box has the same size in A as the volume or preview shown before (preview, then the map), else the camera is
  /// reset.
  void setVolume(SharedVolume volume, SharedVolume full = {});
  /// A coarse picture of a map that is still being loaded; setVolume() replaces it.
  void setPreview(SharedVolume volume);
  /// @param value        contour level in map units
  /// @param interactive  more changes will follow (a slider is dragged): the full surface waits for the last one
  void setLevel(double value, bool interactive = false);
  double level() const;
  /// Line at the top left, as "level 0.0066  (6.1 sigma)"; empty hides it.
  void setLevelText(const QString& text);
  /// Colours the surface by another map in the same box; null goes back to plain colour. Values at or beyond the limits
  /// take the ends of the scale.
  /// @param label  beside the colour bar, with the unit: "Local resolution (A)"
  void setColourBy(SharedVolume volume, double low, double high, const QString& label,
                   ColorMap colours = ColorMap::Viridis);
  const SurfaceColour& colour() const;
  /// What is behind the surface, on screen and in images; white at first.
  void setGround(SurfaceGround ground);
  SurfaceGround ground() const;
  /// The part of the box that is shown. Moved into the box; low before high.
  /// @param interactive  more changes will follow
  void setClipBox(const ClipBox& clip, bool interactive = false);
  const ClipBox& clipBox() const;
  /// Only these components; null: all. See SurfaceRenderer::setKept() for what is drawn until they fit the level.
  void setKept(std::shared_ptr<const KeptComponents> kept);
  const std::shared_ptr<const KeptComponents>& kept() const;
  /// An atomic model drawn with the surface; null: none.
  void setModel(std::shared_ptr<const ModelTrace> model);
  bool hasModel() const;
  void setModelShown(bool shown);
  bool isModelShown() const;
  /// A small cross, for the slices' crosshair. @param placeA  A from the corner of the box
  void setMarker(const std::optional<Vector3>& placeA);
  void setMarkerShown(bool shown);
  bool isMarkerShown() const;
  /// Nothing to show: white ground and `message`. Clip box, hidden components and model are forgotten.
  void clear(const QString& message = {});

  /// Everything about the view but what is shown: turn, zoom, shift. Setting what is there already tells nobody, so
  /// that views can be linked both ways.
  SurfaceCamera camera() const;
  void setCamera(const SurfaceCamera& camera, bool interactive = false);
  void resetCamera();
  /// A place in A from the corner of the box into the middle; the object turns about it from now on.
  void centreOn(const Vector3& placeA);
  void setViewAngles(ViewAngles angles);
  ViewAngles viewAngles() const;
  /// Half the height in A that zoom 1 shows, which fits the surface; 0 before its first picture.
  double fitRadiusA() const;

  /// What the widget shows now, with scale bar and texts, in device pixels.
  QImage currentImage() const;
  /// What is seen, ready to be made as an image of any size elsewhere (makePhoto()).
  PhotoJob photoJob(const PhotoWish& wish) const;
  /// True while a newer or finer picture is on its way.
  bool isRefining() const;

  QSize sizeHint() const override { return {480, 420}; }
  QSize minimumSizeHint() const override { return {160, 120}; }

signals:
  /// The user chose "Save Image..." in the context menu, which has it only where this signal is connected: opening
  /// files is the program's business.
  void saveImageRequested();
  void clipBoxChanged(const vitrine::ui::ClipBox& clip, bool interactive);
  void modelChanged();
  void modelShownChanged(bool shown);
  void markerShownChanged(bool shown);
  /// Ctrl+click: the voxel of the (full) map whose surface is under the pointer.
  void picked(const vitrine::Index3& voxel);
  void pickedNothing();
  void viewAnglesChanged(vitrine::ViewAngles angles);
  /// By whatever: mouse, keys, setters. @param interactive  more will follow at once (dragging)
  void cameraChanged(const vitrine::ui::SurfaceCamera& camera, bool interactive);
  /// A new picture is on screen; `full` tells the whole volume's surface from the coarse one.
  void imageShown(bool full);
  /// No picture can be made (no EGL on this machine, no memory); the widget shows the text too.
  void failed(const QString& reason);

protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  void describe();
  QString emptyText() const;
  void pick(QPointF at);
  void paint(QPainter& painter, bool withNotes) const;
  void turn(const Rotation& rotation, bool interactive);
  void zoom(double factor, QPointF about);
  void moveCamera(const SurfaceCamera& camera, bool interactive);
  double aPerUnitAtZoom1() const;

  struct State;
  std::unique_ptr<State> m;
};

}  // namespace vitrine::ui
