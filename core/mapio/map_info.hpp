// What is known about a map file: header, geometry, what was repaired, and (after loading) statistics and hashes.
#pragma once

#include "core/mapio/diagnostic.hpp"
#include "core/volume/grid.hpp"
#include "core/volume/scan.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

enum class ByteOrder { Little, Big };
enum class Mode0 { Signed, Unsigned, ImodOffset };
enum class Compression { None, Gzip, Bzip2, Zstd };
/// "none", "gzip", "bzip2", "zstd".
std::string_view compressionName(Compression compression);
enum class MapRole { Map, HalfMap, Mask, Colour };
enum class NonFinitePolicy { Keep, Zero };

/// A file as the system saw it at one moment; two equal stamps mean the same unchanged file.
struct FileStamp {
  std::int64_t bytes = 0;
  std::int64_t modifiedNs = 0;  ///< time of last change, nanoseconds
  std::uint64_t device = 0, inode = 0;
  bool operator==(const FileStamp&) const = default;
};

/// Overrides and context for reading one file. Absent means: decide from the file (docs/user/formats.md).
struct ReadHints {
  std::optional<Vector3> voxelSize;  ///< A; wins over the header
  std::optional<ByteOrder> byteOrder;
  std::optional<Mode0> mode0;
  std::optional<int> volumeIndex;  ///< in a stack of volumes, 0-based
  bool asVolume = false;           ///< read what looks like an image stack as a volume
  bool strict = false;             ///< every W- diagnostic is an error: thrown as MapError under its own id
  MapRole role = MapRole::Map;
  NonFinitePolicy nonFinite = NonFinitePolicy::Keep;
  std::optional<FileStamp> stamp;  ///< MapInfo::stamp of an earlier probe: load() throws E-CHANGED if it differs now
};

/// Statistics as the header claims them; absent where the header says "not determined" or holds no number.
struct HeaderStatistics {
  std::optional<double> minimum, maximum, mean, rms;
};

struct MapInfo {
  std::string file;  ///< as given
  Grid grid;         ///< x, y, z after reordering; of the chosen volume of a stack
  int mode = 2;
  std::string modeName;  ///< "32-bit float"
  ByteOrder byteOrder = ByteOrder::Little;
  std::optional<Mode0> mode0;  ///< how signed bytes were read; modes 0 and 5 only
  Index3 fileAxis{0, 1, 2};    ///< fileAxis[a]: which file axis (0 column, 1 row, 2 section) runs along x, y, z
  Index3 fileSize{0, 0, 0};    ///< NX, NY, NZ of the header
  Index3 start{0, 0, 0};       ///< NXSTART.. permuted to x, y, z
  Vector3 headerVoxelSize{0, 0,
                          0};  ///< CELLA / M as they stand, may be 0, negative or not a number; grid has what is used
  Vector3 cellAngles{90, 90, 90};
  int spaceGroup = 1;
  std::int64_t extendedHeaderBytes = 0;
  std::string extendedHeaderType;
  int version = 0;  ///< NVERSION
  std::vector<std::string> labels;
  int volumes = 1, volumeIndex = 0;
  HeaderStatistics claimed;
  Compression compression = Compression::None;
  std::int64_t fileBytes = 0;          ///< size on disk
  FileStamp stamp;                     ///< of the file when probed or loaded
  std::int64_t dataOffset = 1024;      ///< of the chosen volume in the (uncompressed) stream
  bool continuousNibbles = false;      ///< mode 101 with odd NX: rows follow each other without padding to whole bytes
  std::int64_t nonFiniteReplaced = 0;  ///< under NonFinitePolicy::Zero
  std::vector<Diagnostic> diagnostics;

  // Known after load():
  std::string sha256;      ///< hex, of the uncompressed file
  std::string sha256File;  ///< hex, of the file as given; empty unless compressed
  std::optional<MapStatistics> measured;

  bool has(std::string_view id) const;  ///< a diagnostic of this id
  const Diagnostic* find(std::string_view id) const;
  /// The first error that forbids measuring at all; null if there is none. E-ANISO is not one: unequal voxel edges
  /// forbid only methods with one voxel size.
  const Diagnostic* firstForbidding() const;
};

}  // namespace vitrine
