// A slice as an image file wants it: any size, every voxel of the plane, data about the picture in the file.
#pragma once

#include "widgets/orthoslice/slice_frame.hpp"
#include "widgets/orthoslice/slice_paint.hpp"
#include "widgets/photo/photo.hpp"

namespace vitrine::ui {

/// Everything a picture is made from, taken when it is asked for.
struct SlicePhotoJob {
  FrameRequest frame;
  SliceLegend legend;
  PhotoWish wish;
  PhotoNotes notes;
};

/// Where a view's slice goes in a picture of another shape: what is in the middle stays there, nothing of the slice
/// that the view shows is cut off, and it is not larger than there beside the shorter edge.
/// @param toView  voxels of the plane -> view
/// @param plane   edges of the plane in voxels
/// @return voxels of the plane -> picture
QTransform placeInPicture(const QTransform& toView, QSizeF plane, QSizeF view, QSizeF picture);

/// The plane drawn in that size, not a screen's picture blown up; for a thread of the pool. Resolution and notes, as
/// describePhoto() gives them, with grey range and pixel size.
/// @throws InputError for a size that cannot be made, Cancelled, std::bad_alloc
QImage makeSlicePhoto(const SlicePhotoJob& job, const Progress& progress);

}  // namespace vitrine::ui
