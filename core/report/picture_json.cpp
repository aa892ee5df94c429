#include "core/report/picture_json.hpp"

#include "core/base/error.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint16_t kLastStep = 65534, kNotANumber = 65535;
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kMostPixels = std::size_t{kKeptEdge} * kKeptEdge;

/// RFC 4648.
std::string base64(const std::string& bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8U | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? kDigits[group >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

std::string fromBase64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  int digits = 0;
  for (const char c : text) {
    if (c == '=') break;
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) throw InputError("a picture is not base64");
    group = group << 6U | static_cast<std::uint32_t>(digit);
    if (++digits < 4) continue;
    for (int shift = 16; shift >= 0; shift -= 8) bytes += static_cast<char>(group >> shift & 0xffU);
    digits = 0;
    group = 0;
  }
  if (digits >= 2) bytes += static_cast<char>(group >> (6 * digits - 8) & 0xffU);
  if (digits == 3) bytes += static_cast<char>(group >> 2 & 0xffU);
  return bytes;
}

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string result(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                bytes.size(), Z_DEFAULT_COMPRESSION) != Z_OK)
    throw std::runtime_error("a picture could not be compressed");
  result.resize(size);
  return result;
}

std::string inflated(const std::string& bytes, std::size_t expected) {
  std::string result(expected, '\0');
  uLongf size = expected;
  if (uncompress(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                 bytes.size()) != Z_OK ||
      size != expected)
    throw InputError("a picture is damaged");
  return result;
}

struct Range {
  double low = 0, high = 0;
};

Range finiteRange(const GrayImage& image) {
  Range range{INFINITY, -INFINITY};
  for (const float value : image.values)
    if (std::isfinite(value)) {
      range.low = std::min(range.low, double{value});
      range.high = std::max(range.high, double{value});
    }
  return range.low <= range.high ? range : Range{};
}

/// Averages of factor x factor pixels; a pixel without any finite value stays without.
GrayImage averaged(const GrayImage& image, int factor) {
  GrayImage result = image;
  result.width = (image.width + factor - 1) / factor;
  result.height = (image.height + factor - 1) / factor;
  result.pixelWidthA *= factor;
  result.pixelHeightA *= factor;
  result.values.clear();
  for (int y = 0; y < result.height; ++y)
    for (int x = 0; x < result.width; ++x) {
      double sum = 0;
      int count = 0;
      for (int v = y * factor; v < std::min((y + 1) * factor, image.height); ++v)
        for (int u = x * factor; u < std::min((x + 1) * factor, image.width); ++u)
          if (std::isfinite(image.at(u, v))) {
            sum += image.at(u, v);
            ++count;
          }
      result.values.push_back(count > 0 ? static_cast<float>(sum / count) : NAN);
    }
  return result;
}

/// Low bytes first, then high bytes: neighbours share the high ones, which packs them.
std::string steps(const GrayImage& image, const Range& range) {
  const std::size_t count = image.values.size();
  std::string bytes(2 * count, '\0');
  const double scale = range.high > range.low ? kLastStep / (range.high - range.low) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = image.values[i];
    const auto step =
        std::isnan(value)
            ? kNotANumber
            : static_cast<std::uint16_t>(std::lround(
                  std::clamp((std::clamp(value, range.low, range.high) - range.low) * scale, 0.0, double{kLastStep})));
    bytes[i] = static_cast<char>(step & 0xffU);
    bytes[count + i] = static_cast<char>(step >> 8U);
  }
  return bytes;
}

std::vector<float> valuesOf(const std::string& bytes, const Range& range) {
  const std::size_t count = bytes.size() / 2;
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned step = static_cast<unsigned char>(bytes[i]) |
                          static_cast<unsigned>(static_cast<unsigned char>(bytes[count + i])) << 8U;
    values[i] = step == kNotANumber ? NAN : static_cast<float>(range.low + (range.high - range.low) * step / kLastStep);
  }
  return values;
}

Json sliceJson(const SlicePicture& picture) {
  const int longest = std::max(picture.image.width, picture.image.height);
  const int factor = std::max(1, (longest + kKeptEdge - 1) / kKeptEdge);
  const Range own = finiteRange(picture.image);
  const Range kept{picture.black.value_or(own.low), picture.white.value_or(own.high)};
  const GrayImage image = factor > 1 ? averaged(picture.image, factor) : picture.image;
  Json json = {{"kind", "slice"},
               {"title", picture.title},
               {"width", image.width},
               {"height", image.height},
               {"pixel_A", {image.pixelWidthA, image.pixelHeightA}},
               {"axis", image.axis},
               {"index", image.index},
               {"low", kept.low},
               {"high", kept.high}};
  // An image that was averaged has other limits of its own: it is drawn with those it had.
  json["has_range"] = factor > 1 || (picture.black && picture.white);
  json["values"] = base64(deflated(steps(image, kept)));
  return json;
}

SlicePicture sliceFromJson(const Json& json) {
  SlicePicture picture;
  picture.title = json.at("title").get<std::string>();
  GrayImage& image = picture.image;
  image.width = json.at("width").get<int>();
  image.height = json.at("height").get<int>();
  if (image.width < 0 || image.height < 0 || image.width > kKeptEdge || image.height > kKeptEdge)
    throw InputError("a picture has an impossible size");
  image.pixelWidthA = json.at("pixel_A").at(0).get<double>();
  image.pixelHeightA = json.at("pixel_A").at(1).get<double>();
  image.axis = json.at("axis").get<int>();
  if (image.axis < 0 || image.axis > 2) throw InputError("a picture has an impossible axis");
  image.index = json.at("index").get<int>();
  const Range range{json.at("low").get<double>(), json.at("high").get<double>()};
  const std::size_t pixels = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  static_assert(kMostPixels * 2 < (std::size_t{1} << 31));
  image.values = valuesOf(inflated(fromBase64(json.at("values").get_ref<const std::string&>()), 2 * pixels), range);
  if (json.at("has_range").get<bool>()) {
    picture.black = range.low;
    picture.white = range.high;
  }
  return picture;
}

/// The recipe without its volume, so that a session says what was there.
Json surfaceJson(const SurfacePicture& picture) {
  return {{"kind", "surface"},
          {"title", picture.title},
          {"level", picture.level},
          {"angles", {picture.angles.x, picture.angles.y, picture.angles.z}}};
}

}  // namespace

nlohmann::ordered_json figureJson(const Figure& figure) {
  Json pictures = Json::array();
  for (const Picture& picture : figure.pictures)
    pictures.push_back(std::holds_alternative<SlicePicture>(picture) ? sliceJson(std::get<SlicePicture>(picture))
                                                                     : surfaceJson(std::get<SurfacePicture>(picture)));
  return {{"key", figure.key}, {"caption", figure.caption}, {"pictures", std::move(pictures)}};
}

Figure figureFromJson(const nlohmann::ordered_json& json) {
  Figure figure{json.at("key").get<std::string>(), json.at("caption").get<std::string>(), {}};
  bool isComplete = true;
  for (const Json& picture : json.at("pictures")) {
    if (picture.at("kind") == "slice")
      figure.pictures.emplace_back(sliceFromJson(picture));
    else
      isComplete = false;
  }
  if (!isComplete) {
    if (!figure.caption.empty()) figure.caption += " ";
    figure.caption += "Surfaces are not kept in a session; run the check again for its pictures.";
  }
  return figure;
}

}  // namespace vitrine
