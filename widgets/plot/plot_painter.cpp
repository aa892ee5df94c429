#include "widgets/plot/plot_painter.hpp"

#include "widgets/theme/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {

namespace {

constexpr int kRecordedUnits = 8;  ///< units per point of a recorded plot: fine enough for whole numbers

}  // namespace

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
  for (std::size_t i = 0; i < m_choices.size(); ++i)
    if (m_choices[i]) m_shown.series[i].shown = *m_choices[i];
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
  for (QCPGraph* border : m_otherBorders)
    if (border != nullptr) m_plot.removeGraph(border);
  m_markers.clear();
  m_shades.clear();
  m_shadeLabels.clear();
  m_plottables.clear();
  m_otherBorders.clear();
  m_choices.clear();
  m_shown = {};
  m_built = false;
}

void PlotPainter::resetRanges() {
  m_plot.xAxis->setRange(dataRange(m_shown, true));
  m_plot.yAxis->setRange(dataRange(m_shown, false));
}

void PlotPainter::build() {
  for (const Series& series : m_shown.series) buildSeries(series);
  m_choices.resize(m_shown.series.size());
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

void PlotPainter::buildSeries(const Series& series) {
  QCPAbstractPlottable* plottable = nullptr;
  if (series.style == SeriesStyle::Bars) {
    plottable = new QCPBars(m_plot.xAxis, m_plot.yAxis);
  } else {
    plottable = m_plot.addGraph();
  }
  plottable->setName(displayText(series.label));
  plottable->setSelectable(QCP::stNone);
  m_plottables.push_back(plottable);
  QCPGraph* otherBorder = nullptr;
  if (series.style == SeriesStyle::Band) {
    otherBorder = m_plot.addGraph();
    otherBorder->setSelectable(QCP::stNone);
    qobject_cast<QCPGraph*>(plottable)->setChannelFillGraph(otherBorder);
    for (QCPLayerable* border : {static_cast<QCPLayerable*>(plottable), static_cast<QCPLayerable*>(otherBorder)})
      border->setLayer(QStringLiteral("shade"));
  }
  m_otherBorders.push_back(otherBorder);
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
  for (std::size_t i = 0; i < m_plottables.size(); ++i) fillSeries(i);
  for (std::size_t i = 0; i < m_shades.size(); ++i) {
    m_shades[i]->topLeft->setCoords(m_shown.shaded[i].low, 0);
    m_shades[i]->bottomRight->setCoords(m_shown.shaded[i].high, 1);
  }
  for (std::size_t i = 0; i < m_markers.size(); ++i) placeMarker(i);

  fillLegend();
  if (m_style.showTitle && m_title == nullptr) {
    m_plot.plotLayout()->insertRow(0);
    m_title = new QCPTextElement(&m_plot);
    m_plot.plotLayout()->addElement(0, 0, m_title);
    m_title->setFont(font(true));
    m_title->setTextColor(m_style.palette.text);
  }
}

void PlotPainter::fillLegend() {
  m_plot.legend->clearItems();
  for (std::size_t i = 0; i < m_plottables.size(); ++i) {
    QCPAbstractPlottable* plottable = m_plottables[i];
    const bool isShown = m_shown.series[i].shown;
    plottable->setVisible(isShown);
    if (m_otherBorders[i] != nullptr) m_otherBorders[i]->setVisible(isShown);
    if (m_plottables.size() == 1 || plottable->name().isEmpty() || (!isShown && !m_style.offersHidden)) continue;
    plottable->addToLegend();
    if (isShown) continue;
    // Not by colour alone: what is hidden is struck out.
    QCPAbstractLegendItem* item = m_plot.legend->itemWithPlottable(plottable);
    QFont struck = font();
    struck.setStrikeOut(true);
    item->setFont(struck);
    item->setTextColor(m_style.palette.mutedText);
  }
  m_plot.legend->setVisible(m_plot.legend->itemCount() > 0);
}

void PlotPainter::setSeriesShown(std::size_t series, bool isShown) {
  m_choices.at(series) = isShown;
  m_shown.series[series].shown = isShown;
  fillLegend();
}

std::optional<std::size_t> PlotPainter::seriesOf(QCPAbstractLegendItem* item) const {
  auto* entry = qobject_cast<QCPPlottableLegendItem*>(item);
  for (std::size_t i = 0; entry != nullptr && i < m_plottables.size(); ++i)
    if (entry->plottable() == m_plottables[i]) return i;
  return {};
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

namespace {

struct Drawable {
  QVector<double> keys, values;
};

/// What an axis can show; anything else is a gap.
Drawable drawable(const CurvePlot& plot, const std::vector<double>& x, const std::vector<double>& y) {
  const std::size_t count = std::min(x.size(), y.size());
  Drawable result;
  result.keys.reserve(static_cast<qsizetype>(count));
  result.values.reserve(static_cast<qsizetype>(count));
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(x[i]) || (plot.x.logarithmic && x[i] <= 0)) continue;
    const bool isShown = std::isfinite(y[i]) && !(plot.y.logarithmic && y[i] <= 0);
    result.keys.append(x[i]);
    result.values.append(isShown ? y[i] : std::numeric_limits<double>::quiet_NaN());
  }
  return result;
}

}  // namespace

void PlotPainter::fillSeries(std::size_t index) {
  const Series& series = m_shown.series[index];
  if (m_otherBorders[index] != nullptr)
    return fillBand(series, *qobject_cast<QCPGraph*>(m_plottables[index]), *m_otherBorders[index]);
  auto [keys, values] = drawable(m_shown, series.x, series.y);
  if (auto* bars = qobject_cast<QCPBars*>(m_plottables[index])) {
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
    qobject_cast<QCPGraph*>(m_plottables[index])->setData(keys, values);
  }
}

/// Both borders have their gaps at the same places, or the fill would bridge them.
void PlotPainter::fillBand(const Series& series, QCPGraph& border, QCPGraph& otherBorder) {
  Drawable one = drawable(m_shown, series.x, series.y), other = drawable(m_shown, series.x, series.y2);
  const qsizetype count = std::min(one.keys.size(), other.keys.size());
  for (Drawable* side : {&one, &other}) {
    side->keys.resize(count);
    side->values.resize(count);
  }
  for (qsizetype i = 0; i < count; ++i)
    if (std::isnan(one.values[i]) || std::isnan(other.values[i]))
      one.values[i] = other.values[i] = std::numeric_limits<double>::quiet_NaN();
  border.setData(one.keys, one.values);
  otherBorder.setData(other.keys, other.values);
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
