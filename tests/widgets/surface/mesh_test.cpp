#include "tests/widgets/surface/phantoms.hpp"
#include "widgets/vtk/coarse_volume.hpp"
#include "widgets/vtk/surface_mesh.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/view_rotation.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <vtkFloatArray.h>
#include <vtkPointData.h>

#include <gtest/gtest.h>

#include <limits>

namespace vitrine::ui {
namespace {

using test::ballsVolume;
using test::cube;

SurfaceRecipe recipe(const SharedVolume& volume, double level) {
  return {volume, drawnBox(volume->grid), level, true, 10'000'000, {}, nullptr};
}

void finish(SurfaceMesh& mesh) {
  while (mesh.step()) {
  }
}

TEST(SurfaceMesh, PointsAndNormalsOfABallInAnisotropicVoxelsAcrossSlabs) {
  // 300 planes are three slabs; voxels of 1, 1.5 and 0.4 A.
  const Grid grid{.size = {60, 40, 300}, .voxelSize = {1.0, 1.5, 0.4}, .origin = {7, 8, 9}};
  const Vector3 centre{30, 30, 60};
  const double radius = 24;
  SurfaceMesh mesh(recipe(ballsVolume(grid, {{centre, radius}}), 0));
  finish(mesh);
  ASSERT_GE(mesh.slabs().size(), 2U);
  double area = 0;
  for (const auto& slab : mesh.slabs()) {
    vtkDataArray* normals = slab->GetPointData()->GetNormals();
    for (vtkIdType i = 0; i < slab->GetNumberOfPoints(); ++i) {
      const double* p = slab->GetPoint(i);
      const Vector3 out{p[0] - centre[0], p[1] - centre[1], p[2] - centre[2]};
      const double distance = std::hypot(out[0], out[1], out[2]);
      ASSERT_NEAR(distance, radius, 0.05);
      double n[3];
      normals->GetTuple(i, n);
      ASSERT_GT((n[0] * out[0] + n[1] * out[1] + n[2] * out[2]) / distance, 0.995);
    }
    for (vtkIdType c = 0; c < slab->GetNumberOfCells(); ++c) {
      vtkIdType count = 0;
      const vtkIdType* ids = nullptr;
      slab->GetCellPoints(c, count, ids);
      ASSERT_EQ(count, 3);
      Vector3 a{}, u{}, v{};
      slab->GetPoint(ids[0], a.data());
      slab->GetPoint(ids[1], u.data());
      slab->GetPoint(ids[2], v.data());
      for (std::size_t k = 0; k < 3; ++k) {
        u[k] -= a[k];
        v[k] -= a[k];
      }
      area += 0.5 * std::hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);
    }
  }
  // Nothing missing and nothing twice where slabs meet.
  EXPECT_NEAR(area, 4 * 3.14159265 * radius * radius, 0.01 * area);
  EXPECT_NEAR(mesh.radiusA(), radius, 0.1);
}

TEST(SurfaceMesh, LeavesNonFiniteVoxelsOut) {
  auto volume = ballsVolume(cube(40, 1), {{{20, 20, 20}, 12}});
  volume->at(20, 20, 8) = std::numeric_limits<float>::quiet_NaN();
  volume->at(20, 8, 20) = std::numeric_limits<float>::infinity();
  SurfaceRecipe dirty = recipe(volume, 0.5);
  dirty.clean = false;
  SurfaceMesh mesh(dirty);
  finish(mesh);
  ASSERT_GT(mesh.triangles(), 1000);
  for (const auto& slab : mesh.slabs())
    for (vtkIdType i = 0; i < slab->GetNumberOfPoints(); ++i) {
      const double* p = slab->GetPoint(i);
      ASSERT_TRUE(std::isfinite(p[0]) && std::isfinite(p[1]) && std::isfinite(p[2]));
    }
}

TEST(SurfaceMesh, GivesUpBeyondItsTriangles) {
  SurfaceRecipe small = recipe(test::gyroidVolume(64, 8), 0.8);
  small.maxTriangles = 1000;
  SurfaceMesh mesh(small);
  finish(mesh);
  EXPECT_TRUE(mesh.tooLarge());
  EXPECT_TRUE(mesh.done());
}

TEST(SurfaceMesh, IsEmptyWhereNoVoxelReachesTheLevel) {
  SurfaceMesh mesh(recipe(ballsVolume(cube(20, 1), {{{10, 10, 10}, 5}}), 100));
  finish(mesh);
  EXPECT_EQ(mesh.triangles(), 0);
  EXPECT_TRUE(mesh.slabs().empty());
}

TEST(SurfaceMesh, TakesColoursFromAnotherVolumeOfTheSameBox) {
  const auto balls = ballsVolume(cube(40, 2), {{{40, 40, 40}, 20}});
  const auto alongX = test::volumeOf(cube(20, 4), [](const Vector3& p) { return p[0]; });
  SurfaceRecipe coloured = recipe(balls, 0);
  coloured.colour = {alongX, 20, 60, {}};
  SurfaceMesh mesh(coloured);
  finish(mesh);
  const auto& slab = mesh.slabs().at(0);
  for (vtkIdType i = 0; i < slab->GetNumberOfPoints(); ++i) {
    double rgba[4];
    slab->GetPointData()->GetScalars()->GetTuple(i, rgba);
    // Viridis runs from violet (blue above green) to yellow (green above blue); the middle is the teal between.
    if (slab->GetPoint(i)[0] > 58) {
      EXPECT_GT(rgba[1], 2 * rgba[2]);
    }
    if (slab->GetPoint(i)[0] < 22) {
      EXPECT_GT(rgba[2], 2 * rgba[1]);
    }
  }
}

TEST(CoarseCopy, AveragesBlocksAndTheRestAtTheFarFaces) {
  auto volume =
      test::volumeOf({.size = {5, 4, 4}, .voxelSize = {1, 1, 1}, .origin = {}}, [](const Vector3& p) { return p[0]; });
  volume->at(0, 0, 0) = std::numeric_limits<float>::quiet_NaN();
  CoarseCopy copy(volume, 2);
  while (copy.step()) {
  }
  const Volume& coarse = *copy.result();
  EXPECT_EQ(coarse.grid.size, (Index3{3, 2, 2}));
  EXPECT_DOUBLE_EQ(coarse.grid.voxelSize[0], 2);
  EXPECT_FLOAT_EQ(coarse.at(1, 1, 1), 3);    // x = 2.5, 3.5
  EXPECT_FLOAT_EQ(coarse.at(2, 1, 1), 4.5);  // the one column left
  EXPECT_FLOAT_EQ(coarse.at(0, 0, 0), (3 * 0.5F + 4 * 1.5F) / 7);
  EXPECT_TRUE(copy.sawNonFinite());
}

TEST(CoarseCopy, BringsTheLongestEdgeBelowTheLimit) {
  EXPECT_EQ(CoarseCopy::factorFor(cube(112, 1), 112), 1);
  EXPECT_EQ(CoarseCopy::factorFor(cube(113, 1), 112), 2);
  EXPECT_EQ(CoarseCopy::factorFor(cube(512, 1), 112), 5);
}

TEST(AmbientField, DarkensAPocketButNotABulge) {
  // Two large balls that touch: the cleft between them against the outer pole of one.
  const Grid grid = cube(64, 1);
  const auto balls = ballsVolume(grid, {{{18, 32, 32}, 14}, {{46, 32, 32}, 14}});
  const AmbientField field(*balls, 0);
  const float pole = field.light({4, 32, 32}, {-1, 0, 0});
  const float cleft = field.light({31, 35, 32}, {-0.9F, 0.44F, 0});
  EXPECT_GT(pole, 0.95F);
  EXPECT_LT(cleft, 0.8F);
}

TEST(Rotation, AnglesOfARotationGiveItBack) {
  for (const ViewAngles angles : {ViewAngles{10, 20, 30}, ViewAngles{-170, 65, 12}, kReportViews[0], kReportViews[1]}) {
    const Rotation rotation = Rotation::fromAngles(angles);
    const Rotation again = Rotation::fromAngles(rotation.angles());
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(rotation.row[i][j], again.row[i][j], 1e-9);
  }
}

TEST(Rotation, DraggingTheFrontToTheRightTurnsItToTheRight) {
  const Rotation turn = trackball(0, 0, 0.2, 0);
  EXPECT_GT(turn.row[0][2], 0.1);  // what was towards the viewer moves right
  EXPECT_NEAR(turn.row[1][2], 0, 1e-12);
}

TEST(ScaleBar, HasARoundLength) {
  EXPECT_DOUBLE_EQ(roundScaleLength(99), 50);
  EXPECT_DOUBLE_EQ(roundScaleLength(20), 20);
  EXPECT_DOUBLE_EQ(roundScaleLength(1.7), 1);
  EXPECT_DOUBLE_EQ(roundScaleLength(0.3), 0.2);
  EXPECT_DOUBLE_EQ(roundScaleLength(0), 0);
}

}  // namespace
}  // namespace vitrine::ui
