#include "widgets/theme/icons.hpp"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// In a box of 16 units.
QPainterPath folder() {
  QPainterPath path;
  path.addPolygon(QPolygonF{{1.5, 13}, {1.5, 3}, {6, 3}, {7.5, 5}, {13, 5}, {13, 7}});
  path.moveTo(1.5, 13);
  path.addPolygon(QPolygonF{{1.5, 13}, {4, 7}, {15, 7}, {12.5, 13}, {1.5, 13}});
  return path;
}

QPainterPath sheet() {
  QPainterPath path;
  path.addPolygon(QPolygonF{{3, 1.5}, {10, 1.5}, {13, 4.5}, {13, 14.5}, {3, 14.5}, {3, 1.5}});
  for (const double y : {6.5, 9.0, 11.5}) {
    path.moveTo(5.5, y);
    path.lineTo(10.5, y);
  }
  return path;
}

QPainterPath drawing(QStyle::StandardPixmap meaning, bool* isFilled) {
  QPainterPath path;
  switch (meaning) {
    case QStyle::SP_DialogOpenButton:
      return folder();
    case QStyle::SP_DialogSaveButton:
      return sheet();
    case QStyle::SP_MediaPlay:
      *isFilled = true;
      path.addPolygon(QPolygonF{{3.5, 2}, {14, 8}, {3.5, 14}, {3.5, 2}});
      return path;
    case QStyle::SP_MediaStop:
      *isFilled = true;
      path.addRoundedRect(QRectF(3, 3, 10, 10), 1, 1);
      return path;
    case QStyle::SP_TitleBarCloseButton:
      path.moveTo(4, 4);
      path.lineTo(12, 12);
      path.moveTo(4, 12);
      path.lineTo(12, 4);
      return path;
    default:
      return path;
  }
}

class DrawnIcon final : public QIconEngine {
public:
  DrawnIcon(QPainterPath path, bool isFilled) : m_path(std::move(path)), m_isFilled(isFilled) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
    const QColor colour = QApplication::palette().color(group, role);
    const double side = std::min(rect.width(), rect.height());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(QRectF(rect).center());
    painter->scale(side / 16, side / 16);
    painter->translate(-8, -8);
    painter->setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(m_isFilled ? QBrush(colour) : Qt::NoBrush);
    painter->drawPath(m_path);
    painter->restore();
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, pixmap.rect(), mode, state);
    return pixmap;
  }

  QIconEngine* clone() const override { return new DrawnIcon(*this); }

private:
  QPainterPath m_path;
  bool m_isFilled;
};

}  // namespace

std::optional<QIcon> drawnIcon(QStyle::StandardPixmap meaning) {
  bool isFilled = false;
  QPainterPath path = drawing(meaning, &isFilled);
  if (path.isEmpty()) return {};
  return QIcon(new DrawnIcon(std::move(path), isFilled));
}

}  // namespace vitrine::ui
