// The program's window, and the one call that opens it.
#pragma once

#include "core/base/memory.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace vitrine {

struct OpenRequest;  // core/run/open.hpp

/// What the command line may say about the window beyond the files to open. Empty: the saved settings decide.
struct WindowOptions {
  /// `vitrine MAP --screenshot FILE.png`: open the map, run every check that applies, write a picture of the window
  /// there, leave. Works on Qt's offscreen platform. Exit status 3 if the map cannot be opened, 4 if the picture
  /// cannot be written.
  std::filesystem::path screenshot;
  /// Folders and files whose roles are to be found (--from, several names); `request` says what need not be.
  std::vector<std::filesystem::path> gather;
  std::optional<int> threads;
  std::optional<Bytes> memory;
};

/// Opens the window and runs until it is closed. The QApplication exists already.
/// @param request  files and parameters; no map: the welcome page
/// @return         the program's exit status
int runWindow(const OpenRequest& request, const WindowOptions& options = {});

}  // namespace vitrine
