// The sixteen checks and how far each is, as a list model.
#pragma once

#include "core/checks/check_result.hpp"
#include "widgets/checks/status_icon.hpp"

#include <QAbstractListModel>
#include <QElapsedTimer>

#include <optional>
#include <string>
#include <vector>

namespace vitrine::ui {

/// One row per registered check, in report order. Ticks choose what runs. For the GUI thread.
class CheckListModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role {
    IdRole = Qt::UserRole,  ///< "0.a"
    TitleRole,              ///< "Mass analysis"
    StateRole,              ///< int of CheckState
    StateTextRole,          ///< "Running 34%, 0:41 left"
    FractionRole            ///< 0..1 while running
  };

  explicit CheckListModel(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  QStringList ids() const;
  QStringList tickedIds() const;
  void setTicked(const QStringList& ids);
  int rowOf(const QString& id) const;  ///< -1 if there is none

  /// All rows "Not run"; ticks stay.
  void forgetResults();
  void queue(const QStringList& ids);
  void start(const QString& id);
  void progress(const QString& id, double fraction, const QString& stage);
  /// A finished result. A cancelled one puts back what was there before as out of date, if anything was.
  void finish(const CheckResult& result);
  /// Keeps the result, says that it belongs to older inputs.
  void markOutOfDate(const QStringList& ids);

  CheckState state(const QString& id) const;
  /// There is a result that belongs to the present inputs; no longer when the check runs once more.
  bool isCurrent(const QString& id) const;
  /// The last finished result; null if there is none.
  const CheckResult* result(const QString& id) const;
  /// Every finished result that belongs to the present inputs, in report order.
  std::vector<CheckResult> currentResults() const;
  bool anyResult() const;

private:
  struct Row {
    std::string id, title;
    bool isTicked = true;
    CheckState state = CheckState::NotRun;
    std::optional<CheckResult> result;
    double fraction = 0;
    QString stage;
    QElapsedTimer since;
  };
  QString stateText(const Row& row) const;
  QString toolTip(const Row& row) const;
  Row* find(const QString& id, int* number);
  void changed(int row);

  std::vector<Row> m_rows;
};

/// The state in a word or two: "OK", "Out of date".
QString stateWord(CheckState state);

}  // namespace vitrine::ui
