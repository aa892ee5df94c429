#include "widgets/theme/value_colours.hpp"

#include <QPainter>

namespace vitrine::ui {

std::array<QRgb, 256> colourTable(ColorMap map) {
  std::array<QRgb, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = colorAt(map, static_cast<double>(i) / 255).rgb();
  return table;
}

void paintColourRamp(QPainter& painter, const QRectF& bar, ColorMap map, Qt::Orientation direction) {
  constexpr int kBands = 132;  // a multiple of the steps of the classic colours
  for (int i = 0; i < kBands; ++i) {
    // Each over all that is left: no seams.
    QRectF rest = bar;
    if (direction == Qt::Vertical)
      rest.setBottom(bar.bottom() - bar.height() * i / kBands);
    else
      rest.setLeft(bar.left() + bar.width() * i / kBands);
    painter.fillRect(rest, colorAt(map, (i + 0.5) / kBands));
  }
}

QColor maskColour(int index) {
  // Okabe & Ito 2008, lightened for a dark ground.
  static const std::array<QColor, 5> colours{QColor(0x56, 0xb4, 0xe9), QColor(0xf0, 0x7a, 0x2c),
                                             QColor(0x2f, 0xc7, 0x9a), QColor(0xe5, 0x8a, 0xbe),
                                             QColor(0x9a, 0xa8, 0xff)};
  return colours[static_cast<std::size_t>(index) % colours.size()];
}

QColor contourColour() { return QColor(255, 214, 92); }
QColor contourShadow() { return QColor(20, 20, 20, 200); }

}  // namespace vitrine::ui
