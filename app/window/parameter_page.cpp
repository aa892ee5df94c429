#include "app/window/parameter_page.hpp"

#include "app/window/workspace.hpp"
#include "core/base/error.hpp"
#include "core/checks/parameters.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"

#include <QAccessible>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::ui {
namespace {

enum Column { Name, Meaning, Value, Default, Reset, kColumns };

QString text(std::string_view words) { return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())); }

QTableWidgetItem* fixedItem(const QString& words) {
  auto* item = new QTableWidgetItem(words);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  item->setToolTip(words);
  return item;
}

}  // namespace

ParameterPage::ParameterPage(QWidget* used, QWidget* parent)
    : QWidget(parent),
      m_used(used),
      m_table(new QTableWidget),
      m_problem(new QLabel),
      m_hint(new QLabel),
      m_resetAll(new QPushButton(tr("Reset all"))) {
  m_table->setObjectName(QStringLiteral("parameters"));
  m_table->setAccessibleName(tr("Parameters of the check; values can be edited"));
  m_table->setColumnCount(kColumns);
  m_table->setHorizontalHeaderLabels({tr("Parameter"), tr("Meaning"), tr("Value"), tr("Default"), QString()});
  m_table->verticalHeader()->hide();
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setSectionResizeMode(Meaning, QHeaderView::Stretch);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setTabKeyNavigation(false);  // Tab leaves the table; arrow keys move in it
  m_table->setWordWrap(true);
  m_table->setFrameShape(QFrame::NoFrame);
  connect(m_table, &QTableWidget::itemChanged, this, &ParameterPage::take);
  m_problem->setObjectName(QStringLiteral("parameterProblem"));
  m_problem->setWordWrap(true);
  m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_hint->setWordWrap(true);
  m_resetAll->setObjectName(QStringLiteral("resetParameters"));
  m_resetAll->setToolTip(tr("All parameters of this check back to their defaults"));
  connect(m_resetAll, &QPushButton::clicked, this, [this] {
    std::map<std::string, std::string> parameters = m_workspace->inputs().parameters;
    for (int row = 0; row < m_table->rowCount(); ++row) parameters.erase(fullName(row));
    showProblem({});
    m_workspace->setParameters(parameters);
    fill();
  });
  auto* below = new QHBoxLayout;
  below->addWidget(m_hint, 1);
  below->addWidget(m_resetAll);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_problem);
  layout->addLayout(below);
  layout->addWidget(m_used, 1);
  showProblem({});
  fill();
}

void ParameterPage::setWorkspace(Workspace* workspace) {
  m_workspace = workspace;
  const auto again = [this] {
    if (m_isFilling) return;  // its own change
    showProblem({});
    fill();
  };
  connect(workspace, &Workspace::parametersChanged, this, again);
  connect(workspace, &Workspace::headersRead, this, again);
  connect(workspace, &Workspace::closed, this, again);
}

void ParameterPage::showCheck(const Check* check) {
  if (check == m_check) return;  // what is being typed stays
  m_check = check;
  showProblem({});
  fill();
}

QString ParameterPage::problem() const { return m_problem->text(); }

std::string ParameterPage::fullName(int row) const {
  const std::string name = m_table->item(row, Name)->text().toStdString();
  return std::string(m_check->info().id) + "." + name;
}

void ParameterPage::fill() {
  const QScopedValueRollback<bool> guard(m_isFilling, true);
  const bool canEdit = m_workspace != nullptr && m_workspace->opened() != nullptr;
  const std::vector<ParameterInfo> infos = m_check != nullptr ? m_check->parameters() : std::vector<ParameterInfo>();
  const std::vector<Parameter> used = m_check != nullptr
                                          ? usedParameters(canEdit ? m_workspace->inputs() : Inputs(), *m_check)
                                          : std::vector<Parameter>();
  m_table->setRowCount(0);
  m_table->setRowCount(static_cast<int>(infos.size()));
  bool isAnyChanged = false;
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const ParameterInfo& info = infos[static_cast<std::size_t>(row)];
    const Parameter& parameter = used[static_cast<std::size_t>(row)];
    const bool isChanged = parameter.value != parameter.defaultValue;
    isAnyChanged = isAnyChanged || isChanged;
    m_table->setItem(row, Name, fixedItem(text(info.name)));
    m_table->setItem(row, Meaning, fixedItem(displayText(std::string(info.meaning))));
    m_table->setItem(row, Default, fixedItem(text(info.defaultValue)));
    auto* value = new QTableWidgetItem(QString::fromStdString(parameter.value));
    value->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | (canEdit ? Qt::ItemIsEditable : Qt::NoItemFlags));
    QFont font = m_table->font();
    font.setBold(isChanged);
    value->setFont(font);
    value->setToolTip(isChanged ? tr("Changed from %1").arg(text(info.defaultValue)) : tr("The default"));
    value->setData(Qt::AccessibleTextRole, isChanged ? tr("%1, changed").arg(value->text()) : value->text());
    m_table->setItem(row, Value, value);
    m_table->setItem(row, Reset, fixedItem({}));
    if (!isChanged) continue;
    auto* reset = new QToolButton;
    reset->setText(tr("Reset"));
    reset->setObjectName(QStringLiteral("reset_%1").arg(text(info.name)));
    reset->setAccessibleName(tr("Reset %1 to %2").arg(text(info.name), text(info.defaultValue)));
    connect(reset, &QToolButton::clicked, this,
            [this, row, standard = text(info.defaultValue)] { m_table->item(row, Value)->setText(standard); });
    m_table->setCellWidget(row, Reset, reset);
  }
  m_table->resizeRowsToContents();
  m_table->setVisible(!infos.empty());
  m_resetAll->setVisible(!infos.empty());
  m_resetAll->setEnabled(isAnyChanged);
  m_hint->setText(infos.empty() ? tr("This check has no parameters.")
                  : canEdit     ? tr("Changed values are bold; they are written into the report.")
                                : tr("Open a map to change them."));
}

void ParameterPage::take(QTableWidgetItem* item) {
  if (m_isFilling || item->column() != Value || m_workspace == nullptr) return;
  const QScopedValueRollback<bool> guard(m_isFilling, true);
  const int row = item->row();
  QString typed = item->text().trimmed();
  if (typed.isEmpty()) typed = m_table->item(row, Default)->text();
  try {
    m_workspace->setParameter(fullName(row), typed.toStdString());
  } catch (const InputError& error) {
    item->setForeground(screenPalette(palette()).status(Status::Warnings));
    showProblem(displayText(error.what()));
    return;
  }
  showProblem({});
  // The item that tells of its change must live until it has done so.
  QMetaObject::invokeMethod(this, &ParameterPage::fill, Qt::QueuedConnection);
}

void ParameterPage::showProblem(const QString& words) {
  QPalette alarm = palette();
  alarm.setColor(QPalette::WindowText, screenPalette(palette()).status(Status::Warnings));
  m_problem->setPalette(alarm);
  m_problem->setText(words);
  m_problem->setVisible(!words.isEmpty());
  if (words.isEmpty() || !QAccessible::isActive()) return;
  QAccessibleEvent event(m_problem, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

}  // namespace vitrine::ui
