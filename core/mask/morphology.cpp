#include "core/mask/morphology.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr int kPlanesPerBlock = 4;

using Words = std::vector<std::uint64_t>;

/// Bits beyond nx in the last word of a row must stay 0.
std::uint64_t lastWordMask(const Grid& grid) {
  const int used = grid.size[0] & 63;
  return used == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << used) - 1;
}

/// row |= row shifted by `shift` (1..63) bits towards both ends; `scratch` has room for the row.
void spreadBy(std::uint64_t* row, std::int64_t words, int shift, std::uint64_t* scratch) {
  std::copy_n(row, words, scratch);
  for (std::int64_t i = 0; i < words; ++i) {
    const std::uint64_t left = i > 0 ? scratch[i - 1] >> (64 - shift) : 0;
    const std::uint64_t right = i + 1 < words ? scratch[i + 1] << (64 - shift) : 0;
    row[i] = scratch[i] | (scratch[i] << shift) | left | (scratch[i] >> shift) | right;
  }
}

/// Every set bit grows to `reach` bits on both sides. Reach r covers 2 r + 1 bits without gaps, so the next step may
/// shift by up to 2 r + 1.
void spread(std::uint64_t* row, std::int64_t words, int reach, std::uint64_t* scratch) {
  for (int done = 0; done < reach;) {
    const int step = std::min({reach - done, 2 * done + 1, 63});
    spreadBy(row, words, step, scratch);
    done += step;
  }
}

std::int64_t countBits(const std::uint64_t* row, std::int64_t words) {
  std::int64_t bits = 0;
  for (std::int64_t i = 0; i < words; ++i) bits += std::popcount(row[i]);
  return bits;
}

/// One flag per row: does it hold a set voxel?
std::vector<char> occupiedRows(const Mask& mask) {
  const std::int64_t rows = std::int64_t{mask.grid.size[1]} * mask.grid.size[2];
  std::vector<char> occupied(static_cast<std::size_t>(rows));
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::uint64_t* words = mask.words.data() + row * mask.wordsPerRow();
    occupied[static_cast<std::size_t>(row)] = std::any_of(words, words + mask.wordsPerRow(), [](auto w) { return w; });
  }
  return occupied;
}

/// A row of the structuring element: offsets in y and z, and how far it reaches along x.
struct ElementRow {
  int dy, dz;
};

/// Rows of the ball by their half width in voxels along x.
std::map<int, std::vector<ElementRow>> ballRows(const Grid& grid, double radiusA) {
  // Two voxels exactly `radius` apart must touch although 2 / 0.4 may not be 5: compare with a hair of tolerance.
  const double radius2 = radiusA * radiusA * (1 + 1e-9);
  const auto reach = [&](int axis) {
    return static_cast<int>(std::min<double>(std::floor(std::sqrt(radius2) / grid.voxelSize[axis]), grid.size[axis]));
  };
  std::map<int, std::vector<ElementRow>> rows;
  for (int dz = -reach(2); dz <= reach(2); ++dz)
    for (int dy = -reach(1); dy <= reach(1); ++dy) {
      const double y = dy * grid.voxelSize[1], z = dz * grid.voxelSize[2];
      const double rest = radius2 - y * y - z * z;
      if (rest < 0) continue;
      const double half = std::floor(std::sqrt(rest) / grid.voxelSize[0]);
      rows[static_cast<int>(std::min<double>(half, grid.size[0]))].push_back({dy, dz});
    }
  return rows;
}

/// ORs, for each half width, the rows it takes from around (y, z), spreads the union once and adds it to `out`.
/// Returns the set bits of `out`.
std::int64_t dilateRow(const Mask& mask, const std::map<int, std::vector<ElementRow>>& element,
                       const std::vector<char>& occupied, int y, int z, std::uint64_t* out, Words& joined,
                       Words& scratch) {
  const Grid& grid = mask.grid;
  const std::int64_t words = mask.wordsPerRow();
  bool any = false;
  for (const auto& [half, rows] : element) {
    bool anyOfHalf = false;
    for (const ElementRow& row : rows) {
      const int fromY = y + row.dy, fromZ = z + row.dz;
      if (fromY < 0 || fromY >= grid.size[1] || fromZ < 0 || fromZ >= grid.size[2]) continue;
      if (!occupied[static_cast<std::size_t>(fromY + std::int64_t{grid.size[1]} * fromZ)]) continue;
      if (!anyOfHalf) std::fill(joined.begin(), joined.end(), 0);
      anyOfHalf = true;
      const std::uint64_t* from = mask.row(fromY, fromZ);
      for (std::int64_t i = 0; i < words; ++i) joined[static_cast<std::size_t>(i)] |= from[i];
    }
    if (!anyOfHalf) continue;
    any = true;
    spread(joined.data(), words, half, scratch.data());
    for (std::int64_t i = 0; i < words; ++i) out[i] |= joined[static_cast<std::size_t>(i)];
  }
  if (!any) return 0;
  out[words - 1] &= lastWordMask(grid);
  return countBits(out, words);
}

/// Clears the first and last voxel of a row and returns how many were set.
std::int64_t clearRowEnds(std::uint64_t* row, int size) {
  std::int64_t cleared = 0;
  for (const int x : {0, size - 1}) {
    const std::uint64_t bit = std::uint64_t{1} << (x & 63);
    cleared += (row[x >> 6] & bit) != 0;
    row[x >> 6] &= ~bit;
  }
  return cleared;
}

Mask dilateWith(const Mask& mask, const std::map<int, std::vector<ElementRow>>& element, bool keepFacesEmpty,
                Executor& executor, const Progress& progress) {
  const Grid& grid = mask.grid;
  Mask result(grid);
  const std::vector<char> occupied = occupiedRows(mask);
  result.count = orderedReduce(
      executor, progress, grid.size[2], kPlanesPerBlock, std::int64_t{0},
      [&](const BlockRange& block, std::int64_t& count) {
        Words joined(static_cast<std::size_t>(mask.wordsPerRow())), scratch(joined.size());
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < grid.size[1]; ++y) {
            std::uint64_t* out = result.row(y, z);
            const bool isFace = y == 0 || y + 1 == grid.size[1] || z == 0 || z + 1 == grid.size[2];
            if (keepFacesEmpty && isFace) continue;
            count += dilateRow(mask, element, occupied, y, z, out, joined, scratch);
            if (keepFacesEmpty) count -= clearRowEnds(out, grid.size[0]);
          }
      },
      [](std::int64_t& total, std::int64_t next) { total += next; });
  return result;
}

std::map<int, std::vector<ElementRow>> neighbourRows(Neighbourhood neighbourhood) {
  std::map<int, std::vector<ElementRow>> rows;
  for (int dz = -1; dz <= 1; ++dz)
    for (int dy = -1; dy <= 1; ++dy) {
      const int steps = std::abs(dy) + std::abs(dz);  // of 1 (face), 2 (edge) or 3 (corner) allowed in all
      const int allowed = neighbourhood == Neighbourhood::Faces6 ? 1 : neighbourhood == Neighbourhood::All26 ? 3 : 2;
      if (steps <= allowed) rows[steps < allowed ? 1 : 0].push_back({dy, dz});
    }
  return rows;
}

Mask copyOf(const Mask& mask) {
  Mask copy;
  copy.grid = mask.grid;
  copy.words = mask.words.copy();
  copy.count = mask.count;
  return copy;
}

}  // namespace

Mask dilateEuclidean(const Mask& mask, double radiusA, Executor& executor, const Progress& progress) {
  return dilateWith(mask, ballRows(mask.grid, radiusA), false, executor, progress);
}

Mask dilateSteps(const Mask& mask, Neighbourhood neighbourhood, int steps, bool keepFacesEmpty, Executor& executor,
                 const Progress& progress) {
  if (steps <= 0) return copyOf(mask);
  const auto element = neighbourRows(neighbourhood);
  Mask result = dilateWith(mask, element, keepFacesEmpty, executor, progress);
  for (int step = 1; step < steps; ++step) result = dilateWith(result, element, keepFacesEmpty, executor, progress);
  return result;
}

}  // namespace vitrine
