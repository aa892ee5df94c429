#include "core/mapio/diagnostic.hpp"

namespace vitrine {

std::string Diagnostic::line() const {
  std::string text = file.empty() ? message : file + ": " + message;
  if (!assumption.empty()) text += " " + assumption;
  if (!remedy.empty()) text += " " + remedy;
  return text + " [" + id + "]";
}

std::string_view severityName(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "note";
}

}  // namespace vitrine
