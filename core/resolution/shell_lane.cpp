#include "core/resolution/shell_lane.hpp"

namespace vitrine {
namespace {

void addPairs(CrossPower& sums, std::size_t shell, const double* pairs, double weight) {
  sums.cross[shell] += weight * pairs[0];
  sums.power1[shell] += weight * pairs[1];
  sums.power2[shell] += weight * pairs[2];
  sums.count[shell] += weight * pairs[3];
}

}  // namespace

void ShellLane::add(const ShellRun* runs, int count, const RowProducts& products, bool upper) {
  for (int r = 0; r < count; ++r) {
    const ShellRun& run = runs[r];
    double cross = 0, power1 = 0, power2 = 0, imaginary = 0, product = 0, amplitude = 0, phase = 0, cosine = 0;
    for (int i = run.begin; i < run.end; ++i) {
      cross += products.cross[i];
      power1 += products.power1[i];
      power2 += products.power2[i];
      imaginary += products.imaginary[i];
      product += products.power1[i] * products.power2[i];
      amplitude += products.amplitude[i];
      phase += products.phaseError[i];
      cosine += products.cosine[i];
    }
    Part& part = m_parts[run.shell];
    double* pairs = part.pairs[run.friedel - 1][upper ? 1 : 0];
    pairs[0] += cross;
    pairs[1] += power1;
    pairs[2] += power2;
    pairs[3] += run.end - run.begin;
    part.imaginary += run.friedel * imaginary;
    part.powerProduct += run.friedel * product;
    part.amplitude += run.friedel * amplitude;
    part.phaseError += run.friedel * phase;
    part.cosine += run.friedel * cosine;
  }
}

void ShellLane::addRatios(const double* squares, int n, const RowProducts& products, int& shell) {
  for (int i = 0; i < n;) {
    while (squares[i] >= (shell + 1.0) * (shell + 1.0)) ++shell;
    const double end = (shell + 1.0) * (shell + 1.0);
    double ratio = 0, count = 0;
    for (; i < n && squares[i] < end; ++i) {
      ratio += products.ratio[i];
      count += products.hasRatio[i];
    }
    m_parts[shell].ratio += ratio;
    m_parts[shell].ratioCount += count;
  }
}

void ShellLane::addTo(ShellSums& sums) const {
  for (std::size_t s = 0; s < sums.full.shells(); ++s) {
    const Part& part = m_parts[static_cast<std::int64_t>(s)];
    for (int friedel = 1; friedel <= 2; ++friedel)
      for (int upper = 0; upper < 2; ++upper) {
        const double* pairs = part.pairs[friedel - 1][upper];
        addPairs(sums.full, s, pairs, friedel);
        addPairs(sums.stored, s, pairs, 1);
        if (upper == 1) addPairs(sums.upper, s, pairs, 1);
      }
    sums.imaginary[s] += part.imaginary;
    sums.powerProduct[s] += part.powerProduct;
    sums.amplitude[s] += part.amplitude;
    sums.phaseError[s] += part.phaseError;
    sums.cosine[s] += part.cosine;
    sums.amplitudeRatio[s] += part.ratio;
    sums.ratioCount[s] += part.ratioCount;
  }
}

ShellSums emptyShellSums(double width, int shells) {
  const auto n = static_cast<std::size_t>(shells);
  ShellSums sums;
  sums.width = width;
  sums.full = sums.stored = sums.upper = CrossPower(n);
  for (auto* values : {&sums.imaginary, &sums.powerProduct, &sums.amplitude, &sums.phaseError, &sums.cosine,
                       &sums.amplitudeRatio, &sums.ratioCount})
    values->assign(n, 0.0);
  return sums;
}

}  // namespace vitrine
