// A component's values in a box, row by row, at four or at two bytes per voxel.
#pragma once

#include "core/base/buffer.hpp"
#include "core/volume/grid.hpp"

#include <cstdint>

namespace vitrine::monogenic {

/// Rows along x. Compact: 16-bit integers with one scale per row, an error of at most 1.6e-5 of the row's largest
/// value.
class ComponentRows {
public:
  ComponentRows() = default;
  /// Uninitialised. @throws MemoryError
  ComponentRows(const Index3& size, bool isCompact);

  bool empty() const { return m_size[0] == 0; }
  /// Rows may be set from several threads, each row by one. @pre finite values
  void set(int y, int z, const float* row);
  /// The row, in `scratch` (size[0] floats) if it has to be unpacked.
  const float* row(int y, int z, float* scratch) const;

  static Bytes bytes(const Index3& size, bool isCompact);

private:
  std::int64_t rowIndex(int y, int z) const { return y + std::int64_t{m_size[1]} * z; }

  Index3 m_size{0, 0, 0};
  Buffer<float> m_values;         ///< empty if compact
  Buffer<std::int16_t> m_packed;  ///< value / scale of the row
  Buffer<float> m_scale;
};

}  // namespace vitrine::monogenic
