#include "core/stats/percentiles.hpp"

#include "core/stats/float_key.hpp"
#include "core/stats/selection.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

constexpr int kLowBits = 32 - KeyHistogram::kBits;
constexpr std::size_t kLowValues = std::size_t{1} << kLowBits;

/// Calls visit(value) for all, asking now and then whether to stop.
template <class Visit>
void forAll(std::span<const float> values, const Progress& progress, Visit visit) {
  constexpr std::size_t kBetweenStops = std::size_t{1} << 21;
  for (std::size_t begin = 0; begin < values.size(); begin += kBetweenStops) {
    progress.throwIfStopped();
    for (const float value : values.subspan(begin, std::min(kBetweenStops, values.size() - begin))) visit(value);
  }
}

/// The values of one coarse bin, counted by what the coarse bin leaves open of their keys.
struct FineBin {
  std::int64_t coarse = 0, below = 0;
  std::array<std::int64_t, kLowValues> counts{};

  float valueOf(std::int64_t rank) const {
    std::int64_t seen = below;
    std::size_t low = 0;
    while (seen + counts[low] <= rank) seen += counts[low++];
    return keyFloat(static_cast<std::uint32_t>(coarse << kLowBits | static_cast<std::int64_t>(low)));
  }
};

}  // namespace

std::vector<float> orderStatistics(std::span<const float> values, std::span<const std::int64_t> ranks,
                                   const Progress& progress) {
  KeyHistogram histogram;
  forAll(values, progress, [&](float value) { histogram.add(value); });

  std::vector<FineBin> fine;
  std::vector<std::size_t> fineOfRank;
  for (const std::int64_t rank : ranks) {
    const KeyHistogram::Place place = histogram.placeOf(rank);
    const auto known = std::ranges::find(fine, place.bin, &FineBin::coarse);
    fineOfRank.push_back(static_cast<std::size_t>(known - fine.begin()));
    if (known == fine.end()) fine.push_back({place.bin, place.below, {}});
  }
  forAll(values, progress, [&](float value) {
    const std::uint32_t key = floatKey(value);
    for (FineBin& bin : fine)
      if (bin.coarse == key >> kLowBits) ++bin.counts[key & (kLowValues - 1)];
  });

  std::vector<float> found;
  for (std::size_t i = 0; i < ranks.size(); ++i) found.push_back(fine[fineOfRank[i]].valueOf(ranks[i]));
  return found;
}

std::vector<double> percentiles(std::span<const float> values, std::span<const double> q, const Progress& progress) {
  const auto last = static_cast<std::int64_t>(values.size()) - 1;
  std::vector<std::int64_t> ranks;
  std::vector<double> fraction;
  for (const double percent : q) {
    const double position = std::clamp(percent / 100, 0.0, 1.0) * static_cast<double>(last);
    const auto below = static_cast<std::int64_t>(std::floor(position));
    ranks.push_back(below);
    ranks.push_back(std::min(below + 1, last));
    fraction.push_back(position - static_cast<double>(below));
  }
  const std::vector<float> found = orderStatistics(values, ranks, progress);
  std::vector<double> result;
  for (std::size_t i = 0; i < q.size(); ++i)
    result.push_back(found[2 * i] + fraction[i] * (double{found[2 * i + 1]} - found[2 * i]));
  return result;
}

double percentBelow(std::span<const float> values, double limit, const Progress& progress) {
  const float firstNotBelow = floatAtLeast(limit);
  std::int64_t count = 0;
  forAll(values, progress, [&](float value) { count += value < firstNotBelow ? 1 : 0; });
  return 100 * static_cast<double>(count) / static_cast<double>(values.size());
}

ValueHistogram valueHistogram(std::span<const float> values, int bins, double loneWidth, const Progress& progress) {
  float smallest = values.front(), largest = values.front();
  forAll(values, progress, [&](float value) {
    smallest = std::min(smallest, value);
    largest = std::max(largest, value);
  });
  const double low = smallest, span = double{largest} - low;
  ValueHistogram histogram;
  if (span == 0) {
    histogram.edges = {low - loneWidth / 2, low + loneWidth / 2};
    histogram.counts = {static_cast<std::int64_t>(values.size())};
    return histogram;
  }
  for (int edge = 0; edge <= bins; ++edge) histogram.edges.push_back(low + span * edge / bins);
  histogram.counts.assign(static_cast<std::size_t>(bins), 0);
  const std::vector<double>& edges = histogram.edges;
  forAll(values, progress, [&](float value) {
    auto bin = std::min(static_cast<std::size_t>((value - low) / span * bins), static_cast<std::size_t>(bins - 1));
    // Rounding may put a value that lies on an edge on the wrong side of it.
    if (value < edges[bin])
      --bin;
    else if (bin + 1 < histogram.counts.size() && value >= edges[bin + 1])
      ++bin;
    ++histogram.counts[bin];
  });
  return histogram;
}

}  // namespace vitrine
