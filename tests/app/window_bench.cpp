// How long the window makes people wait: window_bench [EDGE | MAP | EDGE halves]. Not a test; prints milliseconds.
//
// With "halves" an entry of EDGE^3 with two half maps is made and all checks run on it, while the component tree of the
// map is built and while the level is dragged; otherwise one map is opened, its level dragged, its slices turned.
#include "app/window/threshold_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/random.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/level_tree.hpp"
#include "tests/bench/half_maps/make_halves.hpp"
#include "tests/support/support.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"

#include <qcustomplot.h>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
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

/// Tells which deliveries of events took the thread longest: where to look when a gap is long.
class WatchedApplication : public QApplication {
public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    const QEvent::Type type = event->type();
    const QByteArray name = receiver->metaObject()->className() + QByteArray(" ") + receiver->objectName().toUtf8();
    ++m_depth;
    const double before = threadTime();
    const bool isHandled = QApplication::notify(receiver, event);
    const double taken = threadTime() - before;
    if (--m_depth == 0 && taken > 8) m_slow.push_back({taken, name + " event " + QByteArray::number(type)});
    return isHandled;
  }
  void printSlowest() {
    std::ranges::sort(m_slow, std::greater{}, &Slow::taken);
    for (std::size_t i = 0; i < std::min<std::size_t>(6, m_slow.size()); ++i)
      std::printf("   %5.1f ms in %s\n", m_slow[i].taken, m_slow[i].what.constData());
    m_slow.clear();
  }

private:
  struct Slow {
    double taken;
    QByteArray what;
  };
  std::vector<Slow> m_slow;
  int m_depth = 0;
};

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
    std::printf("event loop gap, %-28s median %5.1f  p99 %5.1f  p99.9 %5.1f  largest %5.1f ms (%zu beats)\n", during,
                at(0.5), at(0.99), at(0.999), at(1), m_gaps.size());
    std::printf("   of it own work,                                 p99 %5.1f  p99.9 %5.1f  largest %5.1f ms\n",
                in(m_worked, 0.99), in(m_worked, 0.999), in(m_worked, 1));
    static_cast<WatchedApplication*>(qApp)->printSlowest();
    std::fflush(stdout);
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

/// The window under measurement and what its views have told.
struct Bench {
  VitrineWindow window;
  QElapsedTimer clock;
  bool hasSurface = false;

  Bench() {
    window.resize(1600, 1000);
    QObject::connect(&window, &VitrineWindow::pictureShown, [this](bool coarse) {
      say(coarse ? "slices of the preview" : "slices of the map", " after the window");
    });
    QObject::connect(window.surface(), &IsosurfaceView::imageShown, [this](bool full) {
      if (full && window.workspace()->level() && !std::exchange(hasSurface, true))
        say("whole surface", " after the window");
    });
    window.show();
    clock.start();
    (void)QTest::qWaitForWindowExposed(&window);
  }
  void say(const char* what, const char* since = "") const {
    std::printf("%-38s %6lld ms%s\n", what, static_cast<long long>(clock.elapsed()), since);
    std::fflush(stdout);
  }

  void open(const OpenRequest& request) {
    Watchdog watchdog;
    window.open(request);
    wait([&] { return window.workspace()->level().has_value() && !window.workspace()->isLoading(); });
    say("level, numbers", " after the window");
    wait([&] { return hasSurface || clock.elapsed() > 120'000; });
    watchdog.print("opening");
  }

  QPoint pixel(double level) const {
    QCustomPlot* canvas = window.threshold()->histogram()->canvas();
    return {static_cast<int>(canvas->xAxis->coordToPixel(level)), canvas->axisRect()->center().y()};
  }
  /// Drags the level up and down until `done`, at least `moves` times.
  void drag(
      int moves, const char* name, const std::function<bool()>& done = [] { return true; }) {
    Watchdog watchdog;
    QCustomPlot* canvas = window.threshold()->histogram()->canvas();
    const double from = *window.workspace()->level(), reach = 0.3 * canvas->xAxis->range().upper;
    QTest::mousePress(canvas, Qt::LeftButton, {}, pixel(from));
    for (int i = 1; i <= moves || !done(); ++i) {
      QTest::mouseMove(canvas, pixel(from + reach * std::abs(std::sin(i * 0.02))));
      rest(12);
    }
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, pixel(from + reach / 3));
    watchdog.print(name);
  }

  void turnSlices() {
    Watchdog watchdog;
    for (int i = 0; i < 300; ++i) {
      window.slices()->link()->setIndex(i % 3, 20 + i % 200);
      rest(12);
    }
    watchdog.print("turning slices");
  }

  void turnSurface() {
    IsosurfaceView* surface = window.surface();
    wait([&] { return !surface->isRefining(); });
    int pictures = 0;
    const auto shown = QObject::connect(surface, &IsosurfaceView::imageShown, [&](bool) { ++pictures; });
    QPoint at = surface->rect().center();
    Watchdog watchdog;
    QElapsedTimer since;
    since.start();
    QTest::mousePress(surface, Qt::LeftButton, {}, at);
    for (int i = 0; i < 250; ++i) {
      at += QPoint(i % 50 < 25 ? 4 : -4, 1 - i / 125 * 2);
      QTest::mouseMove(surface, at);
      rest(12);
    }
    const double seconds = static_cast<double>(since.nsecsElapsed()) * 1e-9;
    QTest::mouseRelease(surface, Qt::LeftButton, {}, at);
    QObject::disconnect(shown);
    std::printf("%-38s %.1f pictures a second\n", "turning the surface", pictures / seconds);
    watchdog.print("turning the surface");
  }

  /// From a level to the surface at it: the coarse picture while the mouse is down, the full one after it is let go.
  void changeLevel(int times) {
    QCustomPlot* canvas = window.threshold()->histogram()->canvas();
    QElapsedTimer since;
    std::vector<double> coarse, full;
    bool isCoarse = false, isFull = false;
    const auto shown = QObject::connect(window.surface(), &IsosurfaceView::imageShown, [&](bool whole) {
      if (!std::exchange(whole ? isFull : isCoarse, true))
        (whole ? full : coarse).push_back(static_cast<double>(since.nsecsElapsed()) * 1e-6);
    });
    const double from = *window.workspace()->level(), reach = 0.1 * canvas->xAxis->range().upper;
    for (int i = 1; i <= times; ++i) {
      QTest::mousePress(canvas, Qt::LeftButton, {}, pixel(*window.workspace()->level()));
      rest(400);  // whatever is still being drawn
      isCoarse = isFull = false;
      since.start();
      QTest::mouseMove(canvas, pixel(from + reach * (1 + i % 3)));
      wait([&] { return isCoarse || isFull || since.elapsed() > 10'000; });
      since.start();
      QTest::mouseRelease(canvas, Qt::LeftButton, {}, pixel(from + reach * (1 + i % 3)));
      wait([&] { return isFull || since.elapsed() > 20'000; });
    }
    QObject::disconnect(shown);
    const auto print = [](const char* what, std::vector<double>& taken) {
      std::ranges::sort(taken);
      if (taken.empty())
        std::printf("%-38s was not shown\n", what);
      else
        std::printf("%-38s median %6.0f ms, largest %6.0f ms (%zu)\n", what, taken[taken.size() / 2], taken.back(),
                    taken.size());
    };
    print("level to coarse picture", coarse);
    print("level let go to full picture", full);
  }

  /// The tree of the map in the pool, as the threshold dock asks for it. @returns true when it is there
  std::function<bool()> buildTree() {
    const auto context = window.workspace()->context();
    const auto done = std::make_shared<std::atomic<bool>>(false);
    QElapsedTimer since;
    since.start();
    window.workspace()->pool()->start([context, done, since] {
      Progress progress;
      const auto tree = context->get<LevelTree>(progress);
      std::printf("%-38s %6lld ms, %lld peaks\n", "component tree", static_cast<long long>(since.elapsed()),
                  static_cast<long long>(tree->tree->peaks()));
      *done = true;
    });
    return [done] { return done->load(); };
  }

  void run(const QStringList& ids, const char* name) {
    Watchdog watchdog;
    clock.restart();
    window.runChecks(ids);
    wait([&] { return !window.isRunning(); });
    say(name);
    watchdog.print(name);
  }
};

void benchHalves(int edge, const test::TemporaryFolder& folder) {
  test::ThreadExecutor executor(2);
  const bench::HalfMapFiles files = bench::makeHalves(edge, folder.path(), executor);
  QStringList all;
  for (const auto& check : allChecks()) all << QString::fromStdString(std::string(check->info().id));
  OpenRequest request;
  request.map = files.map;
  request.half1 = files.half1;
  request.half2 = files.half2;
  request.resolution = 4.6;
  {
    Bench bench;
    bench.open(request);
    bench.drag(600, "dragging, tree being built", bench.buildTree());
    bench.run(all, "all checks");
  }
  // Everything at once.
  Bench bench;
  bench.open(request);
  const std::function<bool()> hasTree = bench.buildTree();
  bench.clock.restart();
  bench.window.runChecks(all);
  bench.drag(600, "dragging, all checks running", [&] { return hasTree() && !bench.window.isRunning(); });
  bench.say("checks and tree");
}

void benchMap(const std::filesystem::path& map) {
  Bench bench;
  OpenRequest request;
  request.map = map;
  bench.open(request);
  bench.drag(600, "dragging the level");
  bench.changeLevel(12);
  bench.turnSurface();
  const std::function<bool()> hasTree = bench.buildTree();
  bench.drag(600, "dragging, tree being built", hasTree);
  bench.turnSlices();
  bench.window.workspace()->setResolution(3.0);
  bench.run({"0.a", "0.b", "0.c", "0.d"}, "checks 0.a to 0.d");
}

}  // namespace

int main(int argc, char** argv) {
  WatchedApplication application(argc, argv);
  const test::TemporaryFolder folder;
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(folder.path().string()));
  const std::string wish = argc > 1 ? argv[1] : "512";
  const bool isNumber = wish.find_first_not_of("0123456789") == std::string::npos;
  if (isNumber && argc > 2) {
    benchHalves(std::stoi(wish), folder);
    return 0;
  }
  const std::filesystem::path map = isNumber ? folder / "bench.mrc" : std::filesystem::path(wish);
  if (isNumber) writeMap(map, std::stoi(wish));
  benchMap(map);
  return 0;
}
