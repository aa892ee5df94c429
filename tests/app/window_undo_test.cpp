// Undo and redo of what the user set up, by mouse and keyboard.
#include "app/window/details_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/parameter_page.hpp"
#include "app/window/view_keeper.hpp"
#include "app/window/work_history.hpp"
#include "core/base/error.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

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
  void everyFieldOfTheViewIsMapped();
  void parametersAreEditedInTheDetails();
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

void WindowUndoTest::everyFieldOfTheViewIsMapped() {
  openBall();
  ViewState view;
  view.level = 0.4375;
  view.crosshair = {3, 4, 5};
  view.grey = GreyRange{-0.5, 0.75};
  view.shownView = 2;
  view.projections = view.grid = true;
  view.camera.rotation = Rotation::fromAngles({10, 20, 30});
  view.camera.zoom = 1.5;
  view.camera.pivot = {4, 5, 6};
  view.clip.high = {0.5, 1, 1};
  view.dustVoxels = 17;
  view.keepOnly = Index3{24, 24, 24};
  view.showModel = false;
  view.bookmarks[1] = view.camera;
  view.surfaceColour = QStringLiteral("1.e/local_resolution");
  view.sliceOverlays = QStringList{QStringLiteral("0.b/hard_mask")};
  view.scales[QStringLiteral("1.e/local_resolution")] = {3.0, 8.0, ColorMap::Cividis};
  view.comments[QStringLiteral("0.b/many_components")] = QStringLiteral("Detergent.");
  m_window->viewKeeper()->apply(view);
  const QString left = ViewKeeper::changeText(m_window->viewKeeper()->capture(), view);
  QVERIFY2(left.isEmpty(), qPrintable(left));
  QVERIFY(m_window->viewKeeper()->capture() == view);  // also what has no name in the table
  rest(1);
  press("Ctrl+Z");
  QVERIFY(!(m_window->viewKeeper()->capture() == view));
  QVERIFY(m_window->viewKeeper()->capture().comments.isEmpty());
}

void WindowUndoTest::parametersAreEditedInTheDetails() {
  openBall();
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a"), QStringLiteral("0.c")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  m_window->checkList()->select(QStringLiteral("0.c"));
  m_window->details()->showTab(DetailsDock::Tab::Parameters);
  ParameterPage* page = m_window->details()->parameters();
  QTableWidget* table = page->table();
  QCOMPARE(table->rowCount(), 2);
  QCOMPARE(table->item(0, 0)->text(), QStringLiteral("effect_limit"));
  QVERIFY(!table->item(0, 2)->font().bold());
  const auto type = [&](const char* text) {
    table->setFocus();
    table->setCurrentCell(0, 2);
    QTest::keyClick(table, Qt::Key_F2);
    QTest::keyClick(table->focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(table->focusWidget(), QLatin1String(text));
    QTest::keyClick(table->focusWidget(), Qt::Key_Return);
  };
  // The editor hands over its text, and the page its table, from the event loop: what is expected is waited for.
  // Refused in the check's own words; what was in force stays.
  type("much");
  QTRY_VERIFY2_WITH_TIMEOUT(page->problem().contains(QStringLiteral("not a number")), qPrintable(page->problem()),
                            kPatience);
  QVERIFY(m_window->workspace()->inputs().parameters.empty());
  type("-1");
  QTRY_VERIFY2_WITH_TIMEOUT(page->problem().contains(QStringLiteral("out of range")), qPrintable(page->problem()),
                            kPatience);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.c")) == CheckState::OutOfDate, false);
  type("0.25");
  QTRY_VERIFY_WITH_TIMEOUT(table->item(0, 2)->font().bold(), kPatience);
  QVERIFY(page->problem().isEmpty());
  QCOMPARE(m_window->workspace()->inputs().parameters.at("0.c.effect_limit"), std::string("0.25"));
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.c")), CheckState::OutOfDate);
  QVERIFY(m_window->checks()->state(QStringLiteral("0.a")) != CheckState::OutOfDate);
  rest(1);
  QVERIFY(action(Command::Undo)->text().contains(QStringLiteral("0.c.effect_limit")));
  // The next run uses it, and says so.
  m_window->runChecks({QStringLiteral("0.c")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, kPatience);
  QCOMPARE(m_window->checks()->result(QStringLiteral("0.c"))->parameters[0].value, std::string("0.25"));
  press("Ctrl+Z");
  QVERIFY(m_window->workspace()->inputs().parameters.empty());
  QVERIFY(!table->item(0, 2)->font().bold());
  press("Ctrl+Shift+Z");
  QCOMPARE(table->item(0, 2)->text(), QStringLiteral("0.25"));
  // The button in the table now: one of an earlier filling lives until the event loop deletes it.
  auto* reset = qobject_cast<QToolButton*>(table->cellWidget(0, table->columnCount() - 1));
  QVERIFY(reset != nullptr);
  QCOMPARE(reset->objectName(), QStringLiteral("reset_effect_limit"));
  QTest::mouseClick(reset, Qt::LeftButton);
  QVERIFY(m_window->workspace()->inputs().parameters.empty());
  // A value that others share outdates what is made with it, not just its own check.
  m_window->runChecks({QStringLiteral("0.b"), QStringLiteral("0.c")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 3, kPatience);
  m_window->workspace()->setParameter("0.b.dilation_A", "7");
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.b")), CheckState::OutOfDate);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.c")), CheckState::OutOfDate);
  QVERIFY_EXCEPTION_THROWN(m_window->workspace()->setParameter("1.a.mask", "sometimes"), InputError);
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
