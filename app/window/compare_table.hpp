// Every number of two entries with its difference, as a table.
#pragma once

#include "core/report/compare.hpp"

#include <QAbstractTableModel>
#include <QMap>
#include <QString>

#include <vector>

namespace vitrine::ui {

/// Why a side has no result of a check, by its id: "Not run", "Out of date". Those that are absent have one.
using MissingWords = QMap<QString, QString>;

/// Rows: files and input numbers, then of each check its state, its warnings and its numbers, in report order. Every
/// row names its check, so that it is whole when it is read alone. A number that one side lacks says why in its cell.
class CompareTable : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { Check, Name, A, B, Difference, Relative, kColumns };
  enum Role { IsDifferentRole = Qt::UserRole };

  using QAbstractTableModel::QAbstractTableModel;

  void show(const Comparison& comparison, const MissingWords& missingA, const MissingWords& missingB);
  void clear();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  struct Row {
    std::array<QString, kColumns> cells;
    bool isDifferent = false, isState = false, isHash = false;
  };
  void addNumbers(const QString& check, const std::vector<ComparedNumber>& numbers, const QString& whyNotA,
                  const QString& whyNotB);
  void addCheck(const ComparedCheck& check, const MissingWords& missingA, const MissingWords& missingB);

  std::vector<Row> m_rows;
};

/// What cannot be compared and why, a sentence each: "B has no result of 0.a, 0.b: not run." Empty: nothing is missing.
QStringList missingSentences(const Comparison& comparison, const MissingWords& missingA, const MissingWords& missingB);

}  // namespace vitrine::ui
