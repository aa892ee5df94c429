#include "widgets/plot/local_histograms.hpp"

#include "core/base/number_text.hpp"
#include "widgets/theme/focus_ring.hpp"
#include "widgets/theme/palette.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double kMargin = 4;

QString number(double value) { return QString::fromStdString(fixedText(value, 2)); }
QString count(double value) { return QString::fromStdString(countText(std::llround(value))); }

/// 1, 2 or 5 times a power of ten, so that about `most` of them fit.
double tickStep(double span, int most) {
  const double least = span / std::max(1, most), power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least) return factor * power;
  return 10 * power;
}

}  // namespace

LocalHistograms::LocalHistograms(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("localHistograms"));
  setAccessibleName(tr("Histograms of the local resolution"));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  addFocusRing(this);
}

void LocalHistograms::show(std::vector<LocalHistogram> histograms, std::vector<HistogramMark> marks,
                           const QString& axisTitle) {
  if (histograms == m_histograms && marks == m_marks && axisTitle == m_axisTitle) return;
  if (histograms != m_histograms) m_chosen = m_focused = std::nullopt;
  m_histograms = std::move(histograms);
  m_marks = std::move(marks);
  m_axisTitle = axisTitle;
  m_low = INFINITY;
  m_high = -INFINITY;
  const auto include = [this](double value) {
    m_low = std::min(m_low, value);
    m_high = std::max(m_high, value);
  };
  for (const LocalHistogram& histogram : m_histograms) {
    include(histogram.low);
    include(histogram.high);
  }
  for (const HistogramMark& mark : m_marks) include(mark.value);
  if (!(m_low <= m_high)) m_low = 0, m_high = 1;
  const double room = std::max(0.06 * (m_high - m_low), 0.01);
  m_low -= room;
  m_high += room;
  updateGeometry();
  describe();
  update();
}

void LocalHistograms::setReadings(const QMap<QString, double>& readings) {
  if (readings == m_readings) return;
  m_readings = readings;
  update();
}

void LocalHistograms::choose(const std::optional<Bin>& bin) {
  if (bin == m_chosen) return;
  m_chosen = bin;
  if (bin) m_focused = bin;
  describe();
  update();
}

void LocalHistograms::chooseByUser(const std::optional<Bin>& bin) {
  choose(bin == m_chosen ? std::nullopt : bin);
  emit binChosen(m_chosen);
}

void LocalHistograms::describe() {
  QStringList parts;
  for (const LocalHistogram& histogram : m_histograms)
    parts << tr("%1 %2: 95 % between %3 and %4 \u00c5")
                 .arg(histogram.id, histogram.name, number(histogram.low), number(histogram.high));
  for (const HistogramMark& mark : m_marks) parts << tr("%1: %2 \u00c5").arg(mark.label, number(mark.value));
  if (m_focused) parts << tr("At %1").arg(binText(*m_focused));
  if (m_chosen) parts << tr("Highlighted: %1").arg(binText(*m_chosen));
  setAccessibleDescription(parts.join(QStringLiteral(". ")));
}

QString LocalHistograms::binText(const Bin& bin) const {
  const LocalHistogram& histogram = m_histograms[bin.histogram];
  double all = 0;
  for (const double voxels : histogram.counts) all += voxels;
  const double voxels = histogram.counts[bin.bin];
  return tr("%1 %2, %3 to %4 \u00c5: %5 voxels (%6 %)")
      .arg(histogram.id, histogram.name, number(histogram.edges[bin.bin]), number(histogram.edges[bin.bin + 1]),
           count(voxels), QString::fromStdString(fixedText(all > 0 ? 100 * voxels / all : 0, 1)));
}

double LocalHistograms::toX(double value) const {
  return kMargin + (value - m_low) / (m_high - m_low) * (width() - 2 * kMargin);
}

QRectF LocalHistograms::strip(std::size_t index) const {
  const double line = fontMetrics().height(), top = line, bottom = height() - 2 * line - 4;
  const double tall = (bottom - top) / static_cast<double>(std::max<std::size_t>(1, m_histograms.size()));
  return {kMargin, top + tall * static_cast<double>(index), width() - 2 * kMargin, tall};
}

QRectF LocalHistograms::binRect(const Bin& bin) const {
  const LocalHistogram& histogram = m_histograms[bin.histogram];
  const QRectF place = strip(bin.histogram);
  const double most = *std::ranges::max_element(histogram.counts), voxels = histogram.counts[bin.bin];
  const double room = place.height() - fontMetrics().height() - 2;
  // Few voxels are still a bar that can be seen and hit.
  const double tall = voxels > 0 && most > 0 ? std::max(2.0, room * voxels / most) : 0;
  const double left = std::max(place.left(), toX(histogram.edges[bin.bin]));
  const double right = std::min(place.right(), toX(histogram.edges[bin.bin + 1]));
  return {left, place.bottom() - tall, std::max(0.0, right - left), tall};
}

std::optional<LocalHistograms::Bin> LocalHistograms::binAt(const QPointF& place) const {
  for (std::size_t h = 0; h < m_histograms.size(); ++h) {
    if (!strip(h).contains(place)) continue;
    for (std::size_t b = 0; b < m_histograms[h].counts.size(); ++b) {
      const QRectF bar = binRect({h, b});
      // The whole column counts: small bars are hard to hit.
      if (m_histograms[h].counts[b] > 0 && place.x() >= bar.left() && place.x() < bar.right()) return Bin{h, b};
    }
  }
  return {};
}

QSize LocalHistograms::sizeHint() const {
  const int line = fontMetrics().height(), strips = static_cast<int>(std::max<std::size_t>(1, m_histograms.size()));
  return {260, 3 * line + 4 + strips * 4 * line};
}

QSize LocalHistograms::minimumSizeHint() const { return {180, sizeHint().height()}; }

void LocalHistograms::paintEvent(QPaintEvent*) {
  if (m_histograms.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < m_histograms.size(); ++i) paintStrip(painter, i);
  paintMarks(painter);
  paintAxis(painter);
}

void LocalHistograms::paintStrip(QPainter& painter, std::size_t index) const {
  const LocalHistogram& histogram = m_histograms[index];
  const Palette& colours = screenPalette(palette());
  const QRectF place = strip(index);
  QColor ink = colours.seriesColor(static_cast<int>(index));
  bool isCut = false;
  for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
    const QRectF bar = binRect({index, bin});
    isCut = isCut || (histogram.counts[bin] > 0 && histogram.edges[bin + 1] > m_high);
    if (bar.width() <= 0) continue;
    painter.fillRect(bar.adjusted(0.5, 0, -0.5, 0), ink);
    const bool isChosen = m_chosen == Bin{index, bin}, isFocused = hasFocus() && m_focused == Bin{index, bin};
    if (!isChosen && !isFocused) continue;
    // The column in full: a frame for the keys, a filled bar with a frame for what is highlighted.
    const QRectF column(bar.left(), place.top() + fontMetrics().height(), bar.width(),
                        place.bottom() - place.top() - fontMetrics().height());
    painter.setPen(
        QPen(palette().color(QPalette::WindowText), isChosen ? 2 : 1, isChosen ? Qt::SolidLine : Qt::DotLine));
    painter.setBrush(isChosen ? QBrush(palette().color(QPalette::WindowText), Qt::BDiagPattern) : QBrush(Qt::NoBrush));
    painter.drawRect(column);
  }
  painter.setPen(colours.frame);
  painter.drawLine(place.bottomLeft(), place.bottomRight());
  QString name = QStringLiteral("%1  %2").arg(histogram.id, histogram.name);
  const auto reading = m_readings.constFind(histogram.id);
  if (reading != m_readings.constEnd()) name += QStringLiteral("   ") + tr("here %1 \u00c5").arg(number(*reading));
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(place, Qt::AlignLeft | Qt::AlignTop, name);
  if (isCut) painter.drawText(place, Qt::AlignRight | Qt::AlignBottom, QStringLiteral("\u25b8"));
  if (reading == m_readings.constEnd() || *reading < m_low || *reading > m_high) return;
  const double x = toX(*reading), half = 4;
  painter.setBrush(palette().color(QPalette::WindowText));
  painter.setPen(Qt::NoPen);
  painter.drawPolygon(QPolygonF({QPointF(x, place.bottom() - 1), QPointF(x - half, place.bottom() - 1 - 2 * half),
                                 QPointF(x + half, place.bottom() - 1 - 2 * half)}));
}

void LocalHistograms::paintMarks(QPainter& painter) const {
  const Palette& colours = screenPalette(palette());
  const double bottom = strip(m_histograms.size() - 1).bottom();
  double free = 0;
  for (const HistogramMark& mark : m_marks) {
    const double x = toX(mark.value);
    painter.setPen(QPen(colours.marker, 1.5, &mark == m_marks.data() ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(QPointF(x, fontMetrics().height()), QPointF(x, bottom));
    const QString text = QStringLiteral("%1 %2").arg(mark.label, number(mark.value));
    const double wide = fontMetrics().horizontalAdvance(text);
    const double left = std::max(free, std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide)));
    painter.drawText(QPointF(left, fontMetrics().ascent()), text);
    free = left + wide + 8;
  }
}

void LocalHistograms::paintAxis(QPainter& painter) const {
  const Palette& colours = screenPalette(palette());
  const double top = strip(m_histograms.size() - 1).bottom(), line = fontMetrics().height();
  const int most = static_cast<int>(width() / (4.0 * fontMetrics().horizontalAdvance(QStringLiteral("00.0"))) * 3);
  const double step = tickStep(m_high - m_low, most);
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
  painter.setPen(colours.mutedText);
  for (double tick = std::ceil(m_low / step) * step; tick <= m_high; tick += step) {
    const double x = toX(tick);
    painter.drawLine(QPointF(x, top), QPointF(x, top + 3));
    const QString text = QString::fromStdString(fixedText(tick, decimals));
    const double wide = fontMetrics().horizontalAdvance(text);
    if (x - wide / 2 >= 0 && x + wide / 2 <= width())
      painter.drawText(QPointF(x - wide / 2, top + 3 + fontMetrics().ascent()), text);
  }
  painter.drawText(QRectF(0, top + 3 + line, width(), line), Qt::AlignHCenter, m_axisTitle);
}

void LocalHistograms::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  if (const auto bin = binAt(event->position())) chooseByUser(bin);
}

/// To the next bin that holds anything, or to the strip above or below at about the same value.
void LocalHistograms::moveBy(int bins, int strips) {
  if (m_histograms.empty()) return;
  Bin bin = m_focused.value_or(Bin{0, 0});
  if (strips != 0) {
    const LocalHistogram& old = m_histograms[bin.histogram];
    const double value = (old.edges[bin.bin] + old.edges[bin.bin + 1]) / 2;
    bin.histogram = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
        static_cast<std::ptrdiff_t>(bin.histogram) + strips, 0, std::ssize(m_histograms) - 1));
    const std::vector<double>& edges = m_histograms[bin.histogram].edges;
    const auto above = std::ranges::upper_bound(edges, value) - edges.begin();
    bin.bin = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(above - 1, 0, std::ssize(edges) - 2));
  }
  const std::vector<double>& counts = m_histograms[bin.histogram].counts;
  const auto holdsAny = [&](std::ptrdiff_t at) { return counts[static_cast<std::size_t>(at)] > 0; };
  std::ptrdiff_t at = static_cast<std::ptrdiff_t>(bin.bin);
  const std::ptrdiff_t direction = bins < 0 ? -1 : 1, last = std::ssize(counts) - 1;
  if (bins != 0 && m_focused) at += direction;
  while (at >= 0 && at <= last && !holdsAny(at)) at += direction;
  if (at >= 0 && at <= last) m_focused = Bin{bin.histogram, static_cast<std::size_t>(at)};
  describe();
  update();
}

void LocalHistograms::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return moveBy(-1, 0);
    case Qt::Key_Right:
      return moveBy(1, 0);
    case Qt::Key_Up:
      return moveBy(0, -1);
    case Qt::Key_Down:
      return moveBy(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (m_focused) chooseByUser(m_focused);
      return;
    case Qt::Key_Escape:
      if (m_chosen) return chooseByUser(std::nullopt);
      break;
    default:
      break;
  }
  QWidget::keyPressEvent(event);
}

bool LocalHistograms::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const auto bin = binAt(help->pos()))
    QToolTip::showText(help->globalPos(), binText(*bin), this);
  else
    QToolTip::hideText();
  return true;
}

}  // namespace vitrine::ui
