// Blocks of a Document measured into strips.
#pragma once

#include "app/export/page_flow.hpp"
#include "app/export/text_block.hpp"
#include "core/report/document.hpp"
#include "widgets/report/picture_painter.hpp"
#include "widgets/theme/palette.hpp"

#include <QPicture>

#include <vector>

namespace vitrine::pdf {

/// Type of the report, points.
struct Sizes {
  static constexpr double kBody = 9, kSmall = 7.5, kCaption = 8, kTable = 8.5;
};

/// Measures blocks for a text area of one width and collects their strips in reading order. Outlives their painting.
class StripMaker {
public:
  /// @param document  outlives the strips; @param width, pageHeight  of the text area, device units
  StripMaker(const Document& document, double width, double pageHeight);

  void addFrontPage();
  void addSection(const Section& section);
  std::vector<Strip> take() { return std::move(m_strips); }

private:
  void add(const Paragraph& paragraph);
  void add(const BulletList& list);
  void add(const NumberTable& table);
  void add(const TextTable& table);
  void add(const PlotBlock& block);
  void add(const SphereBlock& block);
  void add(const FigureBlock& block);
  void add(const StatusBlock& block);
  void add(const WarningBlock& block);
  void add(const TableOfContents&);

  void addHeading(const Section& section);
  void addText(const QString& text, const QFont& font, const QColor& color, double before, double indent = 0,
               bool keepWithNext = false);
  void addCaption(const std::string& text, double before = 3, bool keepWithNext = false);
  /// A panel of text lines with a bar at the left, on a ground of the bar's colour.
  void addPanel(const std::vector<std::shared_ptr<TextBlock>>& texts, Status status, double before);
  void addContentsEntry(const Section& section);
  Strip& push(double height, double before);

  const Document& m_document;
  const ui::Palette& m_palette;
  double m_width, m_pageHeight;
  std::vector<Strip> m_strips;
};

/// Recorded on the GUI thread, whichever thread asks. @throws std::runtime_error if there is no application
QPicture recordOnGuiThread(const CurvePlot& plot, QSize points);

}  // namespace vitrine::pdf
