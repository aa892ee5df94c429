// Running checks and showing what they found.
#include "app/runner/check_runner.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/overlay_catalogue.hpp"
#include "app/window/session_control.hpp"
#include "app/window/task.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/theme/text.hpp"

#include <QCloseEvent>
#include <QMessageBox>

#include <algorithm>

namespace vitrine::ui {

void VitrineWindow::runChecks(const QStringList& ids) {
  if (m_runner != nullptr || m_workspace->context() == nullptr || m_workspace->isLoading() || ids.isEmpty() ||
      isMeasuringOther())
    return;
  std::vector<std::string> list;
  for (const QString& id : m_checks->ids())  // report order
    if (ids.contains(id)) list.push_back(id.toStdString());
  m_runInputs = m_workspace->inputs();
  m_outdatedWhileRunning.clear();
  m_workspace->makeWayFor(ids);
  m_runner = new CheckRunner(m_workspace->context(), list, &m_pool, this);
  m_checks->queue(ids);
  connect(m_runner, &CheckRunner::checkStarted, this, [this](const QString& id) {
    m_checks->start(id);
    m_details->addToLog(id, tr("started"));
  });
  connect(m_runner, &CheckRunner::checkProgress, this,
          [this](const QString& id, double fraction, const QString& stage) {
            m_checks->progress(id, fraction, stage);
            m_runProgress.report(id.toStdString(), fraction);
            showRunProgress();
          });
  connect(m_runner, &CheckRunner::checkPartial, this, [this](const QString& id, const CheckResult& result) {
    if (id == m_details->checkId()) m_details->showCheck(id, &result, tr("Running: not the final result."));
  });
  connect(m_runner, &CheckRunner::checkFinished, this, &VitrineWindow::finishCheck);
  connect(m_runner, &CheckRunner::allFinished, this, &VitrineWindow::endRun);
  if (m_checkList->selectedId().isEmpty()) m_checkList->select(QString::fromStdString(list.front()));
  beginRunProgress(ids);
  m_runner->start();
  updateCommands();
}

void VitrineWindow::finishCheck(const CheckResult& result) {
  const QString id = QString::fromStdString(result.id);
  m_runProgress.finish(result.id);
  showRunProgress();
  // Results of a map that was closed meanwhile belong to nothing on screen.
  if (m_workspace->opened() == nullptr || mapKey(m_workspace->inputs().map) != mapKey(m_runInputs.map)) return;
  m_checks->finish(result);
  m_overlays->setResult(result);
  if (m_outdatedWhileRunning.contains(id)) m_checks->markOutOfDate({id});
  const QString seconds = QString::fromStdString(fixedText(result.seconds, 2));
  m_details->addToLog(id, result.status == Status::Cancelled
                              ? tr("cancelled")
                              : tr("%1, %2 s").arg(displayText(statusText(result)), seconds));
  for (const Warning& warning : result.warnings) m_details->addToLog(id, displayText(warning.text));
  if (id == m_checkList->selectedId()) showDetails(id);
  showSummary();
  emit checkFinished(id);
}

void VitrineWindow::endRun() {
  m_runner->deleteLater();
  m_runner = nullptr;
  endRunProgress();
  m_workspace->endOfChecks();
  m_workspace->addHalfMapFindings();
  updateCommands();
  showSummary();
  emit checksFinished();
}

void VitrineWindow::stopAll() {
  if (m_runner != nullptr) m_runner->stop();
  if (m_export != nullptr) m_export->stop();
  if (m_gathering != nullptr) m_gathering->stop();
  m_workspace->stopLoading();
}

void VitrineWindow::showDetails(const QString& id) {
  QString note;
  if (m_checks->state(id) == CheckState::OutOfDate && !m_session->changedInputs().isEmpty())
    note = tr("From an older file: %1 has changed since. Run the check again.")
               .arg(m_session->changedInputs().join(QStringLiteral(", ")));
  else if (m_checks->state(id) == CheckState::OutOfDate)
    note = tr("Out of date: the level, the resolution, a parameter or a file has changed since. Run the check again.");
  m_details->showCheck(id, m_checks->result(id), note);
}

void VitrineWindow::showSummary() {
  const std::vector<CheckResult> results = m_checks->currentResults();
  if (results.empty()) {
    m_checkList->setSummary(m_workspace->map() == nullptr ? tr("Open a map to run checks.")
                            : m_checks->anyResult()       ? tr("All results are out of date.")
                                                          : tr("Not run yet."));
    return;
  }
  const Summary summary = summarise(m_workspace->inputs(), results);
  QString text = tr("Passed %1 of %2 evaluable").arg(summary.passed).arg(summary.evaluable);
  if (summary.notMeasured > 0) text += tr("; %1 could not be measured").arg(summary.notMeasured);
  const auto number = [](double a) { return QString::fromStdString(fixedText(a, 2)); };
  if (summary.resolutionMinA && summary.resolutionMaxA)
    text += QLatin1Char('\n') +
            tr("Resolution %1 - %2 \u00c5").arg(number(*summary.resolutionMinA), number(*summary.resolutionMaxA));
  m_checkList->setSummary(text);
}

bool VitrineWindow::mayClose() {
  if (!isRunning() && !isExporting()) return true;
  QMessageBox question(QMessageBox::Question, tr("Vitrine"),
                       isRunning() ? tr("Checks are running. Stop them and close the window?")
                                   : tr("A report is being written. Stop and close the window?"),
                       QMessageBox::NoButton, this);
  question.addButton(tr("Stop and close"), QMessageBox::AcceptRole);
  question.addButton(tr("Keep running"), QMessageBox::RejectRole);
  question.exec();
  return question.buttonRole(question.clickedButton()) == QMessageBox::AcceptRole;
}

void VitrineWindow::closeEvent(QCloseEvent* event) {
  if (!mayClose() || !m_session->mayClose()) {
    event->ignore();
    return;
  }
  stopAll();
  if (m_compare != nullptr) m_compare->close();
  m_settings.setLayout(saveGeometry(), saveState(), m_slices->saveState());
  event->accept();
}

}  // namespace vitrine::ui
