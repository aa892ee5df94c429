// The one table of options: parsing, validation and help come from it.
#pragma once

#include "app/cli/arguments.hpp"

#include <span>
#include <string_view>

namespace vitrine::cli {

/// Bits of Option::commands.
inline constexpr unsigned kWindow = 1, kReport = 2, kInfo = 4, kDemo = 8, kEstimate = 16, kThumbnail = 32,
                          kCompare = 64;

struct Option {
  std::string_view name;     ///< without the dashes
  std::string_view value;    ///< what the help calls it; empty: the option takes no value
  std::string_view meaning;  ///< one sentence, with the default
  unsigned commands;
  void (*apply)(Arguments&, const std::string& value);  ///< @throws UsageError
  bool repeatable = false;

  bool belongsTo(Command command) const;
};

std::span<const Option> optionTable();

}  // namespace vitrine::cli
