#include "core/checks/resmap/null_distribution.hpp"

#include "core/base/lanes.hpp"
#include "core/stats/selection.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::resmap {
namespace {

constexpr double kNegligible = 1e-32;  // of the mixture: twelve digits of the deepest tail
constexpr double kDeepest = 1e-20;     // tail the table reaches; 0.05 / (1e9 log 1e9) is 2e-12
constexpr int kNodes = 2000;
constexpr std::int64_t kBlock = std::int64_t{1} << 20;

/// Mixture coefficients: a_k = 1/(2k) sum_i s_i(k), s_i(k) = c_i (s_i(k-1) + a_(k-1)), c_i = 1 - smallest / weight_i.
std::vector<double> mixtureOf(const std::vector<double>& weights, double smallest) {
  std::vector<double> ratio, sum(weights.size(), 0.0), mixture(1, 1.0);
  for (const double weight : weights) {
    mixture[0] *= std::sqrt(smallest / weight);
    ratio.push_back(1 - smallest / weight);
  }
  const double slowest = *std::ranges::max_element(ratio);
  for (int k = 1; slowest > 0; ++k) {
    double total = 0;
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i] = ratio[i] * (sum[i] + mixture.back());
      total += sum[i];
    }
    mixture.push_back(total / (2.0 * k));
    // Beyond its maximum the sequence falls at least as fast as its slowest part.
    if (mixture.back() < mixture[mixture.size() - 2] && mixture.back() < kNegligible * (1 - slowest)) break;
  }
  return mixture;
}

}  // namespace

WeightedChiSquares::WeightedChiSquares(std::vector<double> weights)
    : m_smallest(*std::ranges::min_element(weights)),
      m_halfDegrees(0.5 * static_cast<double>(weights.size())),
      m_mixture(mixtureOf(weights, m_smallest)) {}

double WeightedChiSquares::upperTail(double q) const {
  if (!(q > 0)) return 1;
  // Q(s + 1, x) = Q(s, x) + x^s e^-x / Gamma(s + 1): upward, so that all terms are positive.
  const double x = 0.5 * q / m_smallest, logX = std::log(x);
  const auto logStep = [&](std::int64_t k) {
    const double s = m_halfDegrees + static_cast<double>(k);
    return s * logX - x - std::lgamma(s + 1);
  };
  constexpr double kUnderflow = -690;
  std::int64_t first = 0;  // the steps grow up to s = x; those that underflow are left out
  if (logStep(0) < kUnderflow) {
    std::int64_t low = 0, high = std::max<std::int64_t>(1, static_cast<std::int64_t>(x - m_halfDegrees));
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (logStep(middle) < kUnderflow ? low : high) = middle;
    }
    first = high;
  }
  const auto terms = static_cast<std::int64_t>(m_mixture.size());
  if (first >= terms) return 0;
  double tail = boost::math::gamma_q(m_halfDegrees + static_cast<double>(first), x), sum = 0;
  double step = std::exp(logStep(first));
  for (std::int64_t k = first; k < terms; ++k) {
    sum += m_mixture[static_cast<std::size_t>(k)] * tail;
    tail += step;
    step *= x / (m_halfDegrees + static_cast<double>(k) + 1);
  }
  return std::min(1.0, sum);
}

double WeightedChiSquares::quantile(double probability) const {
  double low = 0, high = m_smallest;
  while (upperTail(high) > probability) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (upperTail(middle) > probability ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

TailTable::TailTable(const WeightedChiSquares& distribution, double from)
    : m_from(from), m_step((distribution.quantile(kDeepest) - from) / (kNodes - 1)) {
  m_log.reserve(kNodes);
  for (int i = 0; i < kNodes; ++i) m_log.push_back(std::log(distribution.upperTail(from + m_step * i)));
}

double TailTable::logUpperTail(double q) const {
  const double place = (q - m_from) / m_step;
  if (!(place < kNodes - 1)) return m_log.back();
  const auto node = static_cast<std::size_t>(std::max(0.0, place));
  return m_log[node] + (place - static_cast<double>(node)) * (m_log[node + 1] - m_log[node]);
}

namespace {

/// The values still to be decided, counted by their upper bits.
KeyHistogram histogramOf(const float* values, const std::uint8_t* isDecided, std::int64_t count, Executor& executor,
                         const Progress& progress) {
  const std::int64_t blocks = (count + kBlock - 1) / kBlock;
  std::vector<KeyHistogram> lanes(static_cast<std::size_t>(std::min(2, laneCount(executor, blocks))));
  laneBlocks(executor, progress, count, kBlock, lanes, [&](const BlockRange& block, KeyHistogram& histogram) {
    for (std::int64_t i = block.begin; i < block.end; ++i)
      if (isDecided[i] == 0) histogram.add(values[i]);
  });
  for (std::size_t lane = 1; lane < lanes.size(); ++lane) lanes[0].add(lanes[lane]);
  return std::move(lanes[0]);
}

/// The undecided values in (low, high], sorted.
std::vector<float> between(const float* values, const std::uint8_t* isDecided, std::int64_t count, float low,
                           float high, Executor& executor, const Progress& progress) {
  std::vector<float> found = orderedReduce(
      executor, progress, count, kBlock, std::vector<float>(),
      [&](const BlockRange& block, std::vector<float>& part) {
        for (std::int64_t i = block.begin; i < block.end; ++i)
          if (isDecided[i] == 0 && values[i] > low && values[i] <= high) part.push_back(values[i]);
      },
      [](std::vector<float>& total, const std::vector<float>& part) {
        total.insert(total.end(), part.begin(), part.end());
      });
  std::ranges::sort(found);
  return found;
}

}  // namespace

Discoveries discover(const float* values, const std::uint8_t* isDecided, std::int64_t count,
                     const WeightedChiSquares& null, double p, Executor& executor, const Progress& progress) {
  Discoveries result;
  result.single = null.quantile(p);
  const TailTable table(null, result.single);
  progress.throwIfStopped();
  const Progress silent(nullptr, progress.stopToken());
  const KeyHistogram histogram = histogramOf(values, isDecided, count, executor, silent);
  result.tested = histogram.total();
  if (result.tested < 2) return result;

  const float single = floatAtMost(result.single);
  const std::int64_t firstBin = floatKey(single) >> (32 - KeyHistogram::kBits);
  const auto tested = static_cast<double>(result.tested);
  const double harmonic = boost::math::digamma(tested) + std::numbers::egamma;
  const double logBound = std::log(p / (tested * harmonic));
  const auto passes = [&](double value, std::int64_t larger) {
    return larger > 0 && table.logUpperTail(value) < logBound + std::log(static_cast<double>(larger));
  };

  std::int64_t larger = static_cast<std::int64_t>(
      between(values, isDecided, count, single, KeyHistogram::highest(firstBin), executor, silent).size());
  for (std::int64_t bin = firstBin + 1; bin < KeyHistogram::kBins; ++bin) larger += histogram[bin];
  result.aboveSingle = larger;
  for (std::int64_t bin = firstBin; bin < KeyHistogram::kBins && larger > 0; ++bin) {
    if (bin != firstBin && histogram[bin] == 0) continue;
    const float highest = KeyHistogram::highest(bin);
    if (bin != firstBin && !passes(highest, larger - 1)) {  // not even the largest of the bin if it came first
      larger -= histogram[bin];
      continue;
    }
    const float low = bin == firstBin ? single : std::nextafter(KeyHistogram::lowest(bin), 0.0F);
    for (const float value : between(values, isDecided, count, low, highest, executor, silent)) {
      if (!passes(value, --larger)) continue;
      result.threshold = value;
      break;
    }
    if (result.threshold) break;
  }
  if (!result.threshold) return result;
  // Ties with the threshold are not above it.
  const double threshold = *result.threshold;
  result.count = orderedReduce(
      executor, silent, count, kBlock, std::int64_t{0},
      [&](const BlockRange& block, std::int64_t& part) {
        for (std::int64_t i = block.begin; i < block.end; ++i)
          part += isDecided[i] == 0 && static_cast<double>(values[i]) > threshold;
      },
      [](std::int64_t& total, std::int64_t part) { total += part; });
  return result;
}

}  // namespace vitrine::resmap
