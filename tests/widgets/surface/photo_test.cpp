// Pictures for files: tiles, transparency, texts, the model that shines through.
#include "core/base/error.hpp"
#include "tests/widgets/surface/phantoms.hpp"
#include "widgets/isosurface/surface_photo.hpp"
#include "widgets/vtk/picture_camera.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/surface_scene.hpp"

#include <QPainter>

#include <gtest/gtest.h>

namespace vitrine::ui {
namespace {

StillRecipe gyroid() {
  StillRecipe recipe;
  recipe.volume = test::gyroidVolume(48, 3);
  recipe.level = 0.9;
  recipe.camera.rotation = Rotation::fromAngles({30, -20, 10});
  return recipe;
}

int differing(const QImage& a, const QImage& b, int tolerance) {
  int count = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QColor p = a.pixelColor(x, y), q = b.pixelColor(x, y);
      count += std::abs(p.red() - q.red()) > tolerance || std::abs(p.green() - q.green()) > tolerance ||
               std::abs(p.blue() - q.blue()) > tolerance;
    }
  return count;
}

TEST(Still, TilesMakeThePictureRenderedAtOnce) {
  const QSize size(2600, 400);  // two tiles
  StillRecipe recipe = gyroid();
  recipe.camera.zoom = 3;
  recipe.fitRadiusA = 24;
  const Still still = renderStill(recipe, size);
  ASSERT_EQ(still.image.size(), size);
  // The same at half the size is one tile.
  const QImage half = renderStill(recipe, size / 2).image;
  const QImage small = still.image.scaled(size / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  EXPECT_LT(differing(small, half, 48), half.width() * half.height() / 200);
  EXPECT_GT(differing(small, half.mirrored(true, false), 48), half.width() * half.height() / 10);
  // Nothing is seen of the seam: a jump there would be no larger than its neighbours'.
  const auto jump = [&](int x) {
    double sum = 0;
    for (int y = 0; y < size.height(); ++y)
      sum += std::abs(still.image.pixelColor(x, y).lightness() - still.image.pixelColor(x - 1, y).lightness());
    return sum;
  };
  EXPECT_LT(jump(2048), 2 * std::max({jump(2046), jump(2047), jump(2049), jump(2050)}) + 200);
}

TEST(Still, TransparentGroundLeavesTheSurfaceOpaque) {
  StillRecipe recipe = gyroid();
  recipe.seeThrough = true;
  const QImage image = renderStill(recipe, {300, 300}).image;
  ASSERT_EQ(image.format(), QImage::Format_ARGB32_Premultiplied);
  EXPECT_EQ(qAlpha(image.pixel(2, 2)), 0);
  int opaque = 0, between = 0;
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 300; ++x) {
      opaque += qAlpha(image.pixel(x, y)) == 255;
      between += qAlpha(image.pixel(x, y)) > 0 && qAlpha(image.pixel(x, y)) < 255;
    }
  EXPECT_GT(opaque, 20'000);
  EXPECT_GT(between, 100) << "edges are smooth";
  EXPECT_LT(between, opaque / 3);
  // Laid on white it is the picture with a white ground.
  QImage white(image.size(), QImage::Format_RGB32);
  white.fill(Qt::white);
  QPainter(&white).drawImage(0, 0, image);
  recipe.seeThrough = false;
  EXPECT_LT(differing(white, renderStill(recipe, {300, 300}).image, 6), 200);
}

TEST(Still, StopsWhenTold) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(renderStill(gyroid(), {300, 300}, Progress(nullptr, stop.get_token())), Cancelled);
}

TEST(ModelTrace, IsSeenBehindTheSurfaceInItsColour) {
  StillRecipe recipe;
  recipe.volume = test::ballsVolume(test::cube(40, 2), {{{40, 40, 40}, 24}});
  const QColor vermilion(0xd5, 0x5e, 0x00);
  recipe.trace =
      std::make_shared<const ModelTrace>(ModelTrace{{{{20, 40, 40}, {40, 40, 40}, {60, 40, 40}}, vermilion}});
  const auto red = [](const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) {
        const QColor c = image.pixelColor(x, y);
        count += c.red() > c.green() + 20 && c.red() > c.blue() + 60;
      }
    return count;
  };
  EXPECT_GT(red(renderStill(recipe, {300, 300}).image), 300);
  recipe.clip.high[0] = 0.1;
  EXPECT_EQ(red(renderStill(recipe, {300, 300}).image), 0) << "the clip box cuts the model too";
  recipe.clip = {};
  recipe.trace.reset();
  EXPECT_EQ(red(renderStill(recipe, {300, 300}).image), 0);
}

TEST(Photo, ShowsInAnyShapeWhatTheViewShows) {
  const Vector3 box{100, 100, 100};
  const double fit = 40;
  SurfaceCamera camera;
  const QSizeF wide(800, 400), square(300, 300), tall(200, 600);
  // Centred, the surface is in the square in the middle of every view.
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, wide, square).zoom, 1);
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, wide, wide * 3).zoom, 1);
  // Moved right by 30: it ends at 70 of the 80 that half of the view shows; half of the square shows 40 / zoom.
  camera.panX = 30;
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, wide, square).zoom, 40.0 / 70);
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, wide, wide * 3).zoom, 1);
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, tall, tall * 2).zoom, 1);
  // No more than the view shows.
  camera.panX = 90;
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, wide, square).zoom, 40.0 / 80);
  camera = {};
  camera.zoom = 4;
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, wide, square).zoom, 2);
  EXPECT_DOUBLE_EQ(cameraForPicture(camera, box, fit, tall, square).zoom, 4.0 / 3);
}

TEST(Photo, CarriesSizeTextsAndNotes) {
  PhotoJob job;
  job.still = gyroid();
  job.wish = {.pixels = {400, 300}, .dotsPerInch = 300};
  job.levelText = "level 0.9";
  job.font.setPixelSize(14);
  job.notes["Level"] = "0.9";
  const QImage with = makePhoto(job, {});
  EXPECT_EQ(with.size(), QSize(400, 300));
  EXPECT_EQ(with.text("Level"), "0.9");
  EXPECT_TRUE(with.text("Pixel size").endsWith(" A"));
  EXPECT_NEAR(with.dotsPerMeterX() * 0.0254, 300, 0.1);
  job.wish.levelText = job.wish.scaleBar = false;
  const QImage without = makePhoto(job, {});
  EXPECT_NE(with.copy(0, 0, 120, 30), without.copy(0, 0, 120, 30));
  EXPECT_NE(with.copy(250, 250, 150, 50), without.copy(250, 250, 150, 50));
  EXPECT_EQ(with.copy(150, 100, 100, 100), without.copy(150, 100, 100, 100));
  job.wish.pixels = {40'000, 300};
  EXPECT_THROW(makePhoto(job, {}), InputError);
}

TEST(Photo, TheBarNamesPlacesWithoutValue) {
  PhotoJob job;
  job.still = gyroid();
  job.wish = {.pixels = {400, 300}};
  job.font.setPixelSize(14);
  const auto coloured = [&](double none) {
    job.still.colour = {test::volumeOf(test::cube(48, 1), [&](const Vector3& p) { return p[0] < none ? 3.0 : NAN; }), 2,
                        4, "Local resolution (A)"};
    return makePhoto(job, {});
  };
  const QRect belowTheBar(300, 190, 100, 40);
  const auto grey = [&](const QImage& image) {
    int count = 0;
    for (int y = belowTheBar.top(); y <= belowTheBar.bottom(); ++y)
      for (int x = belowTheBar.left(); x <= belowTheBar.right(); ++x)
        count += image.pixelColor(x, y) == QColor(128, 128, 128);
    return count;
  };
  EXPECT_EQ(grey(coloured(100)), 0);
  EXPECT_GT(grey(coloured(24)), 40);
}

}  // namespace
}  // namespace vitrine::ui
