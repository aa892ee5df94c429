// Writing reports from the window's results.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/products/context.hpp"
#include "core/report/model.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::ui {

enum class ExportKind { Pdf, Json, FscXml };

/// Everything a report is made from, taken when the user asks: what changes in the window later does not matter.
struct ExportJob {
  ExportKind kind = ExportKind::Pdf;
  std::filesystem::path file;
  std::shared_ptr<const ValidationContext> context;
  std::vector<CheckResult> results;
  std::map<std::string, std::string> comments = {};  ///< as in ReportModel
};

/// Everything a report says of the job's entry; with figures for a PDF only. For a thread of the pool: reads the half
/// maps if nobody did before. @throws Cancelled, what products throw
ReportModel reportModelOf(const ExportJob& job, Progress& progress);

/// Composes and writes. For a thread of the pool: plots of a PDF are recorded in the GUI thread, whose event loop must
/// run (pdfBytes() says so). @throws OutputError, Cancelled, what products throw
void writeExport(const ExportJob& job, Progress& progress);

}  // namespace vitrine::ui
