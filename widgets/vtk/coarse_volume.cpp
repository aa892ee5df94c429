#include "widgets/vtk/coarse_volume.hpp"

#include "widgets/vtk/volume_image.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace vitrine::ui {

CoarseCopy::CoarseCopy(SharedVolume source, int factor) : m_source(std::move(source)), m_factor(factor) {
  Grid grid = m_source->grid;
  grid.voxelSize = drawnVoxelSize(grid);  // a copy of a map without voxel size fills the same box
  for (std::size_t axis = 0; axis < 3; ++axis) {
    grid.size[axis] = (grid.size[axis] + factor - 1) / factor;
    grid.voxelSize[axis] *= factor;
  }
  m_result = std::make_shared<Volume>(grid);
}

bool CoarseCopy::step() {
  const Grid& fine = m_source->grid;
  const Grid& coarse = m_result->grid;
  if (m_next >= coarse.size[2]) return false;
  const auto width = static_cast<std::size_t>(coarse.size[0]);
  std::vector<float> sum(width * static_cast<std::size_t>(coarse.size[1]), 0.0F);
  std::vector<float> count(sum.size(), 0.0F);
  const int lastZ = std::min((m_next + 1) * m_factor, fine.size[2]);
  for (int z = m_next * m_factor; z < lastZ; ++z) {
    const float* value = m_source->plane(z);
    for (int y = 0; y < fine.size[1]; ++y, value += fine.size[0]) {
      const std::size_t row = static_cast<std::size_t>(y / m_factor) * width;
      for (std::size_t block = 0; block < width; ++block) {
        const int first = static_cast<int>(block) * m_factor;
        const int last = std::min(first + m_factor, fine.size[0]);
        float blockSum = 0;
        int finite = 0;
        for (int x = first; x < last; ++x) {
          const bool isFinite = std::isfinite(value[x]);
          blockSum += isFinite ? value[x] : 0.0F;
          finite += isFinite;
        }
        sum[row + block] += blockSum;
        count[row + block] += static_cast<float>(finite);
        if (finite != last - first) m_sawNonFinite = true;
      }
    }
  }
  float* plane = m_result->plane(m_next);
  for (std::size_t i = 0; i < sum.size(); ++i) plane[i] = count[i] > 0 ? sum[i] / count[i] : 0.0F;
  return ++m_next < coarse.size[2];
}

int CoarseCopy::factorFor(const Grid& grid, int maxEdge) {
  const int longest = *std::max_element(grid.size.begin(), grid.size.end());
  return std::max(1, (longest + maxEdge - 1) / maxEdge);
}

DrawingCopies::DrawingCopies(const SharedVolume& source)
    : m_factor(CoarseCopy::factorFor(source->grid, kCoarseEdge)), m_copy(source, m_factor) {}

bool DrawingCopies::step() {
  if (m_ambient != nullptr) return false;
  if (m_copy.step()) return true;
  m_coarse = m_copy.result();
  m_clean = !m_copy.sawNonFinite();
  CoarseCopy ambient(m_coarse, CoarseCopy::factorFor(m_coarse->grid, kAmbientEdge));
  while (ambient.step()) {
  }
  m_ambient = ambient.result();
  return false;
}

}  // namespace vitrine::ui
