// The reading side of load(): one thread that reads or decompresses ahead, at most three chunks in flight.
#pragma once

#include "core/base/buffer.hpp"
#include "core/mapio/byte_stream.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace vitrine {

/// How the uncompressed stream is to be cut: bytes before the data, whole lines (rows of the file), bytes after them.
struct ChunkPlan {
  std::int64_t dataOffset = 0;
  std::int64_t lines = 0;          ///< rows in all sections
  std::int64_t linesPerChunk = 1;  ///< an even number if a row may end in half a byte
  std::int64_t bitsPerLine = 0;
  std::int64_t chunkBytes = 0;  ///< room of one chunk, at least linesPerChunk lines
  std::int64_t tailLimit = 0;   ///< give up this many bytes after the data; 0: never

  std::int64_t bytesOfLines(std::int64_t count) const { return (count * bitsPerLine + 7) / 8; }
};

struct Chunk {
  Buffer<unsigned char> bytes;
  std::size_t size = 0;
  std::int64_t lineBegin = 0, lineEnd = 0;  ///< empty range: bytes that are only hashed
};

/// Hands out the chunks of one file in order.
class ChunkPipe {
public:
  /// @param threaded  read ahead on a thread of its own; else in next()
  ChunkPipe(const InputFile& file, Compression compression, const ChunkPlan& plan, bool threaded, std::stop_token stop);
  ~ChunkPipe();
  ChunkPipe(const ChunkPipe&) = delete;
  ChunkPipe& operator=(const ChunkPipe&) = delete;

  /// The next chunk, or null at the end. It stays valid until release(). @throws what reading threw; Cancelled
  Chunk* next();
  void release(Chunk* chunk);

  // After next() returned null:
  std::int64_t streamBytes() const { return m_position; }  ///< uncompressed length, if not gaveUp()
  bool gaveUp() const { return m_gaveUp; }                 ///< tailLimit was reached before the end
  std::int64_t junkBytes() const { return m_stream->junkBytes(); }
  std::string fileHash() { return m_fileHash.hex(); }

private:
  bool fill(Chunk& chunk);
  void readAhead();

  const InputFile& m_file;
  ChunkPlan m_plan;
  std::stop_token m_userStop;
  std::stop_source m_stop;
  Sha256 m_fileHash;
  std::unique_ptr<ByteStream> m_stream;
  bool m_checkChanges;
  std::int64_t m_position = 0, m_nextLine = 0;
  bool m_ended = false, m_gaveUp = false;

  std::vector<Chunk> m_chunks;
  std::mutex m_mutex;
  std::condition_variable_any m_changed;
  std::deque<Chunk*> m_free, m_filled;
  bool m_readerDone = false;
  std::exception_ptr m_failure;
  std::thread m_thread;
};

}  // namespace vitrine
