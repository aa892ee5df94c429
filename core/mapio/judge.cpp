#include "core/mapio/judge.hpp"

#include "core/base/number_text.hpp"
#include "core/mapio/recognise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace vitrine {
namespace {

std::string triple(const Index3& v) {
  return std::to_string(v[0]) + ", " + std::to_string(v[1]) + ", " + std::to_string(v[2]);
}

std::string hexText(const std::array<unsigned char, 4>& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char b : bytes) {
    if (!text.empty()) text += ' ';
    text += kDigits[b >> 4];
    text += kDigits[b & 15];
  }
  return text;
}

std::string orderName(ByteOrder order) { return order == ByteOrder::Little ? "little-endian" : "big-endian"; }

const char* modeNameOf(int mode) {
  switch (mode) {
    case 0:
    case 5:
      return "8-bit integer";
    case 1:
      return "16-bit integer";
    case 2:
      return "32-bit float";
    case 6:
      return "16-bit unsigned integer";
    case 7:
      return "32-bit integer";
    case 12:
      return "16-bit float";
    case 101:
      return "4-bit unsigned integer";
    default:
      return "unknown";
  }
}

/// The judge of one header: holds what every step needs, so that steps read as the specification does.
class Judge {
public:
  Judge(const InputFile& file, HeaderBytes bytes, std::optional<std::int64_t> length, const ReadHints& hints)
      : m_file(file), m_bytes(bytes), m_length(length), m_hints(hints) {}

  JudgedHeader judge(Compression compression) {
    m_info.file = m_file.name();
    m_info.compression = compression;
    m_info.fileBytes = m_file.stamp().bytes;
    m_info.stamp = m_file.stamp();
    decideByteOrder();
    refuseOtherContent();
    judgeFileLength();
    noteIdentity();
    decideAxes();
    decideVolume();
    decideMode0();
    judgeGeometry(m_file, m_raw, m_hints, m_info);
    readClaims();
    return {m_raw, std::move(m_info), m_verdict.need};
  }

private:
  void tell(std::string id, std::string message, std::map<std::string, std::string> values = {},
            std::string assumption = {}, std::string remedy = {}) {
    m_info.diagnostics.push_back(makeDiagnostic(m_file, std::move(id), std::move(message), std::move(values),
                                                std::move(assumption), std::move(remedy)));
  }
  [[noreturn]] void refuse(std::string id, std::string message, std::map<std::string, std::string> values = {},
                           std::string remedy = {}) const {
    throw MapError(makeDiagnostic(m_file, std::move(id), std::move(message), std::move(values), {}, std::move(remedy)));
  }
  [[noreturn]] void refuseNotAMap(const std::string& why) const {
    if (const auto kind = recognise(m_bytes, m_file.stamp().bytes)) {
      const std::string prefix = m_info.compression == Compression::None ? "" : "compressed data, inside: ";
      refuse("E-NOTAMAP", "This is not an MRC/CCP4 map. It looks like " + prefix + kind->kind + ".",
             {{"kind", kind->kind}}, kind->remedy);
    }
    refuse("E-NOTAMAP", "This is not an MRC/CCP4 map: " + why + ".", {{"kind", "unknown"}},
           "Convert it to MRC with the program that wrote it.");
  }

  void decideByteOrder() {
    if (m_hints.byteOrder) {
      m_raw = decodeHeader(m_bytes, *m_hints.byteOrder);
      requireSizeAndMode();
    } else if (const auto winner = decodeByEvidence(m_bytes, m_length)) {
      m_raw = *winner;
    } else {
      // The MAP id says that it means to be a map: then say what is wrong with it instead of disowning it.
      m_raw = decodeHeader(m_bytes, ByteOrder::Little);
      if (!m_raw.hasMapId()) refuseNotAMap("no reading of its header makes sense");
      const RawHeader big = decodeHeader(m_bytes, ByteOrder::Big);
      const auto stamped = stampedOrder(m_raw.machineStamp);
      const bool bigIsBetter = big.hasValidSize() + big.hasKnownMode() > m_raw.hasValidSize() + m_raw.hasKnownMode();
      if (stamped == ByteOrder::Big || (!stamped && bigIsBetter)) m_raw = big;
      requireSizeAndMode();
      if (!stamped)
        refuse("E-NOTAMAP", "The byte order cannot be told from the header.", {{"kind", "map of unknown byte order"}},
               "Re-export it with a program that writes the machine stamp.");
    }
    m_info.byteOrder = m_raw.order;
    const auto stamped = stampedOrder(m_raw.machineStamp);
    const std::map<std::string, std::string> stamp{{"MACHST", hexText(m_raw.machineStamp)}};
    if (stamped && *stamped != m_raw.order)
      tell("W-BYTEORDER",
           "The machine stamp says " + orderName(*stamped) + ", but the header makes sense only the other way round.",
           stamp, "Read as " + orderName(m_raw.order) + ".", "If the values look wrong, re-export the map.");
    else if (!stamped && m_raw.hasMapId())
      tell("N-STAMP", "The machine stamp " + hexText(m_raw.machineStamp) + " is none of the known ones.", stamp,
           "Read as " + orderName(m_raw.order) + " by the evidence of the other fields.");
  }

  void requireSizeAndMode() const {
    if (!m_raw.hasValidSize())
      refuse("E-DIMS",
             "The header says NX, NY, NZ = " + triple(m_raw.size) + ", which is impossible: each must be 1 to 1048576.",
             {{"NX, NY, NZ", triple(m_raw.size)}}, "Re-export the map with the program that wrote it.");
    if (!m_raw.hasKnownMode())
      refuse("E-MODE", "The header says MODE = " + std::to_string(m_raw.mode) + " (word 4), which is unknown.",
             {{"MODE", std::to_string(m_raw.mode)}},
             "Readable modes are 0, 1, 2, 5, 6, 7, 12 and 101: re-export the map as one of them.");
  }

  void refuseOtherContent() const {
    const std::map<std::string, std::string> mode{{"MODE", std::to_string(m_raw.mode)}};
    if (m_raw.mode == 3 || m_raw.mode == 4)
      refuse("E-COMPLEX", "The file holds a Fourier transform, not a density map.", mode, "Give the map itself.");
    if (m_raw.mode == 16)
      refuse("E-RGB", "The file holds a colour image, not a density map.", mode, "Give the map itself.");
    if (m_raw.mode == 0 && m_raw.hasImodFlags() && (m_raw.imodFlags & 16) != 0)
      refuse("E-MODE", "The IMOD flags say that a byte holds two 4-bit values, but MODE = 0 says one.",
             {{"MODE", "0"}, {"IMODFLAGS", std::to_string(m_raw.imodFlags)}},
             "Convert it with IMOD: newstack -mode 1 in out.");
    if (m_raw.extendedBytes < 0 || m_raw.extendedBytes > kMostExtendedHeader)
      refuse(
          "E-EXTHDR",
          "The header says NSYMBT = " + std::to_string(m_raw.extendedBytes) + ", which is impossible: 0 to 67108864.",
          {{"NSYMBT", std::to_string(m_raw.extendedBytes)}}, "Re-export the map with the program that wrote it.");
  }

  void judgeFileLength() {
    m_verdict = judgeLength(m_raw, m_length);
    m_info.dataOffset = m_verdict.offset;
    m_info.continuousNibbles = m_verdict.continuousNibbles;
    if (m_verdict.fits == LengthCase::Overflow)
      refuse("E-DIMS", "The header says NX, NY, NZ = " + triple(m_raw.size) + ": more bytes than can be counted.",
             {{"NX, NY, NZ", triple(m_raw.size)}}, "Re-export the map with the program that wrote it.");
    if (!m_length || m_verdict.fits == LengthCase::Exact) return;
    if (!m_raw.hasMapId() && m_verdict.fits != LengthCase::PhantomExtension)
      refuseNotAMap("it lacks the MAP id, and its length does not fit the header either");
    if (m_verdict.fits == LengthCase::Truncated) refuseTruncated(m_file, m_raw, m_verdict, *m_length);
    if (m_verdict.fits == LengthCase::PhantomExtension) {
      tell("W-PHANTOMEXT",
           "The header announces an extended header of " + std::to_string(m_raw.extendedBytes) +
               " bytes that are missing.",
           {{"NSYMBT", std::to_string(m_raw.extendedBytes)}}, "The data are read from byte 1024.");
      return;
    }
    const std::int64_t extra = *m_length - m_verdict.need;
    std::string hint;
    for (const int mode : {1, 2, 6, 7, 12}) {  // the length may fit another mode exactly: then MODE itself is suspect
      RawHeader other = m_raw;
      other.mode = mode;
      if (bitsPerVoxel(mode) != bitsPerVoxel(m_raw.mode) && judgeLength(other, m_length).fits == LengthCase::Exact)
        hint =
            "Look whether the picture is right: the length would fit a map of " + std::string(modeNameOf(mode)) + "s.";
    }
    tell("W-TRAILING", std::to_string(extra) + " extra bytes follow the data.", {{"bytes", std::to_string(extra)}},
         "They are ignored.", hint);
  }

  void noteIdentity() {
    m_info.mode = m_raw.mode;
    m_info.modeName = modeNameOf(m_raw.mode);
    m_info.fileSize = m_raw.size;
    m_info.extendedHeaderBytes = m_raw.extendedBytes;
    m_info.extendedHeaderType = m_raw.extendedType;
    m_info.version = m_raw.version;
    m_info.spaceGroup = m_raw.spaceGroup;
    for (const std::string& label : m_raw.labels)
      if (!label.empty()) m_info.labels.push_back(label);

    if (!m_raw.hasMapId())
      tell("W-NOMAPID", "The MAP id (word 53) is missing: a file from before the year 2000, or not a map.",
           {{"MAP", hexText(m_raw.mapId)}}, "Read as a map, because its length fits its header.",
           "If the picture looks wrong, re-export the map.");
    else if (m_raw.mapId[3] != ' ')
      tell("N-MAPID", "The MAP id ends in byte " + std::to_string(m_raw.mapId[3]) + " instead of a blank.",
           {{"MAP", hexText(m_raw.mapId)}});
    if (m_raw.mode == 5) tell("N-MODE", "MODE = 5 is an old name of mode 0.", {{"MODE", "5"}}, "Read as mode 0.");
    if (m_raw.version != 20140 && m_raw.version != 20141)
      tell("N-VERSION", "NVERSION = " + std::to_string(m_raw.version) + " is not that of MRC2014.",
           {{"NVERSION", std::to_string(m_raw.version)}}, "Read as MRC2014.");
    if (m_raw.labelCount < 0 || m_raw.labelCount > 10 || m_raw.labelsCleaned)
      tell("N-LABELS",
           m_raw.labelsCleaned ? "Labels hold characters that are not printable."
                               : "NLABL = " + std::to_string(m_raw.labelCount) + " is impossible.",
           {{"NLABL", std::to_string(m_raw.labelCount)}},
           m_raw.labelsCleaned ? "They are left out." : "The nearest of 0 to 10 is used.");
    const bool isMrc2014 = m_raw.version == 20140 || m_raw.version == 20141;
    if (m_raw.skewFlag == 1 && !isMrc2014 && m_raw.hasMapId())
      tell("W-SKEW", "The header holds a skew transformation (LSKFLG = 1).", {{"LSKFLG", "1"}},
           "It is ignored; nothing that is measured depends on it.");
  }

  void decideAxes() {
    Index3 sorted = m_raw.axes;
    std::sort(sorted.begin(), sorted.end());
    Index3 axes = m_raw.axes;
    if (sorted != Index3{1, 2, 3}) {
      const std::map<std::string, std::string> values{{"MAPC, MAPR, MAPS", triple(m_raw.axes)}};
      if (m_raw.axes == Index3{0, 0, 0})
        tell("N-AXES0", "The axis order is 0, 0, 0, which means not set.", values, "Read as 1, 2, 3 (x, y, z).");
      else if (m_hints.strict)
        refuse("E-AXES", "The header says MAPC, MAPR, MAPS = " + triple(m_raw.axes) + ", which is impossible.", values,
               "Re-export the map with the program that wrote it.");
      else
        tell("W-AXES", "The axis order " + triple(m_raw.axes) + " is impossible.", values,
             "Read as 1, 2, 3 (x, y, z) because that is the usual order.",
             "Check the hand and orientation; --strict refuses such files.");
      axes = {1, 2, 3};
    }
    for (int fileAxis = 0; fileAxis < 3; ++fileAxis)
      m_info.fileAxis[static_cast<std::size_t>(axes[static_cast<std::size_t>(fileAxis)] - 1)] = fileAxis;
    for (std::size_t a = 0; a < 3; ++a) m_info.grid.size[a] = m_raw.size[static_cast<std::size_t>(m_info.fileAxis[a])];
  }

  void decideVolume() {
    const int nz = m_raw.size[2], group = m_raw.spaceGroup;
    if (group >= 401 && group <= 630) {
      const int perVolume = m_raw.sampling[2];
      const std::map<std::string, std::string> values{{"MZ", std::to_string(perVolume)}, {"NZ", std::to_string(nz)}};
      if (perVolume < 1 || nz % perVolume != 0)
        refuse("E-STACK",
               "The header says that " + std::to_string(nz) + " sections are a stack of volumes of " +
                   std::to_string(perVolume) + " sections each, which is impossible.",
               values, "Re-export the map with the program that wrote it.");
      chooseVolume(nz / perVolume, perVolume, values);
    } else if (m_hints.volumeIndex.value_or(0) != 0) {
      refuse("E-STACK",
             "The file holds one volume, so there is no volume " + std::to_string(*m_hints.volumeIndex) + ".",
             {{"volumes", "1"}}, "Leave the volume index out.");
    }
    if (group == 0 && nz > 1) {
      tell("N-ISPG0", "ISPG = 0 means a stack of images by the standard.", {{"ISPG", "0"}},
           "Read as a volume, which it usually is.");
    } else if (group < 0 || group > 630 || (group > 230 && group < 401)) {
      tell("N-SPACEGROUP", "ISPG = " + std::to_string(group) + " is no space group.", {{"ISPG", std::to_string(group)}},
           "Read as a volume.");
    }
    if (nz > 1 && !m_hints.asVolume) suspectImageStack();
    if (m_info.grid.size[2] == 1 && !m_hints.asVolume)
      refuse("E-IMAGE", "The file holds a single image, not a density map.", {{"NX, NY, NZ", triple(m_raw.size)}},
             "Give the map itself.");
  }

  void chooseVolume(int volumes, int sections, std::map<std::string, std::string> values) {
    values["volumes"] = std::to_string(volumes);
    m_info.volumes = volumes;
    const int index = m_hints.volumeIndex.value_or(0);
    if (volumes > 1 && !m_hints.volumeIndex)
      refuse("E-STACK", "The file holds " + std::to_string(volumes) + " volumes.", values,
             "Say which one (--volume-index 0 to " + std::to_string(volumes - 1) + ").");
    if (index < 0 || index >= volumes)
      refuse("E-STACK",
             "The file holds " + plural(volumes, "volume") + ", so there is no volume " + std::to_string(index) + ".",
             values, "Volumes are counted from 0.");
    if (volumes == 1) return;
    const auto bytes = dataBytes(m_raw.mode, {m_raw.size[0], m_raw.size[1], sections}, false);
    if (m_info.fileAxis != Index3{0, 1, 2} || m_info.continuousNibbles || !bytes)
      refuse("E-STACK", "A stack of volumes must have the axis order 1, 2, 3 and rows of whole bytes.", values,
             "Re-export the volume alone.");
    m_info.volumeIndex = index;
    m_info.dataOffset += *bytes * index;
    m_info.grid.size[2] = sections;
  }

  void suspectImageStack() {
    const std::string suffix = m_file.suffix(), type = m_raw.extendedType;
    const int edge = std::min(m_raw.size[0], m_raw.size[1]), nz = m_raw.size[2];
    // By the standard ISPG 1 is a volume, but programs differ: whatever ISPG says, no particle fills a very thin slab.
    const bool byShape = edge > std::int64_t{16} * nz;
    const bool isStack = m_raw.spaceGroup == 0;
    const bool byName = suffix == ".mrcs" || suffix == ".st" || suffix == ".stk" || suffix == ".ali";
    const bool byType = (type == "SERI" || type == "FEI1" || type == "FEI2") && edge > std::int64_t{4} * nz;
    if (byShape || (isStack && (byName || byType)))
      tell("W-LOOKSLIKESTACK", "This looks like a stack of images or a tilt series, not a reconstruction.",
           {{"NX, NY, NZ", triple(m_raw.size)}, {"suffix", suffix}, {"EXTTYP", type}}, "Shown as a volume.",
           "If it is a volume, say so (--as-volume).");
  }

  void decideMode0() {
    if (m_raw.mode != 0 && m_raw.mode != 5) return;
    if (m_hints.mode0)
      m_info.mode0 = *m_hints.mode0;
    else if (m_raw.hasImodFlags())
      m_info.mode0 = (m_raw.imodFlags & 1) != 0 ? Mode0::Signed : Mode0::Unsigned;
    else
      m_info.mode0 = m_raw.hasMapId() ? Mode0::Signed : Mode0::Unsigned;
    m_info.modeName = m_info.mode0 == Mode0::Signed ? "8-bit signed integer" : "8-bit unsigned integer";
  }

  void readClaims() {
    const auto given = [](double value, bool determined) {
      return std::isfinite(value) && determined ? std::optional<double>(value) : std::nullopt;
    };
    const bool range = m_raw.maximum >= m_raw.minimum;
    m_info.claimed.minimum = given(m_raw.minimum, range);
    m_info.claimed.maximum = given(m_raw.maximum, range);
    m_info.claimed.mean = given(m_raw.mean, m_raw.mean >= std::min(m_raw.minimum, m_raw.maximum));
    m_info.claimed.rms = given(m_raw.rms, m_raw.rms >= 0 && m_raw.hasMapId());
  }

  const InputFile& m_file;
  HeaderBytes m_bytes;
  std::optional<std::int64_t> m_length;
  const ReadHints& m_hints;
  RawHeader m_raw;
  LengthVerdict m_verdict;
  MapInfo m_info;
};

}  // namespace

JudgedHeader judgeHeader(const InputFile& file, HeaderBytes bytes, std::optional<std::int64_t> length,
                         Compression compression, const ReadHints& hints) {
  return Judge(file, bytes, length, hints).judge(compression);
}

JudgedHeader judgeFile(const InputFile& file, const ReadHints& hints, std::optional<std::int64_t> length,
                       std::stop_token stop) {
  std::array<unsigned char, kHeaderBytes> bytes{};
  const std::size_t atHand = file.readAt(0, bytes.data(), bytes.size());
  const Compression compression = compressionOf(std::span(bytes).first(atHand));
  std::size_t got = atHand;
  if (compression == Compression::None) {
    length = file.stamp().bytes;
  } else {
    got = openStream(file, compression, nullptr, std::move(stop))->read(bytes);
  }
  if (got < bytes.size()) {
    file.requireUnchanged();
    const auto kind = recognise(std::span(bytes).first(got), static_cast<std::int64_t>(got));
    if (kind)
      throw MapError(makeDiagnostic(
          file, "E-NOTAMAP",
          "This is not an MRC/CCP4 map. It looks like " +
              std::string(compression == Compression::None ? "" : "compressed data, inside: ") + kind->kind + ".",
          {{"kind", kind->kind}}, {}, kind->remedy));
    throw MapError(makeDiagnostic(
        file, "E-SHORT",
        "The file is incomplete: " + std::to_string(got) + " bytes, and the header of a map alone has 1024.",
        {{"bytes", std::to_string(got)}}, {}, "Download or copy it again; check the disk quota."));
  }
  return judgeHeader(file, bytes, length, compression, hints);
}

void refuseTruncated(const InputFile& file, const RawHeader& raw, const LengthVerdict& verdict, std::int64_t length) {
  const std::int64_t section = dataBytes(raw.mode, {raw.size[0], raw.size[1], 1}, false).value_or(1);
  const std::int64_t whole = std::clamp<std::int64_t>((length - verdict.offset) / section, 0, raw.size[2]);
  const std::string what = length > verdict.need ? "The length does not fit the header: "  // odd rows of 4-bit values
                                                 : "The file is incomplete: ";
  throw MapError(makeDiagnostic(file, "E-TRUNCATED",
                                what + std::to_string(length) + " of " + std::to_string(verdict.need) + " bytes. " +
                                    std::to_string(whole) + " of " + std::to_string(raw.size[2]) +
                                    " sections are whole.",
                                {{"bytes", std::to_string(length)},
                                 {"bytes needed", std::to_string(verdict.need)},
                                 {"whole sections", std::to_string(whole)}},
                                {}, "Download or copy it again; check the disk quota."));
}

void enforceStrictness(const ReadHints& hints, const MapInfo& info) {
  if (!hints.strict) return;
  for (const Diagnostic& d : info.diagnostics)
    if (d.severity() == Severity::Warning) throw MapError(d);
}

}  // namespace vitrine
