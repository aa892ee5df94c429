#include "app/cli/arguments.hpp"

#include "app/cli/command_table.hpp"
#include "app/cli/option_table.hpp"
#include "core/base/error.hpp"
#include "core/checks/registry.hpp"

#include <algorithm>
#include <set>

namespace vitrine::cli {
namespace {

std::string withDashes(std::string_view name) { return std::string("--").append(name); }

const Option& findOption(const std::string& name, Command command) {
  std::vector<std::string> known;
  for (const Option& option : optionTable()) {
    if (!option.belongsTo(command)) continue;
    if (option.name == name) return option;
    known.emplace_back(option.name);
  }
  for (const Option& option : optionTable())
    if (option.name == name)
      throw UsageError(commandName(command) + " has no option --" + name + "; see " + commandName(command) + " --help");
  const std::string nearest = nearestWord(name, known);
  throw UsageError(
      "unknown option --" + name +
      (nearest.empty() ? "; see " + commandName(command) + " --help" : "; did you mean --" + nearest + "?"));
}

/// Words that are no options: the map, the folder of demo, the picture of thumbnail, further files of the window.
void takeOperand(Arguments& arguments, const std::string& word, int number) {
  if (number == 0 && arguments.command == Command::Demo)
    arguments.demoFolder = word;
  else if (number == 0)
    arguments.request.map = word;
  else if (arguments.command == Command::Window)
    arguments.moreFiles.emplace_back(word);
  else if (number == 1 && arguments.command == Command::Compare)
    arguments.requestB.map = word;
  else if (number == 1 && arguments.command == Command::Thumbnail)
    arguments.thumbnail = word;
  else
    throw UsageError("\"" + word + "\" is one name too many: " + commandName(arguments.command) + " takes " +
                     std::string(commandRow(arguments.command).operands));
}

/// "vitrine batch": neither a command nor a file.
void refuseUnknownCommand(const Arguments& arguments) {
  const std::filesystem::path& word = arguments.request.map;
  std::error_code error;
  if (arguments.command != Command::Window || word.empty() || std::filesystem::exists(word, error)) return;
  if (word.has_extension() || word.has_parent_path()) return;  // a file name: opening it says what is wrong
  std::vector<std::string> words;
  for (const CommandRow& row : commandTable())
    if (!row.word.empty()) words.emplace_back(row.word);
  const std::string nearest = nearestWord(word.string(), words);
  throw UsageError("\"" + word.string() + "\" is neither a command (" + commandWords() + ") nor a map file" +
                   (nearest.empty() ? "; see vitrine --help" : "; did you mean vitrine " + nearest + "?"));
}

void requireBothHalves(const OpenRequest& request, const std::string& end) {
  if (request.half1.has_value() != request.half2.has_value())
    throw UsageError(std::string("--half") + (request.half1 ? "1" : "2") + end + " was given without --half" +
                     (request.half1 ? "2" : "1") + end + "; name both half maps or neither");
}

void checkTogether(const Arguments& arguments) {
  const OpenRequest& request = arguments.request;
  const bool needsMap = arguments.command != Command::Window && arguments.command != Command::Demo;
  if (arguments.command == Command::Compare && arguments.requestB.map.empty())
    throw UsageError("vitrine compare needs two maps or reports; see vitrine compare --help");
  if (needsMap && request.map.empty() && !arguments.from)
    throw UsageError(commandName(arguments.command) + " needs a map file; see " + commandName(arguments.command) +
                     " --help");
  if (arguments.command == Command::Thumbnail && arguments.thumbnail.empty())
    throw UsageError("vitrine thumbnail needs a map and the picture to write: vitrine thumbnail MAP OUT.png");
  requireBothHalves(request, "");
  requireBothHalves(arguments.requestB, "-b");
  if (arguments.example && (!request.map.empty() || arguments.from))
    throw UsageError("--example opens the built-in map; leave out " +
                     (request.map.empty() ? std::string("--from") : request.map.string()));
  if (!arguments.moreFiles.empty() && arguments.from) throw UsageError("several files and --from: name either");
  if (!arguments.screenshot.empty() && request.map.empty() && !arguments.example && !arguments.from)
    throw UsageError("--screenshot needs a map, or --example");
  if (arguments.fscXml && !request.half1 && !arguments.from)  // whether --from finds them is seen later
    throw UsageError("--fsc-xml needs the two half maps; give --half1 and --half2");
  if (arguments.fscXml && !arguments.checks.empty() &&
      std::ranges::find(arguments.checks, "1.a") == arguments.checks.end())
    throw UsageError("--fsc-xml writes the curve of check 1.a; add 1.a to --checks");
  refuseUnknownCommand(arguments);
}

int editDistance(const std::string& a, const std::string& b) {
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

constexpr std::size_t kMeaningColumn = 26, kLineWidth = 100;

/// "  --name VALUE            meaning", wrapped.
std::string helpLine(const std::string& left, std::string_view meaning) {
  std::string line = "  " + left;
  if (line.size() + 2 > kMeaningColumn)
    line += "\n" + std::string(kMeaningColumn, ' ');
  else
    line.resize(kMeaningColumn, ' ');
  std::string text;
  std::size_t column = kMeaningColumn;
  while (!meaning.empty()) {
    const std::size_t end = std::min(meaning.find(' '), meaning.size());
    if (column + end + 1 > kLineWidth) {
      text += "\n" + std::string(kMeaningColumn, ' ');
      column = kMeaningColumn;
    } else if (column > kMeaningColumn) {
      text += ' ';
      ++column;
    }
    text += meaning.substr(0, end);
    column += end;
    meaning.remove_prefix(std::min(end + 1, meaning.size()));
  }
  return line + text + "\n";
}

std::string introduction(const CommandRow& row) {
  constexpr std::size_t kSummaryColumn = 41;
  if (row.command != Command::Window)
    return std::string("Usage: vitrine ")
               .append(row.word)
               .append(" ")
               .append(row.operands)
               .append(" [options]\n\n")
               .append(row.introduction) +
           "\nOptions:\n";
  std::string text;
  for (const CommandRow& command : commandTable()) {
    std::string line = text.empty() ? "Usage: vitrine" : "       vitrine";
    if (!command.word.empty()) line.append(" ").append(command.word);
    line.append(" ").append(command.operands).append(" [options]");
    line.resize(std::max(line.size() + 2, kSummaryColumn), ' ');
    text += line.append(command.summary).append("\n");
  }
  text += "       vitrine COMMAND --help           the options of one command\n\n";
  return text.append(row.introduction).append("Options of the window:\n");
}

}  // namespace

Arguments parseArguments(std::span<const std::string> words) {
  Arguments arguments;
  if (const CommandRow* row = words.empty() ? nullptr : findCommand(words.front())) {
    arguments.command = row->command;
    words = words.subspan(1);
  }
  std::set<std::string_view> seen;
  bool optionsEnded = false;
  int operands = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (optionsEnded || !word.starts_with('-')) {
      takeOperand(arguments, word, operands++);
      continue;
    }
    if (word == "--") {
      optionsEnded = true;
      continue;
    }
    if (word == "-h") {
      arguments.help = true;
      continue;
    }
    if (!word.starts_with("--")) throw UsageError("unknown option " + word + "; options begin with two dashes");
    const auto equals = word.find('=');
    const Option& option =
        findOption(word.substr(2, equals == std::string::npos ? equals : equals - 2), arguments.command);
    const std::string dashed = withDashes(option.name);
    if (!seen.insert(option.name).second && !option.repeatable) throw UsageError(dashed + " was given twice");
    std::string value;
    if (option.value.empty()) {
      if (equals != std::string::npos) throw UsageError(dashed + " takes no value");
    } else if (equals != std::string::npos) {
      value = word.substr(equals + 1);
    } else if (i + 1 < words.size() && !words[i + 1].starts_with("--")) {
      value = words[++i];
    }
    if (!option.value.empty() && value.empty())
      throw UsageError(dashed + " needs a value: " + dashed + " " + std::string(option.value));
    option.apply(arguments, value);
  }
  if (arguments.help || arguments.version || arguments.listParameters || arguments.manPage ||
      !arguments.completion.empty())
    return arguments;
  checkTogether(arguments);
  if (arguments.checks.empty()) arguments.checks = selectChecks("all");
  return arguments;
}

std::string helpText(Command command) {
  std::string text = introduction(commandRow(command));
  for (const Option& option : optionTable()) {
    if (!option.belongsTo(command)) continue;
    std::string left = withDashes(option.name);
    if (!option.value.empty()) left.append(" ").append(option.value);
    text += helpLine(left, option.meaning);
  }
  return text;
}

std::string parameterList() {
  std::string text;
  for (const auto& check : allChecks())
    for (const ParameterInfo& parameter : check->parameters())
      text += std::string(check->info().id) + "." + std::string(parameter.name) + "=" +
              std::string(parameter.defaultValue) + "  " + std::string(parameter.meaning) + "\n";
  return text;
}

std::string nearestWord(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  int bestDistance = std::max(1, static_cast<int>(word.size()) / 3) + 1;
  for (const std::string& candidate : candidates) {
    const int distance = editDistance(word, candidate);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace vitrine::cli
