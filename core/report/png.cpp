#include "core/report/png.hpp"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace vitrine {
namespace {

constexpr unsigned char kMidGrey = 128;

void appendBigEndian(std::string& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xffU);
}

void appendChunk(std::string& png, const std::string& type, const std::string& content) {
  appendBigEndian(png, static_cast<std::uint32_t>(content.size()));
  const std::string body = type + content;
  png += body;
  appendBigEndian(png, static_cast<std::uint32_t>(
                           crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string result(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                bytes.size(), Z_BEST_COMPRESSION) != Z_OK)
    throw std::runtime_error("a picture could not be compressed");
  result.resize(size);
  return result;
}

/// Averages of factor x factor pixels; those at the far edges of fewer.
GrayImage averaged(const GrayImage& image, int factor) {
  GrayImage result;
  result.width = (image.width + factor - 1) / factor;
  result.height = (image.height + factor - 1) / factor;
  for (int y = 0; y < result.height; ++y)
    for (int x = 0; x < result.width; ++x) {
      double sum = 0;
      int count = 0;
      for (int v = y * factor; v < std::min((y + 1) * factor, image.height); ++v)
        for (int u = x * factor; u < std::min((x + 1) * factor, image.width); ++u, ++count) sum += image.at(u, v);
      result.values.push_back(static_cast<float>(sum / count));
    }
  return result;
}

unsigned char greyOf(double value, double black, double white) {
  if (!(white > black) || std::isnan(value)) return kMidGrey;
  return static_cast<unsigned char>(std::lround(255 * std::clamp((value - black) / (white - black), 0.0, 1.0)));
}

/// @param rows  filtered rows, each led by its filter's number; @param kind  of the pixels: 0 grey, 6 with colour and
/// transparency
std::string pngOf(int width, int height, char kind, const std::string& rows) {
  std::string header;
  appendBigEndian(header, static_cast<std::uint32_t>(width));
  appendBigEndian(header, static_cast<std::uint32_t>(height));
  header += '\x08';  // bits per channel
  header += kind;
  header += std::string(3, '\0');  // deflate, adaptive filters, not interlaced

  std::string png = "\x89PNG\r\n\x1a\n";
  appendChunk(png, "IHDR", header);
  appendChunk(png, "IDAT", deflated(rows));
  appendChunk(png, "IEND", "");
  return png;
}

}  // namespace

std::string slicePng(const SlicePicture& picture, int maxEdge) {
  const int factor = (std::max(picture.image.width, picture.image.height) + maxEdge - 1) / maxEdge;
  const GrayImage image = factor > 1 ? averaged(picture.image, factor) : picture.image;
  double black = 0, white = 0;
  if (!image.values.empty()) {
    const auto [low, high] = std::ranges::minmax(image.values);
    const bool isConstant = low == high;
    black = isConstant ? 0 : picture.black.value_or(low);
    white = isConstant ? 0 : picture.white.value_or(high);
  }

  std::string rows;
  for (int y = image.height - 1; y >= 0; --y) {
    rows += '\0';  // filter: none
    for (int x = 0; x < image.width; ++x) rows += static_cast<char>(greyOf(image.at(x, y), black, white));
  }
  return pngOf(image.width, image.height, 0, rows);
}

std::string colourPng(std::span<const std::uint32_t> pixels, int width) {
  constexpr int kBytes = 4;
  const std::size_t rowBytes = static_cast<std::size_t>(width) * kBytes;
  std::string rows;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const bool isFirst = i % static_cast<std::size_t>(width) == 0;
    if (isFirst) rows += '\1';  // filter: difference to the pixel at the left, which is mostly small
    for (const int shift : {16, 8, 0, 24}) {
      const std::uint32_t left = isFirst ? 0 : pixels[i - 1] >> shift;
      rows += static_cast<char>(((pixels[i] >> shift) - left) & 0xffU);
    }
  }
  return pngOf(width, static_cast<int>(rows.size() / (rowBytes + 1)), 6, rows);
}

}  // namespace vitrine
