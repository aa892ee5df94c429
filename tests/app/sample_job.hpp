// A folder as a refinement leaves it, with everything in it that a first-time user is asked to find.
#pragma once

#include <filesystem>

namespace vitrine::test {

/// A particle of 400 atoms and six fainter blobs apart from it in a box of 64^3 voxels of 1.5 A, with noise. Its FSC
/// falls below 0.143 and rises above it again in the shells from 4.0 to 3.6 A, where both halves hold the same noise.
struct SampleJob {
  std::filesystem::path folder, map, halfA, halfB, mask, particles;
  std::filesystem::path localResolution;  ///< of another program, not part of the job: 4 A inside, 9 A at the rim
  double level = 0;                       ///< ten components; above 6 the particle alone is 95 %

  /// Writes the job (five files named as cryoSPARC names them, one of them its .cs) into `folder`.
  static SampleJob write(const std::filesystem::path& folder);
};

}  // namespace vitrine::test
