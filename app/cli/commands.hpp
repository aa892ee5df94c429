// The commands: each returns the program's exit status and throws what main() turns into a message.
#pragma once

#include "app/cli/arguments.hpp"

class QThreadPool;

namespace vitrine::cli {

/// Needs a QCoreApplication; with --pdf or --html a QApplication (platform `offscreen` will do).
int reportCommand(const Arguments& arguments);
/// Needs a QCoreApplication.
int compareCommand(const Arguments& arguments);
int infoCommand(const Arguments& arguments);
int demoCommand(const Arguments& arguments);
int estimateCommand(const Arguments& arguments);
/// Needs a QGuiApplication (platform `offscreen` will do).
int thumbnailCommand(const Arguments& arguments);

/// Refuses what the window asks about and nobody answers here: no voxel size, or a file that may be images and not a
/// volume. @throws MapError
void refuseDoubtful(const MapInfo& map);

/// The process's memory limit and the pool's threads, from --memory and --threads.
void applyLimits(const Arguments& arguments, QThreadPool& pool);

}  // namespace vitrine::cli
