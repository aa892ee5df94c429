// Document -> PDF: A4 pages with vector plots, embedded fonts, bookmarks and links.
#pragma once

#include "core/base/progress.hpp"
#include "core/report/document.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrine {

/// A file carried inside the PDF.
struct PdfAttachment {
  std::string name;         ///< "report.json"
  std::string mimeType;     ///< "application/json"
  std::string description;  ///< shown by viewers
  std::string content;
};

struct PdfOptions {
  std::string author;         ///< document information; empty: left out
  bool reproducible = false;  ///< fixed date and identifier: equal documents give equal bytes
  std::vector<PdfAttachment> attachments;
};

/// The whole file in memory. Needs a QApplication (platform `offscreen` will do). May be called from any thread while
/// the GUI thread runs its event loop: each plot is recorded there (a few ms), all else happens in the calling thread.
/// Memory: the pages plus twice the PDF. @throws Cancelled, std::runtime_error (PDF cannot be made)
std::string pdfBytes(const Document& document, Progress& progress, const PdfOptions& options = {});

/// Writes pdfBytes() to `file`, whole or not at all.
/// @throws OutputError naming the file and the system's reason (disk full), Cancelled
void writePdf(const Document& document, const std::filesystem::path& file, Progress& progress,
              const PdfOptions& options = {});

}  // namespace vitrine
