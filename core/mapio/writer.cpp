#include "core/mapio/writer.hpp"

#include "core/base/version.hpp"
#include "core/volume/scan.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <system_error>

namespace vitrine {
namespace {

constexpr std::size_t kHeader = 1024;

std::string utcDate() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 16> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
  return text.data();
}

/// Sets words of a little-endian header by their number in the standard.
class HeaderWriter {
public:
  void integer(std::size_t word, std::int64_t value) { bits(word, static_cast<std::uint32_t>(value)); }
  void real(std::size_t word, double value) { bits(word, std::bit_cast<std::uint32_t>(static_cast<float>(value))); }
  void label(std::size_t number, const std::string& text) {
    for (std::size_t i = 0; i < 80; ++i)
      m_bytes[224 + 80 * number + i] = static_cast<unsigned char>(i < text.size() ? text[i] : ' ');
  }
  void characters(std::size_t word, const char (&text)[5]) { std::memcpy(&m_bytes[4 * (word - 1)], text, 4); }
  const std::array<unsigned char, kHeader>& bytes() const { return m_bytes; }

private:
  void bits(std::size_t word, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) m_bytes[4 * (word - 1) + i] = static_cast<unsigned char>(value >> (8 * i));
  }
  std::array<unsigned char, kHeader> m_bytes{};
};

std::array<unsigned char, kHeader> headerFor(const Volume& volume, const WriteOptions& options,
                                             const MapStatistics& statistics) {
  const Grid& grid = volume.grid;
  HeaderWriter h;
  for (std::size_t a = 0; a < 3; ++a) {
    h.integer(1 + a, grid.size[a]);
    if (options.source != nullptr) h.integer(5 + a, options.source->start[a]);
    h.integer(8 + a, grid.size[a]);
    h.real(11 + a, grid.edge(static_cast<int>(a)));
    h.real(14 + a, 90);
    h.integer(17 + a, static_cast<std::int64_t>(a) + 1);
    h.real(50 + a, grid.origin[a]);
  }
  h.integer(4, options.asBytes ? 0 : 2);
  h.real(20, statistics.minimum);
  h.real(21, statistics.maximum);
  h.real(22, statistics.mean);
  h.integer(23, 1);
  h.integer(28, 20141);
  h.characters(53, "MAP ");
  h.characters(54, "DD\0\0");
  h.real(55, statistics.rms);

  std::vector<std::string> labels{std::string("Vitrine ") + kVersion + " " + options.content + " " +
                                  (options.date.empty() ? utcDate() : options.date)};
  if (options.source != nullptr)
    for (const std::string& old : options.source->labels)
      if (labels.size() < 10) labels.push_back(old);
  h.integer(56, static_cast<std::int64_t>(labels.size()));
  for (std::size_t i = 0; i < labels.size(); ++i) h.label(i, labels[i]);
  return h.bytes();
}

[[noreturn]] void fail(const std::filesystem::path& target, int code) {
  throw OutputError(target.string() + ": could not be written: " + std::generic_category().message(code) +
                    ". [E-WRITE]");
}

class PartWriter {
public:
  PartWriter(const std::filesystem::path& part, const std::filesystem::path& target)
      : m_target(target), m_descriptor(open(part.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC)) {
    if (m_descriptor < 0) fail(m_target, errno);
  }
  ~PartWriter() {
    if (m_descriptor >= 0) close(m_descriptor);
  }
  PartWriter(const PartWriter&) = delete;
  PartWriter& operator=(const PartWriter&) = delete;
  void write(const void* bytes, std::size_t count) {
    const char* at = static_cast<const char*>(bytes);
    while (count > 0) {
      const ssize_t done = ::write(m_descriptor, at, count);
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) fail(m_target, errno);
      at += done;
      count -= static_cast<std::size_t>(done);
    }
  }
  void finish() {
    const int descriptor = std::exchange(m_descriptor, -1);
    if (close(descriptor) != 0) fail(m_target, errno);
  }

private:
  const std::filesystem::path& m_target;
  int m_descriptor;
};

void writeVoxels(PartWriter& out, const Volume& volume, bool asBytes, const Progress& progress) {
  constexpr std::int64_t kBlock = 1 << 20;  // voxels
  std::vector<unsigned char> bytes;
  for (std::int64_t at = 0; at < volume.data.size(); at += kBlock) {
    progress.throwIfStopped();
    const std::int64_t count = std::min(kBlock, volume.data.size() - at);
    const float* values = volume.data.data() + at;
    if (asBytes) {
      bytes.resize(static_cast<std::size_t>(count));
      for (std::int64_t i = 0; i < count; ++i)
        bytes[static_cast<std::size_t>(i)] = static_cast<unsigned char>(
            static_cast<signed char>(std::clamp(std::nearbyint(values[i]), -128.0F, 127.0F)));
      out.write(bytes.data(), bytes.size());
    } else if constexpr (std::endian::native == std::endian::little) {
      out.write(values, static_cast<std::size_t>(count) * sizeof(float));
    } else {
      bytes.resize(static_cast<std::size_t>(count) * sizeof(float));
      for (std::int64_t i = 0; i < count; ++i) {
        const std::uint32_t word = __builtin_bswap32(std::bit_cast<std::uint32_t>(values[i]));
        std::memcpy(&bytes[static_cast<std::size_t>(i) * sizeof word], &word, sizeof word);
      }
      out.write(bytes.data(), bytes.size());
    }
    progress.report(static_cast<double>(at + count) / static_cast<double>(volume.data.size()));
  }
}

}  // namespace

void save(const std::filesystem::path& file, const Volume& volume, const WriteOptions& options, Progress& progress) {
  std::vector<std::filesystem::path> inputs = options.inputs;
  if (options.source != nullptr) inputs.emplace_back(options.source->file);
  refuseOverwriting(file, inputs);
  const std::int64_t voxelBytes = options.asBytes ? 1 : static_cast<std::int64_t>(sizeof(float));
  requireFreeSpace(file, static_cast<std::int64_t>(kHeader) + volume.grid.voxels() * voxelBytes);
  Progress scanning = progress.part(0.3, "statistics");
  SerialExecutor here;
  const MapScan scan = scanVolume(volume.grid, volume.data.data(), here, scanning);
  Progress writing = progress.part(0.7, "writing");
  writeAtomically(file, [&](const std::filesystem::path& part) {
    PartWriter out(part, file);
    const auto header = headerFor(volume, options, scan.statistics);
    out.write(header.data(), header.size());
    writeVoxels(out, volume, options.asBytes, writing);
    out.finish();
  });
}

}  // namespace vitrine
