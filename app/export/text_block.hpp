// Wrapped text, measured line by line.
#pragma once

#include "app/export/page_flow.hpp"

#include <QColor>
#include <QFont>
#include <QString>
#include <QTextLayout>

namespace vitrine::pdf {

/// Breaks lines at words and, where a word is wider than the line (a hash, a file name), anywhere.
class TextBlock {
public:
  /// @param width  device units
  TextBlock(const QString& text, const QFont& font, const QColor& color, double width,
            Qt::Alignment alignment = Qt::AlignLeft);
  int lines() const { return m_layout.lineCount(); }
  double lineHeight() const { return m_lineHeight; }
  double height() const { return lines() * m_lineHeight; }
  double widestLine() const;
  /// Lines [from, to) below `topLeft`; DOIs and web addresses in them become links.
  void paint(PaintContext& context, QPointF topLeft, int from, int to) const;
  void paint(PaintContext& context, QPointF topLeft) const { paint(context, topLeft, 0, lines()); }

private:
  void addLinks(PaintContext& context, const QTextLine& line, QPointF topLeft) const;

  QTextLayout m_layout;
  QColor m_color;
  double m_lineHeight = 0;
};

/// Width of a text on one line, and of its widest word.
double textWidth(const QString& text, const QFont& font);
double widestWord(const QString& text, const QFont& font);

}  // namespace vitrine::pdf
