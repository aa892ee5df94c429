#include "tests/support/run_check.hpp"

#include "core/checks/registry.hpp"
#include "core/mapio/writer.hpp"
#include "core/run/guarded_run.hpp"

#include <memory>

namespace vitrine::test {

MapEntry::MapEntry(const Volume& volume) {
  m_request.map = m_folder / "map.mrc";
  write(m_request.map, volume);
}

CheckResult MapEntry::run(std::string_view id, int threads) const {
  ThreadExecutor executor(threads);
  return runWith(id, inputs(), executor);
}

CheckResult runWith(std::string_view id, const Inputs& inputs, Executor& executor) {
  const ValidationContext context(inputs, executor, std::make_shared<ProductCache>());
  Progress progress;
  return guardedRun(*findCheck(id), context, progress, {.rethrowInternalErrors = true});
}

void MapEntry::write(const std::filesystem::path& file, const Volume& volume) {
  Progress progress;
  save(file, volume, {}, progress);
}

}  // namespace vitrine::test
