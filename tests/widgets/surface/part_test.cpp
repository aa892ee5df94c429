// Parts of a surface: clip box, hidden components, picking, the full map behind a reduced one.
#include "core/mask/select_components.hpp"
#include "core/mask/threshold.hpp"
#include "tests/widgets/surface/phantoms.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/vtk/coarse_volume.hpp"
#include "widgets/vtk/surface_pick.hpp"
#include "widgets/vtk/surface_renderer.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QApplication>
#include <QElapsedTimer>

#include <gtest/gtest.h>

#include <limits>

namespace vitrine::ui {
namespace {

using test::ballsVolume;
using test::cube;

constexpr double kPi = 3.14159265358979;

template <class Condition>
bool waitFor(Condition condition, int limitMs = 60'000) {
  QElapsedTimer clock;
  clock.start();
  while (!condition()) {
    if (clock.elapsed() > limitMs) return false;
    QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
  }
  return true;
}

SurfaceMesh meshOf(SurfaceRecipe recipe) {
  recipe.boxA = drawnBox(recipe.volume->grid);
  recipe.maxTriangles = 10'000'000;
  SurfaceMesh mesh(recipe);
  while (mesh.step()) {
  }
  return mesh;
}

/// Every corner of every triangle.
std::vector<Vector3> corners(const SurfaceMesh& mesh) {
  std::vector<Vector3> points;
  for (const auto& slab : mesh.slabs())
    for (vtkIdType cell = 0; cell < slab->GetNumberOfCells(); ++cell) {
      vtkIdType count = 0;
      const vtkIdType* ids = nullptr;
      slab->GetCellPoints(cell, count, ids);
      for (vtkIdType i = 0; i < count; ++i) {
        Vector3 p{};
        slab->GetPoint(ids[i], p.data());
        points.push_back(p);
      }
    }
  return points;
}

bool isInside(const Vector3& p, const ClipBox& clip, const Vector3& boxA, double marginA) {
  for (std::size_t a = 0; a < 3; ++a)
    if (p[a] < clip.low[a] * boxA[a] - marginA || p[a] > clip.high[a] * boxA[a] + marginA) return false;
  return true;
}

std::shared_ptr<const KeptComponents> keeping(const Volume& volume, double level, const ComponentChoice& choice) {
  SerialExecutor executor;
  Progress progress;
  auto kept = std::make_shared<KeptComponents>();
  kept->mask = std::make_shared<const Mask>(
      selectComponents(aboveLevel(volume, level, executor, progress), choice, executor, progress));
  kept->level = level;
  return kept;
}

TEST(ClipBox, MarchesTheCellsInsideAndNoOthersAlsoWithoutVoxelSizeAndWithNaN) {
  for (const double voxel : {2.0, 0.0}) {
    auto volume = ballsVolume(cube(150, 2), {{{150, 150, 150}, 120}});
    volume->grid.voxelSize = {voxel, voxel, voxel};
    const Vector3 boxA = drawnBox(volume->grid);
    const double step = drawnVoxelSize(volume->grid)[0];
    const ClipBox clip{.low = {0.2, 0.5, 0.313}, .high = {0.6, 1, 0.88}};
    const auto whole = corners(meshOf({.volume = volume}));
    for (const bool clean : {true, false}) {
      const SurfaceMesh part = meshOf({.volume = volume, .clean = clean, .clip = clip});
      for (const Vector3& p : corners(part)) ASSERT_TRUE(isInside(p, clip, boxA, step));
      std::int64_t wanted = 0, found = 0;
      for (const Vector3& p : whole) wanted += isInside(p, clip, boxA, 0);
      for (const Vector3& p : corners(part)) found += isInside(p, clip, boxA, 0);
      EXPECT_GT(wanted, 10'000);
      EXPECT_EQ(found, wanted);
    }
  }
}

TEST(KeptComponents, LeaveNoTriangleOfOthersInTheMeshOfTheMapAndOfItsCopies) {
  // Large enough for a copy averaged down by 2.
  const auto volume = ballsVolume(cube(160, 1), {{{50, 50, 50}, 30}, {{110, 110, 110}, 20}, {{30, 130, 120}, 6}});
  const auto kept = keeping(*volume, 0, {.smallest = 2000, .only = {}});
  const auto one = keeping(*volume, 0, {.smallest = 1, .only = Index3{110, 110, 110}});
  CoarseCopy copy(volume, 2);
  while (copy.step()) {
  }
  const auto area = [](const SurfaceMesh& mesh) {
    double sum = 0;
    const auto p = corners(mesh);
    for (std::size_t i = 0; i + 2 < p.size(); i += 3) {
      Vector3 u{}, v{};
      for (std::size_t a = 0; a < 3; ++a) {
        u[a] = p[i + 1][a] - p[i][a];
        v[a] = p[i + 2][a] - p[i][a];
      }
      sum += 0.5 * std::hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);
    }
    return sum;
  };
  const double first = 4 * kPi * 30 * 30, second = 4 * kPi * 20 * 20, third = 4 * kPi * 6 * 6;
  for (const SharedVolume& drawn : {SharedVolume(volume), copy.result()}) {
    const auto of = [&](const std::shared_ptr<const KeptComponents>& shown) {
      return area(meshOf({.volume = drawn, .kept = shown != nullptr ? shown->mask : nullptr}));
    };
    EXPECT_NEAR(of(nullptr), first + second + third, 0.02 * first);
    EXPECT_NEAR(of(kept), first + second, 0.01 * first);
    EXPECT_NEAR(of(one), second, 0.02 * second);
  }
  // A mask of another level still shows all of what it is about.
  SurfaceRecipe lower{.volume = copy.result(), .level = -1.0, .kept = one->mask, .keptIsOld = true};
  EXPECT_NEAR(area(meshOf(lower)), 4 * kPi * 21 * 21, 0.03 * second);
}

TEST(Colours, PointsBesideAVoxelWithoutValueTakeThatOfTheOthers) {
  const auto ball = ballsVolume(cube(40, 2), {{{40, 40, 40}, 20}});
  const float none = std::numeric_limits<float>::quiet_NaN();
  // A value only inside the ball, as local resolution within a mask.
  const auto inside = test::volumeOf(cube(40, 2), [&](const Vector3& p) {
    return std::hypot(p[0] - 40, p[1] - 40, p[2] - 40) < 20 ? 5.0 : double{none};
  });
  const auto half = test::volumeOf(cube(40, 2), [&](const Vector3& p) { return p[0] < 40 ? 5.0 : double{none}; });
  EXPECT_EQ(meshOf({.volume = ball, .colour = {inside, 3, 7, {}}}).pointsWithoutValue(), 0);
  EXPECT_GT(meshOf({.volume = ball, .colour = {half, 3, 7, {}}}).pointsWithoutValue(), 500);
}

TEST(Pick, FindsTheFirstShownVoxelOnTheLineOfSight) {
  const auto volume = ballsVolume(cube(64, 2), {{{64, 64, 30}, 12}, {{64, 64, 100}, 16}});
  const Vector3 boxA = drawnBox(volume->grid);
  SurfaceCamera front;  // from +z
  const auto voxel = pickVoxel(*volume, 0, sightThrough(front, boxA, 0, 0));
  ASSERT_TRUE(voxel);
  EXPECT_NEAR((*voxel)[0], 31.5, 1);
  EXPECT_NEAR((*voxel)[2], 57, 1.1);  // the pole of the near ball, at 116 A
  EXPECT_GE(volume->at((*voxel)[0], (*voxel)[1], (*voxel)[2]), 0);
  // Only the far ball is kept, or the near one is clipped away.
  const auto far = keeping(*volume, 0, {.smallest = 1, .only = Index3{32, 32, 15}});
  EXPECT_NEAR((*pickVoxel(*volume, 0, sightThrough(front, boxA, 0, 0), {}, far->mask.get()))[2], 20, 1.1);
  EXPECT_NEAR((*pickVoxel(*volume, 0, sightThrough(front, boxA, 0, 0), {.high = {1, 1, 0.5}}))[2], 20, 1.1);
  // From behind, moved, and beside everything.
  SurfaceCamera behind{.rotation = Rotation::fromAngles({0, 180, 0})};
  behind.panX = 5;
  EXPECT_NEAR((*pickVoxel(*volume, 0, sightThrough(behind, boxA, 5, 0)))[2], 9, 1.1);
  EXPECT_FALSE(pickVoxel(*volume, 0, sightThrough(front, boxA, 50, 0)));
}

TEST(SurfaceRenderer, DrawsEveryVoxelOfALargeMapWhereTheClipBoxLeavesFewEnough) {
  const auto full = test::gyroidVolume(96, 12);
  CoarseCopy copy(full, 2);
  while (copy.step()) {
  }
  SurfaceRenderer renderer(nullptr, 48 * 96 * 96);
  renderer.setSize({200, 200}, false);
  renderer.setVolume(copy.result(), false, full);
  renderer.setLevel(0.8, false);
  ASSERT_TRUE(waitFor([&] { return renderer.frame().final; }));
  EXPECT_TRUE(renderer.frame().reduced);
  const auto coarse = renderer.frame().triangles;
  renderer.setClip({.high = {1, 1, 0.45}}, false);
  ASSERT_TRUE(waitFor([&] { return !renderer.isBusy() && renderer.frame().final; }));
  EXPECT_FALSE(renderer.frame().reduced);
  EXPECT_GT(renderer.frame().triangles, coarse);
}

class PartOfAView : public testing::Test {
protected:
  PartOfAView() {
    view.resize(300, 300);
    view.show();
    volume = ballsVolume(cube(60, 2), {{{40, 60, 60}, 24}, {{100, 60, 60}, 8}});
    view.setVolume(volume);
    view.setLevel(0);
  }
  int green() {
    const QImage image = view.currentImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x)
        if (const QColor c = image.pixelColor(x, y); c.green() > c.blue() + 12) ++count;
    return count;
  }
  bool settled() {
    return waitFor([&] { return !view.isRefining(); });
  }
  std::shared_ptr<Volume> volume;
  IsosurfaceView view;
};

TEST_F(PartOfAView, ClipBoxCutsThePictureWhereItSays) {
  ASSERT_TRUE(settled());
  const int whole = green();
  ClipBox told;
  QObject::connect(&view, &IsosurfaceView::clipBoxChanged, [&](const ClipBox& clip) { told = clip; });
  view.setClipBox({.high = {40.0 / 120, 1, 1}});  // through the middle of the large ball
  EXPECT_EQ(told.high[0], 40.0 / 120);
  ASSERT_TRUE(settled());
  const double large = kPi * 24 * 24, small = kPi * 8 * 8;
  EXPECT_NEAR(green(), whole * 0.5 * large / (large + small), 0.03 * whole);
  EXPECT_TRUE(view.accessibleDescription().contains("Only a part of the box"));
  view.setClipBox({.low = {0.9, 0.9, 0.9}, .high = {0.2, 2, 2}});  // turned round: nothing, but no failure
  EXPECT_EQ(view.clipBox().high[0], 0.9);
  ASSERT_TRUE(settled());
  EXPECT_EQ(green(), 0);
  view.setClipBox({});
  ASSERT_TRUE(settled());
  EXPECT_NEAR(green(), whole, 3);
}

TEST_F(PartOfAView, WaitsForTheComponentsOfTheNewLevel) {
  ASSERT_TRUE(settled());
  const int whole = green();
  view.setKept(keeping(*volume, 0, {.smallest = 5000, .only = {}}));
  ASSERT_TRUE(settled());
  const double large = kPi * 24 * 24, small = kPi * 8 * 8;
  EXPECT_NEAR(green(), whole * large / (large + small), 0.03 * whole);
  int full = 0;
  QObject::connect(&view, &IsosurfaceView::imageShown, [&](bool isFull) { full += isFull; });
  view.setLevel(1);
  QElapsedTimer clock;
  clock.start();
  (void)waitFor([&] { return clock.elapsed() > 400; });
  EXPECT_TRUE(view.isRefining());  // whoever hides components owes new ones
  EXPECT_EQ(full, 0);
  view.setKept(keeping(*volume, 1, {.smallest = 5000, .only = {}}));
  ASSERT_TRUE(settled());
  EXPECT_GT(full, 0);
}

}  // namespace
}  // namespace vitrine::ui
