#include "core/resolution/pair_pass.hpp"

#include "core/fourier/shells.hpp"
#include "core/resolution/directions.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

constexpr std::int64_t kLanes = 4;
const double kConeCosine = std::cos(kConeDegrees * std::numbers::pi / 180);
const double kOccupancyCosine = std::cos(kOccupancyConeDegrees * std::numbers::pi / 180);

struct Products {
  double cross = 0, imaginary = 0, power1 = 0, power2 = 0, ratio = 0;
  bool hasRatio = false;
};

Products productsOf(std::complex<double> a, std::complex<double> b) {
  const std::complex<double> product = a * std::conj(b);
  Products p{product.real(), product.imag(), std::norm(a), std::norm(b)};
  const double difference = std::norm(a - b);
  p.hasRatio = difference > 0;
  if (p.hasRatio) p.ratio = std::sqrt(std::norm(a + b) / difference);
  return p;
}

void addTo(CrossPower& sums, std::size_t s, const Products& p, double weight) {
  sums.cross[s] += weight * p.cross;
  sums.power1[s] += weight * p.power1;
  sums.power2[s] += weight * p.power2;
  sums.count[s] += weight;
}

ShellSums emptyShells(const Shells& shells) {
  const auto n = static_cast<std::size_t>(shells.count());
  ShellSums sums;
  sums.width = shells.width();
  sums.full = sums.stored = sums.upper = CrossPower(n);
  for (auto* values : {&sums.imaginary, &sums.powerProduct, &sums.amplitude, &sums.phaseError, &sums.cosine,
                       &sums.amplitudeRatio, &sums.ratioCount})
    values->assign(n, 0.0);
  return sums;
}

void addShells(ShellSums& sums, std::size_t s, std::size_t floorShell, const Products& p, double weight, bool upper) {
  addTo(sums.full, s, p, weight);
  addTo(sums.stored, s, p, 1);
  if (upper) addTo(sums.upper, s, p, 1);
  const double amplitude1 = std::sqrt(p.power1), amplitude2 = std::sqrt(p.power2);
  const double degrees = std::atan2(p.imaginary, p.cross) * 180 / std::numbers::pi;
  sums.imaginary[s] += weight * p.imaginary;
  sums.powerProduct[s] += weight * p.power1 * p.power2;
  sums.amplitude[s] += weight * (amplitude1 + amplitude2);
  sums.phaseError[s] += weight * (amplitude1 + amplitude2) * degrees * degrees;
  if (amplitude1 > 0 && amplitude2 > 0) sums.cosine[s] += weight * p.cross / (amplitude1 * amplitude2);
  if (!p.hasRatio) return;
  sums.amplitudeRatio[floorShell] += p.ratio;
  sums.ratioCount[floorShell] += 1;
}

DirectionSums emptyDirections(std::size_t axes, int shells, bool weighted) {
  DirectionSums sums;
  sums.axes = static_cast<int>(axes);
  sums.shells = shells;
  const std::size_t n = axes * static_cast<std::size_t>(shells);
  sums.cross.resize(n);
  sums.power1.resize(n);
  sums.power2.resize(n);
  sums.weight.resize(n);
  if (weighted) sums.squaredWeight.resize(n);
  return sums;
}

void addDirection(DirectionSums& sums, std::size_t at, const Products& p, double weight, double friedel) {
  sums.cross[at] += friedel * weight * p.cross;
  sums.power1[at] += friedel * weight * p.power1;
  sums.power2[at] += friedel * weight * p.power2;
  sums.weight[at] += friedel * weight;
  if (!sums.squaredWeight.empty()) sums.squaredWeight[at] += friedel * weight * weight;
}

double cosineWith(const Vector3& axis, const Vector3& direction) {
  return std::abs(axis[0] * direction[0] + axis[1] * direction[1] + axis[2] * direction[2]);
}

void addDirections(PairSums& sums, int shell, const Vector3& direction, const Products& p, double friedel) {
  for (int axis = 0; axis < sums.cones.axes; ++axis)
    if (cosineWith(coneAxes()[static_cast<std::size_t>(axis)], direction) >= kConeCosine)
      addDirection(sums.cones, sums.cones.index(shell, axis), p, 1, friedel);
  for (int axis = 0; axis < sums.occupancy.axes; ++axis) {
    const double c = cosineWith(icosphere().axes[static_cast<std::size_t>(axis)], direction);
    if (c < kOccupancyCosine) continue;
    const double t = (c - 1) / (kOccupancyCosine - 1);
    addDirection(sums.occupancy, sums.occupancy.index(shell, axis), p, std::exp(-4 * t * t), friedel);
  }
}

PairSums emptySums(const Shells& shells, const PairPassOptions& options) {
  PairSums sums;
  sums.shells = emptyShells(shells);
  if (options.cones) sums.cones = emptyDirections(coneAxes().size(), shells.count(), false);
  if (options.occupancy) sums.occupancy = emptyDirections(icosphere().axes.size(), shells.count(), true);
  return sums;
}

void addRow(PairSums& sums, const Shells& shells, const Spectrum& half1, const Spectrum& half2, int k, int l) {
  const Grid& grid = half1.grid;
  const std::complex<float>*row1 = half1.row(k, l), *row2 = half2.row(k, l);
  const double gy = signedIndex(k, grid.size[1]) / grid.edge(1), gz = signedIndex(l, grid.size[2]) / grid.edge(2);
  for (int h = 0; h < half1.rowLength(); ++h) {
    const double gx = h / grid.edge(0), g = std::sqrt(gx * gx + gy * gy + gz * gz);
    const int shell = static_cast<int>(std::floor(g / shells.width() + 0.5));
    if (shell > shells.last()) return;
    if (g == 0) continue;
    const Products p = productsOf(row1[h], row2[h]);
    const double friedel = friedelWeight(h, grid.size[0]);
    addShells(sums.shells, static_cast<std::size_t>(shell), static_cast<std::size_t>(g / shells.width()), p, friedel,
              2 * k <= grid.size[1]);
    addDirections(sums, shell, {gx / g, gy / g, gz / g}, p, friedel);
  }
}

void add(std::vector<double>& total, const std::vector<double>& next) {
  for (std::size_t i = 0; i < total.size(); ++i) total[i] += next[i];
}

void add(CrossPower& total, const CrossPower& next) {
  add(total.cross, next.cross);
  add(total.power1, next.power1);
  add(total.power2, next.power2);
  add(total.count, next.count);
}

void add(DirectionSums& total, const DirectionSums& next) {
  add(total.cross, next.cross);
  add(total.power1, next.power1);
  add(total.power2, next.power2);
  add(total.weight, next.weight);
  add(total.squaredWeight, next.squaredWeight);
}

void add(PairSums& total, const PairSums& next) {
  add(total.shells.full, next.shells.full);
  add(total.shells.stored, next.shells.stored);
  add(total.shells.upper, next.shells.upper);
  add(total.shells.imaginary, next.shells.imaginary);
  add(total.shells.powerProduct, next.shells.powerProduct);
  add(total.shells.amplitude, next.shells.amplitude);
  add(total.shells.phaseError, next.shells.phaseError);
  add(total.shells.cosine, next.shells.cosine);
  add(total.shells.amplitudeRatio, next.shells.amplitudeRatio);
  add(total.shells.ratioCount, next.shells.ratioCount);
  add(total.cones, next.cones);
  add(total.occupancy, next.occupancy);
}

}  // namespace

double DirectionSums::correlation(int shell, int axis) const {
  const std::size_t at = index(shell, axis);
  const double norm = std::sqrt(power1[at]) * std::sqrt(power2[at]);
  return norm > 0 ? cross[at] / norm : 0.0;
}

PairSums pairPass(const Spectrum& half1, const Spectrum& half2, const PairPassOptions& options, Executor& executor,
                  const Progress& progress) {
  assert(half1.grid.sameSize(half2.grid));
  const Grid& grid = half1.grid;
  const Shells shells(grid);
  std::vector<PairSums> lanes(kLanes, emptySums(shells, options));
  parallelBlocks(executor, progress, kLanes, 1, [&](const BlockRange& lane) {
    for (int l = static_cast<int>(lane.begin); l < grid.size[2]; l += kLanes) {
      progress.throwIfStopped();
      for (int k = 0; k < grid.size[1]; ++k)
        addRow(lanes[static_cast<std::size_t>(lane.index)], shells, half1, half2, k, l);
    }
  });
  PairSums total = emptySums(shells, options);
  for (const PairSums& lane : lanes) add(total, lane);
  return total;
}

Bytes pairPassBytes(const Grid& grid, const PairPassOptions& options) { return kLanes * pairSumsBytes(grid, options); }

Bytes pairSumsBytes(const Grid& grid, const PairPassOptions& options) {
  Bytes doubles = 19;
  if (options.cones) doubles += 4 * Bytes{ConeAxes::kCount};
  if (options.occupancy) doubles += 5 * Bytes{ConeAxes::kIcosphereCount};
  return doubles * static_cast<Bytes>(sizeof(double)) * Shells(grid).count();
}

}  // namespace vitrine
