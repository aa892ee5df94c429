// One orthogonal slice of a map, linked to others.
#pragma once

#include "widgets/orthoslice/slice_frame.hpp"
#include "widgets/orthoslice/slice_link.hpp"
#include "widgets/orthoslice/slice_photo.hpp"

#include <QPointF>
#include <QWidget>

#include <memory>
#include <optional>

class QThreadPool;

namespace vitrine::ui {

/// Shows the plane of the link's crosshair perpendicular to one axis. Pictures are made in another thread, the newest
/// wish only; the widget itself just copies pixels.
///
/// Wheel: next slice. Ctrl+wheel: zoom about the pointer. Click: crosshair. Drag: move the picture (Shift: the
/// crosshair). Ctrl+click: picks what is there. Right drag: contrast (across: width, up and down: brightness). Right
/// click, menu key: copy or save a picture. Double click: asks for the whole window. Keys: Left and Right, Page Up and
/// Page Down: slices, 1 or 10 at a time; Shift+arrows: crosshair; + - 0: zoom; Home, End: first, last.
class SliceView : public QWidget {
  Q_OBJECT
  Q_PROPERTY(int axis READ axis CONSTANT)
  Q_PROPERTY(int index READ index)

public:
  /// @param axis  perpendicular: 0 x, 1 y, 2 z
  /// @param link  must outlive the view
  /// @param pool  where pictures are made; must outlive the view
  SliceView(int axis, SliceLink* link, QThreadPool* pool, QWidget* parent = nullptr);
  ~SliceView() override;

  int axis() const { return m_axis; }
  int index() const;
  /// 1: the whole slice fits.
  double zoom() const { return m_zoom; }
  void setZoom(double zoom);
  /// What lies in the middle of the widget, as fractions of the plane's edges: (0.5, 0.5) unless it was moved.
  QPointF centre() const;
  void setCentre(const QPointF& fractions);
  void resetView();

  /// A picture of the newest state is on its way.
  bool isDrawing() const { return m_drawing; }
  /// The last picture made by the worker, for tests and copies; null before the first.
  const Frame& frame() const { return m_frame; }

  /// Voxel of the full map under a position of the widget; empty outside the box.
  std::optional<Index3> voxelAt(const QPointF& position) const;
  /// Where the centre of a voxel is drawn.
  QPointF positionOf(const Index3& voxel) const;

  /// What the widget shows now, with all that is written over it, in device pixels.
  QImage currentImage() const;
  /// What is seen, ready to be made as an image of any size elsewhere (makeSlicePhoto()); of the map itself once the
  /// link has it, also where the widget still shows a preview.
  /// @param levelText  written beside the title if wanted and if the contour is drawn
  SlicePhotoJob photoJob(const PhotoWish& wish, const QString& levelText) const;

  QSize sizeHint() const override { return {380, 340}; }
  QSize minimumSizeHint() const override { return {120, 110}; }

signals:
  /// Zoom or centre were changed by the user, or set to something else.
  void framingChanged();
  /// The pointer is over this voxel, or left the picture (empty).
  void pointed(const std::optional<vitrine::Index3>& voxel);
  /// Ctrl+click on this voxel: what does it belong to?
  void picked(const vitrine::Index3& voxel);
  void maximiseRequested();
  /// The user chose "Save Image..." in the context menu, which has it only where this signal is connected: opening
  /// files is the program's business.
  void saveImageRequested();
  /// A picture has been drawn on screen; `coarse` while only the preview is there.
  void pictureShown(bool coarse);

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  struct Mailbox;
  enum class Drag { None, Undecided, Picture, Crosshair, RightUndecided, Contrast };

  QTransform toWidget() const;  ///< voxels in the plane -> widget positions
  void request();               ///< asks for a picture of the newest state
  FrameRequest frameRequest(const QTransform& toPixels, QSize pixels) const;
  SliceLegend legend(bool isProjection) const;  ///< over the widget
  void show(Frame frame);
  void step(int slices);
  void moveCrosshair(int along, int across);
  void zoomAbout(const QPointF& position, double factor);
  void dragContrast(const QPointF& from, const QPointF& to);
  QString overlayText(const Index3& voxel) const;
  void speak();  ///< accessible name and description of what is shown
  void paint(QPainter& painter) const;
  void showMenu(const QPoint& at);

  int m_axis;
  SliceLink* m_link;
  QThreadPool* m_pool;
  std::shared_ptr<Mailbox> m_mailbox;
  Frame m_frame;
  bool m_drawing = false, m_again = false;
  bool m_announce = false;  ///< the frame has not been painted yet

  double m_zoom = 1;
  QPointF m_centre;  ///< shift of the picture from the middle of the widget, in widget pixels
  Drag m_drag = Drag::None;
  QPointF m_pressed, m_last;
  int m_wheel = 0;  ///< eighths of a degree not yet turned into slices
};

}  // namespace vitrine::ui
