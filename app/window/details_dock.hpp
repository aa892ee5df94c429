// Everything about the selected check, in tabs.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/report/document.hpp"

#include <QHash>
#include <QString>
#include <QWidget>

#include <array>

class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace vitrine::ui {

class PlotWidget;
class ReportPage;

class DetailsDock : public QWidget {
  Q_OBJECT

public:
  enum class Tab { Explanation, Numbers, Plots, Pictures, Parameters, Log };

  explicit DetailsDock(QWidget* parent = nullptr);

  QString checkId() const { return m_id; }
  /// @param result  finished or partial; null: not run
  /// @param note    said above everything: "Out of date ..."; empty: nothing
  void showCheck(const QString& id, const CheckResult* result, const QString& note = {});
  void addToLog(const QString& id, const QString& line);
  void forgetLogs();
  void showTab(Tab tab);
  ReportPage* page(Tab tab) const { return m_pages[static_cast<std::size_t>(tab)]; }

signals:
  void locationRequested(const vitrine::Location& location);
  void savePlotRequested(vitrine::ui::PlotWidget* plot, const QString& suffix);

private:
  void setPage(Tab tab, const std::vector<Block>& blocks, const QString& otherwise);

  QString m_id;
  QLabel *m_title, *m_note;
  QTabWidget* m_tabs;
  std::array<ReportPage*, 5> m_pages{};
  QPlainTextEdit* m_log;
  QHash<QString, QStringList> m_logs;
};

}  // namespace vitrine::ui
