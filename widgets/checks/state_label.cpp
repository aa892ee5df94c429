#include "widgets/checks/state_label.hpp"

namespace vitrine::ui {

StateLabel::StateLabel(CheckState state, QWidget* parent) : QWidget(parent), m_state(state) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void StateLabel::setState(CheckState state) {
  if (state == m_state) return;
  m_state = state;
  update();
}

QSize StateLabel::sizeHint() const {
  const int side = fontMetrics().height();
  return {side, side};
}

void StateLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintState(painter, QRectF(rect()), m_state, palette());
}

}  // namespace vitrine::ui
