#include "app/window/dock_scroll.hpp"

#include <QEvent>
#include <QScrollBar>

namespace vitrine::ui {

DockScroll::DockScroll(QWidget* parent) : QScrollArea(parent) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QSize DockScroll::minimumSizeHint() const {
  const QSize least = QScrollArea::minimumSizeHint();
  if (widget() == nullptr) return least;
  return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), least.height()};
}

bool DockScroll::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
  return QScrollArea::eventFilter(watched, event);
}

}  // namespace vitrine::ui
