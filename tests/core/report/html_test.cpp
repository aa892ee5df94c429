#include "core/report/html.hpp"

#include "core/report/html_plot.hpp"
#include "core/report/html_text.hpp"
#include "core/report/png.hpp"
#include "tests/core/report/made_up.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <regex>

namespace vitrine {
namespace {

std::size_t countOf(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (std::size_t i = text.find(words); i != std::string::npos; i = text.find(words, i + 1)) ++count;
  return count;
}

SlicePicture rampPicture(int width, int height) {
  SlicePicture picture;
  picture.image.width = width;
  picture.image.height = height;
  for (int i = 0; i < width * height; ++i) picture.image.values.push_back(static_cast<float>(i));
  picture.title = "Slice 1 along Z";
  return picture;
}

/// Width, height and pixels of a PNG as slicePng writes them, by zlib, with every checksum tested.
struct Decoded {
  unsigned width = 0, height = 0;
  std::vector<unsigned char> pixels;
};

unsigned bigEndian(const std::string& bytes, std::size_t i) {
  unsigned value = 0;
  for (std::size_t k = 0; k < 4; ++k) value = value << 8 | static_cast<unsigned char>(bytes.at(i + k));
  return value;
}

Decoded decodePng(const std::string& png) {
  Decoded decoded;
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
  for (std::size_t i = 8; i < png.size();) {
    const std::size_t size = bigEndian(png, i);
    const std::string type = png.substr(i + 4, 4), content = png.substr(i + 8, size);
    EXPECT_EQ(bigEndian(png, i + 8 + size),
              crc32(0, reinterpret_cast<const Bytef*>(png.data() + i + 4), static_cast<uInt>(size + 4)));
    if (type == "IHDR") {
      decoded.width = bigEndian(content, 0);
      decoded.height = bigEndian(content, 4);
    } else if (type == "IDAT") {
      std::vector<unsigned char> rows((decoded.width + 1) * decoded.height);
      uLongf rowBytes = rows.size();
      EXPECT_EQ(uncompress(rows.data(), &rowBytes, reinterpret_cast<const Bytef*>(content.data()), content.size()),
                Z_OK);
      for (unsigned y = 0; y < decoded.height; ++y) {
        EXPECT_EQ(rows[y * (decoded.width + 1)], 0);
        for (unsigned x = 0; x < decoded.width; ++x) decoded.pixels.push_back(rows[y * (decoded.width + 1) + 1 + x]);
      }
    }
    i += 12 + size;
  }
  return decoded;
}

TEST(SlicePng, PutsRowZeroAtTheBottomAndUsesTheWholeRange) {
  const Decoded decoded = decodePng(slicePng(rampPicture(3, 2)));
  EXPECT_EQ(decoded.width, 3U);
  EXPECT_EQ(decoded.height, 2U);
  EXPECT_EQ(decoded.pixels, (std::vector<unsigned char>{153, 204, 255, 0, 51, 102}));
}

TEST(SlicePng, ClampsToTheRangeOfTheFigure) {
  SlicePicture picture = rampPicture(3, 2);
  picture.black = 1;
  picture.white = 3;
  EXPECT_EQ(decodePng(slicePng(picture)).pixels, (std::vector<unsigned char>{255, 255, 255, 0, 0, 128}));
}

TEST(SlicePng, ConstantIsMidGrey) {
  SlicePicture picture = rampPicture(2, 1);
  picture.image.values = {0.5F, 0.5F};
  picture.black = 0;
  picture.white = 0.5;
  EXPECT_EQ(decodePng(slicePng(picture)).pixels, (std::vector<unsigned char>{128, 128}));
}

TEST(SlicePng, AveragesLargeImagesDown) {
  const Decoded decoded = decodePng(slicePng(rampPicture(5, 4), 2));  // 3 x 3 blocks
  EXPECT_EQ(decoded.width, 2U);
  EXPECT_EQ(decoded.height, 2U);
  EXPECT_EQ(decoded.pixels[2], 0);    // lower left: mean of the nine lowest, the smallest block
  EXPECT_EQ(decoded.pixels[1], 255);  // upper right
}

TEST(HtmlText, SetsUnitsAndExponents) {
  EXPECT_EQ(htmlText("26.00 A"), "26.00\xc2\xa0\xc3\x85");
  EXPECT_EQ(htmlText("-111.0 A^2"), "-111.0\xc2\xa0\xc3\x85<sup>2</sup>");
  EXPECT_EQ(plainHtmlText("1/d^2 (A^-2)"), "1/d\xc2\xb2 (\xc3\x85\xe2\x81\xbb\xc2\xb2)");
  EXPECT_EQ(htmlText("Size (A)"), "Size (\xc3\x85)");
  EXPECT_EQ(htmlText("1.900, 1.900, 2.000 A"), "1.900, 1.900, 2.000\xc2\xa0\xc3\x85");
}

TEST(HtmlText, LeavesWordsAlone) {
  EXPECT_EQ(htmlText("A map of 2 Atoms"), "A map of 2 Atoms");
  EXPECT_EQ(htmlText("A. Author, B. Author"), "A. Author, B. Author");
  EXPECT_EQ(htmlText("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
}

TEST(HtmlText, EncodesBytesInBase64) {
  EXPECT_EQ(pngDataUri("M"), "data:image/png;base64,TQ==");
  EXPECT_EQ(pngDataUri("Ma"), "data:image/png;base64,TWE=");
  EXPECT_EQ(pngDataUri("Man"), "data:image/png;base64,TWFu");
  EXPECT_EQ(pngDataUri(std::string("\xff\x00\x7f", 3)), "data:image/png;base64,/wB/");
}

TEST(PlotSvg, BreaksALineAtAGap) {
  CurvePlot plot;
  const double nan = std::nan("");
  plot.series.push_back(
      {.key = "", .label = "a", .x = {0, 1, 2, 3, 4}, .y = {0, 1, nan, 1, 0}, .style = SeriesStyle::Line});
  const std::string svg = plotSvg(plot);
  const std::regex path("<path d=\"([^\"]*)\"");
  std::smatch match;
  ASSERT_TRUE(std::regex_search(svg, match, path));
  EXPECT_EQ(countOf(match[1], "M"), 2U);
  EXPECT_EQ(countOf(match[1], "L"), 2U);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(PlotSvg, ShowsAValueBetweenTwoGapsAsASpike) {
  CurvePlot plot;
  const double nan = std::nan("");
  plot.series.push_back(
      {.key = "", .label = "a", .x = {0, 1, 2, 3}, .y = {nan, 1, nan, 3}, .style = SeriesStyle::Line});
  const std::string svg = plotSvg(plot);
  std::smatch match;
  ASSERT_TRUE(std::regex_search(svg, match, std::regex("<path d=\"([^\"]*)\"")));
  EXPECT_EQ(countOf(match[1], "M"), 2U);
  EXPECT_EQ(countOf(match[1], "L"), 2U);
}

TEST(PlotSvg, LeavesOutWhatALogarithmicAxisCannotShow) {
  CurvePlot plot;
  plot.y.logarithmic = true;
  plot.series.push_back({.key = "", .label = "a", .x = {1, 2, 3}, .y = {0, 10, 1000}, .style = SeriesStyle::Points});
  const std::string svg = plotSvg(plot);
  EXPECT_EQ(countOf(svg, "<circle"), 2U);
  EXPECT_NE(svg.find(">100<"), std::string::npos);
}

TEST(PlotSvg, LabelsTheOriginWithoutASign) {
  CurvePlot plot;
  plot.series.push_back({.key = "", .label = "a", .x = {0, 100}, .y = {0, 100}, .style = SeriesStyle::Line});
  const std::string svg = plotSvg(plot);
  EXPECT_EQ(countOf(svg, ">0<"), 2U);
  EXPECT_EQ(countOf(svg, ">-0<"), 0U);
}

/// An axis that is wider than the data, as that of a local histogram: bars do not grow into each other, marks are seen.
TEST(PlotSvg, BarsAreAsWideAsTheirDistance) {
  CurvePlot plot;
  plot.x.low = 0;
  plot.x.high = 40;
  plot.series.push_back({.key = "", .label = "a", .x = {21, 23, 25}, .y = {1, 2, 1}, .style = SeriesStyle::Bars});
  plot.markers.push_back({Marker::Along::X, 3, "reported", false});
  const std::string svg = plotSvg(plot);
  EXPECT_NE(svg.find("reported"), std::string::npos);
  const std::regex bar("<rect x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"[^>]*fill=\"#0072b2\"");
  std::vector<double> left, width;
  for (std::sregex_iterator i(svg.begin(), svg.end(), bar), end; i != end; ++i) {
    left.push_back(std::stod((*i)[1]));
    width.push_back(std::stod((*i)[2]));
  }
  ASSERT_EQ(left.size(), 3U);
  EXPECT_NEAR(width[0], 0.8 * (left[1] - left[0]), 0.15);
}

TEST(PlotSvg, DrawsAnEmptyPlot) {
  CurvePlot plot;
  const std::string empty = plotSvg(plot);
  EXPECT_EQ(countOf(empty, "<path"), 0U);
  EXPECT_EQ(empty.find("nan"), std::string::npos);
  EXPECT_EQ(empty.find("inf"), std::string::npos);
}

TEST(ReportHtml, HoldsEverySectionUnderItsAnchor) {
  const Document document = composeReport(test::madeUpModel());
  const std::string html = reportHtml(document);
  for (const Section& section : document.sections)
    EXPECT_EQ(countOf(html, "<section id=\"" + section.anchor + "\">"), 1U) << section.anchor;
  EXPECT_NE(html.find("VRS definition gives 26.00\xc2\xa0\xc3\x85"), std::string::npos);
  EXPECT_NE(html.find("<a href=\"#0.b\">0.b Mask analysis</a>"), std::string::npos);
  EXPECT_EQ(countOf(html, "<svg"), 1U);
}

TEST(ReportHtml, ClosesWhatItOpens) {
  const std::string html = reportHtml(composeReport(test::madeUpModel()));
  for (const std::string name : {"section", "table", "tr", "td", "th", "p", "ul", "li", "figure", "a", "svg", "nav"})
    EXPECT_EQ(countOf(html, "<" + name + ">") + countOf(html, "<" + name + " "), countOf(html, "</" + name + ">"))
        << name;
}

TEST(ReportHtml, RefersToNothingOutside) {
  const std::string html = reportHtml(composeReport(test::madeUpModel()));
  EXPECT_EQ(html.find("src=\"http"), std::string::npos);
  EXPECT_EQ(html.find("@import"), std::string::npos);
  EXPECT_EQ(html.find("<script"), std::string::npos);
}

TEST(ReportHtml, DrawsSlicesAndAsksForSurfaces) {
  Document document;
  Figure figure;
  figure.caption = "Both kinds.";
  figure.pictures.emplace_back(rampPicture(4, 4));
  SurfacePicture surface;
  surface.title = "View 1";
  figure.pictures.emplace_back(surface);
  Section section;
  section.blocks.emplace_back(FigureBlock{figure});
  document.sections.push_back(section);

  const std::string without = reportHtml(document);
  EXPECT_EQ(countOf(without, "<img"), 1U);
  EXPECT_NE(without.find("Both kinds."), std::string::npos);
  const std::string with = reportHtml(document, [](const SurfacePicture& asked) { return "drawn " + asked.title; });
  EXPECT_EQ(countOf(with, "<img"), 2U);
  EXPECT_NE(with.find(pngDataUri("drawn View 1")), std::string::npos);
}

TEST(ReportHtml, EscapesWhatTheUserNamed) {
  ReportModel model = test::madeUpModel();
  model.map.file = "<script>.mrc";
  EXPECT_EQ(reportHtml(composeReport(model)).find("<script>"), std::string::npos);
}

}  // namespace
}  // namespace vitrine
