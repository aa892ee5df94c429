// What the report's input section says about any file; for the sections of the report only.
#pragma once

#include "core/mapio/map_info.hpp"
#include "core/report/document.hpp"

#include <string>
#include <vector>

namespace vitrine {

/// Digits of map values: a float32 holds about seven.
inline constexpr int kMapValueDigits = 6;

/// "64 x 64 x 48".
std::string sizeText(const Index3& size);
/// "1.50, 1.50, 1.80 A".
std::string lengthsText(const Vector3& lengths, int decimals);
/// "1.500000 A", one number if all edges are equal; "(not known)".
std::string voxelText(const Grid& grid);
/// "2 (32-bit float, little-endian)".
std::string modeText(const MapInfo& info);
/// What file, exactly: name, size, SHA-256.
void addIdentity(const MapInfo& info, NumberTable& table);
/// Id, file, message, assumption, remedy of every diagnostic.
TextTable diagnosticsTable(const std::vector<const MapInfo*>& files);

}  // namespace vitrine
