#include "widgets/vtk/model_trace.hpp"

#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkTubeFilter.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>

namespace vitrine::ui {

namespace {

constexpr int kSides = 6;
constexpr int kPiecesPerBond = 4;

/// Catmull & Rom 1974, doi:10.1016/B978-0-12-079050-0.50020-5: through b at t = 0 and c at t = 1.
Vector3 spline(const Vector3& a, const Vector3& b, const Vector3& c, const Vector3& d, double t) {
  Vector3 p{};
  for (std::size_t k = 0; k < 3; ++k)
    p[k] = 0.5 *
           (2 * b[k] +
            t * (c[k] - a[k] + t * (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k] + t * (3 * b[k] - a[k] - 3 * c[k] + d[k]))));
  return p;
}

}  // namespace

vtkSmartPointer<vtkPolyData> traceTubes(const ModelTrace& trace, double radiusA) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> lines;
  vtkNew<vtkUnsignedCharArray> colours;
  colours->SetName("colour");
  colours->SetNumberOfComponents(3);
  for (const TraceStrand& strand : trace) {
    const auto& p = strand.pointsA;
    if (p.size() < 2) continue;
    const unsigned char rgb[] = {static_cast<unsigned char>(strand.colour.red()),
                                 static_cast<unsigned char>(strand.colour.green()),
                                 static_cast<unsigned char>(strand.colour.blue())};
    const auto add = [&](const Vector3& place) {
      lines->InsertCellPoint(points->InsertNextPoint(place.data()));
      colours->InsertNextTypedTuple(rgb);
    };
    lines->InsertNextCell(static_cast<int>((p.size() - 1) * kPiecesPerBond + 1));
    for (std::size_t i = 0; i + 1 < p.size(); ++i)
      for (int piece = 0; piece < kPiecesPerBond; ++piece)
        add(spline(p[i == 0 ? 0 : i - 1], p[i], p[i + 1], p[std::min(i + 2, p.size() - 1)],
                   static_cast<double>(piece) / kPiecesPerBond));
    add(p.back());
  }
  vtkNew<vtkPolyData> centreLines;
  centreLines->SetPoints(points);
  centreLines->SetLines(lines);
  centreLines->GetPointData()->SetScalars(colours);
  vtkNew<vtkTubeFilter> tubes;
  tubes->SetInputData(centreLines);
  tubes->SetRadius(radiusA);
  tubes->SetNumberOfSides(kSides);
  tubes->CappingOn();
  tubes->Update();
  return tubes->GetOutput();
}

}  // namespace vitrine::ui
