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

/// `values` where the mask is set, 0 elsewhere.
VITRINE_INLINE Doubles masked(Longs mask, Doubles values) {
  return reinterpret_cast<Doubles>(mask & reinterpret_cast<Longs>(values));
}

/// Friedel weight times {cross, power1, power2, 1}.
VITRINE_INLINE Doubles quadOf(const RowProducts& products, int i, double friedel) {
  return friedel * Doubles{products.cross[i], products.power1[i], products.power2[i], 1.0};
}

/// exp(-4 x) for x in [0, 1] as the eighth power of the exponential's own series around the middle; what the series
/// leaves out is below 4e-9 of the result.
VITRINE_INLINE Doubles weightOf(Doubles x) {
  const Doubles y = 0.25 - 0.5 * x, y2 = y * y, y4 = y2 * y2;  // terms by pairs: a shorter chain than Horner's
  const Doubles low = (y + 1.0) + y2 * (y * (1.0 / 6) + 0.5);
  const Doubles high = (y * (1.0 / 120) + 1.0 / 24) + y2 * (y * (1.0 / 5040) + 1.0 / 720);
  Doubles series = (low + y4 * high) * 0.77880078307140487;  // exp(-1/4)
  series *= series;
  series *= series;
  return series * series;
}

}  // namespace

AxisSums::AxisSums(int shellCount, int axes, bool squared) : shells(shellCount) {
  sums = Buffer<Quad>::zeroed(shells * (axes + 1));
  if (squared) squares = Buffer<double>::zeroed(shells * (axes + 1));
}

Bytes AxisSums::bytes(int shellCount, int axes, bool squared) {
  return Bytes{shellCount} * (axes + 1) * static_cast<Bytes>(sizeof(Quad) + (squared ? sizeof(double) : 0));
}

// Both loops add a whole quad for every axis of a list, with weight 0 where the cone does not hold the coefficient:
// there is no telling which will, and a branch that is guessed wrongly costs more.
VITRINE_WIDE void addHardCones(const ConeRun* runs, int count, const RowProducts& products, const RowPlace& place,
                               AxisSums& sums) {
  const CellLists& lists = ConeCells::get().hard();
  const std::int64_t shells = sums.shells;
  for (int r = 0; r < count; ++r) {
    const ConeRun run = runs[r];
    Quad* shell = sums.sums.data() + run.shell;
    const AxisGroup *first = &lists.groups[lists.first[run.cell]], *last = &lists.groups[lists.first[run.cell + 1]];
    for (int i = run.begin; i < run.end; ++i) {
      const Doubles quad = quadOf(products, i, run.friedel);
      const double x = place.x[i] * place.inverse[i], y = place.y * place.inverse[i], z = place.z * place.inverse[i];
      for (const AxisGroup* group = first; group != last; ++group) {
        const Longs holds = x * load(group->x) + y * load(group->y) + z * load(group->z) >= kConeCosine;
        add(shell[group->axis[0] * shells], masked(__builtin_shuffle(holds, Longs{0, 0, 0, 0}), quad));
        add(shell[group->axis[1] * shells], masked(__builtin_shuffle(holds, Longs{1, 1, 1, 1}), quad));
        add(shell[group->axis[2] * shells], masked(__builtin_shuffle(holds, Longs{2, 2, 2, 2}), quad));
        add(shell[group->axis[3] * shells], masked(__builtin_shuffle(holds, Longs{3, 3, 3, 3}), quad));
      }
    }
  }
}

VITRINE_WIDE void addWeightedCones(const ConeRun* runs, int count, const RowProducts& products, const RowPlace& place,
                                   AxisSums& sums) {
  const CellLists& lists = ConeCells::get().weighted();
  const std::int64_t shells = sums.shells;
  const double cosine = kOccupancyCosine, scale = 1 / (1 - kOccupancyCosine);
  for (int r = 0; r < count; ++r) {
    const ConeRun run = runs[r];
    Quad* shell = sums.sums.data() + run.shell;
    double* squares = sums.squares.data() + run.shell;
    const AxisGroup *first = &lists.groups[lists.first[run.cell]], *last = &lists.groups[lists.first[run.cell + 1]];
    for (int i = run.begin; i < run.end; ++i) {
      const Doubles quad = quadOf(products, i, run.friedel);
      const double x = place.x[i] * place.inverse[i], y = place.y * place.inverse[i], z = place.z * place.inverse[i];
      for (const AxisGroup* group = first; group != last; ++group) {
        const Doubles c = x * load(group->x) + y * load(group->y) + z * load(group->z);
        const Doubles t = (1 - c) * scale;
        const Doubles weight = masked(c >= cosine, weightOf(t * t)), square = run.friedel * (weight * weight);
        for (int j = 0; j < 4; ++j) {
          add(shell[group->axis[j] * shells], weight[j] * quad);
          squares[group->axis[j] * shells] += square[j];
        }
      }
    }
  }
}

VITRINE_WIDE void addCells(const ConeRun* runs, int count, const RowProducts& products, std::int64_t shells,
                           Quad* cellSums) {
  for (int r = 0; r < count; ++r) {
    const ConeRun& run = runs[r];
    Doubles total{};
    for (int i = run.begin; i < run.end; ++i) total += quadOf(products, i, run.friedel);
    add(cellSums[run.cell * shells + run.shell], total);
  }
}

}  // namespace vitrine
