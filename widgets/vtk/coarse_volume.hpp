// A small copy of a volume for drawing while something moves.
#pragma once

#include "core/volume/volume.hpp"

#include <memory>

namespace vitrine::ui {

/// Averages blocks of factor^3 voxels, a few planes at a time, so that the work can be left at once for something
/// newer. Blocks that stick out at the far faces average the voxels they have. Non-finite voxels are left out; a block
/// without a finite voxel gets 0. One read of the volume, about 0.15 s at 512^3.
class CoarseCopy {
public:
  /// @throws MemoryError
  CoarseCopy(SharedVolume source, int factor);
  /// Averages the next plane of blocks; false when none is left.
  bool step();
  /// The finished copy (voxel size times factor). Only after step() has returned false.
  SharedVolume result() const { return m_result; }
  /// Whether the planes read so far hold a voxel that is NaN or infinite.
  bool sawNonFinite() const { return m_sawNonFinite; }

  /// Smallest factor that brings the longest edge to at most `maxEdge` voxels.
  static int factorFor(const Grid& grid, int maxEdge);

private:
  SharedVolume m_source;
  std::shared_ptr<Volume> m_result;
  int m_factor;
  int m_next = 0;
  bool m_sawNonFinite = false;
};

/// The copies that drawing a volume needs: one for meshes while things move, one for ambient light.
class DrawingCopies {
public:
  static constexpr int kCoarseEdge = 112, kAmbientEdge = 64;

  /// @throws MemoryError
  explicit DrawingCopies(const SharedVolume& source);
  /// A few planes; false when all is done. Then the functions below may be called.
  bool step();
  const SharedVolume& coarse() const { return m_coarse; }
  const SharedVolume& ambient() const { return m_ambient; }
  /// No NaN and no infinity in the source. The copies never have any.
  bool isClean() const { return m_clean; }
  /// The coarse copy has the source's own voxels.
  bool coarseIsFull() const { return m_factor == 1; }

private:
  int m_factor;
  CoarseCopy m_copy;
  SharedVolume m_coarse, m_ambient;
  bool m_clean = true;
};

}  // namespace vitrine::ui
