// Which of the four views the user works in.
#pragma once

#include <QObject>

namespace vitrine::ui {

class IsosurfaceView;
class OrthosliceView;

/// Numbers as of OrthosliceView::showView().
enum class ViewId { ZSlice = 1, YSlice, XSlice, Surface };

/// Axis across which a slice lies. @pre a slice
inline int axisOf(ViewId slice) { return 3 - static_cast<int>(slice); }

/// Remembers the view that was clicked, reached by the keyboard or shown alone last; at first the surface. The focus
/// that a view is given when a page opens is not the user's choice and does not count.
class UsedView : public QObject {
  Q_OBJECT

public:
  /// Both must outlive it.
  UsedView(OrthosliceView* slices, IsosurfaceView* surface, QObject* parent);
  ViewId view() const { return m_view; }

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  OrthosliceView* m_slices;
  IsosurfaceView* m_surface;
  ViewId m_view = ViewId::Surface;
};

}  // namespace vitrine::ui
