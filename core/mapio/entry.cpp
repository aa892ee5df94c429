#include "core/mapio/entry.hpp"

#include "core/base/error.hpp"
#include "core/mapio/text_file.hpp"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace vitrine {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestFile = 64 << 20;

/// The node at a path of keys; a list on the way stands for its first element. nullptr if there is none.
const Json* at(const Json* node, std::initializer_list<const char*> path) {
  for (const char* key : path) {
    if (node->is_array()) {
      if (node->empty()) return nullptr;
      node = &node->front();
    }
    if (!node->is_object()) return nullptr;
    const auto found = node->find(key);
    if (found == node->end()) return nullptr;
    node = &*found;
  }
  return node;
}

/// Text of an element, which holds attributes beside it in "valueOf_" or is plain.
std::string textOf(const Json* node) {
  if (node != nullptr && node->is_object()) node = at(node, {"valueOf_"});
  return node != nullptr && node->is_string() ? node->get<std::string>() : std::string();
}

/// A finite number, which may be written as a string.
std::optional<double> numberOf(const Json* node) {
  if (node != nullptr && node->is_object()) node = at(node, {"valueOf_"});
  if (node == nullptr) return {};
  double value = 0;
  if (node->is_number()) {
    value = node->get<double>();
  } else if (node->is_string()) {
    const auto& text = node->get_ref<const std::string&>();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
  } else {
    return {};
  }
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> positive(std::optional<double> value) { return value && *value > 0 ? value : std::nullopt; }

std::string authorsOf(const Json& entry) {
  const Json* list = at(&entry, {"admin", "authors_list", "author"});
  if (list == nullptr) return {};
  std::string authors;
  const auto add = [&](const Json& author) {
    const std::string name = textOf(&author);
    if (!name.empty()) authors += (authors.empty() ? "" : ", ") + name;
  };
  if (list->is_array()) {
    for (const Json& author : *list) add(author);
  } else {
    add(*list);
  }
  return authors;
}

std::optional<double> contourOf(const Json& entry) {
  const Json* list = at(&entry, {"map", "contour_list", "contour"});
  if (list == nullptr) return {};
  if (!list->is_array()) return numberOf(at(list, {"level"}));
  for (const Json& contour : *list) {
    const Json* primary = at(&contour, {"primary"});
    const bool isPrimary = primary != nullptr && ((primary->is_boolean() && primary->get<bool>()) ||
                                                  (primary->is_string() && *primary == "true"));
    if (isPrimary)
      if (const auto level = numberOf(at(&contour, {"level"}))) return level;
  }
  return list->empty() ? std::nullopt : numberOf(at(&list->front(), {"level"}));
}

std::optional<Vector3> voxelOf(const Json& entry) {
  Vector3 size{};
  const char* axes[] = {"x", "y", "z"};
  for (std::size_t a = 0; a < 3; ++a) {
    const auto edge = positive(numberOf(at(&entry, {"map", "pixel_spacing", axes[a]})));
    if (!edge) return {};
    size[a] = *edge;
  }
  return size;
}

}  // namespace

EntryMetadata parseEntry(std::string_view json, const std::string& name) {
  const Json entry = Json::parse(json, nullptr, false);
  if (!entry.is_object())
    throw InputError(name + ": this is not the JSON of an EMDB entry; save it from the EMDB's entry page");
  EntryMetadata data;
  data.id = textOf(at(&entry, {"emdb_id"}));
  data.title = textOf(at(&entry, {"admin", "title"}));
  data.authors = authorsOf(entry);
  data.date = textOf(at(&entry, {"admin", "key_dates", "deposition"}));
  data.resolution = positive(numberOf(at(&entry, {"structure_determination_list", "structure_determination",
                                                  "image_processing", "final_reconstruction", "resolution"})));
  data.contourLevel = contourOf(entry);
  data.voxelSize = voxelOf(entry);
  if (data.id.empty() && data.title.empty() && !data.resolution && !data.contourLevel)
    throw InputError(name +
                     ": this JSON holds neither an entry's id nor title, resolution or contour level; save the " +
                     "EMDB's per-entry JSON");
  return data;
}

EntryMetadata readEntry(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    throw InputError(file.string() + ": the entry is a folder; name its JSON file");
  const std::string text = readTextFile(file, kLargestFile, "the metadata of an entry");
  const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string::npos || text[first] != '<') return parseEntry(text, file.string());
  return parseEntryXml(std::string_view(text).substr(first), file.string());
}

}  // namespace vitrine
