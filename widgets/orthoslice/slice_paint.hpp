// What is written over slices.
#pragma once

#include "widgets/orthoslice/slice_link.hpp"

#include <QRectF>
#include <QString>

class QPainter;

namespace vitrine::ui {

/// White letters with a dark edge, legible over any picture.
void paintShadowed(QPainter& painter, const QRectF& area, int flags, const QString& text);

/// What an overlay says at a voxel: "Local resolution 3.21 A", "Hard mask inside", "Local resolution no value".
QString valueText(const SliceLink& link, const SliceOverlay& overlay, const Index3& voxel);

/// Voxels from one grid line to the next: 10, 50, 100, 500 ..., the first that leaves `pixels` between them.
int gridStep(double pixelsPerVoxel, double pixels);

}  // namespace vitrine::ui
