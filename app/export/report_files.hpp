// The files a report can leave, for window and command line alike.
#pragma once

#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/report/model.hpp"

#include <QImage>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vitrine {

/// With the results as report.json inside. @param json  reportJson(model) @throws as writePdf()
void writeReportPdf(const std::filesystem::path& file, const ReportModel& model, const std::string& json,
                    Progress& progress);

/// One file. Where the machine cannot draw a surface it is left out, and `missing` told why.
/// @throws OutputError
void writeReportHtml(const std::filesystem::path& file, const ReportModel& model,
                     const std::function<void(const std::string& reason)>& missing);

/// A volume of a check's result with the map's placement; made, written and dropped. @param inputs  never overwritten
/// @throws OutputError, Cancelled, what making throws
void writeVolume(const std::filesystem::path& file, const std::string& checkId, const VolumeResult& volume,
                 const MapInfo& map, const std::vector<std::filesystem::path>& inputs, Executor& executor,
                 Progress& progress);

/// As PNG. @throws OutputError, Cancelled
void writePng(const std::filesystem::path& file, const QImage& image, const Progress& progress);

}  // namespace vitrine
