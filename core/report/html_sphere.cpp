// A sphere plot as SVG, and its values as a table for those who cannot see it.
#include "core/base/number_text.hpp"
#include "core/report/html_plot.hpp"
#include "core/report/html_text.hpp"
#include "core/report/png.hpp"
#include "core/report/sphere_drawing.hpp"
#include "core/report/viridis.hpp"

namespace vitrine {
namespace {

constexpr double kWidth = 480;
constexpr int kPixelsPerPoint = 2;

std::string px(double value) { return fixedText(value, 2); }

const char* inkColour(SphereDrawing::Ink ink) {
  switch (ink) {
    case SphereDrawing::Ink::Text:
    case SphereDrawing::Ink::Mark:
      return "#1c2229";
    case SphereDrawing::Ink::Muted:
      return "#5b6570";
    case SphereDrawing::Ink::Frame:
      return "#444";
    case SphereDrawing::Ink::Graticule:
      break;
  }
  return "#fff";
}

const char* anchorName(SphereDrawing::Anchor anchor) {
  return anchor == SphereDrawing::Anchor::Left ? "start" : anchor == SphereDrawing::Anchor::Right ? "end" : "middle";
}

std::string boxAttributes(const PaperBox& box) {
  return "x=\"" + px(box.x) + "\" y=\"" + px(box.y) + "\" width=\"" + px(box.width) + "\" height=\"" + px(box.height) +
         "\"";
}

std::string image(const PaperBox& box, const SpherePlot& plot) {
  const int width = std::max(1, static_cast<int>(box.width * kPixelsPerPoint));
  const int height = std::max(1, static_cast<int>(box.height * kPixelsPerPoint));
  return "<image " + boxAttributes(box) + " preserveAspectRatio=\"none\" href=\"" +
         pngDataUri(colourPng(sphereRaster(plot, width, height), width)) + "\"/>\n";
}

std::string path(const SphereDrawing::Line& line) {
  std::string data;
  for (const PaperPoint& point : line.points)
    data.append(data.empty() ? "M" : "L").append(px(point[0])).append(" ").append(px(point[1]));
  const bool isGraticule = line.ink == SphereDrawing::Ink::Graticule;
  return "<path d=\"" + data + "\" fill=\"none\" stroke=\"" + inkColour(line.ink) + "\" stroke-width=\"" +
         px(line.width) + (isGraticule ? "\" stroke-opacity=\"0.6\"/>\n" : "\"/>\n");
}

std::string text(const SphereDrawing::Label& label) {
  const std::string halo =
      label.veiled ? " stroke=\"#fff\" stroke-opacity=\"0.85\" stroke-width=\"2.5\" paint-order=\"stroke\"" : "";
  return "<text x=\"" + px(label.at[0]) + "\" y=\"" + px(label.at[1]) + "\" text-anchor=\"" + anchorName(label.anchor) +
         "\" fill=\"" + inkColour(label.ink) + "\"" + halo + ">" + plainHtmlText(label.text) + "</text>\n";
}

/// The bar in steps too fine to see: a gradient would need an id of its own in the page.
std::string colourBar(const PaperBox& bar) {
  constexpr int kSteps = 64;
  std::string svg;
  for (int i = 0; i < kSteps; ++i) {
    char colour[8];
    std::snprintf(colour, sizeof colour, "#%06x", sphereColour((i + 0.5) / kSteps, {0, 1}));
    // Each step reaches to the end, under those that follow: edges side by side would show as seams.
    const double left = bar.x + bar.width * i / kSteps;
    const PaperBox step{left, bar.y, bar.x + bar.width - left, bar.height};
    svg += "<rect " + boxAttributes(step) + " fill=\"" + colour + "\"/>\n";
  }
  return svg;
}

std::string swatch(const PaperBox& box) {
  std::string svg = "<rect " + boxAttributes(box) + " fill=\"#d9d9d9\" stroke=\"#444\" stroke-width=\"0.5\"/>\n";
  return svg + "<path d=\"M" + px(box.x) + " " + px(box.y + box.height) + "L" + px(box.x + box.width) + " " +
         px(box.y) + "\" stroke=\"#9a9a9a\"/>\n";
}

std::string cellText(const SpherePlot& plot, const Vector3& direction) {
  if (const auto value = sphereValue(plot, direction)) return generalText(*value, 4);
  return plot.beyond.empty() ? "-" : plot.beyond;
}

}  // namespace

std::string sphereSvg(const SpherePlot& plot) {
  if (!hasValues(plot)) return "";
  const SphereDrawing drawing = drawSphere(plot, kWidth, sphereHeight(plot, kWidth));
  std::string svg = "<svg viewBox=\"0 0 " + px(drawing.width) + " " + px(drawing.height) +
                    "\" role=\"img\" aria-label=\"" + plainHtmlText(plot.title) + "\" font-size=\"" +
                    px(drawing.fontSize) + "\" font-family=\"sans-serif\">\n";
  svg += image(drawing.map, plot);
  if (drawing.bar.width > 0) svg += colourBar(drawing.bar);
  if (drawing.beyond.width > 0) svg += swatch(drawing.beyond);
  for (const auto& line : drawing.lines) svg += path(line);
  for (const auto& ring : drawing.rings)
    for (const char* look : {"stroke=\"#fff\" stroke-width=\"2.2\"", "stroke=\"#000\" stroke-width=\"1\""})
      svg += "<circle cx=\"" + px(ring.at[0]) + "\" cy=\"" + px(ring.at[1]) + "\" r=\"" + px(ring.radius) +
             "\" fill=\"none\" " + look + "/>\n";
  for (const auto& label : drawing.labels) svg += text(label);
  return svg + "</svg>\n";
}

std::string sphereTable(const SpherePlot& plot) {
  if (!hasValues(plot)) return "";
  std::string html = "<details><summary>" + htmlText("Values of " + plot.title) + "</summary>\n<table>\n<tr>";
  html += "<th>tilt \\ azimuth (degrees)</th>";
  for (int azimuth = 0; azimuth < 360; azimuth += 30) html += "<th>" + std::to_string(azimuth) + "</th>";
  html += "</tr>\n";
  for (int tilt = 0; tilt <= 90; tilt += 15) {
    html += "<tr><th>" + std::to_string(tilt) + "</th>";
    for (int azimuth = 0; azimuth < 360; azimuth += 30)
      html += "<td>" +
              htmlText(cellText(plot, directionOf({static_cast<double>(tilt), static_cast<double>(azimuth)}))) +
              "</td>";
    html += "</tr>\n";
  }
  return html + "</table>\n</details>\n";
}

}  // namespace vitrine
