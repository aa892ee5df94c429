// Measured costs of products and checks: the one place with numbers that belong to a machine. For core/run only.
#pragma once

#include <span>
#include <string_view>

namespace vitrine {

/// Processor time on one thread: fixedSeconds + nsPerVoxel * voxels, at most mostSeconds.
struct Cost {
  std::string_view name;  ///< of a product: its key up to the colon; of a check: its id
  double nsPerVoxel = 0;
  double fixedSeconds = 0;
  std::string_view needs[3] = {};   ///< products that building it builds too, beyond those that checks name
  std::string_view comesWith = {};  ///< a product that leaves this one behind, so that it costs nothing after it
  int halfMapReads = 0;             ///< how often it reads both half maps
  int mapReads = 0;                 ///< how often it reads the map
  double mostSeconds = 1e9;         ///< for checks that take less detail from larger maps
};

/// The row of a product or check; a guess for one that has not been measured.
Cost costOf(std::string_view name);
/// That of a check, which may do something else, or less, on a map alone.
Cost costOfCheck(std::string_view id, bool hasHalfMaps);

/// Of a compressed file, beyond that of a plain one: nanoseconds per uncompressed byte.
double unpackingNsPerByte(bool isCompressed);

/// Wall time of work that takes `seconds` on one thread. @pre threads >= 1
double onThreads(double seconds, int threads);

}  // namespace vitrine
