// Values as colours in pictures: tables for pixels, ramps for bars, inks for masks.
#pragma once

#include "widgets/theme/palette.hpp"

#include <QRectF>
#include <QRgb>

class QPainter;

namespace vitrine::ui {

/// 256 opaque colours from the lowest value to the highest.
std::array<QRgb, 256> colourTable(ColorMap map);
/// The colours of a map as a bar: upwards, or to the right.
void paintColourRamp(QPainter& painter, const QRectF& bar, ColorMap map, Qt::Orientation direction);
/// For the edge of mask number `index` over a grey picture; told apart with any colour vision, none of them the
/// yellow of the contour level.
QColor maskColour(int index);
/// The contour level's line over a grey picture, and the dark line beneath it and beneath mask edges.
QColor contourColour();
QColor contourShadow();

}  // namespace vitrine::ui
