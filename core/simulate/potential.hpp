// The electrostatic potential of atoms on a grid, and the voxels they occupy.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/mask/mask.hpp"
#include "core/simulate/model.hpp"

#include <vector>

namespace vitrine {

struct AtomBlur {
  double bFactor = 20;      ///< A^2, of every atom
  bool ofTheModel = false;  ///< add to it each atom's B-factor in the file minus the smallest of the model
};

/// Transform of the potential in V (unscaled: the map is its inverse) of `atoms`, whose positions are relative to voxel
/// floor(N/2) and lie inside the box.
///
/// F(k) = (47.878 V A^2 / voxel volume) sum_atoms occupancy f(s) exp(-B s^2 / 4) exp(-2 pi i k.r), from deposition:
/// atoms of one element are spread trilinearly on a grid of half the voxel, transformed, divided by sinc^2 of each axis
/// (the transform of the trilinear kernel), multiplied by form factor and B-factor and cropped to the grid. Planes at
/// Nyquist are 0. Integrals are exact. The division is right on average over places between grid points; a single
/// atom's amplitude deviates by up to 8 % at 0.6 of Nyquist along an axis and 23 % at Nyquist (a wide atom's peak: 4
/// %).
///
/// With B-factors of the model, an atom is shared between three of the widths B, 1.4 B, 1.96 B ... by quadratic
/// interpolation: at any s within 0.5 % of the atom's amplitude at s = 0.
///
/// Peak: the result + 8 x map (+ its padding). Cost: one transform of the fine grid per element and width. The same for
/// any number of threads. @pre grid.hasVoxelSize()  @throws MemoryError, Cancelled
Spectrum potentialOfAtoms(const Grid& grid, const std::vector<ModelAtom>& atoms, const AtomBlur& blur,
                          Executor& executor, Progress& progress);

/// Voxels whose centre is within `radiusA` of an atom, positions as above; cut at the faces of the box.
Mask voxelsNearAtoms(const Grid& grid, const std::vector<ModelAtom>& atoms, double radiusA);

}  // namespace vitrine
