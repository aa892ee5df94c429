// Blocks of a report's section as widgets, one below the other.
#pragma once

#include "core/report/document.hpp"

#include <QScrollArea>

#include <vector>

class QHBoxLayout;
class QTableWidget;
class QVBoxLayout;

namespace vitrine::ui {

class PlotPanel;
class PlotWidget;
class SpherePanel;
class WarningRow;

/// Shows blocks; new blocks of the same kinds only exchange their contents, so live results do not flicker.
/// Tables: Ctrl+C copies the selection, the context menu the whole table, as tab- or comma-separated text.
class ReportPage : public QScrollArea {
  Q_OBJECT

public:
  explicit ReportPage(QWidget* parent = nullptr);

  void setBlocks(const std::vector<Block>& blocks);
  /// Nothing but a sentence.
  void setMessage(const QString& message);
  const std::vector<PlotPanel*>& plots() const { return m_plots; }
  const std::vector<SpherePanel*>& spheres() const { return m_spheres; }

  /// Rows of the warnings, in order.
  const std::vector<WarningRow*>& warnings() const { return m_warnings; }
  /// Marks a warning as the one the views show and scrolls to it; -1: none.
  void setCurrentWarning(int index);
  void setAccepted(const QString& code, const QString& sentence);
  /// Scrolls to the plot of this key, zooms and marks x. False if there is no such plot.
  bool showPlotPlace(const PlotPlace& place);

signals:
  /// A warning was clicked, or Enter pressed on it.
  void warningActivated(int index);
  /// @param sentence  "": accepted no longer
  void warningAccepted(const QString& code, const QString& sentence);
  /// An item of a list that speaks of a place in a plot was chosen.
  void plotPlaceRequested(const vitrine::PlotPlace& place);
  /// A table's row that has a place was clicked, or Enter pressed on it.
  void voxelRequested(const vitrine::Index3& voxel);
  /// The user wants a plot saved; ask for a name, then plot->saveAs().
  void savePlotRequested(vitrine::ui::PlotWidget* plot, const QString& suffix);

private:
  bool updatePlots(const std::vector<Block>& blocks);
  void add(const Block& block);
  void addText(const QString& text, TextStyle style);
  void addList(const BulletList& list);
  void addTable(const QString& caption, const QStringList& header, const std::vector<QStringList>& rows,
                const std::vector<Status>& rowStatus, const std::vector<Index3>& places = {});
  void scrollTo(QWidget* widget);
  void addPlot(const CurvePlot& plot);
  void addSphere(const SpherePlot& plot);
  void place(PlotWidget* panel);
  void addStatus(const StatusBlock& block);
  void addWarnings(const WarningBlock& block);
  void empty();

  QWidget* m_body;
  QVBoxLayout* m_layout;
  QHBoxLayout* m_plotRow = nullptr;  ///< of the last plot, if there is room for one beside it
  std::vector<PlotPanel*> m_plots;
  std::vector<SpherePanel*> m_spheres;
  std::vector<WarningRow*> m_warnings;
  std::vector<std::string> m_plotKeys;  ///< of curves and spheres, in order
};

/// All cells of a table as comma-separated text, header first (RFC 4180).
QString tableAsCsv(const QTableWidget& table);

}  // namespace vitrine::ui
