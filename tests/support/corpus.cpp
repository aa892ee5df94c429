#include "tests/support/corpus.hpp"

#include <bzlib.h>
#include <zlib.h>
#include <zstd.h>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace vitrine::test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

std::vector<double> ramp(const Index3& n) {
  std::vector<double> values(static_cast<std::size_t>(n[0]) * static_cast<std::size_t>(n[1]) *
                             static_cast<std::size_t>(n[2]));
  std::iota(values.begin(), values.end(), 0.0);
  return values;
}

void putWord(std::string& bytes, std::size_t at, std::uint64_t word, std::size_t width, bool big) {
  for (std::size_t i = 0; i < width; ++i)
    bytes[at + i] = static_cast<char>(word >> (8 * (big ? width - 1 - i : i)) & 255);
}

/// Written independently of the reader's converter: by arithmetic, for exactly representable values.
std::uint16_t toHalf(double value) {
  const std::uint16_t sign = std::signbit(value) ? 0x8000 : 0;
  const double size = std::abs(value);
  if (std::isnan(value)) return 0x7E00;
  if (std::isinf(value)) return static_cast<std::uint16_t>(sign | 0x7C00);
  if (size < 0x1p-14) return static_cast<std::uint16_t>(sign | static_cast<int>(size * 0x1p24));
  int exponent = 0;
  const double fraction = std::frexp(size, &exponent);  // 0.5 .. 1
  return static_cast<std::uint16_t>(sign | (exponent + 14) << 10 | static_cast<int>((2 * fraction - 1) * 1024));
}

std::string voxelBytes(double value, int mode, bool big) {
  const auto integer = static_cast<std::int64_t>(std::isfinite(value) ? value : 0);
  switch (mode) {
    case 0:
    case 5:
      return std::string(1, static_cast<char>(integer));
    case 1:
    case 6:
    case 12: {
      std::string two(2, '\0');
      putWord(two, 0, mode == 12 ? toHalf(value) : static_cast<std::uint64_t>(integer), 2, big);
      return two;
    }
    case 3:
    case 7: {
      std::string four(4, '\0');
      putWord(four, 0, static_cast<std::uint64_t>(integer), 4, big);
      return four;
    }
    case 4:
      return std::string(8, '\0');
    case 16:
      return std::string(3, '\0');
    default: {
      std::string four(4, '\0');
      putWord(four, 0, std::bit_cast<std::uint32_t>(static_cast<float>(value)), 4, big);
      return four;
    }
  }
}

}  // namespace

MapFile::MapFile() : m_values(ramp(m_box)) {}

MapFile& MapFile::box(Index3 size, Vector3 voxelSize) {
  m_box = size;
  m_voxelSize = voxelSize;
  m_values = ramp(size);
  return *this;
}
MapFile& MapFile::values(std::vector<double> xFastest) {
  m_values = std::move(xFastest);
  return *this;
}
MapFile& MapFile::mode(int mode) {
  m_mode = mode;
  if (mode == 101)
    for (double& v : m_values) v = std::fmod(v, 16);
  return *this;
}
MapFile& MapFile::big() {
  m_big = true;
  return *this;
}
MapFile& MapFile::axes(Index3 order) {
  m_axes = order;
  return *this;
}
MapFile& MapFile::continuousNibbles() {
  m_continuous = true;
  return *this;
}
MapFile& MapFile::extension(std::size_t bytes) {
  m_extension = bytes;
  return *this;
}
MapFile& MapFile::word(int number, int value) {
  m_words[number] = value;
  return *this;
}
MapFile& MapFile::real(int number, double value) {
  m_words[number] = static_cast<float>(value);
  return *this;
}
MapFile& MapFile::text(int number, std::string fourBytes) {
  m_words[number] = std::move(fourBytes);
  return *this;
}
MapFile& MapFile::cut(std::size_t bytes) {
  m_cut = bytes;
  return *this;
}
MapFile& MapFile::append(const std::string& bytes) {
  m_appended = bytes;
  return *this;
}
MapFile& MapFile::imodFlags(int flags) { return word(39, 1146047817).word(40, flags); }

std::string MapFile::bytes() const {
  std::string header(1024, '\0');
  const auto at = [](int word) { return static_cast<std::size_t>(4 * (word - 1)); };
  const auto put = [&](int word, int value) { putWord(header, at(word), static_cast<std::uint32_t>(value), 4, m_big); };
  const auto putReal = [&](int word, double value) {
    putWord(header, at(word), std::bit_cast<std::uint32_t>(static_cast<float>(value)), 4, m_big);
  };
  Index3 n{};  // NX, NY, NZ: the box seen along the file's axes
  for (std::size_t f = 0; f < 3; ++f) n[f] = m_box[static_cast<std::size_t>(m_axes[f] - 1)];
  double sum = 0, low = kInf, high = -kInf;
  for (const double v : m_values) {
    sum += v;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  const double mean = sum / static_cast<double>(m_values.size());
  double squares = 0;
  for (const double v : m_values) squares += (v - mean) * (v - mean);
  for (int i = 0; i < 3; ++i) {
    const auto a = static_cast<std::size_t>(i);
    put(1 + i, n[a]);
    put(8 + i, m_box[a]);
    putReal(11 + i, m_box[a] * m_voxelSize[a]);
    putReal(14 + i, 90);
    put(17 + i, m_axes[a]);
  }
  put(4, m_mode);
  putReal(20, low);
  putReal(21, high);
  putReal(22, mean);
  put(23, 1);
  put(24, static_cast<int>(m_extension));
  put(28, 20141);
  header.replace(at(53), 4, "MAP ");
  header.replace(at(54), 4, m_big ? std::string("\x11\x11\0\0", 4) : std::string("DD\0\0", 4));
  putReal(55, std::sqrt(squares / static_cast<double>(m_values.size())));
  put(56, 1);
  header.replace(224, 6, "corpus");
  for (const auto& [number, value] : m_words) {
    if (const int* integer = std::get_if<int>(&value)) put(number, *integer);
    if (const float* real = std::get_if<float>(&value)) putReal(number, *real);
    if (const std::string* characters = std::get_if<std::string>(&value)) header.replace(at(number), 4, *characters);
  }

  std::string data;
  int nibble = 0;
  bool half = false;
  const auto flush = [&] {
    if (half) data += static_cast<char>(nibble);
    half = false;
  };
  Index3 f{};
  for (f[2] = 0; f[2] < n[2]; ++f[2])
    for (f[1] = 0; f[1] < n[1]; ++f[1]) {
      for (f[0] = 0; f[0] < n[0]; ++f[0]) {
        Index3 p{};
        for (std::size_t k = 0; k < 3; ++k) p[static_cast<std::size_t>(m_axes[k] - 1)] = f[k];
        const double v = m_values[static_cast<std::size_t>(p[0] + m_box[0] * (p[1] + m_box[1] * p[2]))];
        if (m_mode != 101) {
          data += voxelBytes(v, m_mode, m_big);
        } else if (half) {
          data += static_cast<char>(nibble | static_cast<int>(v) << 4);
          half = false;
        } else {
          nibble = static_cast<int>(v);
          half = true;
        }
      }
      if (!m_continuous) flush();
    }
  flush();
  return (header + std::string(m_extension, 'x') + data + m_appended).substr(0, m_cut);
}

std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("zlib");
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<unsigned char*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("zlib");
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string bzipped(const std::string& bytes) {
  std::string out(bytes.size() + bytes.size() / 50 + 700, '\0');
  auto size = static_cast<unsigned>(out.size());
  if (BZ2_bzBuffToBuffCompress(out.data(), &size, const_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()),
                               9, 0, 0) != BZ_OK)
    throw std::runtime_error("bzip2");
  out.resize(size);
  return out;
}

std::string zstandard(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  const std::size_t size = ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  ZSTD_freeCCtx(context);
  if (ZSTD_isError(size)) throw std::runtime_error("zstd");
  out.resize(size);
  return out;
}

namespace {

class CorpusBuilder {
public:
  std::vector<CorpusCase> cases;

  CorpusCase& read(const std::string& name, const MapFile& file, std::vector<std::string> diagnostics = {}) {
    return readBytes(name, file, file.bytes(), std::move(diagnostics));
  }
  CorpusCase& readBytes(const std::string& name, const MapFile& file, std::string bytes,
                        std::vector<std::string> diagnostics = {}) {
    std::sort(diagnostics.begin(), diagnostics.end());
    cases.push_back({.name = name,
                     .refusal = {},
                     .diagnostics = std::move(diagnostics),
                     .size = file.box(),
                     .values = file.values(),
                     .content = std::move(bytes)});
    return cases.back();
  }
  CorpusCase& refuse(const std::string& name, const std::string& id, std::string bytes) {
    cases.push_back({.name = name, .refusal = id, .diagnostics = {}, .values = {}, .content = std::move(bytes)});
    return cases.back();
  }
  CorpusCase& refuse(const std::string& name, const std::string& id, const MapFile& file) {
    return refuse(name, id, file.bytes());
  }
};

void addModes(CorpusBuilder& c) {
  c.read("ok_f32.mrc", MapFile());
  c.read("ok_i16.mrc", MapFile().mode(1));
  c.read("ok_u16.mrc", MapFile().mode(6));
  c.read("ok_f16.mrc", MapFile().mode(12));
  c.read("be_f32.mrc", MapFile().big());
  c.read("be_i16.mrc", MapFile().mode(1).big());
  c.read("be_u16.mrc", MapFile().mode(6).big());
  c.read("be_f16.mrc", MapFile().mode(12).big());
  c.read("be_i32.mrc", MapFile().mode(7).big());
  std::vector<double> wide = MapFile().values();
  wide[0] = -32768;
  wide[7] = 32767;
  c.read("i16_extremes.mrc", MapFile().mode(1).values(wide));
  wide[0] = 0;
  wide[7] = 65535;
  c.read("u16_extremes.mrc", MapFile().mode(6).values(wide).big());
  std::vector<double> halves = MapFile().values();
  halves[0] = 0x1p-24;  // the smallest subnormal
  halves[1] = -65504;   // the largest half
  halves[2] = 0x1p-14;  // the smallest normal
  c.read("f16_extremes.mrc", MapFile().mode(12).values(halves));
  c.read("i8.mrc", MapFile().mode(0));
  std::vector<double> negative = MapFile().values();
  for (double& v : negative) v -= 60;
  c.read("i8_negative.mrc", MapFile().mode(0).values(negative));
  c.read("i8_imod_signed.mrc", MapFile().mode(0).values(negative).imodFlags(1));
  std::vector<double> bytes = MapFile().values();
  for (double& v : bytes) v += 120;
  c.read("u8_imod.mrc", MapFile().mode(0).values(bytes).imodFlags(0));
  c.read("mode5.mrc", MapFile().mode(5), {"N-MODE"});
  std::vector<double> asSigned = bytes;
  for (double& v : asSigned) v = v > 127 ? v - 256 : v;
  c.read("i8_claims_unsigned.mrc", MapFile().mode(0).values(bytes), {"N-STATS", "W-SIGN"}).values = asSigned;
  c.read("u8_by_hint.mrc", MapFile().mode(0).values(bytes)).hints.mode0 = Mode0::Unsigned;
  std::vector<double> mask = MapFile().values();
  for (double& v : mask) v = v < 50 ? -128 : -127;
  std::vector<double> zeroOne = mask;
  for (double& v : zeroOne) v += 128;
  CorpusCase& imodMask = c.read("imod_mask.mrc", MapFile().mode(0).values(mask).imodFlags(1), {"W-IMODMASK"});
  imodMask.hints.role = MapRole::Mask;
  imodMask.values = zeroOne;
  c.read("imod_mask_as_map.mrc", MapFile().mode(0).values(mask).imodFlags(1));
  c.refuse("imod_4bit_bytes.mrc", "E-MODE", MapFile().mode(0).imodFlags(16));
  c.read("ok_i32.mrc", MapFile().mode(7));
  std::vector<double> large = MapFile().values();
  large[5] = 16777216.0 + 64;
  c.read("i32_large.mrc", MapFile().mode(7).values(large), {"W-MODE7"});
  c.read("nibbles.mrc", MapFile().mode(101));
  c.read("nibbles_odd_padded.mrc", MapFile().box({5, 4, 3}).mode(101));
  c.read("nibbles_odd_continuous.mrc", MapFile().box({5, 3, 3}).mode(101).continuousNibbles());
  c.refuse("nibbles_odd_neither.mrc", "E-TRUNCATED", MapFile().box({5, 3, 3}).mode(101).append("z"));
  c.refuse("complex_i16.mrc", "E-COMPLEX", MapFile().mode(3));
  c.refuse("complex_f32.mrc", "E-COMPLEX", MapFile().mode(4));
  c.refuse("rgb.mrc", "E-RGB", MapFile().mode(16));
  c.refuse("mode9.mrc", "E-MODE", MapFile().word(4, 9));
}

void addIdentity(CorpusBuilder& c) {
  const std::string zeros(4, '\0');
  c.read("map_nul.mrc", MapFile().text(53, std::string("MAP\0", 4)), {"N-MAPID"});
  c.read("map_missing.mrc", MapFile().text(53, zeros).text(54, zeros), {"W-NOMAPID"});
  c.read("map_missing_big.mrc", MapFile().big().text(53, zeros).text(54, zeros), {"W-NOMAPID"});
  std::vector<double> bytes = MapFile().values();
  for (double& v : bytes) v += 120;
  MapFile old = MapFile().mode(0).values(bytes).text(53, zeros);
  old.real(54, 12.5).real(55, -3).word(28, 0);  // XORIGIN, YORIGIN before the year 2000
  c.read("pre2000_bytes.mrc", old, {"W-NOMAPID", "N-VERSION"});
  c.refuse("map_missing_long.mrc", "E-NOTAMAP", MapFile().text(53, zeros).append("1234567"));
  c.read("stamp_0000.mrc", MapFile().text(54, zeros), {"N-STAMP"});
  c.read("stamp_4420.mrc", MapFile().text(54, "D   "), {"N-STAMP"});
  c.read("stamp_4441.mrc", MapFile().text(54, std::string("DA\0\0", 4)));
  c.read("stamp_lies.mrc", MapFile().text(54, std::string("\x11\x11\0\0", 4)), {"W-BYTEORDER"});
  c.read("stamp_lies_big.mrc", MapFile().big().text(54, std::string("DD\0\0", 4)), {"W-BYTEORDER"});
  c.read("version_0.mrc", MapFile().word(28, 0), {"N-VERSION"});
  c.read("version_20140.mrc", MapFile().word(28, 20140));
  c.read("labels_negative.mrc", MapFile().word(56, -5), {"N-LABELS"});
  c.read("labels_99.mrc", MapFile().word(56, 99), {"N-LABELS"});
  c.read("skew.mrc", MapFile().word(28, 0).word(25, 1), {"N-VERSION", "W-SKEW"});
  c.read("group_0.mrc", MapFile().word(23, 0), {"N-ISPG0"});
  c.read("group_19.mrc", MapFile().word(23, 19));
  c.read("group_garbage.mrc", MapFile().real(23, 1.0), {"N-SPACEGROUP"});
}

void addGeometry(CorpusBuilder& c) {
  for (const Index3 order : {Index3{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}})
    for (const bool big : {false, true}) {
      MapFile file = MapFile().axes(order).word(5, 1).word(6, 2).word(7, 3);
      if (big) file.big();
      std::string name = "axes_";
      for (const int axis : order) name += std::to_string(axis);
      c.read(name + (big ? "_be.mrc" : ".mrc"), file);
    }
  c.read("axes_321_i8.mrc", MapFile().box({7, 40, 19}).axes({3, 2, 1}).mode(6));
  c.read("axes_000.mrc", MapFile().word(17, 0).word(18, 0).word(19, 0), {"N-AXES0"});
  c.read("axes_112.mrc", MapFile().word(17, 1).word(18, 1).word(19, 2), {"W-AXES"});
  CorpusCase& strict = c.refuse("axes_112_strict.mrc", "E-AXES", MapFile().word(17, 1).word(18, 1).word(19, 2));
  strict.hints.strict = true;
  c.read("start.mrc", MapFile().word(5, -3).word(6, -2).word(7, -2));
  c.read("start_origin.mrc", MapFile().word(5, -3).real(50, 10).real(51, 20).real(52, 30));
  c.read("start_huge.mrc", MapFile().word(5, 2147483647), {"W-PLACEMENT"});
  c.read("start_lowest.mrc", MapFile().word(6, -2147483647 - 1), {"W-PLACEMENT"});
  c.read("origin_nan.mrc", MapFile().real(50, kNaN), {"W-PLACEMENT"});
  c.read("origin_1e30.mrc", MapFile().real(51, 1e30), {"W-PLACEMENT"});
  c.read("cell_0.mrc", MapFile().real(11, 0).real(12, 0).real(13, 0), {"E-VOXEL"});
  c.read("cell_nan.mrc", MapFile().real(12, kNaN), {"E-VOXEL"});
  c.read("cell_inf.mrc", MapFile().real(13, kInf), {"E-VOXEL"});
  c.read("cell_negative.mrc", MapFile().real(11, -9), {"E-VOXEL"});
  c.read("sampling_0.mrc", MapFile().word(8, 0).word(9, 0).word(10, 0), {"E-VOXEL"});
  c.read("sampling_negative.mrc", MapFile().word(8, -6).real(11, -9), {"E-VOXEL"});
  c.read("cell_0_by_hint.mrc", MapFile().real(11, 0)).hints.voxelSize = Vector3{1.5, 1.5, 1.5};
  c.read("sampling_of_cell.mrc", MapFile().word(8, 60).real(11, 90));
  c.read("angles_0.mrc", MapFile().real(14, 0).real(15, 0).real(16, 0), {"N-ANGLES0"});
  c.refuse("angles_120.mrc", "E-SKEWCELL", MapFile().real(16, 120));
  c.refuse("angles_nan.mrc", "E-SKEWCELL", MapFile().real(14, kNaN));
  c.read("anisotropic.mrc", MapFile().box({6, 5, 4}, {1.5, 1.5, 3.0}), {"E-ANISO"});
  c.read("anisotropic_little.mrc", MapFile().box({6, 5, 4}, {1.5, 1.5, 1.5003}), {"N-ANISO"});
  c.read("voxel_1.mrc", MapFile().box({6, 5, 4}, {1, 1, 1}), {"W-VOXEL1"});
  c.read("voxel_50.mrc", MapFile().box({6, 5, 4}, {50, 50, 50}), {"W-VOXELRANGE"});
  c.read("voxel_01.mrc", MapFile().box({6, 5, 4}, {0.1, 0.1, 0.1}), {"W-VOXELRANGE"});
}

void addLengths(CorpusBuilder& c) {
  c.refuse("truncated.mrc", "E-TRUNCATED", MapFile().cut(1024 + 300));
  c.refuse("truncated_by_one.mrc", "E-TRUNCATED", MapFile().cut(1024 + 479));
  c.refuse("header_only.mrc", "E-TRUNCATED", MapFile().cut(1024));
  c.refuse("short_500.mrc", "E-SHORT", MapFile().cut(500));
  c.refuse("empty.mrc", "E-SHORT", std::string());
  c.read("trailing_777.mrc", MapFile().append(std::string(777, 't')), {"W-TRAILING"});
  c.refuse("nx_negative.mrc", "E-DIMS", MapFile().word(1, -6));
  c.refuse("nz_0.mrc", "E-DIMS", MapFile().word(3, 0));
  c.refuse("largest_cubed.mrc", "E-DIMS", MapFile().word(1, 2147483647).word(2, 2147483647).word(3, 2147483647));
  c.refuse("wraps_64_bits.mrc", "E-DIMS", MapFile().word(1, 1 << 30).word(2, 1 << 30).word(3, 16));
  c.refuse("edges_2_20.mrc", "E-TRUNCATED", MapFile().word(1, 1 << 20).word(2, 1 << 20).word(3, 1 << 20));
  c.refuse("plane_65536.mrc", "E-TRUNCATED", MapFile().word(1, 65536).word(2, 65536).word(3, 1).cut(1500));
  c.read("extension_160.mrc", MapFile().extension(160).text(27, "CCP4"));
  c.read("extension_7.mrc", MapFile().extension(7));
  c.read("extension_7_be.mrc", MapFile().extension(7).big().mode(1));
  c.read("extension_phantom.mrc", MapFile().word(24, 160), {"W-PHANTOMEXT"});
  c.refuse("extension_negative.mrc", "E-EXTHDR", MapFile().word(24, -80));
  c.refuse("extension_largest.mrc", "E-EXTHDR", MapFile().word(24, 2147483647));
}

void addStacks(CorpusBuilder& c) {
  const MapFile twoVolumes = MapFile().word(23, 401).word(10, 2).real(13, 3);
  c.refuse("volumes_2.mrc", "E-STACK", twoVolumes);
  CorpusCase& second = c.read("volumes_2_second.mrc", twoVolumes);
  second.hints.volumeIndex = 1;
  second.size = {6, 5, 2};
  second.values.erase(second.values.begin(), second.values.begin() + 60);
  c.refuse("volumes_2_third.mrc", "E-STACK", twoVolumes).hints.volumeIndex = 2;
  c.read("volumes_1.mrc", MapFile().word(23, 401));
  c.refuse("volumes_uneven.mrc", "E-STACK", MapFile().word(23, 401).word(10, 3));
  c.refuse("volumes_mz_0.mrc", "E-STACK", MapFile().word(23, 401).word(10, 0));
  c.refuse("volume_index_of_one.mrc", "E-STACK", MapFile()).hints.volumeIndex = 1;
  c.read("images.mrcs", MapFile().word(23, 0), {"N-ISPG0", "W-LOOKSLIKESTACK"});
  c.read("images_as_volume.mrcs", MapFile().word(23, 0), {"N-ISPG0"}).hints.asVolume = true;
  c.read("tilt_series.mrc", MapFile().box({40, 36, 3}).word(23, 0).text(27, "SERI"), {"N-ISPG0", "W-LOOKSLIKESTACK"});
  c.refuse("image.mrc", "E-IMAGE", MapFile().box({8, 7, 1}));
  c.read("image_as_volume.mrc", MapFile().box({8, 7, 1})).hints.asVolume = true;
}

void addValues(CorpusBuilder& c) {
  std::vector<double> odd = MapFile().values();
  odd[17] = kNaN;
  odd[40] = kInf;
  odd[41] = -kInf;
  // Claims of a program that ignored them.
  MapFile withOdd = MapFile().values(odd).real(20, 0).real(21, 119).real(22, 60.1).real(55, 34.9);
  c.read("nan_inf.mrc", withOdd, {"E-NONFINITE"});
  c.read("nan_inf_be.mrc", MapFile(withOdd).big(), {"E-NONFINITE"});
  c.read("nan_inf_f16.mrc", MapFile(withOdd).mode(12), {"E-NONFINITE"});
  c.read("nan_inf_axes.mrc", MapFile(withOdd).axes({2, 3, 1}), {"E-NONFINITE"});
  CorpusCase& replaced = c.read("nan_inf_zero.mrc", MapFile(withOdd).real(22, 58.68).real(55, 35.59), {"W-NONFINITE"});
  replaced.hints.nonFinite = NonFinitePolicy::Zero;
  replaced.values[17] = replaced.values[40] = replaced.values[41] = 0;
  CorpusCase& turned = c.read("nan_inf_axes_zero.mrc", MapFile(withOdd).real(22, 58.68).real(55, 35.59).axes({3, 2, 1}),
                              {"W-NONFINITE"});
  turned.hints.nonFinite = NonFinitePolicy::Zero;
  turned.values = replaced.values;
  const std::vector<double> nothing(120, kNaN);
  c.read("all_nan.mrc", MapFile().values(nothing).real(20, 0).real(21, -1).real(22, -2).real(55, -1), {"E-NONFINITE"});
  const std::vector<double> same(120, 0.1F);
  c.read("constant.mrc", MapFile().values(same), {"E-CONSTANT"});
  c.read("undetermined_statistics.mrc", MapFile().real(20, 0).real(21, -1).real(22, -2).real(55, -1));
  c.read("wrong_statistics.mrc", MapFile().real(21, 500), {"N-STATS"});
  c.read("wrong_rms.mrc", MapFile().real(55, 0), {"N-STATS"});
}

void addCompressed(CorpusBuilder& c) {
  const MapFile base;
  const std::string plain = base.bytes(), first = plain.substr(0, 700), rest = plain.substr(700);
  c.readBytes("gzip.mrc.gz", base, gzipped(plain));
  c.readBytes("gzip_members.mrc.gz", base, gzipped(first) + gzipped(rest));
  c.readBytes("gzip_empty_member.mrc.gz", base, gzipped(first) + gzipped("") + gzipped(rest));
  c.readBytes("gzip_named.mrc", base, gzipped(plain));
  c.readBytes("plain_named.mrc.gz", base, plain);
  c.refuse("gzip_truncated.mrc.gz", "E-TRUNCATED", gzipped(plain).substr(0, gzipped(plain).size() - 20));
  std::string damaged = gzipped(plain);
  damaged[damaged.size() - 7] = static_cast<char>(damaged[damaged.size() - 7] ^ 0x55);  // in the CRC-32
  c.refuse("gzip_crc.mrc.gz", "E-CRC", damaged);
  c.readBytes("gzip_junk.mrc.gz", base, gzipped(plain) + "junk after the stream", {"W-TRAILING"});
  c.refuse("gzip_of_text.gz", "E-NOTAMAP", gzipped("HEADER    HYDROLASE\n" + std::string(2000, ' ')));
  c.refuse("gzip_of_nothing.gz", "E-SHORT", gzipped(""));
  c.refuse("gzip_inner_truncated.mrc.gz", "E-TRUNCATED", gzipped(plain.substr(0, 1400)));
  const MapFile trailing = MapFile().append("extra");
  c.readBytes("gzip_inner_trailing.mrc.gz", trailing, gzipped(trailing.bytes()), {"W-TRAILING"});
  const MapFile phantom = MapFile().word(24, 80);
  c.readBytes("gzip_phantom.mrc.gz", phantom, gzipped(phantom.bytes()), {"W-PHANTOMEXT"});
  const MapFile nibbles = MapFile().box({5, 3, 3}).mode(101).continuousNibbles();
  c.readBytes("gzip_nibbles.mrc.gz", nibbles, gzipped(nibbles.bytes()));
  const std::string zeros(4, '\0');
  c.readBytes("gzip_map_missing.mrc.gz", base, gzipped(MapFile().text(53, zeros).bytes()), {"W-NOMAPID"});
  c.refuse("gzip_map_missing_long.mrc.gz", "E-NOTAMAP", gzipped(MapFile().text(53, zeros).append("xyz").bytes()));
  c.readBytes("bzip2.mrc.bz2", base, bzipped(plain));
  c.readBytes("bzip2_streams.mrc.bz2", base, bzipped(first) + bzipped(rest));
  c.refuse("bzip2_truncated.mrc.bz2", "E-TRUNCATED", bzipped(plain).substr(0, bzipped(plain).size() / 2));
  damaged = bzipped(plain);
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  c.refuse("bzip2_crc.mrc.bz2", "E-CRC", damaged);
  c.readBytes("zstd.mrc.zst", base, zstandard(plain));
  c.readBytes("zstd_frames.mrc.zst", base, zstandard(first) + zstandard(rest));
  c.refuse("zstd_truncated.mrc.zst", "E-TRUNCATED", zstandard(plain).substr(0, zstandard(plain).size() - 9));
  damaged = zstandard(plain);
  damaged.back() = static_cast<char>(damaged.back() ^ 0x55);  // in the checksum
  c.refuse("zstd_crc.mrc.zst", "E-CRC", damaged);
}

void addForeign(CorpusBuilder& c) {
  const auto file = [](std::string start) { return start + std::string(3000, '\x7'); };
  using namespace std::string_literals;
  c.refuse("picture.tif", "E-NOTAMAP", file("II*\0"s));
  c.refuse("eman.hdf", "E-NOTAMAP", file("\x89HDF\r\n\x1A\n"s));
  c.refuse("particles.cs", "E-NOTAMAP", file("\x93NUMPY"s));
  c.refuse("map.mrc.xz", "E-NOTAMAP", file("\xFD\x37zXZ\0"s));
  c.refuse("map.zip", "E-NOTAMAP", file("PK\x03\x04"s));
  c.refuse("map.lz4", "E-NOTAMAP", file("\x04\x22\x4D\x18"s));
  std::string spider(1024 + 480, '\0');
  const std::array<std::array<int, 2>, 7> words{{{1, 4}, {2, 5}, {5, 3}, {12, 6}, {13, 43}, {22, 1032}, {23, 24}}};
  for (const auto& [word, value] : words)
    putWord(spider, static_cast<std::size_t>(4 * (word - 1)), std::bit_cast<std::uint32_t>(static_cast<float>(value)),
            4, false);
  c.refuse("xmipp.vol", "E-NOTAMAP", spider);
  c.refuse("postprocess.star", "E-NOTAMAP", "\ndata_general\n\n_rlnFinalResolution 3.1\n"s + std::string(1500, '#'));
  c.refuse("model.pdb", "E-NOTAMAP", "HEADER    HYDROLASE\nATOM      1  N   MET A   1\n"s + std::string(1500, ' '));
  c.refuse("model.cif", "E-NOTAMAP", "data_1ABC\n_entry.id 1ABC\n"s);
  c.refuse("page.html", "E-NOTAMAP", "<html><body>404 Not Found</body></html>"s);
  c.refuse("notes.txt", "E-NOTAMAP", "half map 1 is in the other folder\n"s);
  c.refuse("zeros.mrc", "E-NOTAMAP", std::string(4096, '\0'));
  c.refuse("noise.mrc", "E-NOTAMAP", std::string(5000, '\xA7'));
}

}  // namespace

std::vector<CorpusCase> corpus() {
  CorpusBuilder c;
  addModes(c);
  addIdentity(c);
  addGeometry(c);
  addLengths(c);
  addStacks(c);
  addValues(c);
  addCompressed(c);
  addForeign(c);
  return std::move(c.cases);
}

std::vector<CorpusCase> writeCorpus(const std::filesystem::path& folder) {
  std::vector<CorpusCase> cases = corpus();
  for (CorpusCase& one : cases) {
    writeFile(folder / one.name, one.content);
    one.content.clear();
  }
  return cases;
}

void writeFile(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace vitrine::test
