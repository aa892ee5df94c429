#include "app/window/contrast_dialog.hpp"

#include "app/window/number_box.hpp"
#include "widgets/orthoslice/slice_link.hpp"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace vitrine::ui {

ContrastDialog::ContrastDialog(SliceLink* link, double minimum, double maximum, QWidget* parent)
    : QDialog(parent), m_link(link), m_low(new NumberBox), m_high(new NumberBox) {
  setWindowTitle(tr("Contrast"));
  m_low->setAccessibleName(tr("Value shown black"));
  m_high->setAccessibleName(tr("Value shown white"));
  auto* form = new QFormLayout(this);
  form->addRow(tr("Black"), m_low);
  form->addRow(tr("White"), m_high);
  for (NumberBox* box : {m_low, m_high}) {
    box->setSpan(minimum, maximum);
    connect(box, &QDoubleSpinBox::valueChanged, this, &ContrastDialog::apply);
  }
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  QPushButton* automatic = buttons->addButton(tr("Automatic"), QDialogButtonBox::ActionRole);
  form->addRow(buttons);
  connect(automatic, &QPushButton::clicked, this, &ContrastDialog::automaticRequested);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(link, &SliceLink::greyRangeChanged, this, &ContrastDialog::showRange);
  showRange();
}

void ContrastDialog::apply() {
  if (m_low->value() < m_high->value()) m_link->setGreyRange(GreyRange{m_low->value(), m_high->value()});
}

void ContrastDialog::showRange() {
  if (!m_link->greyRange()) return;
  m_low->show(m_link->greyRange()->low);
  m_high->show(m_link->greyRange()->high);
}

}  // namespace vitrine::ui
