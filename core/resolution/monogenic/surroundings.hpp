// Where a map ends, and which of the voxels outside its mask hold noise. Private to core/resolution/monogenic.
#pragma once

#include "core/base/progress.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/mask/mask.hpp"
#include "core/mask/row_bits.hpp"
#include "core/resolution/monogenic/amplitude_box.hpp"

#include <cstdint>
#include <optional>

namespace vitrine::monogenic {

/// Calls visit(x) for the voxels of row (y, z) of the mask.
template <class Visit>
void forMaskRow(const Mask& mask, int y, int z, Visit visit) {
  const std::uint64_t* row = mask.row(y, z);
  for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
    forEachBit(row[word], [&](int bit) { visit(static_cast<int>(64 * word) + bit); });
}

/// The voxels of the mask nearer to the middle than `radius`, in voxels of the coarsest axis. @throws Cancelled
Mask inside(const Mask& mask, double radius, const Progress& progress);

/// Voxels outside the mask, nearer than `radius`, in the part of the box where nothing fades.
struct Surroundings {
  Mask noise;  ///< every `every`-th of those that hold noise
  std::int64_t noisy = 0,
               flat = 0;  ///< all of both kinds; flat: of exactly the value that stands where there is no map
};
/// @param rows  the map, as padded rows @throws MemoryError, Cancelled
Surroundings surroundingsOf(Spectrum& rows, const Mask& mask, double radius, std::optional<float> flatValue,
                            std::int64_t every, const AmplitudeBox& box, const Progress& progress);

}  // namespace vitrine::monogenic
