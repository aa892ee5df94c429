#include "app/export/table_strips.hpp"

#include <algorithm>
#include <numeric>

namespace vitrine::pdf {

namespace {

/// Lines [from, to) of every cell.
Strip linesStrip(const std::vector<CellText>& cells, const RowLook& look, double width, int from, int to,
                 double lineHeight, bool isLast) {
  Strip strip;
  const double above = from == 0 ? look.padding : 0;
  strip.height = above + (to - from) * lineHeight + (isLast ? look.padding : 0);
  strip.header = look.header;
  strip.keepWithNext = look.keepWithNext;
  strip.paint = [=](PaintContext& context, QPointF at) {
    const QRectF area(at, QSizeF(width, strip.height));
    if (look.ground.isValid()) context.painter.fillRect(area, look.ground);
    if (look.rule.isValid() && isLast) {
      context.painter.fillRect(QRectF(area.left(), area.bottom() - look.ruleWidth, width, look.ruleWidth), look.rule);
    }
    for (const CellText& cell : cells) {
      const int end = std::min(to, cell.text->lines());
      // Small type stands on the line of the larger beside it.
      const double drop = 0.66 * (lineHeight - cell.text->lineHeight());
      if (from < end) cell.text->paint(context, QPointF(at.x() + cell.x, at.y() + above + drop), from, end);
    }
    if (!look.link.empty()) context.links.push_back({context.page, area, look.link, {}});
  };
  return strip;
}

}  // namespace

std::vector<Strip> rowStrips(const std::vector<CellText>& cells, const RowLook& look, double width, double mostHeight) {
  int lines = 1;
  double lineHeight = 1;
  for (const CellText& cell : cells) {
    lines = std::max(lines, cell.text->lines());
    lineHeight = std::max(lineHeight, cell.text->lineHeight());
  }
  std::vector<Strip> strips;
  const int most = std::max(1, static_cast<int>((mostHeight - 2 * look.padding) / lineHeight));
  const int perStrip = lines <= most ? lines : std::min(most, 8);
  for (int from = 0; from < lines; from += perStrip) {
    const int to = std::min(lines, from + perStrip);
    strips.push_back(linesStrip(cells, look, width, from, to, lineHeight, to == lines));
  }
  return strips;
}

std::vector<double> columnWidths(const std::vector<double>& words, const std::vector<double>& wishes, double width,
                                 double gap) {
  const std::size_t count = wishes.size();
  const double room = width - gap * static_cast<double>(count - 1);
  const double wished = std::accumulate(wishes.begin(), wishes.end(), 0.0);
  std::vector<double> result = wishes;
  if (wished <= room) {  // share what is left over evenly: a calm table fills the line
    for (double& w : result) w += (room - wished) / static_cast<double>(count);
    return result;
  }
  // A column narrower than its fair share keeps what it needs; the wide ones share the rest by their wishes, above
  // their widest words as far as that goes.
  const double fair = room / static_cast<double>(count);
  double left = room, wide = 0;
  for (std::size_t i = 0; i < count; ++i)
    (wishes[i] <= fair ? left : wide) += wishes[i] <= fair ? -wishes[i] : wishes[i];
  double overdrawn = 0, spare = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (wishes[i] <= fair) continue;
    result[i] = left * wishes[i] / wide;
    const double least = std::min(words[i], room * 0.4);
    if (result[i] < least) {
      overdrawn += least - result[i];
      result[i] = least;
    } else {
      spare += result[i] - least;
    }
  }
  if (overdrawn > 0 && spare > 0) {
    const double share = std::min(1.0, overdrawn / spare);
    for (std::size_t i = 0; i < count; ++i) {
      const double least = std::min(words[i], room * 0.4);
      if (wishes[i] > fair && result[i] > least) result[i] -= (result[i] - least) * share;
    }
  }
  const double total = std::accumulate(result.begin(), result.end(), 0.0);
  if (total > room) {
    for (double& w : result) w *= room / total;
  }
  return result;
}

}  // namespace vitrine::pdf
