#include "app/session/session.hpp"

#include "app/session/view_json.hpp"
#include "core/base/error.hpp"
#include "core/base/version.hpp"
#include "core/mapio/hash.hpp"
#include "core/mapio/writer.hpp"
#include "core/report/json_text.hpp"
#include "core/report/result_json.hpp"

#include <QDateTime>

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace vitrine::ui {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::pair<ByteOrder, const char*> kByteOrders[] = {{ByteOrder::Little, "little"}, {ByteOrder::Big, "big"}};
constexpr std::pair<Mode0, const char*> kModes[] = {
    {Mode0::Signed, "signed"}, {Mode0::Unsigned, "unsigned"}, {Mode0::ImodOffset, "imod_offset"}};
constexpr std::pair<NonFinitePolicy, const char*> kNonFinite[] = {{NonFinitePolicy::Keep, "keep"},
                                                                  {NonFinitePolicy::Zero, "zero"}};

template <class Enum, std::size_t count>
Json wordJson(const std::pair<Enum, const char*> (&words)[count], const std::optional<Enum>& value) {
  for (const auto& [known, word] : words)
    if (value == known) return word;
  return nullptr;
}

template <class Enum, std::size_t count>
std::optional<Enum> fromWord(const std::pair<Enum, const char*> (&words)[count], const Json& json) {
  if (json.is_null()) return {};
  for (const auto& [known, word] : words)
    if (json == word) return known;
  throw InputError("unknown word " + json.dump());
}

template <class T>
Json orNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class T>
std::optional<T> optionalFrom(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(json.get<T>());
}

// --- files ---

Json fileJson(const Session& session, const fs::path& file, const fs::path& folder) {
  const fs::path relative = file.lexically_relative(folder);
  const auto known = session.sha256.find(file);
  return {{"path", file.string()},
          {"relative", relative.empty() ? Json(nullptr) : Json(relative.string())},
          {"sha256", known != session.sha256.end() ? Json(known->second) : Json(nullptr)}};
}

Json fileJson(const Session& session, const std::optional<fs::path>& file, const fs::path& folder) {
  return file ? fileJson(session, *file, folder) : Json(nullptr);
}

Json inputsJson(const Session& session, const fs::path& folder) {
  const OpenRequest& request = session.request;
  Json curves = Json::array();
  for (const fs::path& file : request.authorCurves) curves.push_back(fileJson(session, file, folder));
  return {{"map", fileJson(session, request.map, folder)},
          {"half1", fileJson(session, request.half1, folder)},
          {"half2", fileJson(session, request.half2, folder)},
          {"mask", fileJson(session, request.mask, folder)},
          {"model", fileJson(session, request.model, folder)},
          {"entry", fileJson(session, request.entry, folder)},
          {"author_curves", std::move(curves)}};
}

bool isThere(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

fs::path fileFrom(const Json& json, const fs::path& folder, Session& session) {
  fs::path file = json.at("path").get<std::string>();
  if (file.empty()) throw InputError("an input file has no name");
  if (const Json& relative = json.at("relative"); !relative.is_null()) {
    const fs::path beside = (folder / relative.get<std::string>()).lexically_normal();
    if (isThere(beside)) file = beside;
  }
  if (const Json& hash = json.at("sha256"); !hash.is_null()) session.sha256[file] = hash.get<std::string>();
  return file;
}

std::optional<fs::path> optionalFile(const Json& json, const fs::path& folder, Session& session) {
  return json.is_null() ? std::nullopt : std::optional(fileFrom(json, folder, session));
}

void readInputs(const Json& json, const fs::path& folder, Session& session) {
  OpenRequest& request = session.request;
  request.map = fileFrom(json.at("map"), folder, session);
  request.half1 = optionalFile(json.at("half1"), folder, session);
  request.half2 = optionalFile(json.at("half2"), folder, session);
  request.mask = optionalFile(json.at("mask"), folder, session);
  request.model = optionalFile(json.at("model"), folder, session);
  request.entry = optionalFile(json.at("entry"), folder, session);
  for (const Json& file : json.at("author_curves")) request.authorCurves.push_back(fileFrom(file, folder, session));
}

// --- settings ---

Json hintsJson(const ReadHints& hints) {
  return {{"voxel_size_A", orNull(hints.voxelSize)},
          {"byte_order", wordJson(kByteOrders, hints.byteOrder)},
          {"mode0", wordJson(kModes, hints.mode0)},
          {"volume_index", orNull(hints.volumeIndex)},
          {"as_volume", hints.asVolume},
          {"strict", hints.strict},
          {"nonfinite", wordJson(kNonFinite, std::optional(hints.nonFinite))}};
}

ReadHints hintsFrom(const Json& json) {
  ReadHints hints;
  hints.voxelSize = optionalFrom<Vector3>(json.at("voxel_size_A"));
  hints.byteOrder = fromWord(kByteOrders, json.at("byte_order"));
  hints.mode0 = fromWord(kModes, json.at("mode0"));
  hints.volumeIndex = optionalFrom<int>(json.at("volume_index"));
  hints.asVolume = json.at("as_volume").get<bool>();
  hints.strict = json.at("strict").get<bool>();
  hints.nonFinite = fromWord(kNonFinite, json.at("nonfinite")).value_or(NonFinitePolicy::Keep);
  return hints;
}

Json settingsJson(const OpenRequest& request) {
  return {{"threshold", orNull(request.threshold)},
          {"resolution_A", orNull(request.resolution)},
          {"symmetry", request.symmetry},
          {"seed", request.seed},
          {"parameters", request.parameters}};
}

void readSettings(const Json& json, OpenRequest& request) {
  request.threshold = optionalFrom<double>(json.at("threshold"));
  request.resolution = optionalFrom<double>(json.at("resolution_A"));
  request.symmetry = json.at("symmetry").get<std::string>();
  request.seed = json.at("seed").get<std::uint64_t>();
  request.parameters = json.at("parameters").get<std::map<std::string, std::string>>();
}

// --- checks ---

Json checksJson(const Session& session) {
  Json results = Json::array();
  for (const KeptResult& kept : session.results)
    results.push_back({{"current", kept.isCurrent}, {"result", resultJson(kept.result)}});
  return {{"ticked", session.ticked}, {"selected", session.selected}, {"results", std::move(results)}};
}

void readChecks(const Json& json, Session& session) {
  session.ticked = json.at("ticked").get<std::vector<std::string>>();
  session.selected = json.at("selected").get<std::string>();
  for (const Json& kept : json.at("results"))
    session.results.push_back({resultFromJson(kept.at("result")), kept.at("current").get<bool>()});
}

Session sessionFrom(const Json& json, const fs::path& folder) {
  if (!json.is_object() || !json.contains("schema")) throw InputError("it is no session of Vitrine");
  const std::string schema = json.at("schema").is_string() ? json.at("schema").get<std::string>() : "";
  if (schema != kSessionSchema)
    throw InputError(schema.starts_with("vitrine-session/")
                         ? "it was saved by a newer version of Vitrine (" + schema + "); open it with that one"
                         : std::string("it is no session of Vitrine"));
  Session session;
  readInputs(json.at("inputs"), folder, session);
  session.request.hints = hintsFrom(json.at("hints"));
  readSettings(json.at("settings"), session.request);
  session.view = viewFromJson(json.at("view"));
  readChecks(json.at("checks"), session);
  session.saved = json.at("saved").get<std::string>();
  if (const Json& savedAs = json.at("saved_as"); !savedAs.is_null()) session.savedAs = savedAs.get<std::string>();
  return session;
}

}  // namespace

bool isSessionFile(const fs::path& file) { return file.extension() == ".vitrine"; }

void replaceInput(OpenRequest& request, const fs::path& from, const fs::path& to) {
  if (request.map == from) request.map = to;
  for (auto* file : {&request.half1, &request.half2, &request.mask, &request.model, &request.entry})
    if (*file == from) *file = to;
  std::ranges::replace(request.authorCurves, from, to);
}

std::string sessionText(const Session& session, const fs::path& folder) {
  return prettyJson({{"schema", kSessionSchema},
                     {"program", {{"name", "vitrine"}, {"version", kVersion}}},
                     {"saved", session.saved},
                     {"saved_as", session.savedAs.empty() ? Json(nullptr) : Json(session.savedAs.string())},
                     {"inputs", inputsJson(session, folder)},
                     {"hints", hintsJson(session.request.hints)},
                     {"settings", settingsJson(session.request)},
                     {"view", viewJson(session.view)},
                     {"checks", checksJson(session)}});
}

void writeSession(const Session& session, const fs::path& file) {
  Session stamped = session;
  stamped.saved = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
  writeAtomically(file, sessionText(stamped, fs::absolute(file).parent_path()));
}

Session readSession(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream.is_open())
    throw InputError(file.string() + ": the session cannot be opened; check the name and that you may read it");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    return sessionFrom(Json::parse(text), fs::absolute(file).parent_path());
  } catch (const nlohmann::json::exception& error) {
    throw InputError(file.string() + ": the session is damaged: " + error.what());
  } catch (const InputError& error) {
    throw InputError(file.string() + ": " + error.what());
  }
}

std::vector<fs::path> missingFiles(const std::vector<fs::path>& files) {
  std::vector<fs::path> missing;
  for (const fs::path& file : files)
    if (!isThere(file)) missing.push_back(file);
  return missing;
}

void FileHashes::learn(const MapInfo& info) {
  const std::string& hash = info.sha256File.empty() ? info.sha256 : info.sha256File;
  if (hash.empty()) return;
  const std::scoped_lock lock(m_mutex);
  m_known[fs::absolute(info.file).lexically_normal()] = {info.stamp.bytes, info.stamp.modifiedNs, hash};
}

std::string FileHashes::of(const fs::path& file, std::int64_t largest, const Progress& progress) {
  struct stat now {};
  if (stat(file.c_str(), &now) != 0 || !S_ISREG(now.st_mode)) return {};
  const std::int64_t modified = std::int64_t{now.st_mtim.tv_sec} * 1'000'000'000 + now.st_mtim.tv_nsec;
  {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_known.find(file);
    if (found != m_known.end() && found->second.bytes == now.st_size && found->second.modifiedNs == modified)
      return found->second.sha256;
  }
  if (now.st_size > largest) return {};
  std::ifstream stream(file, std::ios::binary);
  if (!stream.is_open()) return {};
  Sha256 hash;
  std::vector<char> block(1 << 20);
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
    progress.throwIfStopped();
    hash.update(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return {};
  std::string hex = hash.hex();
  const std::scoped_lock lock(m_mutex);
  m_known[file] = {now.st_size, modified, hex};
  return hex;
}

}  // namespace vitrine::ui
