#include "widgets/vtk/surface_mesh.hpp"

#include "widgets/theme/palette.hpp"
#include "widgets/vtk/trilinear.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkFlyingEdges3D.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr std::int64_t kSlabVoxels = 4 << 20;  // about 30 ms of flying edges: a new request waits no longer

/// Half the difference of the two neighbours along `axis` (one-sided at the faces), per A.
double slope(const Volume& volume, const Index3& voxel, std::size_t axis, double voxelSize) {
  const int last = volume.grid.size[axis] - 1;
  Index3 low = voxel, high = voxel;
  low[axis] = std::max(voxel[axis] - 1, 0);
  high[axis] = std::min(voxel[axis] + 1, last);
  if (low[axis] == high[axis]) return 0;
  const double difference = double{volume.at(high[0], high[1], high[2])} - double{volume.at(low[0], low[1], low[2])};
  return difference / ((high[axis] - low[axis]) * voxelSize);
}

/// Unit vector against the gradient at a point on a grid edge, `index` in voxels.
std::array<float, 3> outwardNormal(const Volume& volume, const Vector3& voxelSize, const Vector3& index) {
  // Flying edges puts every point on a grid edge: at most one coordinate lies between two voxels.
  Index3 voxel{}, next{};
  std::size_t along = 0;
  double offset = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    voxel[axis] = std::clamp(static_cast<int>(std::lround(index[axis])), 0, volume.grid.size[axis] - 1);
    if (std::abs(index[axis] - voxel[axis]) > std::abs(offset)) {
      offset = index[axis] - voxel[axis];
      along = axis;
    }
  }
  next = voxel;
  next[along] = std::clamp(voxel[along] + (offset < 0 ? -1 : 1), 0, volume.grid.size[along] - 1);
  const double t = std::abs(offset);
  Vector3 gradient{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    gradient[axis] =
        (1 - t) * slope(volume, voxel, axis, voxelSize[axis]) + t * slope(volume, next, axis, voxelSize[axis]);
  const double length = std::hypot(gradient[0], gradient[1], gradient[2]);
  if (!(length > 0) || !std::isfinite(length)) return {0, 0, 1};
  return {static_cast<float>(-gradient[0] / length), static_cast<float>(-gradient[1] / length),
          static_cast<float>(-gradient[2] / length)};
}

const float* floats(vtkDataArray& array) { return vtkFloatArray::SafeDownCast(&array)->GetPointer(0); }

using Rgb = std::array<unsigned char, 3>;
constexpr Rgb kPlainColour{0x4e, 0x9a, 0x06};
constexpr Rgb kNoValueColour{0xb0, 0xb0, 0xb0};

std::array<Rgb, 256> colourScale(ColorMap map) {
  std::array<Rgb, 256> scale{};
  for (std::size_t i = 0; i < scale.size(); ++i) {
    const QColor c = colorAt(map, static_cast<double>(i) / 255);
    scale[i] = {static_cast<unsigned char>(c.red()), static_cast<unsigned char>(c.green()),
                static_cast<unsigned char>(c.blue())};
  }
  return scale;
}

}  // namespace

SurfaceMesh::SurfaceMesh(SurfaceRecipe recipe) : m_recipe(std::move(recipe)) {
  m_slabPlanes = static_cast<int>(std::clamp<std::int64_t>(kSlabVoxels / m_recipe.volume->grid.planeVoxels(), 4, 128));
}

bool SurfaceMesh::step() {
  if (done()) return false;
  const int first = m_next;
  const int last = std::min(first + m_slabPlanes, lastPlane());  // shared with the next slab
  Volume cleaned;
  vtkSmartPointer<vtkImageData> image;
  if (m_recipe.clean) {
    image = volumeImage(*m_recipe.volume, first, last);
  } else {
    Grid grid = m_recipe.volume->grid;
    grid.size[2] = last - first + 1;
    cleaned = Volume(grid);
    const float* source = m_recipe.volume->plane(first);
    for (std::int64_t i = 0; i < grid.voxels(); ++i) cleaned.data[i] = std::isfinite(source[i]) ? source[i] : 0.0F;
    image = volumeImage(cleaned);
    image->SetOrigin(image->GetOrigin()[0], image->GetOrigin()[1], (first + 0.5) * image->GetSpacing()[2]);
  }
  vtkNew<vtkFlyingEdges3D> contour;
  contour->SetInputData(image);
  contour->SetValue(0, m_recipe.level);
  contour->ComputeNormalsOff();
  contour->ComputeGradientsOff();
  contour->ComputeScalarsOff();
  contour->Update();
  vtkSmartPointer<vtkPolyData> slab = contour->GetOutput();
  m_next = last;
  if (slab->GetNumberOfCells() > 0) {
    slab->GetPolys()->ConvertTo32BitStorage();  // a slab has few points; half the memory
    m_triangles += slab->GetNumberOfCells();
    m_tooLarge = m_triangles > m_recipe.maxTriangles;
    addNormals(*slab);
    addColours(*slab);
    m_slabs.push_back(slab);
  }
  return !done();
}

bool SurfaceMesh::closesAgainstViewer() const {
  const Volume& volume = *m_recipe.volume;
  int outside = 0;
  for (const int x : {0, volume.grid.size[0] - 1})
    for (const int y : {0, volume.grid.size[1] - 1})
      for (const int z : {0, volume.grid.size[2] - 1}) outside += volume.at(x, y, z) < m_recipe.level;
  return outside >= 4;
}

void SurfaceMesh::addNormals(vtkPolyData& slab) {
  const Vector3 voxelSize = drawnVoxelSize(m_recipe.volume->grid);
  const vtkIdType points = slab.GetNumberOfPoints();
  vtkNew<vtkFloatArray> normals;
  normals->SetName("normals");
  normals->SetNumberOfComponents(3);
  normals->SetNumberOfTuples(points);
  const float* position = floats(*slab.GetPoints()->GetData());
  float* normal = normals->GetPointer(0);
  double largest = m_radiusA * m_radiusA;
  for (vtkIdType i = 0; i < points; ++i, position += 3, normal += 3) {
    Vector3 index{};
    double distance = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      index[axis] = position[axis] / voxelSize[axis] - 0.5;
      const double fromCentre = position[axis] - 0.5 * m_recipe.boxA[axis];
      distance += fromCentre * fromCentre;
    }
    largest = std::max(largest, distance);
    std::ranges::copy(outwardNormal(*m_recipe.volume, voxelSize, index), normal);
  }
  m_radiusA = std::sqrt(largest);
  slab.GetPointData()->SetNormals(normals);
}

void SurfaceMesh::addColours(vtkPolyData& slab) const {
  const SurfaceColour& colour = m_recipe.colour;
  Vector3 voxelSize{1, 1, 1};
  if (colour.volume != nullptr) {
    // Same box in A, perhaps another number of voxels.
    const Grid& grid = colour.volume->grid;
    voxelSize = grid.voxelSize;
    if (!grid.hasVoxelSize() || !m_recipe.volume->grid.hasVoxelSize())
      for (std::size_t axis = 0; axis < 3; ++axis) voxelSize[axis] = m_recipe.boxA[axis] / grid.size[axis];
  }
  const double range = colour.high > colour.low ? colour.high - colour.low : 1;
  const auto scale = colourScale(colour.colours);
  const vtkIdType points = slab.GetNumberOfPoints();
  vtkNew<vtkUnsignedCharArray> bytes;
  bytes->SetName("colour");
  bytes->SetNumberOfComponents(4);
  bytes->SetNumberOfTuples(points);
  unsigned char* rgba = bytes->GetPointer(0);
  const float* point = floats(*slab.GetPoints()->GetData());
  const float* normal = floats(*slab.GetPointData()->GetNormals());
  for (vtkIdType i = 0; i < points; ++i, point += 3, normal += 3, rgba += 4) {
    const Vector3 position{point[0], point[1], point[2]};
    Rgb base = kPlainColour;
    if (colour.volume != nullptr) {
      const double place = (trilinear(*colour.volume, voxelSize, position) - colour.low) / range;
      base = std::isnan(place) ? kNoValueColour : scale[static_cast<std::size_t>(255 * std::clamp(place, 0.0, 1.0))];
    }
    float light =
        m_recipe.ambient == nullptr ? 1.0F : m_recipe.ambient->light(position, {normal[0], normal[1], normal[2]});
    if (colour.volume != nullptr) light = 0.5F + 0.5F * light;  // colours must still be found on the scale
    for (std::size_t c = 0; c < 3; ++c) rgba[c] = static_cast<unsigned char>(static_cast<float>(base[c]) * light);
    rgba[3] = 255;
  }
  slab.GetPointData()->SetScalars(bytes);
}

}  // namespace vitrine::ui
