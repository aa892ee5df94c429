// Sessions: saved, opened again, missing and changed files, two windows, autosaves, work left by a crash.
#include "app/session/autosave.hpp"
#include "app/session/session.hpp"
#include "app/session/view_json.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/session_control.hpp"
#include "app/window/view_keeper.hpp"
#include "app/window/work_history.hpp"
#include "core/base/error.hpp"
#include "core/report/result_json.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <fstream>
#include <nlohmann/json.hpp>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace fs = std::filesystem;

class WindowSessionTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() {
    m_other.reset();
    closeWindow();
  }
  void viewStateIsTheSameAfterJson();
  void savesAndOpensEverything();
  void aMovedFolderFindsItsFiles();
  void missingFilesAreNamedAndLocated();
  void changedMapMakesResultsOld();
  void changedMaskMakesResultsOld();
  void aSecondWindowReadsOnly();
  void damagedOrNewerSessionsAreRefused();
  void saveTakesItsKeyAndTheTitleTells();
  void closingAsksAboutANamedSession();
  void anotherMapForgetsTheSession();
  void autosavesWhatChangesAndAfterAFinishedCheck();
  void leftWorkIsOfferedAndRecovered();
  void leftWorkIsDiscarded();
  void locksOfTheDeadAreTakenOver();

private:
  SessionControl* session() const { return m_window->session(); }
  void save(const char* name) {
    QSignalSpy saved(session(), &SessionControl::saved);
    session()->saveTo((*m_folder / name).string());
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatience);
    QVERIFY2(saved[0][0].toBool(), qPrintable(m_window->message()->text()));
  }
  /// A window that has seen nothing of what the first one did.
  VitrineWindow* other() {
    if (!m_other) {
      m_other = std::make_unique<VitrineWindow>(2);
      m_other->resize(1300, 850);
      m_other->show();
    }
    return m_other.get();
  }
  void open(VitrineWindow* window, const QString& file) {
    QSignalSpy opened(window->session(), &SessionControl::opened);
    window->openFiles({file});
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatience);
  }
  void runChecks(const QStringList& ids) {
    QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
    m_window->runChecks(ids);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  }
  void press(QWidget* bar, const char* text) {
    for (QPushButton* button : bar->findChildren<QPushButton*>())
      if (button->isVisible() && button->text() == QLatin1String(text)) {
        QTest::mouseClick(button, Qt::LeftButton);
        return;
      }
    QFAIL(text);
  }
  static MessageBar* recoveryBar(VitrineWindow* window) {
    return window->findChild<MessageBar*>(QStringLiteral("recoveryBar"));
  }
  /// What a process that was killed leaves: its autosave, and a lock of a process that does not run.
  fs::path leave(const char* name) {
    fs::create_directories(autosaveFolder());
    const fs::path file = autosaveFolder() / name;
    fs::copy_file(*m_folder / "work.vitrine", file);
    return file;
  }

  std::unique_ptr<VitrineWindow> m_other;
};

void WindowSessionTest::viewStateIsTheSameAfterJson() {
  ViewState view;
  view.level = 0.1234567890123456789;
  view.crosshair = {1, 2, 3};
  view.grey = GreyRange{-0.25, 1e-7};
  view.shownView = 3;
  view.projections = view.grid = true;
  view.camera.rotation = Rotation::fromAngles({12, 34, 56});
  view.camera.zoom = 1.7;
  view.camera.panX = -3.25;
  view.camera.pivot = {1, -2, 3.5};
  view.clip.low = {0.1, 0, 0.25};
  view.dustVoxels = 12345678901;
  view.keepOnly = Index3{7, 8, 9};
  view.showModel = false;
  view.bookmarks[2] = view.camera;
  view.surfaceColour = QStringLiteral("1.e/local_resolution");
  view.sliceOverlays = QStringList{QStringLiteral("input/mask"), QStringLiteral("file//tmp/\u00e4.mrc")};
  view.scales[QStringLiteral("input/mask")] = {2.5, std::nullopt, ColorMap::Cividis};
  view.comments[QStringLiteral("0.b/many_components")] = QStringLiteral("Detergent \"micelle\".");
  QVERIFY(viewFromJson(nlohmann::ordered_json::parse(viewJson(view).dump())) == view);
  QVERIFY(viewFromJson(viewJson(ViewState())) == ViewState());
  QVERIFY(viewFromJson(nlohmann::ordered_json::object()) == ViewState());
  QVERIFY_EXCEPTION_THROWN(viewFromJson({{"crosshair", "here"}}), InputError);
}

void WindowSessionTest::savesAndOpensEverything() {
  writeBall(*m_folder / "mask.mrc", 48);
  openBall();
  m_window->openFiles({path("mask.mrc")});
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->inputs().mask.has_value(), kPatience);
  waitForLevel();
  m_window->workspace()->setResolution(6.5);
  m_window->workspace()->setParameter("0.c.effect_limit", "0.2");
  m_window->workspace()->setLevel(0.4321);
  m_window->slices()->link()->setCrosshair({5, 6, 7});
  m_window->slices()->link()->setGreyRange(GreyRange{0.1, 0.9});
  m_window->surface()->setViewAngles({10, 20, 30});
  m_window->checks()->setTicked({QStringLiteral("0.a"), QStringLiteral("0.c")});
  runChecks({QStringLiteral("0.a"), QStringLiteral("0.b"), QStringLiteral("0.c"), QStringLiteral("0.d")});
  m_window->checkList()->select(QStringLiteral("0.b"));
  m_window->checks()->markOutOfDate({QStringLiteral("0.d")});
  save("work.vitrine");

  const WorkState before = m_window->history()->now();
  open(other(), path("work.vitrine"));
  const Workspace* workspace = other()->workspace();
  QVERIFY(other()->history()->now() == before);
  QCOMPARE(*workspace->level(), 0.4321);
  QCOMPARE(workspace->inputs().parameters.at("0.c.effect_limit"), std::string("0.2"));
  QVERIFY(workspace->inputs().mask.has_value());
  QCOMPARE(other()->surface()->level(), 0.4321);
  QCOMPARE(other()->checks()->tickedIds(), m_window->checks()->tickedIds());
  QCOMPARE(other()->checkList()->selectedId(), QStringLiteral("0.b"));
  for (const QString& id : {QStringLiteral("0.a"), QStringLiteral("0.b"), QStringLiteral("0.c")}) {
    QCOMPARE(other()->checks()->state(id), m_window->checks()->state(id));
    CheckResult left = *m_window->checks()->result(id), right = *other()->checks()->result(id);
    QCOMPARE(right.numbers.size(), left.numbers.size());
    QCOMPARE(right.plots.size(), left.plots.size());
    left.figures.clear();
    right.figures.clear();
    QVERIFY2(resultJson(left) == resultJson(right), qPrintable(id));
  }
  QCOMPARE(other()->checks()->state(QStringLiteral("0.d")), CheckState::OutOfDate);
  QCOMPARE(other()->checks()->state(QStringLiteral("1.a")), CheckState::NotRun);
  QTest::qWait(100);
  QVERIFY(other()->session()->changedInputs().isEmpty());
  QVERIFY(other()->commands()[Command::Export]->isEnabled());
  // The file itself: absolute and relative paths, hashes, the schema.
  std::ifstream stream(*m_folder / "work.vitrine");
  const auto json = nlohmann::json::parse(stream);
  QCOMPARE(json.at("schema").get<std::string>(), std::string("vitrine-session/1"));
  QCOMPARE(json.at("inputs").at("map").at("path").get<std::string>(), (*m_folder / "ball.mrc").string());
  QCOMPARE(json.at("inputs").at("map").at("relative").get<std::string>(), std::string("ball.mrc"));
  QCOMPARE(json.at("inputs").at("map").at("sha256").get<std::string>(), workspace->map()->info.sha256);
  QVERIFY(json.at("inputs").at("mask").at("sha256").is_string());
}

void WindowSessionTest::aMovedFolderFindsItsFiles() {
  fs::create_directories(*m_folder / "one");
  writeBall(*m_folder / "one" / "ball.mrc", 32);
  m_window->openFiles({path("one/ball.mrc")});
  waitForLevel();
  save("one/work.vitrine");
  fs::rename(*m_folder / "one", *m_folder / "two");
  open(other(), path("two/work.vitrine"));
  QCOMPARE(other()->workspace()->request().map, *m_folder / "two" / "ball.mrc");
  // A session that was moved alone finds its map by the absolute path.
  fs::rename(*m_folder / "two", *m_folder / "one");
  fs::create_directories(*m_folder / "three");
  fs::rename(*m_folder / "one" / "work.vitrine", *m_folder / "three" / "work.vitrine");
  open(other(), path("three/work.vitrine"));
  QCOMPARE(other()->workspace()->request().map, *m_folder / "one" / "ball.mrc");
}

void WindowSessionTest::missingFilesAreNamedAndLocated() {
  writeBall(*m_folder / "mask.mrc", 48);
  openBall();
  m_window->openFiles({path("mask.mrc")});
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->inputs().mask.has_value(), kPatience);
  waitForLevel();
  m_window->workspace()->setLevel(0.5);
  save("work.vitrine");
  fs::create_directories(*m_folder / "elsewhere");
  for (const char* name : {"ball.mrc", "mask.mrc"}) fs::rename(*m_folder / name, *m_folder / "elsewhere" / name);
  QSignalSpy failed(other()->session(), &SessionControl::failed);
  other()->openFiles({path("work.vitrine")});
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
  QVERIFY(other()->message()->isVisible());
  QVERIFY(other()->message()->text().contains(path("ball.mrc")));
  QVERIFY(other()->message()->text().contains(path("mask.mrc")));
  QVERIFY(other()->workspace()->opened() == nullptr);
  QSignalSpy opened(other()->session(), &SessionControl::opened);
  other()->session()->useInstead(*m_folder / "ball.mrc", *m_folder / "elsewhere" / "ball.mrc");
  QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatience);
  QVERIFY(other()->workspace()->inputs().mask->path == *m_folder / "elsewhere" / "mask.mrc");
  QCOMPARE(*other()->workspace()->level(), 0.5);
  // Without the mask: a button.
  // A copy: the window may still be reading the one it has open.
  fs::copy_file(*m_folder / "elsewhere" / "ball.mrc", *m_folder / "ball.mrc");
  other()->openFiles({path("work.vitrine")});
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, kPatience);
  press(other()->message(), "Open without");
  QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 2, kPatience);
  QVERIFY(!other()->workspace()->inputs().mask);
}

void WindowSessionTest::changedMapMakesResultsOld() {
  openBall();
  runChecks({QStringLiteral("0.a")});
  save("work.vitrine");
  writeBall(*m_folder / "ball.mrc", 48, 2.5);
  open(other(), path("work.vitrine"));
  QTRY_COMPARE_WITH_TIMEOUT(other()->checks()->state(QStringLiteral("0.a")), CheckState::OutOfDate, kPatience);
  QVERIFY(other()->message()->text().contains(QStringLiteral("ball.mrc")));
  other()->checkList()->select(QStringLiteral("0.a"));
  bool says = false;
  for (const QLabel* label : other()->details()->findChildren<QLabel*>())
    says = says || label->text().contains(QStringLiteral("older file"));
  QVERIFY(says);
}

void WindowSessionTest::changedMaskMakesResultsOld() {
  writeBall(*m_folder / "mask.mrc", 48);
  openBall();
  m_window->openFiles({path("mask.mrc")});
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->inputs().mask.has_value(), kPatience);
  waitForLevel();
  runChecks({QStringLiteral("0.a")});
  save("work.vitrine");
  {
    std::fstream mask(*m_folder / "mask.mrc", std::ios::in | std::ios::out | std::ios::binary);
    mask.seekp(2000);
    mask.put('x');
  }
  open(other(), path("work.vitrine"));
  QTRY_COMPARE_WITH_TIMEOUT(other()->session()->changedInputs(), QStringList{QStringLiteral("mask.mrc")}, kPatience);
  QCOMPARE(other()->checks()->state(QStringLiteral("0.a")), CheckState::OutOfDate);
}

void WindowSessionTest::aSecondWindowReadsOnly() {
  openBall();
  save("work.vitrine");
  open(other(), path("work.vitrine"));
  QVERIFY(other()->session()->isReadOnly());
  QVERIFY(!session()->isReadOnly());
  QTRY_VERIFY(other()->message()->isVisible());
  QVERIFY2(other()->message()->text().contains(QString::number(QCoreApplication::applicationPid())),
           qPrintable(other()->message()->text()));
  QVERIFY(other()->windowTitle().contains(QStringLiteral("read only")));
  // Saving over it is refused, under another name it goes.
  QSignalSpy saved(other()->session(), &SessionControl::saved);
  other()->session()->saveTo(*m_folder / "work.vitrine");
  QCOMPARE(saved.count(), 1);
  QVERIFY(!saved[0][0].toBool());
  other()->session()->saveTo(*m_folder / "mine.vitrine");
  QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 2, kPatience);
  QVERIFY(saved[1][0].toBool());
  QVERIFY(!other()->session()->isReadOnly());
  // Closed, the first is free again.
  m_other.reset();
  closeWindow();
  QVERIFY(!fs::exists(*m_folder / ".work.vitrine.lock"));
  open(other(), path("work.vitrine"));
  QVERIFY(!other()->session()->isReadOnly());
}

void WindowSessionTest::damagedOrNewerSessionsAreRefused() {
  openBall();
  save("work.vitrine");
  std::ifstream stream(*m_folder / "work.vitrine");
  const std::string good{std::istreambuf_iterator<char>(stream), {}};
  const auto refused = [&](const std::string& text, const char* words) {
    std::ofstream(*m_folder / "bad.vitrine") << text;
    QSignalSpy failed(other()->session(), &SessionControl::failed);
    other()->openFiles({path("bad.vitrine")});
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
    QVERIFY(other()->workspace()->opened() == nullptr);
    QVERIFY2(other()->message()->text().contains(QLatin1String(words)), qPrintable(other()->message()->text()));
  };
  refused("", "damaged");
  refused(good.substr(0, good.size() / 2), "damaged");
  refused("{\"schema\": \"vitrine-report/1\"}", "no session");
  refused("[1, 2]", "no session");
  std::string newer = good;
  newer.replace(newer.find("vitrine-session/1"), 17, "vitrine-session/9");
  refused(newer, "newer version");
}

void WindowSessionTest::saveTakesItsKeyAndTheTitleTells() {
  QVERIFY(!m_window->commands()[Command::SaveSession]->isEnabled());
  openBall();
  QVERIFY(m_window->commands()[Command::SaveSession]->isEnabled());
  QCOMPARE(m_window->commands()[Command::SaveSession]->shortcut(), QKeySequence(QStringLiteral("Ctrl+S")));
  save("work.vitrine");
  QCOMPARE(m_window->windowTitle(), QStringLiteral("ball.mrc (work.vitrine)[*] - Vitrine"));
  QVERIFY(!m_window->isWindowModified());
  QTest::keySequence(m_window.get(), QKeySequence(QStringLiteral("]")));
  QVERIFY(m_window->isWindowModified());
  QSignalSpy saved(session(), &SessionControl::saved);
  QTest::keySequence(m_window.get(), QKeySequence(QStringLiteral("Ctrl+S")));  // no question: it has a name
  QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatience);
  QVERIFY(!m_window->isWindowModified());
  QCOMPARE(*readSession(*m_folder / "work.vitrine").view.level, *m_window->workspace()->level());
  QCOMPARE(m_window->commands().recentMenu()->actions().front()->text(), QStringLiteral("work.vitrine"));
  QSignalSpy refused(session(), &SessionControl::saved);
  session()->saveTo(*m_folder / "no" / "such" / "folder.vitrine");
  QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, kPatience);
  QVERIFY(!refused[0][0].toBool());
  QVERIFY(session()->file() == *m_folder / "work.vitrine");
}

void WindowSessionTest::closingAsksAboutANamedSession() {
  openBall();
  save("work.vitrine");
  m_window->workspace()->setLevel(0.45);
  QMessageBox::StandardButton answerWith = QMessageBox::Cancel;
  int asked = 0;
  QTimer answer;
  connect(&answer, &QTimer::timeout, [&] {
    if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
      ++asked;
      box->button(answerWith)->click();
    }
  });
  answer.start(10);
  QVERIFY(!m_window->close());
  answerWith = QMessageBox::Save;
  QVERIFY(m_window->close());
  QCOMPARE(asked, 2);
  QCOMPARE(*readSession(*m_folder / "work.vitrine").view.level, 0.45);
}

void WindowSessionTest::anotherMapForgetsTheSession() {
  openBall();
  save("work.vitrine");
  writeBall(*m_folder / "next.mrc", 32);
  m_window->openFiles({path("next.mrc")});
  waitForLevel();
  QVERIFY(session()->file().empty());
  QCOMPARE(m_window->windowTitle(), QStringLiteral("next.mrc - Vitrine"));
  QVERIFY(!fs::exists(*m_folder / ".work.vitrine.lock"));
}

void WindowSessionTest::autosavesWhatChangesAndAfterAFinishedCheck() {
  session()->setAutosaveInterval(100);
  openBall();
  QSignalSpy written(session(), &SessionControl::autosaved);
  m_window->workspace()->setLevel(0.45);
  QTRY_VERIFY_WITH_TIMEOUT(written.count() >= 1, kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(*readSession(session()->autosaveFile()).view.level == 0.45, kPatience);
  QCOMPARE(session()->autosaveFile().parent_path(), autosaveFolder());
  const fs::path file = session()->autosaveFile();
  // Nothing changes: nothing is written.
  QTest::qWait(300);
  const auto stamp = fs::last_write_time(file);
  QTest::qWait(300);
  QCOMPARE(fs::last_write_time(file), stamp);
  // After a finished check, however long the interval.
  session()->setAutosaveInterval(1'000'000);
  runChecks({QStringLiteral("0.a")});
  QTRY_COMPARE_WITH_TIMEOUT(readSession(file).results.size(), 1U, kPatience);
  // It is nobody's left work while its process lives, and goes when the window is closed.
  QVERIFY(leftWork().empty());
  closeWindow();
  QVERIFY(!fs::exists(file));
  QVERIFY(fs::is_empty(autosaveFolder()));
}

void WindowSessionTest::leftWorkIsOfferedAndRecovered() {
  openBall();
  m_window->workspace()->setLevel(0.45);
  runChecks({QStringLiteral("0.a")});
  save("work.vitrine");
  const fs::path left = leave("4194304-1.vitrine");
  closeWindow();
  other()->session()->offerLeftWork();
  MessageBar* bar = recoveryBar(other());
  QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), kPatience);
  QVERIFY2(bar->text().contains(QStringLiteral("ball.mrc")), qPrintable(bar->text()));
  QVERIFY(leftWork().empty());  // offered by one window only
  QSignalSpy opened(other()->session(), &SessionControl::opened);
  QSignalSpy kept(other()->session(), &SessionControl::autosaved);
  press(bar, "Recover");
  QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kPatience);
  QVERIFY(!bar->isVisible());
  QCOMPARE(*other()->workspace()->level(), 0.45);
  QVERIFY(other()->checks()->result(QStringLiteral("0.a")) != nullptr);
  QVERIFY(other()->session()->hasChanges());
  QVERIFY(other()->session()->file().empty());
  // The old autosave goes as soon as this window has kept the same work.
  QTRY_COMPARE_WITH_TIMEOUT(kept.count(), 1, kPatience);
  QVERIFY(!fs::exists(left));
  QVERIFY(fs::exists(other()->session()->autosaveFile()));
}

void WindowSessionTest::leftWorkIsDiscarded() {
  openBall();
  save("work.vitrine");
  const fs::path first = leave("4194304-1.vitrine"), second = leave("4194304-2.vitrine");
  std::ofstream(autosaveFolder() / "4194304-3.vitrine") << "{";  // not offered, and no trouble
  session()->offerLeftWork();
  MessageBar* bar = recoveryBar(m_window.get());
  QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), kPatience);
  QVERIFY(bar->text().contains(QStringLiteral("1 more")));
  press(bar, "Discard");
  QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), kPatience);
  press(bar, "Discard");
  QVERIFY(!bar->isVisible());
  QVERIFY(!fs::exists(first));
  QVERIFY(!fs::exists(second));
}

void WindowSessionTest::locksOfTheDeadAreTakenOver() {
  const fs::path file = *m_folder / "work.vitrine";
  SessionLock mine(file);
  QVERIFY(mine.take());
  {
    SessionLock second(file);
    QVERIFY(!second.take());
    QVERIFY(second.owner().contains(QString::number(QCoreApplication::applicationPid())));
  }
  mine.release();
  // As the library writes it: process, program, host, machine, boot; the process does not run.
  QFile lock(path(".work.vitrine.lock"));
  QVERIFY(lock.open(QIODevice::WriteOnly));
  lock.write("4194304\nvitrine\n" + QSysInfo::machineHostName().toLocal8Bit() + "\n" + QSysInfo::machineUniqueId() +
             "\n" + QSysInfo::bootUniqueId() + "\n");
  lock.close();
  SessionLock heir(file);
  QVERIFY(heir.take());
  heir.release();
  // Of another host: respected while it is fresh, taken over when it has not been renewed for ten minutes.
  QVERIFY(lock.open(QIODevice::WriteOnly));
  lock.write("1\nvitrine\nsome-other-host\nffffffffffffffffffffffffffffffff\n\n");
  lock.close();
  SessionLock stranger(file);
  QVERIFY(!stranger.take());
  fs::last_write_time(*m_folder / ".work.vitrine.lock", fs::file_time_type::clock::now() - std::chrono::minutes(11));
  QVERIFY(stranger.take());
}

QTEST_MAIN(WindowSessionTest)
#include "window_session_test.moc"
