#include "core/checks/blocres/box_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define VITRINE_WIDEST __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define VITRINE_WIDEST
#endif

namespace vitrine::blocres {
namespace {

using DoubleLanes = double __attribute__((vector_size(kLanes * sizeof(double))));

VITRINE_INLINE void load(const float* from, Lanes& to) { std::memcpy(&to, from, sizeof to); }
VITRINE_INLINE void store(const Lanes& from, float* to) { std::memcpy(to, &from, sizeof from); }

/// Where the planes of a column of boxes are kept: planes of equal z modulo the step side by side, so that one value of
/// eight boxes is eight neighbouring floats whatever the step.
struct PlaneOrder {
  int step, residues;
  int inputs;

  PlaneOrder(int boxStep, int boxInputs) : step(boxStep), residues(std::min(boxStep, boxInputs)), inputs(boxInputs) {}
  /// Planes of a residue.
  int planes(int residue) const { return kLanes + (inputs - 1 - residue) / step; }
  int groups(int residue) const { return (planes(residue) + kLanes - 1) / kLanes; }
  int length() const {
    int slots = 0;
    for (int r = 0; r < residues; ++r) slots += kLanes * groups(r);
    return slots;
  }
};

constexpr int kMostInputs = 62;

}  // namespace

/// One column of boxes being computed.
struct BoxWork {
  const BoxSums& sums;
  const std::array<HalfRows, 2>& halves;
  const BoxColumn& column;
  PlaneOrder order;
  int box, inputs, padded, slots;
  float* rows;     ///< [kx][y][part][slot]
  float* columns;  ///< [kx or -kx][ky][part][slot]
  ComplexLanes *in, *out[4], *scratch;
  Lanes* bins;  ///< [S, Re, Im of Z(k) Z(-k)] and the same times the upper share, [6][bins]
  DoubleLanes* totals;
  int offset[kMostInputs];  ///< of input i of the first box among the slots

  BoxWork(const BoxSums& owner, const std::array<HalfRows, 2>& pair, const BoxColumn& boxes, BoxScratch& memory);
  template <int kBox>
  VITRINE_INLINE void run(float* result);

private:
  void readPlanes(int firstZ, int planes, ComplexLanes* to) const;
  template <int kBox>
  VITRINE_INLINE void transformRows();
  template <int kBox>
  VITRINE_INLINE void transformColumns(int kx, int side);
  template <int kBox>
  VITRINE_INLINE void transformBoxes(int side, int ky, ComplexLanes* to);
  VITRINE_INLINE void addShells(const ComplexLanes* plus, const ComplexLanes* minus, const ComplexLanes* plus2,
                                const ComplexLanes* minus2, std::size_t entry, int depth);
  VITRINE_INLINE void flush();
  void writeSums(float* result) const;
};

BoxWork::BoxWork(const BoxSums& owner, const std::array<HalfRows, 2>& pair, const BoxColumn& boxes, BoxScratch& memory)
    : sums(owner),
      halves(pair),
      column(boxes),
      order(boxes.step, owner.m_fft.inputs()),
      box(owner.m_fft.box()),
      inputs(owner.m_fft.inputs()),
      padded(2 * box),
      slots(order.length()) {
  const auto make = [](Buffer<float>& buffer, std::int64_t size) {
    if (buffer.size() < size) buffer = Buffer<float>(size);
    return buffer.data();
  };
  rows = make(memory.rows, std::int64_t{padded} * inputs * 2 * slots);
  columns = make(memory.columns, std::int64_t{2} * padded * 2 * slots);
  const std::int64_t plane = std::int64_t{inputs} * inputs, bins_ = sums.m_shells.bins;
  const std::int64_t complex = plane + 4 * padded + 2 * box;
  float* lanes = make(memory.lanes, kLanes * (2 * complex + 6 * bins_ + 2 * 6 * bins_));
  in = reinterpret_cast<ComplexLanes*>(lanes);
  for (int i = 0; i < 4; ++i) out[i] = in + plane + i * padded;
  scratch = in + plane + 4 * padded;
  totals = reinterpret_cast<DoubleLanes*>(in + complex);
  bins = reinterpret_cast<Lanes*>(totals + 6 * bins_);
  int begin = 0;
  for (int r = 0; r < order.residues; ++r) {
    for (int i = r; i < inputs; i += order.step) offset[i] = begin + i / order.step;
    begin += kLanes * order.groups(r);
  }
}

/// Eight planes, `step` apart, about the column's axis, as lanes; planes after the first `planes` are 0.
void BoxWork::readPlanes(int firstZ, int planes, ComplexLanes* to) const {
  std::memset(static_cast<void*>(to), 0, sizeof(ComplexLanes) * static_cast<std::size_t>(inputs * inputs));
  const auto [nx, ny, nz] = halves[0].grid.size;
  const int firstX = column.x - box / 2 + 1, firstY = column.y - box / 2 + 1;
  const int beginX = std::max(0, -firstX), endX = std::min(inputs, nx - firstX);
  for (int half = 0; half < 2; ++half) {
    const HalfRows& map = halves[static_cast<std::size_t>(half)];
    const auto mean = static_cast<float>(map.mean), scale = static_cast<float>(1 / map.deviation);
    for (int y = std::max(0, -firstY); y < std::min(inputs, ny - firstY); ++y)
      for (int lane = 0; lane < planes; ++lane) {
        const int z = firstZ + column.step * lane;
        if (z < 0 || z >= nz) continue;
        const float* row = map.row(firstY + y, z) + firstX;
        float* values = reinterpret_cast<float*>(to + y * inputs) + kLanes * half + lane;
        for (int x = beginX; x < endX; ++x) values[2 * kLanes * x] = (row[x] - mean) * scale;
      }
  }
}

template <int kBox>
VITRINE_INLINE void BoxWork::transformRows() {
  int slot = 0;
  for (int r = 0; r < order.residues; ++r)
    for (int group = 0; group < order.groups(r); ++group, slot += kLanes) {
      // Planes that no wanted box needs stay 0.
      const int wanted = order.planes(r) - (kLanes - column.count) - kLanes * group;
      readPlanes(column.z - box / 2 + 1 + r + column.step * kLanes * group, std::clamp(wanted, 0, kLanes), in);
      for (int y = 0; y < inputs; ++y) {
        const ComplexLanes* values = in + y * inputs;
        sums.m_fft.run<kBox>(
            [&](int i, ComplexLanes& to) __attribute__((always_inline)) { to = values[i]; }, out[0], scratch);
        for (int kx = 0; kx < padded; ++kx) {
          float* to = rows + (std::int64_t{kx} * inputs + y) * 2 * slots + slot;
          store(out[0][kx].re, to);
          store(out[0][kx].im, to + slots);
        }
      }
    }
}

template <int kBox>
VITRINE_INLINE void BoxWork::transformColumns(int kx, int side) {
  for (int slot = 0; slot < slots; slot += kLanes) {
    const float* from = rows + std::int64_t{kx} * inputs * 2 * slots + slot;
    const auto read = [&](int y, ComplexLanes& to) __attribute__((always_inline)) {
      load(from + y * 2 * slots, to.re);
      load(from + y * 2 * slots + slots, to.im);
    };
    sums.m_fft.run<kBox>(read, out[0], scratch);
    for (int ky = 0; ky < padded; ++ky) {
      float* to = columns + (std::int64_t{side} * padded + ky) * 2 * slots + slot;
      store(out[0][ky].re, to);
      store(out[0][ky].im, to + slots);
    }
  }
}

template <int kBox>
VITRINE_INLINE void BoxWork::transformBoxes(int side, int ky, ComplexLanes* to) {
  const float* from = columns + (std::int64_t{side} * padded + ky) * 2 * slots;
  const auto read = [&](int i, ComplexLanes& value) __attribute__((always_inline)) {
    load(from + offset[i], value.re);
    load(from + slots + offset[i], value.im);
  };
  sums.m_fft.run<kBox>(read, to, scratch);
}

/// All frequencies (kx, +-ky, +-kz): plus and plus2 are the columns (kx, ky) and (kx, -ky), minus and minus2 those of
/// the opposite frequencies; plus2 is null where ky and -ky are the same.
VITRINE_INLINE void BoxWork::addShells(const ComplexLanes* plus, const ComplexLanes* minus, const ComplexLanes* plus2,
                                       const ComplexLanes* minus2, std::size_t entry, int depth) {
  const int bins_ = sums.m_shells.bins;
  const std::uint8_t* bin = sums.m_bin.data() + entry;
  const float* upper = sums.m_upper.data() + entry;
  for (int kz = 0; kz < depth; ++kz) {
    Lanes power{}, re{}, im{};
    const int mate = kz == 0 ? 0 : padded - kz;
    const auto add = [&](const ComplexLanes& a, const ComplexLanes& b) __attribute__((always_inline)) {
      power += (a.re * a.re + a.im * a.im) + (b.re * b.re + b.im * b.im);
      re += a.re * b.re - a.im * b.im;
      im += a.re * b.im + a.im * b.re;
    };
    add(plus[kz], minus[mate]);
    if (plus2 != nullptr) add(plus2[kz], minus2[mate]);
    if (mate != kz) {
      add(plus[mate], minus[kz]);
      if (plus2 != nullptr) add(plus2[mate], minus2[kz]);
    }
    const float share = upper[kz];
    Lanes* sum = bins + bin[kz];
    sum[0] += power;
    sum[bins_] += re;
    sum[2 * bins_] += im;
    sum[3 * bins_] += share * power;
    sum[4 * bins_] += share * re;
    sum[5 * bins_] += share * im;
  }
}

/// Single-precision sums stay short: one plane of kx each.
VITRINE_INLINE void BoxWork::flush() {
  for (int i = 0; i < 6 * sums.m_shells.bins; ++i) {
    totals[i] += __builtin_convertvector(bins[i], DoubleLanes);
    bins[i] = Lanes{};
  }
}

void BoxWork::writeSums(float* result) const {
  const int n = sums.m_shells.bins, stride = sums.m_shells.stride();
  const auto total = [&](int kind, int s, int lane) {
    const double lower = totals[kind * n + s][lane] - totals[(kind + 3) * n + s][lane];
    return s == 0 ? lower : lower + totals[(kind + 3) * n + s - 1][lane];
  };
  for (int lane = 0; lane < column.count; ++lane, result += sums.m_shells.sumsLength()) {
    std::fill_n(result, sums.m_shells.sumsLength(), 0.0F);
    for (int s = 0; s < n; ++s) {
      const double both = total(0, s, lane) / 2, gap = total(1, s, lane);
      result[s] = static_cast<float>(total(2, s, lane) / 2);
      result[stride + s] = static_cast<float>((both + gap) / 2);
      result[2 * stride + s] = static_cast<float>((both - gap) / 2);
    }
  }
}

template <int kBox>
VITRINE_INLINE void BoxWork::run(float* result) {
  transformRows<kBox>();
  for (int i = 0; i < 6 * sums.m_shells.bins; ++i) {
    totals[i] = DoubleLanes{};
    bins[i] = Lanes{};
  }
  const int edge = box + 1;  // |ky| and |kz| run 0 .. box
  for (int kx = 0; kx < box; ++kx) {
    const std::uint8_t* depths = sums.m_depth.data() + kx * edge;
    if (depths[0] == 0) break;
    const int opposite = kx == 0 ? 0 : 1;
    transformColumns<kBox>(kx, 0);
    if (opposite == 1) transformColumns<kBox>(padded - kx, 1);
    for (int ky = 0; ky <= box && depths[ky] > 0; ++ky) {
      const bool single = ky == 0 || ky == box;
      const int mate = single ? ky : padded - ky;
      transformBoxes<kBox>(0, ky, out[0]);
      transformBoxes<kBox>(opposite, mate, out[1]);
      if (!single) {
        transformBoxes<kBox>(0, mate, out[2]);
        transformBoxes<kBox>(opposite, ky, out[3]);
      }
      addShells(out[0], out[1], single ? nullptr : out[2], single ? nullptr : out[3],
                static_cast<std::size_t>((kx * edge + ky) * edge), depths[ky]);
    }
    flush();
  }
  writeSums(result);
}

namespace {

VITRINE_WIDEST void runUsual(BoxWork& work, float* result) { work.run<20>(result); }
VITRINE_WIDEST void runAny(BoxWork& work, float* result) { work.run<0>(result); }

}  // namespace

BoxSums::BoxSums(const Grid& grid, const Settings& settings)
    : m_fft(settings.box), m_shells(shellsFor(grid, settings)) {
  const int edge = settings.box + 1;
  double frequencies = 0;
  for (int kx = 0; kx < settings.box; ++kx)
    for (int ky = 0; ky < edge; ++ky) {
      int depth = 0;
      for (int kz = 0; kz < edge; ++kz) {
        const double rho = std::sqrt(std::pow(kx * m_shells.stretch[0], 2) + std::pow(ky * m_shells.stretch[1], 2) +
                                     std::pow(kz * m_shells.stretch[2], 2));
        const int s = static_cast<int>(std::floor(rho));
        const bool used = s + 1 < m_shells.bins;
        m_bin.push_back(used ? static_cast<std::uint8_t>(s) : 0);
        m_upper.push_back(used ? static_cast<float>(rho - s) : 0.0F);
        if (used) depth = kz + 1;
        if (used) frequencies += 4;
      }
      m_depth.push_back(static_cast<std::uint8_t>(depth));
    }
  double weight = 0;  // of the window, squared
  for (int i = 0; i < m_fft.inputs(); ++i) weight += m_fft.window(i) * m_fft.window(i);
  m_floor = static_cast<float>(1e-12 * weight * weight * weight * frequencies / m_shells.bins);
}

Bytes BoxSums::scratchBytes(int box) {
  const Bytes planes = 2 * (kLanes + box) * kLanes;  // at most: every residue padded to whole vectors
  return static_cast<Bytes>(sizeof(float)) * (2 * box * (box + 4) * 2 * planes + 3 * kLanes * box * (box + 16));
}

void BoxSums::compute(const std::array<HalfRows, 2>& halves, const BoxColumn& column, BoxScratch& scratch,
                      float* sums) const {
  BoxWork work(*this, halves, column, scratch);
  if (m_fft.box() == 20)
    runUsual(work, sums);
  else
    runAny(work, sums);
}

}  // namespace vitrine::blocres
