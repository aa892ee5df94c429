// Colours, fonts and colour maps, as data: the same on screen and on paper.
#pragma once

#include "core/checks/check_result.hpp"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <array>
#include <span>

namespace vitrine::ui {

/// Colours of one surface to draw on. Series colours follow Okabe & Ito (2008), told apart with any colour vision.
struct Palette {
  QColor background, text, mutedText, frame, grid;
  QColor accent;                 ///< headings, links
  QColor level;                  ///< the contour level's line
  QColor marker;                 ///< other marked positions
  QColor shade;                  ///< ranges behind curves
  QColor zebra;                  ///< every second table row, chart grounds
  std::array<QColor, 7> series;  ///< use seriesColor()

  QColor seriesColor(int index) const { return series[static_cast<std::size_t>(index) % series.size()]; }
  /// OK blue; warnings and "could not be measured" red; "does not apply" brown; the rest muted. Always beside words.
  QColor status(Status status) const;
  /// A pale ground for status(), on which text() and status() are legible.
  QColor statusGround(Status status) const;
};

/// White ground, for paper and saved pictures.
const Palette& paperPalette();
/// The screen's palette: light or dark as the widget's own.
const Palette& screenPalette(const QPalette& widgetPalette);
bool isDark(const QPalette& widgetPalette);

/// The report's faces: DejaVu Sans (Debian's fonts-dejavu-core has regular and bold; no italics are used), or the
/// default font where it is not installed. Pixel sizes, so that a layout does not depend on the device.
QFont paperFont(double pixels, bool bold = false);
/// For hashes and file names.
QFont paperMonoFont(double pixels);

/// Behind the surface of a map; the lines and texts on it are those of surfaceInk().
enum class SurfaceGround { White, Grey, Black };
QColor surfaceGround(SurfaceGround ground);
QColor surfaceInk(SurfaceGround ground);
QColor surfaceMutedInk(SurfaceGround ground);

enum class ColorMap {
  Viridis,       ///< sequential; Smith & van der Walt 2015
  Cividis,       ///< sequential, for red-green blindness too; doi:10.1371/journal.pone.0199239
  BlueWhiteRed,  ///< diverging about the middle
  Classic,  ///< blue, cyan, green, yellow, red in 11 steps: to compare with older figures; not told apart by everybody
};
/// Equally spaced stops from the lowest value to the highest, 0xRRGGBB.
std::span<const unsigned> colorStops(ColorMap map);
/// Linear between stops. @param position  0..1, clamped; NaN gives mid-grey
QColor colorAt(ColorMap map, double position);
inline constexpr ColorMap kColorMaps[] = {ColorMap::Viridis, ColorMap::Cividis, ColorMap::BlueWhiteRed,
                                          ColorMap::Classic};
/// "Viridis", "Cividis", "Blue-white-red", "Classic rainbow".
QString colorMapName(ColorMap map);

}  // namespace vitrine::ui
