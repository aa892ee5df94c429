// A visible frame around the widget that has the keyboard.
#pragma once

#include <QWidget>

namespace vitrine::ui {

/// For widgets that are painted by somebody else (plots) or show no focus of their own: a frame above the widget while
/// it has the focus. Takes no events. Owned by `widget`.
void addFocusRing(QWidget* widget);

}  // namespace vitrine::ui
