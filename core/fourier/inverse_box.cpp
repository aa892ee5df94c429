#include "core/fourier/inverse_box.hpp"

#include "core/base/buffer.hpp"
#include "core/base/lanes.hpp"
#include "core/fourier/plan.hpp"
#include "core/fourier/spectrum.hpp"

#include <algorithm>
#include <vector>

namespace vitrine {
namespace {

using Complex = std::complex<float>;

constexpr int kBundle = 16;  // columns transformed together, as in transform.cpp

/// Aligned, and not a multiple of 4096 bytes.
std::int64_t columnStride(int n) { return (std::int64_t{n} + 7) / 8 * 8 + 8; }

int wrapped(int i, int n) { return (i % n + n) % n; }

/// What one thread works in.
struct Lane {
  Buffer<Complex> in, out;  // kBundle columns, or a packed pair of rows
  Buffer<Complex> plane;    // columns() x distinct rows along y, transformed along y
  Buffer<float> rows;       // a pair of rows of the box

  void makeColumns(std::int64_t length) {
    if (!in.empty()) return;
    in = Buffer<Complex>(kBundle * length);
    out = Buffer<Complex>(kBundle * length);
  }
};

class BoxTransform {
public:
  BoxTransform(const FourierReach& reach, const PeriodicBox& box)
      : m_reach(reach),
        m_box(box),
        m_planes(std::min(box.count[2], reach.size[2])),
        m_rows(std::min(box.count[1], reach.size[1])),
        m_stride(columnStride(*std::ranges::max_element(reach.size))) {}

  std::int64_t workSize() const { return planeSize() * m_planes; }

  /// Columns along z; of each, the planes of the box are kept.
  void alongZ(const ColumnFill& fill, Executor& executor, const Progress& progress) {
    m_work = Buffer<Complex>(workSize());
    const int nz = m_reach.size[2], columns = m_reach.columns();
    const ColumnPlan plan(nz, Direction::Inverse);
    std::vector<Lane> lanes(static_cast<std::size_t>(laneCount(executor, m_reach.rows(1))));
    laneBlocks(executor, progress, m_reach.rows(1), 1, lanes, [&](const BlockRange& block, Lane& lane) {
      lane.makeColumns(m_stride);
      const int row = static_cast<int>(block.begin), k = signedIndex(row, m_reach.rows(1));
      for (int h = 0; h < columns; h += kBundle) {
        const int count = std::min(kBundle, columns - h);
        std::fill_n(lane.in.data(), count * m_stride, Complex{});
        const bool any = fill(h, count, k, lane.in.data(), m_stride);
        for (int c = 0; any && c < count; ++c)
          plan.execute(lane.in.data() + c * m_stride, lane.out.data() + c * m_stride);
        for (int p = 0; p < m_planes; ++p) {
          Complex* to = m_work.data() + planeSize() * p + std::int64_t{columns} * row + h;
          const Complex* from = lane.out.data() + wrapped(m_box.begin[2] + p, nz);
          for (int c = 0; c < count; ++c) to[c] = any ? from[c * m_stride] : Complex{};
        }
      }
    });
  }

  /// The kept planes: columns along y, then rows.
  void planes(const RowSink& sink, Executor& executor, const Progress& progress) {
    const ColumnPlan alongY(m_reach.size[1], Direction::Inverse), alongX(m_reach.size[0], Direction::Inverse);
    std::vector<Lane> lanes(static_cast<std::size_t>(laneCount(executor, m_planes)));
    laneBlocks(executor, progress, m_planes, 1, lanes, [&](const BlockRange& block, Lane& lane) {
      lane.makeColumns(m_stride);
      if (lane.plane.empty()) {
        lane.plane = Buffer<Complex>(std::int64_t{m_reach.columns()} * m_rows);
        lane.rows = Buffer<float>(2 * std::int64_t{m_box.count[0]});
      }
      transformY(alongY, m_work.data() + planeSize() * block.begin, lane);
      for (int y = 0; y < m_rows; y += 2) {
        const int pair = std::min(2, m_rows - y);
        transformX(alongX, lane, y, pair);
        for (int i = 0; i < pair; ++i)
          deliver(sink, y + i, static_cast<int>(block.begin), lane.rows.data() + i * m_box.count[0]);
      }
    });
  }

private:
  std::int64_t planeSize() const { return std::int64_t{m_reach.columns()} * m_reach.rows(1); }

  void transformY(const ColumnPlan& plan, const Complex* from, Lane& lane) const {
    const int ny = m_reach.size[1], rows = m_reach.rows(1), columns = m_reach.columns();
    for (int h = 0; h < columns; h += kBundle) {
      const int count = std::min(kBundle, columns - h);
      if (rows < ny) std::fill_n(lane.in.data(), count * m_stride, Complex{});
      for (int row = 0; row < rows; ++row) {
        const int k = signedIndex(row, rows);
        const Complex* source = from + std::int64_t{columns} * row + h;
        Complex* to = lane.in.data() + (k < 0 ? k + ny : k);
        for (int c = 0; c < count; ++c) to[c * m_stride] = source[c];
      }
      for (int c = 0; c < count; ++c) plan.execute(lane.in.data() + c * m_stride, lane.out.data() + c * m_stride);
      for (int y = 0; y < m_rows; ++y) {
        const Complex* source = lane.out.data() + wrapped(m_box.begin[1] + y, ny);
        Complex* to = lane.plane.data() + std::int64_t{columns} * y + h;
        for (int c = 0; c < count; ++c) to[c] = source[c * m_stride];
      }
    }
  }

  /// Two real rows as real and imaginary part of one complex transform.
  void transformX(const ColumnPlan& plan, Lane& lane, int y, int pair) const {
    const int n = m_reach.size[0], columns = m_reach.columns();
    const Complex* a = lane.plane.data() + std::int64_t{columns} * y;
    const Complex* b = a + columns;
    Complex* z = lane.in.data();
    std::fill_n(z, n, Complex{});
    const auto second = [&](int h) { return pair == 2 ? b[h] : Complex{}; };
    z[0] = {a[0].real(), second(0).real()};
    for (int h = 1; h < columns; ++h) {
      const Complex p = a[h], q = second(h);
      if (2 * h == n) {
        z[h] = {p.real(), q.real()};
      } else {
        z[h] = {p.real() - q.imag(), p.imag() + q.real()};
        z[n - h] = {p.real() + q.imag(), q.real() - p.imag()};
      }
    }
    plan.execute(z, lane.out.data());
    float* first = lane.rows.data();
    float* other = first + m_box.count[0];
    int x = wrapped(m_box.begin[0], n);
    for (int i = 0; i < m_box.count[0]; ++i) {
      first[i] = lane.out[x].real();
      other[i] = lane.out[x].imag();
      if (++x == n) x = 0;
    }
  }

  /// A row stands wherever the box repeats it.
  void deliver(const RowSink& sink, int y, int z, const float* row) const {
    for (int pz = z; pz < m_box.count[2]; pz += m_reach.size[2])
      for (int py = y; py < m_box.count[1]; py += m_reach.size[1]) sink(py, pz, row);
  }

  FourierReach m_reach;
  PeriodicBox m_box;
  int m_planes, m_rows;  // distinct ones in the box
  std::int64_t m_stride;
  Buffer<Complex> m_work;  // columns() x rows(1) x m_planes
};

}  // namespace

int FourierReach::rows(int axis) const {
  const auto a = static_cast<std::size_t>(axis);
  return std::min(size[a], 2 * reach[a] + 1);
}
int FourierReach::columns() const { return std::min(size[0] / 2, reach[0]) + 1; }

void inverseBox(const FourierReach& reach, const PeriodicBox& box, const ColumnFill& fill, const RowSink& sink,
                Executor& executor, Progress& progress) {
  BoxTransform transform(reach, box);
  const Progress columns = progress.part(0.5), planes = progress.part(0.5);
  transform.alongZ(fill, executor, columns);
  transform.planes(sink, executor, planes);
}

Bytes inverseBoxBytes(const FourierReach& reach, const PeriodicBox& box) {
  constexpr Bytes kLanes = 4;  // as many threads as matter here
  const Bytes lane = 2 * kBundle * columnStride(*std::ranges::max_element(reach.size)) +
                     Bytes{reach.columns()} * std::min(box.count[1], reach.size[1]) + box.count[0];
  return (BoxTransform(reach, box).workSize() + kLanes * lane) * static_cast<Bytes>(sizeof(Complex));
}

int fastSize(int atLeast) {
  for (int n = std::max(1, atLeast);; ++n) {
    int rest = n;
    for (const int prime : {2, 3, 5, 7})
      while (rest % prime == 0) rest /= prime;
    if (rest == 1) return n;
  }
}

}  // namespace vitrine
