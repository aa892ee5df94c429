#include "app/window/compare_window.hpp"

#include "app/settings/settings.hpp"
#include "app/window/comments.hpp"
#include "app/window/compare_chooser.hpp"
#include "app/window/compare_entry.hpp"
#include "app/window/compare_link.hpp"
#include "app/window/compare_pages.hpp"
#include "app/window/compare_side.hpp"
#include "app/window/compare_work.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/session_control.hpp"
#include "app/window/task.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/stats/map_difference.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QCloseEvent>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>

#include <utility>

namespace vitrine::ui {
namespace {

constexpr int kSoon = 150;  // ms

QString nameOf(const std::filesystem::path& file) { return QString::fromStdString(file.string()); }

}  // namespace

CompareWindow::CompareWindow(VitrineWindow* main, Settings* settings)
    : QMainWindow(main, Qt::Window),
      m_main(main),
      m_settings(settings),
      m_entry(new CompareEntry(main->workspace(), this)),
      m_work(new CompareWork(main->workspace()->pool(), this)) {
  build();
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSoon);
  connect(&m_soon, &QTimer::timeout, this, &CompareWindow::compare);
  connectEntries();
  applyPreferences();
  showA();
  updateState();
  m_chooser->setFocus();
}

CompareWindow::~CompareWindow() {
  // They use the pool of the main window, and tell this one what becomes of them.
  delete std::exchange(m_writing, nullptr);
  delete std::exchange(m_work, nullptr);
  delete std::exchange(m_entry, nullptr);
}

void CompareWindow::applyPreferences() {
  for (CompareSide* side : {m_a, m_b}) {
    side->surface()->setGround(m_settings->surfaceGround());
    side->surface()->setMarkerShown(m_main->surface()->isMarkerShown());
  }
}

void CompareWindow::connectEntries() {
  Workspace* a = m_main->workspace();
  connect(a, &Workspace::closed, this, &QWidget::close);
  connect(a, &Workspace::levelReady, this, &CompareWindow::showA);
  connect(a, &Workspace::levelChanged, this, [this] {
    m_a->showLevel(*m_main->workspace());
    refresh();
  });
  connect(a, &Workspace::resultsOutdated, this, &CompareWindow::refresh);
  connect(a, &Workspace::halfMapsCompared, this, &CompareWindow::refresh);
  connect(m_main, &VitrineWindow::checkFinished, this, &CompareWindow::refresh);
  connect(m_main, &VitrineWindow::checksFinished, this, &CompareWindow::updateState);
  connect(m_main->checks(), &CheckListModel::dataChanged, this, &CompareWindow::updateState);
  connect(m_a, &CompareSide::levelChosen, a, &Workspace::setLevel);
  connect(m_b, &CompareSide::levelChosen, m_entry->workspace(), &Workspace::setLevel);
  connect(m_entry->workspace(), &Workspace::levelChanged, this, [this] {
    m_b->showLevel(*m_entry->workspace());
    refresh();
  });

  connect(m_entry, &CompareEntry::opened, this, &CompareWindow::showB);
  connect(m_entry, &CompareEntry::failed, this, &CompareWindow::nothingToShow);
  connect(m_entry, &CompareEntry::stopped, this, [this] { nothingToShow(tr("Opening was stopped.")); });
  connect(m_entry, &CompareEntry::resultsChanged, this, &CompareWindow::refresh);
  connect(m_entry->workspace(), &Workspace::halfMapsCompared, this, &CompareWindow::refresh);
  connect(m_entry, &CompareEntry::progressed, this, [this](double fraction, const QString& what) {
    m_taskName->setText(what);
    m_progress->setValue(static_cast<int>(100 * fraction));
  });
  connect(m_entry, &CompareEntry::busyChanged, this, [this] {
    updateState();
    emit measuringChanged();
  });

  connect(m_work, &CompareWork::progressed, this, [this](double fraction) {
    if (m_entry->isOpening() || m_entry->isMeasuring()) return;  // they say more
    m_taskName->setText(tr("Comparing"));
    m_progress->setValue(static_cast<int>(100 * fraction));
  });
  connect(m_work, &CompareWork::finished, this, &CompareWindow::showOutcome);
  connect(m_work, &CompareWork::failed, this,
          [this](const QString& reason) { m_message->show(reason, MessageBar::Kind::Problem); });
  connect(m_work, &CompareWork::stopped, this,
          [this] { m_message->show(tr("Comparing was stopped; F5 does it again."), MessageBar::Kind::Note); });
  connect(m_work, &CompareWork::busyChanged, this, &CompareWindow::updateState);

  connect(m_chooser, &CompareChooser::filesRequested, this, &CompareWindow::askForFiles);
  connect(m_chooser, &CompareChooser::folderRequested, this, &CompareWindow::askForFolder);
  connect(m_stopTask, &QToolButton::clicked, this, &CompareWindow::stopAll);
  connect(m_laying, &QComboBox::activated, this,
          [this] { setLaying(static_cast<Laying>(m_laying->currentData().toInt())); });
  connect(m_link, &CompareLink::outsideChanged, this, [this] {
    m_a->setOutside(m_link->isOutside(0));
    m_b->setOutside(m_link->isOutside(1));
  });
  connect(m_numbers, &CompareNumbersPage::runRequested, this, [this](bool ofA, const QStringList& ids) {
    if (ofA)
      emit runOnARequested(ids);
    else
      measureB();
  });
  connect(m_curves, &CompareCurvesPage::savePlotRequested, this, &CompareWindow::savePlotRequested);
  connect(m_difference, &CompareDifferencePage::styleChanged, this, &CompareWindow::showDifference);
  connect(m_difference, &CompareDifferencePage::largestRequested, this, &CompareWindow::goToLargest);
  connect(m_difference, &CompareDifferencePage::saveRequested, this, [this] { askWhereToSave(true); });
}

// --- opening ---

void CompareWindow::askForFiles() {
  const QString maps =
      QStringLiteral("*.map *.mrc *.ccp4 *.map.gz *.mrc.gz *.ccp4.gz *.map.bz2 *.mrc.bz2 *.map.zst *.mrc.zst");
  const QStringList files =
      QFileDialog::getOpenFileNames(this, tr("Compare with"), m_settings->lastFolder(),
                                    tr("Maps, sessions, reports (%1 *.vitrine *.json);;All files (*)").arg(maps));
  std::vector<std::filesystem::path> paths;
  for (const QString& file : files) paths.emplace_back(file.toStdString());
  open(paths);
}

void CompareWindow::askForFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Compare with"), m_settings->lastFolder());
  if (!folder.isEmpty()) open({std::filesystem::path(folder.toStdString())});
}

void CompareWindow::open(const std::vector<std::filesystem::path>& files) {
  if (files.empty()) return;
  nothingToShow({});
  m_message->hide();
  m_b->setFile(nameOf(files.front()));
  m_entry->open(files);
}

/// B is empty: nothing was chosen, or it cannot be shown.
void CompareWindow::nothingToShow(const QString& problem) {
  m_work->forget();
  m_soon.stop();
  m_a->showDifference(nullptr, 0);
  m_b->setFile({});
  m_b->showInstead(m_chooser);
  m_chooser->setProblem(problem);
  m_numbers->clear();
  m_curves->show({});
  m_difference->show(nullptr);
  m_summary->show({});
  updateState();
  if (problem.isEmpty()) return;
  m_chooser->setFocus();
  emit openFailed();
}

void CompareWindow::showA() {
  const Workspace& a = *m_main->workspace();
  m_a->setFile(nameOf(a.request().map));
  m_a->showMap(a);
  if (m_b->hasMap()) setLaying(usualLaying(a.volume()->grid, m_entry->workspace()->volume()->grid));
  refresh();
}

void CompareWindow::showB() {
  const std::filesystem::path fileA = m_main->workspace()->request().map;
  const bool haveOneName = fileA.filename() == m_entry->file().filename();
  m_a->setFile(nameOf(fileA), haveOneName);
  m_b->setFile(nameOf(m_entry->file()), haveOneName);
  if (m_entry->report() != nullptr) {
    m_b->showText(tr("A report holds numbers and curves, no voxels: there is nothing to look at here."));
  } else {
    const Workspace& b = *m_entry->workspace();
    m_b->showMap(b);
    setLaying(usualLaying(m_main->workspace()->volume()->grid, b.volume()->grid));
  }
  setWindowTitle(tr("%1 and %2 - Compare - Vitrine")
                     .arg(QFileInfo(nameOf(m_main->workspace()->request().map)).fileName(),
                          QFileInfo(nameOf(m_entry->file())).fileName()));
  if (!m_entry->notes().isEmpty()) m_message->show(m_entry->notes().join(QStringLiteral("; ")), MessageBar::Kind::Note);
  refresh();
  m_pages->setFocus();
  emit opened();
}

void CompareWindow::setLaying(Laying laying) {
  m_laying->setCurrentIndex(m_laying->findData(static_cast<int>(laying)));
  m_link->setLaying(laying);
  refresh();
}

// --- comparing ---

void CompareWindow::refresh() {
  updateState();
  if (!m_isClosed && m_entry->isOpen() && m_main->workspace()->map() != nullptr) m_soon.start();
}

void CompareWindow::compare() {
  const Workspace& a = *m_main->workspace();
  if (!m_entry->isOpen() || a.context() == nullptr || a.isLoading()) return;
  const std::filesystem::path session = m_main->session()->file();
  ComparedEntry sideA{.file = session.empty() ? a.request().map : session,
                      .context = a.context(),
                      .results = m_main->checks()->currentResults(),
                      .comments = m_main->comments()->forReport()};
  ComparedEntry sideB{.file = m_entry->file(),
                      .report = m_entry->report(),
                      .context = m_entry->report() == nullptr ? m_entry->workspace()->context() : nullptr,
                      .results = m_entry->checks()->currentResults()};
  m_work->compare(std::move(sideA), std::move(sideB), m_link->laying() == Laying::Origins);
}

/// By the state of every check that a side has no current result of.
MissingWords CompareWindow::missingWords(bool ofA) const {
  MissingWords words;
  const CheckListModel& checks = ofA ? *m_main->checks() : *m_entry->checks();
  for (const QString& id : checks.ids())
    if (!checks.isCurrent(id))
      words[id] = !ofA && m_entry->report() != nullptr ? tr("not in the report") : stateWord(checks.state(id));
  return words;
}

void CompareWindow::showOutcome() {
  const CompareOutcome& outcome = *m_work->outcome();
  m_numbers->show(outcome.comparison, missingWords(true), missingWords(false));
  m_curves->show(outcome.comparison.curves);
  m_difference->show(&outcome);
  m_summary->show(outcome.comparison.summary);
  showDifference();
  updateState();
  if (!m_soon.isActive()) emit compared();
}

void CompareWindow::showDifference() {
  const QSignalBlocker quiet(m_showDifference);
  m_showDifference->setChecked(m_difference->isShown());
  const CompareOutcome* outcome = m_work->outcome();
  const double limit = m_difference->limit();
  const SharedVolume difference =
      outcome != nullptr && m_difference->isShown() && limit > 0 ? outcome->difference : nullptr;
  m_a->showDifference(difference, limit);
  m_b->showDifference(difference, limit);
}

void CompareWindow::goToLargest() {
  const CompareOutcome* outcome = m_work->outcome();
  if (outcome == nullptr || !outcome->comparison.difference) return;
  // The grids match: it is the same voxel of both, linked or not.
  for (CompareSide* side : {m_a, m_b})
    side->slices()->link()->setCrosshair(outcome->comparison.difference->largestVoxel);
}

QStringList CompareWindow::missingChecks(bool ofA) const {
  const CheckListModel& own = ofA ? *m_main->checks() : *m_entry->checks();
  const CheckListModel& other = ofA ? *m_entry->checks() : *m_main->checks();
  QStringList ids;
  for (const QString& id : own.ids())
    if (other.isCurrent(id) && !own.isCurrent(id)) ids << id;
  return ids;
}

void CompareWindow::measureB() { m_entry->measure(missingChecks(false)); }

bool CompareWindow::isMeasuring() const { return m_entry != nullptr && m_entry->isMeasuring(); }

bool CompareWindow::isBusy() const {
  return m_entry->isOpening() || m_entry->isMeasuring() || m_work->isBusy() || m_writing != nullptr;
}

void CompareWindow::stopAll() {
  m_entry->stop();
  m_work->stop();
  if (m_writing != nullptr) m_writing->stop();
}

/// What can be done now, and what is being done.
void CompareWindow::updateState() {
  if (m_entry == nullptr || m_work == nullptr) return;  // going
  const bool isBusyNow = isBusy();
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask})
    widget->setVisible(isBusyNow);
  m_stop->setEnabled(isBusyNow);
  m_chooser->setBusy(m_entry->isOpening());
  const bool isOpen = m_entry->isOpen(), isReport = m_entry->report() != nullptr;
  const bool mainRuns = m_main->isRunning(), canRun = isOpen && !m_entry->isMeasuring() && !mainRuns;
  const QStringList ofA = isOpen ? missingChecks(true) : QStringList();
  const QStringList ofB = isOpen && !isReport ? missingChecks(false) : QStringList();
  const QString why =
      mainRuns ? tr("Checks run in the main window: wait for them, or stop them.") : tr("The checks of B are running.");
  m_numbers->setMissingChecks(ofA, ofB, canRun, why);
  m_runB->setEnabled(canRun && !ofB.isEmpty());
  m_again->setEnabled(isOpen);
  m_laying->setEnabled(m_b->hasMap());
  const CompareOutcome* outcome = m_work->outcome();
  m_saveTable->setEnabled(outcome != nullptr && m_writing == nullptr);
  m_saveMap->setEnabled(outcome != nullptr && outcome->difference != nullptr && m_writing == nullptr);
  m_showDifference->setEnabled(outcome != nullptr && outcome->difference != nullptr);
}

// --- files out ---

void CompareWindow::askWhereToSave(bool theMap) {
  if (m_work->outcome() == nullptr) return;
  const QFileInfo a(nameOf(m_main->workspace()->request().map));
  const QString start = a.absolutePath() + QLatin1Char('/') + a.baseName() +
                        (theMap ? QStringLiteral("_difference.mrc") : QStringLiteral("_comparison.csv"));
  const QString file =
      theMap ? QFileDialog::getSaveFileName(this, tr("Save difference map"), start, tr("Maps (*.mrc *.map)"))
             : QFileDialog::getSaveFileName(this, tr("Save the comparison"), start,
                                            tr("Table (*.csv);;JSON (*.json);;Page (*.html)"));
  if (file.isEmpty()) return;
  if (theMap)
    saveDifferenceTo(QFileInfo(file).suffix().isEmpty() ? file + QStringLiteral(".mrc") : file);
  else
    saveComparisonTo(QFileInfo(file).suffix().isEmpty() ? file + QStringLiteral(".csv") : file);
}

void CompareWindow::saveDifferenceTo(const QString& file) {
  if (m_work->outcome() == nullptr || m_work->outcome()->difference == nullptr) return;
  write(file, m_work->savingOfDifference(file.toStdString()));
}

void CompareWindow::saveComparisonTo(const QString& file) {
  if (m_work->outcome() != nullptr) write(file, m_work->savingOfComparison(file.toStdString()));
}

void CompareWindow::write(const QString& file, std::function<void(Progress&)> work) {
  if (m_writing != nullptr) return;
  m_writing = new Task(
      m_main->workspace()->pool(), [work = std::move(work)](Task&, Progress& progress) { work(progress); }, this);
  m_taskName->setText(tr("Writing %1").arg(QFileInfo(file).fileName()));
  const auto isWritten = std::make_shared<bool>(false);
  connect(m_writing, &Task::progressed, this,
          [this](double fraction) { m_progress->setValue(static_cast<int>(100 * fraction)); });
  connect(m_writing, &Task::succeeded, this, [this, file, isWritten] {
    *isWritten = true;
    m_message->show(tr("Written: %1").arg(file), MessageBar::Kind::Note);
  });
  connect(m_writing, &Task::stopped, this,
          [this] { m_message->show(tr("Stopped; nothing was written."), MessageBar::Kind::Note); });
  connect(m_writing, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_message->show(failureText(failure), MessageBar::Kind::Problem);
  });
  connect(m_writing, &Task::ended, this, [this, isWritten] {
    std::exchange(m_writing, nullptr)->deleteLater();
    updateState();
    emit writingEnded(*isWritten);
  });
  m_writing->start();
  updateState();
}

void CompareWindow::closeEvent(QCloseEvent* event) {
  event->accept();
  if (std::exchange(m_isClosed, true)) return;
  m_soon.stop();
  stopAll();
  emit closed();
  // A check takes up to a second to stop: nobody waits for it.
  const auto go = [this] {
    if (!m_entry->isMeasuring()) deleteLater();
  };
  connect(m_entry, &CompareEntry::busyChanged, this, go);
  go();
}

void CompareWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void CompareWindow::dropEvent(QDropEvent* event) {
  std::vector<std::filesystem::path> files;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) files.emplace_back(url.toLocalFile().toStdString());
  event->acceptProposedAction();
  open(files);
}

}  // namespace vitrine::ui
