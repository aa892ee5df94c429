// CurvePlot -> QCustomPlot: the only place that fills graphs, for the window, saved pictures and the PDF alike.
#pragma once

#include "core/checks/plot.hpp"
#include "widgets/theme/palette.hpp"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace vitrine::ui {

/// Sizes and colours of a plot. All lengths of the drawing are multiples of `unit`.
struct PlotStyle {
  Palette palette = paperPalette();
  double unit = 1.0;    ///< pixels per point (1/72 inch)
  double fontPt = 8.0;  ///< of tick labels; axis labels and legend are as large
  QString family;       ///< empty: the report's face
  bool showTitle = false;
  /// For plots on paper and in saved pictures.
  static PlotStyle paper(double unit);
  /// For a widget: its palette, its font.
  static PlotStyle screen(const QWidget& widget);
};

/// Keeps a QCustomPlot showing a CurvePlot. A second plot of the same structure (same series, axes, markers in number
/// and kind) only exchanges data, so a live plot does not flicker. Does not replot: the caller does.
class PlotPainter final : public QObject {
  Q_OBJECT

public:
  /// @param plot  outlives this
  explicit PlotPainter(QCustomPlot& plot);
  ~PlotPainter() override;

  void setStyle(const PlotStyle& style);
  /// @param keepRanges  leave the axes as the user zoomed them (ignored when the structure is another)
  void show(const CurvePlot& plot, bool keepRanges = false);
  void clear();
  /// Axes back to the whole plot.
  void resetRanges();
  const CurvePlot& shown() const { return m_shown; }

  /// Moves the contour level's line and label; only the layer returned by levelLayer() needs a replot.
  void setContourLevel(double value);
  QCPLayer* levelLayer() const { return m_levelLayer; }

  /// Objects made for the plot, for tests and hover: one per series (a graph or bars).
  const std::vector<QCPAbstractPlottable*>& plottables() const { return m_plottables; }
  /// Range of the data with margins, or the limits the axis demands.
  static QCPRange dataRange(const CurvePlot& plot, bool alongX);
  /// Resolution in A at position x of the plot's x axis; empty where there is none.
  static std::optional<double> resolutionAt(const CurvePlot& plot, double x);

private:
  struct MarkerItems {
    QCPItemStraightLine* line = nullptr;
    QCPItemText* label = nullptr;
  };
  void build();
  void fill();
  void applyStyle();
  void placeLabels();
  bool sameStructure(const CurvePlot& plot) const;

  QCustomPlot& m_plot;
  PlotStyle m_style;
  CurvePlot m_shown;
  std::vector<QCPAbstractPlottable*> m_plottables;
  std::vector<MarkerItems> m_markers;
  std::vector<QCPItemRect*> m_shades;
  std::vector<QCPItemText*> m_shadeLabels;
  QCPTextElement* m_title = nullptr;
  QCPLayer* m_levelLayer = nullptr;
  bool m_built = false;
};

/// Ticks of the scale above a plot whose x is 1/d or 1/d^2: round resolutions (2, 2.5, 3, 4, 5, 10, 20 A ...) as far
/// apart as their labels need.
class ResolutionTicker final : public QCPAxisTicker {
public:
  explicit ResolutionTicker(TopAxis kind) : m_kind(kind) {}
  /// Pixels of the axis and of an average label, so that labels do not touch.
  void setRoom(double axisPixels, double labelPixels);
  void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision, QVector<double>& ticks,
                QVector<double>* subTicks, QVector<QString>* tickLabels) override;

private:
  TopAxis m_kind;
  double m_axisPixels = 400, m_labelPixels = 24;
};

/// Paints a plot as vectors into `area` of an active painter (PDF, SVG) or as pixels. GUI thread: QCustomPlot is a
/// widget. @param pointsWide  width of `area` in points; fixes the relation of type to drawing
void paintPlot(QPainter& painter, const QRectF& area, const CurvePlot& plot, double pointsWide, PlotStyle style);
/// The drawing's commands, to be played on another thread: coordinates 0..size in units of 1/8 point.
inline constexpr double kRecordedUnitsPerPoint = 8.0;
QPicture recordPlot(const CurvePlot& plot, QSizeF points);

}  // namespace vitrine::ui
