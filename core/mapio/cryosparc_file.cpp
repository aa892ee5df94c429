#include "core/mapio/cryosparc_file.hpp"

#include "core/base/error.hpp"
#include "core/mapio/byte_stream.hpp"
#include "core/mapio/npy_header.hpp"

#include <bit>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::string_view kPath = "/path", kVoxel = "/psize";

/// Fixed-length bytes: up to the first zero, without ">", if it may be a path.
std::string pathIn(std::string_view cell) {
  cell = cell.substr(0, cell.find('\0'));
  if (cell.starts_with('>')) cell.remove_prefix(1);
  for (const char c : cell)
    if (static_cast<unsigned char>(c) < 32) return {};
  return std::string(cell);
}

std::optional<double> numberIn(std::string_view cell, const NpyColumn& column) {
  const auto bits = [&](std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value |= std::uint64_t{static_cast<unsigned char>(cell[i])} << (8 * (column.order == '>' ? bytes - 1 - i : i));
    return value;
  };
  double value = 0;
  if (column.kind == 'f' && column.itemBytes == 4)
    value = std::bit_cast<float>(static_cast<std::uint32_t>(bits(4)));
  else if (column.kind == 'f' && column.itemBytes == 8)
    value = std::bit_cast<double>(bits(8));
  return std::isfinite(value) && value > 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

CryosparcVolumes parseCryosparc(std::string_view bytes, const std::string& name) {
  const NpyHeader header = parseNpyHeader(bytes, name);
  CryosparcVolumes found;
  found.rows = header.rows;
  if (header.rows == 0) throw InputError(name + ": this cryoSPARC file has no rows");
  if (header.dataOffset + header.rowBytes > static_cast<std::int64_t>(bytes.size()))
    throw InputError(name + ": the file ends inside its first row; copy it again");
  const std::string_view row =
      bytes.substr(static_cast<std::size_t>(header.dataOffset), static_cast<std::size_t>(header.rowBytes));
  for (const NpyColumn& column : header.columns) {
    const std::string_view cell =
        row.substr(static_cast<std::size_t>(column.offset), static_cast<std::size_t>(column.bytes()));
    const bool isVolume = column.name.starts_with("map") || column.name.starts_with("mask");
    if (isVolume && column.kind == 'S' && column.items == 1 && column.name.ends_with(kPath)) {
      const std::string path = pathIn(cell);
      if (!path.empty()) found.paths[column.name.substr(0, column.name.size() - kPath.size())] = path;
    } else if (column.name.ends_with(kVoxel) && column.items == 1) {
      const auto size = numberIn(cell, column);
      if (size && (!found.voxelSizeA || column.name == "map/psize")) found.voxelSizeA = size;
    }
  }
  if (found.paths.empty())
    throw InputError(name + ": this cryoSPARC file names no volumes; give the .cs file of a volume, not of particles");
  return found;
}

CryosparcVolumes readCryosparc(const std::filesystem::path& path) {
  std::string bytes(static_cast<std::size_t>(2 * kLargestNpyHeader), '\0');  // rows are at most 1 MiB long
  try {
    const InputFile file(path);
    bytes.resize(file.readAt(0, bytes.data(), bytes.size()));
  } catch (const MapError& error) {
    throw InputError(error.what());
  }
  return parseCryosparc(bytes, path.string());
}

}  // namespace vitrine
