// gzip (also of several members), bzip2 (also of several streams) and zstd as one kind of stream.
#include "core/base/error.hpp"
#include "core/mapio/byte_stream.hpp"

#include <bzlib.h>
#include <zlib.h>
#include <zstd.h>
#include <algorithm>
#include <array>
#include <vector>

namespace vitrine {
namespace {

[[noreturn]] void refuseDamaged(const std::string& name, const std::string& reason) {
  throw MapError({.id = "E-CRC",
                  .file = name,
                  .message = "The compressed data are damaged: " + reason + ".",
                  .values = {{"reason", reason}},
                  .assumption = {},
                  .remedy = "Download or copy the file again."});
}

/// One decoder of a library: feeds bytes, tells when a stream has ended, starts again for the next.
class Decoder {
public:
  struct Step {
    std::size_t consumed = 0, produced = 0;
    bool ended = false;  // the last byte of this stream has been decoded and its checksum is right
  };
  virtual ~Decoder() = default;
  /// @throws std::string with the reason of the damage
  virtual Step step(std::span<const unsigned char> in, std::span<unsigned char> out) = 0;
  virtual void restart() = 0;
};

class GzipDecoder final : public Decoder {
public:
  GzipDecoder() {
    if (inflateInit2(&m_stream, 15 + 16) != Z_OK) throw std::bad_alloc();  // 16: gzip wrapper with CRC-32
  }
  ~GzipDecoder() override { inflateEnd(&m_stream); }
  Step step(std::span<const unsigned char> in, std::span<unsigned char> out) override {
    m_stream.next_in = const_cast<unsigned char*>(in.data());  // zlib does not write there
    m_stream.avail_in = static_cast<uInt>(in.size());
    m_stream.next_out = out.data();
    m_stream.avail_out = static_cast<uInt>(out.size());
    const int code = inflate(&m_stream, Z_NO_FLUSH);
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      throw std::string(m_stream.msg != nullptr ? m_stream.msg : "not a gzip stream");
    return {in.size() - m_stream.avail_in, out.size() - m_stream.avail_out, code == Z_STREAM_END};
  }
  void restart() override { inflateReset(&m_stream); }

private:
  z_stream m_stream{};
};

class Bzip2Decoder final : public Decoder {
public:
  Bzip2Decoder() { start(); }
  ~Bzip2Decoder() override { BZ2_bzDecompressEnd(&m_stream); }
  Step step(std::span<const unsigned char> in, std::span<unsigned char> out) override {
    m_stream.next_in = const_cast<char*>(reinterpret_cast<const char*>(in.data()));
    m_stream.avail_in = static_cast<unsigned>(in.size());
    m_stream.next_out = reinterpret_cast<char*>(out.data());
    m_stream.avail_out = static_cast<unsigned>(out.size());
    const int code = BZ2_bzDecompress(&m_stream);
    if (code == BZ_MEM_ERROR) throw std::bad_alloc();
    if (code != BZ_OK && code != BZ_STREAM_END)
      throw std::string(code == BZ_DATA_ERROR ? "a block's checksum is wrong" : "not a bzip2 stream");
    return {in.size() - m_stream.avail_in, out.size() - m_stream.avail_out, code == BZ_STREAM_END};
  }
  void restart() override {
    BZ2_bzDecompressEnd(&m_stream);
    start();
  }

private:
  void start() {
    m_stream = {};
    if (BZ2_bzDecompressInit(&m_stream, 0, 0) != BZ_OK) throw std::bad_alloc();
  }
  bz_stream m_stream{};
};

class ZstdDecoder final : public Decoder {
public:
  ZstdDecoder() : m_context(ZSTD_createDCtx()) {
    if (m_context == nullptr) throw std::bad_alloc();
  }
  ~ZstdDecoder() override { ZSTD_freeDCtx(m_context); }
  Step step(std::span<const unsigned char> in, std::span<unsigned char> out) override {
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    const std::size_t code = ZSTD_decompressStream(m_context, &output, &input);
    if (ZSTD_isError(code)) throw std::string(ZSTD_getErrorName(code));
    return {input.pos, output.pos, code == 0};
  }
  void restart() override { ZSTD_DCtx_reset(m_context, ZSTD_reset_session_only); }

private:
  ZSTD_DCtx* m_context;
};

std::unique_ptr<Decoder> makeDecoder(Compression compression) {
  if (compression == Compression::Gzip) return std::make_unique<GzipDecoder>();
  if (compression == Compression::Bzip2) return std::make_unique<Bzip2Decoder>();
  return std::make_unique<ZstdDecoder>();
}

class CompressedStream final : public ByteStream {
public:
  CompressedStream(const InputFile& file, Compression compression, Sha256* fileHash, std::stop_token stop)
      : m_file(file),
        m_compression(compression),
        m_fileHash(fileHash),
        m_stop(std::move(stop)),
        m_decoder(makeDecoder(compression)),
        m_input(1 << 18) {}

  std::size_t read(std::span<unsigned char> out) override {
    std::size_t done = 0;
    while (done < out.size() && !m_finished) {
      if (m_begin == m_end) refill();
      if (!m_inside && !startNext()) break;
      // Some decoders hold output back, so one more call without input is allowed at the end of the file.
      const bool starved = m_begin == m_end;
      const std::size_t piece = std::min<std::size_t>(out.size() - done, 1 << 20);
      Decoder::Step step;
      try {
        step = m_decoder->step({m_input.data() + m_begin, m_end - m_begin}, out.subspan(done, piece));
      } catch (const std::string& reason) {
        refuseDamaged(m_file.name(), reason);
      }
      m_begin += step.consumed;
      done += step.produced;
      if (step.ended) m_inside = false;
      if (starved && step.produced == 0 && !step.ended) refuseTruncated();
    }
    return done;
  }
  std::int64_t junkBytes() const override { return m_junk; }
  void skipRest() override {
    m_finished = true;
    do refill();
    while (m_end > 0);
  }

private:
  void refill() {
    if (m_stop.stop_requested()) throw Cancelled();
    m_begin = 0;
    m_end = m_file.readAt(m_offset, m_input.data(), m_input.size());
    m_offset += static_cast<std::int64_t>(m_end);
    if (m_fileHash != nullptr) m_fileHash->update(m_input.data(), m_end);
  }

  /// Between two streams of one file: is there another one? Anything else is padding or junk and ends the data.
  bool startNext() {
    if (m_end - m_begin < 4) {  // the next magic may straddle two reads
      std::copy(m_input.begin() + static_cast<std::ptrdiff_t>(m_begin),
                m_input.begin() + static_cast<std::ptrdiff_t>(m_end), m_input.begin());
      m_end -= m_begin;
      m_begin = 0;
      const std::size_t got = m_file.readAt(m_offset, m_input.data() + m_end, m_input.size() - m_end);
      if (m_fileHash != nullptr) m_fileHash->update(m_input.data() + m_end, got);
      m_offset += static_cast<std::int64_t>(got);
      m_end += got;
    }
    if (m_begin == m_end) {
      m_finished = true;
      return false;
    }
    if (compressionOf({m_input.data() + m_begin, m_end - m_begin}) == m_compression) {
      if (m_started) m_decoder->restart();
      m_started = m_inside = true;
      return true;
    }
    m_finished = true;
    while (m_begin != m_end) {  // hash the rest of the file all the same
      m_junk += static_cast<std::int64_t>(m_end - m_begin);
      refill();
    }
    return false;
  }

  [[noreturn]] void refuseTruncated() const {
    throw MapError({.id = "E-TRUNCATED",
                    .file = m_file.name(),
                    .message = "The file is incomplete: it ends in the middle of its compressed data, after " +
                               std::to_string(m_offset) + " bytes.",
                    .values = {{"bytes", std::to_string(m_offset)}},
                    .assumption = {},
                    .remedy = "Download or copy it again; check the disk quota."});
  }

  const InputFile& m_file;
  Compression m_compression;
  Sha256* m_fileHash;
  std::stop_token m_stop;
  std::unique_ptr<Decoder> m_decoder;
  std::vector<unsigned char> m_input;
  std::size_t m_begin = 0, m_end = 0;  // unread part of m_input
  std::int64_t m_offset = 0;           // in the file
  std::int64_t m_junk = 0;
  bool m_started = false;   // a first stream has begun
  bool m_inside = false;    // a stream has begun and not ended
  bool m_finished = false;  // no more bytes will come
};

}  // namespace

std::unique_ptr<ByteStream> openCompressed(const InputFile& file, Compression compression, Sha256* fileHash,
                                           std::stop_token stop) {
  return std::make_unique<CompressedStream>(file, compression, fileHash, std::move(stop));
}

}  // namespace vitrine
