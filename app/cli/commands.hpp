// The commands: each returns the program's exit status and throws what main() turns into a message.
#pragma once

#include "app/cli/arguments.hpp"

class QThreadPool;

namespace vitrine::cli {

/// Needs a QCoreApplication; with --pdf or --html a QApplication (platform `offscreen` will do).
int reportCommand(const Arguments& arguments);
int infoCommand(const Arguments& arguments);
int demoCommand(const Arguments& arguments);

/// The built-in example: its map and what its entry says.
struct Example {
  std::filesystem::path map, entry;
};
/// Writes the example into `folder`, made if it does not exist; what is there already stays if it is identical.
/// @throws OutputError  a file of the same name differs, or cannot be written
Example writeExample(const std::filesystem::path& folder);

/// The process's memory limit and the pool's threads, from --memory and --threads.
void applyLimits(const Arguments& arguments, QThreadPool& pool);

}  // namespace vitrine::cli
