#include "app/cli/example.hpp"

#include "app/cli/outputs.hpp"
#include "core/base/error.hpp"
#include "core/base/version.hpp"
#include "core/mapio/writer.hpp"
#include "core/simulate/simulate.hpp"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>
#include <zlib.h>
#include <array>
#include <fstream>
#include <iterator>
#include <vector>

// Resources of a static library are linked only when asked for; the macro must not stand in a namespace.
static void useDemoResources() { Q_INIT_RESOURCE(demo); }

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kExampleSeed = 1;

/// What resources/demo/try.txt and simulated_7ddo.json say of it. Contour level 2.3 V: 4.5 times the noise outside.
SimulationOptions exampleRecipe() {
  SimulationOptions options;
  options.size = {120, 120, 120};
  options.voxelSizeA = 1.3;
  options.resolutionA = 3.4;
  options.bFactorScale = 14;
  options.noiseRise = 0.5;
  options.fullMap = {.figureOfMerit = true, .sharpening = 0.5, .lowPassA = 3.4};
  return options;
}

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

[[noreturn]] void refuseOther(const fs::path& file) {
  throw OutputError(file.string() + ": a different file of this name exists; choose another folder");
}

/// True if the file is there with this content, false if it is not there.
bool isThere(const fs::path& file, const std::string& content) {
  std::error_code error;
  if (!fs::exists(file, error)) return false;
  std::ifstream stream(file, std::ios::binary);
  const std::string existing{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || existing != content) refuseOther(file);
  return true;
}

/// A simulated map is told by its length: another processor may round its last bits otherwise, and comparing would
/// mean simulating.
bool isThere(const fs::path& file, std::uintmax_t bytes) {
  std::error_code error;
  if (!fs::exists(file, error)) return false;
  if (fs::file_size(file, error) != bytes || error) refuseOther(file);
  return true;
}

/// Texts and packed maps of the program.
class Packed {
public:
  Packed(fs::path file, std::string content) : m_file(std::move(file)), m_content(std::move(content)) {
    m_isPresent = isThere(m_file, m_content);
  }
  void write() const {
    if (!m_isPresent) writeAtomically(m_file, m_content);
  }

private:
  fs::path m_file;
  std::string m_content;
  bool m_isPresent;
};

void writeSimulated(const std::array<fs::path, 3>& files, Executor& executor, Progress& progress) {
  Progress simulating = progress.part(0.8, "simulating the example"), writing = progress.part(0.2);
  const AtomicModel model = parseModel(unpacked(resource("7ddo.pdb.gz")), "7ddo.pdb");
  const SimulatedMaps maps = simulateMap(model, exampleRecipe(), kExampleSeed, executor, simulating);
  const std::array<const Volume*, 3> volumes = {&maps.full, &maps.half1, &maps.half2};
  for (std::size_t i = 0; i < files.size(); ++i) {
    Progress one = writing.part(1.0 / 3);
    // The label's date would make every day's file another one.
    if (!fs::exists(files[i])) save(files[i], *volumes[i], {.content = "SIMULATED from 7DDO,", .date = "seed 1"}, one);
  }
}

}  // namespace

OpenRequest ExampleEntry::request() const {
  OpenRequest request;
  request.map = map;
  request.entry = entry;
  request.half1 = half1;
  request.half2 = half2;
  return request;
}

Example writeExample(const fs::path& folder, Executor& executor, Progress& progress) {
  const Example example{{folder / "simulated_7ddo.map", folder / "simulated_7ddo.json",
                         folder / "simulated_7ddo_half1.map", folder / "simulated_7ddo_half2.map"},
                        {folder / "emd_6824.map", folder / "emd_6824.json", {}, {}}};
  // Everything is looked at before anything is written.
  const std::vector<Packed> packed = {{example.deposited.map, unpacked(resource("emd_6824.map.gz"))},
                                      {example.deposited.entry, resource("emd_6824.json")},
                                      {example.simulated.entry, resource("simulated_7ddo.json")},
                                      {folder / "README.txt", resource("try.txt")}};
  const std::array<fs::path, 3> simulated = {example.simulated.map, *example.simulated.half1, *example.simulated.half2};
  const Index3 size = exampleRecipe().size;
  const std::uintmax_t bytes = 1024 + sizeof(float) * static_cast<std::uintmax_t>(size[0]) *
                                          static_cast<std::uintmax_t>(size[1]) * static_cast<std::uintmax_t>(size[2]);
  bool isComplete = true;
  for (const fs::path& file : simulated) isComplete = isThere(file, bytes) && isComplete;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw OutputError(folder.string() + ": the folder cannot be made (" + error.message() + ")");
  for (const Packed& file : packed) file.write();
  if (!isComplete) writeSimulated(simulated, executor, progress);
  return example;
}

fs::path exampleFolder() {
  const QString name = QString("example-") + kVersion;
  const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
  if (!cache.isEmpty() && QDir().mkpath(cache) && QFileInfo(cache).isWritable())
    return (cache + "/" + name).toStdString();
  return (QDir::tempPath() + "/vitrine-" + QString::number(getuid()) + "-" + name).toStdString();
}

}  // namespace vitrine::cli
