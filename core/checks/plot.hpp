// A plot as data: painted by widgets on screen and into the PDF, exported as numbers to JSON and CSV.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

enum class SeriesStyle { Line, DashedLine, Points, Bars };

/// One curve. A NaN in y is a gap in the drawing and null in JSON.
struct Series {
  std::string key;    ///< name under "curves" in JSON (cli-and-results contract); empty: drawn only
  std::string label;  ///< legend
  std::vector<double> x, y;
  SeriesStyle style = SeriesStyle::Line;
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

}  // namespace vitrine
