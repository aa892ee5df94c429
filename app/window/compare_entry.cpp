#include "app/window/compare_entry.hpp"

#include "app/runner/check_runner.hpp"
#include "app/window/run_sheet.hpp"
#include "app/window/task.hpp"
#include "core/base/error.hpp"
#include "core/report/read_report.hpp"
#include "core/run/gather.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/theme/text.hpp"

#include <QThreadPool>

#include <limits>
#include <utility>

namespace vitrine::ui {
namespace {

namespace fs = std::filesystem;

QString nameOf(const fs::path& file) { return QString::fromStdString(file.filename().string()); }

void abandon(Task*& task) {
  if (task != nullptr) std::exchange(task, nullptr)->abandon();
}

}  // namespace

struct CompareEntry::Found {
  OpenRequest request;
  std::shared_ptr<const ReportModel> report;
  Session session;
  QStringList notes;
};

CompareEntry::CompareEntry(Workspace* a, QObject* parent)
    : QObject(parent), m_a(a), m_workspace(new Workspace(a->pool(), this)), m_checks(new CheckListModel(this)) {
  m_workspace->setBuildsTree(false);  // nothing here explores levels
  connect(m_workspace, &Workspace::loadProgressed, this, &CompareEntry::progressed);
  connect(m_workspace, &Workspace::levelReady, this, [this] {
    showSessionResults();
    emit busyChanged();
    emit opened();
  });
  connect(m_workspace, &Workspace::failed, this, [this](const QString& message) {
    close();
    emit busyChanged();
    emit failed(message);
  });
  connect(m_workspace, &Workspace::stopped, this, [this] {
    close();
    emit busyChanged();
    emit stopped();
  });
  connect(m_workspace, &Workspace::resultsOutdated, this, [this](const QStringList& ids) {
    m_checks->markOutOfDate(ids);
    if (m_runner != nullptr) m_outdatedWhileRunning << ids;
    emit resultsChanged();
  });
}

CompareEntry::~CompareEntry() {
  delete m_finding;
  delete m_preparing;
  delete m_verifying;
  delete m_runner;
  delete m_workspace;
}

void CompareEntry::close() {
  abandon(m_finding);
  abandon(m_preparing);
  abandon(m_verifying);
  if (m_runner != nullptr) m_runner->stop();
  m_workspace->close();
  m_checks->forgetResults();
  m_report.reset();
  m_notes.clear();
  m_session = {};
  m_file.clear();
}

void CompareEntry::open(const std::vector<fs::path>& files) {
  if (files.empty()) return;
  close();
  const auto found = std::make_shared<Found>();
  // How to measure is the same for both; how to read a file is said of that file alone.
  OpenRequest given;
  given.symmetry = m_a->request().symmetry;
  given.seed = m_a->request().seed;
  given.parameters = m_a->request().parameters;
  m_finding = new Task(
      m_workspace->pool(),
      [found, files, given, context = m_a->context(), noMap = tr("There is no map among these files.")](
          Task&, Progress& progress) {
        const fs::path& first = files.front();
        if (files.size() == 1 && isSessionFile(first)) {
          found->session = readSession(first);
          found->request = found->session.request;
          for (const fs::path& missing : missingFiles(inputFiles(found->request)))
            throw InputError(first.string() + ": " + missing.string() + ", which it names, is missing");
        } else if (files.size() == 1 && !namesASet(first) && looksLikeReport(first)) {
          found->report = std::make_shared<const ReportModel>(readReport(first));
          return;
        } else if (files.size() == 1 && !namesASet(first)) {
          found->request = given;
          found->request.map = first;
        } else {
          const Gathered gathered = gatherFiles(files, given, progress);
          if (gathered.request.map.empty()) throw InputError(noMap.toStdString());
          found->request = gathered.request;
          for (const std::string& note : gathered.notes) found->notes << displayText(note);
        }
        if (context == nullptr) return;
        const Inputs inputs = openEntry(found->request).inputs;
        context->cache().makeRoom(LoadedMapProduct::bytes(inputs) + LoadedMapProduct::buildPeak(inputs));
      },
      this);
  Task* task = m_finding;
  m_file = files.front();
  connect(task, &Task::succeeded, this, [this, found] {
    m_finding = nullptr;
    show(*found);
  });
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) {
    close();
    emit busyChanged();
    emit failed(failureText(failure));
  });
  connect(task, &Task::stopped, this, [this] {
    close();
    emit busyChanged();
    emit stopped();
  });
  connect(task, &Task::ended, task, &QObject::deleteLater);
  task->startAtOnce();
  emit progressed(0, tr("Looking at the files"));
  emit busyChanged();
}

void CompareEntry::show(const Found& found) {
  m_notes = found.notes;
  if (found.report != nullptr) {
    m_report = found.report;
    for (const CheckResult& result : m_report->checks) m_checks->finish(result);
    emit busyChanged();
    emit opened();
    return;
  }
  m_session = found.session;
  if (m_session.request.map.empty()) m_file = found.request.map;
  m_workspace->open(found.request);
}

/// What a session found; what it says itself to be of older inputs stays so.
void CompareEntry::showSessionResults() {
  QStringList old;
  for (const KeptResult& kept : m_session.results) {
    m_checks->finish(kept.result);
    if (!kept.isCurrent) old << QString::fromStdString(kept.result.id);
  }
  m_checks->markOutOfDate(old);
  m_session.results.clear();
  verifyHashes();
}

void CompareEntry::verifyHashes() {
  if (m_session.sha256.empty()) return;
  const auto changed = std::make_shared<QStringList>();
  m_verifying = new Task(
      m_workspace->pool(),
      [changed, expected = std::exchange(m_session.sha256, {}), map = m_workspace->map()](Task&, Progress& progress) {
        FileHashes hashes;
        hashes.learn(map->info);
        for (const auto& [file, hash] : expected) {
          const std::string now = hashes.of(file, std::numeric_limits<std::int64_t>::max(), progress);
          if (!now.empty() && now != hash) *changed << nameOf(file);
        }
      },
      this);
  connect(m_verifying, &Task::succeeded, this, [this, changed] {
    if (changed->isEmpty()) return;
    m_checks->markOutOfDate(m_checks->ids());
    m_notes << tr("%1 has changed since the session was saved: its results are out of date.")
                   .arg(changed->join(QStringLiteral(", ")));
    emit resultsChanged();
  });
  connect(m_verifying, &Task::ended, this, [this, task = m_verifying] {
    if (m_verifying == task) m_verifying = nullptr;
    task->deleteLater();
  });
  m_verifying->startAtOnce();
}

void CompareEntry::measure(const QStringList& ids) {
  if (isMeasuring() || isOpening() || m_workspace->context() == nullptr || ids.isEmpty()) return;
  m_preparing = new Task(
      m_workspace->pool(),
      [context = m_a->context()](Task&, Progress&) {
        if (context != nullptr) context->cache().clearUnpinned();
      },
      this);
  Task* task = m_preparing;
  connect(task, &Task::succeeded, this, [this, ids] {
    m_preparing = nullptr;
    startRun(ids);
  });
  connect(task, &Task::ended, task, &QObject::deleteLater);
  task->startAtOnce();
  emit busyChanged();
}

void CompareEntry::startRun(const QStringList& ids) {
  std::vector<std::string> list;
  for (const QString& id : m_checks->ids())  // report order
    if (ids.contains(id)) list.push_back(id.toStdString());
  QThreadPool* pool = m_workspace->pool();
  m_runProgress =
      RunProgress(estimateRun(m_workspace->inputs(), list, pool->maxThreadCount(), MemoryBudget::process().limit()));
  m_runClock.start();
  m_outdatedWhileRunning.clear();
  m_checks->queue(ids);
  auto* runner = new CheckRunner(m_workspace->context(), list, pool, this);
  m_runner = runner;
  // Results of a map that was closed meanwhile belong to nothing.
  const auto belongs = [this, context = m_workspace->context()] {
    return m_workspace->context() != nullptr && &m_workspace->context()->cache() == &context->cache();
  };
  connect(runner, &CheckRunner::checkStarted, this, [this, belongs](const QString& id) {
    if (belongs()) m_checks->start(id);
  });
  connect(runner, &CheckRunner::checkProgress, this,
          [this, belongs](const QString& id, double fraction, const QString& stage) {
            if (!belongs()) return;
            m_checks->progress(id, fraction, stage);
            m_runProgress.report(id.toStdString(), fraction);
            showRunProgress();
          });
  connect(runner, &CheckRunner::checkFinished, this, [this, belongs](const CheckResult& result) {
    if (!belongs()) return;
    m_runProgress.finish(result.id);
    m_checks->finish(result);
    const QString id = QString::fromStdString(result.id);
    if (m_outdatedWhileRunning.contains(id)) m_checks->markOutOfDate({id});
    showRunProgress();
    emit resultsChanged();
  });
  connect(runner, &CheckRunner::allFinished, this, [this, runner] {
    m_runner = nullptr;
    runner->deleteLater();
    emit busyChanged();
  });
  showRunProgress();
  runner->start();
}

void CompareEntry::showRunProgress() {
  QString text = tr("Checks of B: %1 of %2").arg(m_runProgress.finished()).arg(m_runProgress.checks());
  if (const auto left = m_runProgress.secondsLeft(1e-3 * static_cast<double>(m_runClock.elapsed())))
    text += QStringLiteral(", ") + tr("about %1 left").arg(predictedTime(*left));
  emit progressed(m_runProgress.fraction(), text);
}

void CompareEntry::stop() {
  if (m_finding != nullptr) m_finding->stop();
  if (m_preparing != nullptr) {
    abandon(m_preparing);
    emit busyChanged();
  }
  if (m_runner != nullptr) m_runner->stop();
  m_workspace->stopLoading();
}

}  // namespace vitrine::ui
