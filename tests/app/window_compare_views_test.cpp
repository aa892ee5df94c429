// Compare mode: two entries side by side, linked crosshairs and cameras, one window that goes with the other.
#include "app/window/compare_link.hpp"
#include "app/window/compare_place.hpp"
#include "app/window/compare_side.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/compare_work.hpp"
#include "tests/app/compare_fixture.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QAccessible>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

bool isNear(const SurfaceCamera& a, const SurfaceCamera& b, double tolerance) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (std::abs(a.pivot[axis] - b.pivot[axis]) > tolerance) return false;
  return a.rotation == b.rotation && std::abs(a.zoom - b.zoom) < tolerance && std::abs(a.panX - b.panX) < tolerance;
}

}  // namespace

class WindowCompareViewsTest : public CompareFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void placesOfTwoBoxes();
  void viewsOfTwoBoxes();
  void opensByTheMenuAndAsks();
  void crosshairsFollowBothWays();
  void camerasFollowBothWays();
  void followsAndClosesWithTheMainWindow();
  void everyControlHasAName();
};

void WindowCompareViewsTest::placesOfTwoBoxes() {
  // Boxes of two sizes about one particle: centre on centre.
  const Grid small = cube(48, 2), large = cube(64, 2), coarse = cube(24, 4);
  QCOMPARE(usualLaying(small, large), Laying::Centres);
  QCOMPARE(samePlace({24, 24, 24}, small, large, Laying::Centres), (Index3{32, 32, 32}));
  QCOMPARE(samePlace({10, 24, 40}, small, large, Laying::Centres), (Index3{18, 32, 48}));
  QCOMPARE(samePlace({18, 32, 48}, large, small, Laying::Centres), (Index3{10, 24, 40}));
  // A binned map shares its corner and its centre voxel.
  QCOMPARE(samePlace({10, 24, 40}, small, coarse, Laying::Centres), (Index3{5, 12, 20}));
  QCOMPARE(samePlace({10, 24, 40}, small, coarse, Laying::Corners), (Index3{5, 12, 20}));
  // A box cut out of another one, which says where from.
  const Grid cut = cube(20, 2, {20, 30, 40});
  QCOMPARE(usualLaying(small, cut), Laying::Origins);
  QCOMPARE(samePlace({10, 15, 20}, small, cut, Laying::Origins), (Index3{0, 0, 0}));
  QCOMPARE(samePlace({3, 4, 5}, cut, small, Laying::Origins), (Index3{13, 19, 25}));
  QVERIFY(!isInside(samePlace({0, 0, 0}, small, cut, Laying::Origins), cut));
  // Origins that put the boxes beside each other tell nothing about one particle.
  QCOMPARE(usualLaying(small, cube(20, 2, {1000, 0, 0})), Laying::Centres);
  // Without voxel size, voxels count.
  QCOMPARE(samePlace({3, 4, 5}, cube(16, 0), cube(32, 0), Laying::Centres), (Index3{11, 12, 13}));
}

void WindowCompareViewsTest::viewsOfTwoBoxes() {
  SurfaceCamera camera;
  camera.rotation = Rotation::fromAngles({10, 20, 30});
  camera.zoom = 2;
  camera.panX = 3;
  camera.pivot = {5, -4, 1};
  const SurfaceFit a{cube(48, 2), 60}, b{cube(64, 2), 30}, coarse{cube(24, 4), 60};
  const SurfaceCamera there = sameView(camera, a, b, Laying::Centres);
  QCOMPARE(there.zoom, 1.0);  // 60 A / 2 and 30 A / 1: the same height in A
  QVERIFY(there.rotation == camera.rotation);
  QCOMPARE(there.pivot[0], 5.0);  // both boxes have an even edge of the same voxels: one middle
  QVERIFY(isNear(sameView(there, b, a, Laying::Centres), camera, 1e-9));
  // The middle of a box of large voxels lies half a voxel of another size before its centre voxel.
  QCOMPARE(sameView(camera, a, coarse, Laying::Centres).pivot[0], 5.0 - 1 + 2);
  QCOMPARE(sameView(camera, a, b, Laying::Corners).pivot[0], 5.0 + 48 - 64);
  // As long as a surface's size is not known, the zoom is taken over.
  QCOMPARE(sameView(camera, a, {cube(64, 2), 0}, Laying::Centres).zoom, 2.0);
}

void WindowCompareViewsTest::opensByTheMenuAndAsks() {
  QVERIFY(!m_window->commands()[Command::Compare]->isEnabled());
  openBall();
  press(m_window.get(), Qt::Key_D, Qt::ControlModifier);
  QTRY_VERIFY(compare() != nullptr && compare()->isVisible());
  QVERIFY(compare()->side(0)->hasMap());
  QVERIFY(!compare()->side(1)->hasMap());
  QPushButton* files = compare()->findChild<QPushButton*>(QStringLiteral("chooseFiles"));
  QVERIFY(files != nullptr && files->isVisible());
  // A map dropped on the window is B.
  writeBall(*m_folder / "other.mrc", 48, 2.0);
  drop(compare(), {path("other.mrc")});
  waitForComparison();
  QVERIFY(compare()->side(1)->hasMap());
  QVERIFY(compare()->windowTitle().contains(QStringLiteral("other.mrc")));
}

void WindowCompareViewsTest::crosshairsFollowBothWays() {
  openBall(48);  // 2 A
  writeBall(*m_folder / "b.mrc", 40, 3.0);
  compareWith({*m_folder / "b.mrc"});
  SliceLink *a = compare()->side(0)->slices()->link(), *b = compare()->side(1)->slices()->link();
  QCOMPARE(b->crosshair(), (Index3{20, 20, 20}));
  // 6 voxels of 2 A are 4 of 3 A, from centre to centre.
  a->setCrosshair({24 + 6, 24 - 6, 24 + 3});
  QCOMPARE(b->crosshair(), (Index3{24, 16, 22}));
  b->setCrosshair({20 - 8, 20, 20 + 2});
  QCOMPARE(a->crosshair(), (Index3{24 - 12, 24, 24 + 3}));
  QCOMPARE(b->crosshair(), (Index3{12, 20, 22}));
  // With the keys of a slice, as a user does.
  SliceView* slice = compare()->side(1)->slices()->slice(2);
  slice->setFocus();
  QTest::keyClick(slice, Qt::Key_PageUp);
  QVERIFY(b->crosshair()[2] != 22);
  QCOMPARE(a->crosshair()[2], samePlace(b->crosshair(), b->grid(), a->grid(), Laying::Centres)[2]);
  // A place that lies in A only.
  b->setCrosshair({0, 20, 20});  // 60 A from the centre; A reaches 48
  QVERIFY2(compare()->side(0)->placeText().contains(QStringLiteral("outside")),
           qPrintable(compare()->side(0)->placeText()));
  compare()->link()->setLinksCrosshairs(false);
  const Index3 before = b->crosshair();
  a->setCrosshair({1, 2, 3});
  QCOMPARE(b->crosshair(), before);
  compare()->link()->setLinksCrosshairs(true);
  QCOMPARE(b->crosshair(), samePlace({1, 2, 3}, a->grid(), b->grid(), Laying::Centres));
  compare()->setLaying(Laying::Corners);
  a->setCrosshair({6, 9, 12});
  QCOMPARE(b->crosshair(), (Index3{4, 6, 8}));
}

void WindowCompareViewsTest::camerasFollowBothWays() {
  openBall(48);
  writeBall(*m_folder / "b.mrc", 40, 3.0);
  compareWith({*m_folder / "b.mrc"});
  IsosurfaceView *a = compare()->side(0)->surface(), *b = compare()->side(1)->surface();
  QTRY_VERIFY_WITH_TIMEOUT(a->fitRadiusA() > 0 && b->fitRadiusA() > 0 && !a->isRefining() && !b->isRefining(),
                           kPatience);
  const auto isLinked = [&] {
    const SurfaceFit fitA{compare()->side(0)->slices()->link()->grid(), a->fitRadiusA()};
    const SurfaceFit fitB{compare()->side(1)->slices()->link()->grid(), b->fitRadiusA()};
    return isNear(sameView(a->camera(), fitA, fitB, compare()->link()->laying()), b->camera(), 1e-6);
  };
  QTRY_VERIFY(isLinked());
  a->setFocus();
  const Rotation before = b->camera().rotation;
  QTest::keyClick(a, Qt::Key_Right);
  QVERIFY(before != b->camera().rotation);
  QVERIFY(isLinked());
  QTest::keyClick(b, Qt::Key_Up);
  QVERIFY(isLinked());
  SurfaceCamera camera = b->camera();
  camera.zoom *= 1.5;
  camera.panX = 4;
  b->setCamera(camera);
  QVERIFY(isLinked());
  QCOMPARE(b->camera(), camera);
  compare()->link()->setLinksCameras(false);
  QTest::keyClick(a, Qt::Key_Right);
  QCOMPARE(b->camera(), camera);
  compare()->link()->setLinksCameras(true);
  QVERIFY(isLinked());
}

void WindowCompareViewsTest::followsAndClosesWithTheMainWindow() {
  openBall(48);
  runInMain({QStringLiteral("0.a")});
  writeBall(*m_folder / "b.mrc", 48, 2.0);
  compareWith({*m_folder / "b.mrc"});
  m_window->workspace()->setLevel(0.3);
  QCOMPARE(compare()->side(0)->slices()->link()->level(), std::optional(0.3));
  QTRY_VERIFY_WITH_TIMEOUT(compare()->work()->outcome()->comparison.difference &&
                               compare()->work()->outcome()->comparison.difference->levelA == 0.3,
                           kPatience);
  waitForComparison();
  QVERIFY(compare()->missingChecks(false).isEmpty());  // A's own result is out of date: nothing to compare
  const QPointer<CompareWindow> window = compare();
  m_window->commands()[Command::Close]->trigger();
  QVERIFY(m_window->compareWindow() == nullptr);
  QTRY_VERIFY_WITH_TIMEOUT(window.isNull(), kPatience);
}

void WindowCompareViewsTest::everyControlHasAName() {
  openBall(48);
  writeBall(*m_folder / "b.mrc", 48, 2.0);
  compareWith({*m_folder / "b.mrc"});
  QStringList unnamed;
  for (QWidget* widget : compare()->findChildren<QWidget*>()) {
    if (widget->window() != compare() || widget->focusPolicy() == Qt::NoFocus || qobject_cast<QScrollBar*>(widget) ||
        widget->inherits("QScrollArea") || widget->inherits("QTabWidget") || widget->inherits("QTableCornerButton") ||
        widget->inherits("QHeaderView") || widget->inherits("QLineEdit") || widget->inherits("QToolBarExtension") ||
        widget->objectName() == QStringLiteral("qt_scrollarea_viewport"))
      continue;
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    const auto* label = qobject_cast<QLabel*>(widget);
    if (label != nullptr && label->text().isEmpty()) continue;
    if (interface == nullptr || interface->text(QAccessible::Name).trimmed().isEmpty())
      unnamed << QStringLiteral("%1(%2)").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
  }
  QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QStringLiteral(", "))));
  // Every action is in a menu and can be reached with the keyboard.
  for (const QAction* menu : compare()->menuBar()->actions()) {
    QVERIFY(menu->text().contains(QLatin1Char('&')));
    for (const QAction* action : menu->menu()->actions())
      QVERIFY2(action->isSeparator() || action->text().contains(QLatin1Char('&')), qPrintable(action->text()));
  }
  QVERIFY(compare()->side(0)->accessibleName().contains(QStringLiteral("ball.mrc")));
}

QTEST_MAIN(WindowCompareViewsTest)
#include "window_compare_views_test.moc"
