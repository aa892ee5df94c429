// Everything the reader noticed, repaired or doubts, as data with a stable id. Ids: docs/user/diagnostics.md.
#pragma once

#include "core/base/error.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

enum class Severity { Error, Warning, Note };

/// One deviation of one file. Ids never change: scripts match them. E-: cannot be used, W-: used after an assumption
/// that may be wrong, N-: harmless deviation.
struct Diagnostic {
  std::string id;                             ///< "W-VOXEL1"
  std::string file;                           ///< path as the user gave it
  std::string message;                        ///< one sentence with the values filled in
  std::map<std::string, std::string> values;  ///< field -> offending value
  std::string assumption;                     ///< what was assumed instead; empty for errors
  std::string remedy;                         ///< what the user can do; empty if nothing is needed

  Severity severity() const {
    return id.starts_with("E-") ? Severity::Error : id.starts_with("W-") ? Severity::Warning : Severity::Note;
  }
  /// "file: message remedy": the one line printed on stderr.
  std::string line() const;
};

/// "error", "warning", "note".
std::string_view severityName(Severity severity);

/// A file that cannot be read or used, with the diagnostic that says why.
class MapError : public InputError {
public:
  explicit MapError(Diagnostic diagnostic) : InputError(diagnostic.line()), m_diagnostic(std::move(diagnostic)) {}
  const Diagnostic& diagnostic() const noexcept { return m_diagnostic; }

private:
  Diagnostic m_diagnostic;
};

}  // namespace vitrine
