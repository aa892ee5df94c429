#include "app/window/number_box.hpp"

#include "core/base/number_text.hpp"

#include <QLocale>
#include <QSignalBlocker>

#include <limits>

namespace vitrine::ui {

NumberBox::NumberBox(QWidget* parent) : QDoubleSpinBox(parent) {
  setDecimals(12);  // rounding of the stored value, not of the text
  setKeyboardTracking(false);
  setRange(-std::numeric_limits<float>::max(), std::numeric_limits<float>::max());
  setAccelerated(true);
}

void NumberBox::show(double value) {
  const QSignalBlocker quiet(this);
  setValue(value);
}

void NumberBox::setSpan(double low, double high) {
  if (high > low) setSingleStep((high - low) / 500);
}

QString NumberBox::textFromValue(double value) const { return QString::fromStdString(generalText(value, 6)); }

double NumberBox::valueFromText(const QString& text) const {
  QString number = text;
  if (!suffix().isEmpty() && number.endsWith(suffix())) number.chop(suffix().size());
  return QLocale::c().toDouble(number.trimmed().replace(QLatin1Char(','), QLatin1Char('.')));
}

QValidator::State NumberBox::validate(QString& input, int&) const {
  if (input == specialValueText() && !input.isEmpty()) return QValidator::Acceptable;
  QString number = input;
  if (!suffix().isEmpty() && number.endsWith(suffix())) number.chop(suffix().size());
  number = number.trimmed().replace(QLatin1Char(','), QLatin1Char('.'));
  bool isNumber = false;
  const double value = QLocale::c().toDouble(number, &isNumber);
  if (isNumber) return value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
  for (const QChar c : number)
    if (!c.isDigit() && !QStringLiteral("+-.eE").contains(c)) return QValidator::Invalid;
  return QValidator::Intermediate;
}

}  // namespace vitrine::ui
