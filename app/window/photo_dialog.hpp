// How a picture of a view is to be saved.
#pragma once

#include "app/window/used_view.hpp"
#include "widgets/photo/photo.hpp"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QLabel;
class QLayout;
class QPushButton;
class QSpinBox;

namespace vitrine::ui {

/// Not modal: the view can be turned while it is open, and the picture shows what the view shows when Save is pressed.
class PhotoDialog : public QDialog {
  Q_OBJECT

public:
  explicit PhotoDialog(QWidget* parent = nullptr);
  /// "Surface", "Z slice".
  static QString viewName(ViewId view);
  /// What the picture is of. Ends in viewChosen() also if it is the one that was chosen before.
  void setView(ViewId view);
  ViewId view() const;
  /// Size of the chosen view in device pixels.
  void setViewPixels(QSize pixels);
  void setHasColours(bool hasColours);
  /// False: the view has nothing to make a picture of yet.
  void setCanMake(bool can);
  PhotoWish wish() const;
  /// A picture is being made: nothing can be asked for but Stop.
  void setBusy(bool busy);

signals:
  void viewChosen(vitrine::ui::ViewId view);
  void saveRequested();
  void copyRequested();
  void stopRequested();
  void helpRequested();

private:
  QLayout* createEdges();
  QDialogButtonBox* createButtons();
  void giveNames();
  void scaleChosen();
  void sizeTyped();
  void showSize();

  QSize m_viewPixels;
  QComboBox *m_view, *m_scale;
  QSpinBox *m_width, *m_height;
  QDoubleSpinBox* m_dots;
  QCheckBox *m_seeThrough, *m_scaleBar, *m_colourBar, *m_level, *m_marker;
  QLabel* m_note;
  bool m_canMake = true;
  QPushButton *m_save, *m_copy, *m_stop, *m_close;
};

}  // namespace vitrine::ui
