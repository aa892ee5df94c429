// Out of the window: the export dialog, and everything else that is written in the background.
#include "app/window/comments.hpp"
#include "app/window/export_dialog.hpp"
#include "app/window/export_job.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/task.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/error.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/plot/plot_widget.hpp"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace vitrine::ui {

void VitrineWindow::writeInBackground(const QString& what, std::function<void(Progress&)> write) {
  if (m_export != nullptr) return;
  m_export = new Task(
      &m_pool, [write = std::move(write)](Task&, Progress& progress) { write(progress); }, this);
  m_taskName->setText(tr("Writing %1").arg(QFileInfo(what).fileName()));
  m_progress->setRange(0, 100);
  m_progress->setValue(0);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->show();
  connect(m_export, &Task::progressed, this,
          [this](double fraction, const QString&) { m_progress->setValue(static_cast<int>(100 * fraction)); });
  const auto done = std::make_shared<bool>(false);
  connect(m_export, &Task::succeeded, this, [this, what, done] {
    *done = true;
    m_message->show(tr("Written: %1").arg(what), MessageBar::Kind::Note);
  });
  connect(m_export, &Task::stopped, this,
          [this] { m_message->show(tr("Stopped; what was not complete was not written."), MessageBar::Kind::Note); });
  connect(m_export, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_message->show(failureText(failure), MessageBar::Kind::Problem);
  });
  connect(m_export, &Task::ended, this, [this, done] {
    std::exchange(m_export, nullptr)->deleteLater();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->hide();
    updateCommands();
    emit exportEnded(*done);
  });
  m_export->start();
  updateCommands();
}

void VitrineWindow::exportItems(std::vector<ExportItem> items, int imageEdge) {
  if (m_workspace->context() == nullptr || items.empty()) return;
  ExportJob job{.source = {.context = m_workspace->context(),
                           .results = m_checks->currentResults(),
                           .comments = m_comments->forReport()},
                .items = std::move(items),
                .inputs = inputFiles(m_workspace->request())};
  if (std::ranges::find(job.items, ExportKind::Image, &ExportItem::kind) != job.items.end()) {
    PhotoWish wish;
    wish.pixels = {imageEdge, imageEdge};
    job.makeImage = makingSurfacePhoto(wish);
  }
  const auto& first = job.items.front().file;
  const QString what = job.items.size() == 1 ? QString::fromStdString(first.string())
                                             : tr("%n item(s) in %1", nullptr, static_cast<int>(job.items.size()))
                                                   .arg(QString::fromStdString(first.parent_path().string()));
  writeInBackground(what, [job = std::move(job)](Progress& progress) { writeExport(job, progress); });
}

void VitrineWindow::exportTo(ExportKind kind, const QString& file) {
  exportItems({{kind, std::filesystem::path(file.toStdString())}}, ExportDialog::kSmallestImage);
}

void VitrineWindow::exportWish(const ExportWish& wish) {
  exportItems(ui::exportItems(wish, m_checks->currentResults()), wish.imageEdge);
}

void VitrineWindow::askForExport() {
  if (m_workspace->context() == nullptr) return;
  auto* dialog =
      new ExportDialog(&m_settings, windowFilePath(), m_checks->currentResults(), m_workspace->inputs().grid(), this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog, map = windowFilePath()] {
    m_lastExport = {map, dialog->wish()};
    exportWish(m_lastExport.second);
  });
  dialog->open();
}

void VitrineWindow::exportAgain() {
  // Of another map the names were never seen: they might be those of files that are to stay.
  if (m_lastExport.first == windowFilePath())
    exportWish(m_lastExport.second);
  else
    askForExport();
}

void VitrineWindow::savePlot(PlotWidget* plot, const QString& suffix) {
  const QString file =
      QFileDialog::getSaveFileName(this, tr("Save plot"), m_settings.lastFolder() + QStringLiteral("/plot.") + suffix,
                                   tr("%1 (*.%2)").arg(suffix.toUpper(), suffix));
  if (file.isEmpty()) return;
  try {
    plot->saveAs(std::filesystem::path(file.toStdString()));  // a plot is a widget: painted here, in milliseconds
    m_message->show(tr("Written: %1").arg(file), MessageBar::Kind::Note);
  } catch (const Error& error) {
    m_message->show(QString::fromStdString(error.what()), MessageBar::Kind::Problem);
  }
}

}  // namespace vitrine::ui
