// Colours, pens and fonts of a plot.
#include "core/report/series_look.hpp"
#include "widgets/plot/plot_painter.hpp"

#include <QWidget>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

QPen linePen(const QColor& color, double width, const QVector<qreal>& pattern) {
  QPen pen(color, width);
  pen.setJoinStyle(Qt::RoundJoin);
  pen.setCapStyle(pattern.isEmpty() ? Qt::RoundCap : Qt::FlatCap);
  if (!pattern.isEmpty()) pen.setDashPattern(pattern);
  return pen;
}

}  // namespace

PlotStyle PlotStyle::paper(double unitsPerPoint) {
  PlotStyle style;
  style.unit = unitsPerPoint;
  return style;
}

PlotStyle PlotStyle::screen(const QWidget& widget) {
  PlotStyle style;
  style.palette = screenPalette(widget.palette());
  style.palette.background = widget.palette().color(QPalette::Base);
  style.unit = widget.logicalDpiY() / 72.0;
  style.fontPt = std::max(7.0, QFontInfo(widget.font()).pointSizeF() * 0.9);
  style.family = widget.font().family();
  style.offersHidden = true;
  return style;
}

QFont PlotPainter::font(bool bold) const {
  QFont result = paperFont(m_style.fontPt * m_style.unit, bold);
  if (!m_style.family.isEmpty()) result.setFamily(m_style.family);
  return result;
}

void PlotPainter::applyStyle() {
  const Palette& palette = m_style.palette;
  const double unit = m_style.unit;
  const auto whole = [&](double points) { return std::max(1, static_cast<int>(std::lround(points * unit))); };
  m_plot.setBackground(palette.background);
  rect().setMinimumMargins(QMargins(whole(4), whole(4), whole(10), whole(4)));
  m_plot.plotLayout()->setRowSpacing(whole(2));

  for (QCPAxis* axis : {m_plot.xAxis, m_plot.yAxis, m_plot.xAxis2}) {
    axis->setBasePen(QPen(palette.frame, 0.7 * unit));
    axis->setTickPen(QPen(palette.frame, 0.7 * unit));
    axis->setSubTickPen(QPen(palette.frame, 0.5 * unit));
    axis->setTickLength(0, whole(3));
    axis->setSubTickLength(0, whole(1.8));
    axis->setTickLabelPadding(whole(2.5));
    axis->setLabelPadding(whole(3));
    axis->setPadding(whole(1));
    axis->setTickLabelFont(font());
    axis->setLabelFont(font());
    axis->setTickLabelColor(palette.text);
    axis->setLabelColor(palette.text);
    axis->grid()->setPen(QPen(palette.grid, 0.6 * unit));
    axis->grid()->setZeroLinePen(QPen(palette.frame, 0.6 * unit));
    axis->grid()->setSubGridVisible(false);
    axis->setNumberFormat(QStringLiteral("gb"));
  }
  m_plot.yAxis2->setVisible(false);
  m_plot.xAxis2->grid()->setVisible(false);

  m_plot.legend->setFont(font());
  m_plot.legend->setTextColor(palette.text);
  if (m_built) fillLegend();  // after the face of all entries: hidden ones have their own
  m_plot.legend->setIconSize(whole(22), whole(8));
  m_plot.legend->setIconTextPadding(whole(4));
  m_plot.legend->setColumnSpacing(whole(14));
  m_plot.legend->setRowSpacing(whole(1));
  m_plot.legend->setMargins(QMargins(whole(8), whole(1), whole(8), whole(2)));

  applySeriesStyle();
  for (QCPItemRect* shade : m_shades) {
    shade->setPen(Qt::NoPen);
    shade->setBrush(palette.shade);
  }
  for (QCPItemText* label : m_shadeLabels) {
    label->setFont(font());
    label->setColor(palette.mutedText);
  }
  QColor veil = palette.background;
  veil.setAlphaF(0.85F);
  for (std::size_t i = 0; i < m_markers.size(); ++i) {
    const bool isLevel = m_shown.markers[i].isContourLevel;
    const QColor color = isLevel ? palette.level : palette.marker;
    m_markers[i].line->setPen(
        linePen(color, (isLevel ? 1.4 : 0.9) * unit, isLevel ? QVector<qreal>{} : QVector<qreal>{5, 3}));
    m_markers[i].label->setFont(font());
    m_markers[i].label->setColor(color);
    m_markers[i].label->setBrush(veil);
    m_markers[i].label->setPadding(QMargins(whole(2), 0, whole(2), 0));
  }
  if (m_title) {
    m_title->setFont(font(true));
    m_title->setTextColor(palette.text);
  }
}

void PlotPainter::applySeriesStyle() {
  const double unit = m_style.unit;
  const std::vector<SeriesLook> looks = seriesLooks(m_shown);
  for (std::size_t i = 0; i < m_plottables.size(); ++i) {
    const QColor color = m_style.palette.seriesColor(looks[i].colour);
    QColor body = color;
    if (auto* bars = qobject_cast<QCPBars*>(m_plottables[i])) {
      body.setAlphaF(0.75F);
      bars->setPen(Qt::NoPen);
      bars->setBrush(body);
      continue;
    }
    auto* graph = qobject_cast<QCPGraph*>(m_plottables[i]);
    switch (m_shown.series[i].style) {
      case SeriesStyle::Band:
        body.setAlphaF(0.22F);
        graph->setPen(Qt::NoPen);
        m_otherBorders[i]->setPen(Qt::NoPen);
        graph->setBrush(body);
        break;
      case SeriesStyle::Points: {
        static const QCPScatterStyle::ScatterShape kShapes[] = {QCPScatterStyle::ssDisc, QCPScatterStyle::ssSquare,
                                                                QCPScatterStyle::ssTriangle,
                                                                QCPScatterStyle::ssDiamond};
        graph->setLineStyle(QCPGraph::lsNone);
        QCPScatterStyle scatter(kShapes[i % 4], color, color, 3.2 * unit);
        scatter.setPen(QPen(color, 0.8 * unit));
        graph->setScatterStyle(scatter);
        break;
      }
      default:
        graph->setLineStyle(QCPGraph::lsLine);
        graph->setScatterStyle(QCPScatterStyle::ssNone);
        graph->setPen(linePen(color, 1.3 * unit, {looks[i].dashes.begin(), looks[i].dashes.end()}));
    }
  }
}

}  // namespace vitrine::ui
