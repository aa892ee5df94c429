// What a comparison found, page by page: numbers, curves, difference map, sentences.
#pragma once

#include "app/window/compare_table.hpp"
#include "app/window/compare_work.hpp"
#include "widgets/plot/plot_widget.hpp"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace vitrine::ui {

class NumberBox;
class PlotPanel;

/// The table of every number; what is missing and why stands above it with the buttons that get it.
class CompareNumbersPage : public QWidget {
  Q_OBJECT

public:
  explicit CompareNumbersPage(QWidget* parent = nullptr);
  void show(const Comparison& comparison, const MissingWords& missingA, const MissingWords& missingB);
  void clear();
  /// @param ofA  checks that the other side has current results of; empty: the button is hidden
  /// @param canRun  false: something runs that the button would have to wait for; `why` says what
  void setMissingChecks(const QStringList& ofA, const QStringList& ofB, bool canRun, const QString& why);
  CompareTable* table() const { return m_table; }
  QTableView* view() const { return m_view; }
  QString missingText() const;

signals:
  void runRequested(bool ofA, const QStringList& ids);

private:
  void copySelected();

  QLabel* m_missing;
  QPushButton *m_runA, *m_runB;
  QStringList m_idsA, m_idsB;
  QCheckBox* m_onlyDifferent;
  CompareTable* m_table;
  QSortFilterProxyModel* m_shown;
  QTableView* m_view;
};

/// One plot with the curves of both, A solid and B dashed; any curve can be chosen.
class CompareCurvesPage : public QWidget {
  Q_OBJECT

public:
  explicit CompareCurvesPage(QWidget* parent = nullptr);
  /// The curve chosen stays, if it is still there; at first the FSC.
  void show(const std::vector<ComparedCurve>& curves);
  QComboBox* choice() const { return m_choice; }
  PlotPanel* plot() const { return m_plot; }

signals:
  void savePlotRequested(vitrine::ui::PlotWidget* plot, const QString& suffix);

private:
  void showChosen();

  QComboBox* m_choice;
  QLabel* m_note;
  PlotPanel* m_plot;
  std::vector<ComparedCurve> m_curves;
};

/// The difference map in numbers, and how it is shown.
class CompareDifferencePage : public QWidget {
  Q_OBJECT

public:
  explicit CompareDifferencePage(QWidget* parent = nullptr);
  /// Null: nothing has been compared yet.
  void show(const CompareOutcome* outcome);
  bool isShown() const;  ///< over slices and surfaces
  void setShown(bool shown);
  /// Colours run from -limit to limit.
  double limit() const;

signals:
  /// Whether it is shown, or its limits.
  void styleChanged();
  void largestRequested();
  void saveRequested();

private:
  QLabel* m_text;
  QCheckBox* m_shown;
  QLabel* m_limitName;
  NumberBox* m_limit;
  QPushButton *m_largest, *m_save;
  double m_usualLimit = 0;
};

/// The comparison in sentences of core.
class CompareSummaryPage : public QWidget {
  Q_OBJECT

public:
  explicit CompareSummaryPage(QWidget* parent = nullptr);
  void show(const std::vector<std::string>& sentences);

private:
  QLabel* m_text;
};

}  // namespace vitrine::ui
