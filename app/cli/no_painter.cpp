// Stands in for the PDF painter until it is there.
#include "app/export/pdf_painter.hpp"
#include "core/base/error.hpp"

namespace vitrine {

void writePdf(const Document&, const std::filesystem::path& file, Progress&, const PdfOptions&) {
  throw OutputError(file.string() + ": PDF reports are not in this version yet");
}

}  // namespace vitrine
