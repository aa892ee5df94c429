#include "app/cli/from_option.hpp"

#include "app/cli/console.hpp"

namespace vitrine::cli {

std::vector<std::string> gatheredLines(const Gathered& gathered) {
  std::vector<std::string> lines;
  for (const ChosenFile& file : gathered.chosen)
    lines.push_back(std::string(fileRoleName(file.role)) + ": " + file.path.string() + " (" + file.reason + ")");
  lines.insert(lines.end(), gathered.notes.begin(), gathered.notes.end());
  for (const LeftOutFile& file : gathered.leftOut)
    lines.push_back("left out: " + file.path.string() + " (" + file.reason + ")");
  return lines;
}

void applyFrom(Arguments& arguments) {
  if (!arguments.from) return;
  const Gathered gathered = gather(*arguments.from, arguments.request, {});
  for (const std::string& line : gatheredLines(gathered)) printNote(line);
  arguments.request = gathered.request;
  if (arguments.fscXml && !arguments.request.half1)
    throw UsageError("--fsc-xml needs the two half maps, and --from " + arguments.from->string() + " has none");
}

}  // namespace vitrine::cli
