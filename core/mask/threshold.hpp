// From a map to a hard mask, and the name of a mask's content.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

#include <string>

namespace vitrine {

/// {V >= level}, compared in double; NaN is outside. One pass over the map. @throws MemoryError, Cancelled
Mask aboveLevel(const Volume& volume, double level, Executor& executor, const Progress& progress);

/// SHA-256 (hex) of box size, voxel size and bits: equal masks have equal names on every machine.
std::string maskSha256(const Mask& mask);

}  // namespace vitrine
