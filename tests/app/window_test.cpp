// The window as a user has it: opens maps, runs checks, follows the level, never blocks.
#include "app/settings/settings.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/threshold_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/report/report_page.hpp"

#include <qcustomplot.h>
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <memory>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

const QStringList kMapChecks{QStringLiteral("0.a"), QStringLiteral("0.b"), QStringLiteral("0.c"),
                             QStringLiteral("0.d")};

}  // namespace

class WindowTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void welcomesWithoutAMap();
  void opensAMapAndShowsIt();
  void runsChecksByClicking();
  void levelFollowsTheMouseWithoutBlocking();
  void changedLevelMarksItsResultsOutOfDate();
  void levelChangedWhileRunningOutdatesWhatFinishesLater();
  void stopsWithinASecond();
  void dropsFindTheirRoles();
  void halfMapsNeedEachOther();
  void curvesOfOtherProgramsAreDroppedAndRemoved();
  void badFileLeavesTheWindowUsable();
  void voxelSizeIsAskedForInTheDock();
  void keyboardReachesLevelViewsAndChecks();
  void everyControlHasAName();
  void exportsWritePdfAndJson();
  void exportToAFullOrMissingPlaceIsTold();
  void layoutAndRecentFilesPersist();
  void closingWhileRunningAsksOnce();
  void detailsShowWhatTheCheckSays();
};

void WindowTest::welcomesWithoutAMap() {
  QVERIFY(m_window->findChild<QWidget*>(QStringLiteral("welcomeOpen"))->isVisible());
  QVERIFY(!m_window->commands()[Command::RunChecks]->isEnabled());
  QVERIFY(!m_window->commands()[Command::Export]->isEnabled());
  m_window->runChecks(kMapChecks);  // without effect
  QVERIFY(!m_window->isRunning());
}

void WindowTest::opensAMapAndShowsIt() {
  QSignalSpy shown(m_window.get(), &VitrineWindow::pictureShown);
  openBall();
  QTRY_VERIFY_WITH_TIMEOUT(shown.count() > 0, kPatience);
  QCOMPARE(shown.last()[0].toBool(), false);
  QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("ball.mrc")));
  QCOMPARE(m_window->data()->row(Role::Map)->stateText(), QStringLiteral("OK"));
  // The level enclosing 1 % of the voxels, from the one rule in core.
  QVERIFY(std::abs(m_window->threshold()->enclosed().voxels / (48.0 * 48 * 48) - 0.01) < 0.001);
  QCOMPARE(m_window->surface()->level(), *m_window->workspace()->level());
  QCOMPARE(*m_window->slices()->link()->level(), *m_window->workspace()->level());
  QVERIFY(m_window->pointerText().contains(QStringLiteral("x 24  y 24  z 24")));
  QVERIFY(m_window->pointerText().contains(QStringLiteral("48.0, 48.0, 48.0")));
}

void WindowTest::runsChecksByClicking() {
  openBall(64);
  m_window->workspace()->setResolution(6.0);
  m_window->checks()->setTicked(kMapChecks);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  Watchdog watchdog;
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("runChecks")), Qt::LeftButton);
  QTest::keyClick(m_window->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::Key_Return);
  QVERIFY(m_window->isRunning());
  QVERIFY(m_window->findChild<QPushButton*>(QStringLiteral("stopChecks"))->isEnabled());
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  qInfo().noquote() << watchdog.text("checks 0.a to 0.d");
  QVERIFY(watchdog.longest() < kLongestGap);
  for (const QString& id : kMapChecks) {
    const CheckState state = m_window->checks()->state(id);
    QVERIFY2(state == CheckState::Ok || state == CheckState::Warnings, qPrintable(id));
  }
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.e")), CheckState::NotRun);
  QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("checkSummary"))->text().startsWith(QStringLiteral("Passed ")));
  QVERIFY(m_window->commands()[Command::Export]->isEnabled());
}

void WindowTest::levelFollowsTheMouseWithoutBlocking() {
  openBall(96);
  PlotPanel* panel = m_window->threshold()->histogram();
  QCustomPlot* canvas = panel->canvas();
  QTRY_VERIFY(canvas->width() > 50);
  const double before = *m_window->workspace()->level();
  const auto pixel = [&](double level) {
    return QPoint(static_cast<int>(canvas->xAxis->coordToPixel(level)), canvas->axisRect()->center().y());
  };
  Watchdog watchdog;
  QSignalSpy meant(m_window->workspace(), &Workspace::levelChanged);
  QTest::mousePress(canvas, Qt::LeftButton, {}, pixel(before));
  for (int i = 1; i <= 60; ++i) {
    QTest::mouseMove(canvas, pixel(before + (0.6 - before) * i / 60));
    QEventLoop loop;  // QTest::qWait sleeps in the event loop, which would count as a gap
    QTimer::singleShot(8, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
    if (i == 30) {
      // While dragging everything follows, but nothing is decided yet.
      QCOMPARE(meant.count(), 0);
      QVERIFY(*m_window->slices()->link()->level() != before);
      QCOMPARE(m_window->surface()->level(), *m_window->slices()->link()->level());
    }
  }
  QTest::mouseRelease(canvas, Qt::LeftButton, {}, pixel(0.6));
  qInfo().noquote() << watchdog.text("dragging the level");
  QVERIFY(watchdog.longest() < kLongestGap);
  QTRY_COMPARE(meant.count(), 1);
  QVERIFY(std::abs(*m_window->workspace()->level() - 0.6) < 0.05);
  QCOMPARE(*m_window->workspace()->inputs().threshold, *m_window->workspace()->level());
  QCOMPARE(m_window->findChild<QLabel*>(QStringLiteral("mass"))->text().contains(QStringLiteral("kDa")), true);
}

void WindowTest::changedLevelMarksItsResultsOutOfDate() {
  openBall();
  m_window->workspace()->setResolution(6.0);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a"), QStringLiteral("0.d")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  const CheckState before = m_window->checks()->state(QStringLiteral("0.d"));
  m_window->workspace()->setLevel(0.5);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.a")), CheckState::OutOfDate);
  // The fall-off of the spectrum does not depend on the level unless a masked curve is asked for.
  const CheckState after = m_window->checks()->state(QStringLiteral("0.d"));
  QVERIFY(after == before || after == CheckState::OutOfDate);
  QVERIFY(!m_window->isRunning());  // never by itself
  m_window->workspace()->setResolution(7.0);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.d")), CheckState::OutOfDate);
}

void WindowTest::levelChangedWhileRunningOutdatesWhatFinishesLater() {
  openBall(96);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.b")});
  m_window->workspace()->setLevel(0.5);
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.b")), CheckState::OutOfDate);
}

void WindowTest::stopsWithinASecond() {
  openBall(160);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks(kMapChecks);
  QElapsedTimer clock;
  clock.start();
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("stopChecks")), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  qInfo() << "stopped after" << clock.elapsed() << "ms";
  QVERIFY(clock.elapsed() < 5000);
  const auto isCancelled = [&](const QString& id) { return m_window->checks()->state(id) == CheckState::Cancelled; };
  QVERIFY(std::ranges::any_of(kMapChecks, isCancelled));
  QVERIFY(m_window->commands()[Command::RunChecks]->isEnabled());
}

void WindowTest::dropsFindTheirRoles() {
  writeBall(*m_folder / "map.mrc", 32);
  writeBall(*m_folder / "map_half1.mrc", 32);
  writeBall(*m_folder / "map_half2.mrc", 32);
  drop(m_window.get(), {path("map_half2.mrc"), path("map.mrc"), path("map_half1.mrc")});
  waitForLevel();
  const Inputs& inputs = m_window->workspace()->inputs();
  QVERIFY(inputs.map.path.filename() == "map.mrc");
  QVERIFY(inputs.half1 && inputs.half1->path.filename() == "map_half1.mrc");
  QVERIFY(inputs.half2 && inputs.half2->path.filename() == "map_half2.mrc");
  // They are read as soon as the map is there; three times the same file is told at once.
  const DataDock* data = m_window->data();
  QTRY_COMPARE_WITH_TIMEOUT(data->row(Role::Half2)->stateText(), QStringLiteral("Problem"), kPatience);
  QCOMPARE(data->row(Role::Map)->stateText(), QStringLiteral("OK"));
  const QStringList told = data->diagnosticTexts();
  QVERIFY(std::ranges::any_of(told, [](const QString& text) {
    return text.startsWith(QStringLiteral("E-HALFSAME, map_half2.mrc: The two half maps are identical."));
  }));
  QVERIFY(std::ranges::any_of(
      told, [](const QString& text) { return text.startsWith(QStringLiteral("E-HALFISMAP, map_half1.mrc")); }));
}

void WindowTest::halfMapsNeedEachOther() {
  openBall(32);
  writeBall(*m_folder / "a.mrc", 32);
  writeBall(*m_folder / "b.mrc", 32);
  drop(m_window->findChild<QWidget*>(QStringLiteral("rowHalf1")), {path("a.mrc")});
  QVERIFY(m_window->message()->isVisible());
  QVERIFY(!m_window->workspace()->inputs().half1);
  QCOMPARE(m_window->data()->row(Role::Half1)->stateText(), QStringLiteral("Waiting"));
  drop(m_window->findChild<QWidget*>(QStringLiteral("rowHalf2")), {path("b.mrc")});
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->inputs().half2.has_value(), kPatience);
  waitForLevel();
}

void WindowTest::curvesOfOtherProgramsAreDroppedAndRemoved() {
  std::ofstream(*m_folder / "fsc.txt") << "0.1 1\n0.2 0.5\n";
  std::ofstream(*m_folder / "bad.xml") << "<html></html>";
  drop(m_window.get(), {path("fsc.txt")});
  QVERIFY(m_window->message()->text().contains(QStringLiteral("Open a map first")));
  openBall(32);
  drop(m_window.get(), {path("fsc.txt")});
  QTRY_COMPARE_WITH_TIMEOUT(m_window->workspace()->inputs().authorCurves.size(), std::size_t{1}, kPatience);
  waitForLevel();
  QTRY_COMPARE_WITH_TIMEOUT(m_window->data()->row(Role::Curves)->stateText(), QStringLiteral("OK"), kPatience);
  m_window->giveFile(Role::Curves, path("bad.xml"));
  QTRY_VERIFY_WITH_TIMEOUT(m_window->message()->text().contains(QStringLiteral("E-FSCXML")), kPatience);
  QVERIFY(m_window->workspace()->map() != nullptr);  // the entry stays
  QCOMPARE(m_window->workspace()->inputs().authorCurves.size(), std::size_t{1});
  emit m_window->data()->removeRequested(Role::Curves);
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->inputs().authorCurves.empty(), kPatience);
  waitForLevel();
}

void WindowTest::badFileLeavesTheWindowUsable() {
  std::ofstream(*m_folder / "bad.mrc") << "this is no map";
  m_window->openFiles({path("bad.mrc")});
  QTRY_VERIFY_WITH_TIMEOUT(m_window->message()->isVisible(), kPatience);
  QVERIFY(m_window->message()->text().contains(QStringLiteral("bad.mrc")));
  QVERIFY(!m_window->data()->diagnosticTexts().isEmpty());
  QVERIFY(m_window->data()->diagnosticTexts().front().startsWith(QStringLiteral("E-")));
  QCOMPARE(m_window->data()->row(Role::Map)->stateText(), QStringLiteral("Unusable"));
  m_window->openFiles({path("missing.mrc")});
  QTRY_VERIFY_WITH_TIMEOUT(m_window->message()->text().contains(QStringLiteral("missing.mrc")), kPatience);
  openBall(32);
  QVERIFY(!m_window->message()->isVisible());
  QVERIFY(m_window->commands()[Command::RunChecks]->isEnabled());
}

void WindowTest::voxelSizeIsAskedForInTheDock() {
  writeBall(*m_folder / "novoxel.mrc", 32, 0.0);
  m_window->openFiles({path("novoxel.mrc")});
  waitForLevel();
  auto* question = m_window->findChild<QWidget*>(QStringLiteral("voxelQuestion"));
  QVERIFY(question->isVisible());
  QVERIFY(QApplication::activeModalWidget() == nullptr);
  m_window->findChild<QDoubleSpinBox*>(QStringLiteral("voxelSize"))->setValue(1.5);
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("applyVoxelSize")), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->inputs().grid().hasVoxelSize(), kPatience);
  waitForLevel();
  QCOMPARE(m_window->workspace()->map()->volume.grid.voxelSize[0], 1.5);
  QTRY_VERIFY(m_window->workspace()->thresholds() != nullptr);
}

void WindowTest::keyboardReachesLevelViewsAndChecks() {
  openBall(32);
  m_window->activateWindow();
  SliceView* slice = m_window->slices()->slice(2);
  slice->setFocus();
  QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  const double before = *m_window->workspace()->level();
  QTest::keyClick(slice, Qt::Key_BracketRight);
  QVERIFY(*m_window->workspace()->level() > before);
  QTest::keyClick(slice, Qt::Key_BracketLeft);
  QVERIFY(std::abs(*m_window->workspace()->level() - before) < 1e-9);
  QTest::keyClick(slice, Qt::Key_2);
  QCOMPARE(m_window->slices()->shownView(), 2);
  QTest::keyClick(m_window->slices()->slice(1), Qt::Key_2);
  QCOMPARE(m_window->slices()->shownView(), 0);
  m_window->checks()->setTicked({QStringLiteral("0.a")});
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  QTest::keyClick(m_window->slices()->slice(1), Qt::Key_R, Qt::ControlModifier);
  QTest::keyClick(m_window->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::Key_Return);
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  for (QAction* action : m_window->actions()) {
    bool isInMenu = false;
    for (const QObject* owner : action->associatedObjects()) isInMenu = isInMenu || qobject_cast<const QMenu*>(owner);
    QVERIFY2(isInMenu, qPrintable(action->text()));
  }
}

void WindowTest::everyControlHasAName() {
  openBall(32);
  const auto isControl = [](const QWidget* widget) {
    return widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && !qobject_cast<const QScrollBar*>(widget);
  };
  for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
    if (!isControl(widget)) continue;
    if (qobject_cast<const QLineEdit*>(widget) && qobject_cast<QAbstractSpinBox*>(widget->parentWidget())) continue;
    QString name = widget->accessibleName();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget); button && name.isEmpty())
      name = button->text().isEmpty() ? button->toolTip() : button->text();
    if (const auto* label = qobject_cast<const QLabel*>(widget); label && name.isEmpty()) name = label->text();
    if (const auto* bar = qobject_cast<const QTabBar*>(widget); bar && name.isEmpty())
      name = bar->count() > 0 ? bar->tabText(0) : QString();
    // Containers hand the focus on; their page or their parent is named.
    if (name.isEmpty() && (widget->inherits("QScrollArea") || widget->inherits("QTabWidget"))) continue;
    if (name.isEmpty() && widget->parentWidget() && !widget->parentWidget()->accessibleName().isEmpty()) continue;
    QVERIFY2(!name.isEmpty(),
             qPrintable(QStringLiteral("%1 \"%2\" in %3")
                            .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                 widget->parentWidget() ? widget->parentWidget()->objectName() : "")));
  }
}

void WindowTest::exportsWritePdfAndJson() {
  openBall(48);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a"), QStringLiteral("0.b")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  m_window->exportTo(ExportKind::Json, path("report.json"));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  QVERIFY(ended[0][0].toBool());
  QFile json(path("report.json"));
  QVERIFY(json.open(QIODevice::ReadOnly));
  QVERIFY(json.readAll().contains("\"vitrine-report/1\""));
  Watchdog watchdog;
  m_window->exportTo(ExportKind::Pdf, path("report.pdf"));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatience);
  qInfo().noquote() << watchdog.text("writing a PDF");
  QVERIFY2(ended[1][0].toBool(), qPrintable(m_window->message()->text()));
  QFile pdf(path("report.pdf"));
  QVERIFY(pdf.open(QIODevice::ReadOnly));
  QVERIFY(pdf.read(5) == "%PDF-");
}

void WindowTest::exportToAFullOrMissingPlaceIsTold() {
  openBall(32);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  m_window->exportTo(ExportKind::Json, path("no/such/folder/report.json"));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  QVERIFY(!ended[0][0].toBool());
  QVERIFY(m_window->message()->isVisible());
  QVERIFY(m_window->message()->text().contains(QStringLiteral("report.json")));
}

void WindowTest::layoutAndRecentFilesPersist() {
  openBall(32);
  m_window->findChild<QWidget*>(QStringLiteral("detailsDock"))->hide();
  m_window->resize(1111, 777);
  m_window->close();
  m_window = std::make_unique<VitrineWindow>(2);
  m_window->show();
  QVERIFY(!m_window->findChild<QWidget*>(QStringLiteral("detailsDock"))->isVisible());
  QCOMPARE(m_window->size(), QSize(1111, 777));
  const QList<QAction*> recent = m_window->commands().recentMenu()->actions();
  QCOMPARE(recent.front()->text(), QStringLiteral("ball.mrc"));
  QVERIFY(recent.front()->isEnabled());
  m_window->resetLayout();
  QVERIFY(m_window->findChild<QWidget*>(QStringLiteral("detailsDock"))->isVisible());
  // A file that has gone stays in the list, greyed; the list holds twelve.
  m_window.reset();
  Settings settings;
  for (int i = 0; i < 15; ++i) settings.addRecentFile(path("gone") + QString::number(i));
  QCOMPARE(settings.recentFiles().size(), 12);
  m_window = std::make_unique<VitrineWindow>(2);
  QVERIFY(!m_window->commands().recentMenu()->actions().front()->isEnabled());
}

void WindowTest::closingWhileRunningAsksOnce() {
  openBall(160);
  m_window->runChecks(kMapChecks);
  int asked = 0;
  QTimer answer;
  connect(&answer, &QTimer::timeout, [&] {
    auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    if (box == nullptr) return;
    const auto role = ++asked == 1 ? QMessageBox::RejectRole : QMessageBox::AcceptRole;
    for (QAbstractButton* button : box->buttons())
      if (box->buttonRole(button) == role) button->click();
  });
  answer.start(10);
  QVERIFY(!m_window->close());
  QCOMPARE(asked, 1);
  if (m_window->isRunning()) {
    QVERIFY(m_window->close());
    QCOMPARE(asked, 2);
  }
}

void WindowTest::detailsShowWhatTheCheckSays() {
  openBall(48);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->checkList()->select(QStringLiteral("0.b"));
  QCOMPARE(m_window->details()->checkId(), QStringLiteral("0.b"));
  m_window->runChecks({QStringLiteral("0.b")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  m_window->details()->showTab(DetailsDock::Tab::Plots);
  QVERIFY(!m_window->details()->page(DetailsDock::Tab::Plots)->plots().empty());
  QVERIFY(!m_window->details()->page(DetailsDock::Tab::Numbers)->findChildren<QTableWidget*>().isEmpty());
}

QTEST_MAIN(WindowTest)
#include "window_test.moc"
