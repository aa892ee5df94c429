// A plot as data: painted by widgets on screen and into the PDF, exported as numbers to JSON and CSV.
#pragma once

#include "core/volume/grid.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

enum class SeriesStyle {
  Line,
  DashedLine,
  Points,
  Bars,
  Band  ///< filled between y and y2, behind the curves, in the colour of the series before it: its error band
};

/// One curve. A NaN in y is a gap in the drawing and null in JSON.
struct Series {
  std::string key;    ///< name under "curves" in JSON (cli-and-results contract); empty: drawn only
  std::string label;  ///< legend
  std::vector<double> x, y;
  SeriesStyle style = SeriesStyle::Line;
  std::vector<double> y2 = {};  ///< Band only: its other border, one value per x
  /// False: offered by the window's legend, drawn when the user asks for it; not on paper. Its data are exported.
  bool shown = true;
};

struct Axis {
  std::string label;  ///< with unit
  bool logarithmic = false;
  std::optional<double> low, high;  ///< empty: from the data
};

/// A marked position on an axis: contour level, criterion, reported resolution.
struct Marker {
  enum class Along { X, Y } axis = Along::X;  ///< X: a vertical line at x = value
  double value = 0;
  std::string label;
  bool isContourLevel = false;  ///< the line the user may drag in the window
};

/// A range of x drawn in the background: the fit window.
struct ShadedRange {
  double low = 0, high = 0;
  std::string label;
};

/// What a second scale above the plot shows.
enum class TopAxis { None, ResolutionFromFrequency, ResolutionFromSquaredFrequency };

struct CurvePlot {
  std::string key, title, caption;
  Axis x, y;
  TopAxis top = TopAxis::None;
  std::vector<Series> series;
  std::vector<Marker> markers;
  std::vector<ShadedRange> shaded;
};

/// How a sphere of directions is laid on paper.
enum class SphereProjection {
  Mollweide,  ///< equal area: azimuth 0 in the middle, tilt 0 (+z) at the top
  Polar       ///< the upper hemisphere as a disc: angle = azimuth, radius = tilt 0 .. 90
};

/// A direction to mark: "worst", "best", "X".
struct SphereMark {
  Vector3 direction{0, 0, 1};
  std::string label;
};

/// A quantity over axes, painted as a coloured sphere. An axis and its opposite have the same value.
struct SpherePlot {
  std::string key, title, caption;
  SphereProjection projection = SphereProjection::Mollweide;
  /// value[tilt * azimuths + azimuth]: tilt index t stands for t * 90 / (tilts - 1) degrees from +z, azimuth index a
  /// for a * 360 / azimuths degrees from +x towards +y. NaN: beyond what the sampling can show.
  int azimuths = 0, tilts = 0;
  std::vector<double> value;
  std::string label;                ///< of the colour bar, with unit: "Resolution (A)"
  std::optional<double> low, high;  ///< colour limits; empty: from the data
  std::string beyond;               ///< what NaN means, for the legend: "better than 2.00 A"
  std::vector<SphereMark> marks;
};

}  // namespace vitrine
