// Wrong usage ends with status 2 and one line that says what would be right.
#include "tests/app/program.hpp"

#include <gtest/gtest.h>
#include <algorithm>

namespace vitrine::test {
namespace {

struct WrongUse {
  std::vector<std::string> arguments;
  std::string says;
};

const WrongUse kWrongUses[] = {
    {{"report"}, "needs a map"},
    {{"info"}, "needs a map"},
    {{"report", "a.map", "b.map"}, "one name too many"},
    {{"compare", "a.map"}, "needs two maps or reports"},
    {{"compare", "a.map", "b.map", "c.map"}, "takes A B"},
    {{"compare", "a.map", "b.map", "--half1-b", "h.map"}, "--half1-b was given without --half2-b"},
    {{"compare", "a.map", "b.map", "--pdf", "x.pdf"}, "vitrine compare has no option --pdf"},
    {{"compare", "a.map", "b.map", "--difference-map", "-"}, "only --json"},
    {{"report", "a.map", "--threshold-b", "1"}, "vitrine report has no option --threshold-b"},
    {{"report", "a.map", "--half1", "h.map"}, "--half1 was given without --half2"},
    {{"report", "a.map", "--half2", "h.map"}, "--half2 was given without --half1"},
    {{"report", "a.map", "--treshold", "1"}, "did you mean --threshold?"},
    {{"report", "a.map", "--bananas", "1"}, "unknown option --bananas"},
    {{"report", "a.map", "-t", "1"}, "two dashes"},
    {{"report", "a.map", "--threshold"}, "--threshold needs a value"},
    {{"report", "a.map", "--threshold", "--pdf"}, "--threshold needs a value"},
    {{"report", "a.map", "--threshold="}, "--threshold needs a value"},
    {{"report", "a.map", "--threshold", "nan"}, "contour level"},
    {{"report", "a.map", "--threshold", "inf"}, "contour level"},
    {{"report", "a.map", "--threshold", "0,5"}, "decimal point"},
    {{"report", "a.map", "--threshold", "1x"}, "contour level"},
    {{"report", "a.map", "--threshold", "1", "--threshold", "2"}, "given twice"},
    {{"report", "a.map", "--resolution", "-3"}, "positive"},
    {{"report", "a.map", "--resolution", "0"}, "positive"},
    {{"report", "a.map", "--voxel-size", "1,2"}, "three as x,y,z"},
    {{"report", "a.map", "--voxel-size", "0"}, "positive"},
    {{"report", "a.map", "--symmetry", "X3"}, "point group"},
    {{"report", "a.map", "--symmetry", "C0"}, "point group"},
    {{"report", "a.map", "--checks", "9.z"}, "there is no check \"9.z\""},
    {{"report", "a.map", "--checks", ","}, "there is no check"},
    {{"report", "a.map", "--param", "0.c"}, "CHECK.NAME=VALUE"},
    {{"report", "a.map", "--param", "0.z.x=1"}, "--list-params"},
    {{"report", "a.map", "--param", "0.c.nothing=1"}, "0.c has"},
    {{"report", "a.map", "--threads", "0"}, "from 1 to 1024"},
    {{"report", "a.map", "--memory", "-1"}, "GiB"},
    {{"report", "a.map", "--memory", "17179869184"}, "not of bytes"},
    {{"report", "a.map", "--seed", "-1"}, "whole number"},
    {{"report", "a.map", "--mode0", "both"}, "signed, unsigned, imod-offset"},
    {{"report", "a.map", "--byte-order", "middle"}, "little, big"},
    {{"report", "a.map", "--nonfinite", "drop"}, "zero, keep"},
    {{"report", "a.map", "--volume-index", "-1"}, "0 or more"},
    {{"report", "a.map", "--strict=yes"}, "takes no value"},
    {{"report", "a.map", "--pdf", "-"}, "only --json"},
    {{"report", "a.map", "--fsc-xml", "f.xml"}, "needs the two half maps"},
    {{"report", "a.map", "--half1", "b.map", "--half2", "c.map", "--checks", "0,1.b", "--fsc-xml", "f.xml"}, "add 1.a"},
    {{"report", "a.map", "--half1", "b.map", "--half2", "c.map", "--fsc-xml", "-"}, "only --json"},
    {{"report", "a.map", "--half1", "b.map", "--half2", "c.map", "--fsc-xml", "x.out", "--html", "x.out"}, "same file"},
    {{"report", "a.map", "--html", "-"}, "only --json"},
    {{"report", "a.map", "--entry", "EMD-6824"}, "on the network"},
    {{"report", "a.map", "--screenshot", "f.png"}, "vitrine report has no option"},
    {{"report", "a.map", "--json", "x.out", "--pdf", "x.out"}, "same file"},
    {{"batch", "list.csv"}, "neither a command"},
    {{"batch"}, "neither a command"},
    {{"estimate"}, "needs a map"},
    {{"estimate", "a.map", "--pdf", "f.pdf"}, "vitrine estimate has no option"},
    {{"thumbnail", "a.map"}, "the picture to write"},
    {{"thumbnail", "a.map", "b.png", "c.png"}, "one name too many"},
    {{"thumbnail", "a.map", "b.png", "--size", "8"}, "from 16 to 4096"},
    {{"--completion", "tcsh"}, "bash, zsh, fish"},
    {{"reprot"}, "did you mean vitrine report?"},
    {{"--example", "a.map"}, "built-in map"},
    {{"--screenshot", "f.png"}, "needs a map"},
};

TEST(CommandLine, RefusesWrongUseInOneLineThatSaysWhatWouldBeRight) {
  for (const WrongUse& wrong : kWrongUses) {
    const Ended ended = runVitrine(wrong.arguments);
    std::string said;
    for (const std::string& argument : wrong.arguments) said += argument + " ";
    EXPECT_EQ(ended.status, 2) << said << ended.err;
    EXPECT_TRUE(ended.err.starts_with("vitrine: error: ")) << said << ended.err;
    EXPECT_EQ(std::ranges::count(ended.err, '\n'), 1) << said << ended.err;
    EXPECT_NE(ended.err.find(wrong.says), std::string::npos) << said << ended.err;
    EXPECT_EQ(ended.out, "") << said;
  }
}

TEST(CommandLine, HelpNamesEveryOptionOfTheContract) {
  const Ended help = runVitrine({"report", "--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_EQ(help.err, "");
  for (const char* option : {"half1",      "half2",      "mask",         "symmetry",  "param", "list-params", "model",
                             "threshold",  "resolution", "voxel-size",   "checks",    "pdf",   "json",        "volumes",
                             "fsc-xml",    "author-fsc", "threads",      "memory",    "seed",  "entry",       "mode0",
                             "byte-order", "as-volume",  "volume-index", "nonfinite", "strict"})
    EXPECT_NE(help.out.find("  --" + std::string(option) + " "), std::string::npos) << option;
  std::size_t longest = 0;
  for (std::size_t begin = 0, end; (end = help.out.find('\n', begin)) != std::string::npos; begin = end + 1)
    longest = std::max(longest, end - begin);
  EXPECT_LE(longest, 110U);
}

TEST(CommandLine, EveryCommandHasHelp) {
  EXPECT_NE(runVitrine({"--help"}).out.find("vitrine report MAP"), std::string::npos);
  EXPECT_NE(runVitrine({"-h"}).out.find("--example"), std::string::npos);
  EXPECT_NE(runVitrine({"info", "--help"}).out.find("Usage: vitrine info"), std::string::npos);
  EXPECT_NE(runVitrine({"demo", "--help"}).out.find("Usage: vitrine demo"), std::string::npos);
}

TEST(CommandLine, PrintsTheVersion) {
  const Ended ended = runVitrine({"--version"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_TRUE(ended.out.starts_with("vitrine 0.")) << ended.out;
}

TEST(CommandLine, ListsEveryParameterWithItsDefault) {
  const Ended ended = runVitrine({"report", "--list-params"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_NE(ended.out.find("0.c."), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find('='), std::string::npos);
}

TEST(CommandLine, WithoutADisplayTheWindowPointsToTheReport) {
  const RunOptions noDisplay{
      .folder = {},
      .environment = {{"DISPLAY", std::nullopt}, {"WAYLAND_DISPLAY", std::nullopt}, {"QT_QPA_PLATFORM", std::nullopt}},
      .fileSizeLimit = {},
      .outTo = {}};
  const Ended ended = runVitrine({}, noDisplay);
  EXPECT_EQ(ended.status, 2);
  EXPECT_NE(ended.err.find("vitrine report MAP works without one"), std::string::npos) << ended.err;
}

}  // namespace
}  // namespace vitrine::test
