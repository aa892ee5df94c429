// Undo and redo of what the user set up, by mouse and keyboard.
#include "app/window/details_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/view_keeper.hpp"
#include "app/window/work_history.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QSignalSpy>
#include <QTest>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class WindowUndoTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void nothingToUndoAtFirst();
  void levelStepsAreTakenBackByKeys();
  void aDragOfTheSurfaceIsOneStep();
  void everyViewSettingComesBack();
  void aNewChangeForgetsWhatWasTakenBack();
  void anotherMapForgetsTheSteps();
  void holdsTwoHundredSteps();
  void resolutionIsTakenBack();
  void undoOfALevelOutdatesResultsAndComputesNothing();

private:
  QUndoStack* stack() const { return m_window->history()->stack(); }
  QAction* action(Command command) const { return m_window->commands()[command]; }
  void press(const char* keys) { QTest::keySequence(m_window.get(), QKeySequence(QString::fromLatin1(keys))); }
  /// Until what was done last is a step.
  void rest(int steps) { QTRY_COMPARE_WITH_TIMEOUT(stack()->index(), steps, kPatience); }
};

void WindowUndoTest::nothingToUndoAtFirst() {
  QVERIFY(!action(Command::Undo)->isEnabled());
  openBall();
  QTest::qWait(2 * WorkHistory::kRest);
  QVERIFY(!action(Command::Undo)->isEnabled());
  QVERIFY(!action(Command::Redo)->isEnabled());
  press("Ctrl+Z");  // without effect
  QCOMPARE(stack()->count(), 0);
}

void WindowUndoTest::levelStepsAreTakenBackByKeys() {
  openBall();
  const double first = *m_window->workspace()->level();
  press("]");
  press("]");  // two presses in a row are one step
  rest(1);
  const double second = *m_window->workspace()->level();
  QVERIFY(second > first);
  QVERIFY2(action(Command::Undo)->text().contains(QStringLiteral("Level")), qPrintable(action(Command::Undo)->text()));
  press("]");
  rest(2);
  press("Ctrl+Z");
  QCOMPARE(*m_window->workspace()->level(), second);
  QCOMPARE(m_window->surface()->level(), second);
  press("Ctrl+Z");
  QCOMPARE(*m_window->workspace()->level(), first);
  QVERIFY(!action(Command::Undo)->isEnabled());
  press("Ctrl+Shift+Z");
  QCOMPARE(*m_window->workspace()->level(), second);
  press("Ctrl+Shift+Z");
  QVERIFY(!action(Command::Redo)->isEnabled());
  // Going back and forth makes no steps, not even later.
  QTest::qWait(2 * WorkHistory::kRest);
  QCOMPARE(stack()->count(), 2);
  QCOMPARE(stack()->index(), 2);
  // A change that has not rested yet can be taken back at once.
  press("]");
  press("Ctrl+Z");
  QCOMPARE(stack()->index(), 2);
  QCOMPARE(stack()->count(), 3);
}

void WindowUndoTest::aDragOfTheSurfaceIsOneStep() {
  openBall();
  IsosurfaceView* surface = m_window->surface();
  const SurfaceCamera before = surface->camera();
  const QPoint centre = surface->rect().center();
  QTest::mousePress(surface, Qt::LeftButton, {}, centre);
  for (int i = 1; i <= 20; ++i) {
    QTest::mouseMove(surface, centre + QPoint(3 * i, i));
    QTest::qWait(10);
  }
  QTest::mouseRelease(surface, Qt::LeftButton, {}, centre + QPoint(60, 20));
  rest(1);
  QVERIFY(surface->camera() != before);
  QVERIFY(action(Command::Undo)->text().endsWith(QStringLiteral("Camera")));
  press("Ctrl+Z");
  QCOMPARE(surface->camera(), before);
}

void WindowUndoTest::everyViewSettingComesBack() {
  openBall();
  const WorkState first = m_window->history()->now();
  SliceLink* link = m_window->slices()->link();
  int steps = 0;
  QTest::keyClick(m_window->slices()->slice(2), Qt::Key_Right);
  rest(++steps);
  link->setGreyRange(GreyRange{0.1, 0.4});
  rest(++steps);
  press("4");
  QCOMPARE(m_window->slices()->shownView(), 4);
  rest(++steps);
  action(Command::SurfaceSide)->trigger();
  rest(++steps);
  const WorkState last = m_window->history()->now();
  for (int i = 0; i < steps; ++i) press("Ctrl+Z");
  QVERIFY(m_window->history()->now() == first);
  QCOMPARE(m_window->slices()->shownView(), 0);
  for (int i = 0; i < steps; ++i) press("Ctrl+Shift+Z");
  QVERIFY(m_window->history()->now() == last);
  QCOMPARE(link->crosshair(), (Index3{24, 24, 25}));
  QCOMPARE(*link->greyRange(), (GreyRange{0.1, 0.4}));
}

void WindowUndoTest::aNewChangeForgetsWhatWasTakenBack() {
  openBall();
  press("]");
  rest(1);
  press("Ctrl+Z");
  QVERIFY(action(Command::Redo)->isEnabled());
  press("[");
  rest(1);
  QVERIFY(!action(Command::Redo)->isEnabled());
}

void WindowUndoTest::anotherMapForgetsTheSteps() {
  openBall();
  press("]");
  rest(1);
  writeBall(*m_folder / "other.mrc", 32);
  m_window->openFiles({path("other.mrc")});
  QVERIFY(!action(Command::Undo)->isEnabled());
  waitForLevel();
  QTest::qWait(2 * WorkHistory::kRest);
  QCOMPARE(stack()->count(), 0);
  // The same map with a mask is the same work.
  press("]");
  rest(1);
  writeBall(*m_folder / "mask.mrc", 32);
  m_window->openFiles({path("mask.mrc")});
  waitForLevel();
  QTest::qWait(2 * WorkHistory::kRest);
  QCOMPARE(stack()->count(), 1);
}

void WindowUndoTest::holdsTwoHundredSteps() {
  openBall();
  SliceLink* link = m_window->slices()->link();
  for (int i = 0; i < 210; ++i) {
    link->setCrosshair({i % 47, 3, 3});
    m_window->history()->settle();
  }
  QCOMPARE(stack()->count(), WorkHistory::kSteps);
  while (action(Command::Undo)->isEnabled()) press("Ctrl+Z");
  QCOMPARE(link->crosshair(), (Index3{9, 3, 3}));  // as after the tenth
}

void WindowUndoTest::resolutionIsTakenBack() {
  openBall();
  m_window->workspace()->setResolution(6.5);
  rest(1);
  QVERIFY(action(Command::Undo)->text().endsWith(QStringLiteral("Resolution")));
  press("Ctrl+Z");
  QVERIFY(!m_window->workspace()->inputs().resolution);
  press("Ctrl+Shift+Z");
  QCOMPARE(*m_window->workspace()->inputs().resolution, 6.5);
}

void WindowUndoTest::undoOfALevelOutdatesResultsAndComputesNothing() {
  openBall();
  press("]");
  rest(1);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a"), QStringLiteral("0.b")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QCOMPARE(stack()->count(), 1);  // a run is no step
  press("Ctrl+Z");
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.b")), CheckState::OutOfDate);
  QVERIFY(!m_window->isRunning());
}

QTEST_MAIN(WindowUndoTest)
#include "window_undo_test.moc"
