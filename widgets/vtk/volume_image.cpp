#include "widgets/vtk/volume_image.hpp"

#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>

namespace vitrine::ui {

vtkSmartPointer<vtkImageData> volumeImage(const Volume& volume, int firstZ, int lastZ) {
  const Grid& grid = volume.grid;
  vtkNew<vtkFloatArray> values;
  values->SetName("density");
  // save = 1: VTK never frees the memory; SetArray takes a mutable pointer but filters leave their input alone.
  values->SetArray(const_cast<float*>(volume.plane(firstZ)), vtkIdType{lastZ - firstZ + 1} * grid.planeVoxels(), 1);
  auto image = vtkSmartPointer<vtkImageData>::New();
  const Vector3 voxelSize = drawnVoxelSize(grid);
  image->SetSpacing(voxelSize[0], voxelSize[1], voxelSize[2]);
  image->SetDimensions(grid.size[0], grid.size[1], lastZ - firstZ + 1);
  image->SetOrigin(0.5 * voxelSize[0], 0.5 * voxelSize[1], (firstZ + 0.5) * voxelSize[2]);
  image->GetPointData()->SetScalars(values);
  return image;
}

Vector3 drawnVoxelSize(const Grid& grid) { return grid.hasVoxelSize() ? grid.voxelSize : Vector3{1, 1, 1}; }

Vector3 drawnBox(const Grid& grid) {
  const Vector3 voxelSize = drawnVoxelSize(grid);
  return {grid.size[0] * voxelSize[0], grid.size[1] * voxelSize[1], grid.size[2] * voxelSize[2]};
}

}  // namespace vitrine::ui
