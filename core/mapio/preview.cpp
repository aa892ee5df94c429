#include "core/mapio/byte_stream.hpp"
#include "core/mapio/convert.hpp"
#include "core/mapio/header.hpp"
#include "core/mapio/reader.hpp"

#include <algorithm>
#include <vector>

namespace vitrine {

Volume preview(const std::filesystem::path& path, const MapInfo& info, int maxSize, Progress& progress) {
  const InputFile file(path);
  if (info.compression != Compression::None)
    throw MapError(makeDiagnostic(file, "E-OPEN", "A compressed file has no quick preview.", {}, {}, "Load it."));
  if (file.stamp() != info.stamp) file.requireUnchanged();
  const int largest = *std::max_element(info.grid.size.begin(), info.grid.size.end());
  const int stride = std::max(1, (largest + maxSize - 1) / std::max(1, maxSize));
  Grid grid = info.grid;
  for (std::size_t a = 0; a < 3; ++a) {
    grid.size[a] = (info.grid.size[a] + stride - 1) / stride;
    grid.voxelSize[a] *= stride;
  }
  Volume volume(grid);
  std::array<std::int64_t, 3> step{};  // in the preview, of one kept voxel along each file axis
  const std::array<std::int64_t, 3> strides{1, grid.size[0], grid.planeVoxels()};
  Index3 kept{};
  for (std::size_t a = 0; a < 3; ++a) {
    step[static_cast<std::size_t>(info.fileAxis[a])] = strides[a];
    kept[static_cast<std::size_t>(info.fileAxis[a])] = grid.size[a];
  }
  const std::int64_t columns = info.fileSize[0], rows = info.fileSize[1];
  std::int64_t bits = columns * bitsPerVoxel(info.mode);
  if (info.mode == 101 && !info.continuousNibbles) bits = (bits + 7) / 8 * 8;
  const VoxelFormat format{info.mode, info.byteOrder, info.mode0.value_or(Mode0::Signed)};
  std::vector<unsigned char> bytes(static_cast<std::size_t>(bits / 8 + 2));
  std::vector<float> line(static_cast<std::size_t>(columns));
  for (int k = 0; k < kept[2]; ++k) {
    progress.throwIfStopped();
    for (int j = 0; j < kept[1]; ++j) {
      const std::int64_t bit = (std::int64_t{k} * stride * rows + std::int64_t{j} * stride) * bits;
      const auto wanted = static_cast<std::size_t>((bit % 8 + bits + 7) / 8);
      if (file.readAt(info.dataOffset + bit / 8, bytes.data(), wanted) < wanted) file.requireUnchanged();
      convertVoxels(format, bytes.data(), bit % 8 != 0, line.data(), columns);
      float* out = volume.data.data() + k * step[2] + j * step[1];
      for (int i = 0; i < kept[0]; ++i) out[i * step[0]] = line[static_cast<std::size_t>(std::int64_t{i} * stride)];
    }
    progress.report(static_cast<double>(k + 1) / kept[2]);
  }
  file.requireUnchanged();
  return volume;
}

}  // namespace vitrine
