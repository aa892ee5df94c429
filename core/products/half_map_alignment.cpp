// Whether two half maps lie on each other: displacement and hand, from a cropped copy of their spectra.
#include "core/base/number_text.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_map_doctor.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace vitrine {
namespace {

using Complex = std::complex<double>;

constexpr int kCroppedEdge = 128;
constexpr int kHandReach = 24;           // coefficients along each axis that decide about the hand
constexpr double kAligned = 0.5;         // FSC up to which halves are laid on each other
constexpr double kLeastCoherence = 0.3;  // of the coefficients' phases, once shifted: less is chance
constexpr double kLeastVoxels = 0.25;    // displacement worth a word
constexpr double kLeastSigmas = 5;       // of its standard error

/// The grid of the same box with at most kCroppedEdge voxels along each edge.
Grid croppedGrid(const Grid& grid) {
  Grid small = grid;
  for (std::size_t a = 0; a < 3; ++a) {
    small.size[a] = std::min(grid.size[a], kCroppedEdge);
    small.voxelSize[a] = grid.edge(static_cast<int>(a)) / small.size[a];
  }
  return small;
}

Complex at(const Spectrum& spectrum, int h, int k, int l) {
  const auto [nx, ny, nz] = spectrum.grid.size;
  const bool mate = h < 0;
  if (mate) {
    h = -h;
    k = -k;
    l = -l;
  }
  const std::complex<float> value = spectrum.row((k + ny) % ny, (l + nz) % nz)[h];
  const Complex wide(value.real(), value.imag());
  return mate ? std::conj(wide) : wide;
}

/// Calls visit(h, k, l, shell, weight) for the coefficients of the small grid, DC and Nyquist planes left out.
template <class Visit>
void forEachCoefficient(const Grid& small, double width, int lastShell, Visit visit) {
  const auto [nx, ny, nz] = small.size;
  const auto squared = [&](int index, int axis) {
    const double g = index / small.edge(axis) / width;
    return g * g;
  };
  for (int l = -(nz - 1) / 2; l <= (nz - 1) / 2; ++l)
    for (int k = -(ny - 1) / 2; k <= (ny - 1) / 2; ++k)
      for (int h = 0; h <= (nx - 1) / 2; ++h) {
        const int shell = static_cast<int>(std::sqrt(squared(h, 0) + squared(k, 1) + squared(l, 2)) + 0.5);
        if (shell >= 1 && shell <= lastShell) visit(h, k, l, shell, h == 0 ? 1.0 : 2.0);
      }
}

struct Shift {
  Vector3 voxels{};      ///< of the cropped grid, half 1 against half 2
  double coherence = 0;  ///< mean cosine of the phase differences once shifted back
  double count = 0;      ///< coefficients used
};

/// Position of a parabola's top between three neighbours, -0.5 .. 0.5.
double vertex(double left, double middle, double right) {
  const double curvature = left - 2 * middle + right;
  return curvature < 0 ? std::clamp(0.5 * (left - right) / curvature, -0.5, 0.5) : 0.0;
}

/// Top of the phase correlation of shells 1 .. last: F1 = F2 exp(-2 pi i g t) gives a peak at t.
Shift phaseCorrelation(const HalfSpectra& halves, const Grid& small, int last, Executor& executor, Progress& progress) {
  Spectrum phases = paddedFor(small);
  std::fill(phases.data.begin(), phases.data.end(), std::complex<float>{});
  Shift shift;
  forEachCoefficient(small, halves.shells.width, last, [&](int h, int k, int l, int, double weight) {
    const Complex product = at(*halves.spectrum[0], h, k, l) * std::conj(at(*halves.spectrum[1], h, k, l));
    const double size = std::abs(product);
    if (!(size > 0)) return;
    phases.row((k + small.size[1]) % small.size[1], (l + small.size[2]) % small.size[2])[h] = {
        static_cast<float>(product.real() / size), static_cast<float>(product.imag() / size)};
    shift.count += weight;
  });
  if (!(shift.count > 0)) return shift;
  const Volume correlation = inverse(std::move(phases), executor, progress);
  const auto top = std::max_element(correlation.data.begin(), correlation.data.end()) - correlation.data.begin();
  shift.coherence = static_cast<double>(correlation.data[top]) * static_cast<double>(small.voxels()) / shift.count;
  const Index3 peak = small.voxelOf(top);
  for (std::size_t a = 0; a < 3; ++a) {
    const int n = small.size[a];
    const auto value = [&](int step) {
      Index3 voxel = peak;
      voxel[a] = (peak[a] + step + n) % n;
      return static_cast<double>(correlation.at(voxel[0], voxel[1], voxel[2]));
    };
    shift.voxels[a] = signedIndex(peak[a], n) + (n > 2 ? vertex(value(-1), value(0), value(1)) : 0.0);
  }
  return shift;
}

/// First shell up to `last` in which the halves, the first moved back by `shift`, correlate by less than kAligned.
int alignedUpTo(const HalfSpectra& halves, const Grid& small, const Shift& shift, int last) {
  CrossPower sums(static_cast<std::size_t>(last) + 1);
  forEachCoefficient(small, halves.shells.width, last, [&](int h, int k, int l, int shell, double weight) {
    const double turns =
        h * shift.voxels[0] / small.size[0] + k * shift.voxels[1] / small.size[1] + l * shift.voxels[2] / small.size[2];
    const Complex a = at(*halves.spectrum[0], h, k, l) * std::polar(1.0, 2 * std::numbers::pi * turns);
    const Complex b = at(*halves.spectrum[1], h, k, l);
    const auto s = static_cast<std::size_t>(shell);
    sums.cross[s] += weight * (a * std::conj(b)).real();
    sums.power1[s] += weight * std::norm(a);
    sums.power2[s] += weight * std::norm(b);
  });
  int shell = 1;
  while (shell <= last && sums.correlation(static_cast<std::size_t>(shell)) >= kAligned) ++shell;
  return shell;
}

/// What turns half map 2: its axis axis[a] becomes axis a, reversed where sign[a] is -1.
struct Turn {
  std::array<std::size_t, 3> axis{0, 1, 2};
  std::array<int, 3> sign{1, 1, 1};

  bool isIdentity() const { return *this == Turn{}; }
  bool operator==(const Turn&) const = default;
  bool isMirror() const {
    const bool isEven = axis == std::array<std::size_t, 3>{0, 1, 2} || axis == std::array<std::size_t, 3>{1, 2, 0} ||
                        axis == std::array<std::size_t, 3>{2, 0, 1};
    return (sign[0] * sign[1] * sign[2] > 0) != isEven;
  }
  /// "-X, Y, Z": what stands along X, Y, Z afterwards.
  std::string text() const {
    static constexpr std::array kNames = {"X", "Y", "Z"};
    std::string text;
    for (std::size_t a = 0; a < 3; ++a)
      text += std::string(a == 0 ? "" : ", ") + (sign[a] < 0 ? "-" : "") + kNames[axis[a]];
    return text;
  }
};

/// All 48, or those that keep a box with unequal edges; the identity first.
std::vector<Turn> turnsOf(const Grid& grid) {
  std::vector<Turn> turns;
  std::array<std::size_t, 3> axis{0, 1, 2};
  do {
    bool keepsBox = true;
    for (std::size_t a = 0; a < 3; ++a)
      keepsBox = keepsBox && grid.size[a] == grid.size[axis[a]] && grid.voxelSize[a] == grid.voxelSize[axis[a]];
    for (int signs = 0; keepsBox && signs < 8; ++signs)
      turns.push_back({axis, {signs & 1 ? -1 : 1, signs & 2 ? -1 : 1, signs & 4 ? -1 : 1}});
  } while (std::next_permutation(axis.begin(), axis.end()));
  return turns;
}

/// First shell below kAligned, and the mean FSC of the shells, once half 2 is turned.
struct Agreement {
  int shells = 0;
  double mean = 0;
};

Agreement agreement(const HalfSpectra& halves, const Grid& reach, const Turn& turn, int last) {
  CrossPower sums(static_cast<std::size_t>(last) + 1);
  forEachCoefficient(reach, halves.shells.width, last, [&](int h, int k, int l, int shell, double weight) {
    const Index3 index{h, k, l};
    Index3 turned{};
    for (std::size_t a = 0; a < 3; ++a) turned[turn.axis[a]] = turn.sign[a] * index[a];
    const Complex a = at(*halves.spectrum[0], h, k, l), b = at(*halves.spectrum[1], turned[0], turned[1], turned[2]);
    const auto s = static_cast<std::size_t>(shell);
    sums.cross[s] += weight * (a * std::conj(b)).real();
    sums.power1[s] += weight * std::norm(a);
    sums.power2[s] += weight * std::norm(b);
  });
  Agreement found;
  while (found.shells < last && sums.correlation(static_cast<std::size_t>(found.shells) + 1) >= kAligned)
    ++found.shells;
  for (int s = 1; s <= last; ++s) found.mean += sums.correlation(static_cast<std::size_t>(s)) / last;
  return found;
}

std::string vectorText(const Vector3& v) {
  std::string text = "(";
  for (const double value : v) text += (text.size() > 1 ? ", " : "") + fixedText(value, 2);
  return text + ") A";
}

}  // namespace

Bytes doctorPeak(const Grid& grid) {
  return 3 * croppedGrid(grid).voxels() * static_cast<Bytes>(sizeof(float)) + (Bytes{1} << 20);
}

void judgeShift(const HalfSpectra& halves, int lastUsable, std::vector<Diagnostic>& findings, Executor& executor,
                Progress& progress) {
  const Grid& grid = halves.spectrum[0]->grid;
  const Grid small = croppedGrid(grid);
  const int most = std::min(lastUsable, Shells(small).last());
  if (most < 2) return;
  int last = std::clamp(firstBelow(halves.shells, kAligned, lastUsable) - 1, std::min(8, most), most);
  Shift shift;
  // A displacement lowers the FSC: only once it is undone is it known how far the halves agree.
  for (int round = 0; round < 4; ++round) {
    Progress part = progress.part(0.25);
    shift = phaseCorrelation(halves, small, last, executor, part);
    const int better = alignedUpTo(halves, small, shift, most) - 1;
    if (better <= last) break;
    last = better;
  }
  if (shift.coherence < kLeastCoherence) return;
  Vector3 shiftA{};
  double length = 0, voxels = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    shiftA[a] = -shift.voxels[a] * small.voxelSize[a];  // of half 2
    length += shiftA[a] * shiftA[a];
    voxels += shiftA[a] / grid.voxelSize[a] * (shiftA[a] / grid.voxelSize[a]);
  }
  length = std::sqrt(length);
  const double c = std::min(shift.coherence, 0.999);
  const double perAxis = last * halves.shells.width * std::sqrt(0.2);  // rms frequency along one axis of a ball
  const double error = std::sqrt((1 / (c * c) - 1) / shift.count) / (2 * std::numbers::pi * perAxis);
  if (std::sqrt(voxels) < kLeastVoxels || length < kLeastSigmas * error) return;
  findings.push_back(
      {.id = "W-HALFSHIFT",
       .file = halves.info[1]->file,
       .message = "Half map 2 is displaced by " + vectorText(shiftA) + " against half map 1.",
       .values = {{"x A", fixedText(shiftA[0], 3)}, {"y A", fixedText(shiftA[1], 3)}, {"z A", fixedText(shiftA[2], 3)}},
       .assumption = "They are compared as they are, without moving either; the FSC is too low.",
       .remedy = "Use the two half maps as the refinement wrote them, not moved or fitted since."});
}

void judgeHand(const HalfSpectra& halves, int lastUsable, std::vector<Diagnostic>& findings) {
  const Grid& grid = halves.spectrum[0]->grid;
  Grid reach = grid;
  int last = lastUsable;
  for (std::size_t a = 0; a < 3; ++a) {
    const int index = std::min((grid.size[a] - 1) / 2, kHandReach);
    reach.size[a] = 2 * index + 1;
    reach.voxelSize[a] = grid.edge(static_cast<int>(a)) / reach.size[a];
    last = std::min(last, static_cast<int>(index / grid.edge(static_cast<int>(a)) / halves.shells.width));
  }
  if (last < 4) return;
  const Agreement asGiven = agreement(halves, reach, {}, last);
  if (asGiven.shells == last) return;
  Turn best;
  Agreement most = asGiven;
  for (const Turn& turn : turnsOf(grid)) {
    if (turn.isIdentity()) continue;
    const Agreement found = agreement(halves, reach, turn, last);
    if (found.shells > most.shells || (found.shells == most.shells && found.mean > most.mean)) {
      most = found;
      best = turn;
    }
  }
  if (best.isIdentity() || most.shells < 2 * asGiven.shells || most.shells < asGiven.shells + 3) return;
  const auto resolution = [&](int shells) {
    return shells == 0 ? std::string("nowhere") : "to " + fixedText(1 / halves.shells.frequency(shells), 1) + " A";
  };
  findings.push_back({.id = "W-HALFHAND",
                      .file = halves.info[1]->file,
                      .message = std::string("Half map 2 seems to be ") +
                                 (best.isMirror() ? "of the other hand" : "turned") +
                                 ": as it is, the halves agree (FSC 0.5) " + resolution(asGiven.shells) +
                                 ", with its axes read as " + best.text() + " " + resolution(most.shells) + ".",
                      .values = {{"axes", best.text()}},
                      .assumption = "They are compared as they are, without turning either; the FSC is too low.",
                      .remedy = "Use two half maps of one hand and one axis order."});
}

}  // namespace vitrine
