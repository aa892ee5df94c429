// Light and dark: one style, two palettes, for every widget of the program.
#pragma once

#include <QColor>
#include <QPalette>

#include <functional>

class QWidget;

namespace vitrine::ui {

enum class Theme { Desktop, Light, Dark };

/// All roles and groups. Text, links, tool tips and selections have a contrast of at least 4.5:1 with their grounds
/// (WCAG 2.1, 1.4.3), disabled text at least 3:1.
QPalette themePalette(bool dark);

/// What the desktop asked for before applyTheme() was first called: its palette's window is darker than its text.
bool desktopPaletteIsDark();

/// Fusion with themePalette() for the whole application; open windows follow at once. Needs a QApplication.
/// @param desktopIsDark  what Theme::Desktop stands for now
void applyTheme(Theme theme, bool desktopIsDark);
inline void applyTheme(Theme theme) { applyTheme(theme, desktopPaletteIsDark()); }

/// Nothing moves by itself: no animated menus, docks or sliders. What moves views smoothly asks reducedMotion() first.
void setReducedMotion(bool reduced);
bool reducedMotion();

/// The text colour of a widget as a function of the palette it is shown in, kept when the theme changes.
using Ink = std::function<QColor(const QPalette&)>;
void tint(QWidget* widget, Ink ink);

}  // namespace vitrine::ui
