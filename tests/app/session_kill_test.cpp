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
#include <optional>
#include <stdexcept>
#include <vector>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace fs = std::filesystem;

namespace {

/// ms between autosaves here. The program begins one kAutosaveWriting before the time of the preferences (60 s) is
/// over, so that what holds here, loss <= interval + kAutosaveWriting, is a loss of at most 60 s there.
constexpr int kInterval = 400;
constexpr int kKills = 50, kAtOnce = 5;

double now() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The victim: opens a map, runs a check, then changes something every few milliseconds and says so, as it does of each
/// autosave. The number of the change travels in the camera.
int work(const QString& map, const QString& session) {
  VitrineWindow window(2);
  window.resize(640, 480);  // five of them draw in software at once
  window.show();
  window.session()->setAutosaveInterval(kInterval);
  QObject::connect(window.session(), &SessionControl::autosaved, [](bool written) {
    std::printf("%s %.3f\n", written ? "kept" : "failed", now());
    std::fflush(stdout);
  });
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
  double wait = 0;                ///< ms from its first change to its death
  std::optional<double> firstAt;  ///< when its first change was heard of

  fs::path session() const { return *folder / "named.vitrine"; }
  void start(const QString& map);
  void listen();
  bool isDue() const { return firstAt && now() >= *firstAt + wait; }
};

void Victim::start(const QString& map) {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  const QString home = QString::fromStdString(folder->path().string());
  for (const char* name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
    environment.insert(QString::fromLatin1(name), home);
  process->setProcessEnvironment(environment);
  process->start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("--work"), map, QString::fromStdString(session().string())});
}

/// What a victim told before it died.
struct Told {
  std::map<int, double> changes;  ///< number -> time
  std::vector<double> autosaves;  ///< when each had been written

  explicit Told(const QByteArray& said) {
    QList<QByteArray> lines = said.split('\n');
    lines.removeLast();  // cut off by its death, or empty
    for (const QByteArray& line : lines) {
      const QList<QByteArray> words = line.split(' ');
      if (words.size() != 2) throw std::runtime_error("the victim said " + line.toStdString());
      if (words[0] == "kept")
        autosaves.push_back(words[1].toDouble());
      else if (words[0] == "failed")
        throw std::runtime_error("an autosave was not written");
      else
        changes[words[0].toInt()] = words[1].toDouble();
    }
  }
};

void Victim::listen() {
  said += process->readAllStandardOutput();
  if (!firstAt && !Told(said).changes.empty()) firstAt = now();
}

}  // namespace

class SessionKillTest : public QObject {
  Q_OBJECT

private slots:
  void losesLittleAndLeavesNothingUnreadable();

private:
  void kill(std::vector<Victim>& victims);
  void examine(const Victim& victim);

  std::vector<double> m_lost;  ///< ms of work, per victim
  int m_withAutosave = 0;
};

/// Each at its moment.
void SessionKillTest::kill(std::vector<Victim>& victims) {
  const double begun = now();
  std::size_t living = victims.size();
  while (living > 0) {
    QTest::qWait(2);
    for (Victim& victim : victims) {
      if (victim.process->state() == QProcess::Starting || victim.wait < 0) continue;
      victim.listen();
      QVERIFY2(victim.process->state() == QProcess::Running, victim.process->readAllStandardError().constData());
      QVERIFY2(victim.firstAt || now() - begun < 3 * kPatience, "a victim does not begin to work");
      if (!victim.isDue()) continue;
      victim.process->kill();  // SIGKILL
      victim.wait = -1;
      --living;
    }
  }
  for (Victim& victim : victims) {
    // A process that waits for a slow disk in fsync() ends when the disk has answered.
    QTRY_COMPARE_WITH_TIMEOUT(victim.process->state(), QProcess::NotRunning, 3 * kPatience);
    QCOMPARE(victim.process->exitStatus(), QProcess::CrashExit);
    victim.listen();
  }
}

void SessionKillTest::examine(const Victim& victim) {
  const Told told(victim.said);
  qputenv("XDG_STATE_HOME", QByteArray::fromStdString(victim.folder->path().string()));
  if (fs::exists(victim.session())) readSession(victim.session());  // throws if it is damaged
  const std::vector<LeftWork> left = leftWork();
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(autosaveFolder())) files += isSessionFile(entry.path()) ? 1 : 0;
  QVERIFY2(files == left.size(), "an autosave cannot be read");
  const double end = told.changes.rbegin()->second;
  if (left.empty()) {  // killed before the first
    QVERIFY(told.autosaves.empty());
    m_lost.push_back(end - told.changes.begin()->second);
    return;
  }
  ++m_withAutosave;
  const Session session = readSession(left.front().file);
  const auto next = told.changes.upper_bound(static_cast<int>(session.view.camera.panX));
  const double lostSince = next == told.changes.end() ? end : next->second;
  m_lost.push_back(end - lostSince);
  // Each autosave holds what was done before the one ahead of it had been written, and the last that was told of is
  // the least that is there.
  if (told.autosaves.size() >= 2) QVERIFY(lostSince >= told.autosaves[told.autosaves.size() - 2]);
}

void SessionKillTest::losesLittleAndLeavesNothingUnreadable() {
  const TemporaryFolder folder;
  writeBall(folder / "ball.mrc", 32);
  const QString map = QString::fromStdString((folder / "ball.mrc").string());
  for (int round = 0; round < kKills / kAtOnce; ++round) {
    std::vector<Victim> victims(kAtOnce);
    for (int i = 0; i < kAtOnce; ++i) {
      Victim& victim = victims[static_cast<std::size_t>(i)];
      // Anywhere between the first change and the fourth autosave.
      victim.wait = 3.5 * kInterval * randomUniform(7, static_cast<std::uint64_t>(round * kAtOnce + i));
      victim.start(map);
    }
    kill(victims);
    if (QTest::currentTestFailed()) return;
    for (const Victim& victim : victims) examine(victim);
    if (QTest::currentTestFailed()) return;
  }
  QCOMPARE(m_lost.size(), std::size_t{kKills});
  std::ranges::sort(m_lost);
  qInfo("%d kills, %d with an autosave; work lost: median %.0f ms, largest %.0f ms at an interval of %d ms", kKills,
        m_withAutosave, m_lost[m_lost.size() / 2], m_lost.back(), kInterval);
  QVERIFY(m_lost.back() <= kInterval + SessionControl::kAutosaveWriting);
  QVERIFY(m_withAutosave > kKills / 2);
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
