#include "app/cli/command_table.hpp"

#include "app/cli/option_table.hpp"

#include <algorithm>

namespace vitrine::cli {
namespace {

constexpr CommandRow kCommands[] = {
    {Command::Window, "", kWindow, "[MAP ...]", "open the window, with the files named or a folder",
     "Vitrine judges cryo-EM maps before deposition. Several files, or a folder, find their roles by themselves.\n"},
    {Command::Report, "report", kReport, "MAP", "run the checks and write report files, without a display",
     "Runs the checks on a map, prints one verdict a check and writes the report files asked for.\n"
     "Exit status: 0 all measured (warnings are results), 1 a check could not be measured, 2 wrong usage,\n"
     "3 an input cannot be used, 4 an output cannot be written, 130 interrupted.\n"},
    {Command::Compare, "compare", kCompare, "A B", "every number of two maps or reports with its difference",
     "Measures two maps, or reads their results from files of vitrine report --json, and prints what differs:\n"
     "B - A. A and B are each a map, a job folder (as --from of report) or such a file. Options without -b are\n"
     "those of A; what says how to read and measure holds for both.\n"
     "Exit status: 0 all measured, 1 a check could not be measured, 2 wrong usage, 3 an input cannot be used,\n"
     "4 an output cannot be written, 130 interrupted.\n"},
    {Command::Estimate, "estimate", kEstimate, "MAP", "predicted time and memory of every check; runs nothing",
     "Reads headers only and says what the checks would take: seconds and the highest memory, each alone and\n"
     "together. Times come from one machine and are right to a factor of a few; memory is what a run reserves.\n"
     "Exit status: 0 predicted, 2 wrong usage, 3 an input cannot be used, 4 the output cannot be written.\n"},
    {Command::Info, "info", kInfo, "MAP", "header, statistics and what the reader doubts",
     "Reads the whole map and prints header, statistics and what was repaired or is doubted.\n"
     "Exit status: 0 read, 2 wrong usage, 3 the map cannot be used, 4 the output cannot be written.\n"},
    {Command::Demo, "demo", kDemo, "[DIR]", "write the built-in examples with the commands to try",
     "Writes the built-in examples to DIR, by default ./vitrine-demo: a map with half maps simulated from the\n"
     "atomic model 7DDO, the deposited map EMD-6824, what is known of both, and a README.txt with the\n"
     "commands to try. Existing files are never changed.\n"},
    {Command::Thumbnail, "thumbnail", kThumbnail, "MAP OUT.png", "a small picture of a map, for file managers",
     "Draws the surface of a map, or its central slice where no surface can be drawn, as a square PNG. Reads a\n"
     "sample of the voxels, so that a large map takes no longer than a small one.\n"
     "Exit status: 0 written, 2 wrong usage, 3 the map cannot be used, 4 the picture cannot be written.\n"},
};

}  // namespace

std::span<const CommandRow> commandTable() { return kCommands; }

const CommandRow& commandRow(Command command) { return *std::ranges::find(kCommands, command, &CommandRow::command); }

const CommandRow* findCommand(std::string_view word) {
  const auto found = std::ranges::find(kCommands, word, &CommandRow::word);
  return found == std::end(kCommands) || word.empty() ? nullptr : &*found;
}

std::string commandName(Command command) {
  const std::string_view word = commandRow(command).word;
  return word.empty() ? "vitrine" : std::string("vitrine ").append(word);
}

std::string commandWords() {
  std::string words;
  for (const CommandRow& row : kCommands)
    if (!row.word.empty()) words.append(words.empty() ? "" : ", ").append(row.word);
  return words;
}

}  // namespace vitrine::cli
