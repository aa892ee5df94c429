#include "core/mask/threshold.hpp"

#include "core/base/number_text.hpp"
#include "core/stats/float_key.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <vector>

namespace vitrine {
namespace {

constexpr int kPlanesPerBlock = 4;

/// Bits of up to 64 values.
std::uint64_t packAbove(const float* values, int count, float level) {
  std::uint64_t word = 0;
  for (int i = 0; i < count; ++i) word |= static_cast<std::uint64_t>(values[i] >= level) << i;
  return word;
}

}  // namespace

Mask aboveLevel(const Volume& volume, double level, Executor& executor, const Progress& progress) {
  const Grid& grid = volume.grid;
  Mask mask(grid);
  const float limit = floatAtLeast(level);
  mask.count = orderedReduce(
      executor, progress, grid.size[2], kPlanesPerBlock, std::int64_t{0},
      [&](const BlockRange& block, std::int64_t& count) {
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < grid.size[1]; ++y) {
            const float* row = volume.data.data() + grid.index(0, y, z);
            std::uint64_t* words = mask.row(y, z);
            for (int x = 0; x < grid.size[0]; x += 64) {
              words[x >> 6] = packAbove(row + x, std::min(64, grid.size[0] - x), limit);
              count += std::popcount(words[x >> 6]);
            }
          }
      },
      [](std::int64_t& total, std::int64_t next) { total += next; });
  return mask;
}

std::string maskSha256(const Mask& mask) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  std::string head;
  for (const int size : mask.grid.size) head += std::to_string(size) + " ";
  for (const double edge : mask.grid.voxelSize) head += exactText(edge) + " ";
  EVP_DigestUpdate(hash.get(), head.data(), head.size());
  std::vector<unsigned char> bytes;
  for (int z = 0; z < mask.grid.size[2]; ++z)
    for (int y = 0; y < mask.grid.size[1]; ++y) {
      // Little-endian bytes of each word, whatever the machine.
      bytes.clear();
      for (std::int64_t i = 0; i < mask.wordsPerRow(); ++i)
        for (int shift = 0; shift < 64; shift += 8)
          bytes.push_back(static_cast<unsigned char>(mask.row(y, z)[i] >> shift));
      EVP_DigestUpdate(hash.get(), bytes.data(), bytes.size());
    }
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_DigestFinal_ex(hash.get(), digest, &length);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) {
    hex += kHex[digest[i] >> 4];
    hex += kHex[digest[i] & 15];
  }
  return hex;
}

}  // namespace vitrine
