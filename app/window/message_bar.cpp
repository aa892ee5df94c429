#include "app/window/message_bar.hpp"

#include "widgets/checks/state_label.hpp"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace vitrine::ui {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_drawing(new StateLabel), m_text(new QLabel) {
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
  layout->addWidget(close, 0, Qt::AlignTop);
  hide();
}

void MessageBar::show(const QString& text, Kind kind) {
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
