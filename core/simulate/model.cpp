// The only file that reads coordinates through gemmi: its mmCIF grammar takes 10 s to compile.
#include "core/simulate/model.hpp"

#include "core/base/error.hpp"
#include "core/mapio/byte_stream.hpp"
#include "core/simulate/form_factor.hpp"

#include <gemmi/cif.hpp>
#include <gemmi/mmcif.hpp>
#include <gemmi/pdb.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

namespace vitrine {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr double kFarthestA = 1e5;  // no structure reaches 10 um; beyond, the number is damaged
// Neighbours along a chain: CA 3.8 A (cis 2.9 A), P 5.5 to 7.5 A.
constexpr double kProteinGapA = 4.2, kNucleicGapA = 8;

/// The first line of a reason, without control characters.
std::string oneLine(std::string_view text) {
  std::string line(text.substr(0, std::min<std::size_t>(text.find('\n'), 200)));
  std::ranges::replace_if(
      line, [](char c) { return c < ' ' || c > '~'; }, '?');
  return line;
}

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
  throw InputError(name + ": cannot be read as an atomic model: " + reason + ". Give a model in PDB or mmCIF format.");
}

/// mmCIF begins with a data block; comments may come first.
bool isCif(std::string_view text) {
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return false;
    text.remove_prefix(begin);
    if (text.front() != '#') break;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  constexpr std::string_view kBlock = "data_";
  return text.size() >= kBlock.size() && std::ranges::equal(text.substr(0, kBlock.size()), kBlock, [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == b;
         });
}

gemmi::Structure parsed(std::string_view text, const std::string& name) {
  try {
    if (isCif(text)) return gemmi::make_structure(gemmi::cif::read_memory(text.data(), text.size(), "model"));
    return gemmi::read_pdb_from_memory(text.data(), text.size(), "model");
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    refuse(name, oneLine(error.what()));
  }
}

std::string placeOf(const gemmi::Chain& chain, const gemmi::Residue& residue, const gemmi::Atom& atom) {
  return oneLine("atom " + atom.name + " of " + residue.name + " " + residue.seqid.str() + ", chain " + chain.name);
}

class Sorting {
public:
  Sorting(AtomicModel& model, const std::string& name) : m_model(model), m_name(name) {}

  void add(const gemmi::Chain& chain) {
    std::set<gemmi::SeqId> places;
    for (const gemmi::Residue& residue : chain.residues) {
      // A second residue at the same place of the chain is an alternative as far as its atoms say so.
      const bool isFirst = places.insert(residue.seqid).second;
      std::set<std::string> alternatives;
      for (const gemmi::Atom& atom : residue.atoms) {
        const bool isWanted = atom.altloc == '\0' || (isFirst && alternatives.insert(atom.name).second);
        sort(chain, residue, atom, isWanted);
      }
    }
  }

private:
  void sort(const gemmi::Chain& chain, const gemmi::Residue& residue, const gemmi::Atom& atom, bool isWanted) {
    AtomicModel::LeftOut& leftOut = m_model.leftOut;
    if (residue.is_water()) {
      ++leftOut.waters;
    } else if (atom.is_hydrogen()) {
      ++leftOut.hydrogens;
    } else if (!isWanted) {
      ++leftOut.alternatives;
    } else if (!(atom.occ > 0)) {
      ++leftOut.unoccupied;
    } else if (!hasFormFactor(atom.element.ordinal())) {
      ++leftOut.unknown;
    } else {
      const Vector3 position{atom.pos.x, atom.pos.y, atom.pos.z};
      if (!std::ranges::all_of(position, [](double x) { return std::abs(x) < kFarthestA; }))
        refuse(m_name, placeOf(chain, residue, atom) + " has no usable position");
      const double bFactor = std::isfinite(atom.b_iso) ? std::max(0.0, double{atom.b_iso}) : 0;
      m_model.atoms.push_back({position, atom.element.ordinal(), std::min(1.0, double{atom.occ}), bFactor});
    }
  }

  AtomicModel& m_model;
  const std::string& m_name;
};

}  // namespace

Vector3 AtomicModel::centreA() const {
  Vector3 sum{0, 0, 0};
  double weight = 0;
  for (const ModelAtom& atom : atoms) {
    for (std::size_t a = 0; a < 3; ++a) sum[a] += atom.occupancy * atom.positionA[a];
    weight += atom.occupancy;
  }
  return {sum[0] / weight, sum[1] / weight, sum[2] / weight};
}

AtomicModel parseModel(std::string_view text, const std::string& name) {
  const gemmi::Structure structure = parsed(text, name);
  AtomicModel model;
  if (structure.info.count("_entry.id") != 0) model.id = oneLine(structure.get_info("_entry.id"));
  if (structure.info.count("_struct.title") != 0) model.title = oneLine(structure.get_info("_struct.title"));
  if (structure.models.empty()) refuse(name, "it holds no atoms");
  Sorting sorting(model, name);
  for (const gemmi::Chain& chain : structure.models.front().chains) sorting.add(chain);
  if (model.atoms.empty())
    refuse(name, "of its atoms none is left without waters, hydrogens, unknown elements and occupancy 0");
  return model;
}

namespace {

/// The atom a trace runs through; null for what is no part of a polymer.
const gemmi::Atom* traceAtom(const gemmi::Residue& residue, bool& isNucleicAcid) {
  const auto find = [&](const char* name, gemmi::El element) -> const gemmi::Atom* {
    for (const gemmi::Atom& atom : residue.atoms)
      if (atom.name == name && atom.element == element) return &atom;
    return nullptr;
  };
  isNucleicAcid = false;
  if (const gemmi::Atom* ca = find("CA", gemmi::El::C)) return ca;
  isNucleicAcid = true;
  if (const gemmi::Atom* p = find("P", gemmi::El::P)) return p;
  if (const gemmi::Atom* sugar = find("C4'", gemmi::El::C)) return sugar;
  return find("C4*", gemmi::El::C);  // older files
}

std::string readText(const InputFile& input) {
  std::array<unsigned char, 16> first{};
  const std::size_t count = input.readAt(0, first.data(), first.size());
  const auto stream = openStream(input, compressionOf(std::span(first).first(count)), nullptr, {});
  std::string text;
  std::vector<unsigned char> block(1 << 20);
  while (const std::size_t got = stream->read(block)) {
    text.append(reinterpret_cast<const char*>(block.data()), got);
    if (text.size() > kMostBytes) refuse(input.name(), "it is longer than 1 GiB");
  }
  return text;
}

}  // namespace

std::vector<BackboneStrand> parseBackbone(std::string_view text, const std::string& name) {
  const gemmi::Structure structure = parsed(text, name);
  std::vector<BackboneStrand> strands;
  if (structure.models.empty() || structure.models.front().chains.empty()) refuse(name, "it holds no atoms");
  int chainIndex = 0;
  for (const gemmi::Chain& chain : structure.models.front().chains) {
    BackboneStrand strand{chain.name, chainIndex++, false, {}};
    const auto end = [&] {
      if (strand.pointsA.size() > 1) strands.push_back(strand);
      strand.pointsA.clear();
    };
    std::optional<gemmi::SeqId> last;
    for (const gemmi::Residue& residue : chain.residues) {
      bool isNucleicAcid = false;
      const gemmi::Atom* atom = traceAtom(residue, isNucleicAcid);
      if (atom == nullptr || residue.seqid == last) continue;  // the second is an alternative of the first
      last = residue.seqid;
      const Vector3 place{atom->pos.x, atom->pos.y, atom->pos.z};
      if (!std::ranges::all_of(place, [](double x) { return std::abs(x) < kFarthestA; }))
        refuse(name, placeOf(chain, residue, *atom) + " has no usable position");
      if (!strand.pointsA.empty()) {
        const Vector3& before = strand.pointsA.back();
        const double gap = std::hypot(place[0] - before[0], place[1] - before[1], place[2] - before[2]);
        if (isNucleicAcid != strand.isNucleicAcid || gap > (isNucleicAcid ? kNucleicGapA : kProteinGapA)) end();
      }
      strand.isNucleicAcid = isNucleicAcid;
      strand.pointsA.push_back(place);
    }
    end();
  }
  return strands;
}

std::vector<BackboneStrand> readBackbone(const std::filesystem::path& file) {
  const InputFile input(file);
  return parseBackbone(readText(input), input.name());
}

AtomicModel readModel(const std::filesystem::path& file) {
  const InputFile input(file);
  return parseModel(readText(input), input.name());
}

}  // namespace vitrine
