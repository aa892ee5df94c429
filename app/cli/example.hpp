// The built-in examples as files: one simulated with half maps, one deposited.
#pragma once

#include "core/base/parallel.hpp"
#include "core/run/open.hpp"

#include <filesystem>
#include <optional>

namespace vitrine::cli {

struct ExampleEntry {
  std::filesystem::path map, entry;
  std::optional<std::filesystem::path> half1, half2;

  OpenRequest request() const;
};

struct Example {
  ExampleEntry simulated;  ///< 7DDO, made by simulateMap(); what the program opens
  ExampleEntry deposited;  ///< EMD-6824, without half maps
};

/// Writes both examples and a README.txt into `folder`, made if it does not exist. Files that are there stay: maps that
/// have the right length, texts that are identical. The simulated maps take about a second and 21 MB; on one machine
/// always the same bytes.
/// @throws OutputError  a file of the same name differs, or cannot be written; MemoryError, Cancelled
Example writeExample(const std::filesystem::path& folder, Executor& executor, Progress& progress);

/// The program's own folder for them, which may be refilled at any time: in the user's cache, else the temporary
/// folder. Needs an application name.
std::filesystem::path exampleFolder();

}  // namespace vitrine::cli
