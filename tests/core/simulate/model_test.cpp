#include "core/simulate/model.hpp"

#include "core/base/error.hpp"
#include "tests/support/simulated.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

namespace vitrine {
namespace {

/// One coordinate line of a PDB file.
std::string atomLine(const char* name, char altloc, const char* residue, int number, double x, double occupancy,
                     const char* element, double b = 20) {
  std::array<char, 96> line{};
  std::snprintf(line.data(), line.size(), "ATOM      1 %-4s%c%3s A%4d    %8.3f%8.3f%8.3f%6.2f%6.2f          %2s\n",
                name, altloc, residue, number, x, 2.0, 3.0, occupancy, b, element);
  return line.data();
}

std::string reasonFor(const std::string& text) {
  try {
    parseModel(text, "some.pdb");
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

constexpr const char* kCif = R"(data_TINY
_entry.id TINY
_struct.title 'Two atoms'
loop_
_atom_site.group_PDB
_atom_site.id
_atom_site.type_symbol
_atom_site.label_atom_id
_atom_site.label_alt_id
_atom_site.label_comp_id
_atom_site.label_asym_id
_atom_site.label_seq_id
_atom_site.auth_asym_id
_atom_site.auth_seq_id
_atom_site.Cartn_x
_atom_site.Cartn_y
_atom_site.Cartn_z
_atom_site.occupancy
_atom_site.B_iso_or_equiv
_atom_site.pdbx_PDB_model_num
ATOM 1 N N . ALA A 1 A 1 1.5 -2.25 3.0 1.0 12.5 1
ATOM 2 SE SE . MSE A 2 A 2 4.0 5.0 6.0 0.5 40 1
HETATM 3 O O . HOH B . A 101 7.0 8.0 9.0 1.0 30 1
)";

TEST(Model, DropsWatersHydrogensAndUnoccupiedAtoms) {
  const std::string text = atomLine(" CA", ' ', "ALA", 1, 1, 1, "C") + atomLine(" H", ' ', "ALA", 1, 2, 1, "H") +
                           atomLine(" D", ' ', "ALA", 1, 2, 1, "D") + atomLine(" O", ' ', "HOH", 2, 3, 1, "O") +
                           atomLine(" CB", ' ', "ALA", 1, 4, 0, "C") + atomLine(" UNK", ' ', "UNX", 3, 4, 1, "X");
  const AtomicModel model = parseModel(text, "some.pdb");
  ASSERT_EQ(model.atoms.size(), 1U);
  EXPECT_EQ(model.atoms[0].element, 6);
  EXPECT_EQ(model.atoms[0].positionA, (Vector3{1, 2, 3}));
  EXPECT_EQ(model.leftOut.waters, 1);
  EXPECT_EQ(model.leftOut.hydrogens, 2);
  EXPECT_EQ(model.leftOut.unoccupied, 1);
  EXPECT_EQ(model.leftOut.unknown, 1);
}

TEST(Model, KeepsTheFirstAlternativeWithItsOwnOccupancy) {
  const std::string text = atomLine(" CA", ' ', "SER", 1, 1, 1, "C") + atomLine(" CB", 'A', "SER", 1, 2, 0.6, "C") +
                           atomLine(" CB", 'B', "SER", 1, 9, 0.4, "C") + atomLine(" OG", 'B', "SER", 1, 5, 0.3, "O");
  const AtomicModel model = parseModel(text, "some.pdb");
  ASSERT_EQ(model.atoms.size(), 3U);
  EXPECT_EQ(model.atoms[1].positionA[0], 2);
  EXPECT_NEAR(model.atoms[1].occupancy, 0.6, 1e-6);
  EXPECT_EQ(model.atoms[2].positionA[0], 5) << "present in one alternative only";
  EXPECT_EQ(model.leftOut.alternatives, 1);
}

TEST(Model, KeepsTheFirstOfTwoResiduesAtOnePlace) {
  const std::string text = atomLine(" CA", 'A', "SER", 1, 1, 0.5, "C") + atomLine(" OG", 'A', "SER", 1, 2, 0.5, "O") +
                           atomLine(" CA", 'B', "ALA", 1, 3, 0.5, "C") + atomLine(" CB", 'B', "ALA", 1, 4, 0.5, "C");
  const AtomicModel model = parseModel(text, "some.pdb");
  ASSERT_EQ(model.atoms.size(), 2U);
  EXPECT_EQ(model.atoms[1].element, 8);
  EXPECT_EQ(model.leftOut.alternatives, 2);
}

TEST(Model, ReadsTheFirstOfSeveralModels) {
  const std::string text = "MODEL        1\n" + atomLine(" CA", ' ', "ALA", 1, 1, 1, "C") + "ENDMDL\nMODEL        2\n" +
                           atomLine(" CA", ' ', "ALA", 1, 7, 1, "C") + "ENDMDL\nEND\n";
  const AtomicModel model = parseModel(text, "some.pdb");
  ASSERT_EQ(model.atoms.size(), 1U);
  EXPECT_EQ(model.atoms[0].positionA[0], 1);
}

TEST(Model, ReadsMmcifWithItsNames) {
  const AtomicModel model = parseModel(std::string("# a comment\n\n") + kCif, "tiny.cif");
  EXPECT_EQ(model.id, "TINY");
  EXPECT_EQ(model.title, "Two atoms");
  ASSERT_EQ(model.atoms.size(), 2U);
  EXPECT_EQ(model.atoms[0].positionA, (Vector3{1.5, -2.25, 3}));
  EXPECT_NEAR(model.atoms[0].bFactor, 12.5, 1e-6);
  EXPECT_EQ(model.atoms[1].element, 34);
  EXPECT_NEAR(model.atoms[1].occupancy, 0.5, 1e-6);
  EXPECT_EQ(model.leftOut.waters, 1);
  EXPECT_NEAR(model.centreA()[0], (1.5 + 0.5 * 4) / 1.5, 1e-6);
}

TEST(Model, ReadsTheExampleFromItsPackedFile) {
  const AtomicModel& model = test::exampleModel();
  EXPECT_EQ(model.id, "7DDO");
  EXPECT_EQ(model.atoms.size(), 6461U);
  EXPECT_EQ(model.leftOut.alternatives, 7) << "one histidine in two conformations";
  EXPECT_EQ(model.leftOut.hydrogens + model.leftOut.waters, 0);
}

TEST(Model, RefusesInOneLineWhatIsNoModel) {
  const std::string cif = kCif;
  const std::string noPosition = std::string(cif).replace(cif.find("4.0 5.0 6.0"), 3, "?");
  const std::string cut = cif.substr(0, cif.find("-2.25") + 3);
  for (const std::string& text :
       {std::string(), std::string("MAP of something else\n"), std::string(5000, '\0'), cut, noPosition,
        std::string("data_x\nloop_\n_a.b\n_a.c\n1 2 3\n"), std::string("data_x\n_cell.length_a 3\n"),
        std::string("ATOM      1  CA\n"), atomLine(" O", ' ', "HOH", 2, 3, 1, "O")}) {
    const std::string reason = reasonFor(text);
    EXPECT_TRUE(reason.starts_with("some.pdb: cannot be read as an atomic model: ")) << reason << " for " << text;
    EXPECT_EQ(reason.find('\n'), std::string::npos) << reason;
  }
  EXPECT_NE(reasonFor(noPosition).find("atom SE of MSE 2, chain A has no usable position"), std::string::npos)
      << reasonFor(noPosition);
}

TEST(Model, RefusesFilesThatCannotBeRead) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(readModel(folder / "none.pdb"), InputError);
  EXPECT_THROW(readModel(folder.path()), InputError);
  std::ofstream(folder / "cut.pdb.gz", std::ios::binary) << "\x1f\x8b\x08 nothing";
  EXPECT_THROW(readModel(folder / "cut.pdb.gz"), InputError);
}

/// One atom of a chain at a place.
std::string chainLine(const char* name, const char* residue, char chain, int number, const Vector3& p,
                      const char* element, char altloc = ' ') {
  std::array<char, 96> line{};
  std::snprintf(line.data(), line.size(), "ATOM      1 %-4s%c%3s %c%4d    %8.3f%8.3f%8.3f%6.2f%6.2f          %2s\n",
                name, altloc, residue, chain, number, p[0], p[1], p[2], 1.0, 20.0, element);
  return line.data();
}

TEST(Backbone, FollowsChainsAndBreaksWhereNeighboursAreFarApart) {
  std::string text;
  // Chain A: four residues 3.8 A apart, a gap, two more; the side chain and an alternative place do not count.
  for (const double x : {0.0, 3.8, 7.6, 11.4, 30.0, 33.8}) {
    const int number = static_cast<int>(x / 3.8) + 1;
    text += chainLine(" CA", "ALA", 'A', number, {x, 1, 2}, "C", 'A');
    text += chainLine(" CA", "ALA", 'A', number, {x, 9, 9}, "C", 'B');
    text += chainLine(" CB", "ALA", 'A', number, {x, 2.5, 2}, "C");
  }
  text += chainLine("CA", " CA", 'A', 90, {35, 1, 2}, "CA");  // calcium
  // Chain B: nucleic acid; the first residue has no phosphate.
  text += chainLine(" C4'", "  G", 'B', 1, {0, 50, 0}, "C");
  text += chainLine(" P", "  A", 'B', 2, {5, 50, 0}, "P") + chainLine(" C4'", "  A", 'B', 2, {7, 50, 0}, "C");
  text += chainLine(" P", "  C", 'B', 3, {12, 50, 0}, "P");
  text += chainLine(" P", "  C", 'B', 4, {20.5, 50, 0}, "P");  // alone beyond 8 A: no strand
  const auto strands = parseBackbone(text, "some.pdb");
  ASSERT_EQ(strands.size(), 3U);
  EXPECT_EQ(strands[0].pointsA.size(), 4U);
  EXPECT_EQ(strands[0].pointsA[3], (Vector3{11.4, 1, 2}));
  EXPECT_EQ(strands[1].pointsA.size(), 2U);
  EXPECT_EQ(strands[0].chain, "A");
  EXPECT_EQ(strands[1].chainIndex, 0);
  EXPECT_TRUE(strands[2].isNucleicAcid);
  EXPECT_EQ(strands[2].chainIndex, 1);
  EXPECT_EQ(strands[2].pointsA, (std::vector<Vector3>{{0, 50, 0}, {5, 50, 0}, {12, 50, 0}}));
  EXPECT_TRUE(parseBackbone(kCif, "tiny.cif").empty());
  EXPECT_THROW(parseBackbone("no model", "some.txt"), InputError);
}

}  // namespace
}  // namespace vitrine
