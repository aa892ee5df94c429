#include "app/window/session_control.hpp"

#include "app/settings/settings.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/task.hpp"
#include "app/window/view_keeper.hpp"
#include "app/window/vitrine_window.hpp"
#include "app/window/work_history.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "widgets/checks/check_list.hpp"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>

#include <algorithm>
#include <utility>

namespace vitrine::ui {
namespace {

namespace fs = std::filesystem;

/// Files that nobody has read yet are hashed for a session only up to this size.
constexpr std::int64_t kHashedBytes = 64 << 20;
constexpr int kSecondLook = 3000;  // ms
constexpr int kSoon = 300;         // ms between a finished check and the autosave; several may finish together

QString text(const fs::path& path) { return QString::fromStdString(path.string()); }
QString nameOf(const fs::path& path) { return QString::fromStdString(path.filename().string()); }

fs::path fullPath(const fs::path& path) { return path.empty() ? path : fs::absolute(path).lexically_normal(); }

OpenRequest withAbsolutePaths(OpenRequest request) {
  request.map = fullPath(request.map);
  for (auto* file : {&request.half1, &request.half2, &request.mask, &request.model, &request.entry})
    if (*file) *file = fullPath(**file);
  for (fs::path& file : request.authorCurves) file = fullPath(file);
  return request;
}

QString names(const std::vector<fs::path>& files) {
  QStringList list;
  for (const fs::path& file : files) list << text(file);
  return list.join(QStringLiteral(", "));
}

}  // namespace

struct SessionControl::Reading {
  fs::path file;
  Session session;
  std::vector<fs::path> missing;
  std::optional<LeftWork> left;  ///< it is an autosave
};

SessionControl::SessionControl(VitrineWindow* window, Settings* settings, QThreadPool* pool, MessageBar* recovery)
    : QObject(window),
      m_window(window),
      m_settings(settings),
      m_pool(pool),
      m_recovery(recovery),
      m_hashes(std::make_shared<FileHashes>()) {
  Workspace* workspace = window->workspace();
  connect(window->viewKeeper(), &ViewKeeper::changed, this, &SessionControl::noteChange);
  connect(workspace, &Workspace::resolutionChanged, this, &SessionControl::noteChange);
  connect(workspace, &Workspace::parametersChanged, this, &SessionControl::noteChange);
  connect(workspace, &Workspace::levelReady, this, &SessionControl::showReady);
  connect(workspace, &Workspace::halfMapsCompared, this, [this] {
    for (const MapInfo& half : m_window->workspace()->halfMaps()) m_hashes->learn(half);
    verifyHashes();
  });
  connect(workspace, &Workspace::opening, this, [this](const QString& file) {
    if (m_reading && text(m_reading->session.request.map) != file) forget();
    emit stateChanged();
  });
  const auto isOver = [this] {
    if (m_reading) forget();
  };
  connect(workspace, &Workspace::failed, this, isOver);
  connect(workspace, &Workspace::stopped, this, isOver);
  connect(workspace, &Workspace::closed, this, [this] {
    if (!m_reading) forget();
  });
  connect(window->checks(), &CheckListModel::dataChanged, this,
          [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
            if (roles.contains(Qt::CheckStateRole)) noteChange();
          });
  m_tick.setInterval(usualInterval());
  connect(&m_tick, &QTimer::timeout, this, [this] {
    if (m_lock) m_lock->refresh();
    if (m_autosave) m_autosave->refreshLock();
    autosaveNow();
    if (!m_interval) m_tick.setInterval(usualInterval());  // may have been changed
  });
  m_tick.start();
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSoon);
  connect(&m_soon, &QTimer::timeout, this, &SessionControl::autosaveNow);
  connect(window, &VitrineWindow::checkFinished, this, [this] {
    noteChange();
    m_soon.start();
  });
}

SessionControl::~SessionControl() {
  // What they write to goes with the members.
  delete m_autosaving;
  delete m_writing;
  if (m_recovered) discard(*m_recovered);
}

// --- saving ---

Session SessionControl::capture() const {
  const Workspace& workspace = *m_window->workspace();
  const CheckListModel& checks = *m_window->checks();
  Session session;
  session.request = withAbsolutePaths(workspace.request());
  session.view = m_window->viewKeeper()->capture();
  for (const QString& id : checks.tickedIds()) session.ticked.push_back(id.toStdString());
  session.selected = m_window->checkList()->selectedId().toStdString();
  for (const QString& id : checks.ids()) {
    const CheckResult* result = checks.result(id);
    if (result != nullptr && result->status != Status::Cancelled)
      session.results.push_back({*result, checks.isCurrent(id)});
  }
  return session;
}

Task* SessionControl::write(Session session, const fs::path& file) {
  auto* task = new Task(
      m_pool,
      [session = std::move(session), file, hashes = m_hashes](Task&, Progress& progress) mutable {
        for (const fs::path& input : inputFiles(session.request))
          if (const std::string hash = hashes->of(input, kHashedBytes, progress); !hash.empty())
            session.sha256[input] = hash;
        writeSession(session, file);
      },
      this);
  connect(task, &Task::ended, task, &QObject::deleteLater);
  return task;
}

void SessionControl::save() {
  if (m_file.empty() || m_isReadOnly)
    saveAs();
  else
    saveTo(m_file);
}

void SessionControl::saveAs() {
  if (m_window->workspace()->map() == nullptr) return;
  const QFileInfo map(text(m_window->workspace()->request().map));
  const QString proposed = m_file.empty()
                               ? map.absolutePath() + QLatin1Char('/') + map.baseName() + QStringLiteral(".vitrine")
                               : text(m_file);
  QString file = QFileDialog::getSaveFileName(m_window, tr("Save session"), proposed, tr("Sessions (*.vitrine)"));
  if (file.isEmpty()) return;
  if (!isSessionFile(file.toStdString())) file += QStringLiteral(".vitrine");
  saveTo(file.toStdString());
}

void SessionControl::saveTo(const fs::path& named) {
  if (m_window->workspace()->map() == nullptr || m_writing != nullptr) return;
  const fs::path file = fullPath(named);
  std::shared_ptr<SessionLock> lock;
  if (file != m_file || !m_lock || m_isReadOnly) {
    lock = std::make_shared<SessionLock>(file);
    if (!lock->take() && !lock->owner().isEmpty()) {
      m_window->message()->show(
          tr("%1 is open in another window (%2). Choose another name.").arg(text(file), lock->owner()),
          MessageBar::Kind::Problem);
      emit saved(false);
      return;
    }
  }
  const std::uint64_t changes = m_changes;
  const Session session = capture();
  m_writing = write(session, file);
  connect(m_writing, &Task::succeeded, this, [this, file, lock, changes] {
    if (lock) m_lock = lock;
    m_file = file;
    m_isReadOnly = false;
    m_savedChanges = changes;
    m_settings->addRecentFile(text(file));
    m_window->showRecentFiles();
    m_window->message()->show(tr("Session saved: %1").arg(text(file)), MessageBar::Kind::Note);
    emit stateChanged();
    emit saved(true);
  });
  connect(m_writing, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_window->message()->show(failureText(failure), MessageBar::Kind::Problem);
    emit saved(false);
  });
  connect(m_writing, &Task::ended, this, [this] { m_writing = nullptr; });
  m_writing->startAtOnce();
}

bool SessionControl::mayClose() {
  if (m_file.empty() || m_isReadOnly || !hasChanges()) return true;
  QMessageBox question(QMessageBox::Question, tr("Vitrine"),
                       tr("The session %1 has changed. Save it before closing?").arg(nameOf(m_file)),
                       QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
  question.setDefaultButton(QMessageBox::Save);
  const int answer = question.exec();
  if (answer != QMessageBox::Save) return answer == QMessageBox::Discard;
  try {
    Session session = capture();  // the user waits for it and it takes milliseconds
    Progress progress;
    for (const fs::path& input : inputFiles(session.request))
      if (const std::string hash = m_hashes->of(input, 0, progress); !hash.empty()) session.sha256[input] = hash;
    writeSession(session, m_file);
    return true;
  } catch (const Error& error) {
    m_window->message()->show(QString::fromStdString(error.what()), MessageBar::Kind::Problem);
    return false;
  }
}

// --- autosaves ---

void SessionControl::noteChange() {
  const Workspace& workspace = *m_window->workspace();
  if (workspace.map() == nullptr || workspace.isLoading()) return;
  const bool hadChanges = hasChanges();
  ++m_changes;
  if (!hadChanges) emit stateChanged();
}

void SessionControl::autosaveNow() {
  const Workspace& workspace = *m_window->workspace();
  if (m_changes == m_autosavedChanges || workspace.map() == nullptr || workspace.isLoading()) return;
  if (m_autosaving != nullptr) {
    m_isDueAgain = true;
    return;
  }
  try {
    if (!m_autosave) m_autosave = std::make_unique<AutosaveFile>();
  } catch (const Error& error) {
    if (!std::exchange(m_hasToldFailure, true))
      m_window->message()->show(tr("Work cannot be kept for a crash: %1").arg(QString::fromStdString(error.what())),
                                MessageBar::Kind::Problem);
    return;
  }
  m_autosavePath = m_autosave->path();
  const std::uint64_t changes = m_changes;
  Session session = capture();
  session.savedAs = m_file;
  m_autosaving = write(session, m_autosavePath);
  connect(m_autosaving, &Task::succeeded, this, [this, changes] {
    m_autosavedChanges = changes;
    m_hasToldFailure = false;
    if (m_recovered) discard(*std::exchange(m_recovered, std::nullopt));
    emit autosaved(true);
  });
  connect(m_autosaving, &Task::failed, this, [this](const std::exception_ptr& failure) {
    if (!std::exchange(m_hasToldFailure, true))
      m_window->message()->show(tr("Work cannot be kept for a crash: %1").arg(failureText(failure)),
                                MessageBar::Kind::Problem);
    emit autosaved(false);
  });
  connect(m_autosaving, &Task::ended, this, [this] {
    m_autosaving = nullptr;
    if (std::exchange(m_isDueAgain, false)) autosaveNow();
  });
  m_autosaving->startAtOnce();
}

int SessionControl::usualInterval() const { return 1000 * m_settings->autosaveSeconds() - kAutosaveWriting; }

void SessionControl::setAutosaveInterval(int milliseconds) {
  m_interval = milliseconds;
  m_tick.setInterval(milliseconds);
}

// --- opening ---

void SessionControl::open(const fs::path& file) { read(fullPath(file), {}); }

void SessionControl::read(const fs::path& file, std::optional<LeftWork> left) {
  const auto reading = std::make_shared<Reading>();
  reading->file = file;
  reading->left = std::move(left);
  auto* task = new Task(
      m_pool,
      [reading](Task&, Progress&) {
        reading->session = readSession(reading->file);
        reading->missing = missingFiles(inputFiles(reading->session.request));
      },
      this);
  connect(task, &Task::succeeded, this, [this, reading] { openFound(reading); });
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_window->message()->show(failureText(failure), MessageBar::Kind::Problem);
    emit failed();
  });
  connect(task, &Task::ended, task, &QObject::deleteLater);
  task->startAtOnce();
}

void SessionControl::openFound(std::shared_ptr<Reading> reading) {
  m_reading = std::move(reading);
  if (!m_reading->missing.empty()) {
    askForMissing();
    emit failed();
    return;
  }
  // The name belongs to the session that comes, not to the one that goes.
  m_lock.reset();
  m_file = m_reading->left ? m_reading->left->savedAs : m_reading->file;
  m_isReadOnly = false;
  m_changedInputs.clear();
  QString notice;
  if (!m_file.empty()) {
    m_lock = std::make_shared<SessionLock>(m_file);
    if (!m_lock->take()) {
      m_isReadOnly = true;
      const QString owner = m_lock->owner();
      notice = owner.isEmpty()
                   ? tr("%1 cannot be written here; save the session under another name.").arg(nameOf(m_file))
                   : tr("%1 is open in another window (%2). It is opened for reading; save it under another name.")
                         .arg(nameOf(m_file), owner);
      m_lock.reset();
    }
  }
  m_window->open(m_reading->session.request);
  if (!notice.isEmpty()) m_window->message()->show(notice, MessageBar::Kind::Note);
  emit stateChanged();
}

void SessionControl::askForMissing() {
  const std::vector<fs::path> missing = m_reading->missing;
  QList<MessageBar::Action> actions{{tr("Locate ..."), [this, missing] {
                                       const QString found = QFileDialog::getOpenFileName(
                                           m_window, tr("Where is %1?").arg(nameOf(missing.front())),
                                           m_settings->lastFolder(),
                                           tr("%1;;All files (*)").arg(nameOf(missing.front())));
                                       if (found.isEmpty())
                                         askForMissing();
                                       else
                                         useInstead(missing.front(), found.toStdString());
                                     }}};
  const bool hasMap = std::ranges::find(missing, m_reading->session.request.map) == missing.end();
  if (hasMap)
    actions.push_back(
        {tr("Open without"), [this, missing] {
           OpenRequest& request = m_reading->session.request;
           for (const fs::path& file : missing) {
             for (auto* role : {&request.half1, &request.half2, &request.mask, &request.model, &request.entry})
               if (*role == file) role->reset();
             std::erase(request.authorCurves, file);
           }
           if (!request.half1 || !request.half2) {  // one alone is of no use
             request.half1.reset();
             request.half2.reset();
           }
           for (KeptResult& kept : m_reading->session.results) kept.isCurrent = false;
           m_reading->missing.clear();
           openFound(m_reading);
         }});
  m_window->message()->show(
      tr("%n file(s) of the session are missing: %1", "", static_cast<int>(missing.size())).arg(names(missing)),
      MessageBar::Kind::Problem, actions);
}

void SessionControl::useInstead(const fs::path& missing, const fs::path& found) {
  if (!m_reading) return;
  Session& session = m_reading->session;
  const auto replace = [&](const fs::path& from, const fs::path& to) {
    replaceInput(session.request, from, to);
    if (const auto hash = session.sha256.find(from); hash != session.sha256.end()) session.sha256[to] = hash->second;
  };
  replace(missing, fullPath(found));
  for (const fs::path& other : m_reading->missing) {
    const fs::path beside = fullPath(found).parent_path() / other.filename();
    if (other != missing && missingFiles({beside}).empty()) replace(other, beside);
  }
  m_reading->missing = missingFiles(inputFiles(session.request));
  openFound(m_reading);
}

/// The map is there: what the session showed and found comes back.
void SessionControl::showReady() {
  const auto map = m_window->workspace()->map();
  m_hashes->learn(map->info);
  if (!m_reading) {
    verifyHashes();
    return;
  }
  const std::shared_ptr<Reading> reading = std::exchange(m_reading, nullptr);
  m_opened = std::move(reading->session);
  CheckListModel& checks = *m_window->checks();
  QStringList ticked;
  for (const std::string& id : m_opened.ticked) ticked << QString::fromStdString(id);
  checks.setTicked(ticked);
  m_window->viewKeeper()->apply(m_opened.view);
  m_window->showKeptResults(m_opened.results, QString::fromStdString(m_opened.selected));
  m_opened.results.clear();
  m_window->history()->begin();
  m_savedChanges = m_changes;
  m_autosavedChanges = m_changes;
  if (reading->left) {
    m_recovered = std::move(reading->left);
    noteChange();
    autosaveNow();
  } else {
    m_settings->addRecentFile(text(m_file));
    m_window->showRecentFiles();
  }
  verifyHashes();
  emit stateChanged();
  emit opened();
}

/// What loading has told by now against what the session says; files that are not loaded are read once.
void SessionControl::verifyHashes() {
  if (m_opened.sha256.empty() || m_reading) return;
  const Workspace& workspace = *m_window->workspace();
  std::vector<fs::path> files;
  for (const fs::path& file : inputFiles(withAbsolutePaths(workspace.request()))) {
    const bool isHalf = workspace.request().half1 == file || workspace.request().half2 == file;
    if (isHalf && workspace.halfMaps().empty() && workspace.inputs().halfMapsProblem.empty()) continue;  // being read
    if (m_opened.sha256.contains(file)) files.push_back(file);
  }
  const auto changed = std::make_shared<std::vector<fs::path>>();
  const auto seen = std::make_shared<std::vector<fs::path>>();
  auto* task = new Task(
      m_pool,
      [files, expected = m_opened.sha256, hashes = m_hashes, changed, seen](Task&, Progress& progress) {
        for (const fs::path& file : files) {
          const std::string hash = hashes->of(file, std::numeric_limits<std::int64_t>::max(), progress);
          if (!hash.empty() && hash != expected.at(file)) changed->push_back(file);
          seen->push_back(file);
        }
      },
      this);
  connect(task, &Task::ended, this, [this, task, changed, seen] {
    for (const fs::path& file : *changed)
      if (m_opened.sha256.contains(file)) noteChangedInput(file);
    for (const fs::path& file : *seen) m_opened.sha256.erase(file);
    task->deleteLater();
  });
  task->startAtOnce();
}

void SessionControl::noteChangedInput(const fs::path& file) {
  if (!m_changedInputs.contains(nameOf(file))) m_changedInputs << nameOf(file);
  m_window->showChangedInputs();
  m_window->message()->show(
      tr("%1 has changed since the session was saved: the results shown are from an older file. Run the checks again.")
          .arg(m_changedInputs.join(QStringLiteral(", "))),
      MessageBar::Kind::Note);
}

void SessionControl::forget() {
  m_reading.reset();
  m_opened = {};
  m_changedInputs.clear();
  m_lock.reset();
  m_file.clear();
  m_isReadOnly = false;
  m_savedChanges = m_changes;
  emit stateChanged();
}

// --- after a crash ---

void SessionControl::offerLeftWork(bool isSecondLook) {
  const auto found = std::make_shared<std::vector<LeftWork>>();
  auto* task = new Task(
      m_pool, [found](Task&, Progress&) { *found = leftWork(); }, this);
  connect(task, &Task::succeeded, this, [this, found, isSecondLook] {
    m_left = *found;
    offerNext();
    // A large process that was killed a moment ago still gives its memory back and counts as alive.
    if (m_left.empty() && !isSecondLook) QTimer::singleShot(kSecondLook, this, [this] { offerLeftWork(true); });
  });
  connect(task, &Task::ended, task, &QObject::deleteLater);
  task->startAtOnce();
}

void SessionControl::offerNext() {
  if (m_left.empty()) return;
  const LeftWork& newest = m_left.front();
  const QDateTime saved = QDateTime::fromString(QString::fromStdString(newest.saved), Qt::ISODate).toLocalTime();
  QString what = nameOf(newest.map);
  if (!newest.savedAs.empty()) what += QStringLiteral(" (%1)").arg(nameOf(newest.savedAs));
  QString words = tr("Vitrine ended without saving the work on %1, kept at %2.")
                      .arg(what, QLocale().toString(saved, QLocale::ShortFormat));
  if (m_left.size() > 1)
    words += QLatin1Char(' ') + tr("There is work of %n more.", "", static_cast<int>(m_left.size()) - 1);
  const auto take = [this] {
    LeftWork work = m_left.front();
    m_left.erase(m_left.begin());
    return work;
  };
  m_recovery->show(words, MessageBar::Kind::Note,
                   {{tr("Recover"),
                     [this, take] {
                       LeftWork work = take();
                       read(work.file, work);
                     }},
                    {tr("Discard"), [this, take] {
                       discard(take());
                       offerNext();
                     }}});
}

}  // namespace vitrine::ui
