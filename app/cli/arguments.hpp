// The command line as data: what was asked for, parsed and validated, nothing opened yet.
#pragma once

#include "core/base/memory.hpp"
#include "core/run/open.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrine::cli {

/// Wrong usage (exit status 2). what() says what is wrong and what would be right, in one line.
class UsageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

enum class Command { Window, Report, Estimate, Info, Demo, Thumbnail, Compare };

struct Arguments {
  Command command = Command::Window;
  bool help = false, version = false, listParameters = false, example = false;
  OpenRequest request;
  std::optional<std::filesystem::path> from;     ///< what fills the roles that `request` leaves open
  std::vector<std::filesystem::path> moreFiles;  ///< of the window: named after the first, roles by names
  OpenRequest requestB;                          ///< of compare; what says how to read and measure is that of `request`
  std::vector<std::string> checks;               ///< ids, report order
  std::optional<std::filesystem::path> pdf;      ///< output
  std::optional<std::filesystem::path> html;     ///< output
  std::optional<std::string> json;               ///< file or "-"
  std::optional<std::filesystem::path> fscXml;   ///< output, with further ones beside it (fscFileNames)
  std::optional<std::filesystem::path> volumes;  ///< folder
  std::optional<std::filesystem::path> csv;      ///< folder
  std::optional<std::filesystem::path> differenceMap;  ///< output of compare
  bool ignoreOrigins = false, allNumbers = false;      ///< of compare
  std::filesystem::path demoFolder = "vitrine-demo";
  std::filesystem::path thumbnail;  ///< output of that command
  int thumbnailSize = 256;          ///< pixels
  std::string completion;           ///< shell whose completion script is to be printed
  bool manPage = false;             ///< to be printed
  std::filesystem::path screenshot;
  std::optional<int> threads;
  std::optional<Bytes> memory;
};

/// @param words  without the program's name
/// @throws UsageError
Arguments parseArguments(std::span<const std::string> words);

/// Made from the table that parses.
std::string helpText(Command command);

/// Every parameter of every check with meaning and default, one a line.
std::string parameterList();

/// The candidate nearest to `word` (at most a third of its letters wrong), or "".
std::string nearestWord(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace vitrine::cli
