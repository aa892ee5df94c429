// How fast a map is probed, loaded (with hash, statistics, projections) and written: mapio_bench FOLDER [EDGE]
// [THREADS]
#include "core/base/random.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "tests/support/support.hpp"

#include <zlib.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace vitrine;

/// Processor seconds of this process so far: comparable on a busy machine.
double processorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// A noisy ball, written row by row so that the file may be larger than memory.
void writeMap(const std::filesystem::path& file, int edge) {
  Volume small({.size = {2, 2, 2}, .voxelSize = {1.5, 1.5, 1.5}});
  std::fill(small.data.begin(), small.data.end(), 0.0F);
  Progress progress;
  save(file, small, {.content = "bench"}, progress);
  std::vector<unsigned char> header(1024);
  std::FILE* in = std::fopen(file.c_str(), "rb");
  if (in == nullptr || std::fread(header.data(), 1, header.size(), in) != header.size()) std::exit(1);
  std::fclose(in);
  for (const int at : {0, 4, 8, 28, 32, 36}) std::memcpy(header.data() + at, &edge, 4);
  const float cell = 1.5F * static_cast<float>(edge);
  for (const int at : {40, 44, 48}) std::memcpy(header.data() + at, &cell, 4);
  std::FILE* out = std::fopen(file.c_str(), "wb");
  std::fwrite(header.data(), 1, header.size(), out);
  std::vector<float> plane(static_cast<std::size_t>(edge) * static_cast<std::size_t>(edge));
  for (int z = 0; z < edge; ++z) {
    for (std::size_t i = 0; i < plane.size(); ++i)
      plane[i] = static_cast<float>(randomUniform(1, i + plane.size() * static_cast<std::size_t>(z)) - 0.45);
    std::fwrite(plane.data(), sizeof(float), plane.size(), out);
  }
  std::fclose(out);
}

void compress(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::FILE* in = std::fopen(from.c_str(), "rb");
  gzFile out = gzopen(to.c_str(), "wb1");
  std::vector<char> block(1 << 20);
  for (std::size_t got; (got = std::fread(block.data(), 1, block.size(), in)) > 0;)
    gzwrite(out, block.data(), static_cast<unsigned>(got));
  gzclose(out);
  std::fclose(in);
}

/// A gzip stream of more than 4 GiB, whose own length field has wrapped: ISIZE counts modulo 2^32.
void writeLongGzip(const std::filesystem::path& header, const std::filesystem::path& file, std::int64_t zeros) {
  std::vector<unsigned char> block(1 << 20, 0);
  std::FILE* in = std::fopen(header.c_str(), "rb");
  if (std::fread(block.data(), 1, 1024, in) != 1024) std::exit(1);
  std::fclose(in);
  gzFile out = gzopen(file.c_str(), "wb1");
  gzwrite(out, block.data(), 1024);
  std::fill(block.begin(), block.end(), static_cast<unsigned char>(0));
  for (; zeros > 0; zeros -= static_cast<std::int64_t>(block.size())) gzwrite(out, block.data(), 1 << 20);
  gzclose(out);
}

void timeLoad(const std::filesystem::path& file, int threads, const char* what) {
  test::ThreadExecutor executor(threads);
  for (int repeat = 0; repeat < 3; ++repeat) {
    double gigabytes = 0;
    const double before = processorSeconds();
    const double time = seconds([&] {
      Progress progress;
      const auto map = load(file, {}, executor, progress);
      gigabytes = static_cast<double>(map->volume.data.bytes()) * 1e-9;
    });
    std::printf("load %-6s %d threads: %.2f s (%.2f s of processor), %.2f GB/s of voxels, peak resident %.2f GiB\n",
                what, threads, time, processorSeconds() - before, gigabytes / time,
                static_cast<double>(peakResidentMemory()) / 0x1p30);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "mapio_bench FOLDER [EDGE] [THREADS]\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const int edge = argc > 2 ? std::atoi(argv[2]) : 512;
  const int threads = argc > 3 ? std::atoi(argv[3]) : 2;
  const auto plain = folder / ("bench" + std::to_string(edge) + ".mrc");
  if (!std::filesystem::exists(plain)) writeMap(plain, edge);

  const double probing = seconds([&] {
    for (int i = 0; i < 100; ++i) probe(plain);
  });
  std::printf("probe: %.3f ms\n", 10 * probing);
  timeLoad(plain, threads, "plain");
  timeLoad(plain, 1, "plain");

  Progress progress;
  test::ThreadExecutor executor(threads);
  const auto map = load(plain, {}, executor, progress);
  const double before = processorSeconds();
  std::printf("scan of a map in memory: %.2f s",
              seconds([&] { scanVolume(map->volume.grid, map->volume.data.data(), executor, progress); }));
  std::printf(" (%.2f s of processor)\n", processorSeconds() - before);
  const auto copy = folder / "bench_written.mrc";
  std::printf("save: %.2f s\n", seconds([&] { save(copy, map->volume, {.content = "bench"}, progress); }));
  std::filesystem::remove(copy);
  if (edge <= 512) {
    const auto packed = folder / "bench.mrc.gz";
    compress(plain, packed);
    timeLoad(packed, threads, "gzip");
    std::filesystem::remove(packed);
  }
  if (argc > 4 && std::strcmp(argv[4], "long") == 0 && edge == 1024) {
    const auto packed = folder / "bench_long.mrc.gz";
    writeLongGzip(plain, packed, std::int64_t{4} << 30);
    timeLoad(packed, threads, "long gzip");
    std::filesystem::remove(packed);
  }
  return 0;
}
