// Whole runs of `vitrine report` on maps that can be read.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

namespace vitrine::test {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const std::string kLevel0 = "0.a,0.b,0.c,0.d";

Json parsedFile(const fs::path& file) {
  std::ifstream stream(file);
  return Json::parse(stream, nullptr, false);
}

/// Without what a run costs: what has to be equal for equal inputs.
Json withoutCosts(Json report) {
  report["dates"].erase("report");
  for (Json& check : report["checks"]) {
    check.erase("seconds");
    check.erase("peak_gib");
  }
  return report;
}

std::string statusOf(const Json& report, const std::string& id) {
  for (const Json& check : report["checks"])
    if (check["id"] == id) return check["status"];
  return "absent";
}

TEST(Report, MeasuresAWellBehavedMap) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended = runVitrine({"report", map, "--checks", kLevel0, "--threshold", "0.5", "--resolution", "5",
                                  "--json", folder / "r.json", "--pdf", folder / "r.pdf"});
  EXPECT_EQ(ended.status, 0) << ended.err << ended.out;
  for (const char* id : {"0.a  ", "0.b  ", "0.c  ", "0.d  "})
    EXPECT_NE(ended.out.find(id), std::string::npos) << ended.out;
  const Json report = parsedFile(folder / "r.json");
  ASSERT_TRUE(report.is_object());
  EXPECT_EQ(report["schema"], "vitrine-report/1");
  EXPECT_EQ(report["input"]["threshold"], 0.5);
  EXPECT_EQ(report["input"]["threshold_source"], "user");
  EXPECT_EQ(report["checks"].size(), 4U);
  std::ifstream pdf(folder / "r.pdf", std::ios::binary);
  std::string magic(5, ' ');
  pdf.read(magic.data(), 5);
  EXPECT_EQ(magic, "%PDF-");
}

TEST(Report, ChecksOfLaterVersionsCouldNotBeMeasured) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended = runVitrine({"report", map, "--json", folder / "r.json"});
  EXPECT_EQ(ended.status, 1) << ended.err;
  const Json report = parsedFile(folder / "r.json");
  EXPECT_EQ(report["checks"].size(), 16U);
  EXPECT_EQ(statusOf(report, "0.e"), "could_not_be_measured");
  EXPECT_EQ(statusOf(report, "1.h"), "does_not_apply");  // no half maps
  EXPECT_NE(ended.out.find("not implemented in this version"), std::string::npos) << ended.out;
}

TEST(Report, WritesJsonToStdoutAndVerdictsToStderr) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended = runVitrine({"report", map, "--checks", "0.a", "--json", "-"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_TRUE(Json::accept(ended.out)) << ended.out.substr(0, 200);
  EXPECT_NE(ended.err.find("0.a  "), std::string::npos) << ended.err;
}

TEST(Report, IsTheSameForAnyNumberOfThreads) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc", 40);
  Json reports[3];
  const char* threads[] = {"1", "2", "5"};
  for (int i = 0; i < 3; ++i) {
    const Ended ended = runVitrine({"report", map, "--checks", kLevel0, "--threads", threads[i], "--resolution", "5",
                                    "--json", folder / "r.json"});
    ASSERT_EQ(ended.status, 0) << ended.err << ended.out;
    reports[i] = withoutCosts(parsedFile(folder / "r.json"));
  }
  EXPECT_EQ(Json::diff(reports[0], reports[1]).dump(1), "[]");
  EXPECT_EQ(Json::diff(reports[0], reports[2]).dump(1), "[]");
}

TEST(Report, RunsWithoutDisplayHomeOrRuntimeFolderAndSaysNothingAboutIt) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const RunOptions bare{.folder = {},
                        .environment = {{"DISPLAY", std::nullopt},
                                        {"WAYLAND_DISPLAY", std::nullopt},
                                        {"QT_QPA_PLATFORM", std::nullopt},
                                        {"XDG_RUNTIME_DIR", std::nullopt},
                                        {"XDG_CACHE_HOME", std::nullopt},
                                        {"HOME", "/proc"}},
                        .fileSizeLimit = {},
                        .outTo = {}};
  const Ended ended = runVitrine({"report", map, "--checks", "0.a,0.b", "--pdf", folder / "r.pdf"}, bare);
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_TRUE(fs::exists(folder / "r.pdf"));
  for (const char* noise : {"Qt", "XDG", "Fontconfig", "libGL", "EGL", "MESA"})
    EXPECT_EQ(ended.err.find(noise), std::string::npos) << ended.err;
}

TEST(Report, ALevelAboveTheMaximumIsAReasonAndTheReportIsWritten) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended = runVitrine({"report", map, "--checks", kLevel0, "--threshold", "99", "--json", folder / "r.json",
                                  "--pdf", folder / "r.pdf"});
  EXPECT_EQ(ended.status, 1) << ended.err << ended.out;
  EXPECT_NE(ended.out.find("99"), std::string::npos) << ended.out;
  EXPECT_EQ(statusOf(parsedFile(folder / "r.json"), "0.a"), "could_not_be_measured");
  EXPECT_TRUE(fs::exists(folder / "r.pdf"));
}

TEST(Report, AConstantMapIsAReasonAndTheReportIsWritten) {
  const TemporaryFolder folder;
  const fs::path map = writeMap(folder / "constant.mrc", 48, 1.5, [](int, int, int) { return 3.0F; });
  const Ended ended = runVitrine({"report", map, "--checks", kLevel0, "--resolution", "6", "--json", folder / "r.json",
                                  "--pdf", folder / "r.pdf"});
  EXPECT_EQ(ended.status, 1) << ended.err << ended.out;
  const Json report = parsedFile(folder / "r.json");
  for (const char* id : {"0.a", "0.b", "0.c", "0.d"}) EXPECT_EQ(statusOf(report, id), "could_not_be_measured") << id;
  EXPECT_NE(ended.err.find("All voxels have the value 3"), std::string::npos) << ended.err;
  EXPECT_TRUE(fs::exists(folder / "r.pdf"));
}

TEST(Report, VoxelsThatAreNotNumbersAreAReasonUnlessReplaced) {
  const TemporaryFolder folder;
  std::uint64_t index = 0;
  const fs::path map = writeMap(folder / "nan.mrc", 24, 1.5, [&](int x, int y, int z) {
    if (x == 1 && y == 2 && z == 3) return std::nanf("");
    return static_cast<float>((std::hypot(x - 12, y - 12, z - 12) < 6 ? 1 : 0) + 0.05 * randomNormal(2, index++));
  });
  const Ended kept = runVitrine({"report", map, "--checks", "0.a", "--threshold", "0.5", "--json", folder / "r.json"});
  EXPECT_EQ(kept.status, 1) << kept.err;
  EXPECT_EQ(statusOf(parsedFile(folder / "r.json"), "0.a"), "could_not_be_measured");
  EXPECT_NE((kept.out + kept.err).find("1,2,3"), std::string::npos) << kept.out << kept.err;
  const Ended replaced = runVitrine({"report", map, "--checks", "0.a", "--threshold", "0.5", "--nonfinite", "zero"});
  EXPECT_EQ(replaced.status, 0) << replaced.err << replaced.out;
}

TEST(Report, AnAllZeroBackgroundEndsWithAResultAndAReason) {
  const TemporaryFolder folder;
  const fs::path map = writeMap(folder / "masked.mrc", 32, 2.0, [](int x, int y, int z) {
    const double r = std::hypot(x - 16, y - 16, z - 16);
    return static_cast<float>(r < 7 ? 1 - r / 14 : 0);
  });
  const Ended ended = runVitrine({"report", map, "--checks", "0.c", "--threshold", "0.3", "--json", folder / "r.json"});
  EXPECT_TRUE(ended.status == 0 || ended.status == 1) << ended.status << ended.err;
  const std::string status = statusOf(parsedFile(folder / "r.json"), "0.c");
  EXPECT_EQ(status == "could_not_be_measured", ended.status == 1) << status;
  EXPECT_NE(status, "ok") << ended.out;
}

TEST(Report, AnInterruptLeavesNothing) {
  for (const int number : {SIGINT, SIGTERM}) {
    const TemporaryFolder folder;
    const fs::path map = writeBall(folder / "ball.mrc", 160);
    Running run({"report", map, "--threads", "1", "--json", folder / "r.json", "--pdf", folder / "r.pdf", "--volumes",
                 folder / "volumes"});
    ASSERT_TRUE(run.waitForError("reading"));
    run.signal(number);
    const Ended ended = run.wait();
    EXPECT_EQ(ended.status, 128 + number) << ended.err << ended.out;
    EXPECT_NE(ended.err.find("interrupted"), std::string::npos) << ended.err;
    int files = 0;
    for ([[maybe_unused]] const auto& file : fs::directory_iterator(folder.path())) ++files;
    EXPECT_EQ(files, 1) << "only the map";
  }
}

TEST(Report, EntryDataStandInForOptionsAndOptionsWin) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  std::ofstream(folder / "entry.json")
      << R"({"emdb_id": "EMD-1", "admin": {"title": "A ball", "authors_list": {"author": ["Doe J", {"valueOf_": "Roe R"}]},
             "key_dates": {"deposition": "2020-01-02"}},
             "structure_determination_list": {"structure_determination": [{"image_processing": [{"final_reconstruction":
             {"resolution": {"valueOf_": "6.5"}}}]}]},
             "map": {"contour_list": {"contour": [{"level": 9}, {"primary": true, "level": "0.4"}]}}})";
  const Ended fromEntry =
      runVitrine({"report", map, "--checks", "0.a", "--entry", folder / "entry.json", "--json", folder / "a.json"});
  EXPECT_EQ(fromEntry.status, 0) << fromEntry.err;
  const Json a = parsedFile(folder / "a.json");
  EXPECT_EQ(a["input"]["threshold"], 0.4);
  EXPECT_EQ(a["input"]["threshold_source"], "entry");
  EXPECT_EQ(a["input"]["resolution_A"], 6.5);
  EXPECT_EQ(a["entry"]["title"], "A ball");
  EXPECT_EQ(a["entry"]["authors"], "Doe J, Roe R");
  const Ended both = runVitrine({"report", map, "--checks", "0.a", "--entry", folder / "entry.json", "--threshold",
                                 "0.3", "--resolution", "7", "--json", folder / "b.json"});
  EXPECT_EQ(both.status, 0) << both.err;
  const Json b = parsedFile(folder / "b.json");
  EXPECT_EQ(b["input"]["threshold"], 0.3);
  EXPECT_EQ(b["input"]["threshold_source"], "user");
  EXPECT_EQ(b["input"]["resolution_A"], 7);
}

TEST(Report, ExaminesHalfMapsAlsoForLevel0) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc", 32);
  const fs::path half1 = writeMap(folder / "half1.mrc", 32, 2.0, [](int x, int y, int z) {
    return std::hypot(x - 16, y - 16, z - 16) < 12 ? static_cast<float>(randomNormal(2, x + 32 * (y + 32 * z))) : 0.0F;
  });
  const fs::path half2 = writeMap(folder / "half2.mrc", 32, 2.0, [](int x, int y, int z) {
    return 2 * static_cast<float>(randomNormal(3, x + 32 * (y + 32 * z)));
  });
  const Ended ended = runVitrine({"report", map, "--checks", "0.a", "--half1", half1, "--half2", half2, "--json",
                                  folder / "r.json", "--html", folder / "r.html"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_NE(ended.err.find("half1.mrc: This half map looks masked: 7"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("[W-HALFSCALE]"), std::string::npos) << ended.err;
  const Json input = parsedFile(folder / "r.json")["input"];
  EXPECT_EQ(input["half1"]["sha256"].get<std::string>().size(), 64U);
  EXPECT_EQ(input["half1"]["diagnostics"][0]["id"], "W-HALFMASKED");
  EXPECT_EQ(input["half2"]["diagnostics"][0]["id"], "W-HALFSCALE");
  EXPECT_GT(input["half_maps"]["difference"]["rms"], 2.0);

  const Ended twice = runVitrine({"report", map, "--checks", "0.a,1.h", "--half1", half2, "--half2", half2});
  EXPECT_EQ(twice.status, 1) << twice.err;
  EXPECT_NE(twice.err.find("[E-HALFSAME]"), std::string::npos) << twice.err;
  EXPECT_NE(twice.out.find("Could not be measured: the half maps are identical"), std::string::npos) << twice.out;
}

TEST(Report, UnusableHalfMapsDoNotStopTheMapsOwnChecks) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc", 32);
  const fs::path small = writeBall(folder / "small.mrc", 24);
  const Ended ended =
      runVitrine({"report", map, "--checks", "0.a", "--half1", small, "--half2", small, "--json", folder / "r.json"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_NE(ended.err.find("24"), std::string::npos) << ended.err;
  EXPECT_NE(parsedFile(folder / "r.json")["input"]["half1"]["diagnostics"].dump().find("E-SIZEPAIR"),
            std::string::npos);
}

}  // namespace
}  // namespace vitrine::test
