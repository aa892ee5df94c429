// A check's state as a small drawing: a shape of its own for each, so that nobody needs to tell colours apart.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/mapio/diagnostic.hpp"

#include <QIcon>
#include <QPainter>

namespace vitrine::ui {

/// What a row can say. OutOfDate: there is a result, for inputs that have changed since.
enum class CheckState { NotRun, Queued, Running, Ok, Warnings, CouldNotBeMeasured, DoesNotApply, OutOfDate, Cancelled };

CheckState checkState(Status status);

/// Colour of the state's words and drawing, readable on the palette's Base.
QColor stateColour(CheckState state, const QPalette& palette);
/// @param fraction  of Running, 0..1: a ring that closes
void paintState(QPainter& painter, const QRectF& area, CheckState state, const QPalette& palette, double fraction = 0);

QIcon stateIcon(CheckState state, const QPalette& palette);
/// Of a file: its worst diagnostic.
CheckState severityState(Severity severity);

}  // namespace vitrine::ui
