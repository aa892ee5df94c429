#include "app/window/compare_work.hpp"

#include "app/session/session.hpp"
#include "app/window/task.hpp"
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/maps.hpp"
#include "core/report/html.hpp"
#include "core/report/map_subtraction.hpp"
#include "widgets/theme/text.hpp"

#include <QThreadPool>

#include <array>
#include <utility>

namespace vitrine::ui {
namespace {

namespace fs = std::filesystem;

ReportModel modelOf(const ComparedEntry& entry, Progress& progress) {
  if (entry.report != nullptr) return *entry.report;
  return reportModelOf({.context = entry.context, .results = entry.results, .comments = entry.comments}, false,
                       progress);
}

/// What the subtraction of two maps depends on; empty for a report.
std::string keyOf(const ComparedEntry& entry, const ReportModel& model) {
  if (entry.context == nullptr) return {};
  return mapKey(entry.context->inputs().map) + " at " + (model.threshold ? exactText(*model.threshold) : "nothing");
}

void addFiles(const ComparedEntry& entry, std::vector<fs::path>& files) {
  files.push_back(entry.file);
  if (entry.context == nullptr) return;
  const Inputs& inputs = entry.context->inputs();
  files.push_back(inputs.map.path);
  for (const std::optional<InputMap>* map : {&inputs.half1, &inputs.half2, &inputs.mask})
    if (*map) files.push_back((*map)->path);
}

}  // namespace

struct CompareWork::Wish {
  ComparedEntry a, b;
  bool useOrigins = true;
};

/// What one piece of work brings.
struct CompareWork::Made {
  std::shared_ptr<const CompareOutcome> outcome;
  std::string key;
  std::shared_ptr<const MapSubtraction> subtraction;
};

CompareWork::CompareWork(QThreadPool* pool, QObject* parent) : QObject(parent), m_pool(pool) {}

CompareWork::~CompareWork() { delete m_task; }

void CompareWork::compare(ComparedEntry a, ComparedEntry b, bool useOrigins) {
  auto wish = std::make_shared<const Wish>(Wish{std::move(a), std::move(b), useOrigins});
  if (m_task != nullptr)
    m_next = std::move(wish);
  else
    start(std::move(wish));
}

void CompareWork::start(std::shared_ptr<const Wish> wish) {
  const auto made = std::make_shared<Made>();
  m_task = new Task(
      m_pool,
      [wish, made, knownKey = m_subtractedKey, known = m_subtraction](Task&, Progress& progress) {
        const auto& [a, b, useOrigins] = *wish;
        Progress readingA = progress.part(0.25), readingB = progress.part(0.25);
        const ReportModel modelA = modelOf(a, readingA), modelB = modelOf(b, readingB);
        made->key = keyOf(a, modelA) + " and " + keyOf(b, modelB) + (useOrigins ? " by origins" : "");
        made->subtraction = known;
        if (known == nullptr || made->key != knownKey) {
          Progress subtracting = progress.part(0.45);
          Executor& executor = a.context != nullptr ? a.context->executor() : b.context->executor();
          made->subtraction = std::make_shared<const MapSubtraction>(
              subtractMaps({a.context.get(), modelA.threshold}, {b.context.get(), modelB.threshold}, useOrigins, true,
                           executor, subtracting));
        }
        progress.throwIfStopped();
        const MapSubtraction& subtraction = *made->subtraction;
        auto outcome = std::make_shared<CompareOutcome>();
        outcome->comparison = compareResults({a.file.string(), &modelA}, {b.file.string(), &modelB}, subtraction.result,
                                             subtraction.problem);
        outcome->difference = subtraction.map;
        if (subtraction.map == nullptr)
          outcome->differenceProblem =
              displayText(subtraction.problem.empty() ? subtraction.mapProblem : subtraction.problem);
        outcome->mapA = modelA.map;
        addFiles(a, outcome->inputs);
        addFiles(b, outcome->inputs);
        made->outcome = std::move(outcome);
      },
      this);
  Task* task = m_task;
  connect(task, &Task::progressed, this, [this](double fraction) { emit progressed(fraction); });
  connect(task, &Task::succeeded, this, [this, made] {
    m_outcome = made->outcome;
    m_subtractedKey = made->key;
    m_subtraction = made->subtraction;
    emit finished();
  });
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) { emit failed(failureText(failure)); });
  connect(task, &Task::stopped, this, [this] {
    m_next.reset();
    emit stopped();
  });
  connect(task, &Task::ended, this, [this, task] {
    task->deleteLater();
    m_task = nullptr;
    if (m_next != nullptr)
      start(std::exchange(m_next, nullptr));
    else
      emit busyChanged();
  });
  task->start();
  emit busyChanged();
}

void CompareWork::stop() {
  m_next.reset();
  if (m_task != nullptr) m_task->stop();
}

void CompareWork::forget() {
  m_next.reset();
  if (m_task != nullptr) {
    std::exchange(m_task, nullptr)->abandon();
    emit busyChanged();
  }
  m_outcome.reset();
  m_subtraction.reset();
  m_subtractedKey.clear();
}

std::function<void(Progress&)> CompareWork::savingOfDifference(const fs::path& file) const {
  return [outcome = m_outcome, file](Progress& progress) {
    saveDifference(file, *outcome->difference, outcome->mapA, outcome->inputs, progress);
  };
}

std::function<void(Progress&)> CompareWork::savingOfComparison(const fs::path& file) const {
  return [outcome = m_outcome, file](Progress&) {
    refuseOverwriting(file, outcome->inputs);
    const Comparison& comparison = outcome->comparison;
    const std::string ending = file.extension().string();
    if (ending == ".json")
      writeAtomically(file, comparisonJson(comparison));
    else if (ending == ".html")
      writeAtomically(file, reportHtml(composeComparison(comparison)));
    else if (ending == ".csv")
      writeAtomically(file, comparisonCsv(comparison));
    else
      throw InputError(file.string() + ": the name must end in .csv, .json or .html");
  };
}

}  // namespace vitrine::ui
