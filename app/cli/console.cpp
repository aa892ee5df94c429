#include "app/cli/console.hpp"

#include "core/base/number_text.hpp"

#include <unistd.h>
#include <algorithm>
#include <cstdio>

namespace vitrine::cli {
namespace {

constexpr auto kTerminalInterval = std::chrono::milliseconds(100);
constexpr auto kLogInterval = std::chrono::seconds(10);
constexpr std::size_t kTerminalWidth = 78;

/// One line whatever a file name or a library's message holds.
std::string oneLine(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
  return line;
}

}  // namespace

void printError(std::string_view text) { std::fprintf(stderr, "vitrine: error: %s\n", oneLine(text).c_str()); }

void printNote(std::string_view text) { std::fprintf(stderr, "vitrine: %s\n", oneLine(text).c_str()); }

void printDiagnostic(const Diagnostic& diagnostic) {
  if (diagnostic.severity() == Severity::Note) return;
  std::fprintf(stderr, "vitrine: %s: %s\n", std::string(severityName(diagnostic.severity())).c_str(),
               oneLine(diagnostic.line()).c_str());
}

ProgressLine::ProgressLine() : m_onTerminal(isatty(STDERR_FILENO) != 0) {}

void ProgressLine::begin(const std::string& step) {
  const std::scoped_lock lock(m_mutex);
  m_step = step;
  m_last = Clock::now();
  write(step);
}

void ProgressLine::progress(double fraction, std::string_view stage) noexcept {
  try {
    show({}, fraction, stage);
  } catch (...) {  // a message less
  }
}

void ProgressLine::show(const std::string& step, double fraction, std::string_view stage) {
  const std::scoped_lock lock(m_mutex);
  const auto now = Clock::now();
  if (now - m_last < (m_onTerminal ? Clock::duration(kTerminalInterval) : Clock::duration(kLogInterval))) return;
  m_last = now;
  std::string text = (step.empty() ? m_step : step) + "  " + fixedText(100 * fraction, 0) + " %";
  if (!stage.empty()) text += "  " + std::string(stage);
  write(text);
}

void ProgressLine::clear() {
  const std::scoped_lock lock(m_mutex);
  if (m_visible) std::fputs("\r\033[K", stderr);
  m_visible = false;
}

void ProgressLine::write(const std::string& text) {
  const std::string line = oneLine(text);
  if (m_onTerminal) {
    std::fprintf(stderr, "\r\033[K%s", line.substr(0, kTerminalWidth).c_str());
    std::fflush(stderr);
    m_visible = true;
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

}  // namespace vitrine::cli
