#include "core/mask/tree_uphill.hpp"

#include "core/base/lanes.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define VITRINE_TREE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define VITRINE_TREE_WIDE
#endif

namespace vitrine::tree {
namespace {

constexpr int kStripRows = 32, kSlabPlanes = 32;

/// out[-1] and out[n] are outside the box.
VITRINE_TREE_WIDE void signedKeys(const float* values, int n, std::int32_t* out) {
  for (int i = 0; i < n; ++i) out[i] = signedKey(values[i]);
}

/// Highest of three along x: value and neighbour number 0..2; the first wins among equals.
VITRINE_TREE_WIDE void bestAlongX(const std::int32_t* keys, int n, std::int32_t* best, std::int32_t* code) {
  for (int i = 0; i < n; ++i) {
    std::int32_t value = keys[i - 1], which = 0;
    which = keys[i] > value ? 1 : which;
    value = keys[i] > value ? keys[i] : value;
    which = keys[i + 1] > value ? 2 : which;
    value = keys[i + 1] > value ? keys[i + 1] : value;
    best[i] = value;
    code[i] = which;
  }
}

struct Row {
  std::int32_t* best = nullptr;
  std::int32_t* code = nullptr;
};

/// Highest of three rows (along y with stride 3, along z with stride 9).
VITRINE_TREE_WIDE void bestOfRows(Row a, Row b, Row c, int stride, int n, Row out) {
  for (int i = 0; i < n; ++i) {
    std::int32_t value = a.best[i], which = a.code[i];
    const std::int32_t second = b.best[i], third = c.best[i];
    which = second > value ? b.code[i] + stride : which;
    value = second > value ? second : value;
    which = third > value ? c.code[i] + 2 * stride : which;
    value = third > value ? third : value;
    out.best[i] = value;
    out.code[i] = which;
  }
}

VITRINE_TREE_WIDE void writeSteps(const float* values, const std::int32_t* code, int n, std::uint8_t* out) {
  for (int i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(values[i] != values[i] ? kNoVoxel : code[i]);
}

/// What one thread works in: rows and planes of a strip, three of each.
struct Lane {
  int nx;
  std::vector<std::int32_t> keys, rowStore, planeStore, last;
  std::vector<std::int64_t> histogram = std::vector<std::int64_t>(65536, 0);

  explicit Lane(int width)
      : nx(width),
        keys(static_cast<std::size_t>(width) + 2, kNoSignedKey),
        rowStore(static_cast<std::size_t>(width) * 6),
        planeStore(static_cast<std::size_t>(width) * kStripRows * 6),
        last(static_cast<std::size_t>(width) * 2) {}
  Row row(int y) { return at(rowStore, y + 3, 3); }
  Row planeRow(int z, int y) { return at(planeStore, (z + 3) % 3 * kStripRows + y, 3 * kStripRows); }
  Row out() { return {last.data(), last.data() + nx}; }

private:
  Row at(std::vector<std::int32_t>& store, int place, int places) {
    std::int32_t* start = store.data() + std::size_t(place % places) * 2 * static_cast<std::size_t>(nx);
    return {start, start + nx};
  }
};

void count(const std::int32_t* keys, int n, std::vector<std::int64_t>& histogram) {
  for (int i = 0; i < n; ++i) ++histogram[(static_cast<std::uint32_t>(keys[i]) ^ 0x80000000U) >> 16];
}

/// Rows [y0, y1) of planes [z0, z1), whose neighbours are read too.
void workStrip(const Volume& volume, int y0, int y1, int z0, int z1, Uphill& uphill, Lane& lane) {
  const auto [nx, ny, nz] = volume.grid.size;
  for (int z = z0 - 1; z <= z1; ++z) {
    for (int y = y0 - 1; y <= y1; ++y) {
      const Row row = lane.row(y);
      if (z < 0 || z >= nz || y < 0 || y >= ny) {
        std::fill_n(row.best, nx, kNoSignedKey);
        std::fill_n(row.code, nx, 0);
      } else {
        signedKeys(volume.data.data() + volume.grid.index(0, y, z), nx, lane.keys.data() + 1);
        if (z >= z0 && z < z1 && y >= y0 && y < y1) count(lane.keys.data() + 1, nx, lane.histogram);
        bestAlongX(lane.keys.data() + 1, nx, row.best, row.code);
      }
      if (y > y0) bestOfRows(lane.row(y - 2), lane.row(y - 1), row, 3, nx, lane.planeRow(z, y - 1 - y0));
    }
    if (z <= z0) continue;
    for (int y = y0; y < y1; ++y) {
      const Row out = lane.out();
      bestOfRows(lane.planeRow(z - 2, y - y0), lane.planeRow(z - 1, y - y0), lane.planeRow(z, y - y0), 9, nx, out);
      const std::int64_t place = volume.grid.index(0, y, z - 1);
      writeSteps(volume.data.data() + place, out.code, nx, uphill.step.data() + place);
    }
  }
}

}  // namespace

Uphill findUphill(const Volume& volume, Executor& executor, const Progress& progress) {
  const auto [nx, ny, nz] = volume.grid.size;
  Uphill uphill;
  uphill.grid = volume.grid;
  uphill.step = Buffer<std::uint8_t>(volume.grid.voxels());
  const int strips = (ny + kStripRows - 1) / kStripRows, slabs = (nz + kSlabPlanes - 1) / kSlabPlanes;
  const std::int64_t jobs = std::int64_t{strips} * slabs;
  std::vector<Lane> lanes(static_cast<std::size_t>(laneCount(executor, jobs)), Lane(nx));
  laneBlocks(executor, progress, jobs, 1, lanes, [&](const BlockRange& job, Lane& lane) {
    const int y0 = static_cast<int>(job.index % strips) * kStripRows;
    const int z0 = static_cast<int>(job.index / strips) * kSlabPlanes;
    workStrip(volume, y0, std::min(ny, y0 + kStripRows), z0, std::min(nz, z0 + kSlabPlanes), uphill, lane);
  });
  uphill.histogram.assign(65536, 0);
  for (const Lane& lane : lanes)
    for (std::size_t i = 0; i < uphill.histogram.size(); ++i) uphill.histogram[i] += lane.histogram[i];
  return uphill;
}

}  // namespace vitrine::tree
