#include "core/resolution/monogenic/component_rows.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::monogenic {
namespace {

constexpr float kLargest = 32767;

}  // namespace

ComponentRows::ComponentRows(const Index3& size, bool isCompact) : m_size(size) {
  const std::int64_t rows = std::int64_t{size[1]} * size[2];
  if (!isCompact) {
    m_values = Buffer<float>(size[0] * rows);
    return;
  }
  m_packed = Buffer<std::int16_t>(size[0] * rows);
  m_scale = Buffer<float>(rows);
}

void ComponentRows::set(int y, int z, const float* row) {
  const int n = m_size[0];
  const std::int64_t at = rowIndex(y, z);
  if (!m_values.empty()) {
    std::copy_n(row, n, m_values.data() + n * at);
    return;
  }
  float largest = 0;
  for (int x = 0; x < n; ++x) largest = std::max(largest, std::abs(row[x]));
  // A row of denormals has no useful inverse; it is as good as empty.
  const bool isEmpty = largest < 1e-30F;
  const float inverse = isEmpty ? 0 : kLargest / largest;
  m_scale[at] = isEmpty ? 0 : largest / kLargest;
  std::int16_t* to = m_packed.data() + n * at;
  for (int x = 0; x < n; ++x) {
    const float value = row[x] * inverse;
    to[x] = static_cast<std::int16_t>(value + (value < 0 ? -0.5F : 0.5F));
  }
}

const float* ComponentRows::row(int y, int z, float* scratch) const {
  const int n = m_size[0];
  const std::int64_t at = rowIndex(y, z);
  if (!m_values.empty()) return m_values.data() + n * at;
  const std::int16_t* from = m_packed.data() + n * at;
  const float scale = m_scale[at];
  for (int x = 0; x < n; ++x) scratch[x] = static_cast<float>(from[x]) * scale;
  return scratch;
}

Bytes ComponentRows::bytes(const Index3& size, bool isCompact) {
  const Bytes rows = Bytes{size[1]} * size[2];
  return isCompact ? rows * (2 * Bytes{size[0]} + 4) : 4 * Bytes{size[0]} * rows;
}

}  // namespace vitrine::monogenic
