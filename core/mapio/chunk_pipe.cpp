#include "core/mapio/chunk_pipe.hpp"

#include "core/base/error.hpp"

#include <algorithm>

namespace vitrine {

ChunkPipe::ChunkPipe(const InputFile& file, Compression compression, const ChunkPlan& plan, bool threaded,
                     std::stop_token stop)
    : m_file(file),
      m_plan(plan),
      m_userStop(std::move(stop)),
      m_stream(openStream(file, compression, compression == Compression::None ? nullptr : &m_fileHash,
                          threaded ? m_stop.get_token() : m_userStop)),
      m_checkChanges(compression == Compression::None) {
  for (int i = 0; i < (threaded ? 3 : 1); ++i) m_chunks.push_back({.bytes = Buffer<unsigned char>(plan.chunkBytes)});
  for (Chunk& chunk : m_chunks) m_free.push_back(&chunk);
  if (threaded) m_thread = std::thread([this] { readAhead(); });
}

ChunkPipe::~ChunkPipe() {
  m_stop.request_stop();
  m_changed.notify_all();
  if (m_thread.joinable()) m_thread.join();
}

Chunk* ChunkPipe::next() {
  if (m_userStop.stop_requested()) throw Cancelled();
  if (!m_thread.joinable()) {
    Chunk* chunk = m_free.front();
    return fill(*chunk) ? chunk : nullptr;
  }
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, m_userStop, [this] { return !m_filled.empty() || m_readerDone; });
  if (m_userStop.stop_requested()) throw Cancelled();
  if (m_filled.empty()) {
    if (m_failure) std::rethrow_exception(m_failure);
    return nullptr;
  }
  Chunk* chunk = m_filled.front();
  m_filled.pop_front();
  return chunk;
}

void ChunkPipe::release(Chunk* chunk) {
  if (!m_thread.joinable()) return;
  {
    const std::scoped_lock lock(m_mutex);
    m_free.push_back(chunk);
  }
  m_changed.notify_all();
}

void ChunkPipe::readAhead() {
  std::exception_ptr failure;
  try {
    for (;;) {
      Chunk* chunk = nullptr;
      {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, m_stop.get_token(), [this] { return !m_free.empty(); })) break;
        chunk = m_free.front();
        m_free.pop_front();
      }
      if (!fill(*chunk)) break;
      {
        const std::scoped_lock lock(m_mutex);
        m_filled.push_back(chunk);
      }
      m_changed.notify_all();
    }
  } catch (...) {
    failure = std::current_exception();
  }
  {
    const std::scoped_lock lock(m_mutex);
    m_failure = failure;
    m_readerDone = true;
  }
  m_changed.notify_all();
}

bool ChunkPipe::fill(Chunk& chunk) {
  if (m_ended) return false;
  std::int64_t wanted = m_plan.chunkBytes;
  chunk.lineBegin = chunk.lineEnd = m_nextLine;
  const bool isTail = m_position >= m_plan.dataOffset && m_nextLine == m_plan.lines;
  if (m_position < m_plan.dataOffset) {
    wanted = std::min(wanted, m_plan.dataOffset - m_position);
  } else if (!isTail) {
    chunk.lineEnd = std::min(m_plan.lines, m_nextLine + m_plan.linesPerChunk);
    wanted = m_plan.bytesOfLines(chunk.lineEnd - chunk.lineBegin);
  } else if (m_plan.tailLimit > 0) {
    const std::int64_t end = m_plan.dataOffset + m_plan.bytesOfLines(m_plan.lines);
    if (m_position - end > m_plan.tailLimit) {
      m_gaveUp = m_ended = true;
      m_stream->skipRest();
      return false;
    }
  }
  chunk.size = m_stream->read({chunk.bytes.data(), static_cast<std::size_t>(wanted)});
  m_position += static_cast<std::int64_t>(chunk.size);
  m_nextLine = chunk.lineEnd;
  if (m_checkChanges) m_file.requireUnchanged();
  if (static_cast<std::int64_t>(chunk.size) < wanted) {
    m_ended = true;
    if (!isTail) return false;  // the data are incomplete; streamBytes() tells by how much
  }
  return chunk.size > 0;
}

}  // namespace vitrine
