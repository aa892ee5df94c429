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
  bool offersHidden = false;  ///< the legend lists series that are not shown, so that they can be asked for
  /// For plots on paper and in saved pictures.
  static PlotStyle paper(double unitsPerPoint);
  /// For a widget: its palette, its font.
  static PlotStyle screen(const QWidget& widget);
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

  /// Shows or hides a series until a plot of another structure comes; it keeps its colour. Does not replot.
  void setSeriesShown(std::size_t series, bool isShown);
  /// The series of an entry of the legend; empty for anything else.
  std::optional<std::size_t> seriesOf(QCPAbstractLegendItem* item) const;

  /// Objects made for the plot, for tests and hover: one per series (a graph or bars).
  const std::vector<QCPAbstractPlottable*>& plottables() const { return m_plottables; }
  /// Range of the series shown with margins, or the limits the axis demands.
  static QCPRange dataRange(const CurvePlot& plot, bool alongX);
  /// Resolution in A at position x of the plot's x axis; empty where there is none.
  static std::optional<double> resolutionAt(const CurvePlot& plot, double x);

private:
  struct MarkerItems {
    QCPItemStraightLine* line = nullptr;
    QCPItemText* label = nullptr;
  };
  void build();
  void buildSeries(const Series& series);
  void fill();
  void fillSeries(std::size_t index);
  void fillBand(const Series& series, QCPGraph& border, QCPGraph& otherBorder);
  void fillLegend();
  void setUpAxis(QCPAxis& axis, const Axis& description, const QString& label);
  void setUpTicker(QCPAxis& axis, bool logarithmic);
  void applyStyle();
  void applySeriesStyle();
  void fitTexts();
  void fitLegend(double room);
  void placeLabels();
  void placeMarkerLabel(std::size_t index);
  void placeShadeLabel(std::size_t index);
  void placeMarker(std::size_t index);
  bool sameStructure(const CurvePlot& plot) const;
  QFont font(bool bold = false) const;
  QCPAxisRect& rect() const { return *m_plot.axisRect(); }

  QCustomPlot& m_plot;
  PlotStyle m_style;
  CurvePlot m_shown;
  std::vector<QCPAbstractPlottable*> m_plottables;
  std::vector<QCPGraph*> m_otherBorders;       ///< per series: the second border of a band, else null
  std::vector<std::optional<bool>> m_choices;  ///< per series: what the user wanted shown
  std::vector<MarkerItems> m_markers;
  std::vector<QCPItemRect*> m_shades;
  std::vector<QCPItemText*> m_shadeLabels;
  std::vector<QRectF> m_labelRects;  ///< labels placed so far, pixels
  QSharedPointer<ResolutionTicker> m_resolutionTicker;
  QCPTextElement* m_title = nullptr;
  QCPLayer* m_levelLayer = nullptr;
  bool m_built = false;
};

/// Paints a plot as vectors (PDF, SVG, QPicture) or pixels, filling `size` device units at style.unit units per point.
/// GUI thread: QCustomPlot is a widget.
void paintPlot(QPaintDevice& device, QSize size, const CurvePlot& plot, const PlotStyle& style);
/// The drawing's commands, which any thread may play with playPlot(). GUI thread.
QPicture recordPlot(const CurvePlot& plot, QSize points);
/// @param unitsPerPoint  of the painter's coordinates
void playPlot(QPainter& painter, QPointF topLeft, const QPicture& picture, double unitsPerPoint);

}  // namespace vitrine::ui
