#include "widgets/checks/status_icon.hpp"

#include <QPainterPath>
#include <QPalette>
#include <QPixmap>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::ui {

CheckState checkState(Status status) {
  switch (status) {
    case Status::Ok:
      return CheckState::Ok;
    case Status::Warnings:
      return CheckState::Warnings;
    case Status::CouldNotBeMeasured:
      return CheckState::CouldNotBeMeasured;
    case Status::DoesNotApply:
      return CheckState::DoesNotApply;
    case Status::Running:
      return CheckState::Running;
    case Status::Cancelled:
      return CheckState::Cancelled;
    case Status::Waiting:
      break;
  }
  return CheckState::NotRun;
}

CheckState severityState(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return CheckState::CouldNotBeMeasured;
    case Severity::Warning:
      return CheckState::Warnings;
    case Severity::Note:
      break;
  }
  return CheckState::Ok;
}

QColor stateColour(CheckState state, const QPalette& palette) {
  // Contrast of at least 4.5:1 with white and with a dark ground of 30 30 30 respectively.
  const bool dark = palette.color(QPalette::Base).lightness() < 128;
  switch (state) {
    case CheckState::Ok:
      return dark ? QColor(0x6f, 0xcf, 0x97) : QColor(0x1b, 0x6e, 0x3c);
    case CheckState::Warnings:
      return dark ? QColor(0xff, 0xc0, 0x5c) : QColor(0x9a, 0x54, 0x00);
    case CheckState::CouldNotBeMeasured:
      return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb0, 0x20, 0x2a);
    case CheckState::Running:
    case CheckState::Queued:
      return dark ? QColor(0x7f, 0xb8, 0xff) : QColor(0x1a, 0x5f, 0xb4);
    case CheckState::OutOfDate:
      return dark ? QColor(0xc9, 0xb0, 0xe8) : QColor(0x6b, 0x3f, 0xa0);
    default:
      return dark ? QColor(0xb4, 0xb4, 0xb8) : QColor(0x5c, 0x5c, 0x62);
  }
}

void paintState(QPainter& painter, const QRectF& area, CheckState state, const QPalette& palette, double fraction) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const double side = std::min(area.width(), area.height());
  painter.translate(area.center());
  painter.scale(side / 16, side / 16);  // everything below is drawn in a box from -8 to 8
  const QColor colour = stateColour(state, palette);
  const QColor ground = palette.color(QPalette::Base);
  const auto stroke = [](const QColor& c, double width) {
    return QPen(c, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  };
  switch (state) {
    case CheckState::Ok:
      painter.setPen(Qt::NoPen);
      painter.setBrush(colour);
      painter.drawEllipse(QPointF(0, 0), 7, 7);
      painter.setPen(stroke(ground, 2));
      painter.drawPolyline(QPolygonF{{-3.2, 0.2}, {-0.9, 2.6}, {3.4, -2.4}});
      break;
    case CheckState::Warnings:
      painter.setPen(stroke(colour, 1.6));
      painter.setBrush(colour);
      painter.drawPolygon(QPolygonF{{0, -6.2}, {6.6, 5.6}, {-6.6, 5.6}});
      painter.setPen(stroke(ground, 1.9));
      painter.drawLine(QPointF(0, -2.4), QPointF(0, 1.2));
      painter.drawPoint(QPointF(0, 3.9));
      break;
    case CheckState::CouldNotBeMeasured:
      painter.setPen(Qt::NoPen);
      painter.setBrush(colour);
      painter.drawRoundedRect(QRectF(-6.5, -6.5, 13, 13), 2.5, 2.5);
      painter.setPen(stroke(ground, 2));
      painter.drawLine(QPointF(-2.8, -2.8), QPointF(2.8, 2.8));
      painter.drawLine(QPointF(-2.8, 2.8), QPointF(2.8, -2.8));
      break;
    case CheckState::DoesNotApply:
      painter.setPen(stroke(colour, 1.5));
      painter.drawEllipse(QPointF(0, 0), 6.2, 6.2);
      painter.drawLine(QPointF(-2.8, 0), QPointF(2.8, 0));
      break;
    case CheckState::Running:
      painter.setPen(stroke(QColor(colour.red(), colour.green(), colour.blue(), 70), 2.4));
      painter.drawEllipse(QPointF(0, 0), 6, 6);
      painter.setPen(stroke(colour, 2.4));
      painter.drawArc(QRectF(-6, -6, 12, 12), 90 * 16, -static_cast<int>(std::max(fraction, 0.04) * 360 * 16));
      break;
    case CheckState::Queued:
      painter.setPen(stroke(colour, 1.5));
      painter.drawEllipse(QPointF(0, 0), 6.2, 6.2);
      painter.drawPolyline(QPolygonF{{0, -3.4}, {0, 0}, {2.6, 1.6}});
      break;
    case CheckState::OutOfDate: {
      painter.setPen(stroke(colour, 1.7));
      painter.drawArc(QRectF(-5.8, -5.8, 11.6, 11.6), 60 * 16, 270 * 16);
      painter.setBrush(colour);
      const double angle = 60 * std::numbers::pi / 180;
      const QPointF tip(5.8 * std::cos(angle), -5.8 * std::sin(angle));
      painter.drawPolygon(QPolygonF{tip + QPointF(2.6, 1.6), tip + QPointF(-2.2, 2.2), tip + QPointF(0.6, -2.6)});
      break;
    }
    case CheckState::Cancelled:
      painter.setPen(stroke(colour, 1.5));
      painter.drawRoundedRect(QRectF(-5, -5, 10, 10), 1.5, 1.5);
      break;
    case CheckState::NotRun:
      painter.setPen(stroke(colour, 1.3));
      painter.drawEllipse(QPointF(0, 0), 5.6, 5.6);
      break;
  }
  painter.restore();
}

QIcon stateIcon(CheckState state, const QPalette& palette) {
  QIcon icon;
  for (const int size : {16, 24, 32, 48, 64}) {
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintState(painter, QRectF(0, 0, size, size), state, palette);
    painter.end();
    icon.addPixmap(pixmap);
  }
  return icon;
}

}  // namespace vitrine::ui
