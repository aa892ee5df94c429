#include "core/checks/check_result.hpp"

#include "core/resolution/local_resolution.hpp"

#include <algorithm>

namespace vitrine {

std::string_view statusKey(Status status) {
  switch (status) {
    case Status::Ok:
      return "ok";
    case Status::Warnings:
      return "warnings";
    case Status::CouldNotBeMeasured:
      return "could_not_be_measured";
    case Status::DoesNotApply:
      return "does_not_apply";
    case Status::Waiting:
      return "waiting";
    case Status::Running:
      return "running";
    case Status::Cancelled:
      return "cancelled";
  }
  return "";
}

std::string volumeFileName(std::string_view checkId, const VolumeResult& volume) {
  return std::string(checkId) + "_" + volume.name + ".mrc";
}

SharedVolume volumeForFile(const VolumeResult& volume, Executor& executor, Progress& progress) {
  if (!volume.compact) return volume.make(executor, progress);
  return std::make_shared<const Volume>(expand(*volume.compact, kNoValueInFiles, executor, progress));
}

const Number* CheckResult::find(std::string_view key) const {
  const auto found = std::ranges::find(numbers, key, &Number::key);
  return found == numbers.end() ? nullptr : &*found;
}

const CurvePlot* CheckResult::plot(std::string_view key) const {
  const auto found = std::ranges::find(plots, key, &CurvePlot::key);
  return found == plots.end() ? nullptr : &*found;
}

}  // namespace vitrine
