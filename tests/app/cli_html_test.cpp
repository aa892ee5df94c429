// vitrine report --html: one file, with the surfaces drawn.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

TEST(HtmlReport, HoldsPicturesOfSlicesAndSurfaces) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended =
      runVitrine({"report", map, "--checks", "0.a,0.b", "--threshold", "0.5", "--html", folder / "r.html"});
  EXPECT_EQ(ended.status, 0) << ended.err << ended.out;
  EXPECT_EQ(ended.err.find("missing in the HTML"), std::string::npos) << ended.err;
  std::ifstream file(folder / "r.html");
  const std::string html{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(html.ends_with("</html>\n"));
  EXPECT_NE(html.find("alt=\"Slice "), std::string::npos);
  EXPECT_NE(html.find("alt=\"View 3"), std::string::npos);
}

TEST(HtmlReport, IsNotWrittenOverAnotherOutput) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended = runVitrine({"report", map, "--pdf", folder / "r.out", "--html", folder / "r.out"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_NE(ended.err.find("--pdf and --html name the same file"), std::string::npos) << ended.err;
}

}  // namespace
}  // namespace vitrine::test
