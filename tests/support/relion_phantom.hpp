// The half maps whose curves by RELION are recorded in tests/golden (tests/golden/README.md).
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <array>

namespace vitrine::test {

struct RelionPhantom {
  std::array<Volume, 2> halves;
  Volume mask;
};

/// 128^3 voxels of 1.5 A: 400 atoms in a ball of 48 A, B 60 A^2, and noise of 0.03 times the maximum in each half;
/// mask: a soft sphere of 40 voxels.
RelionPhantom relionPhantom(Executor& executor);

}  // namespace vitrine::test
