#include "core/checks/blocres/lane_fft.hpp"

#include <cmath>
#include <numbers>

namespace vitrine::blocres {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

int smallestFactor(int n) {
  if (n % 4 == 0) return 4;
  for (int f = 2; f * f <= n; ++f)
    if (n % f == 0) return f;
  return n;
}

void addRoot(std::vector<float>& pairs, std::int64_t numerator, int denominator) {
  const double angle = -kTwoPi * static_cast<double>(numerator % denominator) / denominator;
  pairs.push_back(static_cast<float>(std::cos(angle)));
  pairs.push_back(static_cast<float>(std::sin(angle)));
}

}  // namespace

LaneFft::LaneFft(int box) : m_box(box) {
  for (int i = 0; i < inputs(); ++i) {
    const double w = 0.5 * (1 - std::cos(kTwoPi * (i + 1) / (box - 1)));
    const double angle = -kTwoPi * i / (2 * box);
    m_window.push_back(w);
    m_even.push_back(static_cast<float>(w));
    m_oddRe.push_back(static_cast<float>(w * std::cos(angle)));
    m_oddIm.push_back(static_cast<float>(w * std::sin(angle)));
  }
  for (int left = box, stride = 1; left > 1;) {
    Stage stage;
    stage.radix = smallestFactor(left);
    stage.columns = left / stage.radix;
    stage.stride = stride;
    for (int p = 0; p < stage.columns; ++p)
      for (int k = 0; k < stage.radix; ++k) addRoot(stage.turns, std::int64_t{p} * k, left);
    for (int j = 0; j < stage.radix; ++j)
      for (int k = 0; k < stage.radix; ++k) addRoot(stage.roots, std::int64_t{j} * k, stage.radix);
    left = stage.columns;
    stride *= stage.radix;
    m_stages.push_back(std::move(stage));
  }
}

}  // namespace vitrine::blocres
