#include "app/export/pdf_painter.hpp"

#include "app/export/block_strips.hpp"
#include "app/export/pdf_finish.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>

#include <stdexcept>

namespace vitrine {

namespace {

using pdf::kPoint;

// A4 in points; margins leave room for the running head and the page number.
constexpr double kPageWidth = 595, kPageHeight = 842;
constexpr double kSide = 56, kTop = 64, kBottom = 60, kHead = 36, kFoot = 30;

QFont smallFont() { return ui::paperFont(7.5 * kPoint); }

std::string factOf(const Document& document, std::string_view label) {
  for (const auto& [name, value] : document.frontPage) {
    if (name == label) return value;
  }
  return {};
}

/// "EMD-6824, emd_6824.map".
std::string entryName(const Document& document) {
  const std::string id = factOf(document, "Entry");
  if (id.empty() || document.subtitle.empty()) return id + document.subtitle;
  return id + ", " + document.subtitle;
}

class PagePainter {
public:
  PagePainter(const Document& document, const std::vector<pdf::Page>& pages) : m_document(document), m_pages(pages) {
    for (std::size_t p = 0; p < pages.size(); ++p) {
      for (const pdf::PlacedStrip& placed : pages[p]) {
        const std::string& anchor = placed.strip->anchor;
        if (!anchor.empty()) m_places.try_emplace(anchor, pdf::Place{static_cast<int>(p), kTop * kPoint + placed.y});
      }
    }
  }

  /// The pages as QPdfWriter makes them.
  std::string paint(Progress& progress) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
      QPdfWriter writer(&buffer);
      writer.setResolution(pdf::kDotsPerInch);
      writer.setPageSize(QPageSize(QPageSize::A4));
      writer.setPageMargins(QMarginsF(0, 0, 0, 0));
      QPainter painter(&writer);
      if (!painter.isActive()) throw std::runtime_error("the PDF writer cannot start");
      for (std::size_t p = 0; p < m_pages.size(); ++p) {
        progress.throwIfStopped();
        progress.report(static_cast<double>(p) / static_cast<double>(m_pages.size()));
        if (p > 0 && !writer.newPage())
          throw std::runtime_error("the PDF writer cannot start page " + std::to_string(p + 1));
        paintPage(painter, static_cast<int>(p), progress);
      }
      if (!painter.end()) throw std::runtime_error("the PDF writer cannot finish");
    }
    return bytes.toStdString();
  }

  const std::map<std::string, pdf::Place>& places() const { return m_places; }
  std::vector<pdf::Link> takeLinks() { return std::move(m_links); }

private:
  void paintPage(QPainter& painter, int page, const Progress& progress) {
    pdf::PaintContext context{painter, page, m_places, m_links};
    for (const pdf::PlacedStrip& placed : m_pages[static_cast<std::size_t>(page)]) {
      progress.throwIfStopped();
      if (placed.strip->paint) placed.strip->paint(context, QPointF(kSide * kPoint, kTop * kPoint + placed.y));
    }
    paintMargins(painter, page);
  }

  void paintMargins(QPainter& painter, int page) {
    const ui::Palette& palette = ui::paperPalette();
    const double left = kSide * kPoint, width = (kPageWidth - 2 * kSide) * kPoint;
    painter.setFont(smallFont());
    painter.setPen(palette.mutedText);
    const QFontMetricsF metrics(smallFont());
    const QString number = QStringLiteral("Page %1 of %2").arg(page + 1).arg(m_pages.size());
    const QRectF foot(left, (kPageHeight - kFoot) * kPoint - metrics.height(), width, metrics.height());
    painter.drawText(foot, Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextDontClip, number);
    if (page == 0) return;  // the front page has the names in large type

    const QString title = ui::displayText(m_document.title), entry = ui::displayText(entryName(m_document));
    const QRectF head(left, kHead * kPoint, width, metrics.height());
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, title);
    const double room = width - metrics.horizontalAdvance(title) - 16 * kPoint;
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                     metrics.elidedText(entry, Qt::ElideMiddle, room));
    painter.fillRect(QRectF(left, head.bottom() + 4 * kPoint, width, 0.5 * kPoint), palette.grid);
  }

  const Document& m_document;
  const std::vector<pdf::Page>& m_pages;
  std::map<std::string, pdf::Place> m_places;
  std::vector<pdf::Link> m_links;
};

std::vector<pdf::Bookmark> bookmarks(const Document& document, const std::map<std::string, pdf::Place>& places) {
  std::vector<pdf::Bookmark> result;
  for (const Section& section : document.sections) {
    const auto place = places.find(section.anchor);
    if (section.title.empty() || place == places.end()) continue;
    const std::string title = ui::displayText(section.title).toStdString();
    result.push_back({section.depth, section.number.empty() ? title : section.number + " " + title, place->second});
  }
  return result;
}

}  // namespace

std::string pdfBytes(const Document& document, Progress& progress, const PdfOptions& options) {
  constexpr double kTextHeight = (kPageHeight - kTop - kBottom) * kPoint;
  pdf::StripMaker maker(document, (kPageWidth - 2 * kSide) * kPoint, kTextHeight);
  {
    Progress measuring = progress.part(0.2, "layout");
    maker.addFrontPage();
    for (std::size_t i = 0; i < document.sections.size(); ++i) {
      measuring.throwIfStopped();
      measuring.report(static_cast<double>(i) / static_cast<double>(document.sections.size()));
      maker.addSection(document.sections[i]);
    }
  }
  const std::vector<pdf::Strip> strips = maker.take();
  const std::vector<pdf::Page> pages = pdf::flow(strips, kTextHeight);

  PagePainter painter(document, pages);
  Progress painting = progress.part(0.7, "pages");
  const std::string painted = painter.paint(painting);

  pdf::Finish finish;
  finish.places = painter.places();
  finish.bookmarks = bookmarks(document, finish.places);
  finish.links = painter.takeLinks();
  finish.title = ui::displayText(document.title).toStdString();
  if (const std::string entry = entryName(document); !entry.empty()) {
    finish.title += ": " + ui::displayText(entry).toStdString();
  }
  finish.subject = "Validation of a cryo-EM map";
  PdfOptions described = options;
  if (described.author.empty()) described.author = factOf(document, "Authors");
  return pdf::finishPdf(painted, finish, described);
}

void writePdf(const Document& document, const std::filesystem::path& file, Progress& progress,
              const PdfOptions& options) {
  std::string bytes;
  try {
    bytes = pdfBytes(document, progress, options);
  } catch (const Error&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw OutputError(file.string() + ": the PDF cannot be made: " + error.what());
  }
  progress.throwIfStopped();
  writeAtomically(file, bytes);
}

}  // namespace vitrine
