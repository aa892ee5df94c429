#include "app/export/text_block.hpp"

#include <QFontMetricsF>
#include <QRegularExpression>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace vitrine::pdf {

namespace {

constexpr double kLineSpacing = 1.42;  // of the type size

}  // namespace

TextBlock::TextBlock(const QString& text, const QFont& font, const QColor& color, double width, Qt::Alignment alignment)
    : m_layout(text, font), m_color(color), m_lineHeight(std::round(font.pixelSize() * kLineSpacing)) {
  QTextOption option(alignment);
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  option.setUseDesignMetrics(true);
  m_layout.setTextOption(option);
  m_layout.setCacheEnabled(true);
  m_layout.beginLayout();
  for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
    line.setLineWidth(width);
    line.setPosition(QPointF(0, 0));
  }
  m_layout.endLayout();
}

double TextBlock::widestLine() const {
  double widest = 0;
  for (int i = 0; i < lines(); ++i) widest = std::max(widest, m_layout.lineAt(i).naturalTextWidth());
  return widest;
}

void TextBlock::paint(PaintContext& context, QPointF topLeft, int from, int to) const {
  context.painter.setPen(m_color);
  for (int i = from; i < to; ++i) {
    const QTextLine line = m_layout.lineAt(i);
    const QPointF at(topLeft.x(), topLeft.y() + (i - from) * m_lineHeight + (m_lineHeight - line.height()) / 2);
    line.draw(&context.painter, at);
    addLinks(context, line, at);
  }
}

void TextBlock::addLinks(PaintContext& context, const QTextLine& line, QPointF topLeft) const {
  static const QRegularExpression address(
      QStringLiteral("(?:doi:\\s?(10\\.[0-9]{4,9}/[^\\s;,)]+)|(https?://[^\\s;,)]+))"));
  const QString text = m_layout.text();
  if (!text.contains(QStringLiteral("doi:")) && !text.contains(QStringLiteral("http"))) return;
  const qsizetype begin = line.textStart(), end = begin + line.textLength();
  for (auto matches = address.globalMatch(text); matches.hasNext();) {
    const auto match = matches.next();
    const qsizetype first = std::max(begin, match.capturedStart()), last = std::min(end, match.capturedEnd());
    if (first >= last) continue;
    QString target =
        match.captured(1).isEmpty() ? match.captured(2) : QStringLiteral("https://doi.org/") + match.captured(1);
    while (target.endsWith(u'.')) target.chop(1);  // the sentence's
    const double left = line.cursorToX(static_cast<int>(first)), right = line.cursorToX(static_cast<int>(last));
    context.links.push_back(
        {context.page, QRectF(topLeft.x() + left, topLeft.y(), right - left, line.height()), {}, target.toStdString()});
  }
}

double textWidth(const QString& text, const QFont& font) { return QFontMetricsF(font).horizontalAdvance(text); }

double widestWord(const QString& text, const QFont& font) {
  const QFontMetricsF metrics(font);
  double widest = 0;
  for (const QString& word : text.split(u' ', Qt::SkipEmptyParts))
    widest = std::max(widest, metrics.horizontalAdvance(word));
  return widest;
}

}  // namespace vitrine::pdf
