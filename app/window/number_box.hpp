// A spin box for map units: 0.0066 and 31 240 alike.
#pragma once

#include <QDoubleSpinBox>

namespace vitrine::ui {

/// Shows and takes up to six significant digits with a point, whatever the locale: such numbers are copied from and
/// into files and web pages. A step is 1/500 of the range given. valueChanged comes when the user is done typing.
class NumberBox : public QDoubleSpinBox {
  Q_OBJECT

public:
  explicit NumberBox(QWidget* parent = nullptr);
  /// A number that does not come from the user: no signal.
  void show(double value);
  void setSpan(double low, double high);

  QString textFromValue(double value) const override;
  double valueFromText(const QString& text) const override;
  QValidator::State validate(QString& input, int& position) const override;
};

}  // namespace vitrine::ui
