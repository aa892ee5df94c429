#include "core/mapio/text_file.hpp"

#include "core/mapio/byte_stream.hpp"

#include <algorithm>
#include <array>

namespace vitrine {

std::string readTextFile(const std::filesystem::path& path, std::size_t mostBytes, const std::string& what) {
  constexpr std::size_t kStep = 1 << 20;
  std::string text;
  try {
    const InputFile file(path);
    std::array<unsigned char, 8> first{};
    const std::size_t looked = file.readAt(0, first.data(), first.size());
    const auto stream = openStream(file, compressionOf({first.data(), looked}), nullptr, {});
    for (std::size_t got = 1; got > 0 && text.size() <= mostBytes;) {
      const std::size_t before = text.size(), step = std::min(kStep, mostBytes + 1 - before);
      text.resize(before + step);
      got = stream->read({reinterpret_cast<unsigned char*>(text.data() + before), step});
      text.resize(before + got);
    }
  } catch (const MapError& error) {
    throw InputError(error.what());
  }
  if (text.size() > mostBytes)
    throw InputError(path.string() + ": larger than " + std::to_string(mostBytes >> 20) + " MiB, so not " + what +
                     "; name the right file");
  return text;
}

}  // namespace vitrine
