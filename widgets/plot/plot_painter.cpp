#include "widgets/plot/plot_painter.hpp"

#include "widgets/theme/text.hpp"

#include <QWidget>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {

namespace {

constexpr int kRecordedUnits = 8;  ///< units per point of a recorded plot: fine enough for whole numbers

QVector<qreal> dashPattern(int lineIndex, bool dashed) {
  // Solid, dash-dot, dots, long dashes; a series that asks for dashes never looks like one that does not.
  static const QVector<qreal> kLines[] = {{}, {7, 2, 1.5, 2}, {1.2, 1.8}, {12, 3}};
  static const QVector<qreal> kDashed[] = {{4, 2.5}, {8, 2.5, 3, 2.5}, {2, 2}};
  return dashed ? kDashed[lineIndex % 3] : kLines[lineIndex % 4];
}

QPen linePen(const QColor& color, double width, const QVector<qreal>& pattern) {
  QPen pen(color, width);
  pen.setJoinStyle(Qt::RoundJoin);
  pen.setCapStyle(pattern.isEmpty() ? Qt::RoundCap : Qt::FlatCap);
  if (!pattern.isEmpty()) pen.setDashPattern(pattern);
  return pen;
}

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
  return style;
}

PlotPainter::PlotPainter(QCustomPlot& plot) : m_plot(plot) {
  m_plot.setLocale(QLocale::c());
  m_plot.setNoAntialiasingOnDrag(false);
  m_plot.setAutoAddPlottableToLegend(false);
  m_plot.addLayer(QStringLiteral("shade"), m_plot.layer(QStringLiteral("grid")), QCustomPlot::limBelow);
  m_plot.addLayer(QStringLiteral("level"), m_plot.layer(QStringLiteral("axes")), QCustomPlot::limAbove);
  m_levelLayer = m_plot.layer(QStringLiteral("level"));
  m_levelLayer->setMode(QCPLayer::lmBuffered);

  // The legend stands below the axes, where it hides no data.
  auto* below = new QCPLayoutGrid;
  m_plot.plotLayout()->addElement(1, 0, below);
  m_plot.plotLayout()->setRowStretchFactor(1, 0.001);
  // Empty elements at both sides keep it in the middle, and the plot wide when there is no legend.
  below->addElement(0, 0, new QCPLayoutElement(&m_plot));
  below->addElement(0, 1, m_plot.legend);
  below->addElement(0, 2, new QCPLayoutElement(&m_plot));
  below->setColumnStretchFactor(1, 0.001);
  m_plot.legend->setFillOrder(QCPLegend::foColumnsFirst);
  m_plot.legend->setBorderPen(Qt::NoPen);
  m_plot.legend->setBrush(Qt::NoBrush);
  m_resolutionTicker.reset(new ResolutionTicker(TopAxis::ResolutionFromFrequency));

  connect(m_plot.xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), m_plot.xAxis2,
          qOverload<const QCPRange&>(&QCPAxis::setRange));
  connect(&m_plot, &QCustomPlot::beforeReplot, this, &PlotPainter::fitTexts);
  connect(&m_plot, &QCustomPlot::afterLayout, this, &PlotPainter::placeLabels);
}

PlotPainter::~PlotPainter() = default;

QFont PlotPainter::font(bool bold) const {
  QFont result = paperFont(m_style.fontPt * m_style.unit, bold);
  if (!m_style.family.isEmpty()) result.setFamily(m_style.family);
  return result;
}

void PlotPainter::setStyle(const PlotStyle& style) {
  m_style = style;
  applyStyle();
}

bool PlotPainter::sameStructure(const CurvePlot& plot) const {
  if (!m_built || plot.key != m_shown.key || plot.series.size() != m_shown.series.size() ||
      plot.markers.size() != m_shown.markers.size() || plot.shaded.size() != m_shown.shaded.size() ||
      plot.top != m_shown.top || plot.x.logarithmic != m_shown.x.logarithmic ||
      plot.y.logarithmic != m_shown.y.logarithmic) {
    return false;
  }
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    if (plot.series[i].style != m_shown.series[i].style || plot.series[i].label != m_shown.series[i].label)
      return false;
  }
  for (std::size_t i = 0; i < plot.markers.size(); ++i) {
    if (plot.markers[i].axis != m_shown.markers[i].axis ||
        plot.markers[i].isContourLevel != m_shown.markers[i].isContourLevel) {
      return false;
    }
  }
  return true;
}

void PlotPainter::show(const CurvePlot& plot, bool keepRanges) {
  const bool same = sameStructure(plot);
  if (!same) clear();
  m_shown = plot;
  if (!same) {
    build();
    applyStyle();
  }
  fill();
  if (!same || !keepRanges) resetRanges();
  fitTexts();
}

void PlotPainter::clear() {
  for (const MarkerItems& marker : m_markers) {
    m_plot.removeItem(marker.line);
    m_plot.removeItem(marker.label);
  }
  for (QCPItemRect* shade : m_shades) m_plot.removeItem(shade);
  for (QCPItemText* label : m_shadeLabels) m_plot.removeItem(label);
  for (QCPAbstractPlottable* plottable : m_plottables) m_plot.removePlottable(plottable);
  m_markers.clear();
  m_shades.clear();
  m_shadeLabels.clear();
  m_plottables.clear();
  m_shown = {};
  m_built = false;
}

void PlotPainter::resetRanges() {
  m_plot.xAxis->setRange(dataRange(m_shown, true));
  m_plot.yAxis->setRange(dataRange(m_shown, false));
}

void PlotPainter::build() {
  for (std::size_t i = 0; i < m_shown.series.size(); ++i) buildSeries(m_shown.series[i], static_cast<int>(i));
  for (std::size_t i = 0; i < m_shown.shaded.size(); ++i) {
    auto* shade = new QCPItemRect(&m_plot);
    shade->setLayer(QStringLiteral("shade"));
    for (QCPItemPosition* position : {shade->topLeft, shade->bottomRight}) {
      position->setTypeX(QCPItemPosition::ptPlotCoords);
      position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    m_shades.push_back(shade);
    auto* label = new QCPItemText(&m_plot);
    label->setLayer(QStringLiteral("axes"));
    label->setClipToAxisRect(false);
    label->position->setType(QCPItemPosition::ptAbsolute);
    label->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    m_shadeLabels.push_back(label);
  }
  for (const Marker& marker : m_shown.markers) {
    MarkerItems items{new QCPItemStraightLine(&m_plot), new QCPItemText(&m_plot)};
    const QString layer = marker.isContourLevel ? QStringLiteral("level") : QStringLiteral("axes");
    items.line->setLayer(layer);
    items.label->setLayer(layer);
    items.label->setClipToAxisRect(false);
    items.label->position->setType(QCPItemPosition::ptAbsolute);
    items.label->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    items.label->setTextAlignment(Qt::AlignLeft);
    const bool vertical = marker.axis == Marker::Along::X;
    for (QCPItemPosition* position : {items.line->point1, items.line->point2}) {
      position->setTypeX(vertical ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
      position->setTypeY(vertical ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptPlotCoords);
    }
    m_markers.push_back(items);
  }
  m_built = true;
}

void PlotPainter::buildSeries(const Series& series, int) {
  QCPAbstractPlottable* plottable = nullptr;
  if (series.style == SeriesStyle::Bars) {
    plottable = new QCPBars(m_plot.xAxis, m_plot.yAxis);
  } else {
    plottable = m_plot.addGraph();
  }
  plottable->setName(displayText(series.label));
  plottable->setSelectable(QCP::stNone);
  m_plottables.push_back(plottable);
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
  m_plot.legend->setIconSize(whole(22), whole(8));
  m_plot.legend->setIconTextPadding(whole(4));
  m_plot.legend->setColumnSpacing(whole(14));
  m_plot.legend->setRowSpacing(whole(1));
  m_plot.legend->setMargins(QMargins(whole(8), whole(1), whole(8), whole(2)));

  int lines = 0, dashed = 0;
  for (std::size_t i = 0; i < m_plottables.size(); ++i) {
    const QColor color = palette.seriesColor(static_cast<int>(i));
    const SeriesStyle kind = m_shown.series[i].style;
    if (auto* bars = qobject_cast<QCPBars*>(m_plottables[i])) {
      QColor body = color;
      body.setAlphaF(0.75F);
      bars->setPen(Qt::NoPen);
      bars->setBrush(body);
      continue;
    }
    auto* graph = qobject_cast<QCPGraph*>(m_plottables[i]);
    if (kind == SeriesStyle::Points) {
      static const QCPScatterStyle::ScatterShape kShapes[] = {QCPScatterStyle::ssDisc, QCPScatterStyle::ssSquare,
                                                              QCPScatterStyle::ssTriangle, QCPScatterStyle::ssDiamond};
      graph->setLineStyle(QCPGraph::lsNone);
      QCPScatterStyle scatter(kShapes[i % 4], color, color, 3.2 * unit);
      scatter.setPen(QPen(color, 0.8 * unit));
      graph->setScatterStyle(scatter);
      continue;
    }
    const bool isDashed = kind == SeriesStyle::DashedLine;
    graph->setLineStyle(QCPGraph::lsLine);
    graph->setScatterStyle(QCPScatterStyle::ssNone);
    graph->setPen(linePen(color, 1.3 * unit, dashPattern(isDashed ? dashed++ : lines++, isDashed)));
  }
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

void PlotPainter::setUpTicker(QCPAxis& axis, bool logarithmic) {
  const QCPRange range = dataRange(m_shown, &axis == m_plot.xAxis);
  axis.setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  // Powers of ten only where there are some to show.
  if (logarithmic && std::log10(range.upper / range.lower) >= 2) {
    QSharedPointer<QCPAxisTickerLog> ticker(new QCPAxisTickerLog);
    axis.setTicker(ticker);
    axis.setNumberFormat(QStringLiteral("eb"));
    axis.setNumberPrecision(0);
  } else {
    QSharedPointer<QCPAxisTicker> ticker(new QCPAxisTicker);
    ticker->setTickCount(5);
    axis.setTicker(ticker);
    axis.setNumberFormat(QStringLiteral("gb"));
    axis.setNumberPrecision(6);
  }
}

void PlotPainter::fill() {
  setUpTicker(*m_plot.xAxis, m_shown.x.logarithmic);
  setUpTicker(*m_plot.yAxis, m_shown.y.logarithmic);
  const bool hasTop = m_shown.top != TopAxis::None && !m_shown.x.logarithmic;
  m_plot.xAxis2->setVisible(hasTop);
  m_plot.xAxis2->setTickLabels(hasTop);
  if (hasTop) {
    m_resolutionTicker.reset(new ResolutionTicker(m_shown.top));
    m_plot.xAxis2->setTicker(m_resolutionTicker);
    m_plot.xAxis2->setSubTicks(false);
    m_plot.xAxis2->setRange(m_plot.xAxis->range());
  }
  for (std::size_t i = 0; i < m_plottables.size(); ++i) fillSeries(m_shown.series[i], *m_plottables[i]);
  for (std::size_t i = 0; i < m_shades.size(); ++i) {
    m_shades[i]->topLeft->setCoords(m_shown.shaded[i].low, 0);
    m_shades[i]->bottomRight->setCoords(m_shown.shaded[i].high, 1);
  }
  for (std::size_t i = 0; i < m_markers.size(); ++i) placeMarker(i);

  m_plot.legend->clearItems();
  if (m_shown.series.size() > 1) {
    for (QCPAbstractPlottable* plottable : m_plottables) {
      if (!plottable->name().isEmpty()) plottable->addToLegend();
    }
  }
  m_plot.legend->setVisible(m_plot.legend->itemCount() > 0);

  if (m_style.showTitle && m_title == nullptr) {
    m_plot.plotLayout()->insertRow(0);
    m_title = new QCPTextElement(&m_plot);
    m_plot.plotLayout()->addElement(0, 0, m_title);
    m_title->setFont(font(true));
    m_title->setTextColor(m_style.palette.text);
  }
}

/// A value between two gaps has no line to be seen by: it becomes a spike from the floor of the plot. Histograms of
/// values on a coarse grid consist of nothing else.
static void standSpikes(QVector<double>& keys, QVector<double>& values, double floor) {
  QVector<double> spikedKeys, spikedValues;
  for (qsizetype i = 0; i < keys.size(); ++i) {
    const bool isAlone = !std::isnan(values[i]) && (i == 0 || std::isnan(values[i - 1])) &&
                         (i + 1 == keys.size() || std::isnan(values[i + 1]));
    if (isAlone) {
      spikedKeys.append(keys[i]);
      spikedValues.append(floor);
    }
    spikedKeys.append(keys[i]);
    spikedValues.append(values[i]);
  }
  keys = std::move(spikedKeys);
  values = std::move(spikedValues);
}

void PlotPainter::fillSeries(const Series& series, QCPAbstractPlottable& plottable) {
  const std::size_t count = std::min(series.x.size(), series.y.size());
  QVector<double> keys, values;
  keys.reserve(static_cast<qsizetype>(count));
  values.reserve(static_cast<qsizetype>(count));
  for (std::size_t i = 0; i < count; ++i) {
    const double x = series.x[i];
    if (!std::isfinite(x) || (m_shown.x.logarithmic && x <= 0)) continue;
    const bool drawable = std::isfinite(series.y[i]) && !(m_shown.y.logarithmic && series.y[i] <= 0);
    keys.append(x);
    values.append(drawable ? series.y[i] : std::numeric_limits<double>::quiet_NaN());  // a gap
  }
  if (auto* bars = qobject_cast<QCPBars*>(&plottable)) {
    double step = std::numeric_limits<double>::infinity();
    for (qsizetype i = 1; i < keys.size(); ++i) {
      const double distance = std::abs(keys[i] - keys[i - 1]);
      if (distance > 0) step = std::min(step, distance);
    }
    bars->setWidthType(QCPBars::wtPlotCoords);
    bars->setWidth(std::isfinite(step) ? step * 0.96 : 1.0);
    if (m_shown.y.logarithmic) bars->setBaseValue(dataRange(m_shown, false).lower);
    bars->setData(keys, values);
  } else {
    if (series.style != SeriesStyle::Points) standSpikes(keys, values, dataRange(m_shown, false).lower);
    qobject_cast<QCPGraph*>(&plottable)->setData(keys, values);
  }
}

void PlotPainter::placeMarker(std::size_t index) {
  const Marker& marker = m_shown.markers[index];
  const MarkerItems& items = m_markers[index];
  const bool vertical = marker.axis == Marker::Along::X;
  items.line->point1->setCoords(vertical ? marker.value : 0, vertical ? 0 : marker.value);
  items.line->point2->setCoords(vertical ? marker.value : 1, vertical ? 1 : marker.value);
}

void PlotPainter::setContourLevel(double value) {
  for (std::size_t i = 0; i < m_markers.size(); ++i) {
    if (!m_shown.markers[i].isContourLevel) continue;
    m_shown.markers[i].value = value;
    placeMarker(i);
  }
  placeLabels();
}

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

  double widest = 0;
  for (QCPAbstractPlottable* plottable : m_plottables) {
    const QSizeF icon = m_plot.legend->iconSize();
    const QString name = wrapped(plottable->name().replace(u'\n', u' '), metrics,
                                 std::max(side, view.width() - icon.width() - 40 * m_style.unit));
    plottable->setName(name);
    widest = std::max(widest, icon.width() + labelSize(name, metrics).width() + 20 * m_style.unit);
  }
  const int columns = std::max(1, static_cast<int>((view.width() - 16 * m_style.unit) / std::max(1.0, widest)));
  if (m_plot.legend->wrap() != columns) m_plot.legend->setWrap(columns);
}

/// Labels of vertical lines stand at the top beside their line, in rows so that none covers another; those of
/// horizontal lines at the right end. Runs after each layout, when pixels are known.
void PlotPainter::placeLabels() {
  if (!m_built) return;
  const QRectF frame = rect().rect();
  const QFontMetricsF metrics(font());
  const double gap = 3 * m_style.unit;
  m_labelRects.clear();
  const auto place = [&](QCPItemText& item, QRectF box, double step) {
    for (int tries = 0; tries < 12; ++tries) {
      const bool free = std::none_of(m_labelRects.begin(), m_labelRects.end(),
                                     [&](const QRectF& other) { return other.intersects(box); });
      if (free) break;
      box.translate(0, step);
    }
    m_labelRects.push_back(box);
    item.position->setCoords(box.topLeft());
  };
  // The level comes last: while it is dragged, the others keep their places.
  for (const bool levels : {false, true}) {
    for (std::size_t i = 0; i < m_markers.size(); ++i) {
      const Marker& marker = m_shown.markers[i];
      if (marker.isContourLevel != levels) continue;
      QCPItemText& item = *m_markers[i].label;
      const bool vertical = marker.axis == Marker::Along::X;
      const double at = vertical ? m_plot.xAxis->coordToPixel(marker.value) : m_plot.yAxis->coordToPixel(marker.value);
      const bool inside = vertical ? at >= frame.left() - 1 && at <= frame.right() + 1
                                   : at >= frame.top() - 1 && at <= frame.bottom() + 1;
      item.setVisible(inside && !marker.label.empty());
      if (!item.visible()) continue;
      item.setText(wrapped(displayText(marker.label), metrics, frame.width() * 0.45));
      const QSizeF size = labelSize(item.text(), metrics) + QSizeF(4 * m_style.unit, 0);
      if (vertical) {
        const bool right = at + gap + size.width() <= frame.right();
        const double left = right ? at + gap : std::max(frame.left(), at - gap - size.width());
        place(item, QRectF(QPointF(left, frame.top() + gap), size), metrics.height());
      } else {
        const bool above = at - size.height() >= frame.top();
        place(item, QRectF(QPointF(frame.right() - size.width() - gap, above ? at - size.height() : at), size),
              above ? -metrics.height() : metrics.height());
      }
    }
  }
  for (std::size_t i = 0; i < m_shadeLabels.size(); ++i) {
    const ShadedRange& shade = m_shown.shaded[i];
    const double low = std::max(frame.left(), m_plot.xAxis->coordToPixel(shade.low));
    const double high = std::min(frame.right(), m_plot.xAxis->coordToPixel(shade.high));
    QCPItemText& item = *m_shadeLabels[i];
    item.setVisible(high > low && !shade.label.empty());
    if (!item.visible()) continue;
    item.setText(wrapped(displayText(shade.label), metrics, std::max(high - low, 70 * m_style.unit)));
    const double half = labelSize(item.text(), metrics).width() / 2;
    const double middle =
        std::clamp((low + high) / 2, frame.left() + half, std::max(frame.left() + half, frame.right() - half));
    item.position->setCoords(middle, frame.bottom() - gap);
  }
}

void paintPlot(QPaintDevice& device, QSize size, const CurvePlot& plot, const PlotStyle& style) {
  QCustomPlot canvas;
  canvas.setViewport(QRect(QPoint(0, 0), size));
  PlotPainter painter(canvas);
  painter.setStyle(style);
  painter.show(plot);
  QCPPainter device_painter(&device);
  device_painter.setMode(QCPPainter::pmVectorized);
  device_painter.setMode(QCPPainter::pmNoCaching);
  device_painter.setMode(QCPPainter::pmNonCosmetic);
  canvas.toPainter(&device_painter, size.width(), size.height());
}

QPicture recordPlot(const CurvePlot& plot, QSize points) {
  QPicture picture;
  paintPlot(picture, points * kRecordedUnits, plot, PlotStyle::paper(kRecordedUnits));
  return picture;
}

void playPlot(QPainter& painter, QPointF topLeft, const QPicture& picture, double unitsPerPoint) {
  // Playing scales a picture to the device's resolution; that is taken back, so that its units stay ours.
  const double scaleX = static_cast<double>(picture.logicalDpiX()) / painter.device()->logicalDpiX();
  const double scaleY = static_cast<double>(picture.logicalDpiY()) / painter.device()->logicalDpiY();
  painter.save();
  painter.translate(topLeft);
  painter.scale(unitsPerPoint / kRecordedUnits * scaleX, unitsPerPoint / kRecordedUnits * scaleY);
  painter.drawPicture(0, 0, picture);
  painter.restore();
}

}  // namespace vitrine::ui
