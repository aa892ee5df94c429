#include "core/report/csv.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/writer.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

std::string cell(double value) { return std::isfinite(value) ? exactText(value) : std::string(); }
std::string cell(const std::optional<double>& value) { return value ? cell(*value) : std::string(); }

/// @param cells  as they are to stand there
void addLine(std::string& text, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + cells[i];
  text += '\n';
}

std::string withUnit(const std::string& label, const std::string& unit) {
  return csvField(unit.empty() ? label : label + " (" + unit + ")");
}

CsvFile checksFile(const ReportModel& model) {
  std::string text = "check,title,status,warnings,reason,seconds,peak_GiB\n";
  for (const CheckResult& check : model.checks)
    addLine(text,
            {check.id, csvField(findCheck(check.id)->info().title), std::string(statusKey(check.status)),
             std::to_string(check.warnings.size()), csvField(check.reason), cell(check.seconds), cell(check.peakGiB)});
  return {"checks.csv", text};
}

CsvFile warningsFile(const ReportModel& model) {
  std::string text = "check,code,text,voxel_x,voxel_y,voxel_z,x_A,y_A,z_A,accepted\n";
  for (const CheckResult& check : model.checks)
    for (const Warning& warning : check.warnings) {
      std::vector<std::string> cells{check.id, csvField(warning.code), csvField(warning.text)};
      for (std::size_t axis = 0; axis < 3; ++axis)
        cells.push_back(warning.location ? std::to_string(warning.location->voxel[axis]) : "");
      for (std::size_t axis = 0; axis < 3; ++axis)
        cells.push_back(warning.location ? cell(warning.location->positionA[axis]) : "");
      const auto comment = model.comments.find(check.id + "/" + warning.code);
      cells.push_back(comment == model.comments.end() ? "" : csvField(comment->second));
      addLine(text, cells);
    }
  return {"warnings.csv", text};
}

CsvFile numbersFile(const ReportModel& model) {
  std::string text = "check,key,label,value,unit\n";
  const auto input = [&](const std::string& key, const std::string& label, std::optional<double> value,
                         const std::string& unit) {
    addLine(text, {"input", key, csvField(label), cell(value), csvField(unit)});
  };
  const Grid& grid = model.map.grid;
  for (const int axis : {0, 1, 2}) {
    const auto a = static_cast<std::size_t>(axis);
    const std::string name(1, "xyz"[axis]);
    input("box_" + name, "Box along " + name, grid.size[a], "voxels");
    input("voxel_size_" + name + "_A", "Voxel size along " + name,
          grid.voxelSize[a] > 0 ? std::optional(grid.voxelSize[a]) : std::nullopt, "A");
  }
  input("threshold", "Contour level", model.threshold, "");
  input("resolution_A", "Reported resolution", model.inputs.resolution, "A");
  for (const CheckResult& check : model.checks)
    for (const Number& number : check.numbers)
      addLine(text,
              {check.id, csvField(number.key), csvField(number.label), cell(number.value), csvField(number.unit)});
  return {"numbers.csv", text};
}

}  // namespace

std::string csvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string plotCsv(const CurvePlot& plot) {
  std::vector<std::string> headings;
  std::vector<const std::vector<double>*> columns;
  const auto add = [&](const std::string& heading, const std::vector<double>& values) {
    headings.push_back(csvField(heading));
    columns.push_back(&values);
  };
  std::size_t rows = 0;
  for (const Series& series : plot.series) {
    const std::string& name = series.label.empty() ? plot.y.label : series.label;
    const bool isBand = series.style == SeriesStyle::Band;
    add(plot.x.label, series.x);
    add(isBand ? name + ", one border" : name, series.y);
    if (isBand) add(name + ", other border", series.y2);
    rows = std::max(rows, series.x.size());
  }
  std::string text;
  addLine(text, headings);
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<std::string> cells;
    for (const std::vector<double>* values : columns)
      cells.push_back(row < values->size() ? cell((*values)[row]) : std::string());
    addLine(text, cells);
  }
  return text;
}

std::string sphereCsv(const SpherePlot& sphere) {
  std::string text = "tilt (degrees),azimuth (degrees)," + csvField(sphere.label) + "\n";
  if (sphere.value.empty()) return text;
  for (int tilt = 0; tilt < sphere.tilts; ++tilt)
    for (int azimuth = 0; azimuth < sphere.azimuths; ++azimuth) {
      const std::size_t at = static_cast<std::size_t>(tilt) * static_cast<std::size_t>(sphere.azimuths) +
                             static_cast<std::size_t>(azimuth);
      addLine(text, {cell(tilt * 90.0 / (sphere.tilts - 1)), cell(azimuth * 360.0 / sphere.azimuths),
                     cell(sphere.value[at])});
    }
  return text;
}

std::string tableCsv(const Table& table) {
  std::vector<std::string> cells;
  for (const WordColumn& column : table.words) cells.push_back(csvField(column.label));
  for (const Column& column : table.columns) cells.push_back(withUnit(column.label, column.unit));
  std::string text;
  addLine(text, cells);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    cells.clear();
    for (const WordColumn& column : table.words)
      cells.push_back(row < column.cells.size() ? csvField(column.cells[row]) : std::string());
    for (const std::optional<double>& value : table.rows[row]) cells.push_back(cell(value));
    addLine(text, cells);
  }
  return text;
}

std::vector<CsvFile> csvFiles(const ReportModel& model) {
  std::vector<CsvFile> files{checksFile(model), warningsFile(model), numbersFile(model)};
  for (const CheckResult& check : model.checks) {
    for (const CurvePlot& plot : check.plots)
      files.push_back({check.id + "_curve_" + plot.key + ".csv", plotCsv(plot)});
    for (const SpherePlot& sphere : check.spheres)
      files.push_back({check.id + "_sphere_" + sphere.key + ".csv", sphereCsv(sphere)});
    for (const Table& table : check.tables)
      files.push_back({check.id + "_table_" + table.key + ".csv", tableCsv(table)});
  }
  return files;
}

void writeCsvFiles(const std::filesystem::path& folder, const ReportModel& model,
                   const std::vector<std::filesystem::path>& inputs) {
  const std::vector<CsvFile> files = csvFiles(model);
  for (const CsvFile& file : files) refuseOverwriting(folder / file.name, inputs);
  std::error_code error;
  std::filesystem::create_directory(folder, error);
  if (error) throw OutputError(folder.string() + ": the folder cannot be made (" + error.message() + ")");
  for (const CsvFile& file : files) writeAtomically(folder / file.name, file.text);
}

}  // namespace vitrine
