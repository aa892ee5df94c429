// The test of a level: which voxels still exceed the noise. Private to core/resolution/monogenic.
#pragma once

#include "core/resolution/monogenic/mono_res.hpp"

namespace vitrine::monogenic {

struct Noise {
  AmplitudeStatistics statistics;
  double threshold = 0;  ///< element floor(significance x count) of the sorted values
};
/// @pre values not empty @throws Cancelled
Noise noiseOf(const Buffer<float>& values, double significance, Executor& executor, const Progress& progress);

/// Which voxels are still tested, and the finest level each has passed.
class VoxelTests {
public:
  /// @param count  voxels tested @param given  voxels of the mask as given
  VoxelTests(std::int64_t count, std::int64_t given)
      : m_given(given),
        m_lastPassed(Buffer<std::uint16_t>::zeroed(count)),
        m_failures(Buffer<std::uint8_t>::zeroed(count)) {}

  /// Tests a level, which joins result.levels if it is used. Returns false if the method stops here. @throws Cancelled
  bool test(const Level& level, Way way, const Buffer<float>& values, const Noise& noise, const MonoResOptions& options,
            MonoRes& result, Executor& executor, const Progress& progress);

  Buffer<std::uint16_t> take() { return std::move(m_lastPassed); }
  /// What it charges per voxel.
  static constexpr Bytes kBytesPerVoxel = sizeof(std::uint16_t) + sizeof(std::uint8_t);

private:
  void decide(const Buffer<float>& values, float threshold, int number, Executor& executor, const Progress& progress);

  std::int64_t m_given;
  double m_largestMean = 0;
  Buffer<std::uint16_t> m_lastPassed;
  Buffer<std::uint8_t> m_failures;
};

}  // namespace vitrine::monogenic
