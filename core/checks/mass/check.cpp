#include "core/checks/check.hpp"
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/mask_quality/mask_quality.hpp"
#include "core/checks/mass/mass.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/profile.hpp"
#include "core/checks/registry.hpp"
#include "core/products/background.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"

#include <cmath>

namespace vitrine {

std::unique_ptr<Check> makeMassCheck();

namespace {

constexpr CheckInfo kInfo{
    .id = "0.a",
    .title = "Mass analysis",
    .method = "Mass analysis",
    .explanation =
        "Is the particle in the middle of its box, and is there enough empty space around it? Particle images are "
        "blurred "
        "by the microscope's contrast transfer function, which spreads fine detail over some distance; a box that ends "
        "too close to the particle cuts this signal off. The constructed mask (the largest object above the threshold, "
        "grown by 2 A) gives the empty space on each side and how far its bounding box is off the origin voxel "
        "floor(N/2). The centre of mass is taken over the largest object alone, with the density above the mean of the "
        "background as weight.",
    .criteria =
        "A warning for each axis whose bounding box is off centre by more than 20 % (twice the offset over the box "
        "edge), "
        "for each side with less than 20 A of empty space, and for each axis whose centre of mass is off by more than "
        "20 % of the box edge. Space between 20 A and 30 A is mentioned but not counted.",
    .advice =
        "Re-extract the particles in a larger box or re-centre them. For a focused refinement or a sub-volume of a "
        "larger "
        "map these warnings are expected. If the mask touches the face of the box, check first that the threshold does "
        "not select noise.",
    .citation = "Sorzano et al. 2022, doi:10.1039/D2FD00059H",
};

constexpr char kAxisLetter[] = "xyz";
constexpr char kAxisName[] = "XYZ";
constexpr double kFragmented = 0.5;   // share of the raw mask outside its largest object
constexpr double kComfortableA = 30;  // between the limit and this: said, not counted

struct Settings {
  double spaceLimitA, decenteringLimit, voltageKV, defocusA;
};

std::string axisKey(const char* begin, int axis, const char* end) {
  return std::string(begin) + kAxisLetter[axis] + end;
}
std::string axisLabel(const char* text, int axis) { return std::string(text) + " along " + kAxisName[axis]; }

/// Middle of the face of the mask's bounding box at plane `index` of `axis`.
Location faceOf(const Grid& grid, const std::array<std::array<int, 2>, 3>& box, int axis, int index) {
  Vector3 middle;
  for (int a = 0; a < 3; ++a) middle[a] = (box[a][0] + box[a][1]) / 2.0;
  middle[axis] = index;
  return locationOf(grid, middle);
}

class MassCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }

  std::vector<ParameterInfo> parameters() const override {
    return {{"space_limit_A", "least empty space on each side, A", "20"},
            {"decentering_limit_percent", "largest decentering of box and centre of mass, %", "20"},
            {"voltage_kV", "acceleration voltage, for the CTF delocalisation", "300"},
            {"defocus_A", "typical defocus, for the CTF delocalisation, A", "15000"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    return {.products = {need<FullMap>(inputs), need<ContourLevel>(inputs), need<RawMask>(inputs),
                         need<ConstructedMask>(inputs), need<VrsMask>(inputs), need<BackgroundMoments>(inputs)},
            .privatePeak = 0,
            .doesNotApply = {}};
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Settings settings{parameterNumber(context.inputs(), *this, "space_limit_A", 0, 1e6),
                            parameterNumber(context.inputs(), *this, "decentering_limit_percent", 0, 100),
                            parameterNumber(context.inputs(), *this, "voltage_kV", 1, 3000),
                            parameterNumber(context.inputs(), *this, "defocus_A", 0, 1e6)};
    Progress loading = progress.part(0.3);
    const auto map = context.get<FullMap>(loading);
    Progress masks = progress.part(0.4);
    const auto level = context.get<ContourLevel>(masks);
    const auto raw = context.get<RawMask>(masks);
    if (raw->mask.count == 0) throw NotMeasurable(emptyMaskMessage(level->value, map->scan().statistics.maximum));
    const auto hard = context.get<ConstructedMask>(masks);
    const auto vrs = context.get<VrsMask>(masks);
    Progress last = progress.part(0.3);
    const auto background = context.get<BackgroundMoments>(last);

    CheckResult result;
    result.mask = MaskReference{hard->name, hard->sha256};
    if (level->source == ThresholdSource::Estimated)
      result.observe("threshold_estimated", "No threshold was given: " + generalText(level->value) +
                                                ", the level enclosing 1 % of the voxels, was chosen by the program.");
    const double outside = componentStatistics(raw->components).outsideLargest();
    if (outside > kFragmented)
      result.observe("fragment", "The largest object holds only " + fixedText(100 * (1 - outside), 1) +
                                     " % of the voxels at or above the threshold: these numbers describe a fragment, "
                                     "not the whole particle. Give a contour level at which it is one object.");
    spaces(result, settings, hard->mask.grid, hard->planes, vrs->planes);
    centre(result, settings, hard->mask.grid, *raw, background->mean, map->scan());
    delocalisation(result, settings, context.inputs());
    notes(result);
    return result;
  }

private:
  static void spaces(CheckResult& result, const Settings& settings, const Grid& grid, const PlaneCounts& planes,
                     const PlaneCounts& vrsPlanes) {
    std::array<std::array<int, 2>, 3> box;
    for (int axis = 0; axis < 3; ++axis) box[axis] = occupiedPlanes(planes, axis);
    for (int axis = 0; axis < 3; ++axis) {
      const auto [first, last] = box[axis];
      const auto [vrsFirst, vrsLast] = occupiedPlanes(vrsPlanes, axis);
      const AxisSpace space = axisSpace(first, last, grid.size[axis], grid.voxelSize[axis]);
      const AxisSpace vrs = vrsAxisSpace(vrsFirst, vrsLast, grid.size[axis], grid.voxelSize[axis]);
      // An empty VRS mask (all of it on the box faces, which VRS never writes) has no planes to speak of.
      const bool hasVrs = vrsLast >= vrsFirst;
      const auto add = [&](const std::string& key, const char* label, double value, double vrsValue, const char* unit) {
        result.number(key, axisLabel(label, axis), value, unit, 2);
        vrsNumber(result, key, hasVrs ? std::optional(vrsValue) : std::nullopt);
      };
      add(axisKey("left_space_", axis, "_A"), "Left space", space.leftA, vrs.leftA, "A");
      add(axisKey("right_space_", axis, "_A"), "Right space", space.rightA, vrs.rightA, "A");
      add(axisKey("decentering_", axis, "_percent"), "Decentering", space.decenteringPercent, vrs.decenteringPercent,
          "%");

      if (space.decenteringPercent > settings.decenteringLimit)
        result.warn(axisKey("decentered_", axis, ""),
                    std::string("The mask is off the centre of the box along ") + kAxisName[axis] + " by " +
                        fixedText(space.decenteringPercent, 2) + " %; at most " +
                        generalText(settings.decenteringLimit) + " % would pass.",
                    locationOf(grid, {(box[0][0] + box[0][1]) / 2.0, (box[1][0] + box[1][1]) / 2.0,
                                      (box[2][0] + box[2][1]) / 2.0}));
      side(result, settings, grid, box, axis, "left", space.leftA, first);
      side(result, settings, grid, box, axis, "right", space.rightA, last);
    }
  }

  static void side(CheckResult& result, const Settings& settings, const Grid& grid,
                   const std::array<std::array<int, 2>, 3>& box, int axis, const std::string& name, double spaceA,
                   int plane) {
    const std::string text =
        "There are " + fixedText(spaceA, 2) + " A of empty space on the " + name + " along " + kAxisName[axis];
    if (spaceA < settings.spaceLimitA)
      result.warn(name + "_space_" + kAxisLetter[axis],
                  text + "; at least " + generalText(settings.spaceLimitA) + " A would pass.",
                  faceOf(grid, box, axis, plane));
    else if (spaceA < kComfortableA)
      result.observe(name + "_space_" + kAxisLetter[axis] + "_tight",
                     text + ": enough, but less than the recommended " + generalText(kComfortableA) + " A.");
  }

  static void centre(CheckResult& result, const Settings& settings, const Grid& grid, const RawMask& raw,
                     double background, const MapScan& scan) {
    const std::optional<Vector3> centre = centreOfMass(raw.components, background);
    if (!centre)
      result.observe("no_centre_of_mass",
                     "The largest object is not denser than the background on average, so it has no centre of mass; "
                     "raise the threshold.");
    for (int axis = 0; axis < 3; ++axis) {
      const int size = grid.size[axis];
      const std::optional<double> vrs = signedCentreOfMass(scan.planeSum[axis]);
      std::optional<double> here, off, offA;
      if (centre) {
        here = (*centre)[axis];
        off = centreDecenteringPercent(*here, size);
        offA = (*here - grid.centre(axis)) * grid.voxelSize[axis];
      }
      const std::string voxelsKey = axisKey("center_of_mass_", axis, "_voxels");
      result.number(voxelsKey, axisLabel("Centre of mass", axis), here, "voxels", 2);
      vrsNumber(result, voxelsKey, vrs);
      result.number(axisKey("center_of_mass_", axis, "_A"), axisLabel("Centre of mass from the origin voxel", axis),
                    offA, "A", 2);
      const std::string percentKey = axisKey("center_of_mass_decentering_", axis, "_percent");
      result.number(percentKey, axisLabel("Decentering of the centre of mass", axis), off, "%", 2);
      vrsNumber(result, percentKey, vrs ? std::optional(vrsCentreDecenteringPercent(*vrs, size)) : std::nullopt);
      result.number(axisKey("centroid_", axis, "_voxels"), axisLabel("Geometric centre of the largest object", axis),
                    raw.components.components.front().centroid[axis], "voxels", 2);
      if (off && *off > settings.decenteringLimit)
        result.warn(axisKey("center_of_mass_", axis, ""),
                    std::string("The centre of mass is off the centre of the box along ") + kAxisName[axis] + " by " +
                        fixedText(*off, 2) + " %; at most " + generalText(settings.decenteringLimit) + " % would pass.",
                    locationOf(grid, *centre));
    }
  }

  static void delocalisation(CheckResult& result, const Settings& settings, const Inputs& inputs) {
    std::optional<double> radius;
    if (inputs.resolution) radius = delocalisationA(settings.voltageKV, settings.defocusA, *inputs.resolution);
    result.number("ctf_delocalisation_A", "CTF delocalisation at the reported resolution", radius, "A", 1);
    if (!radius) return;
    double least = result.find("left_space_x_A")->value.value_or(0);
    for (const char* side : {"left", "right"})
      for (int axis = 0; axis < 3; ++axis)
        least = std::min(least, *result.find(std::string(side) + "_space_" + kAxisLetter[axis] + "_A")->value);
    if (least < *radius)
      result.observe("below_ctf_delocalisation",
                     "The smallest margin, " + fixedText(least, 1) + " A, is below the " + fixedText(*radius, 1) +
                         " A over which the CTF spreads detail of " + generalText(*inputs.resolution) + " A at " +
                         generalText(settings.voltageKV) + " kV and " + generalText(settings.defocusA) +
                         " A defocus: signal at high resolution may be cut off.");
  }

  static void notes(CheckResult& result) {
    const auto differs = [&](const char* begin, const char* end) {
      for (int axis = 0; axis < 3; ++axis)
        if (result.find("vrs_" + axisKey(begin, axis, end)) != nullptr) return true;
      return false;
    };
    if (differs("left_space_", "_A") || differs("right_space_", "_A"))
      result.note(
          "Spaces: the VRS counts one voxel too many on the right and grows the mask by whole voxels and over "
          "diagonals "
          "instead of a ball of 2 A.");
    if (differs("decentering_", "_percent"))
      result.note(
          "Decentering: the VRS measures against N/2, between two voxels in odd boxes; here against the origin voxel "
          "floor(N/2).");
    if (differs("center_of_mass_", "_voxels"))
      result.note(
          "Centre of mass: the VRS weights the whole box with its signed density, whose sum may be near zero or "
          "negative; "
          "here only the largest object counts, with the density above the background.");
  }
};

}  // namespace

std::unique_ptr<Check> makeMassCheck() { return std::make_unique<MassCheck>(); }

}  // namespace vitrine
