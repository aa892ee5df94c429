#include "core/mapio/byte_stream.hpp"

#include "core/base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace vitrine {
namespace {

std::string systemReason(int code) { return std::generic_category().message(code); }

[[noreturn]] void refuseOpening(const std::string& name, const std::string& reason) {
  throw MapError({.id = "E-OPEN",
                  .file = name,
                  .message = "The file cannot be opened: " + reason + ".",
                  .values = {{"reason", reason}},
                  .assumption = {},
                  .remedy = "Check the name and the permissions."});
}

FileStamp stampOf(const struct stat& s) {
  return {.bytes = s.st_size,
          .modifiedNs = std::int64_t{s.st_mtim.tv_sec} * 1'000'000'000 + s.st_mtim.tv_nsec,
          .device = s.st_dev,
          .inode = s.st_ino};
}

const char* kindOf(mode_t mode) {
  if (S_ISDIR(mode)) return "it is a folder";
  if (S_ISFIFO(mode)) return "it is a pipe, and a map must be a file on disk";
  if (S_ISSOCK(mode)) return "it is a socket";
  return "it is a device";
}

class PlainStream final : public ByteStream {
public:
  PlainStream(const InputFile& file, std::stop_token stop) : m_file(file), m_stop(std::move(stop)) {}
  std::size_t read(std::span<unsigned char> out) override {
    constexpr std::size_t kPiece = 1 << 20;  // small enough that a stop is heard at once, also on a slow disk
    std::size_t done = 0;
    while (done < out.size()) {
      if (m_stop.stop_requested()) throw Cancelled();
      const std::size_t piece = std::min(kPiece, out.size() - done);
      const std::size_t got = m_file.readAt(m_offset, out.data() + done, piece);
      m_offset += static_cast<std::int64_t>(got);
      done += got;
      if (got < piece) break;
    }
    return done;
  }

private:
  const InputFile& m_file;
  std::stop_token m_stop;
  std::int64_t m_offset = 0;
};

}  // namespace

std::unique_ptr<ByteStream> openCompressed(const InputFile&, Compression, Sha256*, std::stop_token);  // compressed.cpp

InputFile::InputFile(const std::filesystem::path& path) : m_name(path.string()) {
  struct stat s {};
  if (stat(path.c_str(), &s) != 0) refuseOpening(m_name, systemReason(errno));
  if (!S_ISREG(s.st_mode)) refuseOpening(m_name, kindOf(s.st_mode));
  m_descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (m_descriptor < 0) refuseOpening(m_name, systemReason(errno));
  // The name may have changed hands since stat.
  if (fstat(m_descriptor, &s) != 0 || !S_ISREG(s.st_mode)) {
    close(m_descriptor);
    refuseOpening(m_name, kindOf(s.st_mode));
  }
  m_stamp = stampOf(s);
}

InputFile::~InputFile() {
  if (m_descriptor >= 0) close(m_descriptor);
}

std::string InputFile::suffix() const {
  std::filesystem::path path(m_name);
  const auto lower = [](std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
  };
  std::string last = lower(path.extension().string());
  if (last == ".gz" || last == ".bz2" || last == ".zst") last = lower(path.stem().extension().string());
  return last;
}

std::size_t InputFile::readAt(std::int64_t offset, void* out, std::size_t count) const {
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got = pread(m_descriptor, static_cast<char*>(out) + done, count - done,
                              static_cast<off_t>(offset + static_cast<std::int64_t>(done)));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      throw MapError({.id = "E-OPEN",
                      .file = m_name,
                      .message = "The file cannot be read: " + systemReason(errno) + ".",
                      .values = {{"offset", std::to_string(offset)}, {"reason", systemReason(errno)}},
                      .assumption = {},
                      .remedy = "Copy it again, or check the disk."});
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

void InputFile::requireUnchanged() const {
  struct stat s {};
  if (fstat(m_descriptor, &s) == 0 && stampOf(s) == m_stamp) return;
  throw MapError({.id = "E-CHANGED",
                  .file = m_name,
                  .message = "The file changed on disk while it was being read.",
                  .values = {{"bytes", std::to_string(m_stamp.bytes)}, {"bytes now", std::to_string(s.st_size)}},
                  .assumption = {},
                  .remedy = "Load it again when it is complete."});
}

Compression compressionOf(std::span<const unsigned char> b) {
  const auto startsWith = [b](std::initializer_list<unsigned> magic) {
    return b.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), b.begin(), [](unsigned m, unsigned char c) { return m == c; });
  };
  if (startsWith({0x1F, 0x8B, 0x08})) return Compression::Gzip;  // 8: deflate, the only method there is
  if (startsWith({'B', 'Z', 'h'}) && b.size() > 3 && b[3] >= '1' && b[3] <= '9') return Compression::Bzip2;
  if (startsWith({0x28, 0xB5, 0x2F, 0xFD})) return Compression::Zstd;
  return Compression::None;
}

std::unique_ptr<ByteStream> openStream(const InputFile& file, Compression compression, Sha256* fileHash,
                                       std::stop_token stop) {
  if (compression == Compression::None) return std::make_unique<PlainStream>(file, std::move(stop));
  return openCompressed(file, compression, fileHash, std::move(stop));
}

Diagnostic makeDiagnostic(const InputFile& file, std::string id, std::string message,
                          std::map<std::string, std::string> values, std::string assumption, std::string remedy) {
  return {.id = std::move(id),
          .file = file.name(),
          .message = std::move(message),
          .values = std::move(values),
          .assumption = std::move(assumption),
          .remedy = std::move(remedy)};
}

}  // namespace vitrine
