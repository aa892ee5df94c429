#include "app/window/overlay_catalogue.hpp"

#include "app/window/task.hpp"
#include "app/window/workspace.hpp"
#include "core/base/number_text.hpp"
#include "core/mask/mask_slices.hpp"
#include "core/products/colouring_map.hpp"
#include "core/products/half_difference.hpp"
#include "core/stats/percentiles.hpp"
#include "core/stats/value_limits.hpp"
#include "widgets/theme/text.hpp"

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <optional>

namespace vitrine::ui {
namespace {

constexpr double kTail = 0.02;
const QString kMaskId = QStringLiteral("input/mask");
const QString kDifferenceId = QStringLiteral("input/half_difference");
const QString kFilePrefix = QStringLiteral("file/");
const QString kSelectionId = QStringLiteral("selection/local_resolution");

/// Percentiles, unless most of the values are the same; a difference alike on both sides of 0.
void chooseLimits(OverlayVolume& made, const ValueLimits& limits, bool isSigned) {
  made.low = limits.low;
  made.high = limits.high;
  if (made.low >= made.high) {
    made.low = limits.minimum;
    made.high = limits.maximum;
  }
  if (made.low >= made.high) {
    made.low -= 0.5;
    made.high += 0.5;
  }
  if (isSigned) {
    made.high = std::max(std::abs(made.low), std::abs(made.high));
    made.low = -made.high;
  }
}

/// Of values without a volume: as the report's pictures.
void chooseLimits(OverlayVolume& made, const LocalResolution& local, const Progress& progress) {
  constexpr double kBetween[] = {2.5, 97.5};
  const std::vector<double> found = percentiles(local.resolutionA.span(), kBetween, progress);
  made.low = found[0];
  made.high = found[1];
  if (made.low < made.high) return;
  made.low -= 0.5;
  made.high += 0.5;
}

/// What one piece of work in the pool brings.
struct Product {
  OverlayVolume volume;
  bool isMask = false;
  QString note;
};

}  // namespace

struct OverlayCatalogue::State {
  using Maker = std::function<Product(Executor&, Progress&)>;
  struct Item {
    OverlaySource source;
    Maker make;
    std::optional<OverlayVolume> made;
    std::string inputs = {};                                   ///< of the entry's own volumes: what they were made from
    std::shared_ptr<const LocalResolution> compact = {};       ///< of a local resolution
    std::shared_ptr<const LocalResolutionLookup> lookup = {};  ///< where `compact` is
  };
  struct Wish {
    QString id;
    Maker make;
  };

  Workspace* workspace;
  std::vector<Item> items;   ///< the entry's own, then checks in the order of their ids, then files
  std::vector<Wish> wishes;  ///< newest last
  Task* task = nullptr;
  QString making;
  Grid grid;
  QString selectedFrom;  ///< what the selection was taken from; empty: nothing is selected

  Item* find(const QString& id) {
    const auto found = std::ranges::find(items, id, [](const Item& item) { return item.source.id; });
    return found == items.end() ? nullptr : &*found;
  }
  static int group(const QString& id) {
    return id.startsWith(QStringLiteral("input/")) ? 0 : id.startsWith(kFilePrefix) ? 2 : 1;
  }
  void insert(Item item) {
    const auto isBefore = [](const Item& a, const Item& b) {
      const auto key = [](const Item& i) {
        const int g = group(i.source.id);
        return std::pair(g, g == 1 ? i.source.id.section(QLatin1Char('/'), 0, 0) : QString());
      };
      return key(a) < key(b);
    };
    items.insert(std::ranges::upper_bound(items, item, isBefore), std::move(item));
  }
  void dropWish(const QString& id) {
    std::erase_if(wishes, [&](const Wish& wish) { return wish.id == id; });
    if (task != nullptr && making == id) {
      std::exchange(task, nullptr)->abandon();
      making.clear();
    }
  }
  void dropSelection() {
    dropWish(kSelectionId);
    std::erase_if(items, [](const Item& item) { return item.source.id == kSelectionId; });
    selectedFrom.clear();
  }
  /// Lets volumes go that nobody shows, until `bytes` would fit or there is none left.
  void makeRoom(Bytes bytes) {
    const MemoryBudget& budget = MemoryBudget::process();
    for (Item& item : items) {
      if (budget.limit() - budget.used() >= bytes) return;
      if (item.made && item.made->volume.use_count() == 1) item.made.reset();
    }
  }
};

OverlayCatalogue::OverlayCatalogue(Workspace* workspace, QObject* parent)
    : QObject(parent), m(std::make_unique<State>()) {
  m->workspace = workspace;
  connect(workspace, &Workspace::closed, this, &OverlayCatalogue::forgetAll);
  connect(workspace, &Workspace::failed, this, &OverlayCatalogue::forgetAll);
  connect(workspace, &Workspace::mapLoaded, this, [this] {
    const Grid& grid = m->workspace->inputs().grid();
    // The same file read with another voxel size: what was made for the old box does not lie where it should.
    if (!(grid == std::exchange(m->grid, grid))) clear();
    updateInputs();
  });
  connect(workspace, &Workspace::halfMapsCompared, this, &OverlayCatalogue::updateInputs);
}

OverlayCatalogue::~OverlayCatalogue() { delete m->task; }

std::vector<OverlaySource> OverlayCatalogue::sources() const {
  std::vector<OverlaySource> list;
  for (const State::Item& item : m->items) list.push_back(item.source);
  return list;
}

const OverlaySource* OverlayCatalogue::source(const QString& id) const {
  const State::Item* item = m->find(id);
  return item == nullptr ? nullptr : &item->source;
}

void OverlayCatalogue::forgetAll() {
  clear();
  emit forgotten();
}

void OverlayCatalogue::clear() {
  if (m->task != nullptr) std::exchange(m->task, nullptr)->abandon();
  m->making.clear();
  m->wishes.clear();
  m->selectedFrom.clear();
  if (!std::exchange(m->items, {}).empty()) emit sourcesChanged();
}

void OverlayCatalogue::updateInputs() {
  const auto context = m->workspace->context();
  if (context == nullptr) return;
  const Inputs& inputs = context->inputs();
  const auto offer = [&](OverlaySource source, bool exists, const std::string& key, State::Maker make) {
    State::Item* known = m->find(source.id);
    if (known != nullptr && exists && known->inputs == key) return;
    if (known != nullptr) {
      m->dropWish(source.id);
      m->items.erase(m->items.begin() + (known - m->items.data()));
    }
    if (exists) m->insert({std::move(source), std::move(make), {}, key});
  };
  offer({.id = kMaskId, .title = tr("The mask you gave"), .unit = {}, .isMask = true}, inputs.mask.has_value(),
        inputs.mask ? mapKey(*inputs.mask) : std::string(), [context](Executor& executor, Progress& progress) {
          Progress reading = progress.part(0.8);
          const auto mask = context->get<ConstructedMask>(reading);
          Product product;
          product.isMask = true;
          product.volume.volume = std::make_shared<const Volume>(maskVolume(mask->mask, executor, progress.part(0.2)));
          return product;
        });
  const bool hasHalves = inputs.half1 && inputs.half2 && inputs.halfMapsProblem.empty();
  offer({.id = kDifferenceId, .title = tr("Difference of the half maps"), .unit = {}, .isSigned = true}, hasHalves,
        hasHalves ? HalfMapPair::key(inputs) : std::string(), [context](Executor& executor, Progress& progress) {
          Product product;
          Progress subtracting = progress.part(0.8);
          auto volume = std::make_shared<const Volume>(halfMapDifference(*context, subtracting));
          chooseLimits(product.volume, valueLimits(*volume, kTail, executor, progress.part(0.2)), true);
          product.volume.volume = std::move(volume);
          return product;
        });
  emit sourcesChanged();
  makeNext();
}

void OverlayCatalogue::setResult(const CheckResult& result) {
  if (result.status == Status::Cancelled) return;
  const QString prefix = QString::fromStdString(result.id) + QLatin1Char('/');
  const auto isOld = [&](const QString& id) { return id.startsWith(prefix); };
  for (const State::Item& item : m->items)
    if (isOld(item.source.id)) m->dropWish(item.source.id);
  std::erase_if(m->items, [&](const State::Item& item) { return isOld(item.source.id); });
  if (isOld(m->selectedFrom)) m->dropSelection();
  for (const VolumeResult& volume : result.volumes) {
    if (!volume.make) continue;
    State::Item item;
    item.source = {.id = prefix + QString::fromStdString(volume.name),
                   .title = displayText(volume.title),
                   .unit = displayText("(" + volume.unit + ")").mid(1).chopped(1),
                   .isMask = volume.isMask};
    if (volume.compact) {
      item.compact = volume.compact;
      item.lookup = std::make_shared<const LocalResolutionLookup>(volume.compact);
    }
    item.make = [make = volume.make, isMask = volume.isMask, compact = volume.compact](Executor& executor,
                                                                                       Progress& progress) {
      Product product;
      product.isMask = isMask;
      Progress making = progress.part(0.9);
      product.volume.volume = make(executor, making);
      if (compact)
        chooseLimits(product.volume, *compact, progress.part(0.1));
      else if (!isMask)
        chooseLimits(product.volume, valueLimits(*product.volume.volume, kTail, executor, progress.part(0.1)), false);
      return product;
    };
    m->insert(std::move(item));
  }
  emit sourcesChanged();
  makeNext();
}

std::vector<OverlayReading> OverlayCatalogue::readingsAt(const Index3& voxel) const {
  const Grid& grid = m->workspace->inputs().grid();
  std::vector<OverlayReading> readings;
  for (const State::Item& item : m->items) {
    const bool isFile = State::group(item.source.id) == 2;
    if (!item.lookup && (!isFile || !item.made || item.source.isMask)) continue;
    OverlayReading reading{item.source.id, item.source.title, item.source.unit, {}};
    if (item.lookup) {
      if (const auto value = item.lookup->at(voxel)) reading.value = *value;
    } else {
      const Volume& volume = *item.made->volume;
      Index3 there = voxel;  // a file may have other voxels in the same box
      for (std::size_t a = 0; a < 3; ++a)
        there[a] = std::clamp(static_cast<int>((voxel[a] + 0.5) * volume.grid.size[a] / grid.size[a]), 0,
                              volume.grid.size[a] - 1);
      const float value = volume.at(there[0], there[1], there[2]);
      if (std::isfinite(value)) reading.value = value;
    }
    readings.push_back(std::move(reading));
  }
  return readings;
}

const QString& OverlayCatalogue::selectionId() { return kSelectionId; }

bool OverlayCatalogue::canSelect(const QString& id) const {
  const State::Item* item = m->find(id);
  return item != nullptr && item->compact != nullptr;
}

void OverlayCatalogue::select(const QString& id, const ValueRange& range) {
  const State::Item from = *m->find(id);
  m->dropSelection();
  const auto number = [](double value) { return QString::fromStdString(fixedText(value, 2)); };
  State::Item item;
  item.source = {.id = kSelectionId,
                 .title = tr("%1 from %2 to %3").arg(from.source.title, number(range.low), number(range.high)),
                 .unit = from.source.unit};
  item.make = [local = from.compact, range](Executor& executor, Progress& progress) {
    Product product;
    product.volume.volume = std::make_shared<const Volume>(expandBetween(*local, range, executor, progress));
    product.volume.low = range.low;
    product.volume.high = range.high;
    return product;
  };
  m->insert(std::move(item));
  m->selectedFrom = id;
  emit sourcesChanged();
}

void OverlayCatalogue::selectNothing() {
  if (m->selectedFrom.isEmpty()) return;
  m->dropSelection();
  emit sourcesChanged();
}

void OverlayCatalogue::forgetResults() {
  const auto isResult = [](const QString& id) { return State::group(id) == 1; };
  const std::vector<OverlaySource> all = sources();
  for (const OverlaySource& source : all)
    if (isResult(source.id)) m->dropWish(source.id);
  std::erase_if(m->items, [&](const State::Item& item) { return isResult(item.source.id); });
  m->selectedFrom.clear();
  if (m->items.size() != all.size()) emit sourcesChanged();
  makeNext();
}

void OverlayCatalogue::addFile(const QString& file) {
  const QString id = kFilePrefix + file;
  m->dropWish(id);
  m->wishes.push_back({id, [path = std::filesystem::path(file.toStdString()), grid = m->workspace->inputs().grid()](
                               Executor& executor, Progress& progress) {
                         Product product;
                         Progress reading = progress.part(0.9);
                         ColouringMap map = readColouringMap(path, grid, executor, reading);
                         product.isMask = map.isMask;
                         product.note = QString::fromStdString(map.note);
                         auto volume = std::make_shared<const Volume>(std::move(map.volume));
                         chooseLimits(product.volume, valueLimits(*volume, kTail, executor, progress.part(0.1)), false);
                         product.volume.volume = std::move(volume);
                         return product;
                       }});
  makeNext();
}

const OverlayVolume* OverlayCatalogue::made(const QString& id) const {
  const State::Item* item = m->find(id);
  return item == nullptr || !item->made ? nullptr : &*item->made;
}

void OverlayCatalogue::request(const QString& id) {
  const State::Item* item = m->find(id);
  if (item == nullptr || item->made || m->making == id) return;
  std::erase_if(m->wishes, [&](const State::Wish& wish) { return wish.id == id; });
  m->wishes.push_back({id, item->make});
  makeNext();
}

bool OverlayCatalogue::isMaking() const { return m->task != nullptr; }

bool OverlayCatalogue::isPending(const QString& id) const {
  return m->making == id || std::ranges::find(m->wishes, id, &State::Wish::id) != m->wishes.end();
}

void OverlayCatalogue::stop() {
  const std::vector<State::Wish> waiting = std::exchange(m->wishes, {});
  if (m->task != nullptr) m->task->stop();
  for (const State::Wish& wish : waiting) emit failed(wish.id, {});
}

void OverlayCatalogue::makeNext() {
  const auto context = m->workspace->context();
  if (m->task != nullptr || m->wishes.empty() || context == nullptr) return;
  State::Wish wish = std::move(m->wishes.back());
  m->wishes.pop_back();
  m->making = wish.id;
  const Bytes bytes = m->workspace->inputs().grid().voxels() * static_cast<Bytes>(sizeof(float));
  m->makeRoom(bytes);
  const auto product = std::make_shared<Product>();
  auto* task = new Task(
      m->workspace->pool(),
      [product, context, bytes, make = wish.make](Task&, Progress& progress) {
        context->cache().makeRoom(bytes);
        *product = make(context->executor(), progress);
      },
      this);
  m->task = task;
  const QString id = wish.id;
  connect(task, &Task::progressed, this, [this, id](double fraction) { emit progressed(id, fraction); });
  connect(task, &Task::succeeded, this, [this, id, product, make = wish.make] {
    m->task = nullptr;
    m->making.clear();
    State::Item* item = m->find(id);
    const bool isNew = item == nullptr;
    if (isNew) {
      const QFileInfo file(id.mid(kFilePrefix.size()));
      m->insert({.source = {.id = id, .title = file.fileName(), .unit = {}, .isMask = product->isMask},
                 .make = make,
                 .made = {}});
      item = m->find(id);
    }
    item->source.isMask = product->isMask;
    item->source.note = product->note;
    item->make = make;
    item->made = std::move(product->volume);
    if (isNew) emit sourcesChanged();
    if (isNew) emit added(id);
    emit ready(id);
  });
  connect(task, &Task::failed, this, [this, id](const std::exception_ptr& failure) {
    m->task = nullptr;
    m->making.clear();
    emit failed(id, failureText(failure));
  });
  connect(task, &Task::stopped, this, [this, id] {
    m->task = nullptr;
    m->making.clear();
    emit failed(id, {});
  });
  connect(task, &Task::ended, this, [this, task] {
    task->deleteLater();
    makeNext();
  });
  task->start();
}

}  // namespace vitrine::ui
