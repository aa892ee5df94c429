#include "app/cli/outputs.hpp"

#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/report/fsc_files.hpp"

#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

fs::path folderOf(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

/// Permissions alone do not tell (root, read-only file systems): a file is made and removed.
void requireFolder(const fs::path& folder, const std::string& forWhat) {
  std::error_code error;
  if (!fs::exists(folder, error))
    throw OutputError(forWhat + ": the folder " + folder.string() + " does not exist; make it first");
  if (!fs::is_directory(folder, error)) throw OutputError(forWhat + ": " + folder.string() + " is not a folder");
  std::string probe = (folder / ".vitrine-XXXXXX").string();
  const int file = mkostemp(probe.data(), 0);
  if (file < 0)
    throw OutputError(forWhat + ": the folder " + folder.string() + " cannot be written to (" +
                      std::generic_category().message(errno) + ")");
  close(file);
  unlink(probe.c_str());
}

/// There, or to be made when the first file is written.
void requireNewFolder(const fs::path& named, const std::string& option) {
  const fs::path folder = named.has_filename() ? named : named.parent_path();  // a trailing slash is no name of its own
  std::error_code error;
  requireFolder(fs::exists(folder, error) ? folder : folderOf(folder), option + " " + named.string());
}

void requireFile(const fs::path& file, const std::string& option, const Arguments& arguments) {
  const std::string what = option + " " + file.string();
  std::error_code error;
  if (fs::is_directory(file, error)) throw OutputError(what + ": this is a folder; name a file in it");
  refuseOverwriting(file, inputFiles(arguments));
  // Devices and pipes take the bytes as they are.
  if (fs::exists(file, error) && !fs::is_regular_file(file, error)) return;
  requireFolder(folderOf(file), what);
}

}  // namespace

std::vector<fs::path> inputFiles(const Arguments& arguments) {
  std::vector<fs::path> inputs = vitrine::inputFiles(arguments.request);
  for (const fs::path& file : vitrine::inputFiles(arguments.requestB)) inputs.push_back(file);
  return inputs;
}

void requireWritable(const Arguments& arguments) {
  const bool jsonToFile = arguments.json && *arguments.json != "-";
  if (jsonToFile) requireFile(*arguments.json, "--json", arguments);
  if (arguments.pdf) requireFile(*arguments.pdf, "--pdf", arguments);
  if (arguments.html) requireFile(*arguments.html, "--html", arguments);
  if (arguments.differenceMap) requireFile(*arguments.differenceMap, "--difference-map", arguments);
  if (!arguments.thumbnail.empty()) requireFile(arguments.thumbnail, "thumbnail", arguments);
  const std::vector<fs::path> curves = arguments.fscXml ? fscFileNames(*arguments.fscXml) : std::vector<fs::path>{};
  for (const fs::path& file : curves) requireFile(file, "--fsc-xml", arguments);
  std::vector<std::pair<fs::path, std::string>> files;  // place and option of the outputs so far
  const auto requireOwnFile = [&](const fs::path& file, const std::string& option) {
    const fs::path place = fs::absolute(file).lexically_normal();
    for (const auto& [other, otherOption] : files)
      if (other == place) throw UsageError(otherOption + " and " + option + " name the same file " + file.string());
    files.emplace_back(place, option);
  };
  if (jsonToFile) requireOwnFile(*arguments.json, "--json");
  if (arguments.pdf) requireOwnFile(*arguments.pdf, "--pdf");
  if (arguments.html) requireOwnFile(*arguments.html, "--html");
  if (arguments.differenceMap) requireOwnFile(*arguments.differenceMap, "--difference-map");
  for (const fs::path& file : curves) requireOwnFile(file, "--fsc-xml");
  if (arguments.volumes) requireNewFolder(*arguments.volumes, "--volumes");
  if (arguments.csv) requireNewFolder(*arguments.csv, "--csv");
}

void writeToStdout(const std::string& text) {
  const bool failedBefore = std::ferror(stdout) != 0;
  errno = 0;
  if (!failedBefore && std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return;
  throw OutputError("stdout: could not be written" +
                    (errno != 0 ? " (" + std::generic_category().message(errno) + ")" : std::string()));
}

}  // namespace vitrine::cli
