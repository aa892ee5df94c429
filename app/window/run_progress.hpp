// How far a whole run is and how long it will still take.
#pragma once

#include "core/run/estimate.hpp"

#include <map>
#include <optional>
#include <string>

namespace vitrine::ui {

/// Checks count by their predicted times, so that a long one does not stand at "15 of 16" for minutes.
class RunProgress {
public:
  RunProgress() = default;
  explicit RunProgress(const RunEstimate& run);

  void report(const std::string& id, double fraction);
  void finish(const std::string& id);
  int checks() const { return static_cast<int>(m_checks.size()); }
  int finished() const;
  /// 0..1
  double fraction() const;
  /// From the prediction at first, more and more from what the run has shown. Empty as long as there is nothing to go
  /// by. @param elapsed  since the start
  std::optional<double> secondsLeft(double elapsed) const;

private:
  struct Part {
    double weight = 0, fraction = 0;
    bool isFinished = false;
  };
  std::map<std::string, Part> m_checks;
  double m_predicted = 0;
};

}  // namespace vitrine::ui
