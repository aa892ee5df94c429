#include "core/checks/bfactor/bfactor.hpp"

#include "core/fourier/transform.hpp"
#include "core/volume/scan.hpp"

#include <cmath>
#include <limits>

namespace vitrine::bfactor {
namespace {

/// Voxel sizes come through 32-bit floats: limits that fall on a shell include it.
constexpr double kTie = 1e-6;

/// Sums and sums of squares of the planes perpendicular to each axis.
struct PlaneSums {
  explicit PlaneSums(const Grid& grid) {
    for (std::size_t a = 0; a < 3; ++a) {
      sum[a].assign(static_cast<std::size_t>(grid.size[a]), 0.0);
      squares[a].assign(sum[a].size(), 0.0);
    }
  }
  void add(const PlaneSums& other) {
    for (std::size_t a = 0; a < 3; ++a)
      for (std::size_t i = 0; i < sum[a].size(); ++i) {
        sum[a][i] += other.sum[a][i];
        squares[a][i] += other.squares[a][i];
      }
  }
  void addRow(const float* row, std::size_t y, std::size_t z) {
    double rowSum = 0, rowSquares = 0;
    for (std::size_t x = 0; x < sum[0].size(); ++x) {
      const double value = row[x], square = value * value;
      sum[0][x] += value;
      squares[0][x] += square;
      rowSum += value;
      rowSquares += square;
    }
    sum[1][y] += rowSum;
    squares[1][y] += rowSquares;
    sum[2][z] += rowSum;
    squares[2][z] += rowSquares;
  }
  int largestVariance(const Grid& grid, std::size_t axis) const {
    const double n = static_cast<double>(grid.voxels()) / grid.size[axis];
    std::vector<double> variance;
    for (std::size_t i = 0; i < sum[axis].size(); ++i) {
      const double mean = sum[axis][i] / n;
      variance.push_back(squares[axis][i] / n - mean * mean);
    }
    return firstOfLargest(variance);
  }
  std::array<std::vector<double>, 3> sum, squares;
};

GrayImage paddedSlice(Spectrum& padded, int axis, int index) {
  const Grid& grid = padded.grid;
  GrayImage image = emptyImage(grid, axis, index);
  float* out = image.values.data();
  for (int row = 0; row < image.height; ++row)
    for (int column = 0; column < image.width; ++column) {
      if (axis == 0)
        *out++ = paddedRow(padded, column, row)[index];
      else
        *out++ = (axis == 1 ? paddedRow(padded, index, row) : paddedRow(padded, row, index))[column];
    }
  return image;
}

}  // namespace

GuinierCurve guinierCurve(const ShellAmplitudes& amplitudes, std::int64_t voxels) {
  GuinierCurve curve;
  for (int s = 1; s < amplitudes.count(); ++s) {
    const double mean = amplitudes.mean(s) / static_cast<double>(voxels);
    curve.squaredFrequency.push_back(amplitudes.frequency(s) * amplitudes.frequency(s));
    curve.lnAmplitude.push_back(mean > 0 ? std::log(mean) : std::numeric_limits<double>::quiet_NaN());
  }
  return curve;
}

bool FitWindow::contains(double squaredFrequency) const {
  const double frequency = std::sqrt(squaredFrequency);
  return frequency * lowA >= 1 - kTie && frequency * highA <= 1 + kTie;
}

int shellsInside(const Shells& shells, const FitWindow& window) {
  int inside = 0;
  for (int s = 1; s <= shells.last(); ++s)
    if (window.contains(shells.frequency(s) * shells.frequency(s))) ++inside;
  return inside;
}

std::optional<LinearFit> fitGuinier(const GuinierCurve& curve, const FitWindow& window) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < curve.squaredFrequency.size(); ++i) {
    if (!window.contains(curve.squaredFrequency[i]) || std::isnan(curve.lnAmplitude[i])) continue;
    x.push_back(curve.squaredFrequency[i]);
    y.push_back(curve.lnAmplitude[i]);
  }
  if (x.size() < kFewestShells) return std::nullopt;
  return fitLine(x, y);
}

std::array<GrayImage, 3> paddedVarianceSlices(Spectrum& padded, Executor& executor, const Progress& progress) {
  const Grid& grid = padded.grid;
  constexpr std::int64_t kPlanesPerBlock = 8;
  const PlaneSums sums = orderedReduce(
      executor, progress, grid.size[2], kPlanesPerBlock, PlaneSums(grid),
      [&](const BlockRange& block, PlaneSums& part) {
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < grid.size[1]; ++y)
            part.addRow(paddedRow(padded, y, z), static_cast<std::size_t>(y), static_cast<std::size_t>(z));
      },
      [](PlaneSums& total, const PlaneSums& next) { total.add(next); });
  std::array<GrayImage, 3> slices;
  for (int axis = 0; axis < 3; ++axis) {
    const auto a = static_cast<std::size_t>(axis);
    slices[a] = paddedSlice(padded, axis, sums.largestVariance(grid, a));
  }
  return slices;
}

}  // namespace vitrine::bfactor
