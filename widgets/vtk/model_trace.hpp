// An atomic model as tubes along its chains.
#pragma once

#include "core/volume/grid.hpp"

#include <QColor>

#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <vector>

namespace vitrine::ui {

/// One unbroken piece of a chain.
struct TraceStrand {
  std::vector<Vector3> pointsA;  ///< scene coordinates: A from the corner of the box (volumeImage())
  QColor colour;
};
using ModelTrace = std::vector<TraceStrand>;

/// Tubes with smooth bends and a colour (RGB bytes) at each point. A strand of one point is left out.
/// @param radiusA  of the tubes. Cost: about 50 triangles per point of the trace
vtkSmartPointer<vtkPolyData> traceTubes(const ModelTrace& trace, double radiusA);

}  // namespace vitrine::ui
