// What QPdfWriter cannot write: bookmarks, links, document information, attachments; through libqpdf.
#pragma once

#include "app/export/page_flow.hpp"
#include "app/export/pdf_painter.hpp"

#include <map>
#include <string>
#include <vector>

namespace vitrine::pdf {

struct Bookmark {
  int depth = 1;  ///< 1 at the top
  std::string title;
  Place place;
};

struct Finish {
  std::vector<Bookmark> bookmarks;
  std::vector<Link> links;
  std::map<std::string, Place> places;  ///< also named destinations: report.pdf#0.a
  std::string title, subject;
};

/// @param painted  a PDF as QPdfWriter made it
/// @throws std::runtime_error
std::string finishPdf(const std::string& painted, const Finish& finish, const PdfOptions& options);

}  // namespace vitrine::pdf
