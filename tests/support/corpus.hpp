// Map files with one deviation each, and what a reader must make of them.
#pragma once

#include "core/mapio/map_info.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace vitrine::test {

/// A map file under construction: a right one unless told otherwise. Base: 6 x 5 x 4 voxels of 1.5 A, values 0..119 in
/// x-fastest order, mode 2, little-endian.
class MapFile {
public:
  MapFile();
  /// Box along x, y, z with a ramp of values in x-fastest order, and its cell.
  MapFile& box(Index3 size, Vector3 voxelSize = {1.5, 1.5, 1.5});
  MapFile& values(std::vector<double> xFastest);
  MapFile& mode(int mode);
  MapFile& big();
  MapFile& axes(Index3 mapcMaprMaps);  ///< honoured: the data are written in that order
  /// Mode 101: rows follow each other without padding to whole bytes.
  MapFile& continuousNibbles();
  MapFile& extension(std::size_t bytes);
  /// Any header word, by its number in the standard, last of all.
  MapFile& word(int number, int value);
  MapFile& real(int number, double value);
  MapFile& text(int number, std::string fourBytes);
  MapFile& cut(std::size_t bytes);            ///< keep only that many
  MapFile& append(const std::string& bytes);  ///< after the data
  MapFile& imodFlags(int flags);

  std::string bytes() const;
  const std::vector<double>& values() const { return m_values; }
  const Index3& box() const { return m_box; }

private:
  Index3 m_box{6, 5, 4}, m_axes{1, 2, 3};
  Vector3 m_voxelSize{1.5, 1.5, 1.5};
  std::vector<double> m_values;
  int m_mode = 2;
  bool m_big = false, m_continuous = false;
  std::size_t m_extension = 0, m_cut = std::string::npos;
  std::string m_appended;
  std::map<int, std::variant<int, float, std::string>> m_words;
};

std::string gzipped(const std::string& bytes);
std::string bzipped(const std::string& bytes);
std::string zstandard(const std::string& bytes);

/// One file of the corpus and its verdict.
struct CorpusCase {
  std::string name;
  std::string refusal;                   ///< id of the MapError that load() must throw; empty: it is read
  std::vector<std::string> diagnostics;  ///< exactly these ids, sorted, after loading
  Index3 size{0, 0, 0};                  ///< along x, y, z
  std::vector<double> values;            ///< x fastest; empty: not compared
  ReadHints hints{};                     ///< to be read with
  std::string content{};                 ///< the bytes of the file
};

/// The whole corpus in memory; the same on every call.
std::vector<CorpusCase> corpus();
/// Writes every case into `folder` under its name and returns the cases (without the bytes).
std::vector<CorpusCase> writeCorpus(const std::filesystem::path& folder);

void writeFile(const std::filesystem::path& file, const std::string& bytes);

}  // namespace vitrine::test
