#include "core/resolution/monogenic/kaiser_bessel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::monogenic {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

KaiserBessel::KaiserBessel(int width, double highest) : m_width(width) {
  if (width == 1) return;
  // The first image of the band begins at 1 - highest: the main lobe ends just before it (Beatty et al., equation 5).
  const double lobe = width * (1 - highest);
  m_shape = std::numbers::pi * std::sqrt(std::max(0.1, lobe * lobe - 0.8));
  m_scale = 1 / std::cyl_bessel_i(0.0, m_shape);
}

double KaiserBessel::operator()(double x) const {
  if (m_width == 1) return 1;
  const double t = 2 * x / m_width, s = 1 - t * t;
  return s <= 0 ? 0 : std::cyl_bessel_i(0.0, m_shape * std::sqrt(s)) * m_scale;
}

double KaiserBessel::response(double frequency) const {
  if (m_width == 1) return 1;
  const double turn = std::numbers::pi * m_width * frequency, s = m_shape * m_shape - turn * turn;
  if (s > 0) return m_width * m_scale * std::sinh(std::sqrt(s)) / std::sqrt(s);
  return s < 0 ? m_width * m_scale * std::sin(std::sqrt(-s)) / std::sqrt(-s) : m_width * m_scale;
}

AxisWeights axisWeights(const KaiserBessel& kernel, double first, double step, int count) {
  AxisWeights result;
  result.width = kernel.width();
  for (int i = 0; i < count; ++i) {
    const double x = first + step * i;
    const int start = kernel.width() == 1 ? static_cast<int>(std::lround(x))
                                          : static_cast<int>(std::floor(x - 0.5 * kernel.width())) + 1;
    result.start.push_back(start);
    for (int k = 0; k < kernel.width(); ++k) result.weight.push_back(static_cast<float>(kernel(x - start - k)));
  }
  return result;
}

AxisGather axisGather(const AxisWeights& weights, int n) {
  const auto sampleOf = [n](int i) { return (i % n + n) % n; };
  AxisGather gather;
  gather.begin.assign(at(n) + 1, 0);
  for (const int start : weights.start)
    for (int k = 0; k < weights.width; ++k) ++gather.begin[at(sampleOf(start + k)) + 1];
  for (int i = 0; i < n; ++i) gather.begin[at(i) + 1] += gather.begin[at(i)];
  gather.position.resize(at(gather.begin.back()));
  gather.weight.resize(gather.position.size());
  std::vector<int> next(gather.begin.begin(), gather.begin.end() - 1);
  for (int i = 0; i < weights.count(); ++i)
    for (int k = 0; k < weights.width; ++k) {
      const int place = next[at(sampleOf(weights.start[at(i)] + k))]++;
      gather.position[at(place)] = i;
      gather.weight[at(place)] = weights.of(i)[k];
    }
  return gather;
}

}  // namespace vitrine::monogenic
