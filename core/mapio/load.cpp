#include "core/base/number_text.hpp"
#include "core/mapio/chunk_pipe.hpp"
#include "core/mapio/convert.hpp"
#include "core/mapio/findings.hpp"
#include "core/mapio/judge.hpp"
#include "core/mapio/reader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

namespace vitrine {
namespace {

constexpr std::int64_t kChunkBytes = 8 << 20;   // three in flight; one takes about 5 ms
constexpr std::int64_t kTailLimit = 64 << 20;   // what a compressed file may hold beyond the map before we stop
constexpr std::int64_t kInlineBytes = 1 << 20;  // below, starting a thread costs more than it hides
constexpr int kRowsPerTile = 16;                // a run of 64 bytes in the direction of x

ChunkPlan planFor(const JudgedHeader& judged) {
  const MapInfo& info = judged.info;
  const Index3& size = judged.raw.size;
  const std::int64_t sections = info.volumes > 1 ? info.grid.size[2] : size[2];
  ChunkPlan plan;
  plan.dataOffset = info.dataOffset;
  plan.lines = std::int64_t{size[1]} * sections;
  plan.bitsPerLine = std::int64_t{size[0]} * bitsPerVoxel(info.mode);
  if (info.mode == 101 && !info.continuousNibbles) plan.bitsPerLine = (plan.bitsPerLine + 7) / 8 * 8;
  const std::int64_t planeBytes = std::max<std::int64_t>(1, plan.bytesOfLines(size[1]));
  if (planeBytes <= kChunkBytes && !info.continuousNibbles)
    plan.linesPerChunk = size[1] * std::min(sections, kChunkBytes / planeBytes);
  else  // part of a plane; an even number of rows begins at a whole byte
    plan.linesPerChunk = std::max<std::int64_t>(2, kChunkBytes * 8 / plan.bitsPerLine / 2 * 2);
  const std::int64_t largest = plan.bytesOfLines(std::min(plan.lines, plan.linesPerChunk));
  plan.chunkBytes = std::max<std::int64_t>({largest, std::min(plan.dataOffset, kChunkBytes), 1 << 12});
  plan.tailLimit = info.compression == Compression::None ? 0 : kTailLimit;
  return plan;
}

/// Puts chunks of file rows where they belong in memory. Jobs work on bands of file rows; in the standard axis
/// order a band is also a band of the scan, which then sees each row while it is still in the cache.
class Placement {
public:
  /// @param isScanned  gather statistics on the way
  Placement(const JudgedHeader& judged, const ChunkPlan& plan, NonFinitePolicy policy, const VoxelRows& rows,
            bool isScanned)
      : m_plan(plan),
        m_format{judged.info.mode, judged.raw.order, judged.info.mode0.value_or(Mode0::Signed)},
        m_size(judged.raw.size),
        m_isStandard(judged.info.fileAxis == Index3{0, 1, 2}),
        m_isScanned(isScanned),
        m_rows(rows),
        m_replace(policy == NonFinitePolicy::Zero),
        m_scan(rows.grid),
        m_bands(m_isStandard ? m_scan.bands() : std::clamp(m_size[1] / 32, 1, 16)),
        m_replaced(static_cast<std::size_t>(m_bands)) {
    const std::array<std::int64_t, 3> strides{1, rows.rowStride, rows.planeStride()};
    const std::array<std::int64_t, 3> steps{1, rows.grid.size[0], rows.grid.planeVoxels()};
    for (std::size_t a = 0; a < 3; ++a) {
      const auto fileAxis = static_cast<std::size_t>(judged.info.fileAxis[a]);
      m_stride[fileAxis] = strides[a];
      m_step[fileAxis] = steps[a];
    }
  }

  int bands() const { return m_bands; }

  void place(const Chunk& chunk, int band) {
    const std::int64_t rows = m_size[1];
    const auto bandBegin = std::int64_t{m_size[1]} * band / m_bands,
               bandEnd = std::int64_t{m_size[1]} * (band + 1) / m_bands;
    if (!m_isStandard) return placeTurned(chunk, band, bandBegin, bandEnd);
    for (std::int64_t section = chunk.lineBegin / rows; section * rows < chunk.lineEnd; ++section) {
      const std::int64_t begin = std::max(bandBegin, chunk.lineBegin - section * rows);
      const std::int64_t end = std::min(bandEnd, chunk.lineEnd - section * rows);
      if (begin >= end) continue;
      const int z = static_cast<int>(section);
      float* out = m_rows.row(static_cast<int>(begin), z);
      for (std::int64_t row = begin; row < end; ++row, out += m_rows.rowStride) {
        convertRow(chunk, section * rows + row, out);
        if (m_replace) replaceNonFinite(out, m_rows.grid.index(0, static_cast<int>(row), z), 1, band);
      }
      if (m_isScanned)
        m_scan.addRows(band, z, static_cast<int>(begin), static_cast<int>(end), m_rows.row(static_cast<int>(begin), z),
                       m_rows.rowStride);
    }
  }
  void settle() { m_scan.settle(); }

  MapScan finish(Executor& executor, const Progress& progress) {
    return m_isStandard ? m_scan.finish() : scanRows(m_rows.grid, m_rows.data, m_rows.rowStride, executor, progress);
  }
  Replaced replaced() const {
    Replaced all;
    for (const Replaced& one : m_replaced) {
      all.count += one.count;
      if (one.first >= 0 && (all.first < 0 || one.first < all.first)) all.first = one.first;
    }
    return all;
  }

private:
  void convertRow(const Chunk& chunk, std::int64_t line, float* out) const {
    const std::int64_t bit = (line - chunk.lineBegin) * m_plan.bitsPerLine;
    convertVoxels(m_format, chunk.bytes.data() + bit / 8, bit % 8 != 0, out, m_size[0]);
  }

  /// @param index  of the row's first voxel in the grid; `step` from one to the next
  void replaceNonFinite(float* row, std::int64_t index, std::int64_t step, int band) {
    Replaced& replaced = m_replaced[static_cast<std::size_t>(band)];
    for (int i = 0; i < m_size[0]; ++i) {
      if ((std::bit_cast<std::uint32_t>(row[i]) & 0x7F800000U) != 0x7F800000U) continue;
      const std::int64_t at = index + i * step;
      if (replaced.first < 0 || at < replaced.first) replaced.first = at;
      ++replaced.count;
      row[i] = 0;
    }
  }

  /// Other axis orders: tiles of rows are converted into a small array [section][row][column] and copied so that the
  /// innermost loop runs along x of the map.
  void placeTurned(const Chunk& chunk, int band, std::int64_t bandBegin, std::int64_t bandEnd) {
    const std::int64_t rows = m_size[1], columns = m_size[0];
    const std::int64_t firstSection = chunk.lineBegin / rows, lastSection = (chunk.lineEnd - 1) / rows;
    std::vector<float> tile;
    for (std::int64_t begin = bandBegin; begin < bandEnd; begin += kRowsPerTile) {
      const std::int64_t end = std::min(bandEnd, begin + kRowsPerTile);
      // A chunk that starts or ends inside a plane holds fewer rows of its outer sections: then section by section.
      const bool whole = chunk.lineBegin % rows == 0 && chunk.lineEnd % rows == 0;
      const std::int64_t step = whole ? lastSection - firstSection + 1 : 1;
      for (std::int64_t section = firstSection; section <= lastSection; section += step) {
        const std::int64_t r0 = std::max(begin, chunk.lineBegin - section * rows);
        const std::int64_t r1 = std::min(end, chunk.lineEnd - (section + step - 1) * rows);
        if (r0 >= r1) continue;
        tile.resize(static_cast<std::size_t>(step * (r1 - r0) * columns));
        float* out = tile.data();
        for (std::int64_t s = section; s < section + step; ++s)
          for (std::int64_t r = r0; r < r1; ++r, out += columns) {
            convertRow(chunk, s * rows + r, out);
            if (m_replace) replaceNonFinite(out, s * m_step[2] + r * m_step[1], m_step[0], band);
          }
        copyTile(tile.data(), {columns, r1 - r0, step}, section * m_stride[2] + r0 * m_stride[1]);
      }
    }
  }

  void copyTile(const float* tile, const std::array<std::int64_t, 3>& extent, std::int64_t at) const {
    const std::array<std::int64_t, 3> tileStride{1, extent[0], extent[0] * extent[1]};
    // File axes ordered by their stride in memory: x innermost.
    std::array<std::size_t, 3> order{0, 1, 2};
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return m_stride[a] < m_stride[b]; });
    const auto [in, mid, out] = order;
    for (std::int64_t k = 0; k < extent[out]; ++k)
      for (std::int64_t j = 0; j < extent[mid]; ++j) {
        const float* from = tile + k * tileStride[out] + j * tileStride[mid];
        float* to = m_rows.data + at + k * m_stride[out] + j * m_stride[mid];
        for (std::int64_t i = 0; i < extent[in]; ++i) to[i] = from[i * tileStride[in]];
      }
  }

  ChunkPlan m_plan;
  VoxelFormat m_format;
  Index3 m_size;  // of the file: columns, rows, sections
  bool m_isStandard, m_isScanned;
  VoxelRows m_rows;
  bool m_replace;
  ScanAccumulator m_scan;
  int m_bands;
  std::vector<Replaced> m_replaced;
  // Of one step along each file axis:
  std::array<std::int64_t, 3> m_stride{};  // floats in memory
  std::array<std::int64_t, 3> m_step{};    // voxels of the grid, counted without padding
};

struct PassResult {
  std::int64_t streamBytes = 0;
  bool complete = false, gaveUp = false;
  std::int64_t junkBytes = 0;
  Replaced replaced;
};

/// The one pass over the bytes: hash of the chunk on one thread while others convert and scan it.
PassResult readOnce(const InputFile& file, const JudgedHeader& judged, const ReadHints& hints, bool onlyVoxels,
                    Executor& executor, const Progress& progress, LoadedRows& map) {
  const ChunkPlan plan = planFor(judged);
  Placement placement(judged, plan, hints.nonFinite, map.rows, !onlyVoxels);
  const bool threaded = judged.need > kInlineBytes || file.stamp().bytes > kInlineBytes;
  ChunkPipe pipe(file, judged.info.compression, plan, threaded, progress.stopToken());
  Sha256 hash;
  while (Chunk* chunk = pipe.next()) {
    const int bands = chunk->lineEnd > chunk->lineBegin ? placement.bands() : 0;
    executor.run(1 + bands, [&](std::int64_t job) {
      if (job > 0)
        placement.place(*chunk, static_cast<int>(job) - 1);
      else if (!onlyVoxels)
        hash.update(chunk->bytes.data(), chunk->size);
    });
    if (!onlyVoxels) placement.settle();
    progress.report(static_cast<double>(chunk->lineEnd) / static_cast<double>(plan.lines));
    pipe.release(chunk);
  }
  PassResult result;
  result.streamBytes = pipe.streamBytes();
  result.gaveUp = pipe.gaveUp();
  result.junkBytes = pipe.junkBytes();
  result.complete = result.streamBytes >= plan.dataOffset + plan.bytesOfLines(plan.lines);
  if (!result.complete || onlyVoxels) return result;
  map.scan = placement.finish(executor, progress);
  result.replaced = placement.replaced();
  if (!result.gaveUp) map.info.sha256 = hash.hex();
  if (judged.info.compression != Compression::None) map.info.sha256File = pipe.fileHash();
  return result;
}

void requireMemory(const InputFile& file, const Grid& grid) {
  const std::int64_t nx = grid.size[0], ny = grid.size[1], nz = grid.size[2];
  const Bytes voxels = grid.voxels() * static_cast<Bytes>(sizeof(float));
  const Bytes projections = (nx * ny + nx * nz + ny * nz) * static_cast<Bytes>(sizeof(double));
  const Bytes needed = voxels + projections + 3 * kChunkBytes;
  const Bytes allowed = MemoryBudget::process().limit();
  if (voxels <= allowed - 3 * kChunkBytes && projections <= allowed) return;
  throw MapError(makeDiagnostic(file, "E-MEMORY",
                                "This needs " + bytesText(needed) + "; " + bytesText(allowed) + " are allowed.",
                                {{"bytes needed", std::to_string(needed)}, {"bytes allowed", std::to_string(allowed)}},
                                {}, "Raise the limit (--memory), or view a reduced copy."));
}

bool readTheSameWay(const JudgedHeader& a, const JudgedHeader& b) {
  return a.info.grid == b.info.grid && a.info.dataOffset == b.info.dataOffset && a.raw.order == b.raw.order &&
         a.info.continuousNibbles == b.info.continuousNibbles && a.info.fileAxis == b.info.fileAxis;
}

void refuseChanged(const InputFile& file, const ReadHints& hints) {
  if (hints.stamp && *hints.stamp != file.stamp())
    throw MapError(makeDiagnostic(
        file, "E-CHANGED", "The file changed on disk since it was opened.",
        {{"bytes", std::to_string(hints.stamp->bytes)}, {"bytes now", std::to_string(file.stamp().bytes)}}, {},
        "Open it again."));
}

}  // namespace

LoadedRows loadRows(const std::filesystem::path& path, const ReadHints& hints, const RowRoom& roomFor, bool onlyVoxels,
                    Executor& executor, Progress& progress) {
  progress.throwIfStopped();
  const InputFile file(path);
  refuseChanged(file, hints);
  LoadedRows map;
  std::optional<std::int64_t> length;
  JudgedHeader judged = judgeFile(file, hints, length, progress.stopToken());
  // A compressed file tells its length only at the end. In the rare case that the length changes how the data must be
  // read (a phantom extended header, odd rows of 4-bit values), it is read again, now knowing.
  for (;;) {
    requireMemory(file, judged.info.grid);
    if (map.rows.data == nullptr || !(map.rows.grid == judged.info.grid)) map.rows = roomFor(judged.info.grid);
    const PassResult pass = readOnce(file, judged, hints, onlyVoxels, executor, progress, map);
    const std::string hash = map.info.sha256, fileHash = map.info.sha256File;
    bool final = true;
    if (judged.info.compression != Compression::None && !length) {
      length = pass.streamBytes;
      JudgedHeader again = judgeFile(file, hints, length, progress.stopToken());
      final = readTheSameWay(judged, again);
      judged = std::move(again);
    }
    if (!final) continue;
    if (!pass.complete) refuseTruncated(file, judged.raw, judgeLength(judged.raw, pass.streamBytes), pass.streamBytes);
    map.info = std::move(judged.info);
    map.info.sha256 = hash;
    map.info.sha256File = fileHash;
    if (pass.gaveUp) tellEndlessTail(file, map.info);
    if (pass.junkBytes > 0) tellJunk(file, pass.junkBytes, map.info);
    tellReplaced(file, pass.replaced, map.info);
    break;
  }
  if (onlyVoxels) return map;
  judgeValues(file, judged.raw, hints, executor, progress, {map.info, map.scan, map.rows});
  enforceStrictness(hints, map.info);
  return map;
}

std::shared_ptr<const LoadedMap> load(const std::filesystem::path& path, const ReadHints& hints, Executor& executor,
                                      Progress& progress) {
  auto map = std::make_shared<LoadedMap>();
  const RowRoom roomFor = [&map](const Grid& grid) {
    map->volume = Volume();  // a first reading with another grid gives its memory back before there is a second
    map->volume = Volume(grid);
    return VoxelRows(map->volume);
  };
  LoadedRows rows = loadRows(path, hints, roomFor, false, executor, progress);
  map->info = std::move(rows.info);
  map->scan = std::move(rows.scan);
  return map;
}

}  // namespace vitrine
