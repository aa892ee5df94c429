// Bytes of a regular file, and streams of the uncompressed bytes behind it.
#pragma once

#include "core/mapio/hash.hpp"
#include "core/mapio/map_info.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace vitrine {

/// A regular file open for reading. Never blocks on a FIFO or device: those are refused.
class InputFile {
public:
  /// @throws MapError E-OPEN with the system's reason
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& name() const { return m_name; }
  std::string suffix() const;  ///< last extension in lower case, of the name without ".gz", ".bz2", ".zst"
  const FileStamp& stamp() const { return m_stamp; }
  /// Reads up to `count` bytes at `offset`; fewer only at the end of the file. @throws MapError E-OPEN
  std::size_t readAt(std::int64_t offset, void* out, std::size_t count) const;
  /// @throws MapError E-CHANGED if size or time of change differ from those at opening
  void requireUnchanged() const;

private:
  std::string m_name;
  int m_descriptor = -1;
  FileStamp m_stamp;
};

/// Forward reading of the uncompressed bytes.
class ByteStream {
public:
  virtual ~ByteStream() = default;
  /// Fills `out` as far as possible; fewer bytes only at the end of the stream.
  /// @throws MapError E-CRC, E-TRUNCATED (input ends inside a compressed stream), E-OPEN; Cancelled
  virtual std::size_t read(std::span<unsigned char> out) = 0;
  /// Gives up decoding but lets the rest of a compressed file pass through its hash.
  virtual void skipRest() {}
  /// Bytes after the last compressed stream that belong to none; 0 for plain files.
  virtual std::int64_t junkBytes() const { return 0; }
};

/// What the first bytes say. Names do not count.
Compression compressionOf(std::span<const unsigned char> firstBytes);

/// @param fileHash  receives the bytes of the file as they are read, for compressed files only; may be null. The whole
///                  file has passed through it when the stream has ended.
/// @param stop      asked whenever input is read
std::unique_ptr<ByteStream> openStream(const InputFile& file, Compression compression, Sha256* fileHash,
                                       std::stop_token stop);

/// The formatter of every diagnostic of one file.
Diagnostic makeDiagnostic(const InputFile& file, std::string id, std::string message,
                          std::map<std::string, std::string> values = {}, std::string assumption = {},
                          std::string remedy = {});

}  // namespace vitrine
