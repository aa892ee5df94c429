// The dock of the surface: clip box, small components, the component that was picked.
#pragma once

#include "app/window/surface_tools.hpp"
#include "widgets/vtk/clip_box.hpp"

#include <QWidget>

#include <array>

class QCheckBox;
class QGroupBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace vitrine::ui {

class SurfacePanel : public QWidget {
  Q_OBJECT

public:
  /// Both must outlive the panel.
  SurfacePanel(SurfaceTools* tools, IsosurfaceView* surface, QWidget* parent = nullptr);

  /// Of the open map; an empty grid: no map.
  void setGrid(const Grid& grid);
  void focusClipBox();
  void showModelState();
  /// What the picked component's numbers say, one line, for the screen reader and tests.
  QString pickedText() const;

signals:
  void saveRequested(vitrine::ui::SurfaceTools::Visible what);

private:
  QWidget* buildClip();
  QWidget* buildDust();
  QWidget* buildPicked();
  void readSliders(int axis, bool isLow, int value);
  void showClip(const ClipBox& clip);
  void showDust();
  void showPicked();

  SurfaceTools* m_tools;
  IsosurfaceView* m_surface;
  Grid m_grid;
  std::array<QSlider*, 3> m_low{}, m_high{};
  std::array<QLabel*, 3> m_range{};
  QCheckBox *m_hide = nullptr, *m_model = nullptr, *m_marker = nullptr;
  QSpinBox* m_size = nullptr;
  QLabel *m_sizeA3 = nullptr, *m_state = nullptr;
  QGroupBox* m_pickedBox = nullptr;
  struct PickedLabels {
    QLabel *voxels = nullptr, *volume = nullptr, *mass = nullptr, *residues = nullptr, *box = nullptr,
           *centre = nullptr;
  } m_labels;
  QPushButton *m_hideSmaller = nullptr, *m_keepOnly = nullptr, *m_centre = nullptr, *m_showAll = nullptr;
};

}  // namespace vitrine::ui
