#include "core/mask/run_labels.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"

#include <algorithm>
#include <bit>

namespace vitrine {
namespace {

/// Runs while they are being joined: `component` holds the tree of joined runs, whose parents are never later ones.
struct RunTable : RunLabels {
  std::uint32_t root(std::uint32_t run) {
    while (component[run] != run) {
      component[run] = component[component[run]];
      run = component[run];
    }
    return run;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a < b)
      component[b] = a;
    else
      component[a] = b;
  }
  /// Joins the runs of two rows that touch, diagonals included.
  void joinRows(std::int64_t rowA, std::int64_t rowB) {
    std::uint32_t a = begin(rowA), b = begin(rowB);
    const std::uint32_t endA = end(rowA), endB = end(rowB);
    while (a < endA && b < endB) {
      if (runs[a].first <= runs[b].last + 1 && runs[b].first <= runs[a].last + 1) join(a, b);
      if (runs[a].last < runs[b].last)
        ++a;
      else
        ++b;
    }
  }
  void joinWithPlaneBelow(int y, int z) {
    for (int other = std::max(0, y - 1); other <= std::min(grid.size[1] - 1, y + 1); ++other)
      joinRows(row(y, z), row(other, z - 1));
  }
};

/// Runs starting in a row: set bits whose left neighbour is not set.
std::int64_t countRuns(const std::uint64_t* words, std::int64_t count) {
  std::int64_t runs = 0;
  std::uint64_t carry = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    runs += std::popcount(words[i] & ~((words[i] << 1) | carry));
    carry = words[i] >> 63;
  }
  return runs;
}

/// Writes the runs of a row and returns how many.
std::int64_t extractRuns(const std::uint64_t* words, std::int64_t count, Run* out) {
  std::int64_t runs = 0;
  bool open = false;
  for (std::int64_t i = 0; i < count; ++i) {
    std::uint64_t edges = words[i] ^ ((words[i] << 1) | (open ? 1U : 0U));  // bits where the row changes its value
    while (edges != 0) {
      const int x = static_cast<int>(i * 64 + std::countr_zero(edges));
      edges &= edges - 1;
      if (open)
        out[runs++].last = static_cast<std::uint16_t>(x - 1);
      else
        out[runs].first = static_cast<std::uint16_t>(x);
      open = !open;
    }
  }
  if (open) out[runs++].last = static_cast<std::uint16_t>(count * 64 - 1);  // rows of whole words only
  return runs;
}

RunTable findRuns(const Mask& mask, Executor& executor, const Progress& progress, std::int64_t maximumRuns) {
  const Grid& grid = mask.grid;
  if (grid.size[0] > 65536)
    throw NotMeasurable("the box has " + std::to_string(grid.size[0]) +
                        " voxels along X; masks are handled up to 65536");
  const std::int64_t rows = std::int64_t{grid.size[1]} * grid.size[2];
  const std::int64_t words = mask.wordsPerRow();
  RunTable table;
  table.grid = grid;

  Buffer<std::uint32_t> perRow(rows + 1);
  parallelBlocks(executor, progress, grid.size[2], kSlabPlanes, [&](const BlockRange& block) {
    for (std::int64_t row = block.begin * grid.size[1]; row < block.end * grid.size[1]; ++row)
      perRow[row] = static_cast<std::uint32_t>(countRuns(mask.words.data() + row * words, words));
  });
  std::int64_t total = 0;
  for (std::int64_t row = 0; row < rows; ++row) total += perRow[row];
  if (total > maximumRuns) {
    const double percent = 100.0 * static_cast<double>(mask.count) / static_cast<double>(grid.voxels());
    throw NotMeasurable("the threshold lies inside the noise (" + fixedText(percent, 1) +
                        " % of the voxels are selected); raise it");
  }
  std::uint32_t start = 0;
  for (std::int64_t row = 0; row <= rows; ++row) {
    const std::uint32_t length = row < rows ? perRow[row] : 0;
    perRow[row] = start;
    start += length;
  }
  table.rowStart = std::move(perRow);
  table.runs = Buffer<Run>(total);
  table.component = Buffer<std::uint32_t>(total);
  return table;
}

/// Extracts and joins the runs of planes [begin, end), looking at no other plane.
void labelSlab(RunTable& table, const Mask& mask, int begin, int end) {
  for (int z = begin; z < end; ++z)
    for (int y = 0; y < table.grid.size[1]; ++y) {
      const std::int64_t row = table.row(y, z);
      extractRuns(mask.row(y, z), mask.wordsPerRow(), table.runs.data() + table.begin(row));
      for (std::uint32_t run = table.begin(row); run < table.end(row); ++run) table.component[run] = run;
      if (y > 0) table.joinRows(row, table.row(y - 1, z));
      // Row y + 1 of the plane below was scanned with that plane, so all three rows below are ready.
      if (z > begin) table.joinWithPlaneBelow(y, z);
    }
}

/// Turns parents into component numbers (in raster order of the first voxel) and returns how many there are.
std::uint32_t numberComponents(RunTable& table) {
  std::uint32_t components = 0;
  for (std::int64_t run = 0; run < table.component.size(); ++run) {
    const std::uint32_t parent = table.component[run];  // <= run; an earlier entry holds its number already
    table.component[run] = parent == static_cast<std::uint32_t>(run) ? components++ : table.component[parent];
  }
  return components;
}

}  // namespace

std::optional<std::uint32_t> RunLabels::at(const Index3& voxel) const {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (voxel[axis] < 0 || voxel[axis] >= grid.size[axis]) return std::nullopt;
  const std::int64_t place = row(voxel[1], voxel[2]);
  for (std::uint32_t run = begin(place); run < end(place); ++run)
    if (runs[run].first <= voxel[0] && voxel[0] <= runs[run].last) return component[run];
  return std::nullopt;
}

RunLabels labelRuns(const Mask& mask, Executor& executor, Progress& progress, std::int64_t maximumRuns) {
  const Grid& grid = mask.grid;
  RunTable table = findRuns(mask, executor, progress.part(0.2), maximumRuns);
  parallelBlocks(executor, progress.part(0.8), grid.size[2], kSlabPlanes, [&](const BlockRange& block) {
    labelSlab(table, mask, static_cast<int>(block.begin), static_cast<int>(block.end));
  });
  for (int z = kSlabPlanes; z < grid.size[2]; z += kSlabPlanes) {
    progress.throwIfStopped();
    for (int y = 0; y < grid.size[1]; ++y) table.joinWithPlaneBelow(y, z);
  }
  progress.throwIfStopped();
  table.voxels = Buffer<std::int64_t>::zeroed(numberComponents(table));
  progress.throwIfStopped();
  for (std::int64_t run = 0; run < table.runs.size(); ++run)
    table.voxels[table.component[run]] += table.runs[run].last - table.runs[run].first + 1;
  return table;
}

std::vector<Component> describe(const RunLabels& labels, const std::vector<std::uint32_t>& numbers) {
  struct Sums {
    Component component;
    std::int64_t x = 0, y = 0, z = 0;
    bool seen = false;
  };
  std::vector<Sums> sums(numbers.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> place;  // number -> place, sorted
  for (std::uint32_t i = 0; i < numbers.size(); ++i) place.emplace_back(numbers[i], i);
  std::ranges::sort(place);
  const std::int64_t smallest = numbers.empty() ? 0 : labels.voxels[numbers.back()];

  for (int z = 0; z < labels.grid.size[2]; ++z)
    for (int y = 0; y < labels.grid.size[1]; ++y)
      for (std::uint32_t run = labels.begin(labels.row(y, z)); run < labels.end(labels.row(y, z)); ++run) {
        const std::uint32_t number = labels.component[run];
        if (labels.voxels[number] < smallest) continue;
        const auto found = std::ranges::lower_bound(place, std::pair{number, std::uint32_t{0}});
        if (found == place.end() || found->first != number) continue;
        Sums& s = sums[found->second];
        const int first = labels.runs[run].first, last = labels.runs[run].last;
        if (!s.seen) {
          s.seen = true;
          s.component.voxels = labels.voxels[number];
          s.component.firstVoxel = labels.grid.index(first, y, z);
          s.component.low = {first, y, z};
          s.component.high = {last, y, z};
        }
        s.component.low = {std::min(s.component.low[0], first), std::min(s.component.low[1], y),
                           std::min(s.component.low[2], z)};
        s.component.high = {std::max(s.component.high[0], last), std::max(s.component.high[1], y),
                            std::max(s.component.high[2], z)};
        const std::int64_t length = last - first + 1;
        s.x += (first + last) * length;  // twice the sum of x, an integer
        s.y += y * length;
        s.z += z * length;
      }

  std::vector<Component> components;
  for (const Sums& s : sums) {
    components.push_back(s.component);
    const auto n = static_cast<double>(s.component.voxels);
    components.back().centroid = {static_cast<double>(s.x) / (2 * n), static_cast<double>(s.y) / n,
                                  static_cast<double>(s.z) / n};
  }
  return components;
}

}  // namespace vitrine
