#include "widgets/vtk/ambient_field.hpp"

#include "widgets/vtk/kept_voxels.hpp"
#include "widgets/vtk/trilinear.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <vector>

namespace vitrine::ui {

namespace {

constexpr int kNearRadius = 1, kFarRadius = 3;         // voxels of the coarse volume
constexpr double kNearSigma = 1.15, kFarSigma = 2.83;  // of two box passes of those radii
constexpr float kFlat = 0.16F;                         // a half-space seen one sigma above its face

/// Running mean of 2 radius + 1 voxels along one axis; outside counts as 0.
void boxMean(Volume& volume, std::size_t axis, int radius) {
  const Index3& size = volume.grid.size;
  const std::int64_t stride = axis == 0 ? 1 : axis == 1 ? size[0] : volume.grid.planeVoxels();
  const int length = size[axis];
  const std::size_t u = axis == 0 ? 1 : 0, v = axis == 2 ? 1 : 2;
  std::vector<float> line(static_cast<std::size_t>(length));
  const float scale = 1.0F / static_cast<float>(2 * radius + 1);
  for (int j = 0; j < size[v]; ++j)
    for (int i = 0; i < size[u]; ++i) {
      Index3 start{};
      start[u] = i;
      start[v] = j;
      float* values = volume.data.data() + volume.grid.index(start[0], start[1], start[2]);
      for (int k = 0; k < length; ++k) line[static_cast<std::size_t>(k)] = values[k * stride];
      float sum = 0;
      for (int k = 0; k < std::min(radius, length); ++k) sum += line[static_cast<std::size_t>(k)];
      for (int k = 0; k < length; ++k) {
        if (k + radius < length) sum += line[static_cast<std::size_t>(k + radius)];
        if (k - radius - 1 >= 0) sum -= line[static_cast<std::size_t>(k - radius - 1)];
        values[k * stride] = sum * scale;
      }
    }
}

void blur(Volume& volume, int radius) {
  for (int pass = 0; pass < 2; ++pass)
    for (std::size_t axis = 0; axis < 3; ++axis) boxMean(volume, axis, radius);
}

}  // namespace

AmbientField::AmbientField(const Volume& coarse, double level, const Mask* kept, int margin)
    : m_near(coarse.grid), m_far(coarse.grid), m_voxelSize(drawnVoxelSize(coarse.grid)) {
  const auto limit = static_cast<float>(level);
  for (std::int64_t i = 0; i < coarse.data.size(); ++i)
    m_near.data[i] = m_far.data[i] = coarse.data[i] >= limit ? 1.0F : 0.0F;
  if (kept != nullptr) {
    const KeptLookup isKept(*kept, coarse.grid, margin);
    for (std::int64_t i = 0; i < coarse.data.size(); ++i)
      if (m_near.data[i] > 0 && !isKept(coarse.grid.voxelOf(i))) m_near.data[i] = m_far.data[i] = 0.0F;
  }
  blur(m_near, kNearRadius);
  blur(m_far, kFarRadius);
}

float AmbientField::light(const Vector3& positionA, const std::array<float, 3>& unitNormal) const {
  Vector3 near = positionA, far = positionA;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    near[axis] += kNearSigma * m_voxelSize[axis] * unitNormal[axis];
    far[axis] += kFarSigma * m_voxelSize[axis] * unitNormal[axis];
  }
  const float hidden = 0.5F * std::max(0.0F, trilinear(m_near, m_voxelSize, near) - kFlat) +
                       1.2F * std::max(0.0F, trilinear(m_far, m_voxelSize, far) - kFlat);
  return std::max(0.45F, 1.0F - hidden);
}

}  // namespace vitrine::ui
