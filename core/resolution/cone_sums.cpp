#include "core/resolution/cone_sums.hpp"

#include "core/resolution/pair_pass.hpp"

#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

const double kConeCosine = std::cos(kConeDegrees * std::numbers::pi / 180);
const double kOccupancyCosine = std::cos(kOccupancyConeDegrees * std::numbers::pi / 180);

VITRINE_INLINE Doubles load(const Quad& quad) {
  Doubles result;
  std::memcpy(&result, quad.value, sizeof result);
  return result;
}

VITRINE_INLINE void add(Quad& quad, Doubles values) {
  values += load(quad);
  std::memcpy(quad.value, &values, sizeof values);
}

VITRINE_INLINE Doubles four(double value) { return Doubles{value, value, value, value}; }

/// `values` where the mask is set, 0 elsewhere.
VITRINE_INLINE Doubles masked(Longs mask, Doubles values) {
  return reinterpret_cast<Doubles>(mask & reinterpret_cast<Longs>(values));
}

/// Sums of four axes at once; one register each.
struct FourSums {
  Doubles cross{}, power1{}, power2{}, weight{}, squares{};
};

/// Turned to one quad per axis and added to the shell's.
VITRINE_INLINE void addFour(const FourSums& sum, const std::int32_t* axis, double friedel, Quad* shell) {
  const Doubles low1 = __builtin_shuffle(sum.cross, sum.power1, Longs{0, 4, 1, 5});
  const Doubles high1 = __builtin_shuffle(sum.cross, sum.power1, Longs{2, 6, 3, 7});
  const Doubles low2 = __builtin_shuffle(sum.power2, sum.weight, Longs{0, 4, 1, 5});
  const Doubles high2 = __builtin_shuffle(sum.power2, sum.weight, Longs{2, 6, 3, 7});
  add(shell[axis[0]], friedel * __builtin_shuffle(low1, low2, Longs{0, 1, 4, 5}));
  add(shell[axis[1]], friedel * __builtin_shuffle(low1, low2, Longs{2, 3, 6, 7}));
  add(shell[axis[2]], friedel * __builtin_shuffle(high1, high2, Longs{0, 1, 4, 5}));
  add(shell[axis[3]], friedel * __builtin_shuffle(high1, high2, Longs{2, 3, 6, 7}));
}

/// exp(-4 x) for x in [0, 1] as the eighth power of the exponential's own series around the middle; what the series
/// leaves out is below 4e-9 of the result.
VITRINE_INLINE Doubles weightOf(Doubles x) {
  const Doubles y = 0.25 - 0.5 * x;
  Doubles series = y * (1.0 / 5040) + 1.0 / 720;
  series = series * y + 1.0 / 120;
  series = series * y + 1.0 / 24;
  series = series * y + 1.0 / 6;
  series = series * y + 0.5;
  series = series * y + 1.0;
  series = series * y + 1.0;
  series *= 0.77880078307140487;  // exp(-1/4)
  series *= series;
  series *= series;
  return series * series;
}

}  // namespace

AxisSums::AxisSums(int shells, int axes, bool squared) : stride(axes + 1) {
  sums = Buffer<Quad>::zeroed(shells * stride);
  if (squared) squares = Buffer<double>::zeroed(shells * stride);
}

Bytes AxisSums::bytes(int shells, int axes, bool squared) {
  return Bytes{shells} * (axes + 1) * static_cast<Bytes>(sizeof(Quad) + (squared ? sizeof(double) : 0));
}

VITRINE_WIDE void addHardCones(const ConeRun* runs, int count, const RowProducts& products, const RowPlace& place,
                               AxisSums& sums) {
  const CellLists& lists = ConeCells::get().hard();
  for (int r = 0; r < count; ++r) {
    const ConeRun& run = runs[r];
    Quad* shell = sums.sums.data() + sums.index(run.shell, 0);
    for (std::uint32_t g = lists.first[run.cell]; g < lists.first[run.cell + 1]; ++g) {
      const AxisGroup& group = lists.groups[g];
      const Doubles x = load(group.x), across = place.y * load(group.y) + place.z * load(group.z);
      FourSums sum;
      for (int i = run.begin; i < run.end; ++i) {
        const Longs holds = (x * place.x[i] + across) * place.inverse[i] >= kConeCosine;
        sum.cross += masked(holds, four(products.cross[i]));
        sum.power1 += masked(holds, four(products.power1[i]));
        sum.power2 += masked(holds, four(products.power2[i]));
        sum.weight += masked(holds, four(1));
      }
      addFour(sum, group.axis, run.friedel, shell);
    }
  }
}

VITRINE_WIDE void addWeightedCones(const ConeRun* runs, int count, const RowProducts& products, const RowPlace& place,
                                   AxisSums& sums) {
  const CellLists& lists = ConeCells::get().weighted();
  const double cosine = kOccupancyCosine, scale = 1 / (1 - kOccupancyCosine);
  for (int r = 0; r < count; ++r) {
    const ConeRun& run = runs[r];
    const std::int64_t first = sums.index(run.shell, 0);
    for (std::uint32_t g = lists.first[run.cell]; g < lists.first[run.cell + 1]; ++g) {
      const AxisGroup& group = lists.groups[g];
      const Doubles x = load(group.x), across = place.y * load(group.y) + place.z * load(group.z);
      FourSums sum;
      for (int i = run.begin; i < run.end; ++i) {
        const Doubles c = (x * place.x[i] + across) * place.inverse[i];
        const Doubles t = (1 - c) * scale;
        const Doubles weight = masked(c >= cosine, weightOf(t * t));
        sum.cross += weight * products.cross[i];
        sum.power1 += weight * products.power1[i];
        sum.power2 += weight * products.power2[i];
        sum.weight += weight;
        sum.squares += weight * weight;
      }
      addFour(sum, group.axis, run.friedel, sums.sums.data() + first);
      for (int j = 0; j < 4; ++j) sums.squares[first + group.axis[j]] += run.friedel * sum.squares[j];
    }
  }
}

VITRINE_WIDE void addCells(const ConeRun* runs, int count, const RowProducts& products, Quad* cellSums) {
  const std::int64_t cells = ConeCells::get().count();
  for (int r = 0; r < count; ++r) {
    const ConeRun& run = runs[r];
    Doubles total{};
    for (int i = run.begin; i < run.end; ++i)
      total += Doubles{products.cross[i], products.power1[i], products.power2[i], 1.0};
    add(cellSums[run.shell * cells + run.cell], run.friedel * total);
  }
}

}  // namespace vitrine
