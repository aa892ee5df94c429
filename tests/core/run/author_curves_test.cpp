#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/run/open.hpp"
#include "core/volume/volume.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace vitrine {
namespace {

OpenRequest requestWith(const test::TemporaryFolder& folder, const std::string& curves, Index3 size = {8, 8, 8}) {
  Volume volume(Grid{size, {2.5, 2.5, 2.5}, {}});
  volume.at(1, 2, 3) = 1;
  Progress progress;
  save(folder / "map.mrc", volume, {}, progress);
  std::ofstream(folder / "fsc.txt") << curves;
  OpenRequest request;
  request.map = folder / "map.mrc";
  request.authorCurves = {folder / "fsc.txt"};
  return request;
}

TEST(AuthorCurves, AreReadWithTheBoxOfTheMap) {
  const test::TemporaryFolder folder;
  const Inputs inputs = openEntry(requestWith(folder, "0 1\n1 0.9\n2 0.5\n")).inputs;
  ASSERT_EQ(inputs.authorCurves.size(), 1U);
  EXPECT_EQ(inputs.authorCurves[0].path, folder / "fsc.txt");
  EXPECT_DOUBLE_EQ(inputs.authorCurves[0].curves.at(0).x.at(2), 2 / 20.0);
}

TEST(AuthorCurves, ThatCannotBeReadStopTheOpening) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(openEntry(requestWith(folder, "hello")), InputError);
  // Shells of a box whose edges differ have no one frequency.
  EXPECT_THROW(openEntry(requestWith(folder, "0 1\n1 0.9\n2 0.5\n", {8, 8, 10})), InputError);
  OpenRequest missing = requestWith(folder, "0.1 1\n0.2 0.9\n");
  EXPECT_EQ(openEntry(missing).inputs.authorCurves.size(), 1U);
  missing.authorCurves.push_back(folder / "absent.xml");
  EXPECT_THROW(openEntry(missing), InputError);
}

}  // namespace
}  // namespace vitrine
