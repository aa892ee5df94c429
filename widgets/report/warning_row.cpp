#include "widgets/report/warning_row.hpp"

#include "core/report/compose.hpp"
#include "widgets/checks/status_icon.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::ui {
namespace {

constexpr int kLongestLine = 900;     // pixels, as everywhere on the page
constexpr int kLongestComment = 500;  // characters: a sentence or two, not a chapter

QLabel* wrappedLabel(const QString& name) {
  auto* label = new QLabel;
  label->setObjectName(name);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setMaximumWidth(kLongestLine);
  label->setVisible(false);
  return label;
}

void say(QLabel& label, const QString& text) {
  label.setText(text);
  label.setVisible(!text.isEmpty());
}

QToolButton* button(const QString& name, const QString& text, const QString& spoken) {
  auto* made = new QToolButton;
  made->setObjectName(name);
  made->setText(text);
  made->setAccessibleName(spoken);
  made->setToolTip(spoken);
  return made;
}

}  // namespace

WarningRow::WarningRow(const Warning& warning, const WarningNote& note, QWidget* parent)
    : QFrame(parent),
      m_code(QString::fromStdString(warning.code)),
      m_hasPlace(warning.location.has_value() || warning.plotPlace.has_value()) {
  setObjectName(QStringLiteral("warning_") + m_code);
  setFocusPolicy(Qt::StrongFocus);
  if (m_hasPlace) setCursor(Qt::PointingHandCursor);
  const WarningParts parts = warningParts(warning.text);
  m_text = coreText(parts.found);
  m_passes = coreText(note.passes.empty() ? parts.passes : note.passes);
  m_placeText = displayText(note.place);

  m_drawing = new QLabel;
  m_words = wrappedLabel(QStringLiteral("warningText"));
  m_limit = wrappedLabel(QStringLiteral("warningPasses"));
  m_place = wrappedLabel(QStringLiteral("warningPlace"));
  m_reason = wrappedLabel(QStringLiteral("warningAccepted"));
  m_show =
      button(QStringLiteral("showPlace"), tr("Show the place"), tr("Show the place of the warning: %1").arg(m_text));
  m_accept = button(QStringLiteral("acceptWarning"), tr("Accept with comment ..."),
                    tr("Accept with a comment, which the report prints beneath the warning: %1").arg(m_text));
  m_takeBack = button(QStringLiteral("takeBack"), tr("Accept no longer"), tr("Accept no longer: %1").arg(m_text));

  m_editor = new QWidget;
  m_line = new QLineEdit;
  m_line->setObjectName(QStringLiteral("acceptLine"));
  m_line->setMaxLength(kLongestComment);
  m_line->setPlaceholderText(tr("Why this is as it should be: one sentence for the report"));
  m_line->setAccessibleName(tr("Comment with which the warning is accepted"));
  m_line->installEventFilter(this);
  auto* save = button(QStringLiteral("saveComment"), tr("Save"), tr("Save the comment"));
  auto* cancel = button(QStringLiteral("cancelComment"), tr("Cancel"), tr("Leave the comment as it was"));
  auto* editing = new QHBoxLayout(m_editor);
  editing->setContentsMargins(0, 0, 0, 0);
  editing->addWidget(m_line, 1);
  editing->addWidget(save);
  editing->addWidget(cancel);
  m_editor->setMaximumWidth(kLongestLine);
  m_editor->hide();

  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(6);
  for (QToolButton* one : {m_show, m_accept, m_takeBack}) buttons->addWidget(one);
  buttons->addStretch(1);
  auto* column = new QVBoxLayout;
  column->setSpacing(2);
  for (QLabel* label : {m_words, m_limit, m_place, m_reason}) column->addWidget(label);
  column->addLayout(buttons);
  column->addWidget(m_editor);
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(6, 4, 6, 4);
  line->addWidget(m_drawing, 0, Qt::AlignTop);
  line->addLayout(column, 1);
  // Not before they are in the row: what is shown without a parent is a window for a moment, and takes the focus.
  say(*m_words, m_text);
  if (!m_passes.isEmpty()) say(*m_limit, tr("How would it pass? %1").arg(m_passes));
  say(*m_place, m_placeText);
  m_show->setVisible(m_hasPlace);

  auto* copy = new QAction(tr("Copy the warning"), this);
  connect(copy, &QAction::triggered, this,
          [text = displayText(warning.text)] { QApplication::clipboard()->setText(text); });
  addAction(copy);
  setContextMenuPolicy(Qt::ActionsContextMenu);

  connect(m_show, &QToolButton::clicked, this, &WarningRow::activated);
  connect(m_accept, &QToolButton::clicked, this, [this] { edit(true); });
  connect(m_takeBack, &QToolButton::clicked, this, [this] { emit accepted({}); });
  connect(save, &QToolButton::clicked, this, &WarningRow::keep);
  connect(cancel, &QToolButton::clicked, this, [this] { edit(false); });
  setAccepted(QString::fromStdString(note.accepted));
  restyle();
}

void WarningRow::setCurrent(bool isCurrent) {
  if (m_isCurrent == isCurrent) return;
  m_isCurrent = isCurrent;
  describe();
  update();
}

void WarningRow::setAccepted(const QString& sentence) {
  m_sentence = sentence;
  say(*m_reason, sentence.isEmpty() ? QString() : tr("Accepted: %1").arg(sentence));
  m_accept->setText(sentence.isEmpty() ? tr("Accept with comment ...") : tr("Edit the comment ..."));
  m_takeBack->setVisible(!sentence.isEmpty());
  describe();
}

void WarningRow::describe() {
  setAccessibleName(tr("Warning: %1").arg(m_text));
  QStringList said;
  if (m_isCurrent) said << tr("Shown.");
  if (!m_passes.isEmpty()) said << m_passes;
  if (m_hasPlace) said << tr("Enter shows the place, %1.").arg(m_placeText);
  if (!m_sentence.isEmpty()) said << tr("Accepted: %1").arg(m_sentence);
  setAccessibleDescription(said.join(QLatin1Char(' ')));
}

void WarningRow::edit(bool open) {
  m_editor->setVisible(open);
  if (open) {
    m_line->setText(m_sentence);
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->selectAll();
  } else {
    m_accept->setFocus(Qt::OtherFocusReason);
  }
}

void WarningRow::keep() {
  const QString sentence = m_line->text().simplified();
  edit(false);
  if (sentence != m_sentence) emit accepted(sentence);
}

bool WarningRow::event(QEvent* event) {
  // The labels let mouse events through; a focus change repaints the frame.
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QFrame::event(event);
}

bool WarningRow::eventFilter(QObject* watched, QEvent* event) {
  const bool isOverride = event->type() == QEvent::ShortcutOverride;
  if (watched == m_line && (isOverride || event->type() == QEvent::KeyPress)) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isEnter || key->key() == Qt::Key_Escape) {
      // Esc stops the checks elsewhere in the window; here it only closes the line.
      event->accept();
      if (isOverride) return true;
      if (isEnter)
        keep();
      else
        edit(false);
      return true;
    }
  }
  return QFrame::eventFilter(watched, event);
}

void WarningRow::keyPressEvent(QKeyEvent* event) {
  const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
  if (!isEnter) return QFrame::keyPressEvent(event);
  emit activated();
}

void WarningRow::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint()))
    return QFrame::mouseReleaseEvent(event);
  emit activated();
}

void WarningRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Palette& colours = screenPalette(palette());
  if (m_isCurrent) {
    painter.fillRect(rect(), colours.statusGround(Status::Warnings));
    painter.fillRect(QRect(0, 0, 3, height()), colours.status(Status::Warnings));
  }
  if (!hasFocus()) return;
  painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void WarningRow::restyle() {
  const Palette& colours = screenPalette(palette());
  m_drawing->setPixmap(stateIcon(CheckState::Warnings, palette()).pixmap(16, 16));
  QPalette muted = palette();
  muted.setColor(QPalette::WindowText, colours.mutedText);
  for (QLabel* label : {m_place}) label->setPalette(muted);
  QPalette accent = palette();
  accent.setColor(QPalette::WindowText, colours.accent);
  m_limit->setPalette(accent);
  QFont bold = m_reason->font();
  bold.setBold(true);
  m_reason->setFont(bold);
}

void WarningRow::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && m_drawing != nullptr) restyle();
}

}  // namespace vitrine::ui
