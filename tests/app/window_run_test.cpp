// Before a run: the sheet with time and memory. During it: progress, time left, Stop for one check and for all.
#include "app/window/run_sheet.hpp"
#include "app/window/vitrine_window.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class WindowRunTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void theSheetSaysWhatWillRunAndWhatCannot();
  void enterStarts();
  void escapeCancels();
  void doNotAskAgainIsRemembered();
  void anotherMapTakesTheSheetAway();
  void oneCheckIsStoppedInItsRow();
  void oneCheckIsStoppedByKeyboard();
  void theStatusBarTellsTheWholeRun();
  void timeLeftGoesFromPredictedToMeasured();

private:
  template <class T>
  T* find(const char* name) const {
    return m_window->findChild<T*>(QLatin1String(name));
  }
  RunSheet* sheet() const { return find<RunSheet>("runSheet"); }
  void ask(const QStringList& ids) {
    m_window->checks()->setTicked(ids);
    QTest::mouseClick(find<QPushButton>("runChecks"), Qt::LeftButton);
  }
};

void WindowRunTest::theSheetSaysWhatWillRunAndWhatCannot() {
  openBall();
  ask({QStringLiteral("0.a"), QStringLiteral("0.d"), QStringLiteral("1.a")});
  QVERIFY(!m_window->isRunning());
  QVERIFY(sheet()->isVisible());
  QVERIFY(QApplication::activeModalWidget() == nullptr);
  auto* table = find<QTableWidget>("runTable");
  QCOMPARE(table->rowCount(), 3);
  QVERIFY(table->item(0, 0)->text().startsWith(QStringLiteral("0.a")));
  QVERIFY(!table->item(0, 1)->text().isEmpty());
  QVERIFY(table->item(0, 2)->text().contains(QStringLiteral("MiB")));
  QVERIFY(table->item(2, 0)->text().contains(QStringLiteral("no half maps")));
  QVERIFY(find<QLabel>("runHeading")->text().contains(QStringLiteral("will run")));
  QVERIFY(find<QLabel>("runTotal")->text().contains(QStringLiteral("allowed")));
  // The window stays usable: the level moves while the sheet is up.
  m_window->workspace()->setLevel(0.5);
  QVERIFY(sheet()->isVisible());
  QTest::mouseClick(find<QPushButton>("cancelRun"), Qt::LeftButton);
  QVERIFY(!sheet()->isVisible());
  QVERIFY(m_window->checkList()->isVisible());
  QVERIFY(!m_window->isRunning());
}

void WindowRunTest::enterStarts() {
  openBall();
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  ask({QStringLiteral("0.a")});
  QTest::keyClick(find<QPushButton>("startRun"), Qt::Key_Return);
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QVERIFY(!sheet()->isVisible());
  const CheckState state = m_window->checks()->state(QStringLiteral("0.a"));
  QVERIFY(state == CheckState::Ok || state == CheckState::Warnings);
}

void WindowRunTest::escapeCancels() {
  openBall();
  m_window->commands()[Command::RunChecks]->trigger();
  QVERIFY(sheet()->isVisible());
  QTest::keyClick(find<QTableWidget>("runTable"), Qt::Key_Escape);
  QVERIFY(!sheet()->isVisible());
  QVERIFY(!m_window->isRunning());
}

void WindowRunTest::doNotAskAgainIsRemembered() {
  openBall();
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  ask({QStringLiteral("0.a")});
  find<QCheckBox>("doNotAsk")->click();
  QTest::mouseClick(find<QPushButton>("startRun"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QVERIFY(!Settings().asksBeforeRun());
  QTest::mouseClick(find<QPushButton>("runChecks"), Qt::LeftButton);
  QVERIFY(!sheet()->isVisible());
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, kPatience);
  Settings().setAsksBeforeRun(true);
}

void WindowRunTest::anotherMapTakesTheSheetAway() {
  openBall();
  ask({QStringLiteral("0.a")});
  QVERIFY(sheet()->isVisible());
  m_window->workspace()->close();
  QVERIFY(!sheet()->isVisible());
}

void WindowRunTest::oneCheckIsStoppedInItsRow() {
  openBall(160);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a"), QStringLiteral("0.c")});
  auto* view = find<QListView>("checkView");
  const QModelIndex row = view->model()->index(m_window->checks()->rowOf(QStringLiteral("0.c")), 0);
  view->scrollTo(row);
  const QRect place = view->visualRect(row);
  const int inside = view->fontMetrics().height() / 2 + 6;  // half of the button and its margin
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(place.right() - inside, place.center().y()));
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.c")), CheckState::Cancelled);
  QVERIFY(m_window->checks()->state(QStringLiteral("0.a")) != CheckState::Cancelled);
}

void WindowRunTest::oneCheckIsStoppedByKeyboard() {
  openBall(160);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a"), QStringLiteral("0.b"), QStringLiteral("0.c")});
  m_window->checkList()->select(QStringLiteral("0.c"));
  QTest::keyClick(find<QListView>("checkView"), Qt::Key_Delete);
  m_window->checkList()->select(QStringLiteral("0.b"));
  QVERIFY(m_window->commands()[Command::StopCheck]->isEnabled());
  m_window->commands()[Command::StopCheck]->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.c")), CheckState::Cancelled);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.b")), CheckState::Cancelled);
  QVERIFY(m_window->checks()->state(QStringLiteral("0.a")) != CheckState::Cancelled);
  QVERIFY(!m_window->commands()[Command::StopCheck]->isEnabled());
}

void WindowRunTest::theStatusBarTellsTheWholeRun() {
  openBall(96);
  auto* name = find<QLabel>("taskName");
  auto* bar = find<QProgressBar>("taskProgress");
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a"), QStringLiteral("0.b"), QStringLiteral("0.c")});
  QVERIFY(name->isVisible() && bar->isVisible());
  QCOMPARE(name->text(), QStringLiteral("Checks: 0 of 3"));
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QCOMPARE(name->text().left(14), QStringLiteral("Checks: 3 of 3"));
  QCOMPARE(bar->value(), 100);
  QVERIFY(!name->isVisible());
}

void WindowRunTest::timeLeftGoesFromPredictedToMeasured() {
  RunEstimate run;
  run.seconds = 100;
  run.checks.resize(2);
  run.checks[0].id = "0.a";
  run.checks[0].seconds = 90;
  run.checks[1].id = "0.b";
  run.checks[1].seconds = 10;
  RunProgress progress(run);
  QVERIFY(!progress.secondsLeft(0.5));
  QCOMPARE(*progress.secondsLeft(2), 100.0);
  progress.finish("0.b");
  QCOMPARE(progress.finished(), 1);
  QVERIFY(std::abs(progress.fraction() - 0.1) < 1e-12);
  progress.report("0.a", 0.5);
  progress.report("0.a", 0.4);  // never backwards
  QVERIFY(std::abs(progress.fraction() - 0.55) < 1e-12);
  // Twice as slow as predicted: 110 s for 55 %. Left: 90 s as measured, 45 s as predicted, weighted by what is done.
  QVERIFY(std::abs(*progress.secondsLeft(110) - (0.55 * 90 + 0.45 * 45)) < 1e-9);
  progress.finish("0.a");
  QCOMPARE(*progress.secondsLeft(200), 0.0);
  QCOMPARE(predictedTime(0.2), QStringLiteral("under 1 s"));
  QCOMPARE(predictedTime(4200), QStringLiteral("1 h 10 min"));
}

QTEST_MAIN(WindowRunTest)
#include "window_run_test.moc"
