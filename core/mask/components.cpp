#include "core/mask/components.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"

#include <algorithm>
#include <bit>
#include <queue>

namespace vitrine {
namespace {

constexpr int kSlabPlanes = 16;

/// Set voxels first .. last of one x row.
struct Run {
  std::uint16_t first, last;
};

/// Runs of all rows in raster order; rowStart[y + ny z] is the first of its row, with one more entry at the end.
struct RunTable {
  Grid grid;
  Buffer<std::uint32_t> rowStart;
  Buffer<Run> runs;
  Buffer<std::uint32_t> parent;  ///< the tree of joined runs; parent[i] <= i

  std::int64_t row(int y, int z) const { return y + std::int64_t{grid.size[1]} * z; }
  std::uint32_t begin(std::int64_t row) const { return rowStart[row]; }
  std::uint32_t end(std::int64_t row) const { return rowStart[row + 1]; }

  std::uint32_t root(std::uint32_t run) {
    while (parent[run] != run) {
      parent[run] = parent[parent[run]];
      run = parent[run];
    }
    return run;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a < b)
      parent[b] = a;
    else
      parent[a] = b;
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
  table.parent = Buffer<std::uint32_t>(total);
  return table;
}

/// Extracts and joins the runs of planes [begin, end), looking at no other plane.
void labelSlab(RunTable& table, const Mask& mask, int begin, int end) {
  for (int z = begin; z < end; ++z)
    for (int y = 0; y < table.grid.size[1]; ++y) {
      const std::int64_t row = table.row(y, z);
      extractRuns(mask.row(y, z), mask.wordsPerRow(), table.runs.data() + table.begin(row));
      for (std::uint32_t run = table.begin(row); run < table.end(row); ++run) table.parent[run] = run;
      if (y > 0) table.joinRows(row, table.row(y - 1, z));
      // Row y + 1 of the plane below was scanned with that plane, so all three rows below are ready.
      if (z > begin) table.joinWithPlaneBelow(y, z);
    }
}

/// Turns parents into component numbers (in raster order of the first voxel) and returns how many there are.
std::uint32_t numberComponents(RunTable& table) {
  std::uint32_t components = 0;
  for (std::int64_t run = 0; run < table.parent.size(); ++run) {
    const std::uint32_t parent = table.parent[run];  // <= run; an earlier entry holds its number already
    table.parent[run] = parent == static_cast<std::uint32_t>(run) ? components++ : table.parent[parent];
  }
  return components;
}

/// Numbers of the `wanted` largest components, by size, then by number (which is the order of the first voxel).
std::vector<std::uint32_t> largestComponents(const Buffer<std::int64_t>& sizes, std::size_t wanted) {
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : a < b;
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(before)> kept(before);  // top: the last one
  for (std::uint32_t component = 0; component < static_cast<std::uint32_t>(sizes.size()); ++component) {
    if (kept.size() == wanted && !before(component, kept.top())) continue;
    if (kept.size() == wanted) kept.pop();
    kept.push(component);
  }
  std::vector<std::uint32_t> numbers(kept.size());
  for (std::size_t i = numbers.size(); i-- > 0; kept.pop()) numbers[i] = kept.top();
  return numbers;
}

/// Box, centroid and first voxel of the components `numbers`, in their order.
std::vector<Component> describe(const RunTable& table, const Buffer<std::int64_t>& sizes,
                                const std::vector<std::uint32_t>& numbers) {
  struct Sums {
    Component component;
    std::int64_t x = 0, y = 0, z = 0;
    bool seen = false;
  };
  std::vector<Sums> sums(numbers.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> place;  // number -> place, sorted
  for (std::uint32_t i = 0; i < numbers.size(); ++i) place.emplace_back(numbers[i], i);
  std::ranges::sort(place);
  const std::int64_t smallest = numbers.empty() ? 0 : sizes[numbers.back()];

  for (int z = 0; z < table.grid.size[2]; ++z)
    for (int y = 0; y < table.grid.size[1]; ++y)
      for (std::uint32_t run = table.begin(table.row(y, z)); run < table.end(table.row(y, z)); ++run) {
        const std::uint32_t number = table.parent[run];
        if (sizes[number] < smallest) continue;
        const auto found = std::ranges::lower_bound(place, std::pair{number, std::uint32_t{0}});
        if (found == place.end() || found->first != number) continue;
        Sums& s = sums[found->second];
        const int first = table.runs[run].first, last = table.runs[run].last;
        if (!s.seen) {
          s.seen = true;
          s.component.voxels = sizes[number];
          s.component.firstVoxel = table.grid.index(first, y, z);
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

void setRun(std::uint64_t* words, int first, int last) {
  for (int word = first >> 6; word <= last >> 6; ++word) {
    const int low = std::max(first - word * 64, 0), high = std::min(last - word * 64, 63);
    words[word] |= (~std::uint64_t{0} >> (63 - (high - low))) << low;
  }
}

}  // namespace

ComponentList labelComponents(const Mask& mask, Mask& largest, Executor& executor, Progress& progress,
                              std::int64_t maximumRuns) {
  const Grid& grid = mask.grid;
  largest = Mask(grid);
  ComponentList list;
  list.totalVoxels = mask.count;
  if (mask.count == 0) return list;

  RunTable table = findRuns(mask, executor, progress.part(0.1), maximumRuns);
  parallelBlocks(executor, progress.part(0.5), grid.size[2], kSlabPlanes, [&](const BlockRange& block) {
    labelSlab(table, mask, static_cast<int>(block.begin), static_cast<int>(block.end));
  });
  for (int z = kSlabPlanes; z < grid.size[2]; z += kSlabPlanes) {
    progress.throwIfStopped();
    for (int y = 0; y < grid.size[1]; ++y) table.joinWithPlaneBelow(y, z);
  }
  progress.throwIfStopped();
  list.count = numberComponents(table);
  progress.throwIfStopped();

  auto sizes = Buffer<std::int64_t>::zeroed(list.count);
  for (std::int64_t run = 0; run < table.runs.size(); ++run)
    sizes[table.parent[run]] += table.runs[run].last - table.runs[run].first + 1;
  constexpr std::int64_t kSmall = 4096;  // sizes counted in an array; the rest, few, in the map itself
  std::vector<std::int64_t> small(kSmall, 0);
  for (const std::int64_t size : sizes) {
    if (size < kSmall)
      ++small[static_cast<std::size_t>(size)];
    else
      ++list.countsBySize[size];
  }
  for (std::int64_t size = 1; size < kSmall; ++size)
    if (small[static_cast<std::size_t>(size)] > 0) list.countsBySize[size] = small[static_cast<std::size_t>(size)];
  progress.throwIfStopped();

  const std::vector<std::uint32_t> numbers = largestComponents(sizes, ComponentList::kDetailed);
  list.components = describe(table, sizes, numbers);
  largest.count = list.components.front().voxels;
  parallelBlocks(executor, progress.part(0.4), grid.size[2], kSlabPlanes, [&](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < grid.size[1]; ++y)
        for (std::uint32_t run = table.begin(table.row(y, z)); run < table.end(table.row(y, z)); ++run)
          if (table.parent[run] == numbers.front())
            setRun(largest.row(y, z), table.runs[run].first, table.runs[run].last);
  });
  return list;
}

void sumLargestDensity(const Volume& volume, const Mask& largest, ComponentList& list, Executor& executor,
                       const Progress& progress) {
  struct Sums {
    double density = 0;
    Vector3 moment{0, 0, 0};
  };
  const Sums total = orderedReduce(
      executor, progress, largest.grid.size[2], kSlabPlanes, Sums{},
      [&](const BlockRange& block, Sums& sums) {
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < largest.grid.size[1]; ++y) {
            const std::uint64_t* words = largest.row(y, z);
            double row = 0, rowX = 0;
            for (std::int64_t word = 0; word < largest.wordsPerRow(); ++word)
              for (std::uint64_t bits = words[word]; bits != 0; bits &= bits - 1) {
                const int x = static_cast<int>(word * 64 + std::countr_zero(bits));
                const double value = volume.at(x, y, z);
                row += value;
                rowX += value * x;
              }
            sums.density += row;
            sums.moment[0] += rowX;
            sums.moment[1] += row * y;
            sums.moment[2] += row * z;
          }
      },
      [](Sums& sums, const Sums& next) {
        sums.density += next.density;
        for (int axis = 0; axis < 3; ++axis) sums.moment[axis] += next.moment[axis];
      });
  list.largestDensity = total.density;
  list.largestDensityMoment = total.moment;
}

LargestShare largestHolding(const ComponentList& list, double fraction) {
  LargestShare share;
  const double wanted = fraction * static_cast<double>(list.totalVoxels);
  for (auto entry = list.countsBySize.rbegin(); entry != list.countsBySize.rend(); ++entry)
    for (std::int64_t i = 0; i < entry->second; ++i) {
      if (static_cast<double>(share.voxels) >= wanted) return share;
      ++share.components;
      share.voxels += entry->first;
    }
  return share;
}

std::int64_t sizeOfRank(const ComponentList& list, std::int64_t rank) {
  for (auto entry = list.countsBySize.rbegin(); entry != list.countsBySize.rend(); ++entry) {
    if (rank < entry->second) return entry->first;
    rank -= entry->second;
  }
  return 0;
}

}  // namespace vitrine
