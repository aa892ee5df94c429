#include "core/resolution/monogenic/component.hpp"

#include "core/resolution/wide.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::monogenic {
namespace {

using Complex = std::complex<float>;

constexpr double kCorner = 0.87;  // sqrt(3) / 2, the farthest corner of a cube
constexpr int kMostColumns = 16;

/// Profile constants of a row, for single precision.
struct Profile {
  float riseScale, riseShift, removedScale, removedShift, fallScale, fallShift;
};

/// sin^2(pi t / 2) for t clamped to [0, 1]: the raised cosine, to 2e-7, without a call.
VITRINE_INLINE float smoothStep(float t) {
  const float x = 1.57079633F * std::min(1.0F, std::max(0.0F, t)), s = x * x;
  const float sine =
      x * (1 + s * (-1.66666667e-1F +
                    s * (8.33333333e-3F + s * (-1.98412698e-4F + s * (2.75573192e-6F - s * 2.50521084e-8F)))));
  return sine * sine;
}

/// What becomes of a row of coefficients where the profile is 1: most of a band, whose ramps are narrow.
VITRINE_WIDE void flatRow(const Complex* source, int count, const float* squaredX, float squaredYZ, const float* factor,
                          const float* rieszX, float rieszYZ, bool isRiesz, Complex* out) {
  if (!isRiesz) {
    for (int c = 0; c < count; ++c) out[c] = {source[c].real() * factor[c], source[c].imag() * factor[c]};
    return;
  }
  float value[kMostColumns];
  for (int c = 0; c < count; ++c)
    value[c] = factor[c] * (rieszX[c] + rieszYZ) / std::max(std::sqrt(squaredX[c] + squaredYZ), 1e-20F);
  for (int c = 0; c < count; ++c) out[c] = {source[c].imag() * value[c], -source[c].real() * value[c]};
}

/// out = factor * profile(u) * v for `count` columns; with `riesz`, -i riesz / u of it.
VITRINE_WIDE void profileRow(const Complex* source, int count, const float* squaredX, float squaredYZ,
                             const float* factor, const Profile p, const float* rieszX, float rieszYZ, bool isRiesz,
                             Complex* out) {
  float value[kMostColumns];
  for (int c = 0; c < count; ++c) {
    const float u = std::sqrt(squaredX[c] + squaredYZ);
    const float profile =
        (smoothStep(u * p.riseScale + p.riseShift) - smoothStep(u * p.removedScale + p.removedShift)) *
        (1 - smoothStep(u * p.fallScale + p.fallShift));
    value[c] = factor[c] * profile;
    if (isRiesz) value[c] *= (rieszX[c] + rieszYZ) / std::max(u, 1e-20F);
  }
  if (isRiesz)
    for (int c = 0; c < count; ++c) out[c] = {source[c].imag() * value[c], -source[c].real() * value[c]};
  else
    for (int c = 0; c < count; ++c) out[c] = {source[c].real() * value[c], source[c].imag() * value[c]};
}

float squareOf(double u) { return static_cast<float>(u * std::abs(u)); }
float scaleOf(const Ramp& ramp) { return static_cast<float>(1 / (ramp.end - ramp.begin)); }
float shiftOf(const Ramp& ramp) { return static_cast<float>(-ramp.begin / (ramp.end - ramp.begin)); }

}  // namespace

double frequencyStep(const Grid& grid, int axis) {
  const double coarsest = *std::max_element(grid.voxelSize.begin(), grid.voxelSize.end());
  return coarsest / grid.edge(axis);
}

double rampAt(const Ramp& ramp, double u) {
  if (u <= ramp.begin) return 0;
  if (u >= ramp.end) return 1;
  return (1 - std::cos(std::numbers::pi * (u - ramp.begin) / (ramp.end - ramp.begin))) / 2;
}

double Band::highest() const { return std::min(removed.end, fall.end); }

Index3 reachOf(const Grid& grid, double highest) {
  Index3 reach{};
  for (int a = 0; a < 3; ++a) {
    const double indices = highest / frequencyStep(grid, a);
    const auto i = static_cast<std::size_t>(a);
    reach[i] = indices >= grid.size[i] / 2 ? grid.size[i] / 2 : static_cast<int>(std::floor(indices));
  }
  return reach;
}

ComponentFill::ComponentFill(const Spectrum& source, const FourierReach& target, const Band& band, Component component,
                             NyquistPlane nyquist, const Responses& response)
    : m_source(source), m_target(target), m_component(component) {
  const Grid& grid = source.grid;
  const double voxels = static_cast<double>(grid.voxels());
  for (int a = 0; a < 3; ++a) {
    const auto i = static_cast<std::size_t>(a);
    Axis& axis = m_axes[i];
    axis.reach = target.reach[i];
    const double step = frequencyStep(grid, a);
    for (int k = -axis.reach; k <= axis.reach; ++k) {
      const double u = k * step;
      const bool isNyquist = 2 * std::abs(k) == grid.size[i];
      axis.squared.push_back(static_cast<float>(u * u));
      const double numerator = !isNyquist ? u : nyquist == NyquistPlane::Positive ? std::abs(u) : 0;
      axis.riesz.push_back(static_cast<int>(component) == a + 1 ? static_cast<float>(numerator) : 0.0F);
      double factor = a == 0 ? 1 / voxels : 1;
      if (!response[i].empty()) factor /= response[i][static_cast<std::size_t>(std::abs(k))];
      axis.factor.push_back(static_cast<float>(factor));
    }
  }
  const double highest = std::min(band.highest(), 2 * kCorner);
  m_highestSquared = static_cast<float>(highest * highest);
  m_flatFrom = squareOf(band.rise.end);
  m_flatUpTo = squareOf(std::min(band.removed.begin, band.fall.begin));
  m_riseScale = scaleOf(band.rise);
  m_riseShift = shiftOf(band.rise);
  m_removedScale = scaleOf(band.removed);
  m_removedShift = shiftOf(band.removed);
  m_fallScale = scaleOf(band.fall);
  m_fallShift = shiftOf(band.fall);
}

bool ComponentFill::operator()(int h, int count, int k, Complex* out, std::int64_t stride) const {
  const auto& [ax, ay, az] = m_axes;
  const float inPlane = ax.squared[ax.at(h)] + ay.squared[ay.at(k)];  // of the lowest column
  if (inPlane >= m_highestSquared) return false;
  const auto [nx, ny, nz] = m_source.grid.size;
  const Profile profile{m_riseScale, m_riseShift, m_removedScale, m_removedShift, m_fallScale, m_fallShift};
  const int rows = m_target.rows(2), targetZ = m_target.size[2];
  const int sourceK = k < 0 ? k + ny : k;
  float factor[kMostColumns], rieszX[kMostColumns];
  Complex row[kMostColumns];
  for (int i = 0; i < rows; ++i) {
    const int l = signedIndex(i, rows);
    const float squaredZ = az.squared[az.at(l)];
    if (inPlane + squaredZ >= m_highestSquared) continue;
    for (int c = 0; c < count; ++c) {
      factor[c] = ax.factor[ax.at(h + c)] * ay.factor[ay.at(k)] * az.factor[az.at(l)];
      rieszX[c] = ax.riesz[ax.at(h + c)];
    }
    const Complex* source = m_source.row(sourceK, l < 0 ? l + nz : l) + h;
    const float* squaredX = &ax.squared[ax.at(h)];
    const float squaredYZ = ay.squared[ay.at(k)] + squaredZ, rieszYZ = ay.riesz[ay.at(k)] + az.riesz[az.at(l)];
    const bool isRiesz = m_component != Component::Signal;
    if (squaredX[0] + squaredYZ >= m_flatFrom && squaredX[count - 1] + squaredYZ <= m_flatUpTo)
      flatRow(source, count, squaredX, squaredYZ, factor, rieszX, rieszYZ, isRiesz, row);
    else
      profileRow(source, count, squaredX, squaredYZ, factor, profile, rieszX, rieszYZ, isRiesz, row);
    Complex* to = out + (l < 0 ? l + targetZ : l);
    for (int c = 0; c < count; ++c) to[c * stride] = row[c];
  }
  return true;
}

}  // namespace vitrine::monogenic
