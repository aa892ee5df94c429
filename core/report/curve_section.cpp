// Section 2: the FSC curves of other programs that were given.
#include "core/base/number_text.hpp"
#include "core/report/sections.hpp"

namespace vitrine {
namespace {

std::string rangeText(const ForeignCurve& curve) {
  const auto first = curve.x.front() > 0 || curve.x.size() < 2 ? curve.x.front() : curve.x[1];
  return generalText(1 / first, 4) + " to " + generalText(1 / curve.x.back(), 4) + " A";
}

}  // namespace

std::vector<Block> authorCurveBlocks(const std::vector<CurveFile>& files) {
  if (files.empty()) return {};
  TextTable table;
  table.header = {"File", "Kind", "Curve", "Samples", "From, to", "Stated"};
  CurvePlot plot;
  plot.key = "author_curves";
  plot.title = "FSC curves as given";
  plot.caption = "FSC curves of other programs. Where each crosses 0.143 can be read off; nothing was computed here.";
  plot.x = {.label = "Spatial frequency (1/A)", .logarithmic = false, .low = 0, .high = {}};
  plot.y = {.label = "FSC", .logarithmic = false, .low = {}, .high = 1.05};
  plot.top = TopAxis::ResolutionFromFrequency;
  plot.markers = {{.axis = Marker::Along::Y, .value = 0.143, .label = "0.143", .isContourLevel = false}};
  for (const CurveFile& file : files)
    for (const ForeignCurve& curve : file.curves) {
      const std::string stated = file.resolutionA ? generalText(*file.resolutionA, 4) + " A" : "-";
      table.rows.push_back({fileLabel(file.path.string()), file.kind, curve.title, std::to_string(curve.x.size()),
                            rangeText(curve), stated});
      // Two files may use one title.
      const std::string label = files.size() > 1 ? curve.title + ", " + fileLabel(file.path.string()) : curve.title;
      plot.series.push_back({.key = {}, .label = label, .x = curve.x, .y = curve.y});
    }
  return {Paragraph{"FSC curves of other programs", TextStyle::Emphasis},
          Paragraph{"Read as they are and shown beside the curves of check 1.a; nothing is judged by them. The last "
                    "column is the resolution that the file states. Masks and weights of the program that wrote them "
                    "are not known here."},
          std::move(table), PlotBlock{std::move(plot)}};
}

}  // namespace vitrine
