// The one table of commands: parsing, help, completion and the man page come from it.
#pragma once

#include "app/cli/arguments.hpp"

#include <span>
#include <string>
#include <string_view>

namespace vitrine::cli {

struct CommandRow {
  Command command;
  std::string_view word;          ///< "report"; empty: the window, which has none
  unsigned bit;                   ///< of Option::commands
  std::string_view operands;      ///< "MAP", "[DIR]", "IN OUT.png"
  std::string_view summary;       ///< what it does, fits after the usage in one line
  std::string_view introduction;  ///< of its help, from the second line on
};

std::span<const CommandRow> commandTable();
const CommandRow& commandRow(Command command);
/// The command of this word; nullptr if there is none.
const CommandRow* findCommand(std::string_view word);
/// "vitrine", "vitrine report".
std::string commandName(Command command);
/// "report, info, demo".
std::string commandWords();

}  // namespace vitrine::cli
