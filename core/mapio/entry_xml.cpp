// The EMDB's header files, header/emd-NNNN.xml: data model 3 (<emd>), and 1.9 (<emdEntry>) in older mirrors.
#include "core/mapio/entry.hpp"
#include "core/mapio/xml_text.hpp"

#include <charconv>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::size_t kDeepest = 64;

std::optional<double> finiteNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

class EntryReader {
public:
  explicit EntryReader(const SourceText& source) : m_source(source), m_xml(source) {}

  EntryMetadata read() {
    XmlTag tag;
    while (m_xml.next(tag)) {
      if (!tag.closes) open(tag);
      if (tag.closes || tag.isEmpty) close(tag);
    }
    if (!m_path.empty())
      m_source.fail(m_source.text().size(), "the file ends inside <" + std::string(m_path.back()) + ">");
    if (m_voxel[0] && m_voxel[1] && m_voxel[2]) m_data.voxelSize = Vector3{*m_voxel[0], *m_voxel[1], *m_voxel[2]};
    m_data.contourLevel = m_primaryLevel ? m_primaryLevel : m_firstLevel;
    return m_data;
  }

private:
  void open(const XmlTag& tag) {
    if (m_path.empty()) begin(tag);
    if (m_path.size() >= kDeepest) m_source.fail(tag.at, "elements are nested too deeply");
    m_path.push_back(tag.name);
    if (ends("contour")) {
      const std::string_view primary = tag.attribute("primary").text;
      m_isPrimary = primary == "true" || primary == "1";
    }
  }

  void begin(const XmlTag& tag) {
    if (m_hasRoot) m_source.fail(tag.at, "a second element after the end of the first");
    if (tag.name != "emd" && tag.name != "emdEntry")
      m_source.fail(tag.at, "this XML begins with <" + std::string(tag.name.substr(0, 40)) +
                                ">, not with <emd>; name the EMDB's header file");
    m_hasRoot = true;
    const TextCell id = tag.attribute(tag.name == "emd" ? "emdb_id" : "accessCode");
    m_data.id = m_xml.decoded(id.text, id.at);
    if (!m_data.id.empty() && !m_data.id.starts_with("EMD-")) m_data.id.insert(0, "EMD-");
  }

  void close(const XmlTag& tag) {
    if (m_path.empty() || m_path.back() != tag.name)
      m_source.fail(tag.at, "</" + std::string(tag.name.substr(0, 40)) + "> closes nothing");
    take();
    m_path.pop_back();
  }

  /// The text of the element that closes, where it is one we know.
  void take() {
    if (ends("admin", "title") || ends("deposition", "title"))
      set(m_data.title);
    else if (ends("authors_list", "author"))
      addAuthor();
    else if (ends("deposition", "authors"))
      set(m_data.authors);
    else if (ends("key_dates", "deposition") || ends("deposition", "depositionDate"))
      set(m_data.date);
    else if (ends("final_reconstruction", "resolution") || ends("reconstruction", "resolutionByAuthor"))
      setPositive(m_data.resolution);
    else if (ends("contour", "level"))
      takeLevel();
    else if (ends("map", "contourLevel") && !m_firstLevel)
      m_firstLevel = finiteNumber(m_xml.text().text);
    else
      takeVoxel();
  }

  void takeLevel() {
    const auto level = finiteNumber(m_xml.text().text);
    if (!m_firstLevel) m_firstLevel = level;
    if (m_isPrimary && !m_primaryLevel) m_primaryLevel = level;
  }

  void takeVoxel() {
    constexpr std::string_view kAxes[] = {"x", "y", "z"}, kOldAxes[] = {"pixelX", "pixelY", "pixelZ"};
    for (std::size_t a = 0; a < 3; ++a)
      if (inMap("pixel_spacing", kAxes[a]) || inMap("pixelSpacing", kOldAxes[a])) setPositive(m_voxel[a]);
  }

  void addAuthor() {
    std::string name;
    set(name);
    if (!name.empty()) m_data.authors += (m_data.authors.empty() ? "" : ", ") + name;
  }

  void set(std::string& field) const {
    const TextCell cell = m_xml.text();
    if (field.empty()) field = m_xml.decoded(cell.text, cell.at);
  }

  void setPositive(std::optional<double>& field) const {
    if (field) return;
    field = finiteNumber(m_xml.text().text);
    if (field && !(*field > 0)) field.reset();
  }

  bool ends(std::string_view last) const { return !m_path.empty() && m_path.back() == last; }
  bool ends(std::string_view before, std::string_view last) const {
    return ends(last) && m_path.size() >= 2 && m_path[m_path.size() - 2] == before;
  }
  /// Half maps and masks have a pixel_spacing of their own; the map's is directly below the root's <map>.
  bool inMap(std::string_view before, std::string_view last) const {
    return ends(before, last) && m_path.size() == 4 && m_path[1] == "map";
  }

  const SourceText& m_source;
  XmlReader m_xml;
  EntryMetadata m_data;
  std::vector<std::string_view> m_path;
  std::array<std::optional<double>, 3> m_voxel;
  std::optional<double> m_firstLevel, m_primaryLevel;
  bool m_hasRoot = false, m_isPrimary = false;
};

}  // namespace

EntryMetadata parseEntryXml(std::string_view xml, const std::string& name) {
  const SourceText source(name, xml);
  EntryMetadata data = EntryReader(source).read();
  if (data.id.empty() && data.title.empty() && !data.resolution && !data.contourLevel)
    throw InputError(name + ": this XML holds neither an entry's id nor title, resolution or contour level; name the " +
                     "EMDB's header file");
  return data;
}

}  // namespace vitrine
