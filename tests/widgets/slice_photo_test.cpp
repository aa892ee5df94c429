// Pictures of slices for files: size, place, scale bar, transparency, what the file tells, and that they look as the
// view does.
#include "core/base/error.hpp"
#include "widgets/orthoslice/slice_view.hpp"

#include <QBuffer>
#include <QImageReader>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

constexpr double kVoxel = 2.0;
constexpr QSize kView(300, 300);

/// A ball of value 1 falling to 0 outside, 40 x 32 x 24 voxels, off centre so that axes cannot be mixed up.
SharedVolume ball() {
  auto volume = std::make_shared<Volume>(Grid{{40, 32, 24}, {kVoxel, kVoxel, kVoxel}, {}});
  for (std::int64_t i = 0; i < volume->grid.voxels(); ++i) {
    const Index3 p = volume->grid.voxelOf(i);
    const double r = std::hypot(p[0] - 24.0, p[1] - 14.0, p[2] - 10.0);
    volume->data[i] = static_cast<float>(std::clamp(8.0 - r, 0.0, 4.0) / 4.0);
  }
  return volume;
}

/// Values 0 and 1 by turns along x.
SharedVolume stripes() {
  auto volume = std::make_shared<Volume>(ball()->grid);
  for (std::int64_t i = 0; i < volume->grid.voxels(); ++i)
    volume->data[i] = static_cast<float>(volume->grid.voxelOf(i)[0] % 2);
  return volume;
}

SliceOverlay overlayOf(SharedVolume volume) {
  SliceOverlay overlay;
  overlay.title = QStringLiteral("Local resolution");
  overlay.unit = QStringLiteral("A");
  overlay.volume = std::move(volume);
  overlay.high = 4;
  return overlay;
}

/// Nothing written over the slice.
PhotoWish bare(QSize pixels) {
  PhotoWish wish;
  wish.pixels = pixels;
  wish.scaleBar = wish.colourBar = wish.levelText = false;
  return wish;
}

/// Length of the only run of pixels of a row that `isMeant` holds for; -1 if there are several.
int runInRow(const QImage& image, int y, const std::function<bool(QRgb)>& isMeant) {
  int length = 0, runs = 0;
  for (int x = 0; x < image.width(); ++x) {
    if (!isMeant(image.pixel(x, y))) continue;
    ++length;
    runs += x == 0 || !isMeant(image.pixel(x - 1, y));
  }
  return runs > 1 ? -1 : length;
}

double meanDifference(const QImage& a, const QImage& b) {
  double sum = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
    }
  return sum / (3.0 * a.width() * a.height());
}

}  // namespace

class SlicePhotoTest : public QObject {
  Q_OBJECT

private slots:
  void init();
  void placesTheSliceInAnyShape();
  void hasTheSizeAskedForAndTransparentCorners();
  void scaleBarIsAsLongAsItSays();
  void looksAsTheViewDoes();
  void linesGrowWithThePicture();
  void writesOnlyWhatIsWished();
  void fileTellsAboutThePicture();
  void projectionHasNoLevelAndNoColours();
  void showsTheMapThoughThePreviewIsOnScreen();
  void stripsAndTheWholeAreTheSame();
  void refusesAndStops();

private:
  SliceView* view() { return m_view.get(); }
  SliceLink* link() { return m_link.get(); }
  QImage made(const PhotoWish& wish) { return makeSlicePhoto(view()->photoJob(wish, QStringLiteral("level 0.5")), {}); }

  QThreadPool m_pool;
  std::unique_ptr<SliceLink> m_link;
  std::unique_ptr<SliceView> m_view;
};

void SlicePhotoTest::init() {
  m_view.reset();
  m_link = std::make_unique<SliceLink>();
  m_view = std::make_unique<SliceView>(2, link(), &m_pool);
  view()->resize(kView);
  view()->setVisible(true);
  link()->setVolume(ball(), ball()->grid);
  link()->setGreyRange(GreyRange{0, 1});
  link()->setCrosshair({30, 6, 10});
  QTRY_VERIFY(!view()->isDrawing() && view()->frame().index == 10);
}

void SlicePhotoTest::placesTheSliceInAnyShape() {
  // A plane of 40 x 20 that fills the width of a view of 400 x 300: 10 per voxel.
  const QTransform toView(10, 0, 0, -10, 0, 250);
  const QSizeF plane(40, 20), view(400, 300);
  const auto placed = [&](const QTransform& from, QSizeF picture) {
    return placeInPicture(from, plane, view, picture).mapRect(QRectF(QPointF(0, 0), plane));
  };
  QCOMPARE(placed(toView, {1200, 900}), QRectF(0, 150, 1200, 600));
  // In a square it fills the width; in a wide picture it is not larger beside the shorter edge: 300 become 900.
  QCOMPARE(placed(toView, {900, 900}), QRectF(0, 225, 900, 450));
  QCOMPARE(placed(toView, {3000, 900}), QRectF(900, 150, 1200, 600));
  // Zoomed in so that it is cut at all sides: nothing seen is cut off elsewhere.
  const QTransform close(40, 0, 0, -40, -600, 550);  // 1600 x 800 about the middle of the view
  QCOMPARE(placed(close, {900, 900}).size(), QSizeF(1600, 800) * 900 / 400);
  QCOMPARE(placed(close, {900, 900}).center(), QPointF(450, 450));
  QCOMPARE(placed(close, {800, 600}).size(), QSizeF(1600, 800) * 2);
  // Moved out of the view: as the view.
  QCOMPARE(placed(QTransform(10, 0, 0, -10, 1000, 250), {800, 600}), QRectF(2000, 100, 800, 400));
}

void SlicePhotoTest::hasTheSizeAskedForAndTransparentCorners() {
  PhotoWish wish = bare({1200, 900});
  wish.seeThrough = true;
  const QImage picture = made(wish);
  QCOMPARE(picture.size(), wish.pixels);
  for (const QPoint& corner : {QPoint(0, 0), QPoint(1199, 0), QPoint(0, 899), QPoint(1199, 899)})
    QCOMPARE(qAlpha(picture.pixel(corner)), 0);
  // 300 pixels of the view become 900: 40 voxels of 7.5 pixels take 900, 32 take 720, everything in the middle.
  const auto isSlice = [](QRgb p) { return qAlpha(p) == 255; };
  QCOMPARE(runInRow(picture, 450, isSlice), 900);
  QCOMPARE(qAlpha(picture.pixel(148, 450)), 0);
  QCOMPARE(qAlpha(picture.pixel(151, 450)), 255);
  QCOMPARE(qAlpha(picture.pixel(600, 87)), 0);
  QCOMPARE(qAlpha(picture.pixel(600, 92)), 255);
  // The ball's centre is voxel (24, 14), y upwards.
  const auto at = [&](double x, double y) {
    return picture.pixelColor(static_cast<int>(150 + 22.5 * (x + 0.5)), static_cast<int>(810 - 22.5 * (y + 0.5)));
  };
  QVERIFY(at(24, 14).lightness() > 240);
  QVERIFY(at(24, 24).lightness() < 10);
  // Words that lie beside the slice are white on something dark, whatever the paper.
  wish.levelText = true;
  const QImage named = made(wish);
  int white = 0, plate = 0;
  for (int x = 30; x < 140; ++x) {
    white += named.pixel(x, 40) == qRgb(255, 255, 255);
    plate += qAlpha(named.pixel(x, 28)) > 150 && qRed(named.pixel(x, 28)) < 40;
  }
  QVERIFY2(white > 5 && plate > 70, qPrintable(QStringLiteral("%1 and %2 pixels").arg(white).arg(plate)));
  QCOMPARE(qAlpha(named.pixel(0, 0)), 0);
  wish.levelText = false;
  // Otherwise the ground is that of the view.
  wish.seeThrough = false;
  QCOMPARE(made(wish).pixelColor(0, 0), QColor(kSliceGround));
}

void SlicePhotoTest::scaleBarIsAsLongAsItSays() {
  for (const QSize size : {QSize(1200, 900), QSize(733, 733), QSize(300, 300)}) {
    PhotoWish wish = bare(size);
    wish.seeThrough = wish.scaleBar = true;
    const QImage picture = made(wish);
    // The slice itself is the ruler: its width is 80 A.
    const int slice = runInRow(picture, size.height() / 2, [](QRgb p) { return qAlpha(p) == 255; });
    const double pixelsPerA = slice / (40 * kVoxel);
    double lengthA = 0;
    for (const double round : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0})
      if (round * pixelsPerA <= 0.3 * size.width()) lengthA = round;
    const double unit = std::min(size.width(), size.height()) / 300.0;
    const int row = static_cast<int>(size.height() - 12 * unit);
    const int bar = runInRow(picture, row, [](QRgb p) { return p == qRgb(255, 255, 255); });
    QVERIFY2(std::abs(bar - lengthA * pixelsPerA) <= 1,
             qPrintable(QStringLiteral("%1 pixels instead of %2").arg(bar).arg(lengthA * pixelsPerA)));
    // And the size of a pixel that the file tells agrees.
    QVERIFY(std::abs(picture.text(QStringLiteral("Pixel size")).section(u' ', 0, 0).toDouble() * pixelsPerA - 1) <
            2e-3);
  }
  // Without a voxel size there is none.
  link()->setVolume(ball(), Grid{ball()->grid.size, {0, 0, 0}, {}});
  PhotoWish wish = bare({600, 600});
  const QImage without = made(wish);
  wish.scaleBar = true;
  QCOMPARE(made(wish), without);
}

void SlicePhotoTest::looksAsTheViewDoes() {
  link()->setLevel(0.5);
  link()->setOverlays({overlayOf(stripes())});
  link()->setShowsGrid(true);
  QTRY_VERIFY(!view()->isDrawing() && view()->frame().overlays.size() == 1);
  PhotoWish wish;
  wish.marker = true;
  wish.pixels = kView;
  const QImage screen = view()->currentImage();
  const double same = meanDifference(makeSlicePhoto(view()->photoJob(wish, {}), {}), screen);
  QVERIFY2(same < 0.5, qPrintable(QString::number(same)));
  // Four times as large and reduced again: the same but for the smoothness of edges and letters.
  wish.pixels = kView * 4;
  const QImage large = made(wish);
  const QImage reduced = large.scaled(kView, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  const double difference = meanDifference(reduced, screen);
  QVERIFY2(difference < 6, qPrintable(QString::number(difference)));
  QVERIFY(meanDifference(reduced.mirrored(true, false), screen) > 3 * difference);
}

void SlicePhotoTest::linesGrowWithThePicture() {
  link()->setLevel(0.5);
  // Yellow pixels of the contour along the row through the ball's centre, at the left of it.
  const auto width = [&](int times) {
    const QImage picture = made(bare(kView * times));
    const int row = static_cast<int>(times * (270 - 7.5 * 14.5));
    int count = 0;
    for (int x = 0; x < times * 180; ++x) {
      const QColor c = picture.pixelColor(x, row);
      count += c.red() > 200 && c.red() > c.blue() + 80;
    }
    return count;
  };
  const int four = width(4), eight = width(8);  // of 1.4 pixels on screen
  QVERIFY2(four >= 4 && four <= 7 && eight >= 10 && eight <= 13,
           qPrintable(QStringLiteral("%1 and %2 pixels").arg(four).arg(eight)));
}

void SlicePhotoTest::writesOnlyWhatIsWished() {
  link()->setLevel(0.5);
  link()->setOverlays({overlayOf(stripes())});
  const QSize size(900, 900);
  const QImage plain = made(bare(size));
  const QRect upperLeft(0, 0, 450, 70), lowerLeft(0, 830, 300, 70), lowerRight(450, 820, 450, 80),
      right(600, 90, 300, 600);
  const auto changes = [&](const QImage& picture) {
    QString where;
    const std::pair<char, QRect> places[] = {
        {'t', upperLeft}, {'a', lowerLeft}, {'s', lowerRight}, {'c', right}, {'m', QRect(0, 500, 590, 300)}};
    for (const auto& [letter, place] : places)
      if (picture.copy(place) != plain.copy(place)) where += QLatin1Char(letter);
    return where;
  };
  PhotoWish wish = bare(size);
  QCOMPARE(changes(made(wish)), QString());
  wish.scaleBar = true;
  QCOMPARE(changes(made(wish)), QStringLiteral("s"));
  wish = bare(size);
  wish.colourBar = true;
  QCOMPARE(changes(made(wish)), QStringLiteral("c"));
  wish = bare(size);
  wish.levelText = true;
  QCOMPARE(changes(made(wish)), QStringLiteral("ta"));
  wish = bare(size);
  wish.marker = true;
  QVERIFY(changes(made(wish)).contains(QLatin1Char('m')));
  // The level is named with the slice, where there is a level.
  wish.levelText = true;
  QCOMPARE(view()->photoJob(wish, QStringLiteral("level 0.5")).legend.title,
           QStringLiteral("Z slice  10 / 23   level 0.5"));
  link()->setLevel({});
  QCOMPARE(view()->photoJob(wish, QStringLiteral("level 0.5")).legend.title, QStringLiteral("Z slice  10 / 23"));
}

void SlicePhotoTest::fileTellsAboutThePicture() {
  link()->setLevel(0.25);
  link()->setGreyRange(GreyRange{-0.5, 1.5});
  SliceOverlay mask = overlayOf(ball());
  mask.title = QStringLiteral("Hard mask");
  mask.unit.clear();
  mask.isMask = true;
  link()->setOverlays({overlayOf(stripes()), mask});
  PhotoWish wish = bare({600, 600});
  wish.dotsPerInch = 600;
  SlicePhotoJob job = view()->photoJob(wish, {});
  job.notes[QStringLiteral("Map")] = QStringLiteral("\u00e9.mrc");
  QByteArray bytes = pngBytes(makeSlicePhoto(job, {}), {});
  QBuffer file(&bytes);
  QImageReader reader(&file);
  QCOMPARE(reader.format(), QByteArray("png"));
  const QImage read = reader.read();
  QCOMPARE(read.text(QStringLiteral("Map")), QStringLiteral("\u00e9.mrc"));
  QCOMPARE(read.text(QStringLiteral("Slice")), QStringLiteral("Z 10 of 0 to 23"));
  QCOMPARE(read.text(QStringLiteral("Slice position")), QStringLiteral("20 A from voxel (0, 0, 0)"));
  QCOMPARE(read.text(QStringLiteral("Level")), QStringLiteral("0.25"));
  QCOMPARE(read.text(QStringLiteral("Grey range")), QStringLiteral("-0.5 (black) to 1.5 (white)"));
  QCOMPARE(read.text(QStringLiteral("Overlays")),
           QStringLiteral("Local resolution (A), 0 to 4, Viridis, 60 %; Hard mask, edge"));
  QCOMPARE(read.text(QStringLiteral("Pixel size")), QStringLiteral("0.13333 A"));
  QVERIFY(std::abs(read.dotsPerMeterX() * 0.0254 - 600) < 0.1);
  // A slice from its own extremes tells which they were.
  link()->setGreyRange({});
  QCOMPARE(made(wish).text(QStringLiteral("Grey range")), QStringLiteral("0 (black) to 1 (white)"));
}

void SlicePhotoTest::projectionHasNoLevelAndNoColours() {
  link()->setLevel(0.5);
  link()->setOverlays({overlayOf(stripes())});
  ProjectionImages images;
  for (int axis = 0; axis < 3; ++axis) {
    auto image = std::make_shared<GrayImage>(emptyImage(ball()->grid, axis, -1));
    image->values.front() = 5;
    images[static_cast<std::size_t>(axis)] = image;
  }
  link()->setProjectionImages(images);
  link()->setShowsProjections(true);
  PhotoWish wish;
  wish.pixels = {600, 600};
  const SlicePhotoJob job = view()->photoJob(wish, QStringLiteral("level 0.5"));
  QCOMPARE(job.legend.title, QStringLiteral("Mean along Z"));
  QVERIFY(!job.legend.coloured);
  const QImage picture = makeSlicePhoto(job, {});
  QCOMPARE(picture.text(QStringLiteral("Slice")), QStringLiteral("mean along Z"));
  QCOMPARE(picture.text(QStringLiteral("Level")), QString());
  QCOMPARE(picture.text(QStringLiteral("Grey range")), QStringLiteral("0 (black) to 5 (white)"));
}

void SlicePhotoTest::showsTheMapThoughThePreviewIsOnScreen() {
  // Every other voxel of the stripes is black: a preview of them shows no white at all.
  auto coarse = std::make_shared<Volume>(Grid{{20, 16, 12}, {2 * kVoxel, 2 * kVoxel, 2 * kVoxel}, {}});
  for (std::int64_t i = 0; i < coarse->grid.voxels(); ++i) coarse->data[i] = 0;
  link()->setVolume(coarse, ball()->grid, 2);
  QTRY_VERIFY(!view()->isDrawing() && view()->frame().volume == coarse);
  const SharedVolume full = stripes();
  link()->setVolume(full, full->grid);
  const SlicePhotoJob job = view()->photoJob(bare(kView * 4), {});
  QVERIFY(view()->frame().volume == coarse);
  const QImage picture = makeSlicePhoto(job, {});
  for (const int x : {10, 11, 24, 39})
    QVERIFY((picture.pixelColor(static_cast<int>(30 * (x + 0.5)), 600).lightness() > 200) == (x % 2 == 1));
}

void SlicePhotoTest::stripsAndTheWholeAreTheSame() {
  // Above 4 million pixels the picture is painted in strips; their borders must not be seen.
  link()->setLevel(0.5);
  link()->setOverlays({overlayOf(stripes())});
  SlicePhotoJob job = view()->photoJob(bare({3000, 3000}), {});
  const QImage whole = makeSlicePhoto(job, {});
  // The same place as a smaller picture that is painted at once.
  for (const int top : {0, 1200, 1900}) {
    SlicePhotoJob part = job;
    part.frame.toPixels *= QTransform::fromTranslate(0, -top);
    part.frame.pixels = part.wish.pixels = {3000, 800};
    QCOMPARE(meanDifference(makeSlicePhoto(part, {}), whole.copy(0, top, 3000, 800)) < 0.01, true);
  }
}

void SlicePhotoTest::refusesAndStops() {
  QVERIFY_EXCEPTION_THROWN(made(bare({40'000, 300})), InputError);
  QVERIFY_EXCEPTION_THROWN(made(bare({16'000, 16'000})), InputError);
  std::stop_source stop;
  stop.request_stop();
  const Progress stopped(nullptr, stop.get_token());
  QVERIFY_EXCEPTION_THROWN(makeSlicePhoto(view()->photoJob(bare({900, 900}), {}), stopped), Cancelled);
  const QImage picture = made(bare({900, 900}));
  QVERIFY_EXCEPTION_THROWN(pngBytes(picture, stopped), Cancelled);
}

QTEST_MAIN(SlicePhotoTest)
#include "slice_photo_test.moc"
