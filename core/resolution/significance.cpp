#include "core/resolution/significance.hpp"

#include "core/resolution/false_discovery.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

/// Last shell of the run of shells that pass, from `first` on.
template <class Passes>
int endOfRun(int first, int last, Passes passes) {
  int end = 0;
  if (first == 0) return end;
  for (int s = first; s <= last && passes(s); ++s) end = s;
  return end;
}

bool passes(const FscCurve& curve, const std::vector<double>& q, int s) {
  return std::isnan(q[at(s)]) ? curve.fsc[at(s)] >= kUntestedFsc : q[at(s)] <= kDiscoveryLevel;
}

/// The step-up rule: p_(i) passes if some j >= i has p_(j) <= level j / (n H_n).
double criticalProbability(std::vector<double> p) {
  std::ranges::sort(p);
  double harmonic = 0;
  for (std::size_t j = 1; j <= p.size(); ++j) harmonic += 1.0 / static_cast<double>(j);
  const double step = kDiscoveryLevel / (static_cast<double>(p.size()) * harmonic);
  std::size_t passed = 0;
  for (std::size_t j = 1; j <= p.size(); ++j)
    if (p[j - 1] <= step * static_cast<double>(j)) passed = j;
  return step * static_cast<double>(std::max<std::size_t>(1, passed));
}

/// Last shell of the outermost run of three significant shells; 0: none.
int lastSteadyShell(const FscCurve& curve, const Significance& significance) {
  int run = 0, last = 0;
  for (int s = 1; s <= significance.lastSignificant; ++s) {
    run = significance.isSignificant(curve, s) ? run + 1 : 0;
    if (run >= 3) last = s;
  }
  return last;
}

}  // namespace

bool Significance::isSignificant(const FscCurve& curve, int shell) const { return passes(curve, qYekutieli, shell); }

Significance testShells(const FscCurve& curve) {
  Significance result;
  const auto n = static_cast<std::size_t>(curve.count());
  result.p.assign(n, kNone);
  result.qYekutieli = result.qHochberg = result.p;
  std::vector<int> shells;
  std::vector<double> p;
  for (int s = 1; s <= curve.last; ++s) {
    if (std::isnan(curve.fsc[at(s)]) || curve.nullFreedom[at(s)] < kFewestForTest) continue;
    shells.push_back(s);
    p.push_back(nullProbability(curve.fsc[at(s)], curve.nullFreedom[at(s)]));
    result.p[at(s)] = p.back();
  }
  if (shells.empty()) return result;
  const auto yekutieli = benjaminiYekutieli(p), hochberg = benjaminiHochberg(p);
  for (std::size_t i = 0; i < shells.size(); ++i) {
    result.qYekutieli[at(shells[i])] = yekutieli[i];
    result.qHochberg[at(shells[i])] = hochberg[i];
  }
  result.tests = static_cast<int>(shells.size());
  result.firstTested = shells.front();
  result.criticalP = criticalProbability(std::move(p));
  result.initialRun =
      endOfRun(result.firstTested, curve.last, [&](int s) { return passes(curve, result.qYekutieli, s); });
  result.initialHochberg =
      endOfRun(result.firstTested, curve.last, [&](int s) { return passes(curve, result.qHochberg, s); });
  for (const int s : shells)
    if (passes(curve, result.qYekutieli, s)) result.lastSignificant = s;
  return result;
}

std::vector<int> selfCheckShells(const FscCurve& curve, const Significance& significance) {
  if (significance.firstTested == 0) return {};
  const int first = significance.firstTested;
  const int last = significance.initialRun > 0 ? significance.initialRun : curve.last;
  std::vector<int> shells{first, (first + last) / 2, last};
  shells.erase(std::unique(shells.begin(), shells.end()), shells.end());
  return shells;
}

NoiseTail noiseTail(const FscCurve& curve, const Significance& significance, const Freedom& freedom) {
  NoiseTail tail;
  tail.first = significance.lastSignificant + 1;
  if (curve.last - significance.lastSignificant < NoiseTail::kFewestShells)
    tail.first = lastSteadyShell(curve, significance) + 1;
  double squares = 0, weighted = 0, weight = 0;
  for (int s = std::max(1, tail.first); s <= curve.last; ++s) {
    const double f = curve.fsc[at(s)], m = curve.nullFreedom[at(s)];
    if (std::isnan(f) || m < kFewestForTest) continue;
    ++tail.shells;
    squares += m * freedom.divisor() * f * f;
    weighted += m * f;
    weight += m;
  }
  if (tail.shells < NoiseTail::kFewestShells) return tail;
  tail.inflation = squares / tail.shells;
  tail.meanFsc = weighted / weight;
  tail.limit = 5 / std::sqrt(weight);
  return tail;
}

}  // namespace vitrine
