// FSC curves in and out of the whole program.
#include "core/mapio/curve_file.hpp"
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

TEST(AuthorFsc, StandsInTheReportWithTheMapsBox) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");  // 32 voxels of 2 A: the box is 64 A
  std::ofstream(folder / "J1_fsc.txt") << "wave_number\tfsc_nomask\tfsc_tightmask\n1\t1\t1\n2\t0.5\t0.75\n";
  std::ofstream(folder / "emd_fsc.xml") << "<fsc title=\"deposited\"><coordinate><x>0.1</x><y>0.9</y></coordinate>"
                                           "<coordinate><x>0.2</x><y>0.1</y></coordinate></fsc>";
  const Ended ended = runVitrine({"report", map, "--checks", "0.a", "--author-fsc", folder / "J1_fsc.txt",
                                  "--author-fsc", folder / "emd_fsc.xml", "--json", "-", "--html", folder / "r.html"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto curves = nlohmann::json::parse(ended.out)["input"]["author_curves"];
  ASSERT_EQ(curves.size(), 2U);
  EXPECT_EQ(curves[0]["kind"], "cryoSPARC text");
  EXPECT_EQ(curves[0]["curves"][1]["title"], "cryoSPARC tight mask");
  EXPECT_DOUBLE_EQ(curves[0]["curves"][1]["x"][1], 2 / 64.0);
  EXPECT_EQ(curves[1]["curves"][0]["y"][1], 0.1);
  std::ifstream html(folder / "r.html");
  const std::string page{std::istreambuf_iterator<char>(html), {}};
  EXPECT_NE(page.find("FSC curves of other programs"), std::string::npos);
  EXPECT_NE(page.find("deposited, emd_fsc.xml"), std::string::npos);
}

TEST(AuthorFsc, ThatCannotBeReadIsSaidWithItsPlace) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  std::ofstream(folder / "broken.xml") << "<fsc>\n<coordinate><x>0.1</x><y>0,9</y></coordinate></fsc>";
  const Ended ended = runVitrine({"report", map, "--author-fsc", folder / "broken.xml"});
  EXPECT_EQ(ended.status, 3) << ended.err;
  EXPECT_NE(ended.err.find("broken.xml, line 2, column 26: \"0,9\" is no number"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("E-FSCXML"), std::string::npos) << ended.err;
  EXPECT_EQ(runVitrine({"report", map, "--author-fsc", folder / "absent.star"}).status, 3);
}

/// A ball of height 1 with noise of its own.
fs::path writeHalf(const fs::path& file, std::uint64_t seed) {
  std::uint64_t index = 0;
  return writeMap(file, 32, 2.0, [&](int x, int y, int z) {
    const double r = std::hypot(x - 16, y - 16, z - 16);
    return static_cast<float>(1 / (1 + std::exp(r - 6.4)) + 0.3 * randomNormal(seed, index++));
  });
}

TEST(FscXml, HoldsTheCurveOfTheJsonAndIsReadBack) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended =
      runVitrine({"report", map, "--half1", writeHalf(folder / "h1.mrc", 7), "--half2", writeHalf(folder / "h2.mrc", 8),
                  "--checks", "1.a", "--fsc-xml", folder / "fsc.xml", "--json", "-"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto curves = nlohmann::json::parse(ended.out)["checks"][0]["curves"];
  for (const auto& [file, key] : {std::pair("fsc.xml", "fsc"), std::pair("fsc_masked.xml", "fsc_masked")}) {
    const ForeignCurve curve = readCurveFile(folder / file).curves.at(0);
    std::size_t next = 0;
    for (std::size_t i = 0; i < curves[key]["x"].size(); ++i) {
      if (curves[key]["x"][i] == 0 || curves[key]["y"][i].is_null()) continue;
      ASSERT_LT(next, curve.x.size()) << file;
      EXPECT_NEAR(curve.x[next], curves[key]["x"][i].get<double>(), 1e-7);
      EXPECT_NEAR(curve.y[next], curves[key]["y"][i].get<double>(), 1e-7);
      ++next;
    }
    EXPECT_EQ(next, curve.x.size()) << file;
    EXPECT_GE(next, 15U) << file;
  }
}

TEST(FscXml, IsRefusedWithOneLineWhereThereIsNoCurve) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc"), other = writeBall(folder / "other.mrc", 24);
  const Ended ended =
      runVitrine({"report", map, "--half1", other, "--half2", map, "--checks", "1.a", "--fsc-xml", folder / "fsc.xml"});
  EXPECT_EQ(ended.status, 4) << ended.err;
  EXPECT_NE(ended.err.find("there is no FSC curve to write: check 1.a"), std::string::npos) << ended.err;
  EXPECT_FALSE(fs::exists(folder / "fsc.xml"));
}

TEST(FscXml, DoesNotWriteOverInputsNorIntoMissingFolders) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const fs::path given = folder / "fsc_masked.xml";
  std::ofstream(given) << "0.1 1\n0.2 0.5\n";
  for (const fs::path& target : {folder / "no/fsc.xml", folder / "fsc.xml"}) {
    const Ended ended = runVitrine(
        {"report", map, "--half1", map, "--half2", map, "--checks", "1.a", "--author-fsc", given, "--fsc-xml", target});
    EXPECT_EQ(ended.status, 4) << ended.err;
    EXPECT_EQ(ended.out, "") << "nothing ran";
  }
  EXPECT_EQ(fs::file_size(given), 14U);
}

}  // namespace
}  // namespace vitrine::test
