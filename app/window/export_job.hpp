// Writing reports, tables, pictures and maps from the window's results.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/products/context.hpp"
#include "core/report/model.hpp"

#include <QImage>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::ui {

/// What a report is made from, taken when the user asks: what changes in the window later does not matter.
struct ReportSource {
  std::shared_ptr<const ValidationContext> context;
  std::vector<CheckResult> results;
  std::map<std::string, std::string> comments = {};  ///< as in ReportModel
};

/// Everything a report says of the entry. For a thread of the pool: reads the half maps if nobody did before.
/// @param withFigures  those of the input section too: only PDF and HTML need them
/// @throws Cancelled, what products throw
ReportModel reportModelOf(const ReportSource& source, bool withFigures, Progress& progress);

enum class ExportKind { Pdf, Html, Json, FscXml, Csv, Image, Map };

struct ExportItem {
  ExportKind kind = ExportKind::Pdf;
  std::filesystem::path file;  ///< of Csv: a folder
  std::string map = {};        ///< of Map: which one, as volumeKey()
};

/// "0.b/hard_mask": a map of a check's result.
std::string volumeKey(const CheckResult& check, const VolumeResult& volume);

struct ExportJob {
  ReportSource source;
  std::vector<ExportItem> items;
  std::vector<std::filesystem::path> inputs = {};   ///< never overwritten
  std::function<QImage(Progress&)> makeImage = {};  ///< for Image
};

/// Writes every item, each whole or not at all, also after one has failed. For a thread of the pool: plots of a PDF are
/// recorded in the GUI thread, whose event loop must run (pdfBytes() says so).
/// @throws OutputError  one or more could not be written: every reason, one a line; Cancelled
void writeExport(const ExportJob& job, Progress& progress);

}  // namespace vitrine::ui
