// What checks share: products, computed once, cached, evictable. The only thing a check sees of the world.
#pragma once

#include "core/base/memory.hpp"
#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/products/inputs.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vitrine {

class ValidationContext;

/// A product is a struct P with
///   static std::string key(const Inputs&)     identity: name and every input it depends on
///   static Bytes bytes(const Inputs&)         resident size, predicted from sizes alone
///   static Bytes buildPeak(const Inputs&)     extra bytes while building, beyond its own and its dependencies'
///   static std::shared_ptr<const P> build(const ValidationContext&, Progress&)
/// A product with `static constexpr bool kIsView = true` adds nothing but a judgement to another one: key and sizes are
/// the other one's, and it is made anew at every get() instead of being cached.
struct ProductNeed {
  std::string key;
  Bytes bytes = 0;
  Bytes buildPeak = 0;
};

template <class P>
ProductNeed need(const Inputs& inputs) {
  return {P::key(inputs), P::bytes(inputs), P::buildPeak(inputs)};
}

/// Holds products by key. A second caller waits for the first one's build (and stops waiting when its own progress is
/// stopped); a failed build is remembered and rethrown; a cancelled one, and one that lacked memory, is forgotten and
/// the next caller builds anew. Entries nobody holds are evicted, cheapest to rebuild per byte first, when a build
/// would pass the memory budget. Thread-safe; may outlive and be shared by several contexts (the keys tell inputs
/// apart).
class ProductCache {
public:
  ProductCache();
  ~ProductCache();
  using Builder = std::function<std::shared_ptr<const void>()>;
  /// @throws what `build` throws, Cancelled
  std::shared_ptr<const void> get(const ProductNeed& need, const Progress& progress, const Builder& build);
  bool isResident(const std::string& key) const;
  /// Resident, or being built by someone.
  bool isComing(const std::string& key) const;
  /// Keeps a small product that came of building another one, until nothing else can leave. Does nothing if the key is
  /// known already.
  void offer(const ProductNeed& need, std::shared_ptr<const void> value);
  Bytes pinnedBytes() const;
  /// Keys and bytes of what is held now, for the scheduler.
  std::vector<ProductNeed> resident() const;
  /// Drops entries nobody holds until at least `bytes` are free under the process budget, or nothing more can go.
  /// True if anything was dropped.
  bool makeRoom(Bytes bytes);
  /// Takes an entry out of the cache for a caller who holds it and wants to change it. False, and nothing changes, if
  /// anyone else holds it too or if `held` is not what the cache has under `key`.
  bool handOver(const std::string& key, const void* held);
  /// Drops all entries nobody holds, and remembered failures.
  void clearUnpinned();

private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// Inputs, executor and product cache of one run.
class ValidationContext {
public:
  ValidationContext(Inputs inputs, Executor& executor, std::shared_ptr<ProductCache> cache);

  const Inputs& inputs() const { return m_inputs; }
  Executor& executor() const { return m_executor; }
  ProductCache& cache() const { return *m_cache; }
  /// For results that may make a volume later, after the run: kept as a weak pointer there.
  const std::shared_ptr<ProductCache>& sharedCache() const { return m_cache; }

  /// The product, pinned while the pointer lives. @throws what its build throws, Cancelled
  template <class P>
  std::shared_ptr<const P> get(Progress& progress) const {
    if constexpr (requires { requires P::kIsView; }) return P::build(*this, progress);
    return std::static_pointer_cast<const P>(m_cache->get(
        need<P>(m_inputs), progress, [&]() -> std::shared_ptr<const void> { return P::build(*this, progress); }));
  }

private:
  Inputs m_inputs;
  Executor& m_executor;
  std::shared_ptr<ProductCache> m_cache;
};

}  // namespace vitrine
