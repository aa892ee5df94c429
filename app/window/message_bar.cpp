#include "app/window/message_bar.hpp"

#include "widgets/checks/state_label.hpp"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace vitrine::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_drawing(new StateLabel), m_text(new QLabel), m_buttons(new QHBoxLayout) {
  setObjectName(QStringLiteral("messageBar"));
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  m_text->setAccessibleName(tr("Message"));
  m_text->setWordWrap(true);
  m_text->setTextFormat(Qt::PlainText);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* close = new QToolButton;
  close->setAutoRaise(true);
  close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
  close->setToolTip(tr("Close this message"));
  close->setAccessibleName(tr("Close this message"));
  connect(close, &QToolButton::clicked, this, &QWidget::hide);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 6, 6, 6);
  layout->addWidget(m_drawing, 0, Qt::AlignTop);
  layout->addWidget(m_text, 1);
  layout->addLayout(m_buttons);
  layout->addWidget(close, 0, Qt::AlignTop);
  hide();
}

void MessageBar::show(const QString& text, Kind kind, const QList<Action>& actions) {
  while (QLayoutItem* item = m_buttons->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();  // it may be the one that was pressed
    delete item;
  }
  for (const Action& action : actions) {
    auto* button = new QPushButton(action.text);
    button->setAccessibleName(action.text);
    button->setObjectName(QStringLiteral("messageAction%1").arg(m_buttons->count()));
    connect(button, &QPushButton::clicked, this, [this, run = action.run] {
      hide();
      run();
    });
    m_buttons->addWidget(button);
  }
  const CheckState state = kind == Kind::Problem ? CheckState::CouldNotBeMeasured : CheckState::Ok;
  m_drawing->setState(state);
  m_text->setText(text);
  m_text->setAccessibleName(text);
  setVisible(true);
  if (QAccessible::isActive()) {
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
  }
}

QString MessageBar::text() const { return m_text->text(); }

}  // namespace vitrine::ui
