// What the command line prints: one-line messages, and how far the work is. Exit statuses.
#pragma once

#include "core/base/progress.hpp"
#include "core/mapio/diagnostic.hpp"

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace vitrine::cli {

enum ExitStatus : int {
  kMeasured = 0,
  kNotAllMeasured = 1,
  kWrongUsage = 2,
  kInputUnusable = 3,
  kOutputNotWritten = 4,
  kInterrupted = 128,  ///< plus the signal's number: 130 after Ctrl-C
};

/// "vitrine: error: text" on stderr, one line.
void printError(std::string_view text);
/// "vitrine: text" on stderr, one line.
void printNote(std::string_view text);
/// "vitrine: error: file: message remedy", or "warning"; notes are not printed.
void printDiagnostic(const Diagnostic& diagnostic);

/// How far the work is, on stderr: one line rewritten in place on a terminal; elsewhere a line when a step begins and
/// then at most one in ten seconds. Thread-safe.
class ProgressLine final : public ProgressSink {
public:
  ProgressLine();
  ~ProgressLine() override { clear(); }
  /// What progress() talks about from now on: "reading emd.map".
  void begin(const std::string& step);
  void progress(double fraction, std::string_view stage) noexcept override;
  /// As progress(), with the step named.
  void show(const std::string& step, double fraction, std::string_view stage);
  /// Takes the line away, for other output.
  void clear();

private:
  using Clock = std::chrono::steady_clock;
  void write(const std::string& text);

  std::mutex m_mutex;
  std::string m_step;
  bool m_onTerminal;
  bool m_visible = false;
  Clock::time_point m_last;
};

}  // namespace vitrine::cli
