// How long the window makes people wait: window_bench [EDGE | MAP]. Not a test; prints milliseconds.
#include "app/window/threshold_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/random.hpp"
#include "core/mapio/writer.hpp"
#include "tests/support/support.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"

#include <qcustomplot.h>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

/// Sixty soft balls of different sizes in noise: a surface with some hundred thousand triangles.
void writeMap(const std::filesystem::path& file, int edge) {
  struct Ball {
    double x, y, z, radius;
  };
  std::vector<Ball> balls;
  for (std::uint64_t i = 0; i < 60; ++i)
    balls.push_back({edge * (0.3 + 0.4 * randomUniform(7, 4 * i)), edge * (0.3 + 0.4 * randomUniform(7, 4 * i + 1)),
                     edge * (0.3 + 0.4 * randomUniform(7, 4 * i + 2)),
                     edge * (0.02 + 0.03 * randomUniform(7, 4 * i + 3))});
  Volume volume(Grid{{edge, edge, edge}, {1.1, 1.1, 1.1}, {}});
  test::ThreadExecutor executor(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
  executor.run(edge, [&](std::int64_t z) {
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x) {
        const auto bits = randomBits(1, static_cast<std::uint64_t>(volume.grid.index(x, y, static_cast<int>(z))));
        double value = 0.05 * (static_cast<double>(bits & 0xffff) / 65536.0 - 0.5);
        for (const Ball& ball : balls) {
          const double dx = x - ball.x, dy = y - ball.y, dz = static_cast<double>(z) - ball.z;
          const double r2 = (dx * dx + dy * dy + dz * dz) / (ball.radius * ball.radius);
          if (r2 < 4) value += 1 / (1 + std::exp(8 * (r2 - 1)));
        }
        volume.at(x, y, static_cast<int>(z)) = static_cast<float>(value);
      }
  });
  Progress progress;
  save(file, volume, {}, progress);
}

/// Processor time of the calling thread in ms.
double threadTime() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

/// Gaps between two beats of 5 ms, and how much of each the thread itself worked: the rest it waited for a processor.
class Watchdog {
public:
  Watchdog() {
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, [this] {
      m_gaps.push_back(static_cast<double>(m_clock.nsecsElapsed()) * 1e-6);
      m_worked.push_back(threadTime() - m_before);
      m_clock.restart();
      m_before = threadTime();
    });
    m_clock.start();
    m_timer.start(5);
  }
  void print(const char* during) {
    std::ranges::sort(m_gaps);
    std::ranges::sort(m_worked);
    const auto in = [](const std::vector<double>& sorted, double p) {
      return sorted[static_cast<std::size_t>(p * (static_cast<double>(sorted.size()) - 1))];
    };
    const auto at = [&](double p) { return in(m_gaps, p); };
    std::printf("event loop gap, %-18s median %5.1f  p99 %5.1f  p99.9 %5.1f  largest %5.1f ms (%zu beats)\n", during,
                at(0.5), at(0.99), at(0.999), at(1), m_gaps.size());
    std::printf("   of it own work,                      p99 %5.1f  p99.9 %5.1f  largest %5.1f ms\n",
                in(m_worked, 0.99), in(m_worked, 0.999), in(m_worked, 1));
  }

private:
  QTimer m_timer;
  QElapsedTimer m_clock;
  std::vector<double> m_gaps, m_worked;
  double m_before = threadTime();
};

/// Leaves the event loop alone for a while (QTest::qWait sleeps in it, which would count as a gap).
void rest(int milliseconds) {
  QEventLoop loop;
  QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
  loop.exec();
}

void wait(const std::function<bool()>& until) {
  while (!until()) rest(5);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  const test::TemporaryFolder folder;
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(folder.path().string()));
  const std::string wish = argc > 1 ? argv[1] : "512";
  const bool isNumber = wish.find_first_not_of("0123456789") == std::string::npos;
  const std::filesystem::path map = isNumber ? folder / "bench.mrc" : std::filesystem::path(wish);
  if (isNumber) writeMap(map, std::stoi(wish));

  VitrineWindow window;
  window.resize(1600, 1000);
  QElapsedTimer clock;
  QObject::connect(&window, &VitrineWindow::pictureShown, [&](bool coarse) {
    std::printf("%-38s %6lld ms after the window\n", coarse ? "slices of the preview" : "slices of the map",
                static_cast<long long>(clock.elapsed()));
  });
  bool hasSurface = false;
  QObject::connect(window.surface(), &IsosurfaceView::imageShown, [&](bool full) {
    if (full && window.workspace()->level() && !std::exchange(hasSurface, true))
      std::printf("%-38s %6lld ms after the window\n", "whole surface", static_cast<long long>(clock.elapsed()));
  });
  window.show();
  clock.start();
  (void)QTest::qWaitForWindowExposed(&window);
  {
    Watchdog watchdog;
    window.openFiles({QString::fromStdString(map.string())});
    wait([&] { return window.workspace()->level().has_value() && !window.workspace()->isLoading(); });
    std::printf("%-38s %6lld ms after the window\n", "level, numbers", static_cast<long long>(clock.elapsed()));
    wait([&] { return hasSurface || clock.elapsed() > 60'000; });
    watchdog.print("opening");
  }
  {
    Watchdog watchdog;
    QCustomPlot* canvas = window.threshold()->histogram()->canvas();
    const double from = *window.workspace()->level();
    const auto pixel = [&](double level) {
      return QPoint(static_cast<int>(canvas->xAxis->coordToPixel(level)), canvas->axisRect()->center().y());
    };
    QTest::mousePress(canvas, Qt::LeftButton, {}, pixel(from));
    for (int i = 1; i <= 600; ++i) {
      QTest::mouseMove(canvas, pixel(from + 0.3 * std::abs(std::sin(i * 0.02))));
      rest(12);
    }
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, pixel(from + 0.1));
    watchdog.print("dragging the level");
  }
  {
    Watchdog watchdog;
    for (int i = 0; i < 300; ++i) {
      window.slices()->link()->setIndex(i % 3, 20 + i % 200);
      rest(12);
    }
    watchdog.print("turning slices");
  }
  {
    window.workspace()->setResolution(3.0);
    Watchdog watchdog;
    clock.restart();
    window.runChecks({"0.a", "0.b", "0.c", "0.d"});
    wait([&] { return !window.isRunning(); });
    std::printf("%-38s %6lld ms\n", "checks 0.a to 0.d", static_cast<long long>(clock.elapsed()));
    watchdog.print("running checks");
  }
  return 0;
}
