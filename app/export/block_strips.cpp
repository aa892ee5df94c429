#include "app/export/block_strips.hpp"

#include "app/export/table_strips.hpp"
#include "core/base/number_text.hpp"
#include "widgets/plot/plot_painter.hpp"
#include "widgets/plot/sphere_painter.hpp"
#include "widgets/theme/text.hpp"
#include "widgets/vtk/render_surface.hpp"

#include <QApplication>
#include <QThread>

#include <algorithm>
#include <stdexcept>

namespace vitrine::pdf {

using ui::displayText;

namespace {

QFont font(double points, bool bold = false) { return ui::paperFont(points * kPoint, bold); }

}  // namespace

QPicture recordOnGuiThread(const CurvePlot& plot, QSize points) {
  if (qApp == nullptr) throw std::runtime_error("a PDF needs an application object for its fonts");
  if (QThread::currentThread() == qApp->thread()) return ui::recordPlot(plot, points);
  QPicture picture;
  QMetaObject::invokeMethod(
      qApp, [&] { picture = ui::recordPlot(plot, points); }, Qt::BlockingQueuedConnection);
  return picture;
}

StripMaker::StripMaker(const Document& document, double width, double pageHeight)
    : m_document(document), m_palette(ui::paperPalette()), m_width(width), m_pageHeight(pageHeight) {}

Strip& StripMaker::push(double height, double before) {
  Strip& strip = m_strips.emplace_back();
  strip.height = height;
  strip.before = before;
  return strip;
}

void StripMaker::addText(const QString& text, const QFont& face, const QColor& color, double before, double indent,
                         bool keepWithNext) {
  const auto block = std::make_shared<TextBlock>(text, face, color, m_width - indent);
  for (int i = 0; i < block->lines(); ++i) {
    Strip& strip = push(block->lineHeight(), i == 0 ? before : 0);
    // No line of a paragraph stands alone on a page.
    const bool orphan = i == 0 && block->lines() > 1, widow = i == block->lines() - 2;
    strip.keepWithNext = keepWithNext || orphan || widow;
    strip.paint = [=](PaintContext& context, QPointF at) { block->paint(context, at + QPointF(indent, 0), i, i + 1); };
  }
}

void StripMaker::addCaption(const std::string& text, double before, bool keepWithNext) {
  if (text.empty()) return;
  addText(displayText(text), font(Sizes::kCaption), m_palette.mutedText, before * kPoint, 0, keepWithNext);
}

void StripMaker::addFrontPage() {
  Strip& brand = push(30 * kPoint, 0);
  brand.anchor = "front";
  brand.keepWithNext = true;
  brand.paint = [=, this](PaintContext& context, QPointF at) {
    context.painter.fillRect(QRectF(at, QSizeF(m_width, 3 * kPoint)), m_palette.accent);
    context.painter.setFont(font(9, true));
    context.painter.setPen(m_palette.accent);
    context.painter.drawText(QPointF(at.x(), at.y() + 20 * kPoint), QStringLiteral("VITRINE"));
  };
  addText(displayText(m_document.title), font(24, true), m_palette.text, 46 * kPoint, 0, true);
  if (!m_document.subtitle.empty()) {
    addText(displayText(m_document.subtitle), font(13), m_palette.mutedText, 4 * kPoint, 0, true);
  }
  Strip& gap = push(22 * kPoint, 0);
  gap.keepWithNext = true;
  NumberTable facts;
  for (const auto& [label, value] : m_document.frontPage) facts.rows.push_back({label, value, {}});
  if (!facts.rows.empty()) add(facts);
}

void StripMaker::addSection(const Section& section) {
  const std::size_t first = m_strips.size();
  addHeading(section);
  for (const Block& block : section.blocks) {
    std::visit([this](const auto& b) { add(b); }, block);
  }
  if (m_strips.size() == first) return;
  m_strips[first].startsPage = section.startsPage;
  m_strips[first].anchor = section.anchor;
}

void StripMaker::addHeading(const Section& section) {
  if (section.title.empty()) return;
  const bool chapter = section.depth <= 1;
  const double size = chapter ? 16 : section.depth == 2 ? 12.5 : 10;
  QString text = displayText(section.title);
  if (!section.number.empty()) text = QString::fromStdString(section.number) + QStringLiteral("\u2002") + text;
  addText(text, font(size, true), chapter ? m_palette.accent : m_palette.text, (chapter ? 24 : 18) * kPoint, 0, true);
  if (!chapter) return;
  Strip& rule = push(7 * kPoint, 0);
  rule.keepWithNext = true;
  rule.paint = [=, this](PaintContext& context, QPointF at) {
    context.painter.fillRect(QRectF(at.x(), at.y() + 2 * kPoint, m_width, 0.8 * kPoint), m_palette.accent);
  };
}

void StripMaker::add(const Paragraph& paragraph) {
  const QString text = displayText(paragraph.text);
  switch (paragraph.style) {
    case TextStyle::Body:
      return addText(text, font(Sizes::kBody), m_palette.text, 6 * kPoint);
    case TextStyle::Small:
      return addText(text, font(Sizes::kSmall), m_palette.mutedText, 4 * kPoint);
    case TextStyle::Caption:
      return addCaption(paragraph.text);
    case TextStyle::Emphasis:  // leads what follows
      return addText(text, font(Sizes::kBody + 0.5, true), m_palette.text, 11 * kPoint, 0, true);
    case TextStyle::Alarm:
      return addText(text, font(Sizes::kBody, true), m_palette.status(Status::Warnings), 6 * kPoint);
  }
}

void StripMaker::add(const BulletList& list) {
  const double indent = 12 * kPoint;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::size_t first = m_strips.size();
    addText(displayText(list.items[i]), font(Sizes::kBody), m_palette.text, (i == 0 ? 5 : 2) * kPoint, indent);
    if (m_strips.size() == first) continue;
    m_strips[first].paint = [text = m_strips[first].paint, color = m_palette.accent](PaintContext& context,
                                                                                     QPointF at) {
      context.painter.save();
      context.painter.setPen(Qt::NoPen);
      context.painter.setBrush(color);
      context.painter.drawEllipse(at + QPointF(4 * kPoint, 0.71 * Sizes::kBody * kPoint), 1.4 * kPoint, 1.4 * kPoint);
      context.painter.restore();
      text(context, at);
    };
  }
}

void StripMaker::add(const PlotBlock& block) {
  if (block.plot.series.empty()) return;
  // A legend of more than a few entries takes rows of its own, not the height of the curves.
  constexpr int kHeightPt = 212, kRowPt = 11, kInOneRow = 3;
  const auto entries = std::ranges::count_if(block.plot.series, &Series::shown);
  const int height = kHeightPt + kRowPt * static_cast<int>(std::max<std::ptrdiff_t>(0, entries - kInOneRow + 1) / 2);
  const QSize points(static_cast<int>(m_width / kPoint), height);
  if (!block.plot.title.empty()) {
    addText(displayText(block.plot.title), font(Sizes::kBody, true), m_palette.text, 10 * kPoint, 0, true);
  }
  const QPicture picture = recordOnGuiThread(block.plot, points);
  Strip& strip = push(height * kPoint, 3 * kPoint);
  strip.keepWithNext = !block.plot.caption.empty();
  strip.paint = [picture](PaintContext& context, QPointF at) { ui::playPlot(context.painter, at, picture, kPoint); };
  addCaption(block.plot.caption, 3);
}

void StripMaker::add(const SphereBlock& block) {
  if (!hasValues(block.sphere)) return;
  const double points = m_width / kPoint;
  const double height = sphereHeight(block.sphere, points) * kPoint;
  if (!block.sphere.title.empty())
    addText(displayText(block.sphere.title), font(Sizes::kBody, true), m_palette.text, 10 * kPoint, 0, true);
  const auto painter =
      std::make_shared<const ui::SpherePainter>(block.sphere, QSizeF(m_width, height), ui::PlotStyle::paper(kPoint));
  Strip& strip = push(height, 3 * kPoint);
  strip.keepWithNext = !block.sphere.caption.empty();
  strip.paint = [painter](PaintContext& context, QPointF at) { painter->paint(context.painter, at); };
  addCaption(block.sphere.caption, 3);
}

void StripMaker::add(const FigureBlock& block) {
  const Figure& figure = block.figure;
  if (!figure.pictures.empty()) {
    ui::FigureStyle style;
    style.unit = kPoint;
    const auto painter = std::make_shared<ui::FigurePainter>(figure, m_width, style);
    for (int row = 0; row < painter->rows(); ++row) {
      Strip& strip = push(painter->rowHeight(row), (row == 0 ? 10 : 8) * kPoint);
      strip.keepWithNext = row + 1 == painter->rows() && !figure.caption.empty();
      strip.paint = [painter, row](PaintContext& context, QPointF at) {
        painter->paintRow(context.painter, at, row, ui::renderSurface);
      };
    }
  }
  addCaption(figure.caption, 3);
}

void StripMaker::addPanel(const std::vector<std::shared_ptr<TextBlock>>& texts, Status status, double before) {
  const double inner = 4 * kPoint, bar = 3 * kPoint, indent = 10 * kPoint;
  int total = 0, index = 0;
  for (const auto& text : texts) total += text->lines();
  for (const auto& text : texts) {
    for (int i = 0; i < text->lines(); ++i, ++index) {
      const bool first = index == 0, last = index + 1 == total;
      const double above = first ? inner : 0, below = last ? inner : 0;
      Strip& strip = push(text->lineHeight() + above + below, first ? before : 0);
      strip.keepWithNext = !last && total <= 12;
      const double height = strip.height;
      strip.paint = [=, this](PaintContext& context, QPointF at) {
        context.painter.fillRect(QRectF(at, QSizeF(m_width, height)), m_palette.statusGround(status));
        context.painter.fillRect(QRectF(at, QSizeF(bar, height)), m_palette.status(status));
        text->paint(context, at + QPointF(indent, above), i, i + 1);
      };
    }
  }
}

void StripMaker::add(const StatusBlock& block) {
  const auto text = std::make_shared<TextBlock>(displayText(block.text), font(Sizes::kBody + 0.5, true),
                                                m_palette.status(block.status), m_width - 18 * kPoint);
  addPanel({text}, block.status, 7 * kPoint);
}

void StripMaker::add(const WarningBlock& block) {
  bool isFirst = true;
  for (std::size_t i = 0; i < block.warnings.size(); ++i) {
    const Warning& warning = block.warnings[i];
    const double width = m_width - 18 * kPoint;
    std::vector<std::shared_ptr<TextBlock>> texts{
        std::make_shared<TextBlock>(displayText(warning.text), font(Sizes::kBody), m_palette.text, width)};
    const WarningNote note = block.note(i);
    if (!note.place.empty())
      texts.push_back(
          std::make_shared<TextBlock>(displayText(note.place), font(Sizes::kSmall), m_palette.mutedText, width));
    if (!note.accepted.empty())
      texts.push_back(std::make_shared<TextBlock>(QStringLiteral("Accepted: ") + QString::fromStdString(note.accepted),
                                                  font(Sizes::kBody, true), m_palette.text, width));
    addPanel(texts, Status::Warnings, (isFirst ? 7 : 4) * kPoint);
    isFirst = false;
  }
}

void StripMaker::add(const TableOfContents&) {
  for (const Section& section : m_document.sections) {
    const bool isContents = std::any_of(section.blocks.begin(), section.blocks.end(), [](const Block& block) {
      return std::holds_alternative<TableOfContents>(block);
    });
    if (!section.title.empty() && !section.anchor.empty() && !isContents) addContentsEntry(section);
  }
}

void StripMaker::addContentsEntry(const Section& section) {
  const bool chapter = section.depth <= 1;
  const QFont face = font(Sizes::kBody, chapter);
  const double numberWidth = 26 * kPoint, pageWidth = 24 * kPoint;
  const double indent = std::max(0, section.depth - 1) * 14 * kPoint;
  const double textLeft = indent + (section.number.empty() ? 0 : numberWidth);
  const auto text = std::make_shared<TextBlock>(displayText(section.title), face, m_palette.text,
                                                m_width - textLeft - pageWidth - 12 * kPoint);
  Strip& strip = push(text->height(), (chapter ? 6 : 1.5) * kPoint);
  strip.paint = [=, this, number = QString::fromStdString(section.number), anchor = section.anchor,
                 height = strip.height](PaintContext& context, QPointF at) {
    text->paint(context, at + QPointF(textLeft, 0));
    const double baseline = at.y() + height - text->lineHeight() * 0.3;
    const double firstBaseline = at.y() + text->lineHeight() * 0.7;
    context.painter.setFont(face);
    context.painter.setPen(m_palette.text);
    context.painter.drawText(QPointF(at.x() + indent, firstBaseline), number);
    const auto place = context.places.find(anchor);
    if (place == context.places.end()) return;
    const QString page = QString::number(place->second.page + 1);
    const double right = at.x() + m_width, pageLeft = right - textWidth(page, face);
    context.painter.drawText(QPointF(pageLeft, baseline), page);
    // Leaders on a common grid, from the text's end to the number.
    const double step = 4 * kPoint;
    const double textRight = text->lines() == 1 ? textLeft + text->widestLine() : m_width - pageWidth - 12 * kPoint;
    for (double x = right - pageWidth; x > at.x() + textRight + step; x -= step) {
      context.painter.fillRect(QRectF(x, baseline - 0.7 * kPoint, 0.7 * kPoint, 0.7 * kPoint), m_palette.frame);
    }
    context.links.push_back({context.page, QRectF(at, QSizeF(m_width, height)), anchor, {}});
  };
}

}  // namespace vitrine::pdf
