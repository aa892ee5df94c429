// The dock where one chooses what slices and surface are coloured by, and how.
#pragma once

#include "widgets/theme/palette.hpp"

#include <QString>
#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSlider;
class QTableWidget;
class QTableWidgetItem;
class QVBoxLayout;

namespace vitrine::ui {

class Colouring;
class NumberBox;

/// A colour ramp with its limits beneath.
class ColourRamp : public QWidget {
  Q_OBJECT

public:
  explicit ColourRamp(QWidget* parent = nullptr);
  void show(ColorMap colours, const QString& low, const QString& high);
  void showNothing();
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  ColorMap m_colours = ColorMap::Viridis;
  QString m_low, m_high;
  bool m_hasScale = false;
};

/// One row per volume on offer with a tick for the slices and one for the surface; below, the scale of the selected
/// volume. Shows what a Colouring holds and changes nothing but that.
class DisplayDock : public QWidget {
  Q_OBJECT

public:
  /// @param colouring  must outlive the dock
  explicit DisplayDock(Colouring* colouring, QWidget* parent = nullptr);

  /// Puts a widget below the volumes, which owns it from then on.
  void addPanel(QWidget* panel);
  QTableWidget* table() const { return m_table; }
  /// Row of a volume; -1 if it is not on offer.
  int rowOf(const QString& id) const;
  /// The volume whose scale is edited.
  QString selectedId() const;
  void select(const QString& id);

signals:
  /// "Open map for colouring..."
  void openRequested();

private:
  QWidget* buildScale();
  QWidget* buildStyle();
  void fill();
  void showStates();
  void showScale();
  void readTick(QTableWidgetItem* item);
  void editScale();

  Colouring* m_colouring;
  QTableWidget* m_table;
  QVBoxLayout* m_content = nullptr;
  QLabel *m_scaleTitle = nullptr, *m_working = nullptr;
  QWidget *m_scale = nullptr, *m_work = nullptr;
  QComboBox *m_palette = nullptr, *m_maskStyle = nullptr;
  NumberBox *m_low = nullptr, *m_high = nullptr;
  QPushButton *m_round = nullptr, *m_reset = nullptr, *m_open = nullptr;
  QSlider* m_opacity = nullptr;
  ColourRamp* m_ramp = nullptr;
  QProgressBar* m_progress = nullptr;
  bool m_isFilling = false;
};

}  // namespace vitrine::ui
