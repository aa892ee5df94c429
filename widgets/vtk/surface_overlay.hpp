// What is written over the picture of a surface, for screen and paper alike.
#pragma once

#include "widgets/theme/palette.hpp"
#include "widgets/vtk/surface_mesh.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QFont>
#include <QRectF>

class QPainter;

namespace vitrine::ui {

/// Length of a scale bar: 1, 2 or 5 times a power of ten, at most `mostA`.
double roundScaleLength(double mostA);
/// A bar of a round length with its length in A (or nm from 1000 A on) above it, at the lower right of `area`.
/// @param angstromPerUnit  A per unit of the painter's coordinates
void paintScaleBar(QPainter& painter, const QRectF& area, double angstromPerUnit, const QFont& font,
                   const QColor& ink = surfaceInk(SurfaceGround::White));
/// The colour scale with its limits and label, upright at the right edge of `area`.
/// @param hasNoValue  the grey of places without a value is named below it
/// @param ground      of the picture; laid thinly over what is behind the words
void paintColourBar(QPainter& painter, const QRectF& area, const SurfaceColour& colour, const QFont& font,
                    bool hasNoValue = false, const QColor& ink = surfaceInk(SurfaceGround::White),
                    QColor ground = surfaceGround(SurfaceGround::White));
/// What paintColourBar() takes of the width of a picture, but for a long label.
double colourBarWidth(const SurfaceColour& colour, const QFont& font);
/// "level 0.0066  (6.1 sigma)" at the upper left.
void paintLevelText(QPainter& painter, const QRectF& area, const QString& text, const QFont& font,
                    const QColor& ink = surfaceInk(SurfaceGround::White));
/// The crosshair of the slices: a ring with the three axes of the map through it, turned as the map is.
/// @param placeA  scene coordinates
/// @param unit    size of the ring and arms in the painter's units
void paintMarker(QPainter& painter, const QRectF& area, const SurfaceCamera& camera, const Vector3& boxA,
                 const Vector3& placeA, double angstromPerUnit, double unit);
/// A line of text at the centre.
void paintMessage(QPainter& painter, const QRectF& area, const QString& text, const QFont& font,
                  const QColor& ink = surfaceMutedInk(SurfaceGround::White));

}  // namespace vitrine::ui
