// What the EMDB knows of an entry, from its per-entry JSON saved as a file or from the header XML of a mirror.
#pragma once

#include "core/volume/grid.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {

/// Absent or unreadable nodes are empty: the archive's files differ in what they hold.
struct EntryMetadata {
  std::string id, title, authors;      ///< authors separated by ", "
  std::string date;                    ///< of deposition, ISO 8601, as given
  std::optional<double> resolution;    ///< A, of the first final reconstruction
  std::optional<double> contourLevel;  ///< of the primary contour, else of the first
  std::optional<Vector3> voxelSize;    ///< A
};

/// @param name  for messages. @throws InputError if the text is no JSON object or tells nothing we know
EntryMetadata parseEntry(std::string_view json, const std::string& name);
/// The header file of an entry on the archive: data model 3, or 1.9. @throws InputError as parseEntry(), or naming line
/// and column
EntryMetadata parseEntryXml(std::string_view xml, const std::string& name);
/// JSON or XML, judged by its first character; also compressed; up to 64 MiB. @throws InputError
EntryMetadata readEntry(const std::filesystem::path& file);

}  // namespace vitrine
