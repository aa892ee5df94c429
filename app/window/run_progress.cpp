#include "app/window/run_progress.hpp"

#include <algorithm>

namespace vitrine::ui {

RunProgress::RunProgress(const RunEstimate& run) : m_predicted(run.seconds) {
  constexpr double kLeast = 0.02;  // s: what nothing is still something to wait for
  for (const CheckEstimate& check : run.checks) m_checks[check.id].weight = std::max(check.seconds, kLeast);
}

void RunProgress::report(const std::string& id, double fraction) {
  const auto found = m_checks.find(id);
  if (found != m_checks.end() && !found->second.isFinished)
    found->second.fraction = std::max(found->second.fraction, std::clamp(fraction, 0.0, 1.0));
}

void RunProgress::finish(const std::string& id) {
  const auto found = m_checks.find(id);
  if (found == m_checks.end()) return;
  found->second.fraction = 1;
  found->second.isFinished = true;
}

int RunProgress::finished() const {
  return static_cast<int>(std::ranges::count_if(m_checks, [](const auto& check) { return check.second.isFinished; }));
}

double RunProgress::fraction() const {
  double done = 0, all = 0;
  for (const auto& [id, part] : m_checks) {
    done += part.weight * part.fraction;
    all += part.weight;
  }
  return all > 0 ? done / all : 1;
}

std::optional<double> RunProgress::secondsLeft(double elapsed) const {
  constexpr double kFrom = 1;  // s: earlier than that nobody can read it
  const double done = fraction();
  if (elapsed < kFrom) return {};
  const double predicted = m_predicted * (1 - done);
  if (done <= 0) return predicted;
  const double measured = elapsed * (1 - done) / done;
  return done * measured + (1 - done) * predicted;
}

}  // namespace vitrine::ui
