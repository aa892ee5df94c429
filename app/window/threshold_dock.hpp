// Where the contour level is chosen: histogram with the level as a line, numbers that follow it.
#pragma once

#include "core/products/enclosed.hpp"
#include "core/volume/scan.hpp"

#include <QWidget>

#include <memory>
#include <optional>

class QAction;
class QLabel;
class QTabWidget;
class QToolButton;

namespace vitrine::ui {

class NumberBox;
class PlotPanel;
class PlotWidget;

class ThresholdDock : public QWidget {
  Q_OBJECT

public:
  explicit ThresholdDock(QWidget* parent = nullptr);

  /// @param recommended  the entry's or the user's first level; empty: none
  void setMap(std::shared_ptr<const ThresholdTable> table, const MapStatistics& statistics, const Grid& grid,
              double level, std::optional<double> recommended);
  /// A map without a usable table: the level can be typed, nothing is drawn.
  void setMapWithoutTable(const MapStatistics& statistics, double level);
  void showNothing();
  /// The line and the numbers; while the line itself is dragged it stays under the mouse.
  void setLevel(double level);
  std::optional<double> level() const { return m_level; }
  /// One step of [ and ]: 1/200 of the range from the map's mean to its maximum. 0 without a map.
  double step() const;
  /// "level 0.0066  (6.1 sigma)".
  QString levelText() const;
  PlotPanel* histogram() const { return m_histogram; }
  PlotPanel* massPlot() const { return m_mass; }
  const Enclosed& enclosed() const { return m_enclosed; }

signals:
  /// @param finished  false while dragging: show it; true: it is meant
  void levelChosen(double level, bool finished);
  void savePlotRequested(vitrine::ui::PlotWidget* plot, const QString& suffix);

private:
  void showNumbers();
  void suggest(double fraction);

  std::shared_ptr<const ThresholdTable> m_table;
  MapStatistics m_statistics;
  Grid m_grid;
  std::optional<double> m_level, m_recommended;
  Enclosed m_enclosed;
  PlotPanel *m_histogram, *m_mass;
  QTabWidget* m_plots;
  NumberBox* m_box;
  QToolButton* m_suggest;
  QAction* m_useRecommended;
  QLabel *m_sigma, *m_percentile, *m_voxels, *m_volume, *m_massText, *m_residues;
};

}  // namespace vitrine::ui
