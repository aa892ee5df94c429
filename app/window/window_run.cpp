// Before and during a run: the sheet, the time left, stopping one check.
#include "app/runner/check_runner.hpp"
#include "app/window/run_sheet.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/run/estimate.hpp"
#include "widgets/checks/check_list.hpp"

#include <QDockWidget>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QToolButton>

#include <utility>

namespace vitrine::ui {

RunEstimate VitrineWindow::estimate(const QStringList& ids) const {
  std::vector<std::string> list;
  for (const QString& id : m_checks->ids())  // report order
    if (ids.contains(id)) list.push_back(id.toStdString());
  return estimateRun(m_workspace->inputs(), list, m_pool.maxThreadCount(), MemoryBudget::process().limit());
}

void VitrineWindow::askToRun(const QStringList& ids) {
  if (m_runner != nullptr || m_workspace->context() == nullptr || m_workspace->isLoading() || ids.isEmpty()) return;
  if (!m_settings.asksBeforeRun()) {
    runChecks(ids);
    return;
  }
  m_askedIds = ids;
  m_checkPages->setCurrentWidget(m_runSheet);
  m_checksDock->show();
  m_checksDock->raise();
  m_runSheet->showEstimate(estimate(ids));  // last: only what is shown takes the focus
}

void VitrineWindow::hideRunSheet() {
  if (m_checkPages->currentWidget() != m_runSheet) return;
  m_checkPages->setCurrentWidget(m_checkList);
  m_checkList->setFocus();
}

void VitrineWindow::startAskedRun(bool askAgain) {
  m_settings.setAsksBeforeRun(askAgain);
  hideRunSheet();
  // All that was asked for: what cannot run says so in its row, and in the report.
  runChecks(std::exchange(m_askedIds, {}));
}

void VitrineWindow::beginRunProgress(const QStringList& ids) {
  m_runProgress = RunProgress(estimate(ids));
  m_runClock.start();
  hideRunSheet();
  showRunProgress();
}

void VitrineWindow::showRunProgress() {
  if (m_runner == nullptr || m_export != nullptr || m_workspace->isLoading()) return;  // they say more at this moment
  QString text = tr("Checks: %1 of %2").arg(m_runProgress.finished()).arg(m_runProgress.checks());
  if (const auto left = m_runProgress.secondsLeft(1e-3 * static_cast<double>(m_runClock.elapsed())))
    text += QStringLiteral(", ") + tr("about %1 left").arg(predictedTime(*left));
  m_taskName->setText(text);
  m_progress->setRange(0, 100);
  m_progress->setValue(static_cast<int>(100 * m_runProgress.fraction()));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->show();
}

void VitrineWindow::endRunProgress() {
  if (m_export != nullptr || m_workspace->isLoading()) return;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->hide();
}

void VitrineWindow::stopSelectedCheck() {
  if (m_runner != nullptr && !m_checkList->selectedId().isEmpty()) m_runner->stop(m_checkList->selectedId());
}

}  // namespace vitrine::ui
