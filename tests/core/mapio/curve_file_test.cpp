#include "core/mapio/curve_file.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

namespace vitrine {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// What is said of a text that cannot be read.
std::string refusal(const std::string& text, std::optional<double> boxEdgeA = {}) {
  try {
    parseCurves(text, "curve.txt", boxEdgeA);
  } catch (const InputError& error) {
    return error.what();
  }
  return "was read";
}

void expectCurve(const ForeignCurve& curve, const std::string& title, const std::vector<double>& x,
                 const std::vector<double>& y) {
  EXPECT_EQ(curve.title, title);
  ASSERT_EQ(curve.x.size(), x.size());
  ASSERT_EQ(curve.y.size(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(curve.x[i], x[i], 1e-12 + 1e-9 * x[i]);
    EXPECT_EQ(curve.y[i], y[i]);
  }
}

// As relion_postprocess writes it.
const std::string kPostprocess = R"(# RELION postprocess; version 3.1.3

data_general

_rlnFinalResolution                         4.200000
_rlnBfactorUsedForSharpening             -120.500000
_rlnUnfilteredMapHalf1                  Refine3D/job 1/run_half1_class001_unfil.mrc
_rlnMaskName                            "mask with blanks.mrc"
_rlnRandomiseFrom                          10.000000


data_fsc

loop_
_rlnSpectralIndex #1
_rlnResolution #2
_rlnAngstromResolution #3
_rlnFourierShellCorrelationCorrected #4
_rlnFourierShellCorrelationParticleMaskFraction #5
_rlnFourierShellCorrelationUnmaskedMaps #6
_rlnFourierShellCorrelationMaskedMaps #7
_rlnCorrectedFourierShellCorrelationPhaseRandomizedMaskedMaps #8
           0     0.000000   999.000000     1.000000     0.000000     1.000000     1.000000     1.000000
           1     0.010000   100.000000     0.990000     0.000000     0.980000     0.991000     0.992000
           2     0.020000    50.000000     0.500000     0.000000     0.300000     0.550000     0.100000


data_guinier

loop_
_rlnResolutionSquared #1
_rlnLogAmplitudesOriginal #2
     0.000100    -11.00000
)";

// As cryoSPARC writes it: shell numbers and tabs.
const std::string kCryoSparc =
    "wave_number\tfsc_nomask\tfsc_sphericalmask\tfsc_tightmask\tfsc_noisesub\n"
    "1.0\t0.999\t0.9991\t0.9992\t0.9993\n2.0\t0.5\t0.6\t0.7\t0.8\n3.0\t0.01\t0.02\t0.03\t0.04\n";

const std::string kEmdb = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<fsc title="RELION masked-corrected FSC &amp; more" xaxis="Resolution (A-1)" yaxis="Correlation Coefficient">
  <coordinate>
    <x>0.000000</x>
    <y>1.000000</y>
  </coordinate>
  <coordinate> <x> 0.00263 </x> <y>0.99987</y> <weight>3</weight> </coordinate>
  <coordinate><y>-1.5e-2</y><x>0.00526</x></coordinate>
</fsc>
)xml";

TEST(CurveFile, ReadsTheEmdbsXml) {
  const CurveFile file = parseCurves(kEmdb, "emd_1_fsc.xml");
  EXPECT_EQ(file.kind, "EMDB FSC XML");
  ASSERT_EQ(file.curves.size(), 1U);
  expectCurve(file.curves[0], "RELION masked-corrected FSC & more", {0, 0.00263, 0.00526}, {1, 0.99987, -0.015});
  EXPECT_FALSE(file.resolutionA);
}

TEST(CurveFile, ReadsXmlWithoutPrologAndWithANameSpace) {
  const CurveFile file = parseCurves(
      "<f:fsc xmlns:f='urn:x'><f:coordinate><f:x>0.1</f:x><f:y>1</f:y></f:coordinate>"
      "<f:coordinate><f:x>0.2</f:x><f:y>0</f:y></f:coordinate></f:fsc>",
      "a.xml");
  expectCurve(file.curves.at(0), "FSC", {0.1, 0.2}, {1, 0});
}

TEST(CurveFile, ReadsRelionsPostprocessStar) {
  const CurveFile file = parseCurves(kPostprocess, "postprocess.star");
  EXPECT_EQ(file.kind, "RELION postprocess.star");
  EXPECT_EQ(file.resolutionA, 4.2);
  ASSERT_EQ(file.curves.size(), 4U);
  expectCurve(file.curves[0], "RELION unmasked", {0, 0.01, 0.02}, {1, 0.98, 0.3});
  expectCurve(file.curves[1], "RELION masked", {0, 0.01, 0.02}, {1, 0.991, 0.55});
  expectCurve(file.curves[2], "RELION phase-randomised, masked", {0, 0.01, 0.02}, {1, 0.992, 0.1});
  expectCurve(file.curves[3], "RELION corrected", {0, 0.01, 0.02}, {1, 0.99, 0.5});
}

TEST(CurveFile, ReadsTheGoldStandardCurveOfEveryClassOfAModelStar) {
  std::string text = "\n# version 30001\n\ndata_model_general\n\n_rlnCurrentResolution 3.5\n\n";
  for (const char* block : {"data_model_class_1", "data_model_class_2"})
    text += std::string(block) +
            "\n\nloop_\n_rlnSpectralIndex #1\n_rlnAngstromResolution #2\n_rlnGoldStandardFsc #3\n_rlnSsnrMap #4\n"
            "0 999.0 1.0 999\n1 200 0.9 12\n2 100 0.1 0.4\n\n";
  const CurveFile file = parseCurves(text, "run_model.star");
  EXPECT_EQ(file.kind, "RELION model.star");
  EXPECT_EQ(file.resolutionA, 3.5);
  ASSERT_EQ(file.curves.size(), 2U);
  expectCurve(file.curves[0], "RELION gold-standard FSC (model_class_1)", {0.005, 0.01}, {0.9, 0.1});
}

TEST(CurveFile, TurnsCryoSparcsWaveNumbersIntoFrequenciesWithTheBox) {
  const CurveFile file = parseCurves(kCryoSparc, "J12_fsc.txt", 200.0);
  EXPECT_EQ(file.kind, "cryoSPARC text");
  ASSERT_EQ(file.curves.size(), 4U);
  expectCurve(file.curves[0], "cryoSPARC no mask", {0.005, 0.01, 0.015}, {0.999, 0.5, 0.01});
  expectCurve(file.curves[3], "cryoSPARC corrected", {0.005, 0.01, 0.015}, {0.9993, 0.8, 0.04});
  EXPECT_NE(refusal(kCryoSparc).find("voxel size of the map is needed"), std::string::npos);
}

TEST(CurveFile, JudgesTwoColumnsByTheirValues) {
  expectCurve(parseCurves("0.1 0.9\n0.2 0.5\n0.3 0.1\n", "f.txt").curves.at(0), "FSC", {0.1, 0.2, 0.3},
              {0.9, 0.5, 0.1});
  expectCurve(parseCurves("100;0.9\r\n10;0.5\r\n5;0.1\r\n", "a.csv").curves.at(0), "FSC", {0.01, 0.1, 0.2},
              {0.9, 0.5, 0.1});
  expectCurve(parseCurves("0,1\n1,0.9\n2,0.5\n", "s.csv", 50.0).curves.at(0), "FSC", {0, 0.02, 0.04}, {1, 0.9, 0.5});
  EXPECT_NE(refusal("3.1 0.9\n3.5 0.5\n9.7 0.1\n").find("neither 1/A"), std::string::npos);
}

TEST(CurveFile, BelievesHeadingsAndLeavesOutWhatIsNoCorrelation) {
  const CurveFile file = parseCurves(
      "shell,frequency_per_A,resolution_A,gold_standard_fsc,ssnr_map\n0,0,999,1,999\n1,0.01,100,0.9,9\n2,0.02,50,,0.2\n"
      "3,0.03,33.3,0.1,0.1\n",
      "table.csv");
  ASSERT_EQ(file.curves.size(), 1U);
  expectCurve(file.curves[0], "gold_standard_fsc", {0, 0.01, 0.03}, {1, 0.9, 0.1});  // the empty cell is left out
  const CurveFile rising = parseCurves("# Resolution (1/A)   FSC\n0.1 1\n0.2 0.5\n", "x.txt");
  expectCurve(rising.curves.at(0), "FSC", {0.1, 0.2}, {1, 0.5});
}

TEST(CurveFile, ReadsCompressedFilesAndMarksOfByteOrder) {
  const test::TemporaryFolder folder;
  const auto write = [&](const char* name, const std::string& content) {
    std::ofstream(folder / name, std::ios::binary) << content;
    return folder / name;
  };
  EXPECT_EQ(readCurveFile(write("a.xml.gz", test::gzipped(kEmdb))).curves.at(0).x.size(), 3U);
  EXPECT_EQ(readCurveFile(write("b.xml", "\xef\xbb\xbf" + kEmdb)).path, folder / "b.xml");
  // A gzip of 64 MiB of blanks unpacks no further than the limit.
  const auto bomb = write("bomb.gz", test::gzipped(std::string(64 << 20, ' ')));
  EXPECT_THROW(readCurveFile(bomb), InputError);
  EXPECT_THROW(readCurveFile(folder / "missing.xml"), InputError);
  EXPECT_THROW(readCurveFile(std::filesystem::path(folder / "b.xml").parent_path()), InputError);
}

TEST(CurveFile, SaysLineAndColumnOfWhatIsWrong) {
  const std::string broken = "<fsc>\n<coordinate><x>0.1</x>\n <y>0,98</y></coordinate></fsc>";
  EXPECT_EQ(refusal(broken), "curve.txt, line 3, column 5: \"0,98\" is no number; write decimal points (E-FSCXML)");
  EXPECT_EQ(refusal("0.1 0.9\n0.2 x\n"), "curve.txt, line 2, column 5: \"x\" is no number");
}

TEST(CurveFile, RefusesBrokenXml) {
  const std::pair<std::string, std::string> broken[] = {
      {kEmdb.substr(0, kEmdb.size() - 8), "ends inside <fsc>"},
      {kEmdb.substr(0, kEmdb.find("0.00526")), "ends inside <x>"},
      {kEmdb.substr(0, 120), "does not end"},
      {"<!DOCTYPE fsc [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><fsc title=\"&b;\"/>", "document types"},
      {"<!DOCTYPE fsc SYSTEM \"file:///etc/passwd\"><fsc/>", "document types"},
      {"<fsc title=\"&lol9;\"></fsc>", "entity &lol9;"},
      {"<fsc title=\"a & b\"></fsc>", "begins no character"},
      {"<html><body/></html>", "not with <fsc>"},
      {"<fsc><coordinate><x>1</x></coordinate></fsc>", "has no <y>"},
      {"<fsc><coordinate><x>1</x><x>2</x></coordinate></fsc>", "two <x>"},
      {"<fsc><a></b></fsc>", "closes nothing"},
      {"<fsc/><fsc/>", "second element"},
      {"<fsc></fsc>", "at least two samples"},
      {"<fsc x></fsc>", "has no value"},
      {"<fsc x=1></fsc>", "not quoted"},
      {"<fsc title=\"a></fsc>", "does not end"},
      {"<!-- <fsc></fsc>", "does not end"},
      {"<fsc><coordinate><x>inf</x><y>1</y></coordinate></fsc>", "\"inf\" is no number"},
      {"<fsc><coordinate><x>nan</x><y>1</y></coordinate><coordinate><x>1</x><y>1</y></coordinate></fsc>",
       "neither 1/A"}};
  for (const auto& [text, reason] : broken) {
    const std::string said = refusal(text);
    EXPECT_NE(said.find(reason), std::string::npos) << text << "\n" << said;
    EXPECT_NE(said.find("E-FSCXML"), std::string::npos) << said;
  }
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<fsc>";
  EXPECT_NE(refusal(deep).find("too deeply"), std::string::npos);
}

TEST(CurveFile, RefusesBrokenTexts) {
  const std::pair<std::string, std::string> broken[] = {
      {"", "is empty"},
      {" \n\t\n", "is empty"},
      {std::string("0.1 1\0", 6) + "\n0.2 0.5\n", "no text"},
      {"\x93NUMPY\x01\x00", "no text"},
      {std::string("\xff\xfe", 2) + "0", "UTF-16"},
      {"hello\nworld\n", "no row of numbers"},
      {"0.1 1\n0.2 0.5\n0.3\n", "fewer values"},
      {"0.1 1\n0.2 0.5 3\n", "more values"},
      {"0,1;0,99\n0,2;0,5\n", "write decimal points"},
      {"x,y\n0,1,0,99\n0,2,0,5\n", "4 values for 2 headings"},
      {"1\n2\n", "one number"},
      {"0.1 1\n0.3 1\n0.2 1\n", "neither 1/A"},
      {"freq fsc\n0.1 1\n0.3 1\n0.2 1\n", "do not go on in one direction"},
      {"freq fsc\n0.1 17\n0.3 18\n", "no column holds correlations"},
      {"freq fsc\nnan 1\n0.3 1\n0.4 1\n", "position of a sample"},
      {"0.1 1\n", "at least two samples"},
      {kPostprocess.substr(0, kPostprocess.find("0.550000")), "is the file complete"},
      {"data_general\n_rlnFinalResolution 3\n", "holds no FSC"},
      {"data_x\nloop_\n_rlnGoldStandardFsc #1\n0.5\n0.4\n", "neither _rlnResolution"},
      {"data_x\n_a \"b\n", "does not end"}};
  for (const auto& [text, reason] : broken) {
    const std::string said = refusal(text);
    EXPECT_NE(said.find(reason), std::string::npos) << text << "\n" << said;
  }
}

TEST(CurveFile, StopsAtAMillionPoints) {
  std::string text;
  for (int i = 0; i < 500001; ++i) text += std::to_string(i) + " 0\n";
  EXPECT_NE(refusal(text, 100.0).find("a million"), std::string::npos);
}

TEST(CurveFile, NanIsAGap) {
  const CurveFile file = parseCurves("0.1 1\n0.2 nan\n0.3 0.5\n", "gap.txt");
  expectCurve(file.curves.at(0), "FSC", {0.1, 0.3}, {1, 0.5});
}

TEST(FscXml, ComesBackAsItWasWritten) {
  std::vector<double> x, y;
  for (int k = 0; k <= 128; ++k) {
    x.push_back(k / (256 * 1.244835));
    y.push_back(k == 7 ? kNan : std::cos(k * 0.3) * std::exp(-k * 0.1));
  }
  const std::string xml = fscXml("A <title> & \"more\"", x, y);
  const CurveFile file = parseCurves(xml, "f.xml");
  const ForeignCurve& curve = file.curves.at(0);
  EXPECT_EQ(curve.title, "A <title> & \"more\"");
  ASSERT_EQ(curve.x.size(), 127U);  // 129 less x = 0 and the gap
  for (std::size_t i = 0, k = 1; i < curve.x.size(); ++i, ++k) {
    if (k == 7) ++k;
    EXPECT_NEAR(curve.x[i], x[k], 1e-7 * x[k]);
    EXPECT_NEAR(curve.y[i], y[k], 1e-7 * std::abs(y[k]));
  }
  EXPECT_EQ(xml.find(','), std::string::npos);
  EXPECT_EQ(xml.find("e-"), std::string::npos);  // no exponents
  EXPECT_NE(xml.find("xaxis=\"Resolution (A-1)\" yaxis=\"Correlation Coefficient\""), std::string::npos);
}

TEST(FscXml, KeepsCorrelationsWithinTheirRange) {
  const CurveFile file = parseCurves(fscXml("t", {0.1, 0.2}, {1.0000001, -1.5}), "f.xml");
  expectCurve(file.curves.at(0), "t", {0.1, 0.2}, {1, -1});
}

}  // namespace
}  // namespace vitrine
