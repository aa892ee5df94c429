#include "core/products/context.hpp"

#include "core/base/error.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <limits>
#include <map>
#include <mutex>
#include <new>
#include <stop_token>
#include <utility>

namespace vitrine {
namespace {

enum class Phase { Building, Ready, Failed };

struct CacheEntry {
  ProductNeed need;
  Phase phase = Phase::Building;
  std::shared_ptr<const void> value;
  std::exception_ptr failure;
  double secondsPerByte = 0;  ///< what the last build cost; decides who leaves first

  bool isEvictable() const { return phase == Phase::Ready && value.use_count() == 1; }
};

}  // namespace

struct ProductCache::State {
  mutable std::mutex mutex;
  std::condition_variable_any changed;
  std::map<std::string, CacheEntry> entries;  // ordered, so that ties and listings do not depend on hashing

  /// Takes the entry that is cheapest to make again out of the cache, or nothing. The caller destroys it outside the
  /// lock: returning 4 GiB to the system takes a while. @pre mutex is held
  std::shared_ptr<const void> takeCheapest() {
    auto cheapest = entries.end();
    for (auto it = entries.begin(); it != entries.end(); ++it)
      if (it->second.isEvictable() &&
          (cheapest == entries.end() || it->second.secondsPerByte < cheapest->second.secondsPerByte))
        cheapest = it;
    if (cheapest == entries.end()) return nullptr;
    std::shared_ptr<const void> value = std::move(cheapest->second.value);
    entries.erase(cheapest);
    return value;
  }
};

ProductCache::ProductCache() : m_state(std::make_unique<State>()) {}
ProductCache::~ProductCache() = default;

std::shared_ptr<const void> ProductCache::get(const ProductNeed& need, const Progress& progress, const Builder& build) {
  {
    std::unique_lock lock(m_state->mutex);
    for (;;) {
      progress.throwIfStopped();
      const auto [it, isNew] = m_state->entries.try_emplace(need.key);
      if (isNew) {
        it->second.need = need;
        break;  // ours to build
      }
      if (it->second.phase == Phase::Ready) return it->second.value;
      if (it->second.phase == Phase::Failed) std::rethrow_exception(it->second.failure);
      // Someone else is building. The entry may be gone when we wake (cancelled), so it is looked up again.
      m_state->changed.wait(lock, progress.stopToken(), [&] {
        const auto found = m_state->entries.find(need.key);
        return found == m_state->entries.end() || found->second.phase != Phase::Building;
      });
    }
  }

  const auto forget = [&] {
    const std::scoped_lock lock(m_state->mutex);
    m_state->entries.erase(need.key);
    m_state->changed.notify_all();
  };
  try {
    makeRoom(need.bytes + need.buildPeak);
    auto begin = std::chrono::steady_clock::now();
    std::shared_ptr<const void> value;
    try {
      value = build();
    } catch (const MemoryError&) {
      // Another builder may have taken the room between making and using it: once more, without anything to spare.
      if (!makeRoom(MemoryBudget::process().limit())) throw;
      begin = std::chrono::steady_clock::now();
      value = build();
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const std::scoped_lock lock(m_state->mutex);
    CacheEntry& entry = m_state->entries.at(need.key);
    entry.value = value;
    entry.secondsPerByte = seconds / static_cast<double>(need.bytes > 0 ? need.bytes : 1);
    entry.phase = Phase::Ready;
    m_state->changed.notify_all();
    return value;
  } catch (const Cancelled&) {
    forget();
    throw;
  } catch (const MemoryError&) {  // true of this moment, not of the product
    forget();
    throw;
  } catch (const std::bad_alloc&) {
    forget();
    throw;
  } catch (...) {
    const std::scoped_lock lock(m_state->mutex);
    CacheEntry& entry = m_state->entries.at(need.key);
    entry.failure = std::current_exception();
    entry.phase = Phase::Failed;
    m_state->changed.notify_all();
    throw;
  }
}

bool ProductCache::isResident(const std::string& key) const {
  const std::scoped_lock lock(m_state->mutex);
  const auto found = m_state->entries.find(key);
  return found != m_state->entries.end() && found->second.phase == Phase::Ready;
}

bool ProductCache::isComing(const std::string& key) const {
  const std::scoped_lock lock(m_state->mutex);
  const auto found = m_state->entries.find(key);
  return found != m_state->entries.end() && found->second.phase != Phase::Failed;
}

void ProductCache::offer(const ProductNeed& need, std::shared_ptr<const void> value) {
  const std::scoped_lock lock(m_state->mutex);
  const auto [it, isNew] = m_state->entries.try_emplace(need.key);
  if (!isNew) return;
  it->second = {need, Phase::Ready, std::move(value), {}, std::numeric_limits<double>::max()};
}

Bytes ProductCache::pinnedBytes() const {
  const std::scoped_lock lock(m_state->mutex);
  Bytes sum = 0;
  for (const auto& [key, entry] : m_state->entries)
    if (entry.phase == Phase::Ready && !entry.isEvictable()) sum += entry.need.bytes;
  return sum;
}

std::vector<ProductNeed> ProductCache::resident() const {
  const std::scoped_lock lock(m_state->mutex);
  std::vector<ProductNeed> list;
  for (const auto& [key, entry] : m_state->entries)
    if (entry.phase == Phase::Ready) list.push_back(entry.need);
  return list;
}

bool ProductCache::makeRoom(Bytes bytes) {
  const MemoryBudget& budget = MemoryBudget::process();
  bool hasDropped = false;
  while (budget.limit() - budget.used() < bytes) {
    std::shared_ptr<const void> leaving;
    {
      const std::scoped_lock lock(m_state->mutex);
      leaving = m_state->takeCheapest();
    }
    if (leaving == nullptr) break;
    hasDropped = true;
  }
  return hasDropped;
}

bool ProductCache::handOver(const std::string& key, const void* held) {
  const std::scoped_lock lock(m_state->mutex);
  const auto found = m_state->entries.find(key);
  if (found == m_state->entries.end() || found->second.value.get() != held) return false;
  if (found->second.value.use_count() != 2) return false;  // the cache and the caller
  m_state->entries.erase(found);
  return true;
}

void ProductCache::clearUnpinned() {
  {
    const std::scoped_lock lock(m_state->mutex);
    std::erase_if(m_state->entries, [](const auto& item) { return item.second.phase == Phase::Failed; });
  }
  for (;;) {  // again and again: a product may hold another one
    std::shared_ptr<const void> leaving;
    {
      const std::scoped_lock lock(m_state->mutex);
      leaving = m_state->takeCheapest();
    }
    if (leaving == nullptr) return;
  }
}

ValidationContext::ValidationContext(Inputs inputs, Executor& executor, std::shared_ptr<ProductCache> cache)
    : m_inputs(std::move(inputs)), m_executor(executor), m_cache(std::move(cache)) {}

}  // namespace vitrine
