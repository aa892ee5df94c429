#include "core/checks/resmap/statistic.hpp"

#include "core/base/lanes.hpp"
#include "core/resolution/wide.hpp"

#include <algorithm>
#include <cstring>

namespace vitrine::resmap {
namespace {

constexpr int kWide = 64;    // columns of a tile along x: one word of the mask
constexpr int kRows = 16;    // and along y
constexpr int kFields = 10;  // products x^i y^j, i + j <= 3, in the order of fieldOf()
constexpr int kVector = 8;

using Floats = float __attribute__((vector_size(kVector * sizeof(float))));

constexpr int fieldOf(int i, int j) { return i == 0 ? j : i == 1 ? 4 + j : i == 2 ? 7 + j : 9; }

constexpr int momentOf(int i, int j, int k) {
  for (int m = 0; m < kMoments; ++m)
    if (kMonomials[static_cast<std::size_t>(m)] == Power3{i, j, k}) return m;
  return -1;
}

/// The kernels of one axis from their centre outward: value[p * (reach + 1) + v].
struct HalfKernel {
  int reach = 0;
  std::vector<float> value;

  explicit HalfKernel(const std::array<std::vector<double>, 4>& kernel)
      : reach(static_cast<int>(kernel[0].size() / 2)) {
    for (const auto& powers : kernel)
      for (int v = 0; v <= reach; ++v) value.push_back(static_cast<float>(powers[static_cast<std::size_t>(reach + v)]));
  }
  const float* power(int p) const { return value.data() + p * (reach + 1); }
};

/// Tap v of a line: the line displaced by v, v = -reach .. reach.
struct Taps {
  const float* base;
  std::ptrdiff_t stride;       ///< between neighbouring taps
  const int* order = nullptr;  ///< ring: place of tap v + reach, in strides
  VITRINE_INLINE const float* operator()(int v, int reach) const {
    return order == nullptr ? base + stride * v : base + stride * order[v + reach];
  }
};

VITRINE_INLINE void load(Floats& value, const float* from) { std::memcpy(&value, from, sizeof value); }
VITRINE_INLINE void store(float* to, const Floats& value) { std::memcpy(to, &value, sizeof value); }

/// out[p * outStride + x] = sum over v of kernel p at v times tap v at x, for powers 0 .. Powers - 1 and 64 x. Kernels
/// of even power are even and the others odd, so both sides are added, or subtracted, first.
template <int Powers, int Reach>
VITRINE_INLINE void correlateLine(const Taps& taps, int anyReach, const HalfKernel& kernel, float* out,
                                  std::ptrdiff_t outStride) {
  const int reach = Reach > 0 ? Reach : anyReach;
  const float *k0 = kernel.power(0), *k1 = kernel.power(1), *k2 = kernel.power(2), *k3 = kernel.power(3);
  for (int x = 0; x < kWide; x += kVector) {
    Floats centre, s0, s1{}, s2{}, s3{};
    load(centre, taps(0, reach) + x);
    s0 = k0[0] * centre;
    for (int v = 1; v <= reach; ++v) {
      Floats right, left;
      load(right, taps(v, reach) + x);
      load(left, taps(-v, reach) + x);
      const Floats even = right + left;
      s0 += k0[v] * even;
      if constexpr (Powers > 2) s2 += k2[v] * even;
      if constexpr (Powers > 1) {
        const Floats odd = right - left;
        s1 += k1[v] * odd;
        if constexpr (Powers > 3) s3 += k3[v] * odd;
      }
    }
    store(out + x, s0);
    if constexpr (Powers > 1) store(out + outStride + x, s1);
    if constexpr (Powers > 2) store(out + 2 * outStride + x, s2);
    if constexpr (Powers > 3) store(out + 3 * outStride + x, s3);
  }
}

template <int Powers>
VITRINE_INLINE void correlate(const Taps& taps, const HalfKernel& kernel, float* out, std::ptrdiff_t outStride) {
  switch (kernel.reach) {
    case 2:
      return correlateLine<Powers, 2>(taps, 2, kernel, out, outStride);
    case 3:
      return correlateLine<Powers, 3>(taps, 3, kernel, out, outStride);
    default:
      return correlateLine<Powers, 0>(taps, kernel.reach, kernel, out, outStride);
  }
}

/// What one thread works with.
struct Lane {
  std::vector<float> line;     // one input row with its halo
  std::vector<float> along;    // x pass: [row with halo][power][64]
  std::vector<float> ring;     // [plane modulo 2r+1][field][row][64]
  std::vector<float> moments;  // [monomial][64]
  std::vector<int> order;      // taps of the ring
};

struct Tile {
  int x0, y0, rows;
};

class TileWork {
public:
  TileWork(const Spectrum& padded, const ScaleModel& model, double noiseVariance)
      : m_padded(padded),
        m_size(padded.grid.size),
        m_factor(model.factor),
        m_kernel{HalfKernel(model.kernel[0]), HalfKernel(model.kernel[1]), HalfKernel(model.kernel[2])},
        m_scale(static_cast<float>(1 / (noiseVariance + 1e-10))) {}

  Lane lane() const {
    Lane lane;
    const auto size = [](int n) { return static_cast<std::size_t>(n); };
    lane.line.resize(size(kWide + 2 * reach(0)));
    lane.along.resize(size((kRows + 2 * reach(1)) * 4 * kWide));
    lane.ring.resize(size((2 * reach(2) + 1) * kPlane));
    lane.moments.resize(size(kMoments * kWide));
    lane.order.resize(size(2 * reach(2) + 1));
    return lane;
  }

  /// Puts the 10 fields of plane z into the ring.
  void fill(const Tile& tile, int z, Lane& lane) const;
  /// The statistic of 64 voxels of row y0 + `row` around plane z, whose neighbours are in the ring.
  void row(int row, int z, Lane& lane, float* values) const;
  int reach(int axis) const { return m_kernel[static_cast<std::size_t>(axis)].reach; }

private:
  static constexpr int kPlane = kFields * kRows * kWide;
  int slot(int z) const {
    const int planes = 2 * reach(2) + 1;
    return (z + planes) % planes;  // z >= -reach
  }
  /// Row (y, z) from x0 - reach on, 0 outside the box; in `line` unless it can be read where it is.
  const float* source(const Tile& tile, int y, int z, Lane& lane) const;

  const Spectrum& m_padded;
  Index3 m_size;
  FormFactor m_factor;
  std::array<HalfKernel, 3> m_kernel;
  float m_scale;
};

const float* TileWork::source(const Tile& tile, int y, int z, Lane& lane) const {
  const auto* row = reinterpret_cast<const float*>(m_padded.row(y, z));
  const int begin = tile.x0 - reach(0), end = tile.x0 + kWide + reach(0);
  if (begin >= 0 && end <= m_size[0]) return row + begin;
  std::ranges::fill(lane.line, 0.0F);
  const int from = std::max(0, begin), to = std::min(m_size[0], end);
  std::copy(row + from, row + to, lane.line.begin() + (from - begin));
  return lane.line.data();
}

VITRINE_WIDE void alongX(const float* line, const HalfKernel& kernel, float* out) {
  correlate<4>(Taps{line + kernel.reach, 1}, kernel, out, kWide);
}

/// One row of the ten fields from the x pass of the rows around it. @param along  of the row itself
VITRINE_WIDE void alongY(const float* along, const HalfKernel& kernel, float* out) {
  constexpr std::ptrdiff_t kNext = 4 * kWide, kField = kRows * kWide;
  correlate<4>(Taps{along, kNext}, kernel, out, kField);
  correlate<3>(Taps{along + kWide, kNext}, kernel, out + fieldOf(1, 0) * kField, kField);
  correlate<2>(Taps{along + 2 * kWide, kNext}, kernel, out + fieldOf(2, 0) * kField, kField);
  correlate<1>(Taps{along + 3 * kWide, kNext}, kernel, out + fieldOf(3, 0) * kField, kField);
}

/// A class of monomials lies together in `moments`, but powers of z of one field do not.
template <int I, int J>
VITRINE_INLINE void alongZ(const float* ring, const int* order, const HalfKernel& kernel, float* moments) {
  constexpr std::ptrdiff_t kPlane = kFields * kRows * kWide;
  constexpr int kPowers = 4 - I - J;
  float out[kPowers * kWide];
  const float* field = ring + fieldOf(I, J) * kRows * kWide;
  correlate<kPowers>(Taps{field, kPlane, order}, kernel, out, kWide);
  constexpr std::array<int, 4> kTo = {momentOf(I, J, 0), momentOf(I, J, 1), momentOf(I, J, 2), momentOf(I, J, 3)};
  for (int k = 0; k < kPowers; ++k)
    std::memcpy(moments + kTo[static_cast<std::size_t>(k)] * kWide, out + k * kWide, sizeof(float) * kWide);
}

VITRINE_INLINE void addFour(Floats& sum, const float* moments, const std::array<std::array<float, 4>, 3>& factor) {
  Floats a, b, c, d;
  load(a, moments);
  load(b, moments + kWide);
  load(c, moments + 2 * kWide);
  load(d, moments + 3 * kWide);
  for (const auto& f : factor) {
    const Floats part = f[0] * a + f[1] * b + f[2] * c + f[3] * d;
    sum += part * part;
  }
}

VITRINE_INLINE void addOne(Floats& sum, const float* moments, float factor) {
  Floats part;
  load(part, moments);
  part *= factor;
  sum += part * part;
}

/// All 20 moments of 64 voxels, then the form.
VITRINE_WIDE void statisticOfRow(const float* ring, const int* order, const HalfKernel& kernel,
                                 const FormFactor& factor, float scale, float* moments, float* values) {
  alongZ<0, 0>(ring, order, kernel, moments);
  alongZ<0, 1>(ring, order, kernel, moments);
  alongZ<0, 2>(ring, order, kernel, moments);
  alongZ<0, 3>(ring, order, kernel, moments);
  alongZ<1, 0>(ring, order, kernel, moments);
  alongZ<1, 1>(ring, order, kernel, moments);
  alongZ<1, 2>(ring, order, kernel, moments);
  alongZ<2, 0>(ring, order, kernel, moments);
  alongZ<2, 1>(ring, order, kernel, moments);
  alongZ<3, 0>(ring, order, kernel, moments);
  for (int x = 0; x < kWide; x += kVector) {
    Floats sum{};
    const float* m = moments + x;
    addFour(sum, m, factor.four[0]);
    addOne(sum, m + 4 * kWide, factor.one[0]);
    addOne(sum, m + 5 * kWide, factor.one[1]);
    addOne(sum, m + 6 * kWide, factor.one[2]);
    addFour(sum, m + 7 * kWide, factor.four[1]);
    addFour(sum, m + 11 * kWide, factor.four[2]);
    addFour(sum, m + 15 * kWide, factor.four[3]);
    addOne(sum, m + 19 * kWide, factor.one[3]);
    sum *= scale;
    store(values + x, sum);
  }
}

void TileWork::fill(const Tile& tile, int z, Lane& lane) const {
  float* plane = lane.ring.data() + std::ptrdiff_t{slot(z)} * kPlane;
  if (z < 0 || z >= m_size[2]) {
    std::fill_n(plane, kPlane, 0.0F);
    return;
  }
  const int r = reach(1);
  for (int i = 0; i < tile.rows + 2 * r; ++i) {
    float* out = lane.along.data() + std::ptrdiff_t{i} * 4 * kWide;
    const int y = tile.y0 - r + i;
    if (y < 0 || y >= m_size[1])
      std::fill_n(out, 4 * kWide, 0.0F);
    else
      alongX(source(tile, y, z, lane), m_kernel[0], out);
  }
  for (int i = 0; i < tile.rows; ++i)
    alongY(lane.along.data() + std::ptrdiff_t{i + r} * 4 * kWide, m_kernel[1], plane + std::ptrdiff_t{i} * kWide);
}

void TileWork::row(int row, int z, Lane& lane, float* values) const {
  for (int v = -reach(2); v <= reach(2); ++v) lane.order[static_cast<std::size_t>(v + reach(2))] = slot(z + v);
  statisticOfRow(lane.ring.data() + std::ptrdiff_t{row} * kWide, lane.order.data(), m_kernel[2], m_factor, m_scale,
                 lane.moments.data(), values);
}

}  // namespace

void windowStatistic(const Spectrum& padded, const ScaleModel& model, double noiseVariance, const MaskVoxels& voxels,
                     const std::uint8_t* levels, float* values, Executor& executor, const Progress& progress) {
  const auto [nx, ny, nz] = padded.grid.size;
  const TileWork work(padded, model, noiseVariance);
  const std::int64_t across = (nx + kWide - 1) / kWide, down = (ny + kRows - 1) / kRows;
  std::vector<Lane> lanes(static_cast<std::size_t>(laneCount(executor, across * down)));
  for (Lane& lane : lanes) lane = work.lane();

  laneBlocks(executor, progress, across * down, 1, lanes, [&](const BlockRange& block, Lane& lane) {
    const auto word = static_cast<int>(block.index % across);
    const int y0 = static_cast<int>(block.index / across) * kRows;
    const Tile tile{word * kWide, y0, std::min(kRows, ny - y0)};
    int next = -work.reach(2);  // first plane that was not put into the ring
    for (int z = 0; z < nz; ++z) {
      for (int row = 0; row < tile.rows; ++row) {
        std::uint64_t open = openBits(voxels, levels, y0 + row, z, word);
        if (open == 0) continue;
        for (next = std::max(next, z - work.reach(2)); next <= z + work.reach(2); ++next) work.fill(tile, next, lane);
        float found[kWide];
        work.row(row, z, lane, found);
        const std::uint64_t bits = voxels.mask.row(y0 + row, z)[word];
        float* value = values + voxels.wordBegin(y0 + row, z, word);
        forEachBit(bits, [&](int bit) {
          if ((open >> bit & 1U) != 0) *value = found[bit];
          ++value;
        });
      }
    }
  });
}

namespace {

/// One window of the noise, plainly.
double residual(const Spectrum& noise, const ScaleModel& model, const Index3& corner) {
  const auto [rx, ry, rz] = model.reach;
  const auto rowAt = [&](int y, int z) {
    return reinterpret_cast<const float*>(noise.row(corner[1] + y, corner[2] + z)) + corner[0];
  };
  double sum = 0;
  for (int z = 0; z <= 2 * rz; ++z)
    for (int y = 0; y <= 2 * ry; ++y)
      for (int x = 0; x <= 2 * rx; ++x) sum += rowAt(y, z)[x];
  const double mean = sum / static_cast<double>(model.windowVoxels());

  Moments moments = Moments::Zero();
  double energy = 0;
  const auto kernel = [&](int axis, int power, int v) {
    return model.kernel[static_cast<std::size_t>(axis)][static_cast<std::size_t>(power)][static_cast<std::size_t>(v)];
  };
  for (int z = 0; z <= 2 * rz; ++z) {
    std::array<double, kFields> fields{};
    for (int y = 0; y <= 2 * ry; ++y) {
      std::array<double, 4> along{};
      double squares = 0;
      for (int x = 0; x <= 2 * rx; ++x) {
        const double value = rowAt(y, z)[x] - mean;
        for (int p = 0; p < 4; ++p) along[static_cast<std::size_t>(p)] += kernel(0, p, x) * value;
        squares += kernel(0, 0, x) * value * value;
      }
      energy += squares * kernel(1, 0, y) * kernel(2, 0, z);
      for (int i = 0; i < 4; ++i)
        for (int j = 0; i + j < 4; ++j)
          fields[static_cast<std::size_t>(fieldOf(i, j))] += kernel(1, j, y) * along[static_cast<std::size_t>(i)];
    }
    for (int m = 0; m < kMoments; ++m) {
      const auto& [i, j, k] = kMonomials[static_cast<std::size_t>(m)];
      moments(m) += kernel(2, k, z) * fields[static_cast<std::size_t>(fieldOf(i, j))];
    }
  }
  return energy - moments.dot(model.noise * moments);
}

bool isInside(const Mask& mask, const Index3& corner, const Index3& edge) {
  const std::int64_t end = corner[0] + edge[0];
  for (int z = corner[2]; z < corner[2] + edge[2]; ++z)
    for (int y = corner[1]; y < corner[1] + edge[1]; ++y)
      for (std::int64_t word = corner[0] >> 6; word * 64 < end; ++word) {
        const std::uint64_t wanted = rangeBits(word, corner[0], end);
        if ((mask.row(y, z)[word] & wanted) != wanted) return false;
      }
  return true;
}

}  // namespace

NoiseVariance noiseVariance(const Spectrum& paddedNoise, const ScaleModel& model, const Mask& mask, Executor& executor,
                            const Progress& progress) {
  const Index3& size = paddedNoise.grid.size;
  Index3 edge{}, count{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    edge[axis] = 2 * model.reach[axis] + 1;
    count[axis] = size[axis] / edge[axis];
  }
  struct Sum {
    double residuals = 0;
    std::int64_t blocks = 0;
  };
  const Sum sum = orderedReduce(
      executor, progress, std::int64_t{count[1]} * count[2], 16, Sum{},
      [&](const BlockRange& block, Sum& part) {
        for (std::int64_t i = block.begin; i < block.end; ++i)
          for (int x = 0; x < count[0]; ++x) {
            const Index3 corner = {x * edge[0], static_cast<int>(i % count[1]) * edge[1],
                                   static_cast<int>(i / count[1]) * edge[2]};
            if (!isInside(mask, corner, edge)) continue;
            part.residuals += residual(paddedNoise, model, corner);
            ++part.blocks;
          }
      },
      [](Sum& total, const Sum& part) {
        total.residuals += part.residuals;
        total.blocks += part.blocks;
      });
  if (sum.blocks == 0) return {};
  return {sum.residuals / (static_cast<double>(sum.blocks) * model.noiseTrace), sum.blocks};
}

}  // namespace vitrine::resmap
