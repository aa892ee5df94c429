#include "tests/widgets/surface/phantoms.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/vtk/surface_renderer.hpp"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTimer>

#include <gtest/gtest.h>

#include <ctime>

namespace vitrine::ui {
namespace {

/// Runs the event loop until `condition` holds; false after `limitMs`.
template <class Condition>
bool waitFor(Condition condition, int limitMs = 60'000) {
  QElapsedTimer clock;
  clock.start();
  while (!condition()) {
    if (clock.elapsed() > limitMs) return false;
    QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
  }
  return true;
}

double threadCpuMs() {
  std::timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
}

/// Ticks every 2 ms in the GUI thread and keeps the longest pause between ticks.
class Watchdog {
public:
  Watchdog() {
    m_wall.start();
    m_cpu = threadCpuMs();
    QObject::connect(&m_timer, &QTimer::timeout, [this] {
      longestMs = std::max(longestMs, static_cast<double>(m_wall.restart()));
      const double cpu = threadCpuMs();
      longestCpuMs = std::max(longestCpuMs, cpu - m_cpu);
      m_cpu = cpu;
    });
    m_timer.start(2);
  }
  double longestMs = 0, longestCpuMs = 0;

private:
  QTimer m_timer;
  QElapsedTimer m_wall;
  double m_cpu = 0;
};

TEST(SurfaceRenderer, HundredQuickLevelsEndWithTheLastAndNeverHoldUpTheEventLoop) {
  SurfaceRenderer renderer;
  int frames = 0;
  QObject::connect(&renderer, &SurfaceRenderer::frameReady, [&] { ++frames; });
  renderer.setSize({500, 400}, false);
  renderer.setVolume(test::gyroidVolume(160, 9), false);
  renderer.setLevel(0.5, false);
  ASSERT_TRUE(waitFor([&] { return !renderer.isBusy() && renderer.frame().final; }));
  const double fullMs = renderer.frame().milliseconds;
  const auto triangles = renderer.frame().triangles;

  frames = 0;
  Watchdog watchdog;
  QTimer drag;
  int calls = 0;
  QObject::connect(&drag, &QTimer::timeout, [&] {
    if (calls == 100) return;
    ++calls;
    renderer.setLevel(0.5 + 0.005 * calls, calls < 100);
  });
  drag.start(3);
  ASSERT_TRUE(waitFor([&] { return calls == 100 && !renderer.isBusy() && renderer.frame().final; }));
  EXPECT_DOUBLE_EQ(renderer.frame().level, 1.0);
  EXPECT_TRUE(renderer.frame().full);
  EXPECT_NE(renderer.frame().triangles, triangles);
  EXPECT_GT(frames, 2);
  EXPECT_LT(frames, 100) << "pictures in between must be skipped";
  // Wall time has room for a loaded machine; the GUI thread's own time has none. A picture or mesh made in this thread
  // would show in both.
  std::printf("longest pause %.0f ms, GUI thread's own %.1f ms, full surface %.0f ms\n", watchdog.longestMs,
              watchdog.longestCpuMs, fullMs);
  EXPECT_LT(watchdog.longestMs, 200);
  EXPECT_LT(watchdog.longestCpuMs, 50);
}

TEST(SurfaceRenderer, ANewLevelInterruptsTheFullSurface) {
  SurfaceRenderer renderer;
  renderer.setSize({300, 300}, false);
  renderer.setVolume(test::gyroidVolume(200, 16), false);
  renderer.setLevel(0.5, false);
  ASSERT_TRUE(waitFor([&] { return !renderer.isBusy() && renderer.frame().final; }));
  const double fullMs = renderer.frame().milliseconds;
  renderer.setLevel(0.6, false);
  ASSERT_TRUE(waitFor([&] { return renderer.frame().level == 0.6; }));
  QElapsedTimer rest;
  rest.start();
  (void)waitFor([&] { return rest.elapsed() > 150 + 0.4 * fullMs; });  // now in the middle of it
  ASSERT_FALSE(renderer.frame().final);
  renderer.setLevel(0.7, false);
  ASSERT_TRUE(waitFor([&] { return renderer.frame().level == 0.7; }));
  EXPECT_FALSE(renderer.frame().final);  // the quick picture came first, 0.6 was never finished
  ASSERT_TRUE(waitFor([&] { return renderer.frame().final; }));
  EXPECT_DOUBLE_EQ(renderer.frame().level, 0.7);
}

TEST(SurfaceRenderer, KeepsTheCoarseSurfaceWhereTheFullOneIsTooFine) {
  // A level inside noise: nearly every voxel is cut.
  auto noise = std::make_shared<Volume>(test::cube(230, 1));
  std::uint32_t state = 1;
  for (float& value : noise->data) {
    state = state * 1664525U + 1013904223U;
    value = static_cast<float>(state >> 8) * 0x1p-24F - 0.5F;
  }
  SurfaceRenderer renderer;
  renderer.setSize({200, 200}, false);
  renderer.setVolume(noise, false);
  renderer.setLevel(0.0, false);
  ASSERT_TRUE(waitFor([&] { return renderer.frame().final; }, 120'000));
  EXPECT_TRUE(renderer.frame().tooFine);
  EXPECT_FALSE(renderer.frame().full);
  EXPECT_FALSE(renderer.frame().image.isNull());
}

TEST(SurfaceRenderer, GoesWhileAPictureIsMadeWithoutWaitingForIt) {
  const auto volume = test::gyroidVolume(200, 16);
  SurfaceRenderer keepsThreadAlive;
  for (const int waitMs : {0, 30, 150, 300, 500}) {
    auto renderer = std::make_unique<SurfaceRenderer>();
    renderer->setSize({600, 600}, false);
    renderer->setVolume(volume, false);
    renderer->setLevel(0.5, false);
    QElapsedTimer clock;
    clock.start();
    (void)waitFor([&] { return clock.elapsed() >= waitMs; });
    clock.restart();
    renderer.reset();
    EXPECT_LT(clock.elapsed(), 100) << waitMs;
  }
}

class IsosurfaceViewTest : public testing::Test {
protected:
  IsosurfaceViewTest() {
    view.resize(300, 240);
    view.show();
    view.setVolume(test::ballsVolume(test::cube(40, 2), {{{40, 40, 40}, 24}, {{66, 40, 40}, 10}}));
  }
  bool settled() {
    return waitFor([&] { return !view.isRefining(); }) && !view.currentImage().isNull();
  }
  /// Pixels of the surface in the picture, and the mean of their x.
  std::pair<int, double> green() {
    const QImage image = view.currentImage();
    int count = 0;
    double x = 0;
    for (int j = 0; j < image.height(); ++j)
      for (int i = 0; i < image.width(); ++i)
        if (const QColor c = image.pixelColor(i, j); c.green() > c.blue() + 12) {
          ++count;
          x += i;
        }
    return {count, count > 0 ? x / count : 0};
  }
  void drag(Qt::MouseButton button, QPoint from, QPoint to) {
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButtons buttons) {
      QMouseEvent event(type, at, view.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : button, buttons,
                        Qt::NoModifier);
      QApplication::sendEvent(&view, &event);
    };
    send(QEvent::MouseButtonPress, from, button);
    for (int i = 1; i <= 10; ++i) send(QEvent::MouseMove, from + (to - from) * i / 10, button);
    send(QEvent::MouseButtonRelease, to, Qt::NoButton);
  }
  IsosurfaceView view;
};

TEST_F(IsosurfaceViewTest, ShowsASurfaceAndItsText) {
  view.setLevelText("level 0  (0.0 sigma)");
  view.setLevel(0);
  ASSERT_TRUE(settled());
  EXPECT_GT(green().first, 5000);
  EXPECT_EQ(view.accessibleName(), "3-D surface");
  EXPECT_TRUE(view.accessibleDescription().contains("level 0"));
  view.setLevel(1000);
  ASSERT_TRUE(settled());
  EXPECT_EQ(green().first, 0);
  EXPECT_TRUE(view.accessibleDescription().contains("No voxel reaches the level"));
}

TEST_F(IsosurfaceViewTest, IsWhiteAfterClear) {
  view.setLevel(0);
  ASSERT_TRUE(settled());
  view.clear("Open a map");
  ASSERT_TRUE(settled());
  EXPECT_EQ(green().first, 0);
  EXPECT_EQ(view.accessibleDescription(), "Open a map");
  view.setVolume(test::ballsVolume(test::cube(40, 2), {{{40, 40, 40}, 24}}));
  ASSERT_TRUE(settled());
  EXPECT_GT(green().first, 5000);
}

TEST_F(IsosurfaceViewTest, FollowsItsSize) {
  view.setLevel(0);
  ASSERT_TRUE(settled());
  const int before = green().first;
  view.resize(600, 480);
  ASSERT_TRUE(settled());
  EXPECT_NEAR(green().first, 4 * before, 0.03 * 4 * before);
  EXPECT_EQ(view.currentImage().size(), QSize(600, 480) * view.devicePixelRatioF());
}

TEST_F(IsosurfaceViewTest, MovesWithTheMiddleButtonByThePointersWay) {
  view.setLevel(0);
  ASSERT_TRUE(settled());
  const auto [count, x] = green();
  drag(Qt::MiddleButton, {150, 120}, {130, 120});
  ASSERT_TRUE(settled());
  EXPECT_NEAR(green().second, x - 20, 1.5);
  view.resetCamera();
  ASSERT_TRUE(settled());
  EXPECT_NEAR(green().second, x, 0.5);
}

TEST_F(IsosurfaceViewTest, TurnsWithTheLeftButtonAndTheKeys) {
  view.setLevel(0);
  ASSERT_TRUE(settled());
  const double x = green().second;
  ViewAngles told;
  QObject::connect(&view, &IsosurfaceView::viewAnglesChanged, [&](ViewAngles angles) { told = angles; });
  drag(Qt::LeftButton, {150, 120}, {200, 120});
  EXPECT_GT(told.y, 20);
  EXPECT_NEAR(told.x, 0, 1e-6);
  QKeyEvent one(QEvent::KeyPress, Qt::Key_1, Qt::NoModifier);
  QApplication::sendEvent(&view, &one);
  EXPECT_EQ(view.viewAngles().y, -90);
  ASSERT_TRUE(settled());
  EXPECT_NEAR(green().second, 149.5, 1.5);  // the small ball is in front of the large one
  EXPECT_GT(std::abs(x - 149.5), 3);
}

TEST_F(IsosurfaceViewTest, LinkedBothWaysTwoViewsShareTheirCamera) {
  IsosurfaceView other;
  QObject::connect(&view, &IsosurfaceView::cameraChanged, &other, &IsosurfaceView::setCamera);
  QObject::connect(&other, &IsosurfaceView::cameraChanged, &view, &IsosurfaceView::setCamera);
  int changes = 0;
  QObject::connect(&other, &IsosurfaceView::cameraChanged, [&] { ++changes; });
  drag(Qt::LeftButton, {150, 120}, {200, 120});
  EXPECT_GT(changes, 5);
  EXPECT_EQ(other.camera(), view.camera());
  EXPECT_NE(view.camera(), SurfaceCamera());
  other.resetCamera();
  EXPECT_EQ(view.camera(), SurfaceCamera());
}

TEST_F(IsosurfaceViewTest, ThePivotIsShownInTheMiddleAndStaysThereWhileTurning) {
  view.setLevel(0);
  SurfaceCamera camera;
  camera.pivot = {26, 0, 0};  // the small ball
  camera.zoom = 3;            // nothing else fits
  for (const ViewAngles& angles : {ViewAngles{0, 0, 0}, ViewAngles{0, 0, 90}, ViewAngles{0, 0, 180}}) {
    camera.rotation = Rotation::fromAngles(angles);
    view.setCamera(camera);
    ASSERT_TRUE(settled());
    const QImage image = view.currentImage();
    const QColor middle = image.pixelColor(150, 120);
    EXPECT_GT(middle.green(), middle.blue() + 12);
  }
  camera.pivot = {0, 60, 0};
  view.setCamera(camera);
  ASSERT_TRUE(settled());
  EXPECT_EQ(view.currentImage().pixelColor(150, 120), QColor(Qt::white));
}

TEST_F(IsosurfaceViewTest, ZoomsAboutThePointer) {
  view.setLevel(0);
  ASSERT_TRUE(settled());
  const auto [before, x] = green();
  QWheelEvent out({149.5, 119.5}, view.mapToGlobal(QPointF(149.5, 119.5)), {}, {0, -240}, Qt::NoButton, Qt::NoModifier,
                  Qt::NoScrollPhase, false);
  QApplication::sendEvent(&view, &out);
  ASSERT_TRUE(settled());
  const auto [after, ignored] = green();
  EXPECT_NEAR(after, before / std::pow(1.2, 4), 0.04 * before);
}

}  // namespace
}  // namespace vitrine::ui
