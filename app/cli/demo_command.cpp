// vitrine demo: the built-in example as files, so that everything can be tried offline.
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/outputs.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"

#include <QFile>

#include <zlib.h>
#include <array>
#include <fstream>
#include <iterator>

// Resources of a static library are linked only when asked for; the macro must not stand in a namespace.
static void useDemoResources() { Q_INIT_RESOURCE(demo); }

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMapName = "emd_6824.map";
constexpr const char* kEntryName = "entry.json";
constexpr const char* kReadmeName = "README.txt";

std::string resource(const QString& name) {
  useDemoResources();
  QFile file(":/demo/" + name);
  if (!file.open(QIODevice::ReadOnly)) throw OutputError("the built-in example is missing from this program");
  return file.readAll().toStdString();
}

std::string unpacked(const std::string& gzip) {
  z_stream stream{};
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));  // zlib does not write through it
  stream.avail_in = static_cast<uInt>(gzip.size());
  std::string text;
  std::array<char, 1 << 16> chunk;
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = chunk.size();
    state = inflate(&stream, Z_NO_FLUSH);
    text.append(chunk.data(), chunk.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) throw OutputError("the built-in example is damaged in this program");
  return text;
}

/// True if the file is there with this content, false if it is not there.
bool isThere(const fs::path& file, const std::string& content) {
  std::error_code error;
  if (!fs::exists(file, error)) return false;
  std::ifstream stream(file, std::ios::binary);
  const std::string existing{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || existing != content)
    throw OutputError(file.string() + ": a different file of this name exists; choose another folder");
  return true;
}

}  // namespace

Example writeExample(const fs::path& folder) {
  const std::array<std::pair<const char*, std::string>, 3> files = {{{kMapName, unpacked(resource("emd_6824.map.gz"))},
                                                                     {kEntryName, resource("entry.json")},
                                                                     {kReadmeName, resource("try.txt")}}};
  std::array<bool, 3> present{};
  for (std::size_t i = 0; i < files.size(); ++i) present[i] = isThere(folder / files[i].first, files[i].second);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw OutputError(folder.string() + ": the folder cannot be made (" + error.message() + ")");
  for (std::size_t i = 0; i < files.size(); ++i)
    if (!present[i]) writeAtomically(folder / files[i].first, files[i].second);
  return {folder / kMapName, folder / kEntryName};
}

int demoCommand(const Arguments& arguments) {
  const Example example = writeExample(arguments.demoFolder);
  const std::string map = example.map.string();
  writeToStdout("Wrote the example map EMD-6824 (mouse TRPML1, 5.8 A, contour level 2.0) to " +
                arguments.demoFolder.string() + "\nTry:\n  vitrine " + map + " --entry " + example.entry.string() +
                "\n  vitrine info " + map + "\n  vitrine report " + map + " --entry " + example.entry.string() +
                " --pdf " + (arguments.demoFolder / "report.pdf").string() + " --json " +
                (arguments.demoFolder / "report.json").string() + "\n");
  return kMeasured;
}

}  // namespace vitrine::cli
