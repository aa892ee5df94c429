// Every one-dimensional transform runs out of place between two small contiguous buffers: FFTW is about three times
// faster there than on strided or interleaved data. What remains is moving data, so the passes are cut by cache lines:
// a plane (rows, then its columns along y) stays in the cache, and columns along z are taken kBundle at a time, each
// gathered piece a run of whole cache lines.
#include "core/fourier/transform.hpp"

#include "core/fourier/plan.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace vitrine {
namespace {

using Complex = std::complex<float>;

constexpr int kBundle = 16;          // columns gathered together: 128 bytes from each row
constexpr int kBundlesPerBlock = 8;  // of columns along z: a block is the unit of cancelling and of progress

/// Distance between columns in a buffer: aligned, and not a multiple of 4096 bytes, where all columns would compete for
/// the same few lines of the first-level cache.
std::int64_t columnStride(int n) { return (std::int64_t{n} + 7) / 8 * 8 + 8; }

/// Two buffers of kBundle columns (or of one packed row).
struct Workspace {
  explicit Workspace(int longest) : in(kBundle * columnStride(longest)), out(kBundle * columnStride(longest)) {}
  Buffer<Complex> in, out;
};

/// Lends workspaces to blocks; as many exist as blocks ran at once.
class WorkspacePool {
public:
  explicit WorkspacePool(int longest) : m_longest(longest) {}
  std::unique_ptr<Workspace> take() {
    {
      const std::scoped_lock lock(m_mutex);
      if (!m_free.empty()) {
        auto workspace = std::move(m_free.back());
        m_free.pop_back();
        return workspace;
      }
    }
    return std::make_unique<Workspace>(m_longest);
  }
  void giveBack(std::unique_ptr<Workspace> workspace) {
    const std::scoped_lock lock(m_mutex);
    m_free.push_back(std::move(workspace));
  }

private:
  int m_longest;
  std::mutex m_mutex;
  std::vector<std::unique_ptr<Workspace>> m_free;
};

/// Runs `body(workspace, block)` on blocks.
template <class Body>
void workOnBlocks(Executor& executor, const Progress& progress, std::int64_t total, std::int64_t blockSize,
                  WorkspacePool& pool, Body body) {
  parallelBlocks(executor, progress, total, blockSize, [&](const BlockRange& block) {
    auto workspace = pool.take();
    body(*workspace, block);
    pool.giveBack(std::move(workspace));
  });
}

/// Transforms `columns` neighbouring columns in place. @param stride  from one element of a column to the next
void transformColumns(const ColumnPlan& plan, Complex* first, std::int64_t stride, int columns, Workspace& work) {
  const int n = plan.length();
  const std::int64_t distance = columnStride(n);
  Complex* in = work.in.data();
  Complex* out = work.out.data();
  if (columns == kBundle) {  // the usual case, with a length the compiler knows
    for (int j = 0; j < n; ++j)
      for (int c = 0; c < kBundle; ++c) in[c * distance + j] = first[j * stride + c];
  } else {
    for (int j = 0; j < n; ++j)
      for (int c = 0; c < columns; ++c) in[c * distance + j] = first[j * stride + c];
  }
  for (int c = 0; c < columns; ++c) plan.execute(in + c * distance, out + c * distance);
  if (columns == kBundle) {
    for (int j = 0; j < n; ++j)
      for (int c = 0; c < kBundle; ++c) first[j * stride + c] = out[c * distance + j];
  } else {
    for (int j = 0; j < n; ++j)
      for (int c = 0; c < columns; ++c) first[j * stride + c] = out[c * distance + j];
  }
}

/// All columns along y of one plane.
void transformPlaneColumns(const ColumnPlan& plan, Complex* plane, int rowLength, Workspace& work) {
  if (plan.length() == 1) return;
  for (int h = 0; h < rowLength; h += kBundle)
    transformColumns(plan, plane + h, rowLength, std::min(kBundle, rowLength - h), work);
}

/// All columns along z of the spectrum. Across a plane they lie one after the other, whatever their y.
void transformAlongZ(const ColumnPlan& plan, Spectrum& spectrum, Executor& executor, const Progress& progress,
                     WorkspacePool& pool) {
  if (plan.length() == 1) return;
  const std::int64_t columns = spectrum.planeLength();
  workOnBlocks(executor, progress, columns, std::int64_t{kBundle} * kBundlesPerBlock, pool,
               [&](Workspace& work, const BlockRange& block) {
                 for (std::int64_t i = block.begin; i < block.end; i += kBundle)
                   transformColumns(plan, spectrum.data.data() + i, columns,
                                    static_cast<int>(std::min<std::int64_t>(kBundle, block.end - i)), work);
               });
}

/// Two real rows as real and imaginary part of one complex transform; b may be null (the last row of an odd number).
/// The outputs may lie where the inputs are.
void forwardRows(const ColumnPlan& plan, const float* a, const float* b, Complex* outA, Complex* outB,
                 Workspace& work) {
  const int n = plan.length();
  Complex* in = work.in.data();
  Complex* z = work.out.data();
  if (b != nullptr)
    for (int x = 0; x < n; ++x) in[x] = {a[x], b[x]};
  else
    for (int x = 0; x < n; ++x) in[x] = {a[x], 0.0F};
  plan.execute(in, z);
  z[n] = z[0];  // the mirror of h = 0
  // A(h) = (Z(h) + conj Z(n - h)) / 2, B(h) = (Z(h) - conj Z(n - h)) / 2i
  for (int h = 0; h <= n / 2; ++h) {
    const Complex p = z[h], q = z[n - h];
    outA[h] = {0.5F * (p.real() + q.real()), 0.5F * (p.imag() - q.imag())};
    in[h] = {0.5F * (p.imag() + q.imag()), 0.5F * (q.real() - p.real())};
  }
  if (b != nullptr) std::copy_n(in, n / 2 + 1, outB);
}

/// The reverse, scaled. Imaginary parts of h = 0 and of the Nyquist coefficient, which a real row cannot have, are
/// ignored.
void inverseRows(const ColumnPlan& plan, const Complex* inA, const Complex* inB, float* a, float* b, float scale,
                 Workspace& work) {
  const int n = plan.length();
  Complex* z = work.in.data();
  Complex* out = work.out.data();
  Complex* second = out;  // a copy or zeros, so that one loop serves both cases
  if (inB != nullptr)
    std::copy_n(inB, n / 2 + 1, second);
  else
    std::fill_n(second, n / 2 + 1, Complex{});
  z[0] = {inA[0].real(), second[0].real()};
  for (int h = 1; h < (n + 1) / 2; ++h) {
    const Complex p = inA[h], q = second[h];
    z[h] = {p.real() - q.imag(), p.imag() + q.real()};
    z[n - h] = {p.real() + q.imag(), q.real() - p.imag()};
  }
  if (n % 2 == 0) z[n / 2] = {inA[n / 2].real(), second[n / 2].real()};
  plan.execute(z, out);
  for (int x = 0; x < n; ++x) a[x] = out[x].real() * scale;
  if (b != nullptr)
    for (int x = 0; x < n; ++x) b[x] = out[x].imag() * scale;
}

int longestEdge(const Grid& grid) { return *std::ranges::max_element(grid.size); }

/// Rows and y columns of plane after plane, then z columns. `rowOf(y, z)` is where a real row is.
template <class RowOf>
void forwardInto(Spectrum& spectrum, RowOf rowOf, Executor& executor, Progress& progress) {
  const auto [nx, ny, nz] = spectrum.grid.size;
  const ColumnPlan alongX(nx, Direction::Forward), alongY(ny, Direction::Forward), alongZ(nz, Direction::Forward);
  WorkspacePool pool(longestEdge(spectrum.grid));
  const Progress planes = progress.part(0.6);
  const Progress columns = progress.part(0.4);
  workOnBlocks(executor, planes, nz, 1, pool, [&, rows = ny](Workspace& work, const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    for (int y = 0; y < rows; y += 2) {
      const bool pair = y + 1 < rows;
      forwardRows(alongX, rowOf(y, z), pair ? rowOf(y + 1, z) : nullptr, spectrum.row(y, z),
                  pair ? spectrum.row(y + 1, z) : nullptr, work);
    }
    transformPlaneColumns(alongY, spectrum.row(0, z), spectrum.rowLength(), work);
  });
  transformAlongZ(alongZ, spectrum, executor, columns, pool);
}

template <class RowOf>
void inverseFrom(Spectrum& spectrum, RowOf rowOf, Executor& executor, Progress& progress) {
  const auto [nx, ny, nz] = spectrum.grid.size;
  const ColumnPlan alongX(nx, Direction::Inverse), alongY(ny, Direction::Inverse), alongZ(nz, Direction::Inverse);
  WorkspacePool pool(longestEdge(spectrum.grid));
  const Progress columns = progress.part(0.4);
  const Progress planes = progress.part(0.6);
  const auto scale = static_cast<float>(1.0 / static_cast<double>(spectrum.grid.voxels()));
  transformAlongZ(alongZ, spectrum, executor, columns, pool);
  workOnBlocks(executor, planes, nz, 1, pool, [&, rows = ny](Workspace& work, const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    transformPlaneColumns(alongY, spectrum.row(0, z), spectrum.rowLength(), work);
    for (int y = 0; y < rows; y += 2) {
      const bool pair = y + 1 < rows;
      inverseRows(alongX, spectrum.row(y, z), pair ? spectrum.row(y + 1, z) : nullptr, rowOf(y, z),
                  pair ? rowOf(y + 1, z) : nullptr, scale, work);
    }
  });
}

}  // namespace

Spectrum paddedFor(const Grid& grid) {
  Spectrum spectrum;
  spectrum.grid = grid;
  spectrum.data = Buffer<Complex>(spectrum.planeLength() * grid.size[2]);
  return spectrum;
}

float* paddedRow(Spectrum& spectrum, int y, int z) { return reinterpret_cast<float*>(spectrum.row(y, z)); }

Spectrum forward(const Volume& volume, Executor& executor, Progress& progress) {
  Spectrum spectrum = paddedFor(volume.grid);
  const std::int64_t nx = volume.grid.size[0];
  forwardInto(
      spectrum, [&](int y, int z) { return volume.plane(z) + nx * y; }, executor, progress);
  return spectrum;
}

void forwardInPlace(Spectrum& spectrum, Executor& executor, Progress& progress) {
  forwardInto(
      spectrum, [&](int y, int z) { return paddedRow(spectrum, y, z); }, executor, progress);
}

void inverseInPlace(Spectrum& spectrum, Executor& executor, Progress& progress) {
  inverseFrom(
      spectrum, [&](int y, int z) { return paddedRow(spectrum, y, z); }, executor, progress);
}

Volume inverse(Spectrum spectrum, Executor& executor, Progress& progress) {
  Volume volume(spectrum.grid);
  const std::int64_t nx = spectrum.grid.size[0];
  inverseFrom(
      spectrum, [&](int y, int z) { return volume.plane(z) + nx * y; }, executor, progress);
  return volume;
}

}  // namespace vitrine
