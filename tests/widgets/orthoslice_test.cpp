// Slices: contours, linking, mouse, keyboard, what is spoken.
#include "widgets/orthoslice/contour.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

constexpr double kVoxel = 2.0;

/// A ball of value 1 falling to 0 outside, 40 x 32 x 24 voxels, off centre so that axes cannot be mixed up.
SharedVolume ball(int stride = 1) {
  auto volume = std::make_shared<Volume>(
      Grid{{40 / stride, 32 / stride, 24 / stride}, {kVoxel * stride, kVoxel * stride, kVoxel * stride}, {}});
  for (int z = 0; z < volume->grid.size[2]; ++z)
    for (int y = 0; y < volume->grid.size[1]; ++y)
      for (int x = 0; x < volume->grid.size[0]; ++x) {
        const double r = std::hypot(x * stride - 24.0, y * stride - 14.0, z * stride - 10.0);
        volume->at(x, y, z) = static_cast<float>(std::clamp(8.0 - r, 0.0, 4.0) / 4.0);
      }
  return volume;
}

GrayImage image(int width, int height, std::vector<float> values) {
  GrayImage result;
  result.width = width;
  result.height = height;
  result.values = std::move(values);
  return result;
}

void turnWheel(QWidget* widget, int notches, Qt::KeyboardModifiers keys = Qt::NoModifier) {
  const QPointF at = widget->rect().center();
  QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(widget, &event);
}

}  // namespace

class OrthosliceTest : public QObject {
  Q_OBJECT

private slots:
  void init();
  void contourCrossesWhereTheLevelIs();
  void contourSplitsASaddleByItsMean();
  void contourOfNothingIsEmpty();
  void contourIgnoresNotANumber();
  void crosshairStaysInTheBox();
  void wheelTurnsSlicesAndControlWheelZooms();
  void wheelOfATouchPadAddsUp();
  void clickSetsTheCrosshairInTheOthers();
  void dragMovesThePictureNotTheCrosshair();
  void rightDragChangesTheContrastOfAll();
  void arrowKeysStep();
  void pictureShowsTheMapAndTheContour();
  void previewCountsInVoxelsOfTheMap();
  void newestWishWins();
  void speaksAxisIndexAndValue();
  void oneViewCanTakeThePlace();
  void losesNothingWhenDestroyedWhileDrawing();

private:
  std::unique_ptr<OrthosliceView> m_view;
};

void OrthosliceTest::init() {
  m_view = std::make_unique<OrthosliceView>(nullptr);
  m_view->resize(600, 600);
  m_view->show();
  m_view->link()->setVolume(ball(), ball()->grid);
  m_view->link()->setGreyRange(GreyRange{0, 1});
  QTRY_VERIFY(!m_view->slice(2)->frame().picture.isNull() && !m_view->slice(2)->isDrawing());
}

void OrthosliceTest::contourCrossesWhereTheLevelIs() {
  // A ramp along x: the level 1.25 lies a quarter of a pixel beyond the centre of pixel 1.
  const auto lines = contourLines(image(4, 3, {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}), 1.25);
  QCOMPARE(lines.size(), 2);
  for (const QLineF& line : lines) {
    QCOMPARE(line.x1(), 1.75);
    QCOMPARE(line.x2(), 1.75);
  }
}

void OrthosliceTest::contourSplitsASaddleByItsMean() {
  // Mean 0.5 at or above the level joins the high corners, below parts them: the lines change direction.
  const GrayImage saddle = image(2, 2, {1, 0, 0, 1});
  const auto joined = contourLines(saddle, 0.4), parted = contourLines(saddle, 0.6);
  QCOMPARE(joined.size(), 2);
  QCOMPARE(parted.size(), 2);
  QVERIFY(joined[0].dy() * joined[0].dx() > 0);
  QVERIFY(parted[0].dy() * parted[0].dx() < 0);
}

void OrthosliceTest::contourOfNothingIsEmpty() {
  QVERIFY(contourLines(image(3, 3, std::vector<float>(9, 1.0F)), 2).isEmpty());
  QVERIFY(contourLines(image(3, 3, std::vector<float>(9, 1.0F)), 0).isEmpty());
  QVERIFY(contourLines(GrayImage{}, 0).isEmpty());
}

void OrthosliceTest::contourIgnoresNotANumber() {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const QLineF& line : contourLines(image(3, 2, {nan, 1, 0, 1, 1, 0}), 0.5)) {
    QVERIFY(std::isfinite(line.x1()) && std::isfinite(line.y1()));
    QVERIFY(std::isfinite(line.x2()) && std::isfinite(line.y2()));
  }
}

void OrthosliceTest::crosshairStaysInTheBox() {
  SliceLink* link = m_view->link();
  link->setCrosshair({-5, 100, 3});
  QCOMPARE(link->crosshair(), (Index3{0, 31, 3}));
  QVERIFY(!link->valueAt({40, 0, 0}));
  QVERIFY(!link->valueAt({0, 0, -1}));
  QCOMPARE(*link->valueAt({24, 14, 10}), 1.0);
}

void OrthosliceTest::wheelTurnsSlicesAndControlWheelZooms() {
  SliceView* view = m_view->slice(2);
  const int before = view->index();
  turnWheel(view, 1);
  QCOMPARE(view->index(), before + 1);
  turnWheel(view, -3);
  QCOMPARE(view->index(), before - 2);
  turnWheel(view, 2, Qt::ControlModifier);
  QCOMPARE(view->index(), before - 2);
  QVERIFY(view->zoom() > 1.4);
}

void OrthosliceTest::wheelOfATouchPadAddsUp() {
  SliceView* view = m_view->slice(1);
  const int before = view->index();
  const QPointF at = view->rect().center();
  for (int i = 0; i < 4; ++i) {
    QWheelEvent event(at, at, {}, {0, 30}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view, &event);
  }
  QCOMPARE(view->index(), before + 1);
}

void OrthosliceTest::clickSetsTheCrosshairInTheOthers() {
  SliceView* view = m_view->slice(2);
  const int z = view->index();
  QTest::mouseClick(view, Qt::LeftButton, {}, view->positionOf({24, 14, z}).toPoint());
  QCOMPARE(m_view->link()->crosshair(), (Index3{24, 14, z}));
  QCOMPARE(m_view->slice(0)->index(), 24);
  QCOMPARE(m_view->slice(1)->index(), 14);
}

void OrthosliceTest::dragMovesThePictureNotTheCrosshair() {
  SliceView* view = m_view->slice(2);
  const Index3 before = m_view->link()->crosshair();
  const QPointF place = view->positionOf(before);
  const QPoint from(80, 80), to(120, 95);
  QTest::mousePress(view, Qt::LeftButton, {}, from);
  QTest::mouseMove(view, from + QPoint(15, 0));
  QTest::mouseMove(view, to);
  QTest::mouseRelease(view, Qt::LeftButton, {}, to);
  QCOMPARE(m_view->link()->crosshair(), before);
  QVERIFY(QLineF(view->positionOf(before), place + QPointF(to - from)).length() < 1.5);
  view->resetView();
  QVERIFY(QLineF(view->positionOf(before), place).length() < 1e-6);
}

void OrthosliceTest::rightDragChangesTheContrastOfAll() {
  SliceView* view = m_view->slice(0);
  QTest::mousePress(view, Qt::RightButton, {}, {50, 50});
  QTest::mouseMove(view, {110, 50});
  QTest::mouseRelease(view, Qt::RightButton, {}, {110, 50});
  const GreyRange range = *m_view->link()->greyRange();
  QVERIFY(range.high - range.low > 1.2);
}

void OrthosliceTest::arrowKeysStep() {
  SliceView* view = m_view->slice(2);
  const Index3 before = m_view->link()->crosshair();
  QTest::keyClick(view, Qt::Key_Right);
  QCOMPARE(view->index(), before[2] + 1);
  QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
  QCOMPARE(m_view->link()->crosshair(), (Index3{before[0] - 1, before[1], before[2] + 1}));
  QTest::keyClick(view, Qt::Key_Home);
  QCOMPARE(view->index(), 0);
  QTest::keyClick(view, Qt::Key_End);
  QCOMPARE(view->index(), 23);
  QTest::keyClick(view, Qt::Key_Plus);
  QVERIFY(view->zoom() > 1);
}

void OrthosliceTest::pictureShowsTheMapAndTheContour() {
  SliceView* view = m_view->slice(2);
  m_view->link()->setCrosshair({2, 2, 10});
  m_view->link()->setLevel(0.5);
  QTRY_VERIFY(!view->isDrawing() && view->frame().index == 10);
  const QImage& picture = view->frame().picture;
  const double ratio = view->devicePixelRatioF();
  const auto colourAt = [&](double x, double y) {
    return picture.pixelColor((view->positionOf({0, 0, 0}) * ratio +
                               (view->positionOf({1, 1, 0}) - view->positionOf({0, 0, 0})).x() * ratio * QPointF(x, -y))
                                  .toPoint());
  };
  QVERIFY(colourAt(24, 14).lightness() > 240);  // the ball is white
  QVERIFY(colourAt(4, 28).lightness() < 15);    // outside it is black
  // Value 0.5 is 6 voxels from the centre; there the line is yellow.
  bool hasLine = false;
  for (double x = 17; x <= 19; x += 0.05) hasLine = hasLine || colourAt(x, 14).saturation() > 100;
  QVERIFY(hasLine);
  m_view->link()->setLevel({});
  QTRY_VERIFY(!view->isDrawing());
  for (double x = 17; x <= 19; x += 0.05) {
    const QColor colour = view->frame().picture.pixelColor(view->positionOf({18, 14, 10}).toPoint());
    QVERIFY(colour.saturation() < 10);
  }
}

void OrthosliceTest::previewCountsInVoxelsOfTheMap() {
  SliceLink* link = m_view->link();
  QSignalSpy shown(m_view.get(), &OrthosliceView::pictureShown);
  link->setVolume(ball(2), ball()->grid, 2);
  QTRY_COMPARE(shown.count(), 1);
  QCOMPARE(shown.takeFirst()[0].toBool(), true);
  QCOMPARE(*link->valueAt({25, 15, 11}), 1.0);  // the kept voxel is 24, 14, 10
  link->setVolume(ball(), ball()->grid);
  QTRY_COMPARE(shown.count(), 1);
  QCOMPARE(shown.takeFirst()[0].toBool(), false);
}

void OrthosliceTest::newestWishWins() {
  SliceView* view = m_view->slice(2);
  for (int z = 0; z < 24; ++z) m_view->link()->setIndex(2, z);
  QTRY_VERIFY(!view->isDrawing());
  QCOMPARE(view->frame().index, 23);
}

void OrthosliceTest::speaksAxisIndexAndValue() {
  m_view->link()->setCrosshair({24, 14, 10});
  QCOMPARE(m_view->slice(2)->accessibleName(), QStringLiteral("Z slice 10 of 24, value 1 at the crosshair"));
  QVERIFY(m_view->slice(0)->accessibleName().startsWith(QStringLiteral("X slice 24 of 40")));
  m_view->link()->clear();
  QCOMPARE(m_view->slice(1)->accessibleName(), QStringLiteral("Y slice, no map"));
}

void OrthosliceTest::oneViewCanTakeThePlace() {
  m_view->showView(2);
  QVERIFY(m_view->slice(1)->isVisible() && !m_view->slice(2)->isVisible() && !m_view->slice(0)->isVisible());
  m_view->showView(2);
  QVERIFY(m_view->slice(0)->isVisible() && m_view->slice(1)->isVisible() && m_view->slice(2)->isVisible());
  QTest::mouseDClick(m_view->slice(0), Qt::LeftButton);
  QCOMPARE(m_view->shownView(), 3);
}

void OrthosliceTest::losesNothingWhenDestroyedWhileDrawing() {
  for (int i = 0; i < 20; ++i) {
    OrthosliceView view(nullptr);
    view.resize(300, 300);
    view.show();
    view.link()->setVolume(ball(), ball()->grid);
    view.link()->setLevel(0.3);
    QCoreApplication::processEvents();
  }
}

QTEST_MAIN(OrthosliceTest)
#include "orthoslice_test.moc"
