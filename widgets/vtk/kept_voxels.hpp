// Which voxels' surface is shown when small or unwanted components are hidden.
#pragma once

#include "core/mask/mask.hpp"

#include <memory>

namespace vitrine::ui {

/// Voxels of the components that stay, of the full map at one level.
struct KeptComponents {
  std::shared_ptr<const Mask> mask;
  double level = 0;  ///< the mask is a part of {V >= level}
};

/// Answers for voxels of the map or of a copy averaged down, which shares the map's box in A.
class KeptLookup {
public:
  /// @param drawn   grid of the volume that is asked about
  /// @param margin  voxels of `drawn` around the one asked about that count too: for a mask of another level
  KeptLookup(const Mask& mask, const Grid& drawn, int margin);
  /// Whether some voxel of the mask lies in this voxel of the drawn volume.
  bool operator()(const Index3& voxel) const;

private:
  const Mask& m_mask;
  bool m_isSame;     ///< one voxel here is one voxel there
  Vector3 m_ratio;   ///< voxels of the mask per drawn voxel
  Vector3 m_margin;  ///< in voxels of the mask
};

}  // namespace vitrine::ui
