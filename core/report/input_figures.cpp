// The pictures of the input section: slices, projections, surface, masks (level 0, section 2 of the methods).
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/mask/mask_slices.hpp"
#include "core/mask/soft_mask.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/report/compose.hpp"
#include "core/report/slice_pictures.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

namespace vitrine {
namespace {

GreyRange mapRange(const ValidationContext& context, Progress& progress) {
  const auto table = context.get<ThresholdTable>(progress);
  return {table->levelEnclosing(1 - kGreyTail), table->levelEnclosing(kGreyTail)};
}

Figure centralSlices(const ValidationContext& context, Progress& progress) {
  const GreyRange range = mapRange(context, progress);
  const auto map = context.get<FullMap>(progress);
  Figure figure;
  figure.caption = "Central slices of the map. Planes are counted from 0; grey from " + rangeText(range) +
                   " in map units, which leaves out 0.1 % of the voxels at each end.";
  for (int axis = 0; axis < 3; ++axis)
    figure.pictures.emplace_back(slicePicture(slice(map->volume(), axis, map->volume().grid.centre(axis)), range));
  return figure;
}

Figure maximumVarianceSlices(const ValidationContext& context, Progress& progress) {
  const GreyRange range = mapRange(context, progress);
  const auto map = context.get<FullMap>(progress);
  Figure figure;
  figure.caption =
      "Slices of maximum variance of the map: along each axis the plane whose values vary most. Grey from " +
      rangeText(range) + ".";
  for (int axis = 0; axis < 3; ++axis)
    figure.pictures.emplace_back(
        slicePicture(slice(map->volume(), axis, map->scan().maximumVariancePlane(axis)), range));
  return figure;
}

Figure projections(const ValidationContext& context, Progress& progress) {
  const auto map = context.get<FullMap>(progress);
  std::array<GrayImage, 3> images;
  for (int axis = 0; axis < 3; ++axis)
    images[static_cast<std::size_t>(axis)] = projection(map->volume().grid, map->scan(), axis);
  const GreyRange range = rangeOf({&images[0], &images[1], &images[2]});
  Figure figure;
  figure.caption = "Projections of the map: sums of the voxels along each axis. Grey from " + rangeText(range) + ".";
  for (GrayImage& image : images) figure.pictures.emplace_back(slicePicture(std::move(image), range));
  return figure;
}

Figure isosurface(const ValidationContext& context, Progress& progress) {
  const double level = context.get<ContourLevel>(progress)->value;
  const auto reduced = context.get<ReducedMap>(progress);
  const SharedVolume volume(reduced, &reduced->volume);
  const auto [lowest, highest] = std::minmax_element(volume->data.begin(), volume->data.end());
  if (*lowest == *highest) throw NotMeasurable("The map is constant.");
  if (static_cast<double>(*highest) < level)
    throw NotMeasurable("No voxel of the drawn map reaches the contour level " + generalText(level) + ".");
  Figure figure;
  figure.caption = "Isosurface of the map at the contour level " + generalText(level) + " from three directions.";
  if (reduced->factor > 1)
    figure.caption += " Drawn from the map averaged over " + std::to_string(reduced->factor) + " x " +
                      std::to_string(reduced->factor) + " x " + std::to_string(reduced->factor) + " voxels.";
  for (std::size_t view = 0; view < std::size(kReportViews); ++view) {
    SurfacePicture surface;
    surface.volume = volume;
    surface.level = level;
    surface.angles = kReportViews[view];
    surface.title = kReportViewTitles[view];
    figure.pictures.emplace_back(std::move(surface));
  }
  return figure;
}

std::shared_ptr<const ConstructedMask> filledMask(const ValidationContext& context, Progress& progress) {
  auto mask = context.get<ConstructedMask>(progress);
  if (mask->mask.count == 0 && mask->fromUser) throw NotMeasurable("The user's mask is empty.");
  if (mask->mask.count == 0) {
    const double level = context.get<ContourLevel>(progress)->value;
    throw NotMeasurable("No voxel reaches the contour level " + generalText(level) + ".");
  }
  return mask;
}

Figure hardMask(const ValidationContext& context, Progress& progress) {
  const auto mask = filledMask(context, progress);
  const PlaneCounts counts = planeCounts(mask->mask, context.executor(), progress);
  Figure figure;
  figure.caption = std::string(mask->fromUser ? "The user's mask" : "Hard mask, constructed from the contour level") +
                   ": slices of maximum variance. Black is outside, white inside.";
  for (int axis = 0; axis < 3; ++axis) {
    const int plane = maximumVariancePlane(counts, mask->mask.grid, axis);
    figure.pictures.emplace_back(slicePicture(maskSlice(mask->mask, axis, plane), {0, 1}));
  }
  return figure;
}

Figure softMask(const ValidationContext& context, Progress& progress) {
  const auto mask = filledMask(context, progress);
  const SoftMask soft(std::shared_ptr<const Mask>(mask, &mask->mask));
  const Index3 planes = soft.maximumVariancePlanes(context.executor(), progress);
  Figure figure;
  figure.caption = "Soft mask: the hard mask smoothed by a Gaussian of standard deviation " +
                   fixedText(soft.sigmaA(), 2) + " A; slices of maximum variance. Black is 0, white is 1.";
  for (int axis = 0; axis < 3; ++axis)
    figure.pictures.emplace_back(slicePicture(soft.plane(axis, planes[static_cast<std::size_t>(axis)]), {0, 1}));
  return figure;
}

struct FigureRecipe {
  const char* key;
  const char* name;  ///< for the caption of a figure that could not be made
  double share;      ///< of the time
  Figure (*make)(const ValidationContext&, Progress&);
};

constexpr std::array kRecipes = {
    FigureRecipe{"central_slices", "Central slices", 0.3, centralSlices},
    FigureRecipe{"maximum_variance_slices", "Slices of maximum variance", 0.05, maximumVarianceSlices},
    FigureRecipe{"projections", "Projections", 0.05, projections},
    FigureRecipe{"isosurface", "Isosurface", 0.1, isosurface},
    FigureRecipe{"hard_mask", "Hard mask", 0.2, hardMask},
    FigureRecipe{"soft_mask", "Soft mask", 0.3, softMask},
};

}  // namespace

std::vector<Figure> inputFigures(const ValidationContext& context, Progress& progress) {
  std::vector<Figure> figures;
  for (const FigureRecipe& recipe : kRecipes) {
    Progress part = progress.part(recipe.share, recipe.name);
    Figure figure;
    try {
      figure = recipe.make(context, part);
    } catch (const Cancelled&) {
      throw;
    } catch (const std::exception& error) {  // a picture is never worth a report
      figure.caption = std::string(recipe.name) + ": not available. " + error.what();
    }
    figure.key = recipe.key;
    figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace vitrine
