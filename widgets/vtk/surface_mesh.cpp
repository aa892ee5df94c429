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
#include <limits>

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

/// A point of a surface between two neighbouring voxels, `t` of the way from `near` to `far`.
struct GridEdge {
  Index3 near{}, far{};
  double t = 0;
};

/// Flying edges puts every point on a grid edge: at most one coordinate lies between two voxels. @param index in voxels
GridEdge edgeAt(const Grid& grid, const Vector3& index) {
  GridEdge edge;
  std::size_t along = 0;
  double offset = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    edge.near[axis] = std::clamp(static_cast<int>(std::lround(index[axis])), 0, grid.size[axis] - 1);
    if (std::abs(index[axis] - edge.near[axis]) > std::abs(offset)) {
      offset = index[axis] - edge.near[axis];
      along = axis;
    }
  }
  edge.far = edge.near;
  edge.far[along] = std::clamp(edge.near[along] + (offset < 0 ? -1 : 1), 0, grid.size[along] - 1);
  edge.t = std::abs(offset);
  return edge;
}

Vector3 indexAt(const float* positionA, const Vector3& voxelSize) {
  return {positionA[0] / voxelSize[0] - 0.5, positionA[1] / voxelSize[1] - 0.5, positionA[2] / voxelSize[2] - 0.5};
}

/// Unit vector against the gradient at a point on a grid edge, `index` in voxels.
std::array<float, 3> outwardNormal(const Volume& volume, const Vector3& voxelSize, const Vector3& index) {
  const auto [voxel, next, t] = edgeAt(volume.grid, index);
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

Rgb rgbAt(ColorMap map, double place) {
  const QColor c = colorAt(map, place);
  return {static_cast<unsigned char>(c.red()), static_cast<unsigned char>(c.green()),
          static_cast<unsigned char>(c.blue())};
}

std::array<Rgb, 256> colourScale(ColorMap map) {
  std::array<Rgb, 256> scale{};
  for (std::size_t i = 0; i < scale.size(); ++i) scale[i] = rgbAt(map, static_cast<double>(i) / 255);
  return scale;
}

}  // namespace

SurfaceMesh::SurfaceMesh(SurfaceRecipe recipe) : m_recipe(std::move(recipe)) {
  const Grid& grid = m_recipe.volume->grid;
  const Vector3 voxelSize = drawnVoxelSize(grid);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    // Cells between voxel centres that reach into the clip box.
    const double low = m_recipe.clip.low[axis] * m_recipe.boxA[axis] / voxelSize[axis] - 0.5;
    const double high = m_recipe.clip.high[axis] * m_recipe.boxA[axis] / voxelSize[axis] - 0.5;
    const int last = grid.size[axis] - 1;
    m_low[axis] = static_cast<int>(std::clamp(std::floor(low), 0.0, static_cast<double>(last)));
    m_high[axis] = static_cast<int>(std::clamp(std::ceil(high), 0.0, static_cast<double>(last)));
  }
  m_next = m_low[2];
  const std::int64_t planeVoxels =
      std::max<std::int64_t>(1, std::int64_t{m_high[0] - m_low[0] + 1} * (m_high[1] - m_low[1] + 1));
  m_slabPlanes = static_cast<int>(std::clamp<std::int64_t>(kSlabVoxels / planeVoxels, 4, 128));
}

/// Planes [first, last]: the volume's own memory where all of it can be used as it is.
vtkSmartPointer<vtkImageData> SurfaceMesh::slabImage(int first, int last, Volume& copy) const {
  const Volume& volume = *m_recipe.volume;
  const bool isWhole =
      m_low[0] == 0 && m_low[1] == 0 && m_high[0] == volume.grid.size[0] - 1 && m_high[1] == volume.grid.size[1] - 1;
  if (m_recipe.clean && isWhole) return volumeImage(volume, first, last);
  Grid grid = volume.grid;
  grid.size = {m_high[0] - m_low[0] + 1, m_high[1] - m_low[1] + 1, last - first + 1};
  copy = Volume(grid);
  float* target = copy.data.data();
  for (int z = first; z <= last; ++z)
    for (int y = m_low[1]; y <= m_high[1]; ++y) {
      const float* source = volume.plane(z) + std::int64_t{volume.grid.size[0]} * y + m_low[0];
      for (int x = 0; x < grid.size[0]; ++x) *target++ = std::isfinite(source[x]) ? source[x] : 0.0F;
    }
  auto image = volumeImage(copy);
  const double* spacing = image->GetSpacing();
  image->SetOrigin((m_low[0] + 0.5) * spacing[0], (m_low[1] + 0.5) * spacing[1], (first + 0.5) * spacing[2]);
  return image;
}

bool SurfaceMesh::step() {
  if (done()) return false;
  const int first = m_next;
  const int last = std::min(first + m_slabPlanes, m_high[2]);  // shared with the next slab
  Volume copy;
  const auto image = slabImage(first, last, copy);
  vtkNew<vtkFlyingEdges3D> contour;
  contour->SetInputData(image);
  contour->SetValue(0, m_recipe.level);
  contour->ComputeNormalsOff();
  contour->ComputeGradientsOff();
  contour->ComputeScalarsOff();
  contour->Update();
  vtkSmartPointer<vtkPolyData> slab = contour->GetOutput();
  m_next = last;
  slab->GetPolys()->ConvertTo32BitStorage();  // a slab has few points; half the memory
  if (m_recipe.kept != nullptr) dropHidden(*slab);
  if (slab->GetNumberOfCells() > 0) {
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

void SurfaceMesh::dropHidden(vtkPolyData& slab) const {
  const Volume& volume = *m_recipe.volume;
  const Vector3 voxelSize = drawnVoxelSize(volume.grid);
  const bool isCopy = volume.grid.size != m_recipe.kept->grid.size;
  const KeptLookup isKept(*m_recipe.kept, volume.grid, !m_recipe.keptIsOld ? 0 : isCopy ? 1 : 3);
  const float* position = floats(*slab.GetPoints()->GetData());
  const auto points = static_cast<std::size_t>(slab.GetNumberOfPoints());
  std::vector<vtkTypeInt32> place(points, -1);  // of the point among those that stay
  vtkNew<vtkPoints> kept;
  for (std::size_t i = 0; i < points; ++i, position += 3) {
    // The end of the edge that is inside tells the component.
    const GridEdge edge = edgeAt(volume.grid, indexAt(position, voxelSize));
    const bool isNear = volume.at(edge.near[0], edge.near[1], edge.near[2]) >= m_recipe.level;
    if (isKept(isNear ? edge.near : edge.far)) place[i] = static_cast<vtkTypeInt32>(kept->InsertNextPoint(position));
  }
  const vtkTypeInt32* corner = slab.GetPolys()->GetConnectivityArray32()->GetPointer(0);
  vtkNew<vtkCellArray> triangles;
  triangles->Use32BitStorage();
  for (vtkIdType cell = 0; cell < slab.GetNumberOfCells(); ++cell, corner += 3) {
    const vtkIdType ids[] = {place[static_cast<std::size_t>(corner[0])], place[static_cast<std::size_t>(corner[1])],
                             place[static_cast<std::size_t>(corner[2])]};
    if (ids[0] >= 0 && ids[1] >= 0 && ids[2] >= 0) triangles->InsertNextCell(3, ids);
  }
  slab.SetPoints(kept);
  slab.SetPolys(triangles);
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
    double distance = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double fromCentre = position[axis] - 0.5 * m_recipe.boxA[axis];
      distance += fromCentre * fromCentre;
    }
    largest = std::max(largest, distance);
    std::ranges::copy(outwardNormal(*m_recipe.volume, voxelSize, indexAt(position, voxelSize)), normal);
  }
  m_radiusA = std::sqrt(largest);
  slab.GetPointData()->SetNormals(normals);
}

void SurfaceMesh::addColours(vtkPolyData& slab) {
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
  const Rgb noValue = rgbAt(colour.colours, std::numeric_limits<double>::quiet_NaN());
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
      m_withoutValue += std::isnan(place);
      base = std::isnan(place) ? noValue : scale[static_cast<std::size_t>(255 * std::clamp(place, 0.0, 1.0))];
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
