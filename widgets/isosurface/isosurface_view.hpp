// The surface of a map at a level, turned with the mouse.
#pragma once

#include "core/checks/picture.hpp"
#include "core/volume/volume.hpp"
#include "widgets/vtk/surface_mesh.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QImage>
#include <QWidget>

#include <memory>

namespace vitrine::ui {

/// Shows the isosurface that a SurfaceRenderer draws on its own thread; no call here waits for a picture.
///
/// Left button turns (about screen axes), middle button or Shift+left moves, wheel zooms about the pointer, double
/// click resets, keys 1, 2, 3 show the report's three views, arrow keys turn by 5 degrees, + and - zoom. While
/// something moves, a coarse copy of the map is drawn (at most 112 voxels an edge); 150 ms after the last change the
/// surface of the whole volume. All functions are for the GUI thread.
class IsosurfaceView final : public QWidget {
  Q_OBJECT
  Q_PROPERTY(double level READ level)

public:
  explicit IsosurfaceView(QWidget* parent = nullptr);
  ~IsosurfaceView() override;

  /// The map to show, up to about 512^3; hand in a reduced one above that. Null is clear(). Camera and level stay when
  /// the box has the same size in A as the volume or preview shown before (preview, then the map), else the camera is
  /// reset.
  void setVolume(SharedVolume volume);
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
  /// Nothing to show: white ground and `message`.
  void clear(const QString& message = {});

  /// Everything about the view but what is shown: turn, zoom, shift. Setting what is there already tells nobody, so
  /// that views can be linked both ways.
  SurfaceCamera camera() const;
  void setCamera(const SurfaceCamera& camera, bool interactive = false);
  void resetCamera();
  void setViewAngles(ViewAngles angles);
  ViewAngles viewAngles() const;

  /// What the widget shows now, with scale bar and texts, in device pixels.
  QImage currentImage() const;
  /// True while a newer or finer picture is on its way.
  bool isRefining() const;

  QSize sizeHint() const override { return {480, 420}; }
  QSize minimumSizeHint() const override { return {160, 120}; }

signals:
  /// The user chose "Save Image..." in the context menu; opening files is the program's business.
  void saveImageRequested(const QImage& image);
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
  void paint(QPainter& painter, bool withNotes) const;
  void turn(const Rotation& rotation, bool interactive);
  void zoom(double factor, QPointF about);
  void moveCamera(const SurfaceCamera& camera, bool interactive);
  double aPerUnitAtZoom1() const;

  struct State;
  std::unique_ptr<State> m;
};

}  // namespace vitrine::ui
