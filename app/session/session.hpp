// A session as data: the files of the entry, what was set, what was looked at, what was found.
#pragma once

#include "app/window/view_state.hpp"
#include "core/checks/check_result.hpp"
#include "core/mapio/map_info.hpp"
#include "core/run/open.hpp"

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace vitrine::ui {

inline constexpr const char* kSessionSchema = "vitrine-session/1";
/// "work.vitrine": by the end of its name, whatever is in it.
bool isSessionFile(const std::filesystem::path& file);

struct KeptResult {
  CheckResult result;
  bool isCurrent = true;  ///< of the inputs and settings of the session, not of older ones
};

struct Session {
  OpenRequest request;  ///< absolute paths
  /// SHA-256 of input files as they lie on disk, by path; those that are not known are absent.
  std::map<std::filesystem::path, std::string> sha256;
  ViewState view;
  std::vector<std::string> ticked;  ///< checks
  std::string selected;             ///< check in the details
  std::vector<KeptResult> results;
  std::filesystem::path savedAs;  ///< in an autosave: the session file it continues; else empty
  std::string saved;              ///< when, UTC, ISO 8601; filled in by writeSession()
};

/// The same request with every path equal to `from` replaced.
void replaceInput(OpenRequest& request, const std::filesystem::path& from, const std::filesystem::path& to);

/// The session's text; paths also as seen from `folder`, where they have a common root.
std::string sessionText(const Session& session, const std::filesystem::path& folder);
/// Atomically: the file is the old one or the new one at any moment. @throws OutputError
void writeSession(const Session& session, const std::filesystem::path& file);

/// Each input path is the one relative to the session if there is such a file, else the absolute one: a folder that was
/// moved as a whole, or a session that was moved alone, finds its files.
/// @throws InputError  no session, of a newer schema, damaged; or it cannot be opened
Session readSession(const std::filesystem::path& file);

/// Of `files` those that do not exist.
std::vector<std::filesystem::path> missingFiles(const std::vector<std::filesystem::path>& files);

/// SHA-256 of files, computed once for as long as a file does not change. For any thread.
class FileHashes {
public:
  /// What loading has told already.
  void learn(const MapInfo& info);
  /// Reads the file if it has to and it is not larger than `largest`. Empty if that was not done. @throws Cancelled
  std::string of(const std::filesystem::path& file, std::int64_t largest, const Progress& progress);

private:
  struct Known {
    std::int64_t bytes = 0, modifiedNs = 0;
    std::string sha256;
  };
  std::mutex m_mutex;
  std::map<std::filesystem::path, Known> m_known;
};

}  // namespace vitrine::ui
