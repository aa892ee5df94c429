#include "core/mapio/header.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace vitrine {
namespace {

/// Reads words by their number in the standard, counted from 1.
class Words {
public:
  Words(HeaderBytes bytes, ByteOrder order) : m_bytes(bytes), m_order(order) {}
  std::int32_t integer(std::size_t word) const { return std::bit_cast<std::int32_t>(bits(word)); }
  double real(std::size_t word) const { return std::bit_cast<float>(bits(word)); }
  Index3 integers(std::size_t word) const { return {integer(word), integer(word + 1), integer(word + 2)}; }
  Vector3 reals(std::size_t word) const { return {real(word), real(word + 1), real(word + 2)}; }
  std::array<unsigned char, 4> characters(std::size_t word) const {
    const std::size_t at = 4 * (word - 1);
    return {m_bytes[at], m_bytes[at + 1], m_bytes[at + 2], m_bytes[at + 3]};
  }

private:
  std::uint32_t bits(std::size_t word) const {
    const auto c = characters(word);
    const std::uint32_t a = c[0], b = c[1], d = c[2], e = c[3];
    return m_order == ByteOrder::Little ? a | b << 8 | d << 16 | e << 24 : e | d << 8 | b << 16 | a << 24;
  }
  HeaderBytes m_bytes;
  ByteOrder m_order;
};

bool isPrintable(unsigned char c) { return c >= 0x20 && c <= 0x7E; }

std::string cleanText(std::span<const unsigned char> bytes, bool* cleaned) {
  std::string text;
  bool ended = false;  // NUL padding is common and no reason for a note
  for (const unsigned char c : bytes) {
    if (c == 0) ended = true;
    if (isPrintable(c))
      text += static_cast<char>(c);
    else if (c != 0 && !ended && cleaned != nullptr)
      *cleaned = true;
    if (c != 0 && c != ' ' && ended && cleaned != nullptr) *cleaned = true;
  }
  const auto last = text.find_last_not_of(' ');
  text.erase(last == std::string::npos ? 0 : last + 1);
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

bool isPermutation(Index3 axes) {
  std::sort(axes.begin(), axes.end());
  return axes == Index3{1, 2, 3};
}

int evidence(const RawHeader& header, std::optional<std::int64_t> length) {
  int score = 0;
  if (header.hasValidSize()) score += 4;
  if (header.hasKnownMode()) score += 3;
  if (isPermutation(header.axes)) score += 3;
  if (header.axes == Index3{0, 0, 0}) score += 1;
  const bool extensionFits = header.extendedBytes >= 0 && header.extendedBytes <= kMostExtendedHeader;
  if (extensionFits) score += 2;
  if (length && header.hasValidSize() && header.hasKnownMode() && extensionFits) {
    const LengthCase fits = judgeLength(header, length).fits;
    if (fits == LengthCase::Exact) score += 4;
    if (fits == LengthCase::Trailing || fits == LengthCase::PhantomExtension) score += 2;
  }
  if (stampedOrder(header.machineStamp) == header.order) score += 1;
  return score;
}

}  // namespace

bool RawHeader::hasValidSize() const {
  return std::all_of(size.begin(), size.end(), [](int n) { return n >= 1 && n <= kMostEdge; });
}

bool RawHeader::hasKnownMode() const { return bitsPerVoxel(mode) > 0; }

RawHeader decodeHeader(HeaderBytes bytes, ByteOrder order) {
  const Words words(bytes, order);
  RawHeader h;
  h.order = order;
  h.size = words.integers(1);
  h.mode = words.integer(4);
  h.start = words.integers(5);
  h.sampling = words.integers(8);
  h.cell = words.reals(11);
  h.angles = words.reals(14);
  h.axes = words.integers(17);
  h.minimum = words.real(20);
  h.maximum = words.real(21);
  h.mean = words.real(22);
  h.spaceGroup = words.integer(23);
  h.extendedBytes = words.integer(24);
  h.skewFlag = words.integer(25);
  const auto type = words.characters(27);
  h.extendedType = cleanText(type, nullptr);
  h.version = words.integer(28);
  h.imodStamp = words.integer(39);
  h.imodFlags = words.integer(40);
  h.origin = words.reals(50);
  h.mapId = words.characters(53);
  h.machineStamp = words.characters(54);
  h.rms = words.real(55);
  h.labelCount = words.integer(56);
  const int used = std::clamp(h.labelCount, 0, 10);
  for (int i = 0; i < used; ++i)
    h.labels[static_cast<std::size_t>(i)] =
        cleanText(bytes.subspan(static_cast<std::size_t>(224 + 80 * i), 80), &h.labelsCleaned);
  return h;
}

std::optional<ByteOrder> stampedOrder(const std::array<unsigned char, 4>& stamp) {
  const bool zeroTail = stamp[2] == 0 && stamp[3] == 0;
  if (stamp[0] == 0x44 && (stamp[1] == 0x44 || stamp[1] == 0x41) && zeroTail) return ByteOrder::Little;
  if (stamp[0] == 0x11 && stamp[1] == 0x11 && zeroTail) return ByteOrder::Big;
  return std::nullopt;
}

int bitsPerVoxel(int mode) {
  switch (mode) {
    case 0:
    case 5:
      return 8;
    case 1:
    case 6:
    case 12:
      return 16;
    case 2:
    case 3:
    case 7:
      return 32;
    case 4:
      return 64;
    case 16:
      return 24;
    case 101:
      return 4;
    default:
      return 0;
  }
}

std::optional<std::int64_t> dataBytes(int mode, const Index3& size, bool continuousNibbles) {
  const std::int64_t nx = size[0];
  std::int64_t rows = 0, total = 0;
  if (__builtin_mul_overflow(std::int64_t{size[1]}, std::int64_t{size[2]}, &rows)) return std::nullopt;
  if (mode == 101) {
    if (__builtin_mul_overflow(continuousNibbles ? nx : (nx + 1) / 2, rows, &total)) return std::nullopt;
    return continuousNibbles ? total / 2 + total % 2 : total;
  }
  if (__builtin_mul_overflow(nx * (bitsPerVoxel(mode) / 8), rows, &total)) return std::nullopt;
  if (total > INT64_MAX - (std::int64_t{1} << 30)) return std::nullopt;  // room for headers and limits added later
  return total;
}

LengthVerdict judgeLength(const RawHeader& header, std::optional<std::int64_t> length) {
  LengthVerdict verdict;
  const auto data = dataBytes(header.mode, header.size, false);
  if (!data) {
    verdict.fits = LengthCase::Overflow;
    return verdict;
  }
  verdict.offset = kHeaderBytes + std::int64_t{header.extendedBytes};
  verdict.need = verdict.offset + *data;
  if (!length || *length == verdict.need) return verdict;

  const bool oddNibbles = header.mode == 101 && header.size[0] % 2 != 0;
  const std::int64_t continuous = oddNibbles ? *dataBytes(header.mode, header.size, true) : *data;
  if (oddNibbles && *length == verdict.offset + continuous) {
    verdict.need = *length;
    verdict.continuousNibbles = true;
    return verdict;
  }
  if (header.extendedBytes > 0) {
    for (const bool packed : {false, true})
      if (*length == kHeaderBytes + (packed ? continuous : *data)) {
        verdict.fits = LengthCase::PhantomExtension;
        verdict.offset = kHeaderBytes;
        verdict.continuousNibbles = packed && oddNibbles;
        return verdict;
      }
  }
  // Odd rows of 4-bit values have two possible lengths; when neither is met, nothing tells where a row starts.
  verdict.fits = *length > verdict.need && !oddNibbles ? LengthCase::Trailing : LengthCase::Truncated;
  return verdict;
}

std::optional<RawHeader> decodeByEvidence(HeaderBytes bytes, std::optional<std::int64_t> length) {
  const RawHeader little = decodeHeader(bytes, ByteOrder::Little);
  const RawHeader big = decodeHeader(bytes, ByteOrder::Big);
  const int littleScore = evidence(little, length), bigScore = evidence(big, length);
  const RawHeader& winner = bigScore > littleScore ? big : little;
  if (std::abs(littleScore - bigScore) < 2 || !winner.hasValidSize() || !winner.hasKnownMode()) return std::nullopt;
  return winner;
}

}  // namespace vitrine
