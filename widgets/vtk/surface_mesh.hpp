// Triangles of an isosurface, slab by slab.
#pragma once

#include "core/volume/volume.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/vtk/ambient_field.hpp"
#include "widgets/vtk/clip_box.hpp"
#include "widgets/vtk/kept_voxels.hpp"

#include <QString>

#include <vtkImageData.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace vitrine::ui {

/// How a surface is coloured: plainly, or by another map in the same box.
struct SurfaceColour {
  SharedVolume volume;       ///< null: plain
  double low = 0, high = 1;  ///< ends of the scale; NaN values are grey
  QString label;
  ColorMap colours = ColorMap::Viridis;
  bool operator==(const SurfaceColour&) const = default;
};

/// What a mesh is made of.
struct SurfaceRecipe {
  SharedVolume volume;
  Vector3 boxA{};  ///< the box the scene shows, in A; that of a coarse copy may stick out a little
  double level = 0;
  bool clean = true;  ///< no NaN, no infinity; otherwise slabs are copied and cleaned (0 for such voxels)
  std::int64_t maxTriangles = 10'000'000;  ///< give up beyond this many (a level inside the noise of a large map)
  SurfaceColour colour{};
  std::shared_ptr<const AmbientField> ambient{};  ///< null: evenly lit
  /// Cells that do not reach into it are not marched. The mesh sticks out by less than a voxel; the scene cuts it.
  ClipBox clip{};
  /// Null: everything. Otherwise triangles of other components are left out: the voxels at or above the level of one
  /// cell are neighbours, so each triangle belongs to one component.
  std::shared_ptr<const Mask> kept{};
  bool keptIsOld = false;  ///< `kept` belongs to another level: what lies within a voxel or two of it stays too

  bool operator==(const SurfaceRecipe&) const = default;
};

/// The surface of one volume at one level (flying edges: Schroeder, Maynard, Geveci 2015,
/// doi:10.1109/LDAV.2015.7348069), made in slabs of z planes so that a newer request never waits for a whole map.
/// Normals point out of the high density (against the gradient) and are central differences of the whole volume, so
/// slabs meet without a seam; anisotropic voxels are respected. Each point has a colour (RGBA bytes), ambient light
/// included. Coordinates: see volumeImage().
class SurfaceMesh {
public:
  explicit SurfaceMesh(SurfaceRecipe recipe);

  /// Meshes the next slab; false when none is left or the limit was passed.
  bool step();
  bool done() const { return m_next >= m_high[2] || m_tooLarge; }
  bool tooLarge() const { return m_tooLarge; }
  double fraction() const {
    return m_high[2] > m_low[2] ? static_cast<double>(m_next - m_low[2]) / (m_high[2] - m_low[2]) : 1.0;
  }

  const std::vector<vtkSmartPointer<vtkPolyData>>& slabs() const { return m_slabs; }  ///< none of them empty
  std::int64_t triangles() const { return m_triangles; }
  /// Largest distance of the surface from the centre of the box in A; 0 without a surface.
  double radiusA() const { return m_radiusA; }
  /// Points where the colouring volume has no value.
  std::int64_t pointsWithoutValue() const { return m_withoutValue; }
  /// Whether the box's corners lie outside the surface, so that one looks at front faces (unless the box cuts it).
  bool closesAgainstViewer() const;
  const SurfaceRecipe& recipe() const { return m_recipe; }

private:
  vtkSmartPointer<vtkImageData> slabImage(int first, int last, Volume& copy) const;
  void dropHidden(vtkPolyData& slab) const;
  void addNormals(vtkPolyData& slab);
  void addColours(vtkPolyData& slab);

  SurfaceRecipe m_recipe;
  Index3 m_low{}, m_high{};  ///< voxels marched, inclusive
  int m_slabPlanes;
  int m_next = 0;
  std::int64_t m_withoutValue = 0;
  bool m_tooLarge = false;
  std::int64_t m_triangles = 0;
  double m_radiusA = 0;
  std::vector<vtkSmartPointer<vtkPolyData>> m_slabs;
};

}  // namespace vitrine::ui
