#include "app/cli/command_table.hpp"
#include "app/cli/option_table.hpp"
#include "app/cli/shell_texts.hpp"
#include "core/base/version.hpp"

#include <cctype>

namespace vitrine::cli {
namespace {

/// Text for roff: no dot or quote begins a line, hyphens of options stay hyphens.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else if (result.empty() && (c == '.' || c == '\''))
      result.append("\\&").push_back(c);
    else
      result += c == '\n' ? ' ' : c;
  }
  while (result.ends_with(' ')) result.pop_back();
  return result;
}

std::string commandLine(const CommandRow& row) {
  std::string line = ".B vitrine";
  if (!row.word.empty()) line.append(" ").append(row.word);
  return line.append("\n.RI ").append(roff(row.operands)).append(" [options]\n");
}

std::string optionLines(Command command) {
  std::string text;
  for (const Option& option : optionTable()) {
    if (!option.belongsTo(command)) continue;
    text.append(".TP\n.BR \\-\\-").append(roff(option.name));
    if (!option.value.empty()) text.append(" \" \" \\fI").append(roff(option.value)).append("\\fR");
    text.append("\n").append(roff(option.meaning)).append(".\n");
  }
  return text;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

std::string manPage() {
  std::string text = ".\\\" Made by: vitrine \\-\\-man\\-page\n.TH VITRINE 1 \"\" \"vitrine ";
  text.append(kVersion).append("\" \"User Commands\"\n.SH NAME\nvitrine \\- see, judge and document a cryo\\-EM map\n");
  text += ".SH SYNOPSIS\n";
  for (const CommandRow& row : commandTable()) {
    if (&row != commandTable().data()) text += ".br\n";
    text += commandLine(row);
  }
  text +=
      ".SH DESCRIPTION\nVitrine shows a cryo\\-EM map in slices and as a surface, runs the checks of the Validation "
      "Report Service on it and writes the report as PDF, HTML or JSON.\n"
      "Without a command it opens a window; the commands need no display.\n"
      "Maps are MRC and CCP4 files, also compressed by gzip, bzip2 or zstd.\n";
  for (const CommandRow& row : commandTable()) {
    text.append(".SH ").append(row.word.empty() ? "OPTIONS OF THE WINDOW" : upper(row.word)).append("\n");
    text.append(roff(row.introduction)).append("\n").append(optionLines(row.command));
  }
  text +=
      ".SH EXIT STATUS\n.TP\n.B 0\ndone; warnings of checks are results, not failures\n.TP\n.B 1\na check could not be "
      "measured\n.TP\n.B 2\nwrong usage\n.TP\n.B 3\nan input cannot be used\n.TP\n.B 4\nan output cannot be written\n"
      ".TP\n.B 130\ninterrupted\n";
  text +=
      ".SH EXAMPLES\n.TP\n.B vitrine demo\nwrites two entries to try everything with\n.TP\n"
      ".B vitrine report \\-\\-from Refine3D/job008 \\-\\-pdf report.pdf\njudges what RELION left\n.TP\n"
      ".B vitrine estimate emd_1234.map \\-\\-json \\-\nfills the memory and time of a scheduler\n";
  return text;
}

}  // namespace vitrine::cli
