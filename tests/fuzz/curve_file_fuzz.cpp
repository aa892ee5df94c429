// Fuzz driver of parseCurves(): any bytes must end in ascending curves or in an InputError. With libFuzzer: compile
// with -fsanitize=fuzzer and -DVITRINE_LIBFUZZER. Without: curve_file_fuzz [ITERATIONS] [SEED] mutates texts of every
// kind.
#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/mapio/curve_file.hpp"

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const CurveFile file = parseCurves(text, "fuzz", 100.0);
    require(!file.curves.empty() && !file.kind.empty(), "something was read");
    for (const ForeignCurve& curve : file.curves) {
      require(curve.x.size() == curve.y.size() && curve.x.size() >= 2, "at least two samples");
      for (std::size_t i = 0; i < curve.x.size(); ++i) {
        require(std::isfinite(curve.x[i]) && curve.x[i] >= 0 && std::isfinite(curve.y[i]), "numbers");
        require(i == 0 || curve.x[i] > curve.x[i - 1], "ascending");
      }
      for (const char c : curve.title) require(c >= 32 && c < 127, "a title that can be printed");
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
  const std::vector<std::string> seeds = {
      fscXml("title &amp; more", {0.1, 0.2, 0.3}, {1, 0.5, 0.1}),
      "<?xml version='1.0'?><!-- c --><fsc title='a&#65;'><coordinate><x>1</x><y>1</y></coordinate></fsc>",
      "data_general\n_rlnFinalResolution 4.2\n\ndata_fsc\nloop_\n_rlnResolution #1\n_rlnAngstromResolution #2\n"
      "_rlnFourierShellCorrelationUnmaskedMaps #3\n0 999 1\n0.1 10 0.9\n0.2 5 0.1\n",
      "wave_number\tfsc_nomask\tfsc_tightmask\n1\t1\t1\n2\t0.5\t0.6\n3\t0.1\t0.2\n",
      "shell,freq,fsc\n0,0,1\n1,0.01,0.9\n2,0.02,\n",
      "100 0.9\n10 0.5\n5 nan\n4 0.1\n"};
  static constexpr std::array<const char*, 16> kWords = {
      "<",       ">",       "</fsc>", "&#0;", "<!DOCTYPE",           "nan", "-1e30", ",", "\n", "\t",
      "loop_\n", "data_\n", "\"",     "1e-9", "_rlnGoldStandardFsc", "<x>"};
  for (long i = 0; i < iterations; ++i) {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t edits = 1 + below(6); edits > 0; --edits) {
      const std::size_t at = below(text.size() + 1);
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
          text.insert(at, text.substr(below(text.size() + 1), below(40)));
      }
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  std::printf("%ld inputs, no finding\n", iterations);
  return 0;
}

#endif
