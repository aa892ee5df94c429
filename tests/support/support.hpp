// What many tests need: threads to lend, a folder that goes away.
#pragma once

#include "core/base/parallel.hpp"

#include <filesystem>
#include <string>

namespace vitrine::test {

/// Lends `width` threads by starting them for each run(): slow, simple, different from the program's pool on purpose.
class ThreadExecutor final : public Executor {
public:
  explicit ThreadExecutor(int width) : m_width(width) {}
  int width() const override { return m_width; }
  void run(std::int64_t count, const std::function<void(std::int64_t)>& job) override;

private:
  int m_width;
};

/// A new empty folder, removed with all it holds when the object goes.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return m_path; }
  std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
  std::filesystem::path m_path;
};

}  // namespace vitrine::test
