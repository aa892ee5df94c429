// Figures before their painter is there: nothing is painted.
#include "widgets/report/picture_painter.hpp"

namespace vitrine::ui {

FigurePainter::FigurePainter(const Figure&, double, const FigureStyle&) {}
double FigurePainter::height() const { return 0; }
void FigurePainter::paint(QPainter&, QPointF, const SurfaceRenderer&) const {}

}  // namespace vitrine::ui
