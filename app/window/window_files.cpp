// Files in and out: opening, dropping, exporting, saving pictures, and the small dialogs.
#include "app/cli/example.hpp"
#include "app/runner/qt_executor.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/preferences_dialog.hpp"
#include "app/window/session_control.hpp"
#include "app/window/task.hpp"
#include "app/window/vitrine_window.hpp"
#include "app/window/welcome_page.hpp"
#include "core/base/version.hpp"
#include "core/mapio/curve_file.hpp"
#include "core/mapio/writer.hpp"
#include "widgets/checks/check_list_model.hpp"

#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QTableWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

const QString kMapFilter =
    QStringLiteral("*.map *.mrc *.ccp4 *.map.gz *.mrc.gz *.ccp4.gz *.map.bz2 *.mrc.bz2 *.map.zst *.mrc.zst");

std::filesystem::path toPath(const QString& file) { return std::filesystem::path(file.toStdString()); }

QStringList localFiles(const QMimeData* data) {
  QStringList files;
  for (const QUrl& url : data->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  return files;
}

}  // namespace

void VitrineWindow::openFiles(const QStringList& files) {
  std::vector<std::filesystem::path> paths;
  for (const QString& file : files) paths.push_back(toPath(file));
  if (paths.empty()) return;
  if (const auto session = std::ranges::find_if(paths, isSessionFile); session != paths.end()) {
    m_session->open(*session);
    return;
  }
  // One file whose name says what it is needs no look at anything; a folder has no such name.
  if (paths.size() > 1 || !QFileInfo(files.front()).fileName().contains(QLatin1Char('.')) || namesASet(paths.front())) {
    gatherAndOpen(paths);
    return;
  }
  const OpenRequest role = rolesByName(paths);
  if (!role.map.empty())
    open(role);
  else
    addCompanions(role, paths.front());
}

void VitrineWindow::openExample() {
  const auto example = std::make_shared<cli::Example>();
  auto* task = new Task(
      &m_pool,
      [example, pool = &m_pool](Task&, Progress& progress) {
        QtExecutor executor(*pool);
        *example = cli::writeExample(cli::exampleFolder(), executor, progress);
      },
      this);
  connect(task, &Task::succeeded, this, [this, example] { open(example->simulated.request()); });
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_message->show(failureText(failure), MessageBar::Kind::Problem);
  });
  connect(task, &Task::ended, task, &QObject::deleteLater);
  task->start();
}

void VitrineWindow::giveFile(Role role, const QString& file) {
  OpenRequest request = m_workspace->request();
  switch (role) {
    case Role::Map:
      request = {};
      request.map = toPath(file);
      open(request);
      return;
    case Role::Half1:
      request.half1 = toPath(file);
      break;
    case Role::Half2:
      request.half2 = toPath(file);
      break;
    case Role::Mask:
      request.mask = toPath(file);
      break;
    case Role::Model:
      request.model = toPath(file);
      break;
    case Role::Curves:
      addCurves({toPath(file)});
      return;
  }
  reopenWith(request);
}

/// Read before anything is reopened: a file that holds no curve must not close the entry.
void VitrineWindow::addCurves(std::vector<std::filesystem::path> files) {
  if (m_workspace->opened() == nullptr) {
    m_message->show(tr("Open a map first: FSC curves are shown beside those of its half maps."),
                    MessageBar::Kind::Note);
    return;
  }
  auto* task = new Task(
      &m_pool,
      [files, edge = boxEdge(m_workspace->inputs().grid())](Task&, Progress&) {
        for (const std::filesystem::path& file : files) readCurveFile(file, edge);
      },
      this);
  connect(task, &Task::succeeded, this, [this, files, map = m_workspace->request().map] {
    OpenRequest request = m_workspace->request();
    if (request.map != map) return;  // another entry was opened meanwhile
    for (const std::filesystem::path& file : files)
      if (std::ranges::find(request.authorCurves, file) == request.authorCurves.end())
        request.authorCurves.push_back(file);
    reopenWith(request);
  });
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_message->show(failureText(failure), MessageBar::Kind::Problem);
  });
  connect(task, &Task::ended, task, &QObject::deleteLater);
  task->start();
}

void VitrineWindow::removeFile(Role role) {
  OpenRequest request = m_workspace->request();
  switch (role) {
    case Role::Map:
      return;
    case Role::Half1:
    case Role::Half2:  // one alone is of no use
      request.half1.reset();
      request.half2.reset();
      break;
    case Role::Mask:
      request.mask.reset();
      break;
    case Role::Model:
      request.model.reset();
      break;
    case Role::Curves:
      request.authorCurves.clear();
      break;
  }
  m_pendingHalf = {};
  reopenWith(request);
}

void VitrineWindow::reopenWith(OpenRequest request) {
  if (m_workspace->opened() == nullptr) {
    m_message->show(tr("Open a map first: half maps, mask and model belong to a map."), MessageBar::Kind::Note);
    return;
  }
  if (!request.half1) request.half1 = m_pendingHalf.half1;
  if (!request.half2) request.half2 = m_pendingHalf.half2;
  if (request.half1.has_value() != request.half2.has_value()) {
    m_pendingHalf.half1 = request.half1;
    m_pendingHalf.half2 = request.half2;
    const bool isFirst = request.half1.has_value();
    m_data->showLoneHalf(isFirst ? Role::Half1 : Role::Half2,
                         QString::fromStdString((isFirst ? *request.half1 : *request.half2).string()));
    m_message->show(tr("One half map is there; give the other one too."), MessageBar::Kind::Note);
    return;
  }
  m_pendingHalf = {};
  if (m_runner != nullptr) stopAll();
  m_checks->markOutOfDate(m_checks->ids());
  m_workspace->reopen(request);
}

void VitrineWindow::askForMap() {
  const QStringList files =
      QFileDialog::getOpenFileNames(this, tr("Open map"), m_settings.lastFolder(),
                                    tr("Maps (%1);;Models (*.pdb *.cif *.ent);;All files (*)").arg(kMapFilter));
  if (!files.isEmpty()) openFiles(files);
}

void VitrineWindow::askForFile(Role role) {
  const QString filter = role == Role::Model    ? tr("Models (*.pdb *.cif *.ent);;All files (*)")
                         : role == Role::Curves ? tr("FSC curves (*.xml *.star *.txt *.csv *.tsv *.dat);;All files (*)")
                                                : tr("Maps (%1);;All files (*)").arg(kMapFilter);
  const QString file = QFileDialog::getOpenFileName(this, roleName(role), m_settings.lastFolder(), filter);
  if (!file.isEmpty()) giveFile(role, file);
}

void VitrineWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!localFiles(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void VitrineWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  openFiles(localFiles(event->mimeData()));
}

void VitrineWindow::updateRecentFiles() {
  QMenu* menu = m_commands.recentMenu();
  menu->clear();
  QStringList present;
  const QStringList files = m_settings.recentFiles();
  for (const QString& file : files) {
    const bool exists = QFileInfo::exists(file);
    if (exists) present << file;
    QAction* action = menu->addAction(QFileInfo(file).fileName(), this, [this, file] { openFiles({file}); });
    action->setToolTip(file);
    action->setStatusTip(exists ? file : tr("%1 is missing").arg(file));
    action->setEnabled(exists);
  }
  menu->addSeparator();
  menu->addAction(tr("Forget this list"), this, [this] {
    m_settings.forgetRecentFiles();
    updateRecentFiles();
  });
  menu->setEnabled(!files.isEmpty());
  m_welcome->setRecentFiles(present);
}

void VitrineWindow::showPreferences() {
  PreferencesDialog dialog(&m_settings, &m_appearance, &m_commands, this);
  if (dialog.exec() != QDialog::Accepted) return;
  dialog.apply(m_pool);
  applyPreferences();
}

void VitrineWindow::showShortcuts() {
  const auto list = m_commands.shortcuts();
  QDialog dialog(this);
  dialog.setWindowTitle(tr("Keyboard shortcuts"));
  auto* table = new QTableWidget(static_cast<int>(list.size()), 2);
  table->setHorizontalHeaderLabels({tr("Action"), tr("Keys")});
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->verticalHeader()->hide();
  table->setAccessibleName(tr("Keyboard shortcuts"));
  for (int row = 0; row < list.size(); ++row) {
    table->setItem(row, 0, new QTableWidgetItem(list[row].first));
    table->setItem(row, 1, new QTableWidgetItem(list[row].second));
  }
  table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  auto* slices =
      new QLabel(tr("In a slice: arrow keys and Page Up, Page Down change the slice, Shift with arrow keys "
                    "moves the crosshair, + - 0 zoom, Home and End go to the first and last slice."));
  slices->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  auto* layout = new QVBoxLayout(&dialog);
  layout->addWidget(table, 1);
  layout->addWidget(slices);
  layout->addWidget(buttons);
  dialog.resize(420, 560);
  dialog.exec();
}

void VitrineWindow::showAbout() {
  QMessageBox::about(this, tr("About Vitrine"),
                     tr("<h3>Vitrine %1</h3><p>Inspect a cryo-EM map before depositing it.</p>"
                        "<p>Free software under the GNU General Public License, version 3 or later, without any "
                        "warranty.</p><p>Your data stay on this computer: the program opens no network connection.</p>")
                         .arg(QString::fromLatin1(kVersion)));
}

}  // namespace vitrine::ui
