// Where the contour level is chosen: one plot with the level as a line, numbers that follow it.
#pragma once

#include "core/products/enclosed.hpp"
#include "core/products/level_tree.hpp"
#include "core/volume/scan.hpp"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace vitrine::ui {

class NumberBox;
class PlotPanel;
class PlotWidget;
class SizeBars;
class SuggestMenu;

/// Histogram, enclosed mass and number of components over the level, drawn together; beside them what the level means.
/// The numbers of components come with the tree, which is told later. Chooses nothing by itself: levelChosen() says
/// what the user did.
class ThresholdDock : public QWidget {
  Q_OBJECT

public:
  explicit ThresholdDock(QWidget* parent = nullptr);

  /// The tree is forgotten: setTree() follows. @param suggestions  those that need no tree
  void setMap(std::shared_ptr<const ThresholdTable> table, const MapStatistics& statistics, const Grid& grid,
              double level, const std::vector<SuggestedLevel>& suggestions);
  /// A map without a usable table: the level can be typed, nothing is drawn.
  void setMapWithoutTable(const MapStatistics& statistics, double level);
  void setTree(std::shared_ptr<const ComponentTree> tree, const std::vector<SuggestedLevel>& suggestions);
  /// @param fraction  0..1 of building the tree
  void setTreeProgress(double fraction);
  /// There will be no tree unless asked for. @param why  a sentence
  void setTreeMissing(const QString& why);
  void showNothing();
  /// The line and the numbers; while the line itself is dragged it stays under the mouse.
  void setLevel(double level);
  std::optional<double> level() const { return m_level; }
  /// One step of [ and ]: 1/200 of the range from the map's mean to its maximum. 0 without a map.
  double step() const;
  /// "level 0.0066  (6.1 sigma)".
  QString levelText() const;
  PlotPanel* histogram() const { return m_plot; }
  SuggestMenu* suggestMenu() const { return m_menu; }
  const Enclosed& enclosed() const { return m_enclosed; }
  /// At the level shown; empty without the tree.
  const std::optional<LevelComponents>& components() const { return m_components; }

signals:
  /// @param finished  false while dragging: show it; true: it is meant
  void levelChosen(double level, bool finished);
  void stopTreeRequested();
  void buildTreeRequested();
  void savePlotRequested(vitrine::ui::PlotWidget* plot, const QString& suffix);

private:
  QWidget* makeNumbers();
  void choose(double level);
  void choose(const std::optional<SuggestedLevel>& found, const QString& otherwise);
  void showPlot();
  void showNumbers();
  void showComponents();
  void setTreeText(const QString& text, bool isBuilding);

  std::shared_ptr<const ThresholdTable> m_table;
  std::shared_ptr<const ComponentTree> m_tree;
  MapStatistics m_statistics;
  Grid m_grid;
  std::optional<double> m_level;
  std::optional<double> m_suggested;  ///< what m_reason speaks of
  Enclosed m_enclosed;
  std::optional<LevelComponents> m_components;
  bool m_isBuilding = false;
  PlotPanel* m_plot;
  NumberBox *m_box, *m_sigma, *m_percentile;
  QPushButton* m_suggest;
  QToolButton* m_treeButton;
  SuggestMenu* m_menu;
  QLabel *m_count, *m_share, *m_voxels, *m_volume, *m_massText, *m_residues, *m_rest, *m_reason;
  SizeBars* m_bars;
};

}  // namespace vitrine::ui
