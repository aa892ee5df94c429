// The only output of a check: plain data. Window, PDF, HTML and JSON are all made from it; nobody parses text back.
#pragma once

#include "core/base/parallel.hpp"
#include "core/checks/picture.hpp"
#include "core/checks/plot.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

struct LocalResolution;

enum class Status { Ok, Warnings, CouldNotBeMeasured, DoesNotApply, Waiting, Running, Cancelled };

/// "ok", "warnings", "could_not_be_measured", "does_not_apply" (JSON); the last three are for the window only.
std::string_view statusKey(Status status);

/// One figure. A value that does not exist is empty: null in JSON, "not reached" or "-" in print.
/// A key "vrs_k" holds the VRS definition of key k; the report prints it in small type beside k where the two differ.
struct Number {
  std::string key;    ///< as in the JSON contract; the unit is in the key's end
  std::string label;  ///< for people: "Left space along X"
  std::optional<double> value;
  std::string unit;  ///< "A", "A^2", "%", "voxels", "" (printed as it is; the Angstrom sign is set by the painters)
  int decimals = 2;  ///< fixed decimals; negative: that many significant digits
};

struct Column {
  std::string key, label, unit;
  int decimals = 2;
};

/// A column of words, left of a table's numbers: "criterion", "state".
struct WordColumn {
  std::string key, label;
  std::vector<std::string> cells;  ///< one per row
};

struct Table {
  std::string key, title;
  std::vector<Column> columns;
  std::vector<std::vector<std::optional<double>>> rows;
  std::vector<WordColumn> words = {};
  bool isPrinted = true;  ///< false: for the JSON only
};

/// Where in the map something is.
struct Location {
  Index3 voxel{0, 0, 0};
  Vector3 positionA{0, 0, 0};  ///< from voxel (0,0,0)
};

/// Where in one of the result's plots something is: the shell where the FSC rises again.
struct PlotPlace {
  std::string plot;  ///< key of a CurvePlot of the same result
  double x = 0;      ///< in the plot's own x
};

/// A broken criterion. Any warning makes the status Warnings.
struct Warning {
  std::string code;  ///< "decentered_x"
  std::string text;  ///< with the numbers that broke the rule and the limit that would pass
  std::optional<Location> location;
  std::optional<PlotPlace> plotPlace = {};
};

/// Worth saying, never counted.
struct Observation {
  std::string code, text;
  std::optional<PlotPlace> plotPlace = {};
};

/// A parameter as used.
struct Parameter {
  std::string name, value, defaultValue;
};

struct MaskReference {
  std::string name, sha256;
};

/// A volume a check can give out: written under --volumes, offered as overlay and colouring. Made when asked, since a
/// 1024^3 map is 4 GiB.
struct VolumeResult {
  std::string name;   ///< JSON key, unique within the check: "hard_mask"
  std::string title;  ///< "Hard mask"
  std::string unit;
  bool isMask = false;  ///< 0/1: written as bytes
  std::function<SharedVolume(Executor&, Progress&)> make;
  /// The same where only some voxels have a value, without the others: single values and ranges of values are looked up
  /// here. Null: only `make`.
  std::shared_ptr<const LocalResolution> compact = {};
};

/// "1.c_local_resolution.mrc": what --volumes writes, told apart by the check, since several have one of that name.
std::string volumeFileName(std::string_view checkId, const VolumeResult& volume);
/// The volume as files hold it: kNoValueInFiles where `make` gives NaN. @throws what making throws
SharedVolume volumeForFile(const VolumeResult& volume, Executor& executor, Progress& progress);

struct CheckResult {
  std::string id;
  Status status = Status::Waiting;
  std::string reason;  ///< why not measured or not applicable; one sentence
  /// False for results without a verdict (0.b at a contour level the program chose): shown as ok, left out of the
  /// score.
  bool scored = true;
  std::vector<Warning> warnings;
  std::vector<Observation> observations;
  std::vector<Number> numbers;
  std::vector<Table> tables;
  std::vector<CurvePlot> plots;
  std::vector<SpherePlot> spheres;
  std::vector<Figure> figures;
  std::vector<VolumeResult> volumes;
  std::vector<std::string> notes;  ///< where and why a figure differs from the VRS definition
  std::vector<Parameter> parameters;
  std::optional<MaskReference> mask;
  std::vector<std::pair<std::string, double>> resolutionEstimates;  ///< method -> A, for the resolution range
  double seconds = 0;                                               ///< wall time; left out when results are compared
  double peakGiB = 0;  ///< highest memory charged while it ran; left out likewise

  void warn(std::string code, std::string text, std::optional<Location> location = {}) {
    warnings.push_back({std::move(code), std::move(text), location});
  }
  void warn(std::string code, std::string text, PlotPlace place) {
    warnings.push_back({std::move(code), std::move(text), {}, std::move(place)});
  }
  void observe(std::string code, std::string text, std::optional<PlotPlace> place = {}) {
    observations.push_back({std::move(code), std::move(text), std::move(place)});
  }
  void number(std::string key, std::string label, std::optional<double> value, std::string unit, int decimals = 2) {
    numbers.push_back({std::move(key), std::move(label), value, std::move(unit), decimals});
  }
  void note(std::string text) { notes.push_back(std::move(text)); }
  const Number* find(std::string_view key) const;
  const CurvePlot* plot(std::string_view key) const;
  /// Ok or Warnings, from the warnings. Called by guardedRun for results that were measured.
  Status statusFromWarnings() const { return warnings.empty() ? Status::Ok : Status::Warnings; }
};

}  // namespace vitrine
