// Fuzz driver of what names a set of files: postprocess.star, .cs, the archive's header XML. Any bytes must end in a
// result that keeps its promises or in an InputError. With libFuzzer: compile with -fsanitize=fuzzer and
// -DVITRINE_LIBFUZZER. Without: set_file_fuzz [ITERATIONS] [SEED] mutates files of every kind.
#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/mapio/cryosparc_file.hpp"
#include "core/mapio/entry.hpp"
#include "core/mapio/npy_header.hpp"
#include "core/mapio/relion_star.hpp"
#include "tests/support/npy_file.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace vitrine;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

void tryNpy(std::string_view bytes) {
  const NpyHeader header = parseNpyHeader(bytes, "fuzz");
  require(!header.columns.empty() && header.rows >= 0, "columns");
  std::int64_t offset = 0;
  for (const NpyColumn& column : header.columns) {
    require(column.offset == offset && column.bytes() >= 0, "columns follow each other");
    offset += column.bytes();
  }
  require(offset == header.rowBytes && offset <= kLargestNpyHeader, "the row is as long as its columns");
  require(header.dataOffset <= static_cast<std::int64_t>(bytes.size()), "the data begin after the header");
  const CryosparcVolumes found = parseCryosparc(bytes, "fuzz");
  require(!found.paths.empty() && found.rows > 0, "something was named");
  require(!found.voxelSizeA || (std::isfinite(*found.voxelSizeA) && *found.voxelSizeA > 0), "a voxel size");
  for (const auto& [name, path] : found.paths)
    for (const char c : path) require(static_cast<unsigned char>(c) >= 32, "a path without control characters");
}

}  // namespace

/// The first byte chooses the reader.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    if (data[0] % 3 == 0) {
      tryNpy(text);
    } else if (data[0] % 3 == 1) {
      const RelionPostprocess found = parsePostprocess(text, "fuzz");
      require(!found.map.empty() || !found.half1.empty(), "something was named");
      require(!found.resolutionA || *found.resolutionA > 0, "a resolution");
    } else {
      const EntryMetadata entry = parseEntryXml(text, "fuzz");
      require(!entry.resolution || *entry.resolution > 0, "a resolution");
      require(!entry.contourLevel || std::isfinite(*entry.contourLevel), "a level");
      if (entry.voxelSize)
        for (const double edge : *entry.voxelSize) require(std::isfinite(edge) && edge > 0, "a voxel size");
    }
  } catch (const InputError&) {
  }
  return 0;
}

#ifndef VITRINE_LIBFUZZER

int main(int argc, char** argv) {
  const long iterations = argc > 1 ? std::atol(argv[1]) : 2000;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  std::uint64_t drawn = 0;
  const auto below = [&](std::size_t n) {
    return static_cast<std::size_t>(randomUniform(seed, drawn++) * static_cast<double>(n));
  };
  const auto of = [](char reader, const std::string& text) {
    std::string bytes(1, reader);
    bytes.append(text);
    return bytes;
  };
  const std::vector<std::string> seeds = {
      of(0, test::npyFile({{"map/path", std::string(">J1/m.mrc\0\0", 11)}, {"map/psize", 1.5F}})),
      of(0, test::npyFile({{"map/path", std::string("a")}, {"mask/path", std::string("b")}, {"x", 2.0F}}, 3)),
      of(1, "data_general\n_rlnFinalResolution 3.4\n_rlnUnfilteredMapHalf1 a/b.mrc:mrc\n_rlnMaskName 'x y.mrc'\n"),
      of(1, "data_general\nloop_\n_rlnResolution #1\n0.1\n\n_rlnPostprocessedMap p.mrc\n"),
      of(2,
         "<emd emdb_id=\"EMD-1\"><admin><title>a&#65;</title></admin><map><pixel_spacing><x>1</x><y>1</y><z>2</z>"
         "</pixel_spacing><contour_list><contour primary='true'><level>0.1</level></contour></contour_list></map>"
         "</emd>"),
      of(2,
         "<emdEntry accessCode='12'><deposition><title>t</title></deposition><map><contourLevel>1</contourLevel>"
         "</map></emdEntry>")};
  static constexpr std::array<const char*, 18> kWords = {"(",         "[",
                                                         "{",         "'",
                                                         "',",        ", ",
                                                         ")",         "9223372036854775807",
                                                         "-1",        "|O",
                                                         "<f99",      "|S1000000000",
                                                         "loop_\n",   "data_",
                                                         "<contour>", "</emd>",
                                                         "&#0;",      "\x93NUMPY\x01"};
  for (long i = 0; i < iterations; ++i) {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t edits = 1 + below(6); edits > 0; --edits) {
      const std::size_t at = 1 + below(text.size());
      if (at > text.size()) continue;
      switch (below(5)) {
        case 0:
          text.resize(at);
          break;
        case 1:
          text.insert(at, kWords[below(kWords.size())]);
          break;
        case 2:
          if (at < text.size()) text[at] = static_cast<char>(below(256));
          break;
        case 3:
          text.erase(at, below(8));
          break;
        default:
          text.append(text.substr(below(text.size()), below(60)));
      }
      if (text.empty()) text.push_back(' ');
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  std::printf("%ld inputs, no finding\n", iterations);
  return 0;
}

#endif
