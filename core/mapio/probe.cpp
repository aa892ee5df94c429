#include "core/mapio/judge.hpp"
#include "core/mapio/reader.hpp"

namespace vitrine {

MapInfo probe(const std::filesystem::path& path, const ReadHints& hints) {
  const InputFile file(path);
  MapInfo info = judgeFile(file, hints, std::nullopt, {}).info;
  enforceStrictness(hints, info);
  return info;
}

}  // namespace vitrine
