// Strips of a report, the pages they fall on, and what a strip may do while it is painted.
#pragma once

#include <QPainter>
#include <QPointF>
#include <QRectF>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::pdf {

/// Device units per point: 1200 per inch, so that type sizes are whole numbers.
inline constexpr int kDotsPerInch = 1200;
inline constexpr double kPoint = kDotsPerInch / 72.0;

/// An area that leads somewhere: to an anchor of the document or to an address.
struct Link {
  int page = 0;  ///< 0-based
  QRectF area;   ///< device units from the page's top left
  std::string anchor, url;
};

/// Where an anchor or heading stands.
struct Place {
  int page = 0;
  double y = 0;  ///< device units from the top
};

struct PaintContext {
  QPainter& painter;
  int page = 0;
  const std::map<std::string, Place>& places;
  std::vector<Link>& links;
};

/// The smallest thing a page break does not tear: a line of text, a table row, a row of pictures.
struct Strip {
  double height = 0;          ///< device units
  double before = 0;          ///< space above, dropped at the top of a page
  bool keepWithNext = false;  ///< no page break between this and the next strip
  bool startsPage = false;
  std::string anchor;             ///< this strip is the target of links to it
  std::shared_ptr<Strip> header;  ///< repeated when this strip comes first on a page (a table's head)
  std::function<void(PaintContext&, QPointF topLeft)> paint;
};

struct PlacedStrip {
  const Strip* strip = nullptr;
  double y = 0;  ///< from the top of the text area
};
using Page = std::vector<PlacedStrip>;

/// Fills pages from top to bottom. Strips kept together move to the next page together if they fit on one page.
/// @param strips  outlive the result; none is higher than `pageHeight`
std::vector<Page> flow(const std::vector<Strip>& strips, double pageHeight);

}  // namespace vitrine::pdf
