#include "app/window/vitrine_window.hpp"

#include "app/runner/check_runner.hpp"
#include "app/window/colouring.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/contrast_dialog.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/grey_range.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/mnemonics.hpp"
#include "app/window/overlay_catalogue.hpp"
#include "app/window/run_sheet.hpp"
#include "app/window/session_control.hpp"
#include "app/window/slice_guide.hpp"
#include "app/window/task.hpp"
#include "app/window/threshold_dock.hpp"
#include "app/window/welcome_page.hpp"
#include "app/window/work_history.hpp"
#include "core/base/number_text.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"

#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QProgressBar>
#include <QStackedWidget>
#include <QThread>
#include <QToolButton>

#include <algorithm>

namespace vitrine::ui {

VitrineWindow::VitrineWindow(std::optional<int> threads, QWidget* parent)
    : QMainWindow(parent),
      m_commands(this),
      m_workspace(new Workspace(&m_pool, this)),
      m_checks(new CheckListModel(this)),
      m_overlays(new OverlayCatalogue(m_workspace, this)) {
  setObjectName(QStringLiteral("vitrineWindow"));
  setAcceptDrops(true);
  setDockNestingEnabled(true);
  const int wanted = threads.value_or(m_settings.threads());
  m_pool.setThreadPriority(QThread::LowPriority);
  m_pool.setMaxThreadCount(wanted > 0 ? wanted : QThread::idealThreadCount());
  buildCentre();
  buildDocks();
  buildStatusBar();
  connectCommands();
  connectWorkspace();
  connectDocks();
  connectSurface();
  connectPhoto();
  connectDisplay();
  connectWarnings();
  connectSession();
  connectHelp();
  connectCompare();
  m_commands.applyShortcuts(m_settings);
  giveMnemonics(menuBar());
  applyPreferences();
  restoreLayout();
  updateRecentFiles();
  showNothing();
}

VitrineWindow::~VitrineWindow() {
  // They use the pool and the executor, which go before a QObject's children do.
  qDeleteAll(findChildren<CompareWindow*>());  // also one that is closed and waits for its last check
  delete m_gathering;
  delete m_export;
  delete m_surfaceTools;
  delete m_runner;
  delete m_colouring;
  delete m_guide;
  delete m_overlays;
  delete std::exchange(m_session, nullptr);
  delete std::exchange(m_history, nullptr);
  delete m_workspace;
  m_pool.waitForDone();
}

void VitrineWindow::connectCommands() {
  const auto on = [this](Command command, auto&& action) {
    connect(m_commands[command], &QAction::triggered, this, action);
  };
  on(Command::Open, [this] { askForMap(); });
  on(Command::OpenFolder, [this] { askForFolder(); });
  on(Command::OpenExample, [this] { openExample(); });
  on(Command::Close, [this] { m_workspace->close(); });
  on(Command::Export, [this] { askForExport(); });
  on(Command::ExportAgain, [this] { exportAgain(); });
  on(Command::OpenCurves, [this] { askForFile(Role::Curves); });
  on(Command::Preferences, [this] { showPreferences(); });
  on(Command::Quit, [this] { close(); });
  on(Command::ShowZ, [this] { m_slices->showView(1); });
  on(Command::ShowY, [this] { m_slices->showView(2); });
  on(Command::ShowX, [this] { m_slices->showView(3); });
  on(Command::ShowSurface, [this] { m_slices->showView(4); });
  on(Command::AutomaticContrast, [this] { setGreyRangeFromMap(); });
  on(Command::Contrast, [this] { showContrastDialog(); });
  on(Command::ResetViews, [this] {
    for (int axis = 0; axis < 3; ++axis) m_slices->slice(axis)->resetView();
    m_surface->resetCamera();
  });
  on(Command::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  on(Command::ResetLayout, [this] { resetLayout(); });
  on(Command::LevelDown, [this] { stepLevel(-1); });
  on(Command::LevelUp, [this] { stepLevel(1); });
  on(Command::CentreCrosshair, [this] {
    const Grid& grid = m_slices->link()->grid();
    m_slices->link()->setCrosshair({grid.centre(0), grid.centre(1), grid.centre(2)});
  });
  on(Command::RunChecks, [this] { askToRun(m_checks->tickedIds()); });
  on(Command::StopCheck, [this] { stopSelectedCheck(); });
  on(Command::StopChecks, [this] { stopAll(); });
  on(Command::TickAll, [this] { m_checks->setTicked(m_checks->ids()); });
  on(Command::TickNone, [this] { m_checks->setTicked({}); });
  on(Command::Shortcuts, [this] { showShortcuts(); });
  on(Command::About, [this] { showAbout(); });
}

void VitrineWindow::connectWorkspace() {
  connect(m_workspace, &Workspace::opening, this, [this](const QString& file) {
    m_message->hide();
    m_data->showOpening(m_workspace->request());
    setWindowFilePath(file);
    showSessionState();
    m_taskName->setText(tr("Opening"));
    m_progress->setRange(0, 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->show();
    updateCommands();
  });
  connect(m_workspace, &Workspace::headersRead, this, [this] {
    m_data->showOpened(*m_workspace->opened());
    m_settings.addRecentFile(windowFilePath());
    updateRecentFiles();
    m_pages->setCurrentWidget(m_slices);
    updateCommands();
  });
  connect(m_workspace, &Workspace::loadProgressed, this, [this](double fraction, const QString& stage) {
    m_taskName->setText(stage);
    m_progress->setRange(0, 100);
    m_progress->setValue(static_cast<int>(100 * fraction));
  });
  connect(m_workspace, &Workspace::previewReady, this, &VitrineWindow::showPreview);
  connect(m_workspace, &Workspace::mapLoaded, this, &VitrineWindow::showMap);
  connect(m_workspace, &Workspace::levelReady, this, &VitrineWindow::showLevelReady);
  connect(m_workspace, &Workspace::halfMapsCompared, this, [this] {
    m_data->showOpened(*m_workspace->opened(), m_workspace->map()->info.diagnostics, m_workspace->halfMaps());
  });
  connect(m_workspace, &Workspace::treeProgressed, m_threshold, &ThresholdDock::setTreeProgress);
  connect(m_workspace, &Workspace::treeSkipped, m_threshold, &ThresholdDock::setTreeMissing);
  connect(m_workspace, &Workspace::treeReady, this,
          [this] { m_threshold->setTree(m_workspace->tree(), m_workspace->suggestions()); });
  connect(m_workspace, &Workspace::failed, this, &VitrineWindow::showFailure);
  connect(m_workspace, &Workspace::stopped, this, [this] {
    m_workspace->close();
    m_message->show(tr("Opening was stopped."), MessageBar::Kind::Note);
  });
  connect(m_workspace, &Workspace::closed, this, &VitrineWindow::showNothing);
  connect(m_workspace, &Workspace::levelChanged, this, [this](double level) {
    m_threshold->setLevel(level);
    showLevel(level, false);
  });
  connect(m_workspace, &Workspace::resultsOutdated, this, [this](const QStringList& ids) {
    m_checks->markOutOfDate(ids);
    if (isRunning()) m_outdatedWhileRunning << ids;
    showSummary();
    showDetails(m_checkList->selectedId());
  });
}

void VitrineWindow::connectDocks() {
  connect(m_welcome, &WelcomePage::openRequested, this, &VitrineWindow::askForMap);
  connect(m_welcome, &WelcomePage::folderRequested, this, &VitrineWindow::askForFolder);
  connect(m_welcome, &WelcomePage::exampleRequested, this, &VitrineWindow::openExample);
  connect(m_welcome, &WelcomePage::fileRequested, this, [this](const QString& file) { openFiles({file}); });
  connect(m_stopTask, &QToolButton::clicked, this, &VitrineWindow::stopAll);

  connect(m_data, &DataDock::fileGiven, this, &VitrineWindow::giveFile);
  connect(m_data, &DataDock::chooseRequested, this, &VitrineWindow::askForFile);
  connect(m_data, &DataDock::removeRequested, this, &VitrineWindow::removeFile);
  connect(m_data, &DataDock::useRequested, this, &VitrineWindow::useAs);
  connect(m_data, &DataDock::voxelSizeGiven, this, [this](double size) {
    OpenRequest request = m_workspace->request();
    request.hints.voxelSize = Vector3{size, size, size};
    reopenWith(request);
  });
  connect(m_data, &DataDock::resolutionGiven, m_workspace, &Workspace::setResolution);
  connect(m_data, &DataDock::levelGiven, m_workspace, &Workspace::setLevel);

  connect(m_threshold, &ThresholdDock::levelChosen, this, [this](double level, bool finished) {
    if (finished)
      m_workspace->setLevel(level);
    else
      showLevel(level, true);
  });
  connect(m_threshold, &ThresholdDock::stopTreeRequested, m_workspace, &Workspace::stopTree);
  connect(m_threshold, &ThresholdDock::buildTreeRequested, m_workspace, &Workspace::buildTree);
  connect(m_threshold, &ThresholdDock::savePlotRequested, this, &VitrineWindow::savePlot);

  connect(m_checkList, &CheckList::runRequested, this, &VitrineWindow::askToRun);
  connect(m_runSheet, &RunSheet::startRequested, this,
          [this](const QStringList&, bool askAgain) { startAskedRun(askAgain); });
  connect(m_runSheet, &RunSheet::cancelled, this, &VitrineWindow::hideRunSheet);
  connect(m_workspace, &Workspace::opening, this, &VitrineWindow::hideRunSheet);
  connect(m_workspace, &Workspace::closed, this, &VitrineWindow::hideRunSheet);
  connect(m_checkList, &CheckList::stopRequested, this, [this](const QString& id) {
    if (m_runner == nullptr) return;
    if (id.isEmpty())
      m_runner->stop();
    else
      m_runner->stop(id);
  });
  connect(m_checkList, &CheckList::selected, this, &VitrineWindow::showDetails);
  connect(m_details, &DetailsDock::savePlotRequested, this, &VitrineWindow::savePlot);

  connect(m_slices, &OrthosliceView::pointed, this, &VitrineWindow::showPointer);
  connect(m_slices, &OrthosliceView::pictureShown, this, &VitrineWindow::pictureShown);
  connect(m_slices->link(), &SliceLink::crosshairChanged, this, [this] { showPointer(std::nullopt); });
}

void VitrineWindow::open(const OpenRequest& request) {
  if (m_runner != nullptr) m_runner->stop();
  if (m_gathering != nullptr && m_gathering->isRunning()) std::exchange(m_gathering, nullptr)->abandon();
  m_pendingHalf = {};
  showGathered({});
  m_checks->forgetResults();
  m_details->forgetLogs();
  m_workspace->open(request);
  m_settings.setLastFolder(QString::fromStdString(request.map.parent_path().string()));
}

void VitrineWindow::showPreview(const SharedVolume& preview, int stride) {
  const Inputs& inputs = m_workspace->inputs();
  const HeaderStatistics& claimed = inputs.map.info.claimed;
  if (claimed.mean && claimed.rms && *claimed.rms > 0)
    m_slices->link()->setGreyRange(GreyRange{*claimed.mean - 2 * *claimed.rms, *claimed.mean + 5 * *claimed.rms});
  else
    m_slices->link()->setGreyRange({});
  m_slices->link()->setVolume(preview, inputs.grid(), stride);
  std::optional<double> level = inputs.threshold;
  if (!level && claimed.mean && claimed.rms) level = *claimed.mean + 3 * *claimed.rms;
  if (level) {
    m_surface->setLevel(*level);
    m_surface->setPreview(preview);
  }
}

void VitrineWindow::showMap() {
  m_data->showOpened(*m_workspace->opened(), m_workspace->map()->info.diagnostics);
  m_slices->link()->setVolume(m_workspace->volume(), m_workspace->map()->volume.grid);
  setGreyRangeFromMap();
  showPointer(std::nullopt);
  updateCommands();
}

void VitrineWindow::showLevelReady() {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->hide();
  const auto map = m_workspace->map();
  const MapStatistics& statistics = map->scan.statistics;
  if (const std::optional<double> level = m_workspace->level()) {
    if (const auto table = m_workspace->thresholds())
      m_threshold->setMap(table, statistics, map->volume.grid, *level, m_workspace->suggestions());
    else
      m_threshold->setMapWithoutTable(statistics, *level);
    m_data->setLevelSpan(statistics.mean, statistics.maximum);
    m_surface->setLevel(*level);
    showLevel(*level, false);
  }
  setGreyRangeFromMap();
  showSurfaceOfMap();
  updateCommands();
  showSummary();
  showDetails(m_checkList->selectedId());
}

void VitrineWindow::showNothing() {
  if (m_runner != nullptr) m_runner->stop();
  m_pages->setCurrentWidget(m_welcome);
  m_slices->link()->clear();
  m_surface->clear();
  m_threshold->showNothing();
  m_data->showNothing();
  m_checks->forgetResults();
  m_details->showCheck(m_checkList->selectedId(), nullptr);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->hide();
  setWindowFilePath({});
  showSessionState();
  m_pointer->clear();
  showSummary();
  updateCommands();
}

void VitrineWindow::showFailure(const QString& text, const QString& id) {
  const QString file = QString::fromStdString(m_workspace->request().map.string());
  m_workspace->close();
  showNothing();
  m_data->showFailure(file, text, id);
  m_message->show(text, MessageBar::Kind::Problem);
}

void VitrineWindow::showLevel(double level, bool interactive) {
  m_slices->link()->setLevel(level);
  m_surface->setLevel(level, interactive);
  m_surface->setLevelText(m_threshold->levelText());
  m_data->setLevel(level);
}

void VitrineWindow::setGreyRangeFromMap() {
  if (const auto range = automaticGreyRange(*m_workspace)) m_slices->link()->setGreyRange(range);
}

void VitrineWindow::showContrastDialog() {
  const auto map = m_workspace->map();
  if (map == nullptr) return;
  auto* dialog = new ContrastDialog(m_slices->link(), map->scan.statistics.minimum, map->scan.statistics.maximum, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ContrastDialog::automaticRequested, this, &VitrineWindow::setGreyRangeFromMap);
  dialog->show();
}

void VitrineWindow::stepLevel(int steps) {
  if (const std::optional<double> level = m_threshold->level())
    m_workspace->setLevel(*level + steps * m_threshold->step());
}

void VitrineWindow::showPointer(const std::optional<Index3>& voxel) {
  const SliceLink& link = *m_slices->link();
  if (link.volume() == nullptr) {
    m_pointer->clear();
    return;
  }
  const Index3 at = voxel.value_or(link.crosshair());
  QString text =
      (voxel ? tr("Pointer") : tr("Crosshair")) + QStringLiteral("  x %1  y %2  z %3").arg(at[0]).arg(at[1]).arg(at[2]);
  if (link.grid().hasVoxelSize()) {
    const Vector3 place = link.grid().positionA(at);
    const auto number = [](double a) { return QString::fromStdString(fixedText(a, 1)); };
    text += QStringLiteral("   (%1, %2, %3) \u00c5").arg(number(place[0]), number(place[1]), number(place[2]));
  }
  if (const auto value = link.valueAt(at))
    text += QStringLiteral("   ") + tr("value %1").arg(QString::fromStdString(generalText(*value, 5)));
  m_pointer->setText(text + overlayValuesAt(at));
}

QString VitrineWindow::pointerText() const { return m_pointer->text(); }

void VitrineWindow::updateCommands() {
  const bool hasMap = m_workspace->map() != nullptr, hasLevel = m_threshold->level().has_value();
  const bool canRun = hasMap && !m_workspace->isLoading() && !isRunning() && !isMeasuringOther();
  for (const Command command :
       {Command::ShowZ, Command::ShowY, Command::ShowX, Command::ShowSurface, Command::AutomaticContrast,
        Command::Contrast, Command::ResetViews, Command::CentreCrosshair, Command::Projections, Command::SliceGrid,
        Command::ColourByFile, Command::JumpToVariance, Command::JumpToLargest, Command::JumpToCentreOfMass})
    m_commands[command]->setEnabled(hasMap);
  m_commands[Command::Close]->setEnabled(m_workspace->opened() != nullptr);
  m_commands[Command::SaveSession]->setEnabled(hasMap);
  m_commands[Command::SaveSessionAs]->setEnabled(hasMap);
  m_commands[Command::LevelDown]->setEnabled(hasLevel);
  m_commands[Command::LevelUp]->setEnabled(hasLevel);
  m_commands[Command::RunChecks]->setEnabled(canRun);
  m_commands[Command::StopChecks]->setEnabled(isRunning() || m_workspace->isLoading() || isExporting() ||
                                              m_gathering != nullptr);
  m_commands[Command::StopCheck]->setEnabled(isRunning());
  const bool canExport = hasMap && !isRunning() && !isExporting() && !m_checks->currentResults().empty();
  m_commands[Command::Export]->setEnabled(canExport);
  m_commands[Command::ExportAgain]->setEnabled(canExport);
  m_commands[Command::OpenCurves]->setEnabled(m_workspace->opened() != nullptr);
  m_commands[Command::Compare]->setEnabled(hasLevel);
  updateSurfaceCommands();
  m_checkList->setCanRun(canRun);
  m_checkList->setRunning(isRunning());
}

}  // namespace vitrine::ui
