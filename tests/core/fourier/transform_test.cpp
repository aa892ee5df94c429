#include "core/fourier/transform.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstring>
#include <numbers>
#include <vector>

namespace vitrine {
namespace {

using test::ThreadExecutor;

Volume randomVolume(Index3 size, std::uint64_t seed = 5) {
  Volume volume({size, {1.1, 1.2, 1.3}, {0, 0, 0}});
  for (std::int64_t i = 0; i < volume.data.size(); ++i)
    volume.data[i] = static_cast<float>(randomUniform(seed, static_cast<std::uint64_t>(i)) - 0.4);
  return volume;
}

Spectrum transformed(const Volume& volume, int threads = 1) {
  ThreadExecutor executor(threads);
  Progress progress;
  return forward(volume, executor, progress);
}

/// F(h,k,l) from the definition, in double.
std::complex<double> coefficient(const Volume& v, int h, int k, int l) {
  const auto [nx, ny, nz] = v.grid.size;
  std::complex<double> sum;
  for (int z = 0; z < nz; ++z)
    for (int y = 0; y < ny; ++y)
      for (int x = 0; x < nx; ++x) {
        const double turns = double(h * x % nx) / nx + double(k * y % ny) / ny + double(l * z % nz) / nz;
        sum += double(v.at(x, y, z)) * std::polar(1.0, -2 * std::numbers::pi * turns);
      }
  return sum;
}

template <class T>
bool sameBytes(const Buffer<T>& a, const Buffer<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.bytes())) == 0;
}

class TransformSizes : public testing::TestWithParam<Index3> {};

TEST_P(TransformSizes, ForwardIsTheDefinition) {
  const Volume volume = randomVolume(GetParam());
  const Spectrum spectrum = transformed(volume);
  const auto [nx, ny, nz] = GetParam();
  const double scale = std::sqrt(double(volume.grid.voxels()));
  for (int l = 0; l < nz; ++l)
    for (int k = 0; k < ny; ++k)
      for (int h = 0; h <= nx / 2; ++h) {
        const std::complex<double> expected = coefficient(volume, h, k, l);
        EXPECT_LT(std::abs(std::complex<double>(spectrum.row(k, l)[h]) - expected), 1e-6 * (scale + std::abs(expected)))
            << h << " " << k << " " << l;
      }
}

TEST_P(TransformSizes, InverseUndoesForward) {
  const Volume volume = randomVolume(GetParam());
  SerialExecutor executor;
  Progress progress;
  const Volume back = inverse(transformed(volume), executor, progress);
  EXPECT_EQ(back.grid, volume.grid);
  for (std::int64_t i = 0; i < volume.data.size(); ++i) EXPECT_NEAR(back.data[i], volume.data[i], 1e-6);
}

TEST_P(TransformSizes, ParsevalHolds) {
  const Volume volume = randomVolume(GetParam());
  const Spectrum spectrum = transformed(volume);
  double space = 0, frequency = 0;
  for (const float value : volume.data) space += double(value) * value;
  for (int l = 0; l < GetParam()[2]; ++l)
    for (int k = 0; k < GetParam()[1]; ++k)
      for (int h = 0; h < spectrum.rowLength(); ++h)
        frequency += friedelWeight(h, GetParam()[0]) * std::norm(std::complex<double>(spectrum.row(k, l)[h]));
  EXPECT_NEAR(frequency / double(volume.grid.voxels()) / space, 1.0, 1e-6);
}

TEST_P(TransformSizes, InPlaceEqualsOutOfPlaceBitForBit) {
  const Volume volume = randomVolume(GetParam());
  const auto [nx, ny, nz] = GetParam();
  SerialExecutor executor;
  Progress progress;
  Spectrum inPlace = paddedFor(volume.grid);
  for (int z = 0; z < nz; ++z)
    for (int y = 0; y < ny; ++y)
      std::memcpy(paddedRow(inPlace, y, z), &volume.data[volume.grid.index(0, y, z)], sizeof(float) * nx);
  forwardInPlace(inPlace, executor, progress);
  Spectrum outOfPlace = transformed(volume);
  ASSERT_TRUE(sameBytes(inPlace.data, outOfPlace.data));

  inverseInPlace(inPlace, executor, progress);
  const Volume back = inverse(std::move(outOfPlace), executor, progress);
  for (int z = 0; z < nz; ++z)
    for (int y = 0; y < ny; ++y)
      ASSERT_EQ(std::memcmp(paddedRow(inPlace, y, z), &back.data[back.grid.index(0, y, z)], sizeof(float) * nx), 0);
}

INSTANTIATE_TEST_SUITE_P(AllParities, TransformSizes,
                         testing::Values(Index3{8, 8, 8}, Index3{7, 8, 8}, Index3{8, 7, 8}, Index3{8, 8, 7},
                                         Index3{7, 5, 8}, Index3{7, 8, 5}, Index3{8, 7, 5}, Index3{9, 7, 5},
                                         Index3{1, 6, 6}, Index3{6, 1, 6}, Index3{6, 6, 1}, Index3{1, 1, 5},
                                         Index3{5, 1, 1}, Index3{1, 1, 1}, Index3{2, 2, 2}, Index3{40, 3, 17},
                                         Index3{31, 13, 2}));

TEST(Transform, IsTheSameForAnyNumberOfThreads) {
  const Volume volume = randomVolume({50, 37, 24});
  const Spectrum one = transformed(volume, 1);
  SerialExecutor serial;
  Progress progress;
  const Volume back = inverse(transformed(volume, 1), serial, progress);
  for (const int threads : {2, 7}) {
    ThreadExecutor executor(threads);
    EXPECT_TRUE(sameBytes(one.data, transformed(volume, threads).data)) << threads;
    EXPECT_TRUE(sameBytes(back.data, inverse(transformed(volume, threads), executor, progress).data)) << threads;
  }
}

TEST(Transform, OfAPointIsFlat) {
  Volume volume({{12, 10, 9}, {1, 1, 1}, {0, 0, 0}});
  for (float& value : volume.data) value = 0;
  volume.at(0, 0, 0) = 2;
  const Spectrum spectrum = transformed(volume);
  for (const std::complex<float>& f : spectrum.data) EXPECT_NEAR(std::abs(f - std::complex<float>(2)), 0.0, 1e-6);
}

/// Asks for a stop when the progress passes a fraction.
struct StopAt final : ProgressSink {
  explicit StopAt(double where) : fraction(where) {}
  void progress(double done, std::string_view) noexcept override {
    if (done >= fraction) source.request_stop();
  }
  double fraction;
  std::stop_source source;
};

TEST(Transform, CancelledLeavesNothingBehind) {
  const Volume volume = randomVolume({64, 64, 64});
  const Bytes before = MemoryBudget::process().used();
  for (const double fraction : {0.0, 0.3, 0.7, 0.9}) {
    StopAt sink(fraction);
    Progress progress(&sink, sink.source.get_token());
    ThreadExecutor executor(2);
    EXPECT_THROW(forward(volume, executor, progress), Cancelled);
    EXPECT_EQ(MemoryBudget::process().used(), before);

    StopAt inverseSink(fraction);
    Progress inverseProgress(&inverseSink, inverseSink.source.get_token());
    EXPECT_THROW(inverse(transformed(volume), executor, inverseProgress), Cancelled);
    EXPECT_EQ(MemoryBudget::process().used(), before);
  }
}

TEST(Transform, ReportsProgressUpToOne) {
  struct Last final : ProgressSink {
    void progress(double done, std::string_view) noexcept override { largest = std::max(largest.load(), done); }
    std::atomic<double> largest{0};
  } sink;
  Progress progress(&sink, {});
  SerialExecutor executor;
  forward(randomVolume({16, 16, 16}), executor, progress);
  EXPECT_NEAR(sink.largest, 1.0, 1e-12);
}

TEST(Transform, InverseIgnoresWhatARealMapCannotHave) {
  Spectrum spectrum = transformed(randomVolume({8, 6, 4}));
  Spectrum odd = transformed(randomVolume({8, 6, 4}));
  odd.row(0, 0)[0] += std::complex<float>(0, 3);
  SerialExecutor executor;
  Progress progress;
  const Volume expected = inverse(std::move(spectrum), executor, progress);
  const Volume found = inverse(std::move(odd), executor, progress);
  EXPECT_TRUE(sameBytes(expected.data, found.data));
}

}  // namespace
}  // namespace vitrine
