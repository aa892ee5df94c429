// The volumes a cryoSPARC .cs file names.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {

/// Of the first row: one row is one volume with its companions.
struct CryosparcVolumes {
  /// "map", "map_sharp", "map_half_A", "map_half_B", "mask_fsc", ... -> path as written without the leading ">":
  /// relative to the folder of the cryoSPARC project.
  std::map<std::string, std::string> paths;
  std::optional<double> voxelSizeA;  ///< map/psize, else that of another volume
  std::int64_t rows = 0;
};

/// @param bytes  the file up to the end of its first row at least
/// @throws InputError as parseNpyHeader(); also when no column names a volume, or there is no row
CryosparcVolumes parseCryosparc(std::string_view bytes, const std::string& name);
/// Reads the header and one row, whatever the file's length. @throws InputError
CryosparcVolumes readCryosparc(const std::filesystem::path& file);

}  // namespace vitrine
