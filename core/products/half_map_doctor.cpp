#include "core/products/half_map_doctor.hpp"

#include "core/base/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitrine {
namespace {

constexpr double kNoPower = 1e-10;   // of the median of the shells before: nothing is left
constexpr double kRounding = 1e-12;  // of the mean power of all coefficients: what 32-bit voxels leave by rounding
constexpr double kFasterFall = 0.1;  // of the partner's power, both as at low frequency
constexpr double kAverageFsc = 0.70710678118654752;  // sqrt((1 + 0) / 2)
constexpr double kAverageTolerance = 0.02;

double meanPower(const CrossPower& sums, std::size_t half, int shell) {
  const auto s = static_cast<std::size_t>(shell);
  return sums.count[s] > 0 ? (half == 0 ? sums.power1 : sums.power2)[s] / sums.count[s] : 0.0;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Last shell before the power of one half is gone.
int lastWithPower(const CrossPower& sums, std::size_t half) {
  const auto& power = half == 0 ? sums.power1 : sums.power2;
  const double coefficients = std::accumulate(sums.count.begin(), sums.count.end(), 0.0);
  const double rounding = kRounding * std::accumulate(power.begin(), power.end(), 0.0) / coefficients;
  const int last = static_cast<int>(sums.shells()) - 1;
  std::vector<double> mean;
  for (int s = 0; s <= last; ++s) mean.push_back(meanPower(sums, half, s));
  for (int s = 3; s <= last; ++s) {
    const double before = median({mean.begin() + (s + 1) / 2, mean.begin() + s});
    if (mean[static_cast<std::size_t>(s)] < std::max(kNoPower * before, rounding)) return s - 1;
  }
  return last;
}

Diagnostic finding(const HalfSpectra& halves, std::size_t half, std::string id, std::string message,
                   std::map<std::string, std::string> values, std::string assumption, std::string remedy) {
  return {.id = std::move(id),
          .file = halves.info[half]->file,
          .message = std::move(message),
          .values = std::move(values),
          .assumption = std::move(assumption),
          .remedy = std::move(remedy)};
}

std::string resolutionText(const ShellSums& shells, int shell) {
  return fixedText(1.0 / shells.frequency(shell), 2) + " A";
}

constexpr const char* kUnfiltered =
    "Choose the half map as refined, neither filtered nor sharpened (RELION: *_unfil.mrc); EMDB wants that one.";

/// The shell from which on one half has less than a tenth of the power it should have beside the other; 0: none.
int fallsFaster(const CrossPower& sums, std::size_t half, int last) {
  const int reference = std::max(3, last / 4);
  if (reference >= last) return 0;
  std::vector<double> ratio(static_cast<std::size_t>(last) + 1);
  for (int s = 1; s <= last; ++s) {
    const double other = meanPower(sums, 1 - half, s);
    ratio[static_cast<std::size_t>(s)] = other > 0 ? meanPower(sums, half, s) / other : 0;
  }
  const double usual = median({ratio.begin() + 1, ratio.begin() + 1 + reference});
  int first = last + 1;
  while (first > 1 && ratio[static_cast<std::size_t>(first) - 1] < kFasterFall * usual) --first;
  return last + 1 - first >= 3 ? first : 0;
}

}  // namespace

int firstBelow(const ShellSums& shells, double limit, int last) {
  for (int s = 1; s <= last; ++s)
    if (shells.fsc(s) < limit) return s;
  return last + 1;
}

bool areProportional(const ShellSums& shells, int lastUsable) {
  int same = 0;
  for (int s = 1; s <= lastUsable; ++s) same += std::abs(shells.fsc(s)) > 0.99999;
  return lastUsable > 0 && same >= 0.95 * lastUsable;
}

int lastUsableShell(const HalfSpectra& halves, std::vector<Diagnostic>& findings) {
  const CrossPower& sums = halves.shells.full;
  const int all = halves.shells.count() - 1;
  const std::array<int, 2> last = {lastWithPower(sums, 0), lastWithPower(sums, 1)};
  const int usable = std::min(last[0], last[1]);
  for (std::size_t half = 0; half < 2; ++half) {
    std::string message;
    int shell = last[half];
    if (shell < all) {
      message = "This half map is filtered: nothing is left beyond " + resolutionText(halves.shells, shell) + ".";
    } else {
      shell = fallsFaster(sums, half, usable);
      if (shell == 0) continue;
      message = "This half map is filtered: beyond " + resolutionText(halves.shells, shell) +
                " it has less than a tenth of the power of the other one.";
    }
    findings.push_back(finding(halves, half, "W-HALFFILTERED", std::move(message),
                               {{"A", exactText(1.0 / halves.shells.frequency(shell))}},
                               "Curves end where one half map has no power left.", kUnfiltered));
  }
  return usable;
}

void judgeAverage(const HalfSpectra& halves, int lastUsable, std::vector<Diagnostic>& findings) {
  // The outer quarter of the shells, in two halves: it must be level there, not pass by.
  const int begin = lastUsable - lastUsable / 4 + 1, middle = (begin + lastUsable + 1) / 2;
  if (lastUsable - begin < 3) return;
  const CrossPower& sums = halves.shells.full;
  const auto mean = [&](int from, int to) {
    double fsc = 0, count = 0;
    for (int s = from; s < to; ++s) {
      fsc += sums.count[static_cast<std::size_t>(s)] * halves.shells.fsc(s);
      count += sums.count[static_cast<std::size_t>(s)];
    }
    return fsc / count;
  };
  const double inner = mean(begin, middle), outer = mean(middle, lastUsable + 1), tail = mean(begin, lastUsable + 1);
  for (const double value : {inner, outer, tail})
    if (std::abs(value - kAverageFsc) > kAverageTolerance) return;
  const double ratio = meanPower(sums, 1, lastUsable) / meanPower(sums, 0, lastUsable);
  // Averaging halves the noise power: the weaker one is the average.
  const std::size_t suspect = ratio < 1 ? 1 : 0;
  findings.push_back(finding(halves, suspect, "W-HALFAVERAGE",
                             "One input looks like the average map, probably this one: the FSC stays at " +
                                 fixedText(tail, 3) +
                                 " up to the end, as of a half map with the average of both (0.707).",
                             {{"tail mean", exactText(tail)}, {"power ratio", exactText(ratio)}},
                             "Both are compared as they are; the FSC is far too high.",
                             "Choose the half map itself instead of the full map made from both."));
}

}  // namespace vitrine
