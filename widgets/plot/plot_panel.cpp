#include "widgets/plot/plot_panel.hpp"

#include "core/base/number_text.hpp"
#include "core/report/csv.hpp"
#include "widgets/plot/plot_painter.hpp"
#include "widgets/theme/focus_ring.hpp"
#include "widgets/theme/text.hpp"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {

namespace {

constexpr int kGrabPixels = 6;

/// Nearest sample of a series by x; -1 if there is none to show.
int nearestSample(const Series& series, double x) {
  int best = -1;
  double distance = std::numeric_limits<double>::infinity();
  const std::size_t count = std::min(series.x.size(), series.y.size());
  for (std::size_t i = 0; i < count; ++i) {
    const double d = std::abs(series.x[i] - x);
    if (std::isfinite(series.y[i]) && d < distance) {
      distance = d;
      best = static_cast<int>(i);
    }
  }
  return best;
}

}  // namespace

struct PlotPanel::State {
  QWidget* owner = nullptr;
  QCustomPlot* canvas = nullptr;
  std::unique_ptr<PlotPainter> painter;
  QCPItemText* message = nullptr;
  QCPItemText* readout = nullptr;
  QCPItemTracer* tracer = nullptr;
  QCPItemStraightLine* placeLine = nullptr;
  QCPItemText* placeText = nullptr;
  std::optional<double> place;
  bool zoomed = false;
  bool dragging = false;

  std::optional<double> level() const {
    for (const Marker& marker : painter->shown().markers) {
      if (marker.isContourLevel && marker.axis == Marker::Along::X) return marker.value;
    }
    return {};
  }
  bool isOverLevel(const QPointF& at) const {
    const auto value = level();
    return value && canvas->axisRect()->rect().contains(at.toPoint()) &&
           std::abs(canvas->xAxis->coordToPixel(*value) - at.x()) <= kGrabPixels;
  }
  /// The level under the mouse, kept inside the axis.
  double levelAt(const QPointF& at) const {
    const QCPRange range = canvas->xAxis->range();
    return std::clamp(canvas->xAxis->pixelToCoord(at.x()), range.lower, range.upper);
  }
  void showLevel(double value) {
    painter->setContourLevel(value);
    painter->levelLayer()->replot();
    describe();
  }
  /// What the plot shows, in words: curves, axes, level.
  void describe() {
    const CurvePlot& plot = painter->shown();
    QStringList names;
    for (const Series& series : plot.series) names += displayText(series.label.empty() ? plot.y.label : series.label);
    QString text = PlotPanel::tr("Plot of %1 against %2. %3")
                       .arg(displayText(plot.y.label), displayText(plot.x.label), names.join(QStringLiteral(", ")));
    if (const auto value = level())
      text += PlotPanel::tr(". Contour level %1").arg(QString::fromStdString(generalText(*value, 4)));
    owner->setAccessibleDescription(text);
  }
  void hideReadout() {
    if (!readout->visible() && !tracer->visible()) return;
    readout->setVisible(false);
    tracer->setVisible(false);
    readout->layer()->replot();
  }
  void applyStyle(const QWidget& widget) {
    const PlotStyle style = PlotStyle::screen(widget);
    painter->setStyle(style);
    QFont font = widget.font();
    font.setPixelSize(std::max(8, static_cast<int>(std::lround(style.fontPt * style.unit))));
    for (QCPItemText* item : {message, readout, placeText}) item->setFont(font);
    placeLine->setPen(QPen(style.palette.status(Status::Warnings), 2.5));
    placeText->setColor(style.palette.status(Status::Warnings));
    message->setColor(style.palette.mutedText);
    readout->setColor(style.palette.text);
    QColor veil = style.palette.background;
    veil.setAlphaF(0.9F);
    readout->setBrush(veil);
    readout->setPen(QPen(style.palette.grid));
    readout->setPadding(QMargins(5, 3, 5, 3));
    placeText->setBrush(veil);
    placeText->setPadding(QMargins(4, 2, 4, 2));
    tracer->setPen(QPen(style.palette.text, 1.2));
    tracer->setSize(7);
  }
  void hidePlace() {
    place.reset();
    placeLine->setVisible(false);
    placeText->setVisible(false);
  }
  void hover(const QPointF& at);
  void interact(bool on);
  void aimZoom(const QPointF& at);
};

/// x and y of the sample nearest to the mouse, with the resolution where x is a frequency.
void PlotPanel::State::hover(const QPointF& at) {
  const CurvePlot& plot = painter->shown();
  if (!canvas->axisRect()->rect().contains(at.toPoint()) || plot.series.empty()) return hideReadout();

  const double x = canvas->xAxis->pixelToCoord(at.x());
  const Series* nearest = nullptr;
  int sample = -1;
  double distance = std::numeric_limits<double>::infinity();
  for (const Series& series : plot.series) {
    if (!series.shown || series.style == SeriesStyle::Band) continue;
    const int i = nearestSample(series, x);
    if (i < 0) continue;
    const auto k = static_cast<std::size_t>(i);
    const double d = std::abs(canvas->yAxis->coordToPixel(series.y[k]) - at.y());
    if (d < distance) {
      distance = d;
      nearest = &series;
      sample = i;
    }
  }
  if (nearest == nullptr) return hideReadout();

  const double sampleX = nearest->x[static_cast<std::size_t>(sample)];
  const double sampleY = nearest->y[static_cast<std::size_t>(sample)];
  QString text;
  if (plot.series.size() > 1 && !nearest->label.empty()) text = displayText(nearest->label) + u'\n';
  text += QStringLiteral("x %1   y %2")
              .arg(QString::fromStdString(generalText(sampleX, 5)), QString::fromStdString(generalText(sampleY, 5)));
  if (const auto resolution = PlotPainter::resolutionAt(plot, sampleX)) {
    text += u'\n' + displayText("resolution " + fixedText(*resolution, 2) + " A");
  }
  readout->setText(text);
  const QRect frame = canvas->axisRect()->rect();
  const bool left = at.x() > frame.center().x();  // on the side where the mouse is not
  readout->setPositionAlignment(Qt::AlignBottom | (left ? Qt::AlignLeft : Qt::AlignRight));
  readout->position->setCoords(left ? frame.left() + 6 : frame.right() - 6, frame.bottom() - 6);
  readout->setVisible(true);
  tracer->position->setCoords(sampleX, sampleY);
  tracer->setVisible(true);
  readout->layer()->replot();
}

void PlotPanel::State::interact(bool on) {
  canvas->setInteraction(QCP::iRangeDrag, on);
  canvas->setInteraction(QCP::iRangeZoom, on);
}

/// Which axes the wheel zooms: over an axis only that one, in the plot both.
void PlotPanel::State::aimZoom(const QPointF& at) {
  const QRect frame = canvas->axisRect()->rect();
  Qt::Orientations along = Qt::Horizontal | Qt::Vertical;
  if (at.y() > frame.bottom()) along = Qt::Horizontal;
  if (at.x() < frame.left()) along = Qt::Vertical;
  canvas->axisRect()->setRangeZoom(along);
}

PlotPanel::PlotPanel(QWidget* parent) : PlotWidget(parent), m(std::make_unique<State>()) {
  m->owner = this;
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  m->canvas = new QCustomPlot(this);
  layout->addWidget(m->canvas);
  m->painter = std::make_unique<PlotPainter>(*m->canvas);
  m->canvas->setMinimumSize(0, 0);
  m->canvas->setContextMenuPolicy(Qt::NoContextMenu);  // ours, not the canvas's
  m->canvas->setMouseTracking(true);
  m->canvas->installEventFilter(this);
  m->canvas->axisRect()->setRangeZoomFactor(0.85);
  setFocusPolicy(Qt::StrongFocus);
  m->canvas->setFocusPolicy(Qt::NoFocus);
  m->interact(true);

  m->message = new QCPItemText(m->canvas);
  m->message->position->setType(QCPItemPosition::ptViewportRatio);
  m->message->position->setCoords(0.5, 0.5);
  m->message->setClipToAxisRect(false);
  m->message->setVisible(false);
  m->readout = new QCPItemText(m->canvas);
  m->readout->setLayer(QStringLiteral("overlay"));
  m->readout->position->setType(QCPItemPosition::ptAbsolute);
  m->readout->setTextAlignment(Qt::AlignLeft);
  m->readout->setVisible(false);
  m->tracer = new QCPItemTracer(m->canvas);
  m->tracer->setLayer(QStringLiteral("overlay"));
  m->tracer->setStyle(QCPItemTracer::tsCircle);
  m->tracer->setVisible(false);

  m->placeLine = new QCPItemStraightLine(m->canvas);
  m->placeText = new QCPItemText(m->canvas);
  for (QCPLayerable* item : {static_cast<QCPLayerable*>(m->placeLine), static_cast<QCPLayerable*>(m->placeText)})
    item->setLayer(QStringLiteral("overlay"));
  for (QCPItemPosition* position : {m->placeLine->point1, m->placeLine->point2, m->placeText->position}) {
    position->setTypeX(QCPItemPosition::ptPlotCoords);
    position->setTypeY(QCPItemPosition::ptAxisRectRatio);
  }
  m->placeText->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
  m->hidePlace();

  connect(m->canvas, &QCustomPlot::legendClick, this, [this](QCPLegend*, QCPAbstractLegendItem* item) {
    if (const auto series = m->painter->seriesOf(item)) setSeriesShown(*series, !plot().series[*series].shown);
  });
  m->applyStyle(*this);
  addFocusRing(this);
  clear();
}

PlotPanel::~PlotPanel() = default;

void PlotPanel::setPlot(const CurvePlot& plot) {
  const std::optional<double> held = m->dragging ? m->level() : std::nullopt;
  const bool samePlot = plot.key == m->painter->shown().key;
  if (!samePlot) {
    m->zoomed = false;
    m->hidePlace();
  }
  m->message->setVisible(false);
  m->canvas->axisRect()->setVisible(true);
  for (QCPAxis* axis : {m->canvas->xAxis, m->canvas->yAxis}) axis->setVisible(true);
  m->painter->show(plot, m->zoomed);
  if (held && m->level()) m->painter->setContourLevel(*held);
  m->interact(true);

  setAccessibleName(displayText(plot.title));
  m->describe();
  m->canvas->replot(QCustomPlot::rpQueuedReplot);
}

void PlotPanel::clear(const QString& message) {
  m->dragging = false;
  m->zoomed = false;
  m->painter->clear();
  m->hideReadout();
  m->hidePlace();
  m->canvas->legend->clearItems();
  m->canvas->legend->setVisible(false);
  // Not the axis rectangle itself: the message is its child and would be hidden with it.
  for (QCPAxis* axis : {m->canvas->xAxis, m->canvas->yAxis, m->canvas->xAxis2}) axis->setVisible(false);
  m->message->setText(message);
  m->message->setVisible(!message.isEmpty());
  m->interact(false);
  setAccessibleName(message);
  setAccessibleDescription({});
  m->canvas->replot(QCustomPlot::rpQueuedReplot);
}

const CurvePlot& PlotPanel::plot() const { return m->painter->shown(); }

void PlotPanel::setContourLevel(double value) {
  const auto now = m->level();
  if (!now || m->dragging || *now == value || !std::isfinite(value)) return;
  m->showLevel(value);
}

std::optional<double> PlotPanel::contourLevel() const { return m->level(); }

void PlotPanel::showPlace(double x) {
  if (plot().series.empty() || !std::isfinite(x)) return;
  constexpr double kShown = 0.4;  // of the whole axis: enough to see where the curve comes from
  const QCPRange all = PlotPainter::dataRange(plot(), true);
  if (!plot().x.logarithmic) {
    const double half = kShown * all.size() / 2;
    const double low = std::clamp(x - half, all.lower, std::max(all.lower, all.upper - 2 * half));
    m->canvas->xAxis->setRange(low, low + 2 * half);
    m->zoomed = true;
  }
  m->place = x;
  m->placeLine->point1->setCoords(x, 0);
  m->placeLine->point2->setCoords(x, 1);
  m->placeText->position->setCoords(x, 1);
  const auto resolution = PlotPainter::resolutionAt(plot(), x);
  m->placeText->setText(resolution ? displayText(fixedText(*resolution, 2) + " A")
                                   : QString::fromStdString(generalText(x, 4)));
  m->placeLine->setVisible(true);
  m->placeText->setVisible(true);
  m->canvas->replot(QCustomPlot::rpQueuedReplot);
}

std::optional<double> PlotPanel::place() const { return m->place; }

QCustomPlot* PlotPanel::canvas() const { return m->canvas; }

QString PlotPanel::dataText() const { return QString::fromStdString(plotCsv(plot())); }

void PlotPanel::paintSaved(QPaintDevice& device, QSize size, double unit) const {
  PlotStyle style = PlotStyle::paper(unit);
  style.showTitle = true;
  paintPlot(device, size, plot(), style);
}

QString PlotPanel::savedTitle() const { return displayText(plot().title); }

bool PlotPanel::isEmpty() const { return plot().series.empty(); }

void PlotPanel::addMenuEntries(QMenu& menu) {
  menu.addSeparator();
  menu.addAction(tr("Show All"), this, [this] {
    m->zoomed = false;
    m->painter->resetRanges();
    m->canvas->replot(QCustomPlot::rpQueuedReplot);
  });
  if (plot().series.size() < 2) return;
  QMenu* curves = menu.addMenu(tr("Curves"));
  for (std::size_t i = 0; i < plot().series.size(); ++i) {
    const Series& series = plot().series[i];
    if (series.label.empty()) continue;
    QAction* action = curves->addAction(displayText(series.label));
    action->setCheckable(true);
    action->setChecked(series.shown);
    connect(action, &QAction::toggled, this, [this, i](bool isShown) { setSeriesShown(i, isShown); });
  }
}

void PlotPanel::setSeriesShown(std::size_t series, bool isShown) {
  if (series >= plot().series.size() || plot().series[series].shown == isShown) return;
  m->painter->setSeriesShown(series, isShown);
  if (!m->zoomed) m->painter->resetRanges();
  m->hideReadout();
  m->canvas->replot(QCustomPlot::rpQueuedReplot);
}

bool PlotPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched != m->canvas || plot().series.empty()) return PlotWidget::eventFilter(watched, event);
  switch (event->type()) {
    case QEvent::MouseButtonPress: {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      setFocus(Qt::MouseFocusReason);
      if (mouse->button() != Qt::LeftButton || !m->isOverLevel(mouse->position())) break;
      m->dragging = true;
      m->hideReadout();
      return true;
    }
    case QEvent::MouseMove: {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      if (m->dragging) {
        const double value = m->levelAt(mouse->position());
        m->showLevel(value);
        emit levelDragged(value, false);
        return true;
      }
      if (mouse->buttons() & Qt::LeftButton) m->zoomed = true;
      m->canvas->setCursor(m->isOverLevel(mouse->position()) ? Qt::SplitHCursor : Qt::ArrowCursor);
      if (mouse->buttons() == Qt::NoButton) m->hover(mouse->position());
      break;
    }
    case QEvent::MouseButtonRelease: {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      if (!m->dragging || mouse->button() != Qt::LeftButton) break;
      m->dragging = false;
      const double value = m->levelAt(mouse->position());
      m->showLevel(value);
      emit levelDragged(value, true);
      return true;
    }
    case QEvent::MouseButtonDblClick:
      m->zoomed = false;
      m->painter->resetRanges();
      m->canvas->replot(QCustomPlot::rpQueuedReplot);
      return true;
    case QEvent::Wheel:
      m->aimZoom(static_cast<QWheelEvent*>(event)->position());
      m->zoomed = true;
      break;
    case QEvent::Leave:
      m->hideReadout();
      break;
    default:
      break;
  }
  return PlotWidget::eventFilter(watched, event);
}

void PlotPanel::changeEvent(QEvent* event) {
  PlotWidget::changeEvent(event);
  const bool restyle = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
  if (!restyle || !m || !m->painter) return;
  m->applyStyle(*this);
  m->canvas->replot(QCustomPlot::rpQueuedReplot);
}

void PlotPanel::keyPressEvent(QKeyEvent* event) {
  const auto value = m->level();
  const bool moves = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
  if (!value || !moves) return PlotWidget::keyPressEvent(event);
  // A pixel's worth, or ten.
  const QCPRange range = m->canvas->xAxis->range();
  const double at = m->canvas->xAxis->coordToPixel(*value);
  const double step = (event->modifiers() & Qt::ShiftModifier ? 10 : 1) * (event->key() == Qt::Key_Left ? -1 : 1);
  const double moved = std::clamp(m->canvas->xAxis->pixelToCoord(at + step), range.lower, range.upper);
  m->showLevel(moved);
  emit levelDragged(moved, true);
}

}  // namespace vitrine::ui
