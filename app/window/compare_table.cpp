#include "app/window/compare_table.hpp"

#include "core/base/number_text.hpp"
#include "widgets/theme/text.hpp"

#include <QCoreApplication>
#include <QFont>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int kHashDigits = 12;

QString text(const std::string& words) { return QString::fromStdString(words); }

bool isMeasured(const std::optional<Status>& status) { return status == Status::Ok || status == Status::Warnings; }

QString stateOf(const ComparedCheck& check, Side side, const MissingWords& missing) {
  const std::optional<Status>& status = side == Side::A ? check.statusA : check.statusB;
  if (!status) return missing.value(text(check.id), coreText(comparedStatus(check, side)));
  if (*status != Status::Warnings) return coreText(comparedStatus(check, side));
  const std::size_t warnings = side == Side::A ? check.warningsA : check.warningsB;
  return warnings == 1 ? QCoreApplication::translate("CompareTable", "1 warning")
                       : QCoreApplication::translate("CompareTable", "%1 warnings").arg(warnings);
}

/// What stands in the place of a number that a side does not list.
QString whyNot(const ComparedCheck& check, Side side, const MissingWords& missing) {
  if (isMeasured(side == Side::A ? check.statusA : check.statusB))
    return QCoreApplication::translate("CompareTable", "Not listed");
  return stateOf(check, side, missing);
}

}  // namespace

void CompareTable::show(const Comparison& comparison, const MissingWords& missingA, const MissingWords& missingB) {
  beginResetModel();
  m_rows.clear();
  const QString input = tr("Input");
  for (const ComparedText& row : comparison.texts)
    m_rows.push_back({{input, displayText(row.label), displayText(row.a), displayText(row.b), {}, {}},
                      row.isDifferent(),
                      false,
                      row.key.ends_with("sha256")});
  addNumbers(input, comparison.numbers, tr("Not known"), tr("Not known"));
  for (const ComparedCheck& check : comparison.checks) addCheck(check, missingA, missingB);
  endResetModel();
}

void CompareTable::addNumbers(const QString& check, const std::vector<ComparedNumber>& numbers, const QString& whyNotA,
                              const QString& whyNotB) {
  for (const ComparedNumber& number : numbers)
    m_rows.push_back(
        {{check, displayText(number.label), number.inA ? displayText(comparedText(number, Side::A)) : whyNotA,
          number.inB ? displayText(comparedText(number, Side::B)) : whyNotB, displayText(differenceText(number)),
          displayText(relativeText(number))},
         number.isDifferent()});
}

void CompareTable::addCheck(const ComparedCheck& check, const MissingWords& missingA, const MissingWords& missingB) {
  const QString id = text(check.id);
  const QString a = stateOf(check, Side::A, missingA), b = stateOf(check, Side::B, missingB);
  m_rows.push_back({{id, coreText(check.title), a, b, {}, {}}, a != b, true});
  const auto addWarnings = [&](const std::vector<Warning>& warnings, bool ofA) {
    for (const Warning& warning : warnings)
      m_rows.push_back({{id,
                         displayText(warning.text),
                         ofA ? tr("Warns") : QString(),
                         ofA ? QString() : tr("Warns"),
                         ofA ? tr("lost") : tr("gained"),
                         {}},
                        true});
  };
  addWarnings(check.lost, true);
  addWarnings(check.gained, false);
  for (const ComparedText& row : check.parameters)
    m_rows.push_back({{id, displayText(row.label), displayText(row.a), displayText(row.b), {}, {}}, true});
  addNumbers(id, check.numbers, whyNot(check, Side::A, missingA), whyNot(check, Side::B, missingB));
}

void CompareTable::clear() {
  beginResetModel();
  m_rows.clear();
  endResetModel();
}

int CompareTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CompareTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant CompareTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  const QString& cell = row.cells[static_cast<std::size_t>(index.column())];
  switch (role) {
    case Qt::DisplayRole:  // enough of a hash to tell two apart; the tip has it whole
      return row.isHash && cell.size() > kHashDigits && index.column() > Name
                 ? cell.left(kHashDigits) + QStringLiteral(" ...")
                 : cell;
    case Qt::ToolTipRole:
      return cell;
    case Qt::TextAlignmentRole:
      return static_cast<int>((index.column() >= A ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole: {
      if (!row.isState) return {};
      QFont bold;
      bold.setBold(true);
      return bold;
    }
    case Qt::AccessibleTextRole:
      return cell.isEmpty() ? tr("nothing") : cell;
    case IsDifferentRole:
      return row.isDifferent;
    default:
      return {};
  }
}

QVariant CompareTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case Check:
      return tr("Check");
    case Name:
      return tr("Number");
    case A:
      return QStringLiteral("A");
    case B:
      return QStringLiteral("B");
    case Difference:
      return QStringLiteral("B \u2212 A");
    case Relative:
      return tr("Relative");
    default:
      return {};
  }
}

namespace {

/// "0.a, 0.b: Not run; 1.a: Out of date", grouped by reason in the order of the checks.
QString grouped(const QList<std::pair<QString, QString>>& idsWithReasons) {
  QList<std::pair<QString, QStringList>> groups;
  for (const auto& [id, reason] : idsWithReasons) {
    const auto known = std::ranges::find(groups, reason, &std::pair<QString, QStringList>::first);
    if (known == groups.end())
      groups.push_back({reason, {id}});
    else
      known->second << id;
  }
  QStringList parts;
  for (const auto& [reason, ids] : groups)
    parts << QStringLiteral("%1 (%2)").arg(ids.join(QStringLiteral(", ")), reason);
  return parts.join(QStringLiteral("; "));
}

QList<std::pair<QString, QString>> missingOf(const Comparison& comparison, Side side, const MissingWords& words) {
  QList<std::pair<QString, QString>> list;
  for (const ComparedCheck& check : comparison.checks) {
    const auto& own = side == Side::A ? check.statusA : check.statusB;
    const auto& other = side == Side::A ? check.statusB : check.statusA;
    // What neither side could measure is no gap between them.
    if (isMeasured(own) || !isMeasured(other)) continue;
    QString reason = stateOf(check, side, words);
    const std::string& why = side == Side::A ? check.reasonA : check.reasonB;
    if (!why.empty()) reason += QStringLiteral(": ") + displayText(why);
    list.push_back({text(check.id), reason});
  }
  return list;
}

}  // namespace

QStringList missingSentences(const Comparison& comparison, const MissingWords& missingA, const MissingWords& missingB) {
  QStringList sentences;
  const auto a = missingOf(comparison, Side::A, missingA), b = missingOf(comparison, Side::B, missingB);
  if (!a.isEmpty())
    sentences << QCoreApplication::translate("CompareTable", "A lacks the numbers of %1.").arg(grouped(a));
  if (!b.isEmpty())
    sentences << QCoreApplication::translate("CompareTable", "B lacks the numbers of %1.").arg(grouped(b));
  if (comparison.checks.empty())
    sentences << QCoreApplication::translate("CompareTable",
                                             "Neither side has results of a check: only the files are compared. Run "
                                             "checks of A in the main window, then the same ones of B here.");
  return sentences;
}

}  // namespace vitrine::ui
