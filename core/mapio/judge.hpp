// From a header to a MapInfo, with every deviation as a diagnostic. Internal to mapio.
#pragma once

#include "core/mapio/byte_stream.hpp"
#include "core/mapio/header.hpp"

namespace vitrine {

struct JudgedHeader {
  RawHeader raw;
  MapInfo info;
  std::int64_t need = 0;  ///< bytes of the uncompressed file by the header
};

/// @param length  bytes of the uncompressed file; empty while unknown (compressed file not read yet)
/// @throws MapError for whatever makes the file unusable
JudgedHeader judgeHeader(const InputFile& file, HeaderBytes bytes, std::optional<std::int64_t> length,
                         Compression compression, const ReadHints& hints);

/// Reads the first bytes of the uncompressed stream and judges them. @throws MapError, Cancelled
JudgedHeader judgeFile(const InputFile& file, const ReadHints& hints, std::optional<std::int64_t> length,
                       std::stop_token stop);

/// Cell, voxel size, anisotropy, placement. @pre axes and sizes of `info` are decided
void judgeGeometry(const InputFile& file, const RawHeader& raw, const ReadHints& hints, MapInfo& info);

/// The file ends before the header says; does not return.
[[noreturn]] void refuseTruncated(const InputFile& file, const RawHeader& raw, const LengthVerdict& verdict,
                                  std::int64_t length);

/// Under ReadHints::strict, throws the first warning as an error.
void enforceStrictness(const ReadHints& hints, const MapInfo& info);

}  // namespace vitrine
