#include "core/report/file_rows.hpp"

#include "core/base/number_text.hpp"
#include "core/report/sections.hpp"

namespace vitrine {

std::string sizeText(const Index3& size) {
  return std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x " + std::to_string(size[2]);
}

std::string lengthsText(const Vector3& lengths, int decimals) {
  return fixedText(lengths[0], decimals) + ", " + fixedText(lengths[1], decimals) + ", " +
         fixedText(lengths[2], decimals) + " A";
}

std::string voxelText(const Grid& grid) {
  if (!grid.hasVoxelSize()) return "(not known)";
  const auto& size = grid.voxelSize;
  if (size[0] == size[1] && size[1] == size[2]) return fixedText(size[0], 6) + " A";
  return lengthsText(size, 6);
}

std::string modeText(const MapInfo& info) {
  std::string text = std::to_string(info.mode) + " (" + info.modeName;
  if (info.mode != 0) text += info.byteOrder == ByteOrder::Little ? ", little-endian" : ", big-endian";
  return text + ")";
}

void addIdentity(const MapInfo& info, NumberTable& table) {
  table.rows.push_back({"File", fileLabel(info.file), bytesText(info.fileBytes)});
  const bool isCompressed = info.compression != Compression::None;
  const std::string unpacked = isCompressed ? "of the unpacked bytes, as in the EMDB" : "";
  table.rows.push_back({"SHA-256", info.sha256.empty() ? "(not known: not loaded)" : info.sha256, unpacked});
  if (!info.sha256File.empty())
    table.rows.push_back(
        {"SHA-256 of the file", info.sha256File, "compressed with " + std::string(compressionName(info.compression))});
  if (info.volumes > 1)
    table.rows.push_back({"Volume", std::to_string(info.volumeIndex + 1) + " of " + std::to_string(info.volumes),
                          "the file holds a stack of volumes; the others are not judged"});
}

TextTable diagnosticsTable(const std::vector<const MapInfo*>& files) {
  TextTable table;
  table.caption = "What the reader noticed, repaired or doubts.";
  table.header = {"Id", "File", "What", "Assumption", "Remedy"};
  for (const MapInfo* info : files)
    for (const Diagnostic& diagnostic : info->diagnostics)
      table.rows.push_back({diagnostic.id, fileLabel(info->file), diagnostic.message,
                            diagnostic.assumption.empty() ? "-" : diagnostic.assumption,
                            diagnostic.remedy.empty() ? "-" : diagnostic.remedy});
  return table;
}

}  // namespace vitrine
