#include "widgets/checks/check_list_model.hpp"

#include "core/checks/registry.hpp"
#include "widgets/theme/text.hpp"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// Time left is worth saying once the guess has something to stand on.
constexpr double kGuessFromSeconds = 2, kGuessFromFraction = 0.05;

QString minutesText(double seconds) {
  const int whole = static_cast<int>(seconds + 0.5);
  return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace

QString stateWord(CheckState state) {
  switch (state) {
    case CheckState::NotRun:
      return QCoreApplication::translate("CheckState", "Not run");
    case CheckState::Queued:
      return QCoreApplication::translate("CheckState", "Queued");
    case CheckState::Running:
      return QCoreApplication::translate("CheckState", "Running");
    case CheckState::Ok:
      return QCoreApplication::translate("CheckState", "OK");
    case CheckState::Warnings:
      return QCoreApplication::translate("CheckState", "Warnings");
    case CheckState::CouldNotBeMeasured:
      return QCoreApplication::translate("CheckState", "Could not be measured");
    case CheckState::DoesNotApply:
      return QCoreApplication::translate("CheckState", "Does not apply");
    case CheckState::OutOfDate:
      return QCoreApplication::translate("CheckState", "Out of date");
    case CheckState::Cancelled:
      return QCoreApplication::translate("CheckState", "Cancelled");
  }
  return {};
}

CheckListModel::CheckListModel(QObject* parent) : QAbstractListModel(parent) {
  for (const auto& check : allChecks()) {
    Row row;
    row.id = check->info().id;
    row.title = check->info().title;
    m_rows.push_back(std::move(row));
  }
}

int CheckListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CheckListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  const QString id = QString::fromStdString(row.id), title = coreText(row.title);
  switch (role) {
    case Qt::DisplayRole:
      return QStringLiteral("%1  %2").arg(id, title);
    case Qt::CheckStateRole:
      return static_cast<int>(row.isTicked ? Qt::Checked : Qt::Unchecked);
    case Qt::DecorationRole:
      return stateIcon(row.state, QGuiApplication::palette());
    case Qt::ToolTipRole:
      return toolTip(row);
    case Qt::AccessibleTextRole:
      return QStringLiteral("%1 %2: %3").arg(id, title, stateText(row));
    case Qt::AccessibleDescriptionRole:
      return toolTip(row);
    case IdRole:
      return id;
    case TitleRole:
      return title;
    case StateRole:
      return static_cast<int>(row.state);
    case StateTextRole:
      return stateText(row);
    case FractionRole:
      return row.fraction;
    default:
      return {};
  }
}

bool CheckListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || role != Qt::CheckStateRole) return false;
  m_rows[static_cast<std::size_t>(index.row())].isTicked = value.toInt() == Qt::Checked;
  emit dataChanged(index, index, {Qt::CheckStateRole});
  return true;
}

Qt::ItemFlags CheckListModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
}

QString CheckListModel::stateText(const Row& row) const {
  if (row.state == CheckState::Warnings && row.result) {
    const auto count = static_cast<int>(row.result->warnings.size());
    return count == 1 ? tr("1 warning") : tr("%1 warnings").arg(count);
  }
  if (row.state != CheckState::Running) return stateWord(row.state);
  const QString percent = tr("Running %1%").arg(static_cast<int>(100 * row.fraction));
  const double seconds = static_cast<double>(row.since.elapsed()) * 1e-3;
  if (seconds < kGuessFromSeconds || row.fraction < kGuessFromFraction) return percent;
  return tr("%1, %2 left").arg(percent, minutesText(seconds * (1 - row.fraction) / row.fraction));
}

QString CheckListModel::toolTip(const Row& row) const {
  QStringList lines{
      QStringLiteral("%1 %2: %3").arg(QString::fromStdString(row.id), coreText(row.title), stateText(row))};
  if (row.state == CheckState::Running && !row.stage.isEmpty()) lines << row.stage;
  if (row.result) {
    if (!row.result->reason.empty()) lines << QString::fromStdString(row.result->reason);
    for (const Warning& warning : row.result->warnings) lines << QString::fromStdString(warning.text);
  }
  return lines.join(QLatin1Char('\n'));
}

CheckListModel::Row* CheckListModel::find(const QString& id, int* number) {
  *number = rowOf(id);
  return *number < 0 ? nullptr : &m_rows[static_cast<std::size_t>(*number)];
}

void CheckListModel::changed(int row) { emit dataChanged(index(row), index(row)); }

QStringList CheckListModel::ids() const {
  QStringList list;
  for (const Row& row : m_rows) list << QString::fromStdString(row.id);
  return list;
}

QStringList CheckListModel::tickedIds() const {
  QStringList list;
  for (const Row& row : m_rows)
    if (row.isTicked) list << QString::fromStdString(row.id);
  return list;
}

void CheckListModel::setTicked(const QStringList& ids) {
  for (Row& row : m_rows) row.isTicked = ids.contains(QString::fromStdString(row.id));
  emit dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
}

int CheckListModel::rowOf(const QString& id) const {
  const auto found = std::ranges::find(m_rows, id.toStdString(), &Row::id);
  return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void CheckListModel::forgetResults() {
  for (Row& row : m_rows) {
    row.state = CheckState::NotRun;
    row.result.reset();
    row.fraction = 0;
  }
  emit dataChanged(index(0), index(rowCount() - 1));
}

void CheckListModel::queue(const QStringList& ids) {
  for (const QString& id : ids) {
    int number;
    if (Row* row = find(id, &number)) {
      row->state = CheckState::Queued;
      row->fraction = 0;
      changed(number);
    }
  }
}

void CheckListModel::start(const QString& id) {
  int number;
  if (Row* row = find(id, &number)) {
    row->state = CheckState::Running;
    row->fraction = 0;
    row->stage.clear();
    row->since.start();
    changed(number);
  }
}

void CheckListModel::progress(const QString& id, double fraction, const QString& stage) {
  int number;
  Row* row = find(id, &number);
  if (row == nullptr || row->state != CheckState::Running) return;
  row->fraction = std::clamp(fraction, 0.0, 1.0);
  row->stage = stage;
  changed(number);
}

void CheckListModel::finish(const CheckResult& result) {
  int number;
  Row* row = find(QString::fromStdString(result.id), &number);
  if (row == nullptr) return;
  if (result.status == Status::Cancelled) {
    row->state = row->result ? CheckState::OutOfDate : CheckState::Cancelled;
  } else {
    row->result = result;
    row->state = checkState(result.status);
  }
  row->fraction = 1;
  changed(number);
}

void CheckListModel::markOutOfDate(const QStringList& ids) {
  for (const QString& id : ids) {
    int number;
    Row* row = find(id, &number);
    if (row == nullptr || !row->result || row->state == CheckState::Running || row->state == CheckState::Queued)
      continue;
    row->state = CheckState::OutOfDate;
    changed(number);
  }
}

CheckState CheckListModel::state(const QString& id) const {
  const int row = rowOf(id);
  return row < 0 ? CheckState::NotRun : m_rows[static_cast<std::size_t>(row)].state;
}

const CheckResult* CheckListModel::result(const QString& id) const {
  const int row = rowOf(id);
  if (row < 0 || !m_rows[static_cast<std::size_t>(row)].result) return nullptr;
  return &*m_rows[static_cast<std::size_t>(row)].result;
}

std::vector<CheckResult> CheckListModel::currentResults() const {
  std::vector<CheckResult> results;
  for (const Row& row : m_rows)
    if (row.result && row.state == checkState(row.result->status)) results.push_back(*row.result);
  return results;
}

bool CheckListModel::isCurrent(const QString& id) const {
  const CheckResult* finished = result(id);
  return finished != nullptr && state(id) == checkState(finished->status);
}

bool CheckListModel::anyResult() const {
  return std::ranges::any_of(m_rows, [](const Row& row) { return row.result.has_value(); });
}

}  // namespace vitrine::ui
