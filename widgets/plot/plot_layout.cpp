// Where the texts of a plot stand: line breaks, columns of the legend, labels of marked positions.
#include "widgets/plot/plot_painter.hpp"
#include "widgets/theme/text.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

/// Breaks a text into lines no wider than `width` where it has spaces.
QString wrapped(const QString& text, const QFontMetricsF& metrics, double width) {
  QString result, line;
  for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
    const QString longer = line.isEmpty() ? word : line + u' ' + word;
    if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
      result += line + u'\n';
      line = word;
    } else {
      line = longer;
    }
  }
  return result + line;
}

QSizeF labelSize(const QString& text, const QFontMetricsF& metrics) {
  return metrics.boundingRect(QRectF(0, 0, 1e5, 1e5), Qt::AlignLeft | Qt::TextDontClip, text).size();
}

}  // namespace

/// Long labels become several lines, the legend as many columns as fit. Before the layout, which needs their sizes.
void PlotPainter::fitTexts() {
  if (!m_built) return;
  const QFontMetricsF metrics(font());
  const QRect view = m_plot.viewport();
  const double side = 60 * m_style.unit;
  m_plot.xAxis->setLabel(wrapped(displayText(m_shown.x.label), metrics, std::max(side, view.width() - side)));
  m_plot.yAxis->setLabel(wrapped(displayText(m_shown.y.label), metrics, std::max(side, view.height() * 0.7)));
  if (m_plot.xAxis2->visible()) {
    m_plot.xAxis2->setLabel(displayText("resolution (A)"));
    m_resolutionTicker->setRoom(std::max(side, view.width() - side), metrics.horizontalAdvance(QStringLiteral("0.00")));
  }
  if (m_title) m_title->setText(wrapped(displayText(m_shown.title), QFontMetricsF(font(true)), view.width() * 0.95));

  const double icon = m_plot.legend->iconSize().width();
  for (QCPAbstractPlottable* plottable : m_plottables) {
    const QString name = plottable->name().replace(u'\n', u' ');
    plottable->setName(wrapped(name, metrics, std::max(side, view.width() - icon - 40 * m_style.unit)));
  }
  fitLegend(view.width() - 16 * m_style.unit);
}

/// As many columns as fit, each as wide as its longest entry: one long entry does not give the others a row each.
void PlotPainter::fitLegend(double room) {
  const QFontMetricsF metrics(font());
  QCPLegend& legend = *m_plot.legend;
  std::vector<double> widths;
  for (int i = 0; i < legend.itemCount(); ++i)
    if (auto* entry = qobject_cast<QCPPlottableLegendItem*>(legend.item(i)))
      widths.push_back(legend.iconSize().width() + labelSize(entry->plottable()->name(), metrics).width() +
                       20 * m_style.unit);
  const auto isTooWide = [&](std::size_t columns) {
    double sum = 0;
    for (std::size_t column = 0; column < columns; ++column) {
      double widest = 0;
      for (std::size_t i = column; i < widths.size(); i += columns) widest = std::max(widest, widths[i]);
      sum += widest;
    }
    return sum > room;
  };
  std::size_t columns = std::max<std::size_t>(1, widths.size());
  while (columns > 1 && isTooWide(columns)) --columns;
  // Entries that are there already keep their cells unless they are laid out anew.
  const int wrap = static_cast<int>(columns);
  if (legend.wrap() == wrap && legend.columnCount() <= wrap) return;
  legend.setWrap(wrap);
  legend.setFillOrder(QCPLegend::foColumnsFirst, true);
}

/// Labels of vertical lines stand at the top beside their line, in rows so that none covers another; those of
/// horizontal lines at the right end, beside each other where lines are close. Runs after each layout, when pixels are
/// known.
void PlotPainter::placeLabels() {
  if (!m_built) return;
  m_labelRects.clear();
  // The level comes last: while it is dragged, the others keep their places.
  for (const bool levels : {false, true})
    for (std::size_t i = 0; i < m_markers.size(); ++i)
      if (m_shown.markers[i].isContourLevel == levels) placeMarkerLabel(i);
  for (std::size_t i = 0; i < m_shadeLabels.size(); ++i) placeShadeLabel(i);
}

void PlotPainter::placeMarkerLabel(std::size_t index) {
  const QRectF frame = rect().rect();
  const QFontMetricsF metrics(font());
  const double gap = 3 * m_style.unit;
  const Marker& marker = m_shown.markers[index];
  QCPItemText& item = *m_markers[index].label;
  const bool vertical = marker.axis == Marker::Along::X;
  const double at = vertical ? m_plot.xAxis->coordToPixel(marker.value) : m_plot.yAxis->coordToPixel(marker.value);
  const bool inside =
      vertical ? at >= frame.left() - 1 && at <= frame.right() + 1 : at >= frame.top() - 1 && at <= frame.bottom() + 1;
  item.setVisible(inside && !marker.label.empty());
  if (!item.visible()) return;
  item.setText(wrapped(displayText(marker.label), metrics, frame.width() * 0.45));
  const QSizeF size = labelSize(item.text(), metrics) + QSizeF(4 * m_style.unit, 0);
  const bool right = at + gap + size.width() <= frame.right();
  const double left = right ? at + gap : std::max(frame.left(), at - gap - size.width());
  const bool above = at - size.height() >= frame.top();
  QRectF box = vertical ? QRectF(QPointF(left, frame.top() + gap), size)
                        : QRectF(QPointF(frame.right() - size.width() - gap, above ? at - size.height() : at), size);
  const auto hit = [&]() -> const QRectF* {
    const auto found = std::find_if(m_labelRects.begin(), m_labelRects.end(),
                                    [&](const QRectF& other) { return other.intersects(box); });
    return found == m_labelRects.end() ? nullptr : &*found;
  };
  for (int tries = 0; tries < 12; ++tries) {
    const QRectF* other = hit();
    if (other == nullptr) break;
    // Down from the top, or along its own line away from the right end.
    if (vertical)
      box.moveTop(other->bottom());
    else
      box.moveRight(other->left() - gap);
  }
  m_labelRects.push_back(box);
  item.position->setCoords(box.topLeft());
}

void PlotPainter::placeShadeLabel(std::size_t index) {
  const QRectF frame = rect().rect();
  const QFontMetricsF metrics(font());
  const ShadedRange& shade = m_shown.shaded[index];
  const double low = std::max(frame.left(), m_plot.xAxis->coordToPixel(shade.low));
  const double high = std::min(frame.right(), m_plot.xAxis->coordToPixel(shade.high));
  QCPItemText& item = *m_shadeLabels[index];
  item.setVisible(high > low && !shade.label.empty());
  if (!item.visible()) return;
  item.setText(wrapped(displayText(shade.label), metrics, std::max(high - low, 70 * m_style.unit)));
  const double half = labelSize(item.text(), metrics).width() / 2;
  const double middle =
      std::clamp((low + high) / 2, frame.left() + half, std::max(frame.left() + half, frame.right() - half));
  item.position->setCoords(middle, frame.bottom() - 3 * m_style.unit);
}

}  // namespace vitrine::ui
