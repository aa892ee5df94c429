// From a volume to the mass of protein that fills it.
#pragma once

namespace vitrine {

inline constexpr double kProteinVolumeA3PerDa = 1.207;  ///< 1.376 g/cm^3; as the VRS. Nucleic acid: about 0.95
inline constexpr double kResidueMassDa = 110;           ///< mean of an amino-acid residue; as the VRS

/// Mass in kDa of protein of `volumeA3` A^3.
constexpr double proteinMassKDa(double volumeA3) { return volumeA3 / (kProteinVolumeA3PerDa * 1000); }
/// Amino-acid residues in `massKDa` kDa of protein.
constexpr double proteinResidues(double massKDa) { return massKDa * 1000 / kResidueMassDa; }

}  // namespace vitrine
