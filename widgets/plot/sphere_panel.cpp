#include "widgets/plot/sphere_panel.hpp"

#include "core/report/csv.hpp"
#include "widgets/plot/sphere_painter.hpp"
#include "widgets/theme/focus_ring.hpp"
#include "widgets/theme/text.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double kKeyStepDeg = 5;

}  // namespace

SpherePanel::SpherePanel(QWidget* parent) : PlotWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  addFocusRing(this);
}

SpherePanel::~SpherePanel() = default;

void SpherePanel::setPlot(const SpherePlot& plot) {
  m_plot = plot;
  m_painter.reset();
  setAccessibleName(displayText(plot.title));
  QStringList marks;
  for (const SphereMark& mark : plot.marks)
    marks << displayText(mark.label) + QStringLiteral(": ") + sphereReadout(plot, mark.direction).replace(u'\n', u' ');
  setAccessibleDescription(tr("%1 over directions. %2").arg(displayText(plot.label), marks.join(QStringLiteral("; "))));
  update();
}

bool SpherePanel::isEmpty() const { return !hasValues(m_plot); }

const SpherePainter& SpherePanel::painter() {
  if (m_painter == nullptr)
    m_painter = std::make_unique<SpherePainter>(m_plot, QSizeF(size()), PlotStyle::screen(*this));
  return *m_painter;
}

void SpherePanel::paintEvent(QPaintEvent*) {
  QPainter canvas(this);
  canvas.fillRect(rect(), palette().color(QPalette::Base));
  if (isEmpty()) return;
  painter().paint(canvas, {0, 0});
  if (!m_pointed) return;
  const QPointF at = painter().placeOf(*m_pointed);
  canvas.setRenderHint(QPainter::Antialiasing);
  for (const auto& [colour, width] : {std::pair(QColor(Qt::white), 3.0), std::pair(QColor(Qt::black), 1.2)}) {
    canvas.setPen(QPen(colour, width));
    canvas.drawEllipse(at, 4.5, 4.5);
  }
  // In the corner where the pointer is not.
  const QRect text = canvas.fontMetrics().boundingRect(rect(), Qt::AlignLeft, readout()).adjusted(-5, -3, 5, 3);
  QRect box(QPoint(0, 0), text.size());
  box.moveTopLeft({at.x() > width() / 2.0 ? 2 : width() - box.width() - 2, 2});
  QColor veil = palette().color(QPalette::Base);
  veil.setAlphaF(0.9F);
  canvas.fillRect(box, veil);
  canvas.setPen(palette().color(QPalette::Text));
  canvas.drawText(box.adjusted(5, 3, -5, -3), Qt::AlignLeft, readout());
}

void SpherePanel::resizeEvent(QResizeEvent* event) {
  PlotWidget::resizeEvent(event);
  m_painter.reset();
}

void SpherePanel::changeEvent(QEvent* event) {
  PlotWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
  m_painter.reset();
  update();
}

void SpherePanel::mouseMoveEvent(QMouseEvent* event) {
  if (!isEmpty()) pointAt(painter().directionAt(event->position()));
}

void SpherePanel::leaveEvent(QEvent*) { pointAt({}); }

void SpherePanel::pointAt(const std::optional<Vector3>& direction) {
  if (m_pointed == direction) return;
  m_pointed = direction;
  update();
}

void SpherePanel::keyPressEvent(QKeyEvent* event) {
  const bool along = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
  const bool across = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
  if (isEmpty() || (!along && !across)) return PlotWidget::keyPressEvent(event);
  SphereAngles angles = m_pointed ? anglesOf(*m_pointed) : SphereAngles{90, 0};
  const bool isMore = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
  const double step = isMore ? kKeyStepDeg : -kKeyStepDeg;
  const double farthest = m_plot.projection == SphereProjection::Polar ? 90 : 180;
  if (along) angles.azimuth = std::fmod(angles.azimuth + step + 360, 360);
  // Not quite to the pole, where the azimuth would be forgotten.
  if (across) angles.tilt = std::clamp(angles.tilt + step, 0.1, farthest - (farthest > 90 ? 0.1 : 0));
  pointAt(directionOf(angles));
}

QString SpherePanel::readout() const { return m_pointed ? sphereReadout(m_plot, *m_pointed) : QString(); }

QString SpherePanel::dataText() const { return QString::fromStdString(sphereCsv(m_plot)); }

void SpherePanel::paintSaved(QPaintDevice& device, QSize size, double unit) const {
  PlotStyle style = PlotStyle::paper(unit);
  style.showTitle = true;
  QPainter canvas(&device);
  SpherePainter(m_plot, QSizeF(size), style).paint(canvas, {0, 0});
}

QString SpherePanel::savedTitle() const { return displayText(m_plot.title); }

QSize SpherePanel::savedPoints() const {
  constexpr int kWidth = 480, kTitle = 16;
  return {kWidth, static_cast<int>(std::lround(sphereHeight(m_plot, kWidth))) + kTitle};
}

}  // namespace vitrine::ui
