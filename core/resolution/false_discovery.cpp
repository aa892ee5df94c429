#include "core/resolution/false_discovery.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace vitrine {
namespace {

std::vector<double> stepUp(const std::vector<double>& p, double factor) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  std::vector<double> q(p.size());
  double smallest = 1;
  for (std::size_t rank = p.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    smallest = std::min(smallest, factor * p[i] * static_cast<double>(p.size()) / static_cast<double>(rank));
    q[i] = smallest;
  }
  return q;
}

}  // namespace

std::vector<double> benjaminiHochberg(const std::vector<double>& p) { return stepUp(p, 1); }

std::vector<double> benjaminiYekutieli(const std::vector<double>& p) {
  double harmonic = 0;
  for (std::size_t j = 1; j <= p.size(); ++j) harmonic += 1.0 / static_cast<double>(j);
  return stepUp(p, harmonic);
}

}  // namespace vitrine
