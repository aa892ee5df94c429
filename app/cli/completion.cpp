#include "app/cli/command_table.hpp"
#include "app/cli/option_table.hpp"
#include "app/cli/shell_texts.hpp"

#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

/// The words a value may have, where there are few; empty otherwise.
std::string choicesOf(const Option& option) {
  constexpr std::pair<std::string_view, std::string_view> kChoices[] = {
      {"mode0", "signed unsigned imod-offset"}, {"byte-order", "little big"}, {"nonfinite", "zero keep"},
      {"completion", "bash zsh fish"},          {"checks", "all 0 1"},        {"symmetry", "C1 C2 D2 T O I"}};
  for (const auto& [name, words] : kChoices)
    if (name == option.name) return std::string(words);
  return {};
}

bool takesFile(const Option& option) {
  const std::string_view value = option.value;
  return value.starts_with("FILE") || value == "PATH" || value == "DIR";
}

std::vector<const Option*> optionsOf(Command command) {
  std::vector<const Option*> list;
  for (const Option& option : optionTable())
    if (option.belongsTo(command)) list.push_back(&option);
  return list;
}

std::string dashed(const Option& option) { return std::string("--").append(option.name); }

/// `text` within single quotes of a POSIX shell.
std::string inQuotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += "'\\''";
    else
      result += c;
  }
  return result + "'";
}

std::string allCommandWords() {
  std::string words;
  for (const CommandRow& row : commandTable())
    if (!row.word.empty()) words.append(words.empty() ? "" : " ").append(row.word);
  return words;
}

std::string bashScript() {
  std::string text =
      "# Completion of vitrine for bash. Made by: vitrine --completion bash\n"
      "_vitrine() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} options\n"
      "  COMPREPLY=()\n"
      "  case $before in\n";
  for (const Option& option : optionTable()) {
    const std::string choices = choicesOf(option);
    if (!choices.empty())
      text.append("    ")
          .append(dashed(option))
          .append(") COMPREPLY=($(compgen -W ")
          .append(inQuotes(choices))
          .append(" -- \"$word\")); return ;;\n");
    else if (!option.value.empty() && !takesFile(option))
      text.append("    ").append(dashed(option)).append(") return ;;\n");
  }
  text += "  esac\n  case $command in\n";
  for (const CommandRow& row : commandTable()) {
    if (row.word.empty()) continue;
    text.append("    ").append(row.word).append(") options='");
    for (const Option* option : optionsOf(row.command)) text.append(dashed(*option)).append(" ");
    text += "' ;;\n";
  }
  text += "    *) options='";
  for (const Option* option : optionsOf(Command::Window)) text.append(dashed(*option)).append(" ");
  text +=
      "' ;;\n  esac\n"
      "  if [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  compopt -o filenames 2>/dev/null\n"
      "  local IFS=$'\\n'\n"
      "  COMPREPLY=($(compgen -f -- \"$word\"))\n"
      "  IFS=$' \\t\\n'\n"
      "  if [[ $COMP_CWORD -eq 1 ]]; then COMPREPLY+=($(compgen -W ";
  text.append(inQuotes(allCommandWords())).append(" -- \"$word\")); fi\n}\ncomplete -F _vitrine vitrine\n");
  return text;
}

/// Colons and brackets mean something in zsh's option descriptions.
std::string zshText(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string zshOption(const Option& option) {
  std::string spec = option.repeatable ? "*" : "";
  spec.append(dashed(option)).append("[").append(zshText(option.meaning)).append("]");
  if (!option.value.empty()) {
    spec.append(":").append(zshText(option.value)).append(":");
    const std::string choices = choicesOf(option);
    if (!choices.empty())
      spec.append("(").append(choices).append(")");
    else if (takesFile(option))
      spec += "_files";
  }
  return inQuotes(spec);
}

std::string zshCase(const CommandRow& row) {
  std::string text = "    ";
  text.append(row.word.empty() ? "*" : row.word).append(")\n      _arguments -S \\\n");
  for (const Option* option : optionsOf(row.command))
    text.append("        ").append(zshOption(*option)).append(" \\\n");
  return text + "        '*:file:_files' ;;\n";
}

std::string zshScript() {
  std::string text =
      "#compdef vitrine\n# Completion of vitrine for zsh. Made by: vitrine --completion zsh\n_vitrine() {\n  local -a "
      "commands\n"
      "  commands=(\n";
  for (const CommandRow& row : commandTable()) {
    if (row.word.empty()) continue;
    std::string entry(row.word);
    entry.append(":").append(zshText(row.summary));
    text.append("    ").append(inQuotes(entry)).append("\n");
  }
  text +=
      "  )\n  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then _describe command commands; fi\n"
      "  case $words[2] in\n";
  for (const CommandRow& row : commandTable())
    if (!row.word.empty()) text += zshCase(row);
  text += zshCase(commandRow(Command::Window));  // last: it matches every other word
  return text + "  esac\n}\n_vitrine \"$@\"\n";
}

std::string fishScript() {
  std::string text = "# Completion of vitrine for fish. Made by: vitrine --completion fish\n";
  const std::string words = allCommandWords();
  for (const CommandRow& row : commandTable()) {
    if (row.word.empty()) continue;
    text.append("complete -c vitrine -n __fish_use_subcommand -a ")
        .append(row.word)
        .append(" -d ")
        .append(inQuotes(row.summary))
        .append("\n");
  }
  for (const CommandRow& row : commandTable()) {
    std::string condition = row.word.empty() ? "not __fish_seen_subcommand_from " + words
                                             : std::string("__fish_seen_subcommand_from ").append(row.word);
    for (const Option* option : optionsOf(row.command)) {
      text.append("complete -c vitrine -n ").append(inQuotes(condition)).append(" -l ").append(option->name);
      const std::string choices = choicesOf(*option);
      if (!choices.empty())
        text.append(" -x -a ").append(inQuotes(choices));
      else if (!option->value.empty())
        text.append(takesFile(*option) ? " -r -F" : " -x");
      text.append(" -d ").append(inQuotes(option->meaning)).append("\n");
    }
  }
  return text;
}

}  // namespace

std::string completionScript(const std::string& shell) {
  return shell == "bash" ? bashScript() : shell == "zsh" ? zshScript() : fishScript();
}

}  // namespace vitrine::cli
