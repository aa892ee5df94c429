// Our voxels as VTK sees them, without a copy.
#pragma once

#include "core/volume/volume.hpp"

#include <vtkImageData.h>
#include <vtkSmartPointer.h>

namespace vitrine::ui {

/// Planes [firstZ, lastZ] of a volume as an image with one float scalar. Scene coordinates are A from the corner of the
/// box, voxel i centred at (i + 1/2) * voxel size: so a block-averaged copy lies where its source lies. The map's own
/// origin is left out, since it only places the box. A volume without voxel size counts 1 A per voxel.
///
/// No copy: the image looks into `volume.data`, which must outlive it. VTK promises not to write to inputs of filters.
/// Point numbers are 64-bit; only the edges are int.
/// @pre 0 <= firstZ <= lastZ < size[2]
vtkSmartPointer<vtkImageData> volumeImage(const Volume& volume, int firstZ, int lastZ);
inline vtkSmartPointer<vtkImageData> volumeImage(const Volume& volume) {
  return volumeImage(volume, 0, volume.grid.size[2] - 1);
}

/// Voxel size in A, 1 along every axis if the grid has none.
Vector3 drawnVoxelSize(const Grid& grid);
/// Edges of the box in A as drawn.
Vector3 drawnBox(const Grid& grid);

}  // namespace vitrine::ui
