#include "app/window/shortcut_page.hpp"

#include "app/settings/settings.hpp"
#include "app/window/commands.hpp"
#include "widgets/checks/status_icon.hpp"
#include "widgets/theme/theme.hpp"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace vitrine::ui {
namespace {

QString shown(const QString& keys) { return QKeySequence::listToString(keySequences(keys), QKeySequence::NativeText); }

}  // namespace

ShortcutPage::ShortcutPage(const Commands* commands, QWidget* parent) : QWidget(parent), m_actions(commands->all()) {
  for (QAction* action : m_actions)
    m_keys[action] = QKeySequence::listToString(action->shortcuts(), QKeySequence::PortableText);
  m_search = new QLineEdit;
  m_search->setObjectName(QStringLiteral("shortcutSearch"));
  m_search->setPlaceholderText(tr("Search actions and keys"));
  m_search->setAccessibleName(tr("Search actions and keys"));
  m_search->setClearButtonEnabled(true);
  m_table = new QTableWidget(static_cast<int>(m_actions.size()), 2);
  m_table->setObjectName(QStringLiteral("shortcutTable"));
  m_table->setHorizontalHeaderLabels({tr("Action"), tr("Keys")});
  m_table->setAccessibleName(tr("Keyboard shortcuts"));
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setTabKeyNavigation(false);
  m_table->verticalHeader()->hide();
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  for (int row = 0; row < m_actions.size(); ++row) {
    m_table->setItem(row, 0, new QTableWidgetItem(Commands::plainText(m_actions[row])));
    m_table->setItem(row, 1, new QTableWidgetItem);
  }
  m_edit = new QKeySequenceEdit;
  m_edit->setObjectName(QStringLiteral("shortcutEdit"));
  m_edit->setAccessibleName(tr("New keys for the selected action"));
  m_edit->setToolTip(tr("Press the keys; Tab leaves the field."));
  m_edit->installEventFilter(this);
  // The line inside has the focus of its parent.
  if (auto* line = m_edit->findChild<QLineEdit*>()) line->setAccessibleName(m_edit->accessibleName());
  m_clear = new QPushButton(tr("No keys"));
  m_clear->setObjectName(QStringLiteral("shortcutClear"));
  m_reset = new QPushButton(tr("Default keys"));
  m_reset->setObjectName(QStringLiteral("shortcutReset"));
  auto* resetAllButton = new QPushButton(tr("All to default"));
  resetAllButton->setObjectName(QStringLiteral("shortcutResetAll"));
  m_warning = new QLabel;
  m_warning->setObjectName(QStringLiteral("shortcutWarning"));
  m_warning->setWordWrap(true);
  tint(m_warning, [](const QPalette& colours) { return stateColour(CheckState::Warnings, colours); });

  auto* line = new QHBoxLayout;
  auto* keys = new QLabel(tr("Keys"));
  keys->setBuddy(m_edit);
  line->addWidget(keys);
  line->addWidget(m_edit, 1);
  line->addWidget(m_clear);
  line->addWidget(m_reset);
  line->addWidget(resetAllButton);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_search);
  layout->addWidget(m_table, 1);
  layout->addLayout(line);
  layout->addWidget(m_warning);

  connect(m_search, &QLineEdit::textChanged, this, &ShortcutPage::filter);
  connect(m_table, &QTableWidget::currentCellChanged, this, &ShortcutPage::showCurrent);
  connect(m_edit, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence& sequence) {
    if (QAction* action = current()) setKeys(action, sequence.toString(QKeySequence::PortableText));
  });
  connect(m_clear, &QPushButton::clicked, this, [this] {
    if (QAction* action = current()) setKeys(action, {});
    showCurrent();
  });
  connect(m_reset, &QPushButton::clicked, this, [this] {
    if (QAction* action = current()) setKeys(action, Commands::defaultKeys(action));
    showCurrent();
  });
  connect(resetAllButton, &QPushButton::clicked, this, &ShortcutPage::resetAll);
  refresh();
  m_table->setCurrentCell(0, 0);
}

bool ShortcutPage::eventFilter(QObject* watched, QEvent* event) {
  // The editor would take Tab for a shortcut and never let the keyboard out.
  if (watched == m_edit && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
      if (event->type() == QEvent::KeyPress) focusNextPrevChild(key->key() == Qt::Key_Tab);
      return event->type() == QEvent::KeyPress;
    }
  }
  return QWidget::eventFilter(watched, event);
}

QAction* ShortcutPage::current() const {
  const int row = m_table->currentRow();
  return row >= 0 && row < m_actions.size() ? m_actions[row] : nullptr;
}

void ShortcutPage::showCurrent() {
  const QSignalBlocker quiet(m_edit);
  const QAction* action = current();
  m_edit->setEnabled(action != nullptr);
  const QList<QKeySequence> list = action ? keySequences(m_keys[const_cast<QAction*>(action)]) : QList<QKeySequence>();
  m_edit->setKeySequence(list.isEmpty() ? QKeySequence() : list.front());
}

void ShortcutPage::setKeys(QAction* action, const QString& keys) {
  if (m_keys[action] == keys) return;
  m_keys[action] = keys;
  refresh();
  emit changed();
}

void ShortcutPage::resetAll() {
  for (QAction* action : m_actions) m_keys[action] = Commands::defaultKeys(action);
  refresh();
  showCurrent();
  emit changed();
}

void ShortcutPage::filter(const QString& words) {
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const bool isFound = m_table->item(row, 0)->text().contains(words, Qt::CaseInsensitive) ||
                         m_table->item(row, 1)->text().contains(words, Qt::CaseInsensitive);
    m_table->setRowHidden(row, !isFound);
  }
}

void ShortcutPage::refresh() {
  QHash<QKeySequence, QStringList> users;
  for (int row = 0; row < m_actions.size(); ++row) {
    QAction* action = m_actions[row];
    const QString& keys = m_keys[action];
    QTableWidgetItem* item = m_table->item(row, 1);
    item->setText(shown(keys));
    QFont font = item->font();
    font.setBold(keys != Commands::defaultKeys(action));  // what was changed, as everywhere in the program
    item->setFont(font);
    for (const QKeySequence& sequence : keySequences(keys)) users[sequence] << Commands::plainText(action);
  }
  m_conflicts = 0;
  QStringList told;
  for (auto it = users.cbegin(); it != users.cend(); ++it) {
    if (it.value().size() < 2) continue;
    ++m_conflicts;
    told << tr("%1 is used by: %2. Give one of them other keys.")
                .arg(it.key().toString(QKeySequence::NativeText), it.value().join(QStringLiteral(", ")));
  }
  told.sort();
  m_warning->setText(told.join(QLatin1Char('\n')));
  m_warning->setVisible(m_conflicts > 0);
}

void ShortcutPage::apply(Settings* settings) const {
  for (QAction* action : m_actions) {
    const QString keys = m_keys[action];
    action->setShortcuts(keySequences(keys));
    settings->setShortcut(action->objectName(),
                          keys == Commands::defaultKeys(action) ? std::nullopt : std::optional(keys));
  }
}

}  // namespace vitrine::ui
