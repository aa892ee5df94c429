#include "core/resolution/monogenic/smoothed.hpp"

#include "core/fourier/transform.hpp"
#include "core/mask/row_bits.hpp"
#include "core/resolution/monogenic/component.hpp"
#include "core/resolution/monogenic/rows.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::monogenic {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
int wrapped(int i, int n) { return (i % n + n) % n; }

/// Per axis and index of the transform: u^2 and the factor that undoes the kernel.
struct AxisFactors {
  std::vector<double> squared, factor;
};
AxisFactors axisFactors(const AmplitudeGrid& amplitude, int axis) {
  const int n = amplitude.samples.grid.size[at(axis)];
  // Length of the periodic grid in voxels of the map, and from there in cycles per voxel of the coarsest axis.
  const double voxels = n / amplitude.ratio[at(axis)];
  const double step = frequencyStep(amplitude.map, axis) * amplitude.map.size[at(axis)] / voxels;
  AxisFactors result;
  for (int i = 0; i < n; ++i) {
    const int k = signedIndex(i, n);
    const double response = amplitude.kernel[at(axis)].response(static_cast<double>(std::abs(k)) / n);
    result.squared.push_back(k * step * (k * step));
    // What was spread holds the sum over the voxels, not their mean.
    result.factor.push_back(amplitude.wasSpread ? n / voxels / (response * response) : 1 / response);
  }
  return result;
}

}  // namespace

void smooth(AmplitudeGrid& amplitude, const std::function<double(double)>& profile, double highest, Executor& executor,
            Progress& progress) {
  Spectrum& spectrum = amplitude.samples;
  Progress forth = progress.part(0.45);
  forwardInPlace(spectrum, executor, forth);
  const std::array<AxisFactors, 3> axes{axisFactors(amplitude, 0), axisFactors(amplitude, 1),
                                        axisFactors(amplitude, 2)};
  parallelBlocks(executor, progress.part(0.1), spectrum.grid.size[2], 1, [&](const BlockRange& block) {
    const int l = static_cast<int>(block.begin);
    for (int k = 0; k < spectrum.grid.size[1]; ++k) {
      const double inPlane = axes[1].squared[at(k)] + axes[2].squared[at(l)];
      const double factor = axes[1].factor[at(k)] * axes[2].factor[at(l)];
      std::complex<float>* row = spectrum.row(k, l);
      for (int h = 0; h < spectrum.rowLength(); ++h) {
        const double squared = axes[0].squared[at(h)] + inPlane;
        row[h] *= squared >= highest * highest
                      ? 0.0F
                      : static_cast<float>(profile(std::sqrt(squared)) * factor * axes[0].factor[at(h)]);
      }
    }
  });
  Progress back = progress.part(0.45);
  inverseInPlace(spectrum, executor, back);
}

void pick(const AmplitudeGrid& amplitude, const VoxelList& list, Buffer<float>& values, Executor& executor,
          const Progress& progress) {
  const AmplitudeBox& box = amplitude.box;
  const Index3 n = amplitude.samples.grid.size;
  std::array<AxisWeights, 3> weights;
  for (std::size_t a = 0; a < 3; ++a)
    weights[a] = axisWeights(amplitude.kernel[a], amplitude.offset[a], amplitude.ratio[a], box.size[a]);
  const auto [nx, ny, nz] = list.mask().grid.size;
  const std::int64_t rowFloats = 2 * std::int64_t{amplitude.samples.rowLength()};
  const auto* samples = reinterpret_cast<const float*>(amplitude.samples.data.data());
  // Rows between z samples, long enough that no start needs wrapping along x.
  const int lowX = *std::ranges::min_element(weights[0].start);
  const int spanX = *std::ranges::max_element(weights[0].start) + weights[0].width - lowX;
  parallelBlocks(executor, progress, nz, 1, [&, rows = ny, columns = nx](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    const int boxZ = wrapped(z - box.begin[2], list.mask().grid.size[2]);
    if (boxZ >= box.size[2]) return;
    std::vector<float> between(at(n[0])), extended(at(spanX)), along(at(box.size[0]) * at(weights[1].width));
    std::vector<int> held(at(weights[1].width), -1);  // which row along y a slot of `along` holds
    std::vector<const float*> taken(at(std::max(weights[1].width, weights[2].width)));
    std::vector<float> out(at(box.size[0]));
    /// Row `y` of the samples at this z and at every x of the box.
    const auto rowAt = [&](int y) {
      const int sample = wrapped(y, n[1]), slot = wrapped(y, weights[1].width);
      float* row = along.data() + at(slot) * at(box.size[0]);
      if (held[at(slot)] == y) return row;
      held[at(slot)] = y;
      for (int k = 0; k < weights[2].width; ++k)
        taken[at(k)] =
            samples + rowFloats * (sample + std::int64_t{n[1]} * wrapped(weights[2].start[at(boxZ)] + k, n[2]));
      combineRows(taken.data(), weights[2].of(boxZ), weights[2].width, n[0], between.data());
      for (int i = 0, x = wrapped(lowX, n[0]); i < spanX; ++i, x = x + 1 == n[0] ? 0 : x + 1)
        extended[at(i)] = between[at(x)];
      interpolateRow(extended.data() - lowX, weights[0], row);
      return row;
    };
    for (int y = 0; y < rows; ++y) {
      if (list.inRow(y, z) == 0) continue;
      const int boxY = wrapped(y - box.begin[1], rows);
      std::vector<const float*> near(at(weights[1].width));
      for (int k = 0; k < weights[1].width; ++k) near[at(k)] = rowAt(weights[1].start[at(boxY)] + k);
      combineRows(near.data(), weights[1].of(boxY), weights[1].width, box.size[0], out.data());
      float* to = values.data() + list.before(y, z);
      const std::uint64_t* bits = list.mask().row(y, z);
      for (std::int64_t word = 0; word < list.mask().wordsPerRow(); ++word)
        forEachBit(bits[word], [&](int bit) {
          *to++ = out[at(wrapped(static_cast<int>(64 * word) + bit - box.begin[0], columns))];
        });
    }
  });
}

}  // namespace vitrine::monogenic
