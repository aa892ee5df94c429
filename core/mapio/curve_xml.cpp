// The EMDB's FSC files.
#include "core/mapio/curve_text.hpp"
#include "core/mapio/xml_text.hpp"

namespace vitrine {
namespace {

constexpr std::size_t kDeepest = 32;

/// Collects the numbers of <coordinate> elements.
class FscReader {
public:
  explicit FscReader(const SourceText& source) : m_source(source), m_xml(source) {}

  CurveFile read(std::optional<double> boxEdgeA) {
    XmlTag tag;
    while (m_xml.next(tag)) {
      tag.closes ? close(tag) : open(tag);
      if (!tag.closes && tag.isEmpty) close(tag);
    }
    if (!m_path.empty())
      m_source.fail(m_source.text().size(), "the file ends inside <" + std::string(m_path.back()) + ">");
    if (!m_hasRoot) m_source.fail(0, "there is no <fsc> element");
    CurveFile file;
    file.kind = "EMDB FSC XML";
    const CurveAxis axis = judgedAxis(m_source, m_x);
    file.curves.push_back(foreignCurve(m_source, m_title.empty() ? "FSC" : m_title, axis, m_x, m_y, boxEdgeA));
    return file;
  }

private:
  void open(const XmlTag& tag) {
    if (m_path.empty()) {
      if (m_hasRoot) m_source.fail(tag.at, "a second element after the end of <fsc>");
      if (tag.name != "fsc")
        m_source.fail(tag.at, "this XML begins with <" + std::string(tag.name.substr(0, 40)) + ">, not with <fsc>");
      m_hasRoot = true;
      const TextCell title = tag.attribute("title");
      m_title = m_xml.decoded(title.text, title.at);
    }
    if (m_path.size() >= kDeepest) m_source.fail(tag.at, "elements are nested too deeply");
    m_path.push_back(tag.name);
    if (tag.name == "coordinate") m_hasX = m_hasY = false;
  }

  void close(const XmlTag& tag) {
    if (m_path.empty() || m_path.back() != tag.name)
      m_source.fail(tag.at, "</" + std::string(tag.name.substr(0, 40)) + "> closes nothing");
    m_path.pop_back();
    const bool isInCoordinate = !m_path.empty() && m_path.back() == "coordinate";
    if (isInCoordinate && tag.name == "x") take(m_x, m_hasX, tag);
    if (isInCoordinate && tag.name == "y") take(m_y, m_hasY, tag);
    if (tag.name == "coordinate" && (!m_hasX || !m_hasY))
      m_source.fail(tag.at, std::string("a coordinate has no <") + (m_hasX ? "y" : "x") + ">");
  }

  void take(NumberColumn& column, bool& isThere, const XmlTag& tag) {
    if (isThere) m_source.fail(tag.at, "a coordinate has two <" + std::string(tag.name) + ">");
    isThere = true;
    const TextCell cell = m_xml.text();
    if (column.values.size() >= kMostCurvePoints) m_source.fail(cell.at, "more than a million samples");
    column.values.push_back(curveNumber(m_source, cell));
    column.places.push_back(cell.at);
  }

  const SourceText& m_source;
  XmlReader m_xml;
  std::vector<std::string_view> m_path;
  std::string m_title;
  NumberColumn m_x, m_y;
  bool m_hasRoot = false, m_hasX = false, m_hasY = false;
};

}  // namespace

CurveFile readCurveXml(const SourceText& source, std::optional<double> boxEdgeA) {
  return FscReader(source).read(boxEdgeA);
}

}  // namespace vitrine
