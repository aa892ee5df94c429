// Small maps for runs of the whole program.
#pragma once

#include "core/base/random.hpp"
#include "core/mapio/writer.hpp"
#include "core/volume/volume.hpp"

#include <cmath>
#include <filesystem>
#include <functional>

namespace vitrine::test {

inline std::filesystem::path writeMap(const std::filesystem::path& file, int size, double voxelSize,
                                      const std::function<float(int, int, int)>& value) {
  Volume volume(Grid{{size, size, size}, {voxelSize, voxelSize, voxelSize}, {0, 0, 0}});
  for (int z = 0; z < size; ++z)
    for (int y = 0; y < size; ++y)
      for (int x = 0; x < size; ++x) volume.at(x, y, z) = value(x, y, z);
  Progress progress;
  save(file, volume, {}, progress);
  return file;
}

/// A soft ball of height 1 in the middle of noise of sigma 0.05: a well-behaved map.
inline std::filesystem::path writeBall(const std::filesystem::path& file, int size = 32, double voxelSize = 2.0) {
  const double centre = size / 2, radius = size / 5.0;
  std::uint64_t index = 0;
  return writeMap(file, size, voxelSize, [&](int x, int y, int z) {
    const double r = std::hypot(x - centre, y - centre, z - centre);
    return static_cast<float>(1 / (1 + std::exp(r - radius)) + 0.05 * randomNormal(1, index++));
  });
}

}  // namespace vitrine::test
