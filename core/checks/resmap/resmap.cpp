#include "core/checks/resmap/resmap.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/fourier/transform.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::resmap {
namespace {

constexpr int kWholeBox = 160;     // edge up to which the noise's spectrum is that of the whole box
constexpr int kSmallestCube = 16;  // of noise: below it there is nothing to fit
constexpr double kKept = 0.1;      // of the largest eigenvalue, in the published program
constexpr std::int64_t kRowsPerBlock = 256, kVoxelsPerBlock = std::int64_t{1} << 20;

float* realRow(Spectrum& padded, std::int64_t row) {
  return reinterpret_cast<float*>(padded.data.data() + row * padded.rowLength());
}

/// h1, h2 -> (h1 + h2)/2, (h1 - h2)/2.
void meanAndDifference(std::array<Spectrum, 2>& halves, Executor& executor, const Progress& progress) {
  const Grid& grid = halves[0].grid;
  const std::int64_t rows = std::int64_t{grid.size[1]} * grid.size[2];
  parallelBlocks(executor, progress, rows, kRowsPerBlock, [&](const BlockRange& block) {
    for (std::int64_t row = block.begin; row < block.end; ++row) {
      float *a = realRow(halves[0], row), *b = realRow(halves[1], row);
      for (int x = 0; x < grid.size[0]; ++x) {
        const float first = a[x], second = b[x];
        a[x] = 0.5F * (first + second);
        b[x] = 0.5F * (first - second);
      }
    }
  });
}

/// As large as the mask's deepest voxel allows, moved inside the box.
void placeCube(const Mask& tested, Whitening& result, Executor& executor, const Progress& progress) {
  const Deepest deepest = deepestVoxel(tested, executor, progress);
  const Index3& size = tested.grid.size;
  const int shortest = *std::ranges::min_element(size);
  const int edge = std::min(2 * (std::max(deepest.steps, kSmallestCube) / 2), 2 * (shortest / 2));
  result.cubeEdge = edge;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const int least = std::min(edge, size[axis] / 2), most = std::max(size[axis] - edge, size[axis] / 2);
    result.cubeCentre[axis] = std::clamp(deepest.voxel[axis], least, most);
  }
}

std::vector<double> cubePower(const Spectrum& map, const Index3& centre, int edge, Executor& executor,
                              Progress& progress) {
  const Volume cube = hammingCube(map, centre, edge, executor, progress.part(0.2));
  Progress transforming = progress.part(0.5), summing = progress.part(0.3);
  return radialPower(forward(cube, executor, transforming), executor, summing);
}

}  // namespace

Whitening whitenHalves(std::array<Spectrum, 2>& halves, const Mask& tested, Executor& executor, Progress& progress) {
  const RadialGrid grid(halves[0].grid);
  const double voxelSize = *std::ranges::max_element(halves[0].grid.voxelSize);
  meanAndDifference(halves, executor, progress.part(0.03, "mean and difference of the half maps"));
  Whitening result;
  const bool isWhole = grid.edge <= kWholeBox || *std::ranges::min_element(halves[0].grid.size) < kWholeBox;
  std::vector<double> noise, signal;
  Progress examining = progress.part(0.05, "spectrum of the noise");
  if (!isWhole) {
    placeCube(tested, result, executor, examining.part(0.5));
    Progress first = examining.part(0.25), second = examining.part(0.25);
    noise = cubePower(halves[1], result.cubeCentre, result.cubeEdge, executor, first);
    const Index3& size = halves[0].grid.size;
    signal = cubePower(halves[0], {size[0] / 2, size[1] / 2, size[2] / 2}, kWholeBox, executor, second);
  }
  for (Spectrum& half : halves) {
    Progress transforming = progress.part(0.2, "transforms of the half maps");
    forwardInPlace(half, executor, transforming);
  }
  if (isWhole) {
    noise = radialPower(halves[1], executor, progress.part(0.01));
    signal = radialPower(halves[0], executor, progress.part(0.01));
  }
  const auto filled = filledShare(signal);
  if (filled) result.emptyBeyondA = 2 * voxelSize / *filled;
  result.fit = fitNoise(noise, voxelSize, filled.value_or(1));
  const double binScale = isWhole ? 1 : (result.cubeEdge - 1.0) / grid.edge;
  whiten(halves, result.fit, binScale, executor, progress.part(0.1, "whitening"));
  for (Spectrum& half : halves) {
    Progress back = progress.part(0.2, "whitened half maps");
    inverseInPlace(half, executor, back);
  }
  return result;
}

std::vector<double> nullWeights(const ScaleModel& model, Weight weight) {
  std::vector<double> weights = model.eigenvalues;
  if (weight == Weight::Published)
    std::erase_if(weights, [&](double value) { return !(value > kKept * model.eigenvalues.front()); });
  return weights;
}

double Levels::meanA() const {
  double sum = 0;
  for (const ScaleFigures& scale : scales) sum += static_cast<double>(scale.found.count) * scale.wavelengthA;
  return sum / static_cast<double>(determined);
}

Levels testScales(const std::array<Spectrum, 2>& whitened, const MaskVoxels& voxels, const TestOptions& options,
                  Buffer<float>& values, Executor& executor, Progress& progress) {
  const Grid& grid = whitened[0].grid;
  const double voxelSize = *std::ranges::max_element(grid.voxelSize);
  const std::int64_t edge = *std::ranges::max_element(grid.size);
  const std::vector<double> tested = wavelengths(voxelSize, options.stepA);
  Levels result;
  result.level = Buffer<std::uint8_t>::zeroed(std::max<std::int64_t>(1, voxels.count()));
  std::uint8_t* level = result.level.data();
  const Progress silent(nullptr, progress.stopToken());
  for (const double wavelengthA : tested) {
    Progress scale =
        progress.part(1.0 / static_cast<double>(tested.size()), "patterns of " + generalText(wavelengthA) + " A");
    const ScaleModel model = scaleModel(wavelengthA, grid.voxelSize, options.weight);
    ScaleFigures figures;
    figures.wavelengthA = wavelengthA;
    figures.noise = noiseVariance(whitened[1], model, voxels.mask, executor, scale.part(0.1));
    if (figures.noise.blocks == 0 && result.scales.empty())
      throw NotMeasurable("the mask is too thin: no cube of " + std::to_string(2 * model.reach[0] + 1) +
                          " voxels fits into it, so the noise cannot be measured");
    if (figures.noise.blocks == 0) break;
    windowStatistic(whitened[0], model, figures.noise.value, voxels, level, values.data(), executor, scale.part(0.8));
    const WeightedChiSquares null(nullWeights(model, options.weight));
    figures.found = discover(values.data(), level, voxels.count(), null, options.p, executor, scale.part(0.1));
    result.scales.push_back(figures);
    result.determined += figures.found.count;
    if (figures.found.threshold) {
      const double threshold = *figures.found.threshold;
      const auto number = static_cast<std::uint8_t>(result.scales.size());
      parallelBlocks(executor, silent, voxels.count(), kVoxelsPerBlock, [&](const BlockRange& block) {
        for (std::int64_t i = block.begin; i < block.end; ++i)
          if (level[i] == 0 && static_cast<double>(values[i]) > threshold) level[i] = number;
      });
    }
    if (figures.found.count < edge && voxels.count() - result.determined < edge * edge) break;
  }
  return result;
}

}  // namespace vitrine::resmap
