// The local resolutions of all methods beside one another, and their voxels in slices and surface.
#pragma once

#include "widgets/plot/local_histograms.hpp"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace vitrine::ui {

class CheckListModel;
class Colouring;
struct OverlayReading;

/// Histograms of every result that has a local resolution, over one axis with the resolutions they are compared with.
/// A bin that is chosen colours its voxels alone on slices and surface; letting go brings back what was shown before.
/// Hidden while there is no such result.
class LocalResolutionPanel : public QWidget {
  Q_OBJECT

public:
  /// Both must outlive the panel.
  LocalResolutionPanel(Colouring* colouring, const CheckListModel* checks, QWidget* parent = nullptr);

  LocalHistograms* histograms() const { return m_histograms; }
  bool isHighlighting() const { return m_isHighlighting; }
  /// Values under the cursor, of all volumes on offer.
  void setReadings(const std::vector<OverlayReading>& readings);

private:
  void fill();
  void highlight(const std::optional<LocalHistograms::Bin>& bin);
  void showAll();

  Colouring* m_colouring;
  const CheckListModel* m_checks;
  LocalHistograms* m_histograms;
  QLabel* m_text;
  QPushButton* m_showAll;
  bool m_isHighlighting = false;
  QString m_surfaceBefore;  ///< what the highlight took the place of
  QStringList m_slicesBefore;
};

}  // namespace vitrine::ui
