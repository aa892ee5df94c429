// Values shown black and white, typed.
#pragma once

#include <QDialog>

namespace vitrine::ui {

class NumberBox;
class SliceLink;

/// Works on the link at once; stays beside the window.
class ContrastDialog : public QDialog {
  Q_OBJECT

public:
  ContrastDialog(SliceLink* link, double minimum, double maximum, QWidget* parent);

signals:
  void automaticRequested();

private:
  void apply();
  void showRange();

  SliceLink* m_link;
  NumberBox *m_low, *m_high;
};

}  // namespace vitrine::ui
