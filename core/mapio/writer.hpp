// Writing MRC2014 maps, atomically.
#pragma once

#include "core/base/progress.hpp"
#include "core/mapio/map_info.hpp"
#include "core/volume/volume.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vitrine {

struct WriteOptions {
  bool asBytes = false;             ///< mode 0 instead of 2: hard masks
  std::string content{};            ///< what it is, for the first label: "0.b hard mask"
  const MapInfo* source = nullptr;  ///< placement (start, origin) and up to nine labels are taken over from it
  std::string date{};               ///< UTC date for the label, "2026-01-31"; empty: today
  std::vector<std::filesystem::path> inputs{};  ///< files that must not be overwritten, besides the source
};

/// Writes little-endian MRC2014 mode 2 (or 0). The target appears complete or not at all; an existing file stays as it
/// was on failure.
/// @throws OutputError (no space, not writable, target is one of the inputs), Cancelled
void save(const std::filesystem::path& file, const Volume& volume, const WriteOptions& options, Progress& progress);

/// Throws OutputError if `target` is one of `inputs` under whatever name (same device and inode). Call it before
/// anything is computed. Inputs that do not exist are skipped.
void refuseOverwriting(const std::filesystem::path& target, const std::vector<std::filesystem::path>& inputs);

/// Throws OutputError if the file system of `target` has less than `bytes` free.
void requireFreeSpace(const std::filesystem::path& target, std::int64_t bytes);

/// Writes a file through `name.part-<pid>` in the same folder, fsync, rename; removes the part on any failure.
/// `write` receives the path of the part. The one way every output of the program is written. A symbolic link is
/// followed; an existing file keeps its permissions; a device or pipe (/dev/null) receives the bytes when all are
/// there.
/// @throws OutputError naming the target and the system's reason; whatever `write` throws
void writeAtomically(const std::filesystem::path& target,
                     const std::function<void(const std::filesystem::path& part)>& write);
/// As above for text or bytes at hand.
void writeAtomically(const std::filesystem::path& target, std::string_view content);

}  // namespace vitrine
