// A live plot: hover values, zoom, copy, and a contour level that can be dragged.
#pragma once

#include "core/checks/plot.hpp"

#include <QImage>
#include <QWidget>

#include <filesystem>
#include <memory>
#include <optional>

class QCustomPlot;

namespace vitrine::ui {

/// Wheel zooms (over an axis: that axis only), left button moves, double click shows all, hover tells x, y and the
/// resolution. A marker with isContourLevel can be dragged with the mouse or, with the keyboard focus, moved with the
/// arrow keys (Shift: ten times as far). Follows the palette, light or dark. All functions are for the GUI thread.
class PlotPanel final : public QWidget {
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

  /// The whole plot with title on white ground. @param points  size in points; @param ratio  pixels per point
  QImage toImage(QSize points = {480, 320}, double ratio = 4) const;
  /// All series as CSV: one x and one y column each, header with labels, empty cells for gaps.
  QString dataText() const;
  /// Writes .png, .svg, .pdf or .csv by the file's ending, whole or not at all.
  /// @throws InputError (another ending), OutputError
  void saveAs(const std::filesystem::path& file) const;

  QCustomPlot* canvas() const;  ///< for tests and screenshots
  QSize sizeHint() const override { return {420, 300}; }
  QSize minimumSizeHint() const override { return {180, 140}; }

signals:
  /// The user moves the level; `finished` with the last value, on release.
  void levelDragged(double value, bool finished);
  /// The user chose "Save as" in the context menu; ask for a name, then saveAs(). @param suffix "png", "svg",
  /// "pdf" or "csv"
  void saveRequested(const QString& suffix);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  struct State;
  std::unique_ptr<State> m;
};

}  // namespace vitrine::ui
