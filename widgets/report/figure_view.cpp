#include "widgets/report/figure_view.hpp"

#include "widgets/report/picture_painter.hpp"
#include "widgets/theme/text.hpp"
#include "widgets/vtk/render_surface.hpp"

#include <QCoreApplication>
#include <QFontInfo>
#include <QMutex>
#include <QPainter>
#include <QThreadPool>

#include <algorithm>
#include <cmath>
#include <exception>

namespace vitrine::ui {
namespace {

/// Figures wait for each other here, not for checks; surfaces are made one after the other anyway. Ends with the
/// program's event loop, so that no picture is being made while the program is taken down.
QThreadPool& figurePool() {
  static QThreadPool* pool = [] {
    auto* made = new QThreadPool(QCoreApplication::instance());
    made->setMaxThreadCount(1);
    return made;
  }();
  return *pool;
}

FigureStyle screenStyle(const QWidget& widget, double ratio) {
  FigureStyle style;
  style.palette = screenPalette(widget.palette());
  style.fontPt = QFontInfo(widget.font()).pointSizeF();
  style.unit = ratio * widget.logicalDpiX() / 72.0;
  style.surfaceDpi = style.imageDpi = 72 * style.unit;
  return style;
}

}  // namespace

struct FigureView::Mailbox {
  QMutex mutex;
  FigureView* view = nullptr;
};

FigureView::FigureView(Figure figure, QWidget* parent)
    : QWidget(parent),
      m_figure(std::make_shared<const Figure>(std::move(figure))),
      m_mailbox(std::make_shared<Mailbox>()) {
  m_mailbox->view = this;
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setFocusPolicy(Qt::NoFocus);
  setAccessibleName(displayText(m_figure->caption));
}

FigureView::~FigureView() {
  const QMutexLocker lock(&m_mailbox->mutex);
  m_mailbox->view = nullptr;
}

int FigureView::heightForWidth(int width) const {
  return static_cast<int>(std::ceil(FigurePainter(*m_figure, width, screenStyle(*this, 1)).height()));
}

QSize FigureView::sizeHint() const { return {480, heightForWidth(480)}; }

void FigureView::request() {
  if (m_drawing) {
    m_again = true;
    return;
  }
  if (width() < 20 || height() < 5) return;
  m_drawing = true;
  const double ratio = devicePixelRatioF();
  const QSize pixels = (QSizeF(size()) * ratio).toSize();
  const FigureStyle style = screenStyle(*this, ratio);
  figurePool().start([figure = m_figure, mailbox = m_mailbox, pixels, style, ratio] {
    {
      const QMutexLocker lock(&mailbox->mutex);
      if (mailbox->view == nullptr) return;
    }
    QImage image(pixels, QImage::Format_RGB32);
    image.fill(style.palette.background);
    try {
      QPainter painter(&image);
      const FigurePainter arranged(*figure, pixels.width(), style);
      arranged.paint(painter, {0, 0}, renderSurface);
    } catch (const std::exception&) {
      // The caption still stands; a figure that cannot be drawn must not end the program.
    }
    image.setDevicePixelRatio(ratio);
    const QMutexLocker lock(&mailbox->mutex);
    if (mailbox->view == nullptr) return;
    QMetaObject::invokeMethod(
        mailbox->view,
        [view = mailbox->view, image] {
          view->m_drawing = false;
          view->m_image = image;
          view->update();
          if (std::exchange(view->m_again, false)) view->request();
        },
        Qt::QueuedConnection);
  });
}

void FigureView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), screenPalette(palette()).background);
  if (!m_image.isNull()) {
    painter.drawImage(QPointF(0, 0), m_image);
  } else {
    painter.setPen(screenPalette(palette()).mutedText);
    painter.drawText(rect(), Qt::AlignCenter, tr("Drawing ..."));
  }
}

void FigureView::resizeEvent(QResizeEvent*) { request(); }

void FigureView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) request();
  QWidget::changeEvent(event);
}

}  // namespace vitrine::ui
