// Predicted time and memory of a run, from sizes alone: the sheet before a run and `vitrine estimate`.
#pragma once

#include "core/checks/check.hpp"

#include <string>
#include <vector>

namespace vitrine {

struct CheckEstimate {
  std::string id, title;
  double seconds = 0;  ///< wall time alone on this many threads, products it builds first included in the first user
  Bytes peak = 0;      ///< memory charged at most while it runs
  std::string doesNotApply;  ///< why it will not run; empty: it will
  bool fits = true;          ///< peak is within the budget
};

struct RunEstimate {
  std::vector<CheckEstimate> checks;
  double seconds = 0;  ///< of the whole run
  Bytes peak = 0;      ///< of the whole run
  Bytes budget = 0;
};

/// @param ids  in report order
RunEstimate estimateRun(const Inputs& inputs, const std::vector<std::string>& ids, int threads, Bytes budget);

}  // namespace vitrine
