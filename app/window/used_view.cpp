#include "app/window/used_view.hpp"

#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QFocusEvent>
#include <QKeyEvent>

namespace vitrine::ui {
namespace {

bool isUse(const QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      return true;
    case QEvent::KeyPress: {
      // The first half of a shortcut is for the window.
      const int key = static_cast<const QKeyEvent*>(event)->key();
      return key != Qt::Key_Control && key != Qt::Key_Shift && key != Qt::Key_Alt && key != Qt::Key_Meta;
    }
    case QEvent::FocusIn: {
      const Qt::FocusReason reason = static_cast<const QFocusEvent*>(event)->reason();
      return reason == Qt::MouseFocusReason || reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
             reason == Qt::ShortcutFocusReason;
    }
    default:
      return false;
  }
}

}  // namespace

UsedView::UsedView(OrthosliceView* slices, IsosurfaceView* surface, QObject* parent)
    : QObject(parent), m_slices(slices), m_surface(surface) {
  for (int axis = 0; axis < 3; ++axis) slices->slice(axis)->installEventFilter(this);
  surface->installEventFilter(this);
  connect(slices, &OrthosliceView::shownViewChanged, this, [this](int number) {
    if (number > 0) m_view = static_cast<ViewId>(number);
  });
}

bool UsedView::eventFilter(QObject* watched, QEvent* event) {
  if (!isUse(event)) return false;
  if (watched == m_surface) m_view = ViewId::Surface;
  for (int axis = 0; axis < 3; ++axis)
    if (watched == m_slices->slice(axis)) m_view = static_cast<ViewId>(3 - axis);
  return false;
}

}  // namespace vitrine::ui
