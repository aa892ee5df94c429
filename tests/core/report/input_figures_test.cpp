#include "tests/core/report/sample_entry.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

std::vector<Figure> figuresOf(const Volume& volume, std::optional<double> threshold) {
  const test::TemporaryFolder folder;
  test::ThreadExecutor executor(2);
  Progress progress;
  return inputFigures(*test::contextOf(test::writtenInputs(folder, volume, threshold, {}), executor), progress);
}

std::vector<std::string> titles(const Figure& figure) {
  std::vector<std::string> list;
  for (const Picture& picture : figure.pictures)
    list.push_back(std::visit([](const auto& one) { return one.title; }, picture));
  return list;
}

const SlicePicture& sliceOf(const Figure& figure, std::size_t i) { return std::get<SlicePicture>(figure.pictures[i]); }

TEST(InputFigures, AreTheSixGroupsOfThreePictures) {
  const auto figures = figuresOf(test::fiveObjects(), 0.5);
  std::vector<std::string> keys;
  for (const Figure& figure : figures) {
    keys.push_back(figure.key);
    EXPECT_EQ(figure.pictures.size(), 3U) << figure.caption;
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"central_slices", "maximum_variance_slices", "projections", "isosurface",
                                            "hard_mask", "soft_mask"}));
}

TEST(InputFigures, CentralSlicesAreThoseOfTheOriginVoxel) {
  Volume volume = test::constantVolume(test::gridOf({8, 6, 5}, 2), 0);
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) volume.data[i] = static_cast<float>(i);
  const Figure figure = figuresOf(volume, 100)[0];
  EXPECT_EQ(titles(figure), (std::vector<std::string>{"Slice 4 along X", "Slice 3 along Y", "Slice 2 along Z"}));
  EXPECT_EQ(sliceOf(figure, 0).image.at(1, 2), volume.at(4, 1, 2));
  EXPECT_EQ(sliceOf(figure, 1).image.at(1, 2), volume.at(1, 3, 2));
  EXPECT_EQ(sliceOf(figure, 2).image.at(1, 2), volume.at(1, 2, 2));
}

TEST(InputFigures, SlicesShareTheGreyRangeOfTheMap) {
  const auto figures = figuresOf(test::fiveObjects(), 0.5);
  for (const std::size_t group : {0U, 1U})
    for (std::size_t i = 0; i < 3; ++i) {
      // 4212 of 110592 voxels are 1; noise of 0.01 about 0.001 reaches -0.03 at its 0.1 percentile
      EXPECT_NEAR(*sliceOf(figures[group], i).black, 0.001 - 0.01 * 3.08, 0.001);
      EXPECT_NEAR(*sliceOf(figures[group], i).white, 1, 0.001);
    }
}

TEST(InputFigures, MasksGoFromBlackOutsideToWhiteInside) {
  const auto figures = figuresOf(test::symmetricBall(), 0.005);
  for (const std::size_t group : {4U, 5U}) {
    EXPECT_EQ(titles(figures[group]),
              (std::vector<std::string>{"Slice 24 along X", "Slice 24 along Y", "Slice 24 along Z"}));
    const SlicePicture& picture = sliceOf(figures[group], 2);
    EXPECT_EQ(*picture.black, 0);
    EXPECT_EQ(*picture.white, 1);
    EXPECT_NEAR(picture.image.at(24, 24), 1, 1e-3);
    EXPECT_EQ(picture.image.at(1, 1), 0);
  }
}

TEST(InputFigures, IsosurfaceIsShownFromThreeDirectionsAtTheLevel) {
  const Figure figure = figuresOf(test::fiveObjects(), 0.5)[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& surface = std::get<SurfacePicture>(figure.pictures[i]);
    EXPECT_EQ(surface.level, 0.5);
    EXPECT_EQ(surface.angles.x, kReportViews[i].x);
    EXPECT_EQ(surface.angles.y, kReportViews[i].y);
    EXPECT_EQ(surface.angles.z, kReportViews[i].z);
    ASSERT_NE(surface.volume, nullptr);
    EXPECT_EQ(surface.volume->grid.size, (Index3{48, 48, 48}));
  }
}

TEST(InputFigures, KeepTheirPlaceWithTheReasonWhenTheyFail) {
  const auto figures = figuresOf(test::fiveObjects(), 7);  // no voxel reaches the level
  ASSERT_EQ(figures.size(), 6U);
  EXPECT_EQ(figures[0].pictures.size(), 3U);
  for (const std::size_t group : {3U, 4U, 5U}) {
    EXPECT_TRUE(figures[group].pictures.empty());
    EXPECT_NE(figures[group].caption.find("not available."), std::string::npos) << figures[group].caption;
  }
}

TEST(InputFigures, SayThatASliceIsConstant) {
  Volume volume = test::constantVolume(test::gridOf({8, 8, 8}, 2), 0);
  volume.at(1, 1, 1) = 1;
  EXPECT_EQ(titles(figuresOf(volume, 0.5)[0])[2], "Slice 4 along Z (constant)");
}

TEST(InputFigures, OfAMapThatIsNoMapAreCaptionsOnly) {
  const auto figures = figuresOf(test::constantVolume(test::gridOf({8, 8, 8}, 2), 0.25), 0.1);
  ASSERT_EQ(figures.size(), 6U);
  for (const Figure& figure : figures) EXPECT_TRUE(figure.pictures.empty()) << figure.key;
}

TEST(InputFigures, StopWhenAsked) {
  const test::TemporaryFolder folder;
  SerialExecutor executor;
  const auto context = test::contextOf(test::writtenInputs(folder, test::fiveObjects(), 0.5, {}), executor);
  std::stop_source stop;
  stop.request_stop();
  Progress progress(nullptr, stop.get_token());
  EXPECT_THROW(inputFigures(*context, progress), Cancelled);
}

}  // namespace
}  // namespace vitrine
