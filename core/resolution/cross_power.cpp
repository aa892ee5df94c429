#include "core/resolution/cross_power.hpp"

#include "core/resolution/row_shells.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

namespace vitrine {
namespace {

/// Adds the coefficients begin .. end of one row, all of one shell.
void addRun(CrossPower& sums, std::size_t shell, const std::complex<float>* a, const std::complex<float>* b, int begin,
            int end, int nx) {
  double cross = 0, power1 = 0, power2 = 0, count = 0;
  for (int h = begin; h < end; ++h) {
    const double ar = a[h].real(), ai = a[h].imag(), br = b[h].real(), bi = b[h].imag();
    const int weight = friedelWeight(h, nx);
    cross += weight * (ar * br + ai * bi);
    power1 += weight * (ar * ar + ai * ai);
    power2 += weight * (br * br + bi * bi);
    count += weight;
  }
  sums.cross[shell] += cross;
  sums.power1[shell] += power1;
  sums.power2[shell] += power2;
  sums.count[shell] += count;
}

}  // namespace

CrossPower crossPower(const Spectrum& a, const Spectrum& b, int last, Executor& executor, const Progress& progress) {
  const RowShells shells(a.grid);
  const int count = std::clamp(last + 1, 0, shells.count());
  const double outside = RowShells::begin(count);
  const auto plane = [&](const BlockRange& block, CrossPower& sums) {
    const auto l = static_cast<int>(block.begin);
    if (shells.z(l) * shells.z(l) >= outside) return;
    sums = CrossPower(static_cast<std::size_t>(count));
    for (int k = 0; k < a.grid.size[1]; ++k) {
      const double across = shells.squareAcross(k, l);
      const int end = shells.firstReaching(outside, across);
      int shell = std::min(count - 1, static_cast<int>(std::sqrt(across) + 0.5));
      for (int h = 0; h < end; ++shell) {
        const int next = std::min(end, shells.firstReaching(RowShells::begin(shell + 1), across));
        addRun(sums, static_cast<std::size_t>(shell), a.row(k, l), b.row(k, l), h, next, a.grid.size[0]);
        h = next;
      }
    }
  };
  const auto add = [](CrossPower& total, const CrossPower& next) {
    for (std::size_t s = 0; s < next.shells(); ++s) {
      total.cross[s] += next.cross[s];
      total.power1[s] += next.power1[s];
      total.power2[s] += next.power2[s];
      total.count[s] += next.count[s];
    }
  };
  CrossPower total(static_cast<std::size_t>(count));
  add(total, orderedReduce(executor, progress, a.grid.size[2], 1, CrossPower(), plane,
                           [&](CrossPower& sum, const CrossPower& next) {
                             if (sum.shells() == 0) sum = CrossPower(static_cast<std::size_t>(count));
                             add(sum, next);
                           }));
  return total;
}

}  // namespace vitrine
