// Everything about the selected check, in tabs.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/report/document.hpp"

#include <QHash>
#include <QString>
#include <QWidget>

#include <array>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace vitrine::ui {

class Comments;
class ParameterPage;
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
  Tab tab() const;
  /// Warnings accepted, by Comments::key(); shown beneath them from now on.
  void setComments(const Comments* comments);
  /// Opens a warning of the check shown: its plot with the place marked, or the explanation at that warning. What broke
  /// the rule and what would pass stands above every tab until another check is shown.
  void showWarning(int index);
  int currentWarning() const { return m_current; }
  ParameterPage* parameters() const { return m_parameters; }
  ReportPage* page(Tab tab) const { return m_pages[static_cast<std::size_t>(tab)]; }

signals:
  /// A warning of the check shown was chosen: by mouse or keyboard, here or in the log.
  void warningActivated(const QString& id, int index);
  /// @param sentence  "": accepted no longer
  void warningAccepted(const QString& id, const QString& code, const QString& sentence);
  void voxelRequested(const vitrine::Index3& voxel);
  void savePlotRequested(vitrine::ui::PlotWidget* plot, const QString& suffix);

private:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void activateLogLine(const QString& line);
  void showWarningBar();
  void setPage(Tab tab, const std::vector<Block>& blocks, const QString& otherwise);

  QString m_id;
  const Comments* m_comments = nullptr;
  std::vector<Warning> m_warnings;  ///< of the result shown
  int m_current = -1;
  QLabel *m_title, *m_note, *m_warningBar;
  QTabWidget* m_tabs;
  std::array<ReportPage*, 5> m_pages{};
  ParameterPage* m_parameters = nullptr;
  QPlainTextEdit* m_log;
  QHash<QString, QStringList> m_logs;
};

}  // namespace vitrine::ui
