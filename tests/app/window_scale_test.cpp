// Screens with more pixels to the inch: pictures have the device's pixels, drawings stay sharp, nothing is cut off.
#include "app/window/threshold_dock.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/status_icon.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/theme/theme.hpp"

#include <qcustomplot.h>
#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QToolBar>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

QSize devicePixels(const QWidget* widget, double ratio) {
  const QSizeF size = QSizeF(widget->size()) * ratio;
  return {static_cast<int>(std::lround(size.width())), static_cast<int>(std::lround(size.height()))};
}

bool isNear(const QSize& a, const QSize& b) {
  return std::abs(a.width() - b.width()) <= 1 && std::abs(a.height() - b.height()) <= 1;
}

}  // namespace

class WindowScaleTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void picturesHaveTheDevicesPixels();
  void iconsHaveTheDevicesPixels();
  void textsAreNotCutOff();
};

void WindowScaleTest::picturesHaveTheDevicesPixels() {
  openBall(48);
  const double ratio = m_window->devicePixelRatioF();
  QVERIFY2(ratio > 1, "QT_SCALE_FACTOR is set by main()");
  for (int axis = 0; axis < 3; ++axis) {
    SliceView* slice = m_window->slices()->slice(axis);
    QTRY_VERIFY_WITH_TIMEOUT(isNear(slice->frame().picture.size(), devicePixels(slice, ratio)), kPatience);
  }
  IsosurfaceView* surface = m_window->surface();
  QVERIFY(isNear(surface->currentImage().size(), devicePixels(surface, ratio)));
  QCOMPARE(surface->currentImage().devicePixelRatio(), ratio);
  QCustomPlot* canvas = m_window->threshold()->histogram()->canvas();
  QCOMPARE(canvas->bufferDevicePixelRatio(), ratio);
}

void WindowScaleTest::iconsHaveTheDevicesPixels() {
  const double ratio = m_window->devicePixelRatioF();
  const QSize side(16, 16);
  const QSize wanted = (QSizeF(side) * ratio).toSize();
  QCOMPARE(stateIcon(CheckState::Warnings, QApplication::palette()).pixmap(side, ratio).size(), wanted);
  int icons = 0;
  for (const QAction* action : m_window->findChild<QToolBar*>(QStringLiteral("toolBar"))->actions()) {
    if (action->icon().isNull()) continue;
    ++icons;
    const QPixmap pixmap = action->icon().pixmap(side, ratio);
    QVERIFY2(pixmap.size() == wanted, qPrintable(action->text()));
    // Drawn at that size, not enlarged: somewhere two neighbouring device pixels differ strongly.
    const QImage image = pixmap.toImage();
    int steepest = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 1; x < image.width(); ++x)
        steepest = std::max(steepest, std::abs(qAlpha(image.pixel(x, y)) - qAlpha(image.pixel(x - 1, y))));
    QVERIFY2(steepest > 120, qPrintable(action->text()));
  }
  QVERIFY(icons >= 4);
}

void WindowScaleTest::textsAreNotCutOff() {
  openBall(48);
  QStringList cut;
  for (int tries = 0; tries < 50; ++tries) {
    QTest::qWait(50);
    cut.clear();
    for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
      const auto* label = qobject_cast<const QLabel*>(widget);
      const auto* button = qobject_cast<const QAbstractButton*>(widget);
      const QString text = label != nullptr ? label->text() : button != nullptr ? button->text() : QString();
      if (!widget->isVisible() || text.isEmpty()) continue;
      if (widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored) continue;
      const QSize wanted =
          widget->hasHeightForWidth() ? QSize(0, widget->heightForWidth(widget->width())) : widget->sizeHint();
      if (widget->width() + 1 < wanted.width() || widget->height() + 1 < wanted.height()) cut << text;
    }
    if (cut.isEmpty()) return;
  }
  QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

int main(int argc, char** argv) {
  // A fraction: where rounding goes wrong first.
  if (qEnvironmentVariableIsEmpty("QT_SCALE_FACTOR")) qputenv("QT_SCALE_FACTOR", "1.5");
  QApplication application(argc, argv);
  WindowScaleTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "window_scale_test.moc"
