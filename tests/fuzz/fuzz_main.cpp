// Runs a fuzz driver without libFuzzer: map_reader_fuzz [ITERATIONS] [SEED]. Mutates the corpus with a fixed seed.
#include "core/base/random.hpp"
#include "tests/support/corpus.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace vitrine;

class Mutator {
public:
  explicit Mutator(std::uint64_t seed) : m_seed(seed) {}

  std::string mutate(std::string bytes, const std::vector<std::string>& others) {
    for (int edits = 1 + static_cast<int>(below(6)); edits > 0; --edits) edit(bytes, others);
    return bytes;
  }
  std::size_t below(std::size_t n) {
    return n == 0 ? 0 : static_cast<std::size_t>(randomUniform(m_seed, m_next++) * static_cast<double>(n));
  }

private:
  void edit(std::string& bytes, const std::vector<std::string>& others) {
    static constexpr std::array<std::uint32_t, 22> kOdd{
        0,         1,          2,          3,          5,          12,         16,
        101,       401,        0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1U << 20,   (1U << 20) + 1,
        1U << 26,  0x7FC00000, 0x7F800000, 0x00000001, 0x49424D4F, 0x3F800000, 0x00010000,
        0x494D4F44};
    const std::size_t header = std::min<std::size_t>(bytes.size(), 1025);
    switch (below(8)) {
      case 0:  // a word of the header becomes an odd number, in either byte order; the first byte holds the hints
      case 1:
      case 2: {
        if (bytes.size() < 5) return;
        const std::size_t at = 1 + 4 * below(std::min<std::size_t>(56, (header - 1) / 4));
        std::uint32_t word = kOdd[below(kOdd.size())];
        if (below(4) == 0) word = static_cast<std::uint32_t>(below(64));
        if (below(3) == 0) word = __builtin_bswap32(word);
        for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i) bytes[at + i] = static_cast<char>(word >> (8 * i));
        return;
      }
      case 3:  // one bit anywhere
        if (!bytes.empty()) bytes[below(bytes.size())] ^= static_cast<char>(1U << below(8));
        return;
      case 4:  // cut
        bytes.resize(below(bytes.size() + 1));
        return;
      case 5:  // append
        bytes += std::string(below(200), static_cast<char>(below(256)));
        return;
      case 6:  // a byte anywhere
        if (!bytes.empty()) bytes[below(bytes.size())] = static_cast<char>(below(256));
        return;
      default: {  // the tail of another file
        const std::string& other = others[below(others.size())];
        if (other.empty() || bytes.empty()) return;
        const std::size_t at = below(bytes.size());
        bytes = bytes.substr(0, at) + other.substr(std::min(at, other.size()));
      }
    }
  }
  std::uint64_t m_seed, m_next = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const long iterations = argc > 1 ? std::atol(argv[1]) : 2000;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  std::vector<std::string> seeds;
  for (const auto& one : test::corpus()) {
    std::string bytes = std::string(1, '\0') + one.content;
    seeds.push_back(bytes);
    // What is inside a compressed file is reached only if the mutation happens before compressing.
    if (one.refusal.empty() && one.content.size() < 4096 && one.name.ends_with(".mrc"))
      seeds.push_back("Z" + one.content);
  }
  Mutator mutator(seed);
  for (long i = 0; i < iterations; ++i) {
    const std::string& start = seeds[static_cast<std::size_t>(mutator.below(seeds.size()))];
    std::string input = mutator.mutate(start, seeds);
    if (!start.empty() && start[0] == 'Z' && !input.empty()) {
      const std::string inner = input.substr(1);
      const std::size_t kind = mutator.below(3);
      input = std::string(1, static_cast<char>(mutator.below(256))) + (kind == 0   ? test::gzipped(inner)
                                                                       : kind == 1 ? test::bzipped(inner)
                                                                                   : test::zstandard(inner));
    } else if (!input.empty()) {
      input[0] = static_cast<char>(mutator.below(256));
    }
    if (const char* keep = std::getenv("FUZZ_KEEP"))  // the input under test, for looking at a crash
      std::ofstream(keep, std::ios::binary).write(input.data(), static_cast<std::streamsize>(input.size()));
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  }
  std::printf("%ld inputs, no finding\n", iterations);
  return 0;
}
