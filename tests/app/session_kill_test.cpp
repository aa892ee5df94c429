// kill -9 at random moments: the autosave that is left can be read and holds all but the last moments of work; a
// session that was being saved is the old one or the new one. The program kills copies of itself that work in a real
// window.
#include "app/session/autosave.hpp"
#include "app/session/session.hpp"
#include "app/window/session_control.hpp"
#include "core/base/random.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QApplication>
#include <QProcess>
#include <QSettings>
#include <QTest>

#include <chrono>
#include <cstdio>
#include <map>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace fs = std::filesystem;

namespace {

constexpr int kInterval = 400;  // ms between autosaves here; 60 s in the program
/// ms beyond the interval: the file that is being written when the process dies does not count, and other programs may
/// have the disk and the processor meanwhile.
constexpr double kWriting = 10'000;
constexpr int kKills = 50, kAtOnce = 5;

double now() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The victim: opens a map, runs a check, then changes something every few milliseconds and says so. The number of the
/// change travels in the camera.
int work(const QString& map, const QString& session) {
  VitrineWindow window(2);
  window.show();
  window.session()->setAutosaveInterval(kInterval);
  int number = 0;
  QTimer hands;
  QObject::connect(&hands, &QTimer::timeout, [&] {
    ++number;
    const auto random = [&](std::uint64_t purpose) {
      return randomUniform(purpose, static_cast<std::uint64_t>(number));
    };
    SurfaceCamera camera = window.surface()->camera();
    camera.panX = number;
    window.surface()->setCamera(camera);
    if (random(1) < 0.3) QTest::keyClick(window.slices()->slice(2), random(2) < 0.5 ? Qt::Key_Right : Qt::Key_Left);
    if (random(3) < 0.3) window.workspace()->setLevel(0.2 + 0.6 * random(4));
    if (random(5) < 0.05) window.session()->saveTo(session.toStdString());
    std::printf("%d %.3f\n", number, now());
    std::fflush(stdout);
  });
  QObject::connect(&window, &VitrineWindow::checksFinished, [&] { hands.start(5); });
  QObject::connect(window.workspace(), &Workspace::levelReady, [&] { window.runChecks({QStringLiteral("0.a")}); });
  window.openFiles({map});
  return QApplication::exec();
}

struct Victim {
  std::unique_ptr<TemporaryFolder> folder = std::make_unique<TemporaryFolder>();
  std::unique_ptr<QProcess> process = std::make_unique<QProcess>();
  QByteArray said;

  fs::path session() const { return *folder / "named.vitrine"; }
  /// Changes it has told of: number -> time.
  std::map<int, double> changes() const {
    std::map<int, double> list;
    for (const QByteArray& line : said.split('\n')) {
      int number = 0;
      double time = 0;
      if (std::sscanf(line.constData(), "%d %lf", &number, &time) == 2 && line.contains('.')) list[number] = time;
    }
    return list;
  }
};

}  // namespace

class SessionKillTest : public QObject {
  Q_OBJECT

private slots:
  void losesLittleAndLeavesNothingUnreadable();

private:
  static Victim begin(const QString& map);
  /// @return  ms of work that are lost
  static double examine(const Victim& victim);
};

Victim SessionKillTest::begin(const QString& map) {
  Victim victim;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  const QString home = QString::fromStdString(victim.folder->path().string());
  for (const char* name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
    environment.insert(QString::fromLatin1(name), home);
  victim.process->setProcessEnvironment(environment);
  victim.process->start(QCoreApplication::applicationFilePath(),
                        {QStringLiteral("--work"), map, QString::fromStdString(victim.session().string())});
  return victim;
}

double SessionKillTest::examine(const Victim& victim) {
  const std::map<int, double> changes = victim.changes();
  qputenv("XDG_STATE_HOME", QByteArray::fromStdString(victim.folder->path().string()));
  if (fs::exists(victim.session())) readSession(victim.session());  // throws if it is damaged
  const std::vector<LeftWork> left = leftWork();
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(autosaveFolder())) files += isSessionFile(entry.path()) ? 1 : 0;
  if (files != left.size()) throw std::runtime_error("an autosave cannot be read");
  if (left.empty()) return changes.rbegin()->second - changes.begin()->second;  // killed before the first
  const Session session = readSession(left.front().file);
  const int kept = static_cast<int>(session.view.camera.panX);
  const auto next = changes.upper_bound(kept);
  return next == changes.end() ? 0 : changes.rbegin()->second - next->second;
}

void SessionKillTest::losesLittleAndLeavesNothingUnreadable() {
  const TemporaryFolder folder;
  writeBall(folder / "ball.mrc", 32);
  const QString map = QString::fromStdString((folder / "ball.mrc").string());
  std::vector<double> lost;
  int autosaves = 0;
  for (int round = 0; round < kKills / kAtOnce; ++round) {
    std::vector<Victim> victims;
    for (int i = 0; i < kAtOnce; ++i) victims.push_back(begin(map));
    for (int i = 0; i < kAtOnce; ++i) {
      Victim& victim = victims[static_cast<std::size_t>(i)];
      const auto listen = [&victim] {
        victim.process->waitForReadyRead(20);
        victim.said += victim.process->readAllStandardOutput();
      };
      const double begun = now();
      while (victim.changes().empty() && now() - begun < 3 * kPatience) listen();
      QVERIFY2(!victim.changes().empty(), victim.process->readAllStandardError().constData());
      // Anywhere between the first change and the fourth autosave.
      const double wait = 3.5 * kInterval * randomUniform(7, static_cast<std::uint64_t>(round * kAtOnce + i));
      for (const double until = now() + wait; now() < until;) listen();
      QCOMPARE(victim.process->state(), QProcess::Running);
      victim.process->kill();  // SIGKILL
      // A process that waits for a slow disk in fsync() ends when the disk has answered.
      QTRY_COMPARE_WITH_TIMEOUT(victim.process->state(), QProcess::NotRunning, 3 * kPatience);
      QCOMPARE(victim.process->exitStatus(), QProcess::CrashExit);
      victim.said += victim.process->readAllStandardOutput();
      lost.push_back(examine(victim));
      autosaves += leftWork().empty() ? 0 : 1;
    }
  }
  std::ranges::sort(lost);
  qInfo("%zu kills, %d with an autosave; work lost: median %.0f ms, largest %.0f ms at an interval of %d ms",
        lost.size(), autosaves, lost[lost.size() / 2], lost.back(), kInterval);
  QVERIFY(lost.back() <= kInterval + kWriting);
  QVERIFY(autosaves > kKills / 2);
}

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  nameTestProgram();
  const QStringList words = QCoreApplication::arguments();
  if (words.size() == 4 && words[1] == QLatin1String("--work")) return work(words[2], words[3]);
  SessionKillTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "session_kill_test.moc"
