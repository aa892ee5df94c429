// A live plot: hover values, zoom, copy, and a contour level that can be dragged.
#pragma once

#include "core/checks/plot.hpp"
#include "widgets/plot/plot_widget.hpp"

#include <memory>
#include <optional>

class QCustomPlot;

namespace vitrine::ui {

/// Wheel zooms (over an axis: that axis only), left button moves, double click shows all, hover tells x, y and the
/// resolution. A marker with isContourLevel can be dragged with the mouse or, with the keyboard focus, moved with the
/// arrow keys (Shift: ten times as far). A click on an entry of the legend hides or shows its series. Follows the
/// palette, light or dark. All functions are for the GUI thread.
class PlotPanel final : public PlotWidget {
  Q_OBJECT

public:
  explicit PlotPanel(QWidget* parent = nullptr);
  ~PlotPanel() override;

  /// Shows the plot; one of the same structure replaces the data without flicker and keeps the user's zoom. A level
  /// being dragged stays under the mouse.
  void setPlot(const CurvePlot& plot);
  /// Nothing but a message ("Not measured yet").
  void clear(const QString& message = {});
  /// The plot shown; empty series when cleared.
  const CurvePlot& plot() const;

  /// Moves the level's line; redraws that line only. Without effect if the plot has no level or it is being dragged.
  void setContourLevel(double value);
  std::optional<double> contourLevel() const;

  /// Zooms to the surroundings of x and marks it; a double click shows all again. The mark stays until another plot is
  /// shown. For plots over x in 1/A it tells the resolution.
  void showPlace(double x);
  /// The place marked; empty: none.
  std::optional<double> place() const;

  /// All series as CSV: one x and one y column each (two y columns for a band), header with labels, empty cells for
  /// gaps.
  QString dataText() const override;

  /// Shows or hides a series, as a click on its entry in the legend does. Data exported stay complete; the picture
  /// saved is the one shown.
  void setSeriesShown(std::size_t series, bool isShown);

  QCustomPlot* canvas() const;  ///< for tests and screenshots
  QSize sizeHint() const override { return {420, 300}; }
  QSize minimumSizeHint() const override { return {180, 140}; }

signals:
  /// The user moves the level; `finished` with the last value, on release.
  void levelDragged(double value, bool finished);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintSaved(QPaintDevice& device, QSize size, double unit) const override;
  QString savedTitle() const override;
  bool isEmpty() const override;
  void addMenuEntries(QMenu& menu) override;

private:
  struct State;
  std::unique_ptr<State> m;
};

}  // namespace vitrine::ui
