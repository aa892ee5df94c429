// Predicted time and memory of a run, from sizes alone: the sheet before a run and `vitrine estimate`.
#pragma once

#include "core/checks/check.hpp"

#include <string>
#include <vector>

namespace vitrine {

struct CheckEstimate {
  std::string id, title;
  /// Wall time alone on this many threads; a product that several checks use counts for the first of them. 0 if it will
  /// not run.
  double seconds = 0;
  Bytes peak = 0;  ///< memory charged at most while it runs with nothing in memory before, as the schedule counts
  std::string doesNotApply;  ///< why it will not run, or will end without a number at once; empty: it will
  bool fits = true;          ///< peak is within the budget
};

struct RunEstimate {
  std::vector<CheckEstimate> checks;
  double seconds = 0;  ///< of the whole run
  Bytes peak = 0;      ///< of the whole run
  Bytes budget = 0;
};

/// Arithmetic on sizes (microseconds): nothing is opened. Times come from costs measured on one machine
/// (core/run/costs.cpp) and are good to a factor of a few elsewhere; memory is what the schedule admits by.
/// @param ids  in report order. @throws InputError for an unknown id
RunEstimate estimateRun(const Inputs& inputs, const std::vector<std::string>& ids, int threads, Bytes budget);

}  // namespace vitrine
