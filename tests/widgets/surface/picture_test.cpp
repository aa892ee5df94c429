#include "tests/widgets/surface/phantoms.hpp"
#include "widgets/vtk/render_surface.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/surface_scene.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

namespace vitrine::ui {
namespace {

using test::ballsVolume;
using test::cube;

struct Blob {
  int pixels = 0;
  double x = 0, y = 0;  ///< from the centre of the picture, y up
};

/// Connected coloured regions of at least 30 pixels, largest first. The surface is green; texts are grey.
std::vector<Blob> blobs(const QImage& image) {
  const int w = image.width(), h = image.height();
  const auto isSurface = [&](int x, int y) {
    const QColor c = image.pixelColor(x, y);
    return c.green() > c.blue() + 12;  // texts are dark blue
  };
  std::vector<char> seen(static_cast<std::size_t>(w) * h, 0);
  std::vector<Blob> found;
  for (int start = 0; start < w * h; ++start) {
    if (seen[static_cast<std::size_t>(start)] || !isSurface(start % w, start / w)) continue;
    Blob blob;
    std::vector<int> stack{start};
    seen[static_cast<std::size_t>(start)] = 1;
    while (!stack.empty()) {
      const int at = stack.back(), x = at % w, y = at / w;
      stack.pop_back();
      ++blob.pixels;
      blob.x += x - 0.5 * (w - 1);
      blob.y += 0.5 * (h - 1) - y;
      for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        const int nx = x + dx, ny = y + dy;
        if (nx < 0 || ny < 0 || nx >= w || ny >= h) continue;
        char& mark = seen[static_cast<std::size_t>(ny) * w + nx];
        if (mark || !isSurface(nx, ny)) continue;
        mark = 1;
        stack.push_back(ny * w + nx);
      }
    }
    blob.x /= blob.pixels;
    blob.y /= blob.pixels;
    if (blob.pixels >= 30) found.push_back(blob);
  }
  std::ranges::sort(found, [](const Blob& a, const Blob& b) { return a.pixels > b.pixels; });
  return found;
}

struct Orientation {
  const char* name;
  ViewAngles angles;
  Vector3 right, up, towards;  ///< map directions
};

/// One ball right of the centre as the convention has it, a smaller one up, a third towards the viewer; a picture
/// coloured by the coordinate along "towards" tells that one from the ball behind it.
void expectOrientation(const Orientation& view) {
  SCOPED_TRACE(view.name);
  const Grid grid = cube(64, 2);
  const Vector3 centre{64, 64, 64};
  const auto at = [&](const Vector3& direction) {
    return Vector3{centre[0] + 40 * direction[0], centre[1] + 40 * direction[1], centre[2] + 40 * direction[2]};
  };
  SurfacePicture picture;
  picture.volume = ballsVolume(grid, {{at(view.right), 18}, {at(view.up), 12}, {at(view.towards), 8}, {centre, 8}});
  picture.angles = view.angles;
  const auto found = blobs(renderSurface(picture, {400, 400}));
  ASSERT_GE(found.size(), 3U);
  EXPECT_GT(found[0].x, 80);
  EXPECT_NEAR(found[0].y, 0, 6);
  EXPECT_NEAR(found[1].x, 0, 6);
  EXPECT_GT(found[1].y, 80);
  EXPECT_NEAR(found[2].x, 0, 6);
  EXPECT_NEAR(found[2].y, 0, 6);
  picture.colourBy = test::volumeOf(grid, [&](const Vector3& p) {
    return (p[0] - 64) * view.towards[0] + (p[1] - 64) * view.towards[1] + (p[2] - 64) * view.towards[2];
  });
  picture.colourLow = -60;
  picture.colourHigh = 40;  // the near ball is yellow, the one at the centre, hidden behind it, teal
  const SurfaceColour colour{picture.colourBy, picture.colourLow, picture.colourHigh, {}};
  const int middle = (400 - static_cast<int>(colourBarWidth(colour, paperFont(400 / 32.0)))) / 2;  // beside the bar
  const QColor front = renderSurface(picture, {400, 400}).pixelColor(middle, 200);
  EXPECT_GT(front.red(), 2 * front.blue()) << "the ball towards the viewer is not in front";
}

TEST(RenderSurface, ShowsTheReportsViewsTheRightWayRound) {
  const Vector3 x{1, 0, 0}, y{0, 1, 0}, z{0, 0, 1};
  const Vector3 minusX{-1, 0, 0}, minusY{0, -1, 0};
  expectOrientation({"View 1", kReportViews[0], y, z, x});
  expectOrientation({"View 2", kReportViews[1], z, minusX, minusY});
  expectOrientation({"View 3", kReportViews[2], x, y, z});
}

TEST(RenderSurface, KeepsProportionsOfAnisotropicVoxels) {
  const Grid grid{.size = {80, 40, 160}, .voxelSize = {1, 2, 0.5}, .origin = {}};
  SurfacePicture picture;
  picture.volume = ballsVolume(grid, {{{40, 40, 40}, 30}});
  for (const ViewAngles& angles : kReportViews) {
    picture.angles = angles;
    const auto found = blobs(renderSurface(picture, {300, 300}));
    ASSERT_EQ(found.size(), 1U);
    // A disc: fills pi/4 of the square around it; fitted with 6 % margin.
    const double diameter = 300 / 1.06;
    EXPECT_NEAR(found[0].pixels, 3.14159 / 4 * diameter * diameter, 0.03 * found[0].pixels);
  }
}

TEST(RenderSurface, SaysWhenNoVoxelReachesTheLevel) {
  SurfacePicture picture;
  picture.volume = ballsVolume(cube(32, 1), {{{16, 16, 16}, 8}});
  picture.level = 1e6;
  const QImage image = renderSurface(picture, {400, 300});
  ASSERT_EQ(image.size(), QSize(400, 300));
  EXPECT_TRUE(blobs(image).empty());
  int dark = 0;
  for (int y = 100; y < 200; ++y)
    for (int x = 0; x < 400; ++x) dark += image.pixelColor(x, y).lightness() < 160;
  EXPECT_GT(dark, 100) << "no text";
  EXPECT_EQ(image.pixelColor(5, 5), QColor(Qt::white));
}

TEST(RenderSurface, WorksWithoutADisplayAndFromSeveralThreadsAtOnce) {
  ASSERT_EQ(std::getenv("DISPLAY"), nullptr);
  SurfacePicture picture;
  picture.volume = ballsVolume(cube(48, 1), {{{24, 24, 24}, 15}, {{36, 30, 24}, 9}});
  const QImage alone = renderSurface(picture, {320, 200});
  std::vector<QImage> images(3);
  {
    std::vector<std::jthread> threads;
    for (QImage& image : images) threads.emplace_back([&] { image = renderSurface(picture, {320, 200}); });
  }
  for (const QImage& image : images) EXPECT_EQ(image, alone);
}

/// Mean and largest difference of the pictures' lightness, 0..1, after averaging 4 x 4 pixels: edges may move by a
/// fraction of a pixel between drivers, shapes and shades may not. The scale bar's corner is left out (fonts).
std::pair<double, double> difference(const QImage& a, const QImage& b) {
  const QSize size(a.width() / 4, a.height() / 4);
  const QImage small = a.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  const QImage other = b.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  if (other.size() != size) return {1, 1};  // no golden picture
  double sum = 0, largest = 0;
  for (int y = 0; y < size.height(); ++y)
    for (int x = 0; x < size.width(); ++x) {
      if (y > 0.8 * size.height() && x > 0.5 * size.width()) continue;
      const double d = std::abs(small.pixelColor(x, y).lightnessF() - other.pixelColor(x, y).lightnessF());
      sum += d;
      largest = std::max(largest, d);
    }
  return {sum / (size.width() * size.height()), largest};
}

TEST(RenderSurface, LooksLikeItsGoldenPicture) {
  SurfacePicture picture;
  picture.volume = test::gyroidVolume(48, 3);
  picture.level = 0.9;
  picture.angles = {30, -20, 10};
  const QImage image = renderSurface(picture, {320, 240});
  const QString path = QStringLiteral(VITRINE_GOLDEN "/surface_gyroid.png");
  const QImage golden(path);
  const auto [mean, largest] = golden.size() == image.size() ? difference(image, golden) : std::pair(1.0, 1.0);
  // Measured between llvmpipe builds and sizes of the vector unit: below 0.002 and 0.02.
  EXPECT_LT(mean, 0.01);
  EXPECT_LT(largest, 0.12);
  if (HasFailure()) {
    image.save(QStringLiteral("surface_gyroid.new.png"));
    std::fprintf(stderr, "new picture: surface_gyroid.new.png in the working directory\n");
  }
  // The comparison sees what it should: another level, another view.
  picture.level = 1.0;
  EXPECT_GT(difference(renderSurface(picture, {320, 240}), golden).second, 0.12);
}

TEST(SurfaceScene, LeavesAPictureWhenToldTo) {
  SurfaceScene scene;
  const auto volume = test::gyroidVolume(48, 3);
  auto mesh = std::make_shared<SurfaceMesh>(SurfaceRecipe{volume, {48, 48, 48}, 0.9, true, 1'000'000, {}, nullptr});
  while (mesh->step()) {
  }
  scene.setBox({48, 48, 48});
  scene.setMesh(mesh);
  EXPECT_TRUE(scene.render({100, 100}, Quality::Draft, [] { return true; }).isNull());
  EXPECT_FALSE(scene.render({100, 100}, Quality::Draft, [] { return false; }).isNull());
}

}  // namespace
}  // namespace vitrine::ui
