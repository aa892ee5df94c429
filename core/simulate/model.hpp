// Atomic models, as far as a simulation needs them.
#pragma once

#include "core/volume/grid.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

struct ModelAtom {
  Vector3 positionA{0, 0, 0};
  int element = 6;       ///< atomic number; has a form factor
  double occupancy = 1;  ///< in (0, 1]
  double bFactor = 0;    ///< isotropic, A^2, as the file states it
};

/// Atoms that scatter, and how many were left out.
struct AtomicModel {
  std::string id, title;  ///< "7DDO"; empty if the file names none
  std::vector<ModelAtom> atoms;

  struct LeftOut {
    std::int64_t waters = 0;
    std::int64_t hydrogens = 0;
    std::int64_t alternatives = 0;  ///< every alternative location but the first
    std::int64_t unoccupied = 0;    ///< occupancy 0
    std::int64_t unknown = 0;       ///< an element that is unknown or has no form factor
  } leftOut;

  /// Mean position, weighted by occupancy. @pre atoms is not empty
  Vector3 centreA() const;
};

/// Reads a PDB or mmCIF file (told apart by content), also packed with gzip, bzip2 or zstd: its first model, as it
/// lies in the file (no symmetry or assembly applied). Drops waters and hydrogens, keeps the first of alternative
/// locations (of an atom, and of residues at one place in the chain) with its own occupancy. At most 1 GiB of text.
/// @throws InputError in one line: not readable, no atoms, an atom without a position; MapError E-OPEN, E-CRC
AtomicModel readModel(const std::filesystem::path& file);
/// The same from text. @param name  for messages
AtomicModel parseModel(std::string_view text, const std::string& name);

/// One unbroken piece of a chain's backbone.
struct BackboneStrand {
  std::string chain;   ///< its name in the file
  int chainIndex = 0;  ///< place of the chain in the file
  bool isNucleicAcid = false;
  std::vector<Vector3> pointsA;  ///< at least two
};

/// CA atoms of proteins and P atoms (C4' where there is none) of nucleic acids along the chains of the first model; the
/// first of alternative locations. A strand ends where neighbours are more than 4.2 A (CA) or 8 A (P) apart. Empty for
/// a model without polymers. @throws as readModel()
std::vector<BackboneStrand> readBackbone(const std::filesystem::path& file);
std::vector<BackboneStrand> parseBackbone(std::string_view text, const std::string& name);

}  // namespace vitrine
