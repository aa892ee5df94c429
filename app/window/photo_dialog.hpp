// How a picture of the surface is to be saved.
#pragma once

#include "widgets/isosurface/surface_photo.hpp"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace vitrine::ui {

/// Not modal: the view can be turned while it is open, and the picture shows what the view shows when Save is pressed.
class PhotoDialog : public QDialog {
  Q_OBJECT

public:
  /// @param viewPixels  size of the view in device pixels
  explicit PhotoDialog(QSize viewPixels, QWidget* parent = nullptr);
  /// The view has another size now.
  void setViewPixels(QSize pixels);
  void setHasColours(bool hasColours);
  PhotoWish wish() const;
  /// A picture is being made: nothing can be asked for but Stop.
  void setBusy(bool busy);

signals:
  void saveRequested();
  void copyRequested();
  void stopRequested();

private:
  void scaleChosen();
  void sizeTyped();
  void showSize();

  QSize m_view;
  QComboBox* m_scale;
  QSpinBox *m_width, *m_height;
  QDoubleSpinBox* m_dots;
  QCheckBox *m_seeThrough, *m_scaleBar, *m_colourBar, *m_level, *m_marker;
  QLabel* m_note;
  QPushButton *m_save, *m_copy, *m_stop;
};

}  // namespace vitrine::ui
