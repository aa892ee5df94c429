// The 1024-byte MRC2014/CCP4 header as it stands: words, byte order, length equation. No judgement of the content.
#pragma once

#include "core/mapio/map_info.hpp"
#include "core/volume/grid.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace vitrine {

constexpr int kHeaderBytes = 1024;
constexpr int kMostEdge = 1 << 20;            // voxels along one axis
constexpr int kMostExtendedHeader = 1 << 26;  // bytes
constexpr int kImodStamp = 1146047817;        // the letters IMOD
using HeaderBytes = std::span<const unsigned char, kHeaderBytes>;

/// Words of the header decoded in one byte order (Cheng et al. 2015, doi:10.1016/j.jsb.2015.04.002).
struct RawHeader {
  ByteOrder order = ByteOrder::Little;
  Index3 size{};  ///< NX, NY, NZ: columns, rows, sections
  int mode = 0;
  Index3 start{};     ///< NXSTART.. in file order
  Index3 sampling{};  ///< MX, MY, MZ along x, y, z
  Vector3 cell{}, angles{};
  Index3 axes{};  ///< MAPC, MAPR, MAPS
  double minimum = 0, maximum = 0, mean = 0, rms = 0;
  int spaceGroup = 0;
  int extendedBytes = 0;  ///< NSYMBT
  int skewFlag = 0;       ///< word 25 of CCP4 maps
  std::string extendedType;
  int version = 0;
  int imodStamp = 0, imodFlags = 0;
  Vector3 origin{};
  std::array<unsigned char, 4> mapId{}, machineStamp{};
  int labelCount = 0;
  std::array<std::string, 10> labels;  ///< printable ASCII, trimmed
  bool labelsCleaned = false;          ///< a label in use held other characters

  bool hasImodFlags() const { return imodStamp == kImodStamp; }
  /// "MAP" and any fourth byte: blank by the standard, NUL from some programs.
  bool hasMapId() const { return mapId[0] == 'M' && mapId[1] == 'A' && mapId[2] == 'P'; }
  bool hasValidSize() const;
  /// A mode the standard or practice knows, readable or not.
  bool hasKnownMode() const;
};

RawHeader decodeHeader(HeaderBytes bytes, ByteOrder order);

/// What the machine stamp says; empty if it is none of the known ones.
std::optional<ByteOrder> stampedOrder(const std::array<unsigned char, 4>& machineStamp);

/// Bits one voxel takes in the file; 0 for an unknown mode.
int bitsPerVoxel(int mode);

/// Bytes of one row; of the whole data block. Empty on overflow of 64 bits.
/// @param continuousNibbles  mode 101 only: rows are not padded to whole bytes
std::optional<std::int64_t> dataBytes(int mode, const Index3& size, bool continuousNibbles);

enum class LengthCase { Exact, Trailing, PhantomExtension, Truncated, Overflow };

/// How the length of a file fits its header.
struct LengthVerdict {
  LengthCase fits = LengthCase::Exact;
  std::int64_t need = 0;    ///< bytes the header asks for
  std::int64_t offset = 0;  ///< where the data start
  bool continuousNibbles = false;
};

/// @param length  bytes of the uncompressed file; empty when not known yet: then the header is believed
LengthVerdict judgeLength(const RawHeader& header, std::optional<std::int64_t> length);

/// The header in the byte order that the evidence favours, or nothing if neither reading is convincing.
/// Evidence, per order: plausible sizes 4, known mode 3, axes 3, extended header 2, length equation 4, machine stamp 1;
/// the winner needs valid sizes and mode and a lead of 2.
std::optional<RawHeader> decodeByEvidence(HeaderBytes bytes, std::optional<std::int64_t> length);

}  // namespace vitrine
