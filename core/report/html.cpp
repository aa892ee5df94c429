#include "core/report/html.hpp"

#include "core/report/html_plot.hpp"
#include "core/report/html_text.hpp"
#include "core/report/png.hpp"

#include <algorithm>

namespace vitrine {
namespace {

constexpr const char* kStyle = R"(
body { font: 15px/1.5 sans-serif; color: #1a1a1a; background: #fff; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { border-bottom: 2px solid #345; padding-bottom: .2rem; margin-top: 3rem; } h3 { margin-top: 2.2rem; }
.subtitle { font-size: 1.2rem; color: #456; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .6rem 0 1rem; } caption { text-align: left; color: #444; padding: .2rem 0; }
th, td { text-align: left; vertical-align: top; padding: .15rem .9rem .15rem 0; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
.warnings p { color: #555; margin: 0; } .remark, .small { color: #555; font-size: .85rem; } .emphasis { font-weight: bold; margin: 1.2rem 0 .3rem; }
.accepted { font-weight: bold; margin: 0; } .alarm, .warnings, .could_not_be_measured { color: #b00000; } .ok { color: #0b4f9e; } .does_not_apply { color: #7a4a00; }
.status { font-weight: bold; } figure { margin: 1rem 0; } figcaption { color: #444; font-size: .9rem; }
.pictures { display: flex; flex-wrap: wrap; gap: .6rem; } .pictures div { flex: 1 1 12rem; max-width: 20rem; }
.pictures img { width: 100%; image-rendering: pixelated; } .pictures p { margin: 0; font-size: .85rem; color: #444; }
svg { width: 100%; max-width: 46rem; } nav li { list-style: none; }
@media print { h2 { break-before: page; } figure, tr { break-inside: avoid; } }
)";

std::string element(const std::string& name, const std::string& content, const std::string& cssClass = {}) {
  const std::string attribute = cssClass.empty() ? "" : " class=\"" + cssClass + "\"";
  return "<" + name + attribute + ">" + content + "</" + name + ">";
}

std::string anchorLink(const std::string& anchor, const std::string& content) {
  return anchor.empty() ? content : "<a href=\"#" + escapeHtml(anchor) + "\">" + content + "</a>";
}

std::string paragraphClass(TextStyle style) {
  switch (style) {
    case TextStyle::Body:
      return "";
    case TextStyle::Small:
    case TextStyle::Caption:
      return "small";
    case TextStyle::Emphasis:
      return "emphasis";
    case TextStyle::Alarm:
      return "alarm";
  }
  return "";
}

std::string headingText(const Section& section) {
  return htmlText(section.number.empty() ? section.title : section.number + " " + section.title);
}

/// One writer per document: blocks in order, sections known for the table of contents.
class HtmlWriter {
public:
  HtmlWriter(const Document& document, const SurfacePng& drawSurface) : m_document(document), m_draw(drawSurface) {}

  std::string write() {
    m_html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    m_html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    m_html += element("title", escapeHtml(m_document.title + ": " + m_document.subtitle)) + "\n";
    m_html += element("style", kStyle) + "\n</head>\n<body>\n";
    m_html += element("h1", htmlText(m_document.title)) + "\n";
    m_html += element("p", escapeHtml(m_document.subtitle), "subtitle") + "\n<table>\n";
    for (const auto& [label, value] : m_document.frontPage)
      m_html += element("tr", element("th", escapeHtml(label)) + element("td", escapeHtml(value))) + "\n";
    m_html += "</table>\n";
    for (const Section& section : m_document.sections) {
      const std::string heading = section.depth == 1 ? "h2" : "h3";
      m_html += "<section id=\"" + escapeHtml(section.anchor) + "\">\n" + element(heading, headingText(section)) + "\n";
      for (const Block& block : section.blocks) std::visit(*this, block);
      m_html += "</section>\n";
    }
    return std::move(m_html) + "</body>\n</html>\n";
  }

  void operator()(const Paragraph& paragraph) {
    m_html += element("p", htmlText(paragraph.text), paragraphClass(paragraph.style)) + "\n";
  }

  void operator()(const BulletList& list) {
    m_html += "<ul>\n";
    for (const std::string& item : list.items) m_html += element("li", htmlText(item)) + "\n";
    m_html += "</ul>\n";
  }

  void operator()(const NumberTable& table) {
    m_html += "<table>\n";
    for (const NumberRow& row : table.rows)
      m_html += element("tr", element("th", htmlText(row.label)) + element("td", htmlText(row.value)) +
                                  element("td", htmlText(row.remark), "remark")) +
                "\n";
    m_html += "</table>\n";
  }

  void operator()(const TextTable& table) {
    m_html += "<table>\n";
    if (!table.caption.empty()) m_html += element("caption", htmlText(table.caption)) + "\n";
    std::string cells;
    for (const std::string& title : table.header) cells += element("th", htmlText(title));
    if (!cells.empty()) m_html += element("tr", cells) + "\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) m_html += element("tr", rowCells(table, i)) + "\n";
    m_html += "</table>\n";
  }

  void operator()(const PlotBlock& block) {
    m_html += element("figure", std::string("\n").append(plotSvg(block.plot)) +
                                    element("figcaption", htmlText(block.plot.caption))) +
              "\n";
  }

  void operator()(const SphereBlock& block) {
    m_html += element("figure", std::string("\n").append(sphereSvg(block.sphere)) +
                                    element("figcaption", htmlText(block.sphere.caption)) + "\n" +
                                    sphereTable(block.sphere)) +
              "\n";
  }

  void operator()(const FigureBlock& block) {
    std::string pictures;
    for (const Picture& picture : block.figure.pictures) pictures += pictureHtml(picture);
    if (!pictures.empty()) pictures = "<div class=\"pictures\">\n" + pictures + "</div>\n";
    m_html += element("figure", "\n" + pictures + element("figcaption", htmlText(block.figure.caption))) + "\n";
  }

  void operator()(const StatusBlock& block) {
    m_html += element("p", htmlText(block.text), "status " + std::string(statusKey(block.status))) + "\n";
  }

  void operator()(const WarningBlock& block) {
    m_html += "<ul class=\"warnings\">\n";
    for (std::size_t i = 0; i < block.warnings.size(); ++i) {
      std::string item = htmlText(block.warnings[i].text);
      const WarningNote note = block.note(i);
      if (!note.place.empty()) item += element("p", htmlText(note.place), "small");
      if (!note.accepted.empty()) item += element("p", escapeHtml("Accepted: " + note.accepted), "accepted");
      m_html += element("li", item) + "\n";
    }
    m_html += "</ul>\n";
  }

  void operator()(const TableOfContents&) {
    m_html += "<nav><ul>\n";
    bool isAfterContents = false;  // what stands before the contents needs no entry in it
    for (const Section& section : m_document.sections) {
      const bool isContents = std::ranges::any_of(
          section.blocks, [](const Block& block) { return std::holds_alternative<TableOfContents>(block); });
      if (isAfterContents || !section.number.empty())
        m_html += element("li", anchorLink(section.anchor, headingText(section))) + "\n";
      isAfterContents = isAfterContents || isContents;
    }
    m_html += "</ul></nav>\n";
  }

private:
  static std::string rowCells(const TextTable& table, std::size_t i) {
    const std::vector<std::string>& row = table.rows[i];
    std::string cells;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const bool isLast = c + 1 == row.size();
      const std::string link = c < 2 && i < table.links.size() ? table.links[i] : "";
      const std::string status = isLast && i < table.rowStatus.size() ? std::string(statusKey(table.rowStatus[i])) : "";
      cells += element("td", anchorLink(link, htmlText(row[c])), status);
    }
    return cells;
  }

  std::string pictureHtml(const Picture& picture) const {
    std::string png, title;
    if (const auto* slice = std::get_if<SlicePicture>(&picture)) {
      png = slicePng(*slice);
      title = slice->title;
    } else if (const auto* surface = std::get_if<SurfacePicture>(&picture)) {
      if (m_draw) png = m_draw(*surface);
      title = surface->title;
    }
    if (png.empty()) return "";
    const std::string image = "<img alt=\"" + escapeHtml(title) + "\" src=\"" + pngDataUri(png) + "\">";
    return element("div", image + element("p", htmlText(title))) + "\n";
  }

  const Document& m_document;
  const SurfacePng& m_draw;
  std::string m_html;
};

}  // namespace

std::string reportHtml(const Document& document, const SurfacePng& drawSurface) {
  return HtmlWriter(document, drawSurface).write();
}

}  // namespace vitrine
