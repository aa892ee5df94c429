// What a check is. Adding one: a folder core/checks/<name>/, one line in registry.def, docs/checks/<id>.md,
// tests/checks/<name>_test.cpp.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/products/context.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// Texts of the report, in one place. ASCII; "A" after a number is printed as the Angstrom sign.
struct CheckInfo {
  std::string_view id;           ///< "0.a"
  std::string_view title;        ///< "Mass analysis"
  std::string_view method;       ///< short name in lists of resolutions: "Blocres"
  std::string_view explanation;  ///< what is asked and how it is answered, for someone who is not a statistician
  std::string_view criteria;     ///< the rules that give a warning, in words, with the limits
  std::string_view advice;       ///< what to do when it warns
  std::string_view citation;     ///< authors, year, DOI; several separated by "; "
};

/// Answered from sizes alone, before anything is loaded.
struct Requirements {
  std::vector<ProductNeed> products;  ///< what it will ask the context for
  Bytes privatePeak = 0;              ///< what it allocates itself at most
  /// Why the check does not apply to these inputs; empty if it does ("no resolution was reported").
  std::string doesNotApply;
  /// What building products takes is never there together with what it allocates itself: it asks the context for all
  /// of them before, or after it has given that back.
  bool buildsFirst = false;
};

/// One settable parameter of a check (--param 0.c.effect_limit=0.1).
struct ParameterInfo {
  std::string_view name, meaning, defaultValue;
};

class Check {
public:
  virtual ~Check() = default;
  virtual const CheckInfo& info() const = 0;
  virtual std::vector<ParameterInfo> parameters() const { return {}; }
  virtual Requirements requirements(const Inputs& inputs) const = 0;
  /// Fills numbers, plots, warnings; status and times are set by guardedRun. Keeps no state.
  /// @throws NotApplicable, NotMeasurable, InputError, MemoryError, Cancelled
  virtual CheckResult run(const ValidationContext& context, Progress& progress) const = 0;
};

}  // namespace vitrine
