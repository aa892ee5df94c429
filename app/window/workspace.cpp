#include "app/window/workspace.hpp"

#include "app/window/task.hpp"
#include "core/base/error.hpp"
#include "core/base/memory.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/registry.hpp"
#include "core/products/half_maps.hpp"
#include "core/report/compose.hpp"
#include "core/run/schedule.hpp"

#include <QThreadPool>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// Smaller maps are there as soon as a preview would be.
constexpr Bytes kPreviewFromBytes = 48 << 20;
constexpr int kPreviewEdge = 128;
/// The surface of more voxels than this is made from a reduced map: marching them would take longer than a look.
constexpr std::int64_t kSurfaceVoxels = std::int64_t{512} * 512 * 512;

/// Empty if the check refuses the inputs: a parameter of the command line that is out of its limits.
std::optional<Requirements> requirementsOf(const Check& check, const Inputs& inputs) {
  try {
    return check.requirements(inputs);
  } catch (const Error&) {
    return {};
  }
}

/// Values of the check's own parameters; what others use of them is in the keys of products.
bool hasSameParameters(const Check& check, const Inputs& a, const Inputs& b) {
  return std::ranges::equal(usedParameters(a, check), usedParameters(b, check), {}, &Parameter::value,
                            &Parameter::value);
}

bool isSameNeed(const Requirements& a, const Requirements& b) {
  return a.doesNotApply == b.doesNotApply &&
         std::ranges::equal(a.products, b.products, {}, &ProductNeed::key, &ProductNeed::key);
}

}  // namespace

QStringList checksThatDiffer(const Inputs& before, const Inputs& after) {
  QStringList ids;
  for (const auto& check : allChecks()) {
    const auto needed = requirementsOf(*check, before), needs = requirementsOf(*check, after);
    if (!needed || !needs || !isSameNeed(*needed, *needs) || !hasSameParameters(*check, before, after))
      ids << QString::fromStdString(std::string(check->info().id));
  }
  return ids;
}

Workspace::Workspace(QThreadPool* pool, QObject* parent)
    : QObject(parent),
      m_pool(pool),
      m_executor(*pool),
      m_idleExecutor(*pool, QtExecutor::kBehindChecks),
      m_cache(std::make_shared<ProductCache>()) {}

Workspace::~Workspace() {
  // Tasks refer to the executor: they end before the members go.
  for (Task* task : findChildren<Task*>()) delete task;
}

SharedVolume Workspace::volume() const { return m_map ? SharedVolume(m_map, &m_map->loaded->volume) : SharedVolume(); }

void Workspace::open(const OpenRequest& request) {
  close();
  begin(request, std::make_shared<ProductCache>());
}

void Workspace::reopen(const OpenRequest& request) { begin(request, m_cache); }

void Workspace::stopLoading() {
  if (m_loading != nullptr) m_loading->stop();
}

void Workspace::close() {
  if (m_loading != nullptr) std::exchange(m_loading, nullptr)->abandon();
  if (m_comparing != nullptr) std::exchange(m_comparing, nullptr)->abandon();
  abandonTree();
  m_tree.reset();
  m_suggestions.clear();
  m_halfMaps.clear();
  const bool wasOpen = m_opened.has_value();
  m_opened.reset();
  m_request = {};
  m_inputs = {};
  m_map.reset();
  m_thresholds.reset();
  m_surface.reset();
  m_level.reset();
  m_context.reset();
  if (wasOpen) emit closed();
}

void Workspace::begin(const OpenRequest& request, std::shared_ptr<ProductCache> cache) {
  if (m_loading != nullptr) std::exchange(m_loading, nullptr)->abandon();
  if (m_comparing != nullptr) std::exchange(m_comparing, nullptr)->abandon();
  abandonTree();
  m_halfMaps.clear();
  m_request = request;
  m_cache = std::move(cache);
  emit opening(QString::fromStdString(request.map.string()));

  auto* task = new Task(
      m_pool,
      [this, request, products = m_cache](Task& self, Progress& progress) {
        const Opened opened = openEntry(request);
        self.post([this, opened] {
          m_opened = opened;
          m_inputs = opened.inputs;
          emit headersRead();
        });
        const InputMap& map = opened.inputs.map;
        if (map.info.compression == Compression::None && map.info.fileBytes > kPreviewFromBytes) {
          Progress share = progress.part(0.1, tr("First look").toStdString());
          const auto coarse = std::make_shared<const Volume>(preview(map.path, map.info, kPreviewEdge, share));
          const int edge = std::max({map.info.grid.size[0], map.info.grid.size[1], map.info.grid.size[2]});
          const int stride = (edge + kPreviewEdge - 1) / kPreviewEdge;
          self.post([this, coarse, stride] { emit previewReady(coarse, stride); });
        }
        const auto context = std::make_shared<const ValidationContext>(opened.inputs, m_executor, products);
        Progress reading = progress.part(0.7, tr("Reading the map").toStdString());
        const auto loaded = context->get<LoadedMapProduct>(reading);
        self.post([this, loaded, context] {
          m_map = loaded;
          m_context = context;
          emit mapLoaded();
        });
        Progress counting = progress.part(0.1, tr("Counting values").toStdString());
        std::shared_ptr<const ThresholdTable> table;
        std::optional<double> level = opened.inputs.threshold;
        ThresholdSource source = opened.inputs.thresholdSource;
        SharedVolume surface(loaded, &loaded->loaded->volume);
        std::vector<SuggestedLevel> suggestions;
        try {
          table = context->get<ThresholdTable>(counting);
          const auto inForce = context->get<ContourLevel>(counting);
          level = inForce->value;
          source = inForce->source;
          suggestions = suggestedLevels(opened.inputs, *table, loaded->volume().grid, nullptr);
          if (loaded->volume().grid.voxels() > kSurfaceVoxels) {
            const auto reduced = context->get<ReducedMap>(progress);
            surface = SharedVolume(reduced, &reduced->volume);
          }
        } catch (const Error&) {
          // A map that no check can use can still be looked at; its diagnostics say what is wrong with it.
          const MapStatistics& statistics = loaded->scan().statistics;
          if (!level && statistics.count > 0) {
            level = statistics.mean + 3 * statistics.rms;
            source = ThresholdSource::Estimated;
          }
        }
        self.post([this, table, level, source, surface, suggestions, inputs = opened.inputs] {
          m_thresholds = table;
          m_suggestions = suggestions;
          m_loadedInputs = inputs;
          m_level = level;
          m_levelSource = source;
          m_surface = surface;
          m_loading = nullptr;  // the last word of the work: whoever hears it may run checks
          emit levelReady();
          compareHalfMaps();
          if (m_buildsTree) buildTree();
        });
      },
      this);
  m_loading = task;
  connect(task, &Task::progressed, this, &Workspace::loadProgressed);
  connect(task, &Task::failed, this, &Workspace::report);
  connect(task, &Task::stopped, this, &Workspace::stopped);
  connect(task, &Task::ended, this, [this, task] {
    if (m_loading == task) m_loading = nullptr;
    task->deleteLater();
  });
  task->start();
}

void Workspace::compareHalfMaps() {
  if (!m_context || !m_inputs.half1 || !m_inputs.half2 || !m_inputs.halfMapsProblem.empty()) return;
  m_comparing = new Task(
      m_pool,
      [this, context = m_context](Task& self, Progress& progress) {
        ReportModel model;
        addHalfMaps(*context, model, progress);  // what cannot be read becomes a diagnosis, not a failure
        self.post([this, halves = std::vector<MapInfo>{*model.half1, *model.half2}] {
          m_halfMaps = halves;
          emit halfMapsCompared();
        });
      },
      this);
  connect(m_comparing, &Task::ended, this, [this, task = m_comparing] {
    if (m_comparing == task) m_comparing = nullptr;
    task->deleteLater();
  });
  m_comparing->start();
}

void Workspace::abandonTree() {
  if (m_growing != nullptr) std::exchange(m_growing, nullptr)->abandon();
  m_treeWaits = false;
  m_treeProblem.clear();
}

void Workspace::skipTree(const QString& why) {
  m_treeProblem = why;
  emit treeSkipped(why);
}

void Workspace::buildTree() {
  if (m_growing != nullptr || !m_context || m_thresholds == nullptr || isLoading()) return;
  m_treeWaits = false;
  m_treeProblem.clear();
  const std::string key = LevelTree::key(m_inputs);
  if (m_tree != nullptr && m_treeKey != key) m_tree.reset();
  const Bytes needed = LevelTree::bytes(m_inputs) + LevelTree::buildPeak(m_inputs);
  Bytes evictable = -m_cache->pinnedBytes();
  for (const ProductNeed& product : m_cache->resident()) evictable += product.bytes;
  const Bytes free = MemoryBudget::process().limit() - MemoryBudget::process().used() + std::max<Bytes>(0, evictable);
  if (m_tree == nullptr && needed > free)
    return skipTree(tr("The component tree is left out: it takes %1 of memory and %2 are free.")
                        .arg(QString::fromStdString(bytesText(needed)),
                             QString::fromStdString(bytesText(std::max<Bytes>(0, free)))));
  const auto context = std::make_shared<const ValidationContext>(m_loadedInputs, m_idleExecutor, m_cache);
  m_growing = new Task(
      m_pool,
      [this, context, key, table = m_thresholds, had = m_tree](Task& self, Progress& progress) {
        const auto tree = had != nullptr ? had : context->get<LevelTree>(progress);
        const auto levels = suggestedLevels(context->inputs(), *table, context->inputs().grid(), tree->tree.get());
        self.post([this, tree, key, levels] {
          m_tree = tree;
          m_treeKey = key;
          m_suggestions = levels;
          m_growing = nullptr;
          emit treeReady();
        });
      },
      this);
  connect(m_growing, &Task::progressed, this, [this](double fraction) { emit treeProgressed(fraction); });
  connect(m_growing, &Task::stopped, this, [this] {
    skipTree(m_treeWaits ? tr("The component tree waits for the checks: both together lack memory.")
                         : tr("Building the component tree was stopped."));
  });
  connect(m_growing, &Task::failed, this, [this](const std::exception_ptr& failure) {
    skipTree(tr("The component tree is left out: %1").arg(failureText(failure)));
  });
  connect(m_growing, &Task::ended, this, [this, task = m_growing] {
    if (m_growing == task) m_growing = nullptr;
    task->deleteLater();
    if (m_treeWaits && !m_checksRun) buildTree();  // they ended before it did
  });
  emit treeProgressed(0);
  m_growing->start(QtExecutor::kBehindChecks);
}

void Workspace::stopTree() {
  if (m_growing != nullptr) m_growing->stop();
}

void Workspace::makeWayFor(const QStringList& checks) {
  m_checksRun = true;
  if (m_growing == nullptr || m_tree != nullptr) return;
  const std::vector<ProductNeed> resident = m_cache->resident();
  Bytes most = 0;
  for (const QString& id : checks) {
    const Check* check = findCheck(id.toStdString());
    const auto needs = check != nullptr ? requirementsOf(*check, m_inputs) : std::nullopt;
    if (needs)
      most = std::max(most,
                      peakOf(Job{id.toStdString(), needs->products, needs->privatePeak, needs->buildsFirst}, resident));
  }
  const Bytes tree = LevelTree::bytes(m_inputs) + LevelTree::buildPeak(m_inputs);
  if (m_cache->pinnedBytes() + most + tree <= MemoryBudget::process().limit()) return;
  m_treeWaits = true;
  m_growing->stop();
}

void Workspace::endOfChecks() {
  m_checksRun = false;
  if (m_treeWaits) buildTree();
}

void Workspace::addHalfMapFindings() {
  if (!m_context || m_halfMaps.size() != 2 || !m_context->cache().isResident(HalfMapComparison::key(m_inputs))) return;
  Progress progress;
  bool isNew = false;
  for (const Diagnostic& finding : m_context->get<HalfMapComparison>(progress)->findings)
    for (MapInfo& half : m_halfMaps) {
      if (half.file != finding.file || half.has(finding.id)) continue;
      half.diagnostics.push_back(finding);
      isNew = true;
      break;
    }
  if (isNew) emit halfMapsCompared();
}

void Workspace::report(const std::exception_ptr& failure) {
  m_loading = nullptr;
  QString id;
  try {
    std::rethrow_exception(failure);
  } catch (const MapError& error) {
    id = QString::fromStdString(error.diagnostic().id);
  } catch (...) {
    // Only the message is known.
  }
  emit failed(failureText(failure), id);
}

void Workspace::replaceInputs(Inputs inputs, bool all) {
  QStringList ids;
  if (all)
    for (const auto& check : allChecks()) ids << QString::fromStdString(std::string(check->info().id));
  else
    ids = checksThatDiffer(m_inputs, inputs);
  m_inputs = std::move(inputs);
  if (m_opened) m_opened->inputs = m_inputs;
  if (m_context) m_context = std::make_shared<const ValidationContext>(m_inputs, m_executor, m_cache);
  emit resultsOutdated(ids);
}

void Workspace::setLevel(double level) {
  if (!m_opened || level == m_level) return;
  m_level = level;
  m_levelSource = ThresholdSource::User;
  m_request.threshold = level;
  Inputs inputs = m_inputs;
  inputs.threshold = level;
  inputs.thresholdSource = ThresholdSource::User;
  replaceInputs(std::move(inputs), false);
  emit levelChanged(level);
}

void Workspace::setResolution(std::optional<double> resolutionA) {
  if (!m_opened || resolutionA == m_inputs.resolution) return;
  m_request.resolution = resolutionA;
  Inputs inputs = m_inputs;
  inputs.resolution = resolutionA;
  // Limits of several checks follow from the resolution without any product telling so.
  replaceInputs(std::move(inputs), true);
  emit resolutionChanged();
}

void Workspace::setParameter(const std::string& name, const std::string& value) {
  Inputs changed = m_inputs;
  changed.parameters[name] = value;
  if (const std::string problem = parameterProblem(changed, name); !problem.empty()) throw InputError(problem);
  setParameters(changed.parameters);
}

void Workspace::setParameters(const std::map<std::string, std::string>& parameters) {
  if (!m_opened) return;
  Inputs inputs = m_inputs;
  inputs.parameters = withoutDefaults(parameters);
  if (inputs.parameters == m_inputs.parameters) return;
  m_request.parameters = inputs.parameters;
  replaceInputs(std::move(inputs), false);
  emit parametersChanged();
}

}  // namespace vitrine::ui
