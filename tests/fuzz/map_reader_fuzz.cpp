// Fuzz driver of probe() and load(): any bytes must end in a map or in a MapError (or MemoryError), within 64 MiB.
// With libFuzzer: compile this file with -fsanitize=fuzzer. Without: fuzz_main.cpp mutates the corpus itself.
#include "core/base/error.hpp"
#include "core/mapio/reader.hpp"

#include <sys/mman.h>
#include <unistd.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace vitrine;

/// A file in memory that is opened by name like any other.
class MemoryFile {
public:
  MemoryFile()
      : m_descriptor(memfd_create("map", MFD_CLOEXEC)), m_path("/proc/self/fd/" + std::to_string(m_descriptor)) {
    if (m_descriptor < 0) std::abort();
  }
  ~MemoryFile() { close(m_descriptor); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  void set(const std::uint8_t* data, std::size_t size) const {
    if (ftruncate(m_descriptor, 0) != 0 || pwrite(m_descriptor, data, size, 0) != static_cast<ssize_t>(size))
      std::abort();
  }
  const std::string& path() const { return m_path; }

private:
  int m_descriptor;
  std::string m_path;
};

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

/// The first byte of the input chooses the hints, so that mutation explores them too.
ReadHints hintsFrom(std::uint8_t choice) {
  ReadHints hints;
  hints.asVolume = (choice & 1) != 0;
  if ((choice & 2) != 0) hints.nonFinite = NonFinitePolicy::Zero;
  if ((choice & 4) != 0) hints.role = MapRole::Mask;
  if ((choice & 24) == 8) hints.volumeIndex = 1;
  if ((choice & 24) == 16) hints.byteOrder = ByteOrder::Big;
  return hints;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const MemoryFile file;
  static const bool limited = [] {
    MemoryBudget::process().setLimit(64 << 20);
    return true;
  }();
  require(limited, "budget");
  if (size == 0) return 0;
  file.set(data + 1, size - 1);
  const ReadHints hints = hintsFrom(data[0]);
  SerialExecutor executor;
  Progress progress;
  try {
    const MapInfo info = probe(file.path(), hints);
    require(info.grid.size[0] > 0 && info.grid.size[1] > 0 && info.grid.size[2] > 0, "sizes are positive");
    require(info.dataOffset >= 1024, "data after the header");
  } catch (const MapError&) {
  }
  try {
    const auto map = load(file.path(), hints, executor, progress);
    require(map->volume.data.size() == map->info.grid.voxels(), "every voxel has a value");
    const MapStatistics& s = map->scan.statistics;
    require(s.count + s.nonFinite() == map->info.grid.voxels(), "every voxel was counted");
    require(s.count == 0 || s.minimum <= s.maximum, "range");
    require(hints.nonFinite == NonFinitePolicy::Keep || s.nonFinite() == 0, "replaced on request");
    if (map->info.compression == Compression::None) preview(file.path(), map->info, 4, progress);
  } catch (const MapError&) {
  } catch (const MemoryError&) {
  }
  require(MemoryBudget::process().used() == 0, "all memory was given back");
  return 0;
}
