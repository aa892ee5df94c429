// Results written into a session and read back show and export what they did before.
#include "core/report/result_json.hpp"

#include "core/base/error.hpp"
#include "core/report/html.hpp"
#include "core/report/json.hpp"
#include "core/report/json_text.hpp"
#include "core/report/picture_json.hpp"
#include "tests/core/report/made_up.hpp"
#include "tests/core/report/sample_entry.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>
#include <vector>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

/// Through the text, as a file has it.
CheckResult kept(const CheckResult& result) { return resultFromJson(Json::parse(prettyJson(resultJson(result)))); }

/// Of every kind of content, with all that JSON has no word for.
CheckResult fullResult() {
  CheckResult result = test::richCheck();
  result.volumes.clear();
  result.scored = false;
  result.warnings[0].plotPlace = PlotPlace{"histogram", 0.2};
  result.observations[0].plotPlace = PlotPlace{"histogram", 0.3};
  result.tables[0].words.push_back({"criterion", "Criterion", {"0.143", "half-bit"}});
  result.tables[0].isPrinted = false;
  CurvePlot& plot = result.plots[0];
  plot.caption = "With \"quotes\", a tab\tand a line\nbreak.";
  plot.x = {"1/d (1/A)", true, 0.25, std::nullopt};
  plot.top = TopAxis::ResolutionFromSquaredFrequency;
  plot.series.push_back({"band", "its band", {0.5, 1}, {kInf, 0.1}, SeriesStyle::Band, {-kInf, kNan}, false});
  plot.markers.push_back({Marker::Along::Y, 0.143, "0.143", true});
  plot.shaded.push_back({0.1, 0.2, "fit"});
  SpherePlot sphere;
  sphere.key = "directions";
  sphere.title = "Directions";
  sphere.caption = "Caption";
  sphere.projection = SphereProjection::Polar;
  sphere.azimuths = 3;
  sphere.tilts = 2;
  sphere.value = {1, 2, kNan, 4, 5, 6.25};
  sphere.label = "Resolution (A)";
  sphere.high = 7.5;
  sphere.beyond = "better than 2.00 A";
  sphere.marks.push_back({{0, 0.6, 0.8}, "worst"});
  result.spheres.push_back(sphere);
  result.resolutionEstimates = {{"FSC", 8.36}, {"DPR", 7.08}};
  result.peakGiB = 0.1;
  return result;
}

SlicePicture gradient(int width, int height) {
  SlicePicture picture;
  picture.title = "Slice 3 along Y";
  picture.image = {width, height, {}, 1.5, 2.5, 1, 3};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      picture.image.values.push_back(static_cast<float>(std::sin(0.05 * x) + 0.3 * std::cos(0.07 * y)));
  return picture;
}

SlicePicture keptPicture(const SlicePicture& picture) {
  const Figure figure{"key", "Caption.", {picture}};
  return std::get<SlicePicture>(figureFromJson(Json::parse(prettyJson(figureJson(figure)))).pictures.at(0));
}

TEST(ResultJson, KeepsEveryFieldOfAResult) {
  const CheckResult before = fullResult(), after = kept(before);
  EXPECT_EQ(resultJson(after), resultJson(before));
  EXPECT_EQ(after.status, Status::Warnings);
  EXPECT_FALSE(after.scored);
  ASSERT_EQ(after.warnings.size(), 1U);
  EXPECT_EQ(after.warnings[0].location->voxel, (Index3{1, 2, 3}));
  EXPECT_EQ(after.warnings[0].location->positionA, (Vector3{1.5, 3.0, 4.5}));
  EXPECT_EQ(after.warnings[0].plotPlace->plot, "histogram");
  EXPECT_EQ(after.warnings[0].plotPlace->x, 0.2);
  EXPECT_EQ(after.observations[0].plotPlace->x, 0.3);
  EXPECT_EQ(after.numbers.size(), before.numbers.size());
  EXPECT_FALSE(after.find("fsc_0143_A")->value);
  EXPECT_EQ(after.find("vrs_only_A")->decimals, 2);
  EXPECT_FALSE(after.tables[0].isPrinted);
  EXPECT_EQ(after.tables[0].words[0].cells[1], "half-bit");
  EXPECT_FALSE(after.tables[0].rows[1][1]);
  const CurvePlot& plot = after.plots[0];
  EXPECT_EQ(plot.caption, before.plots[0].caption);
  EXPECT_EQ(plot.top, TopAxis::ResolutionFromSquaredFrequency);
  EXPECT_TRUE(plot.x.logarithmic);
  EXPECT_EQ(plot.x.low, 0.25);
  EXPECT_FALSE(plot.x.high);
  EXPECT_TRUE(std::isnan(plot.series[0].y[1]));
  EXPECT_EQ(plot.series[0].y[2], 3e22);
  EXPECT_EQ(plot.series[2].style, SeriesStyle::Band);
  EXPECT_EQ(plot.series[2].y[0], kInf);
  EXPECT_EQ(plot.series[2].y2[0], -kInf);
  EXPECT_FALSE(plot.series[2].shown);
  EXPECT_EQ(plot.markers[0].axis, Marker::Along::Y);
  EXPECT_TRUE(plot.markers[0].isContourLevel);
  EXPECT_EQ(plot.shaded[0].high, 0.2);
  EXPECT_EQ(after.spheres[0].projection, SphereProjection::Polar);
  EXPECT_TRUE(std::isnan(after.spheres[0].value[2]));
  EXPECT_EQ(after.spheres[0].marks[0].direction, (Vector3{0, 0.6, 0.8}));
  EXPECT_EQ(after.spheres[0].high, 7.5);
  EXPECT_EQ(after.parameters[0].value, "30");
  EXPECT_EQ(after.mask->name, "constructed mask");
  EXPECT_EQ(after.resolutionEstimates, before.resolutionEstimates);
  EXPECT_EQ(after.seconds, 1.25);
  EXPECT_EQ(after.peakGiB, 0.1);
  EXPECT_EQ(after.notes, before.notes);
}

TEST(ResultJson, KeepsResultsThatWereNotMeasured) {
  for (const Status status : {Status::CouldNotBeMeasured, Status::DoesNotApply, Status::Cancelled}) {
    const CheckResult after = kept(test::emptyCheck("1.e", status, "needs 9.1 GiB, 6.0 GiB allowed"));
    EXPECT_EQ(after.status, status);
    EXPECT_EQ(after.reason, "needs 9.1 GiB, 6.0 GiB allowed");
    EXPECT_FALSE(after.mask);
  }
}

/// Everything that is not the bytes of a picture, which may differ by one grey step.
std::string withoutPictures(std::string html) {
  constexpr std::string_view kBegin = "data:image/png;base64,";
  for (std::size_t at = html.find(kBegin); at != std::string::npos; at = html.find(kBegin, at + kBegin.size()))
    html.erase(at + kBegin.size(), html.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                                          "0123456789+/=",
                                                          at + kBegin.size()) -
                                       at - kBegin.size());
  return html;
}

TEST(ResultJson, OfEveryRealCheckGivesTheSameReport) {
  const test::TemporaryFolder folder;
  test::ThreadExecutor executor(2);
  ReportModel before = test::sampleReport(folder, executor);
  for (CheckResult& check : before.checks) {  // neither is kept, as documented
    check.volumes.clear();
    std::erase_if(check.figures, [](const Figure& figure) {
      return std::ranges::any_of(figure.pictures,
                                 [](const auto& p) { return std::holds_alternative<SurfacePicture>(p); });
    });
  }
  ReportModel after = before;
  std::size_t pictures = 0;
  for (CheckResult& check : after.checks) {
    check = kept(check);
    for (const Figure& figure : check.figures) pictures += figure.pictures.size();
  }
  EXPECT_GT(pictures, 3U);
  EXPECT_EQ(reportJson(after, {.measuredCosts = true}), reportJson(before, {.measuredCosts = true}));
  EXPECT_EQ(withoutPictures(reportHtml(composeReport(after))), withoutPictures(reportHtml(composeReport(before))));
}

TEST(PictureJson, KeepsASmallSliceToAStepOfItsRange) {
  SlicePicture before = gradient(60, 41);
  before.image.values[7] = std::numeric_limits<float>::quiet_NaN();
  const SlicePicture after = keptPicture(before);
  EXPECT_EQ(after.title, before.title);
  EXPECT_EQ(after.image.width, 60);
  EXPECT_EQ(after.image.height, 41);
  EXPECT_EQ(after.image.axis, 1);
  EXPECT_EQ(after.image.index, 3);
  EXPECT_EQ(after.image.pixelHeightA, 2.5);
  EXPECT_FALSE(after.black);
  ASSERT_EQ(after.image.values.size(), before.image.values.size());
  for (std::size_t i = 0; i < before.image.values.size(); ++i) {
    if (i == 7)
      EXPECT_TRUE(std::isnan(after.image.values[i]));
    else
      EXPECT_NEAR(after.image.values[i], before.image.values[i], 2.6 / 65534);
  }
}

TEST(PictureJson, KeepsMasksAndConstantsExactly) {
  SlicePicture mask = gradient(50, 50);
  for (float& value : mask.image.values) value = value > 0.2F ? 1.0F : 0.0F;
  EXPECT_EQ(keptPicture(mask).image.values, mask.image.values);
  SlicePicture constant = gradient(9, 9);
  constant.image.values.assign(81, -3.5F);
  EXPECT_EQ(keptPicture(constant).image.values, constant.image.values);
  constant.image.values.assign(81, std::numeric_limits<float>::quiet_NaN());
  EXPECT_TRUE(std::isnan(keptPicture(constant).image.values[80]));
}

TEST(PictureJson, ShrinksALargeSliceAndKeepsItsGreys) {
  const SlicePicture before = gradient(1300, 700), after = keptPicture(before);
  EXPECT_EQ(after.image.width, 434);  // averages of 3 x 3
  EXPECT_EQ(after.image.height, 234);
  EXPECT_EQ(after.image.pixelWidthA, 4.5);
  EXPECT_NEAR(after.image.at(100, 50), before.image.at(301, 151), 0.01);
  ASSERT_TRUE(after.black && after.white);
  EXPECT_NEAR(*after.black, -1.3, 0.01);
  EXPECT_NEAR(*after.white, 1.3, 0.01);
}

TEST(PictureJson, SaysThatASurfaceIsNotKept) {
  const Figure before{"views", "Three views.", {SurfacePicture{}, gradient(8, 8)}};
  const Figure after = figureFromJson(figureJson(before));
  EXPECT_EQ(after.pictures.size(), 1U);
  EXPECT_EQ(after.caption, "Three views. Surfaces are not kept in a session; run the check again for its pictures.");
}

TEST(ResultJson, RefusesWhatItCannotShow) {
  const Json good = resultJson(fullResult());
  const auto refused = [&](const std::function<void(Json&)>& spoil) {
    Json bad = good;
    spoil(bad);
    EXPECT_THROW(resultFromJson(bad), InputError) << bad.dump().substr(0, 200);
  };
  for (const auto& [key, value] : good.items()) refused([&](Json& bad) { bad.erase(key); });
  refused([](Json& bad) { bad["status"] = "splendid"; });
  refused([](Json& bad) { bad["tables"][0]["rows"][0].erase(0); });
  refused([](Json& bad) { bad["tables"][0]["words"][0]["cells"].erase(0); });
  refused([](Json& bad) { bad["plots"][0]["series"][0]["y"].erase(0); });
  refused([](Json& bad) { bad["plots"][0]["series"][0]["style"] = 3; });
  refused([](Json& bad) { bad["spheres"][0]["tilts"] = 1000; });
  refused([](Json& bad) { bad["numbers"] = "none"; });
  Json figure = figureJson({"key", "Caption.", {gradient(20, 20)}});
  EXPECT_THROW(figureFromJson([&] {
                 Json bad = figure;
                 bad["pictures"][0]["width"] = 21;
                 return bad;
               }()),
               InputError);
  figure["pictures"][0]["values"] = "A!";
  EXPECT_THROW(figureFromJson(figure), InputError);
}

}  // namespace
}  // namespace vitrine
