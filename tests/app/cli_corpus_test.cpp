// Every odd file of the corpus through the program: the stated verdict, one clear line, nothing written if it is
// refused.
#include "tests/app/program.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <nlohmann/json.hpp>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

/// The hints of a case as a user would give them.
std::vector<std::string> optionsOf(const ReadHints& hints) {
  std::vector<std::string> options;
  if (hints.voxelSize) {
    const Vector3& v = *hints.voxelSize;
    options.insert(options.end(),
                   {"--voxel-size", std::to_string(v[0]) + "," + std::to_string(v[1]) + "," + std::to_string(v[2])});
  }
  if (hints.byteOrder)
    options.insert(options.end(), {"--byte-order", *hints.byteOrder == ByteOrder::Little ? "little" : "big"});
  if (hints.mode0)
    options.insert(options.end(), {"--mode0", *hints.mode0 == Mode0::Signed     ? "signed"
                                              : *hints.mode0 == Mode0::Unsigned ? "unsigned"
                                                                                : "imod-offset"});
  if (hints.volumeIndex) options.insert(options.end(), {"--volume-index", std::to_string(*hints.volumeIndex)});
  if (hints.nonFinite == NonFinitePolicy::Zero) options.insert(options.end(), {"--nonfinite", "zero"});
  if (hints.asVolume) options.emplace_back("--as-volume");
  if (hints.strict) options.emplace_back("--strict");
  return options;
}

bool has(const CorpusCase& file, const std::string& id) {
  return std::ranges::find(file.diagnostics, id) != file.diagnostics.end();
}

std::vector<std::string> idsIn(const std::string& infoJson) {
  const nlohmann::json info = nlohmann::json::parse(infoJson, nullptr, false);
  std::vector<std::string> ids;
  if (info.is_object())
    for (const auto& diagnostic : info["diagnostics"]) ids.push_back(diagnostic["id"]);
  std::ranges::sort(ids);
  return ids;
}

TEST(Corpus, InfoGivesEveryFileItsVerdict) {
  const TemporaryFolder folder;
  for (const CorpusCase& file : writeCorpus(folder.path())) {
    if (file.hints.role != MapRole::Map) continue;  // info reads a file as a map
    std::vector<std::string> arguments{"info", folder / file.name, "--json", "-"};
    for (const std::string& option : optionsOf(file.hints)) arguments.push_back(option);
    const Ended ended = runVitrine(arguments);
    if (file.refusal.empty()) {
      EXPECT_EQ(ended.status, has(file, "E-VOXEL") ? 3 : 0) << file.name << ended.err;
      EXPECT_EQ(idsIn(ended.out), file.diagnostics) << file.name;
    } else {
      EXPECT_EQ(ended.status, 3) << file.name << ended.err;
      EXPECT_NE(ended.err.find("[" + file.refusal + "]"), std::string::npos) << file.name << ended.err;
      EXPECT_EQ(ended.out, "") << file.name;
    }
  }
}

TEST(Corpus, ReportEndsWithTheRightStatusAndOneLineOfError) {
  const TemporaryFolder folder, outputs;
  const fs::path json = outputs / "r.json";
  for (const CorpusCase& file : writeCorpus(folder.path())) {
    if (file.hints.role != MapRole::Map) continue;
    std::vector<std::string> arguments{"report", folder / file.name, "--checks", "0.a,1.e", "--json", json};
    for (const std::string& option : optionsOf(file.hints)) arguments.push_back(option);
    const Ended ended = runVitrine(arguments);
    if (!file.refusal.empty() || has(file, "E-VOXEL") || has(file, "W-LOOKSLIKESTACK")) {
      EXPECT_EQ(ended.status, 3) << file.name << ended.err;
      EXPECT_EQ(ended.out, "") << file.name;
      EXPECT_FALSE(fs::exists(json)) << file.name;
      const auto error = ended.err.find("vitrine: error: ");
      ASSERT_NE(error, std::string::npos) << file.name << ended.err;
      EXPECT_EQ(ended.err.find("vitrine: error: ", error + 1), std::string::npos) << file.name << ended.err;
    } else {
      const bool isUnmeasurable = has(file, "E-NONFINITE") || has(file, "E-CONSTANT");
      EXPECT_TRUE(ended.status == 1 || (ended.status == 0 && !isUnmeasurable))
          << file.name << ended.status << ended.err;
      EXPECT_TRUE(fs::exists(json)) << file.name;
      EXPECT_NE(ended.out.find("0.a  Mass analysis"), std::string::npos) << file.name;
      EXPECT_NE(ended.out.find("1.e  Local resolution"), std::string::npos) << file.name;
      EXPECT_EQ(ended.out.find("internal error"), std::string::npos) << file.name << ended.out;
    }
    fs::remove(json);
  }
}

}  // namespace
}  // namespace vitrine::test
