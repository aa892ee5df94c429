#include "core/report/fsc_files.hpp"

#include "core/base/error.hpp"
#include "core/mapio/curve_file.hpp"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

struct Curve {
  const char *key, *suffix, *title;
};
constexpr std::array kCurves = {Curve{"fsc", "", "Vitrine unmasked FSC"},
                                Curve{"fsc_masked", "_masked", "Vitrine masked FSC"},
                                Curve{"fsc_corrected", "_corrected", "Vitrine phase-randomised corrected FSC"}};

std::filesystem::path beside(const std::filesystem::path& file, const std::string& suffix) {
  std::filesystem::path name = file.stem();
  name += suffix;
  name += file.extension();
  return file.parent_path() / name;
}

const Series* findSeries(const CheckResult& check, std::string_view key) {
  for (const CurvePlot& plot : check.plots)
    for (const Series& series : plot.series)
      if (series.key == key && !series.x.empty()) return &series;
  return nullptr;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw OutputError(file.string() + ": there is no FSC curve to write: check 1.a " + why);
}

}  // namespace

std::vector<std::filesystem::path> fscFileNames(const std::filesystem::path& file) {
  std::vector<std::filesystem::path> names;
  for (const Curve& curve : kCurves) names.push_back(beside(file, curve.suffix));
  return names;
}

std::vector<FscFile> fscFiles(const std::vector<CheckResult>& checks, const std::filesystem::path& file) {
  const auto check = std::ranges::find(checks, "1.a", &CheckResult::id);
  if (check == checks.end()) refuse(file, "was not run");
  if (findSeries(*check, kCurves.front().key) == nullptr)
    refuse(file, check->reason.empty() ? "has no curve" : "has none: " + check->reason);
  std::vector<FscFile> files;
  for (const Curve& curve : kCurves)
    if (const Series* series = findSeries(*check, curve.key))
      files.push_back({beside(file, curve.suffix), fscXml(curve.title, series->x, series->y)});
  return files;
}

}  // namespace vitrine
