#include "core/report/compose.hpp"
#include "core/report/sections.hpp"
#include "tests/core/report/made_up.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

Number number(std::optional<double> value, std::string unit, int decimals) {
  return {.key = "k", .label = "l", .value = value, .unit = std::move(unit), .decimals = decimals};
}

TEST(StatusText, CountsWarningsInEnglish) {
  EXPECT_EQ(statusText(test::warnedCheck("0.b", 1)), "1 warning");
  EXPECT_EQ(statusText(test::warnedCheck("0.b", 2)), "2 warnings");
}

TEST(StatusText, GivesTheReason) {
  EXPECT_EQ(statusText(test::okCheck("0.a")), "OK");
  EXPECT_EQ(statusText(test::emptyCheck("0.e", Status::CouldNotBeMeasured, "not implemented in this version")),
            "Could not be measured: not implemented in this version");
  EXPECT_EQ(statusText(test::emptyCheck("1.a", Status::DoesNotApply, "no half maps")), "Does not apply: no half maps");
  EXPECT_EQ(statusText(test::emptyCheck("1.a", Status::DoesNotApply, "")), "Does not apply");
}

TEST(StatusText, NamesWhatOnlyTheWindowShows) {
  EXPECT_EQ(statusText(test::emptyCheck("0.a", Status::Waiting, "")), "Not run");
  EXPECT_EQ(statusText(test::emptyCheck("0.a", Status::Running, "")), "Running");
  EXPECT_EQ(statusText(test::emptyCheck("0.a", Status::Cancelled, "")), "Cancelled");
}

TEST(NumberText, PutsTheUnitAfterTheValue) {
  EXPECT_EQ(numberText(number(26.0, "A", 2)), "26.00 A");
  EXPECT_EQ(numberText(number(-0.001, "%", 2)), "0.00 %");
  EXPECT_EQ(numberText(number(0.5, "", 3)), "0.500");
}

TEST(NumberText, KeepsSignificantDigitsOfNumbersOfAnySize) {
  EXPECT_EQ(numberText(number(3.544e-90, "", -3)), "3.54e-90");
  EXPECT_EQ(numberText(number(0.00660000001, "", -6)), "0.0066");
}

TEST(NumberText, GroupsLongCounts) {
  EXPECT_EQ(numberText(number(11131513, "voxels", 0)), "11 131 513 voxels");
  EXPECT_EQ(numberText(number(4169, "voxels", 0)), "4169 voxels");
  EXPECT_EQ(numberText(number(1, "voxels", 0)), "1 voxel");
  EXPECT_EQ(numberText(number(363302.96, "A^3", 2)), "363 303 A^3");
  EXPECT_EQ(numberText(number(9999.25, "A^3", 2)), "9999.25 A^3");
  EXPECT_EQ(numberText(number(-43210, "", 0)), "-43 210");
}

TEST(NumberText, SaysThatAResolutionWasNotReached) {
  EXPECT_EQ(numberText(number(std::nullopt, "A", 2)), "not reached");
  EXPECT_EQ(numberText(number(std::nan(""), "A", 2)), "not reached");
  EXPECT_EQ(numberText(number(std::nullopt, "voxels", 2)), "none");
}

TEST(CheckSectionNumber, CountsWithinTheLevel) {
  EXPECT_EQ(checkSectionNumber("0.a"), "3.1");
  EXPECT_EQ(checkSectionNumber("0.h"), "3.8");
  EXPECT_EQ(checkSectionNumber("1.a"), "4.1");
  EXPECT_EQ(checkSectionNumber("1.b"), "4.2");
  EXPECT_EQ(checkSectionNumber("1.g"), "4.7");
  EXPECT_EQ(checkSectionNumber("1.h"), "4.8");
  EXPECT_EQ(checkSectionNumber("7.z"), "");
}

TEST(ThresholdText, SaysHowTheLevelWasChosen) {
  ReportModel model;
  EXPECT_EQ(thresholdText(model), "(not known: the map could not be loaded)");
  model.inputs.threshold = 0.02;
  EXPECT_EQ(thresholdText(model), "0.02 (given by the user)");
  model.threshold = 0.0066;
  model.thresholdSource = ThresholdSource::Entry;
  EXPECT_EQ(thresholdText(model), "0.0066 (contour level recommended in the entry)");
  model.thresholdSource = ThresholdSource::Estimated;
  EXPECT_EQ(thresholdText(model), "0.0066 (chosen by the program: 1 % of the voxels lie at or above it)");
}

TEST(InputKinds, ListsWhatWasGiven) {
  Inputs inputs;
  EXPECT_EQ(inputKinds(inputs), "a map");
  inputs.half1 = inputs.half2 = InputMap{};
  EXPECT_EQ(inputKinds(inputs), "a map and two half maps");
  inputs.mask = InputMap{};
  inputs.model = "model.cif";
  EXPECT_EQ(inputKinds(inputs), "a map, two half maps, a mask and an atomic model");
}

}  // namespace
}  // namespace vitrine
