// Slices: contours, linking, mouse, keyboard, what is spoken.
#include "widgets/orthoslice/contour.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/orthoslice/slice_paint.hpp"

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
  void contourThroughACornerHasNoPoints();
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
  void coloursLieOverTheGreyAndLeaveGaps();
  void overlayOfOtherVoxelsLiesInTheSameBox();
  void masksAreEdgesOrTints();
  void overlaysOfAPreviewLieWhereTheMapWillBe();
  void projectionTakesThePlaceOfThePlane();
  void gridHasRoomForItsLines();
  void framingCanBeReadAndSet();
  void losesNothingWhenDestroyedWhileDrawing();

private:
  /// What a slice shows at a voxel once it is drawn.
  QColor colourOf(SliceView* view, const Index3& voxel);

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

void OrthosliceTest::contourThroughACornerHasNoPoints() {
  // Only the corner in the middle reaches the level, exactly: whole numbers in a map and as its level.
  QVERIFY(contourLines(image(3, 3, {0, 0, 0, 0, 2, 0, 0, 0, 0}), 2).isEmpty());
  // A square of four such corners: its sides, and no points at its corners.
  const auto lines = contourLines(image(4, 4, {0, 0, 0, 0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 0, 0, 0}), 2);
  QCOMPARE(lines.size(), 4);
  for (const QLineF& line : lines) QCOMPARE(line.length(), 1.0);
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

namespace {

/// Values 0 to 1 along y; nothing at all where y is below a quarter.
SharedVolume risingAlongY(const Grid& grid) {
  auto volume = std::make_shared<Volume>(grid);
  const double n = grid.size[1];
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const double share = (grid.voxelOf(i)[1] + 0.5) / n;
    volume->data[i] = share < 0.25 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(share);
  }
  return volume;
}

SliceOverlay overlayOf(SharedVolume volume, bool isMask = false) {
  SliceOverlay overlay;
  overlay.title = QStringLiteral("Over");
  overlay.volume = std::move(volume);
  overlay.isMask = isMask;
  overlay.ink = QColor(0x56, 0xb4, 0xe9);
  overlay.colours = ColorMap::Classic;
  return overlay;
}

}  // namespace

QColor OrthosliceTest::colourOf(SliceView* view, const Index3& voxel) {
  if (!QTest::qWaitFor([&] { return !view->isDrawing(); }, 20'000)) return {};
  return view->frame().picture.pixelColor((view->positionOf(voxel) * view->devicePixelRatioF()).toPoint());
}

void OrthosliceTest::coloursLieOverTheGreyAndLeaveGaps() {
  SliceLink* link = m_view->link();
  SliceView* view = m_view->slice(2);
  link->setCrosshair({2, 2, 10});
  link->setOverlays({overlayOf(risingAlongY(ball()->grid))});
  const QColor low = colourOf(view, {4, 10, 10}), high = colourOf(view, {4, 30, 10});
  QVERIFY(low.green() > low.red() + 40);  // a third of the rainbow
  QVERIFY(high.red() > high.green() + 60);
  QVERIFY(colourOf(view, {4, 4, 10}).saturation() < 10);
  // Over the bright ball the same value is brighter: the grey shows through.
  QVERIFY(colourOf(view, {24, 14, 10}).lightness() > colourOf(view, {4, 14, 10}).lightness() + 20);
  QCOMPARE(*link->overlayValueAt(link->overlays()[0], {7, 31, 3}), double(31.5F / 32));
  QVERIFY(!link->overlayValueAt(link->overlays()[0], {7, 3, 3}));
  QVERIFY(!link->overlayValueAt(link->overlays()[0], {7, 32, 3}));
  SliceOverlay narrow = overlayOf(risingAlongY(ball()->grid));
  narrow.high = 0.4;
  link->setOverlays({narrow});
  QVERIFY(colourOf(view, {4, 14, 10}).red() > colourOf(view, {4, 14, 10}).green() + 60);
  QVERIFY(m_view->slice(0)->accessibleName().endsWith(QStringLiteral(", Over no value")));
  link->setOverlayOpacity(0);
  QVERIFY(colourOf(view, {4, 30, 10}).saturation() < 10);
  link->setOverlayOpacity(1);
  QVERIFY(colourOf(view, {4, 30, 10}).lightness() == 127 || colourOf(view, {4, 30, 10}).saturation() > 250);
}

void OrthosliceTest::overlayOfOtherVoxelsLiesInTheSameBox() {
  SliceLink* link = m_view->link();
  // Half as many voxels along x, a quarter along y; in A the same box.
  const Grid coarse{{20, 8, 24}, {2 * kVoxel, 4 * kVoxel, kVoxel}, {}};
  link->setOverlays({overlayOf(risingAlongY(coarse))});
  link->setOverlayOpacity(1);
  link->setCrosshair({2, 2, 10});
  QCOMPARE(*link->overlayValueAt(link->overlays()[0], {39, 31, 23}), double(7.5F / 8));
  QCOMPARE(*link->overlayValueAt(link->overlays()[0], {0, 11, 0}), double(2.5F / 8));
  const QColor fine = colourOf(m_view->slice(2), {4, 22, 10});
  link->setOverlays({overlayOf(risingAlongY(ball()->grid))});
  const QColor same = colourOf(m_view->slice(2), {4, 22, 10});
  QVERIFY(std::abs(fine.red() - same.red()) + std::abs(fine.green() - same.green()) < 30);
}

void OrthosliceTest::masksAreEdgesOrTints() {
  SliceLink* link = m_view->link();
  SliceView* view = m_view->slice(2);
  link->setCrosshair({2, 2, 10});
  auto mask = std::make_shared<Volume>(ball()->grid);
  for (std::int64_t i = 0; i < mask->grid.voxels(); ++i) mask->data[i] = mask->grid.voxelOf(i)[0] < 12 ? 1.0F : 0.0F;
  link->setOverlays({overlayOf(mask, true), overlayOf(risingAlongY(ball()->grid))});
  link->setOverlayOpacity(0);
  QVERIFY(colourOf(view, {6, 20, 10}).saturation() < 10);
  // Halfway between the last voxel inside and the first outside.
  const QPointF edge = 0.5 * (view->positionOf({11, 28, 10}) + view->positionOf({12, 28, 10}));
  bool isInk = false;
  for (int dx = -2; dx <= 2; ++dx) {
    const QColor c = view->frame().picture.pixelColor((edge + QPointF(dx, 0)).toPoint());
    isInk = isInk || (c.blue() > c.red() + 60 && c.blue() > 120);
  }
  QVERIFY(isInk);
  link->setTintsMasks(true);
  QVERIFY(colourOf(view, {6, 20, 10}).blue() > colourOf(view, {6, 20, 10}).red() + 30);
  QVERIFY(colourOf(view, {36, 28, 10}).saturation() < 10);
}

void OrthosliceTest::overlaysOfAPreviewLieWhereTheMapWillBe() {
  SliceLink* link = m_view->link();
  link->setOverlays({overlayOf(risingAlongY(ball()->grid))});
  link->setOverlayOpacity(1);
  link->setCrosshair({2, 2, 10});
  const QColor before = colourOf(m_view->slice(2), {4, 22, 10});
  link->setVolume(ball(2), ball()->grid, 2);  // the same box: what lies over it stays
  const QColor after = colourOf(m_view->slice(2), {4, 22, 10});
  QVERIFY(std::abs(before.red() - after.red()) + std::abs(before.green() - after.green()) < 40);
  link->setVolume(ball(), Grid{{40, 32, 25}, {kVoxel, kVoxel, kVoxel}, {}});
  QVERIFY(link->overlays().empty());  // another box
}

void OrthosliceTest::projectionTakesThePlaceOfThePlane() {
  SliceLink* link = m_view->link();
  SliceView* view = m_view->slice(2);
  link->setOverlays({overlayOf(risingAlongY(ball()->grid))});
  link->setCrosshair({2, 2, 0});
  QVERIFY(colourOf(view, {24, 14, 0}).saturation() > 20);
  link->setShowsProjections(true);
  QVERIFY(!view->frame().isProjection);  // there is none yet
  ProjectionImages images;
  for (int axis = 0; axis < 3; ++axis) {
    auto image = std::make_shared<GrayImage>(emptyImage(ball()->grid, axis, -1));
    for (int y = 12; y <= 16; ++y)
      for (int x = 18; x <= 22; ++x)
        if (x < image->width) image->values[static_cast<std::size_t>(image->width) * y + x] = 5;
    images[static_cast<std::size_t>(axis)] = image;
  }
  link->setProjectionImages(images);
  QTRY_VERIFY(view->frame().isProjection && !view->isDrawing());
  QVERIFY(colourOf(view, {20, 14, 0}).lightness() > 240);
  QVERIFY(colourOf(view, {30, 14, 0}).lightness() < 15);
  QCOMPARE(*link->sumThrough({20, 14, 7}, 2), 5.0);
  link->setShowsProjections(false);
  QTRY_VERIFY(!view->frame().isProjection && !view->isDrawing());
  QVERIFY(!link->sumThrough({20, 14, 7}, 2));
  QVERIFY(colourOf(view, {24, 14, 0}).saturation() > 20);
}

void OrthosliceTest::gridHasRoomForItsLines() {
  QCOMPARE(gridStep(10, 14), 10);
  QCOMPARE(gridStep(1, 14), 50);
  QCOMPARE(gridStep(0.2, 14), 100);
  QCOMPARE(gridStep(0.1, 14), 500);
  SliceView* view = m_view->slice(2);
  colourOf(view, {0, 0, 0});
  const QImage without = view->grab().toImage();
  m_view->link()->setShowsGrid(true);
  const QImage with = view->grab().toImage();
  // A line through voxel 10, none through voxel 15.
  const auto differs = [&](int x) {
    const QPoint at = view->positionOf({x, 27, 12}).toPoint();
    bool any = false;
    for (int dx = -2; dx <= 2; ++dx) any = any || with.pixel(at + QPoint(dx, 0)) != without.pixel(at + QPoint(dx, 0));
    return any;
  };
  QVERIFY(differs(10) && differs(30));
  QVERIFY(!differs(15));
}

void OrthosliceTest::framingCanBeReadAndSet() {
  SliceView* view = m_view->slice(1);
  QSignalSpy changed(view, &SliceView::framingChanged);
  QCOMPARE(view->centre(), QPointF(0.5, 0.5));
  view->setZoom(2);
  view->setCentre({0.25, 0.75});
  QCOMPARE(changed.count(), 2);
  QVERIFY((view->centre() - QPointF(0.25, 0.75)).manhattanLength() < 1e-9);
  // What lies a quarter along x and three quarters along z is in the middle now.
  const Index3 middle = *view->voxelAt(view->rect().center());
  QVERIFY(std::abs(middle[0] - 10) <= 1 && std::abs(middle[2] - 18) <= 1);
  view->resetView();
  QCOMPARE(view->centre(), QPointF(0.5, 0.5));
  QCOMPARE(view->zoom(), 1.0);
}

QTEST_MAIN(OrthosliceTest)
#include "orthoslice_test.moc"
