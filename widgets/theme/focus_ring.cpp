#include "widgets/theme/focus_ring.hpp"

#include <QEvent>
#include <QPainter>

namespace vitrine::ui {
namespace {

class Ring final : public QWidget {
public:
  explicit Ring(QWidget* widget) : QWidget(widget) {
    setObjectName(QStringLiteral("focusRing"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    widget->installEventFilter(this);
    setVisible(false);
  }

  bool eventFilter(QObject* watched, QEvent* event) override {
    switch (event->type()) {
      case QEvent::FocusIn:
      case QEvent::Resize:
        setGeometry(parentWidget()->rect());
        raise();
        setVisible(parentWidget()->hasFocus());
        break;
      case QEvent::FocusOut:
        hide();
        break;
      default:
        break;
    }
    return QWidget::eventFilter(watched, event);
  }

protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
};

}  // namespace

void addFocusRing(QWidget* widget) {
  if (widget->findChild<QWidget*>(QStringLiteral("focusRing"), Qt::FindDirectChildrenOnly) == nullptr) new Ring(widget);
}

}  // namespace vitrine::ui
