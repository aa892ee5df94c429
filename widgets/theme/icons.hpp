// Small drawings of the tool bar, sharp at any scale and in the theme's colours.
#pragma once

#include <QIcon>
#include <QStyle>

#include <optional>

namespace vitrine::ui {

/// Folder, play, stop, sheet and cross for the standard pixmaps of those meanings; empty for others.
std::optional<QIcon> drawnIcon(QStyle::StandardPixmap meaning);

}  // namespace vitrine::ui
