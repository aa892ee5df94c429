#include "widgets/orthoslice/slice_view.hpp"

#include "core/base/number_text.hpp"
#include "widgets/orthoslice/slice_paint.hpp"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QMutex>
#include <QPainter>
#include <QThreadPool>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double kSmallestZoom = 0.25, kLargestZoom = 64;

/// Width of a voxel for drawing: its A, or 1 where the file gives none.
double drawnSize(const Grid& grid, int axis) { return grid.hasVoxelSize() ? grid.voxelSize[axis] : 1.0; }

}  // namespace

/// Where the worker leaves a finished frame; outlives a view that goes while its picture is being made.
struct SliceView::Mailbox {
  QMutex mutex;
  SliceView* view = nullptr;
};

SliceView::SliceView(int axis, SliceLink* link, QThreadPool* pool, QWidget* parent)
    : QWidget(parent), m_axis(axis), m_link(link), m_pool(pool), m_mailbox(std::make_shared<Mailbox>()) {
  m_mailbox->view = this;
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setCursor(Qt::CrossCursor);
  connect(link, &SliceLink::volumeChanged, this, [this] {
    m_frame.plane.reset();
    if (m_link->volume() == nullptr) {
      m_frame = {};
      resetView();
    }
    request();
    speak();
  });
  connect(link, &SliceLink::crosshairChanged, this, [this] {
    if (!m_frame.isProjection && (m_frame.index != index() || m_frame.plane == nullptr)) request();
    update();
    speak();
  });
  connect(link, &SliceLink::greyRangeChanged, this, &SliceView::request);
  connect(link, &SliceLink::levelChanged, this, &SliceView::request);
  connect(link, &SliceLink::projectionsChanged, this, [this] {
    request();
    speak();
  });
  connect(link, &SliceLink::overlaysChanged, this, [this] {
    request();
    speak();
  });
  connect(link, &SliceLink::showsGridChanged, this, qOverload<>(&QWidget::update));
  speak();
}

SliceView::~SliceView() {
  const QMutexLocker lock(&m_mailbox->mutex);
  m_mailbox->view = nullptr;
}

int SliceView::index() const { return m_link->crosshair()[static_cast<std::size_t>(m_axis)]; }

QTransform SliceView::toWidget() const {
  const Grid& grid = m_link->grid();
  const auto [u, v] = imageAxes(m_axis);
  const double widthA = grid.size[u] * drawnSize(grid, u), heightA = grid.size[v] * drawnSize(grid, v);
  if (widthA <= 0 || heightA <= 0) return {};
  const double scale = std::min(width() / widthA, height() / heightA) * m_zoom;
  const double sx = scale * drawnSize(grid, u), sy = scale * drawnSize(grid, v);
  return QTransform(sx, 0, 0, -sy, 0.5 * width() + m_centre.x() - 0.5 * sx * grid.size[u],
                    0.5 * height() + m_centre.y() + 0.5 * sy * grid.size[v]);
}

FrameRequest SliceView::frameRequest(const QTransform& toPixels, QSize pixels) const {
  FrameRequest wish{.volume = m_link->volume(),
                    .grid = m_link->grid(),
                    .stride = m_link->stride(),
                    .axis = m_axis,
                    .index = index(),
                    .range = m_link->greyRange(),
                    .level = m_link->level(),
                    .toPixels = toPixels,
                    .pixels = pixels,
                    .known = {},
                    .projection = m_link->projectionShown(m_axis),
                    .overlays = m_link->overlays(),
                    .opacity = m_link->overlayOpacity(),
                    .tintsMasks = m_link->tintsMasks(),
                    .knownOverlays = {}};
  if (!m_frame.isProjection && m_frame.plane != nullptr && m_frame.index == wish.index &&
      m_frame.volume == wish.volume) {
    wish.known = m_frame.plane;
    wish.knownOverlays = m_frame.overlays;
  }
  return wish;
}

void SliceView::request() {
  if (m_link->volume() == nullptr || width() < 2 || height() < 2) {
    update();
    return;
  }
  if (m_drawing) {
    m_again = true;
    return;
  }
  m_drawing = true;
  const double ratio = devicePixelRatioF();
  FrameRequest wish = frameRequest(toWidget() * QTransform::fromScale(ratio, ratio), (QSizeF(size()) * ratio).toSize());
  m_pool->start([wish = std::move(wish), mailbox = m_mailbox] {
    Frame frame = drawFrame(wish);
    const QMutexLocker lock(&mailbox->mutex);
    if (mailbox->view == nullptr) return;
    QMetaObject::invokeMethod(
        mailbox->view, [view = mailbox->view, frame = std::move(frame)]() mutable { view->show(std::move(frame)); },
        Qt::QueuedConnection);
  });
}

void SliceView::show(Frame frame) {
  m_drawing = false;
  if (frame.volume == m_link->volume()) {
    m_frame = std::move(frame);
    m_announce = true;
  } else {
    m_again = true;  // the map changed meanwhile
  }
  update();
  if (std::exchange(m_again, false)) request();
}

void SliceView::setZoom(double zoom) { zoomAbout(rect().center(), zoom / m_zoom); }

void SliceView::resetView() {
  m_zoom = 1;
  m_centre = {};
  request();
  update();
  emit framingChanged();
}

QPointF SliceView::centre() const {
  const Grid& grid = m_link->grid();
  const auto [u, v] = imageAxes(m_axis);
  if (grid.size[u] < 1 || grid.size[v] < 1) return {0.5, 0.5};
  const QTransform scale = toWidget();
  return {0.5 - m_centre.x() / (scale.m11() * grid.size[u]), 0.5 - m_centre.y() / (scale.m22() * grid.size[v])};
}

void SliceView::setCentre(const QPointF& fractions) {
  const Grid& grid = m_link->grid();
  const auto [u, v] = imageAxes(m_axis);
  if (grid.size[u] < 1 || grid.size[v] < 1) return;
  const QTransform scale = toWidget();
  const QPointF moved{(0.5 - fractions.x()) * scale.m11() * grid.size[u],
                      (0.5 - fractions.y()) * scale.m22() * grid.size[v]};
  if ((moved - m_centre).manhattanLength() < 1e-3) return;
  m_centre = moved;
  request();
  update();
  emit framingChanged();
}

void SliceView::zoomAbout(const QPointF& position, double factor) {
  const double before = m_zoom;
  m_zoom = std::clamp(m_zoom * factor, kSmallestZoom, kLargestZoom);
  const QPointF middle(0.5 * width(), 0.5 * height());
  m_centre = (position - middle) - (position - middle - m_centre) * (m_zoom / before);
  request();
  update();
  if (m_zoom != before) emit framingChanged();
}

std::optional<Index3> SliceView::voxelAt(const QPointF& position) const {
  const Grid& grid = m_link->grid();
  if (m_link->volume() == nullptr) return {};
  const auto [u, v] = imageAxes(m_axis);
  const QPointF plane = toWidget().inverted().map(position);
  Index3 voxel = m_link->crosshair();
  voxel[u] = static_cast<int>(std::floor(plane.x()));
  voxel[v] = static_cast<int>(std::floor(plane.y()));
  for (const int a : {u, v})
    if (voxel[a] < 0 || voxel[a] >= grid.size[a]) return {};
  return voxel;
}

QPointF SliceView::positionOf(const Index3& voxel) const {
  const auto [u, v] = imageAxes(m_axis);
  return toWidget().map(QPointF(voxel[u] + 0.5, voxel[v] + 0.5));
}

void SliceView::step(int slices) { m_link->setIndex(m_axis, index() + slices); }

void SliceView::moveCrosshair(int along, int across) {
  const auto [u, v] = imageAxes(m_axis);
  Index3 voxel = m_link->crosshair();
  voxel[u] += along;
  voxel[v] += across;
  m_link->setCrosshair(voxel);
}

void SliceView::dragContrast(const QPointF& from, const QPointF& to) {
  if (!m_link->greyRange()) return;
  const GreyRange range = *m_link->greyRange();
  const double width = range.high - range.low;
  const double centre = 0.5 * (range.low + range.high) + width * (to.y() - from.y()) / 300.0;
  const double wider = width * std::exp((to.x() - from.x()) / 200.0);
  m_link->setGreyRange(GreyRange{centre - 0.5 * wider, centre + 0.5 * wider});
}

void SliceView::wheelEvent(QWheelEvent* event) {
  if (event->modifiers() & Qt::ControlModifier) {
    zoomAbout(event->position(), std::pow(1.2, event->angleDelta().y() / 120.0));
  } else {
    // Touch pads send many small turns; a notch of a wheel is 120.
    m_wheel += event->angleDelta().y();
    const int notches = m_wheel / 120;
    m_wheel -= notches * 120;
    if (notches != 0) step(event->modifiers() & Qt::ShiftModifier ? 10 * notches : notches);
  }
  event->accept();
}

void SliceView::mousePressEvent(QMouseEvent* event) {
  m_pressed = m_last = event->position();
  if (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ControlModifier)) {
    if (const auto voxel = voxelAt(event->position())) emit picked(*voxel);
    return;
  }
  if (event->button() == Qt::LeftButton)
    m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Crosshair : Drag::Undecided;
  else if (event->button() == Qt::MiddleButton)
    m_drag = Drag::Picture;
  else if (event->button() == Qt::RightButton)
    m_drag = Drag::RightUndecided;
  if (m_drag == Drag::Crosshair)
    if (const auto voxel = voxelAt(event->position())) m_link->setCrosshair(*voxel);
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
  if ((m_drag == Drag::Undecided || m_drag == Drag::RightUndecided) &&
      (event->position() - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
    m_drag = m_drag == Drag::Undecided ? Drag::Picture : Drag::Contrast;
    m_last = m_pressed;
  }
  const std::optional<Index3> voxel = voxelAt(event->position());
  switch (m_drag) {
    case Drag::Picture:
      m_centre += event->position() - m_last;
      request();
      update();
      emit framingChanged();
      break;
    case Drag::Contrast:
      dragContrast(m_last, event->position());
      break;
    case Drag::Crosshair:
      if (voxel) m_link->setCrosshair(*voxel);
      break;
    default:
      break;
  }
  m_last = event->position();
  emit pointed(voxel);
}

void SliceView::mouseReleaseEvent(QMouseEvent* event) {
  const Drag drag = std::exchange(m_drag, Drag::None);
  if (drag == Drag::Undecided)
    if (const auto voxel = voxelAt(event->position())) m_link->setCrosshair(*voxel);
  if (drag == Drag::RightUndecided) showMenu(event->globalPosition().toPoint());
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event) {
  m_drag = Drag::None;
  if (event->button() == Qt::LeftButton) emit maximiseRequested();
}

/// By the menu key. That of the mouse comes with the press, when nobody knows yet whether a drag will follow.
void SliceView::contextMenuEvent(QContextMenuEvent* event) {
  if (event->reason() != QContextMenuEvent::Mouse) showMenu(mapToGlobal(rect().center()));
}

void SliceView::showMenu(const QPoint& at) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addAction(tr("&Copy Image"), this, [this] { QApplication::clipboard()->setImage(currentImage()); });
  if (isSignalConnected(QMetaMethod::fromSignal(&SliceView::saveImageRequested)))
    menu->addAction(tr("&Save Image..."), this, &SliceView::saveImageRequested);
  for (QAction* action : menu->actions()) action->setEnabled(m_link->volume() != nullptr);
  menu->popup(at);
}

void SliceView::leaveEvent(QEvent*) { emit pointed(std::nullopt); }

void SliceView::keyPressEvent(QKeyEvent* event) {
  const int last = m_link->grid().size[static_cast<std::size_t>(m_axis)] - 1;
  const bool shift = event->modifiers() & Qt::ShiftModifier;
  switch (event->key()) {
    case Qt::Key_Left:
      shift ? moveCrosshair(-1, 0) : step(-1);
      break;
    case Qt::Key_Right:
      shift ? moveCrosshair(1, 0) : step(1);
      break;
    case Qt::Key_Up:
      shift ? moveCrosshair(0, 1) : step(1);
      break;
    case Qt::Key_Down:
      shift ? moveCrosshair(0, -1) : step(-1);
      break;
    case Qt::Key_PageUp:
      step(10);
      break;
    case Qt::Key_PageDown:
      step(-10);
      break;
    case Qt::Key_Home:
      m_link->setIndex(m_axis, 0);
      break;
    case Qt::Key_End:
      m_link->setIndex(m_axis, last);
      break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      setZoom(m_zoom * 1.2);
      break;
    case Qt::Key_Minus:
      setZoom(m_zoom / 1.2);
      break;
    case Qt::Key_0:
      resetView();
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

void SliceView::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  update();
}

void SliceView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

void SliceView::resizeEvent(QResizeEvent*) { request(); }

void SliceView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) {
    speak();
    update();
  }
  QWidget::changeEvent(event);
}

QString SliceView::overlayText(const Index3& voxel) const {
  QString text;
  for (const SliceOverlay& overlay : m_link->overlays())
    text += QStringLiteral(", ") + valueText(*m_link, overlay, voxel);
  return text;
}

void SliceView::speak() {
  const QString name = tr("%1 slice").arg(axisName(m_axis));
  const std::optional<double> value = m_link->valueAt(m_link->crosshair());
  if (value)
    setAccessibleName(tr("%1 %2 of %3, value %4 at the crosshair")
                          .arg(name)
                          .arg(index())
                          .arg(m_link->grid().size[static_cast<std::size_t>(m_axis)])
                          .arg(QString::fromStdString(generalText(*value, 4))) +
                      overlayText(m_link->crosshair()));
  else
    setAccessibleName(tr("%1, no map").arg(name));
  setAccessibleDescription(
      tr("Arrow keys change the slice, Shift with arrow keys moves the crosshair, plus and minus zoom."));
  if (QAccessible::isActive()) {
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
  }
}

SliceLegend SliceView::legend(bool isProjection) const {
  SliceLegend legend;
  legend.grid = m_link->grid();
  legend.axis = m_axis;
  legend.crosshair = m_link->crosshair();
  legend.area = size();
  legend.toArea = toWidget();
  legend.font = font();
  legend.showsGrid = m_link->showsGrid();
  if (isProjection) {
    legend.title = tr("Mean along %1").arg(axisName(m_axis));
    return legend;
  }
  const auto& overlays = m_link->overlays();
  if (const auto coloured = std::ranges::find(overlays, false, &SliceOverlay::isMask); coloured != overlays.end())
    legend.coloured = *coloured;
  const int n = m_link->grid().size[static_cast<std::size_t>(m_axis)];
  legend.title = tr("%1 slice  %2 / %3").arg(axisName(m_axis)).arg(index()).arg(std::max(n - 1, 0));
  return legend;
}

void SliceView::paint(QPainter& painter) const {
  painter.fillRect(rect(), kSliceGround);
  if (m_link->volume() == nullptr || m_frame.picture.isNull()) {
    painter.setPen(QColor(170, 170, 175));
    painter.drawText(rect(), Qt::AlignCenter, tr("%1 slice").arg(axisName(m_axis)));
    return;
  }
  const double ratio = devicePixelRatioF();
  const QTransform now = toWidget() * QTransform::fromScale(ratio, ratio);
  painter.save();
  // While a newer picture is on its way the last one is shown, moved and scaled to where it belongs.
  painter.scale(1 / ratio, 1 / ratio);
  if (m_frame.toPixels != now) painter.setTransform(m_frame.toPixels.inverted() * now, true);
  painter.drawImage(QPointF(0, 0), m_frame.picture);
  painter.restore();
  SliceLegend over = legend(m_frame.isProjection);
  if (m_link->stride() > 1) over.title += tr("  preview");
  paintLegend(painter, over);
}

QImage SliceView::currentImage() const {
  QImage image((QSizeF(size()) * devicePixelRatioF()).toSize(), QImage::Format_RGB32);
  image.setDevicePixelRatio(devicePixelRatioF());
  QPainter painter(&image);
  painter.setFont(font());
  paint(painter);
  return image;
}

void SliceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint(painter);
  const bool isPicture = m_link->volume() != nullptr && !m_frame.picture.isNull();
  if (isPicture && std::exchange(m_announce, false)) emit pictureShown(m_link->stride() > 1);
  if (hasFocus()) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

}  // namespace vitrine::ui
