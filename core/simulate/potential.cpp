#include "core/simulate/potential.hpp"

#include "core/fourier/transform.hpp"
#include "core/simulate/form_factor.hpp"
#include "core/simulate/radial.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kWidthRatio = 1.4;

/// An atom's share on one deposition grid.
struct Deposit {
  Vector3 positionA;
  double weight;
};

/// One deposition grid: what shares a form factor and a B-factor.
struct Family {
  int element = 0;
  int width = 0;  ///< its B-factor is widthOf(blur, width)
  auto operator<=>(const Family&) const = default;
};

double widthOf(const AtomBlur& blur, int width) { return blur.bFactor * std::pow(kWidthRatio, width); }

using Families = std::map<Family, std::vector<Deposit>>;

Families familiesOf(const std::vector<ModelAtom>& atoms, const AtomBlur& blur) {
  Families families;
  double least = 0;
  if (blur.ofTheModel && !atoms.empty()) least = std::ranges::min_element(atoms, {}, &ModelAtom::bFactor)->bFactor;
  for (const ModelAtom& atom : atoms) {
    const double wanted = blur.bFactor + (blur.ofTheModel ? atom.bFactor - least : 0);
    if (wanted == blur.bFactor) {
      families[{atom.element, 0}].push_back({atom.positionA, atom.occupancy});
      continue;
    }
    // Quadratic interpolation in B between the nearest width and its neighbours.
    const double nearest = std::round(std::log(wanted / blur.bFactor) / std::log(kWidthRatio));
    const int middle = std::max(1, static_cast<int>(nearest));
    std::array<double, 3> width{};
    for (int i = 0; i < 3; ++i) width[static_cast<std::size_t>(i)] = widthOf(blur, middle - 1 + i);
    for (std::size_t i = 0; i < 3; ++i) {
      const double p = width[(i + 1) % 3], q = width[(i + 2) % 3];
      const double share = (wanted - p) * (wanted - q) / ((width[i] - p) * (width[i] - q));
      families[{atom.element, middle - 1 + static_cast<int>(i)}].push_back({atom.positionA, atom.occupancy * share});
    }
  }
  return families;
}

Grid halvedVoxels(const Grid& grid) {
  Grid fine = grid;
  for (std::size_t a = 0; a < 3; ++a) {
    fine.size[a] = 2 * grid.size[a];
    fine.voxelSize[a] = grid.voxelSize[a] / 2;
  }
  return fine;
}

/// Trilinear spreading, in the order of the atoms on one thread: it takes a thousandth of the transforms.
void spread(Spectrum& fine, const Grid& grid, const std::vector<Deposit>& deposits) {
  const Index3& size = fine.grid.size;
  for (const Deposit& deposit : deposits) {
    std::array<std::array<int, 2>, 3> index{};
    std::array<std::array<double, 2>, 3> share{};
    for (std::size_t a = 0; a < 3; ++a) {
      const double at = 2.0 * grid.centre(static_cast<int>(a)) + deposit.positionA[a] / fine.grid.voxelSize[a];
      const double below = std::floor(at);
      share[a] = {1 - (at - below), at - below};
      for (int side = 0; side < 2; ++side) {
        const int i = (static_cast<int>(below) + side) % size[a];
        index[a][static_cast<std::size_t>(side)] = i < 0 ? i + size[a] : i;
      }
    }
    for (std::size_t z = 0; z < 2; ++z)
      for (std::size_t y = 0; y < 2; ++y) {
        float* row = paddedRow(fine, index[1][y], index[2][z]);
        const double weight = deposit.weight * share[2][z] * share[1][y];
        for (std::size_t x = 0; x < 2; ++x) row[index[0][x]] += static_cast<float>(weight * share[0][x]);
      }
  }
}

/// f(s) exp(-B s^2 / 4) / voxel volume, in V.
RadialTable scatteringOf(const Grid& grid, int element, double bFactor) {
  const FormFactor factor = electronFormFactor(element);
  const double scale = kPotentialOfFactor / grid.voxelVolume();
  return {grid, [=](double s2) { return scale * factor.at(s2) * std::exp(-bFactor * s2 / 4); }};
}

/// 1 / sinc^2 of the fine grid for every index of one axis; 0 at Nyquist.
std::vector<double> spreadCorrection(const Grid& grid, int axis) {
  const int n = grid.size[static_cast<std::size_t>(axis)];
  std::vector<double> correction;
  for (int i = 0; i < n; ++i) {
    const int k = signedIndex(i, n);
    const double x = std::numbers::pi * k / (2.0 * n);
    const double sinc = k == 0 ? 1 : std::sin(x) / x;
    correction.push_back(n > 1 && 2 * std::abs(k) == n ? 0 : 1 / (sinc * sinc));
  }
  return correction;
}

/// Adds one family's transform, cropped and weighted.
void addCropped(Spectrum& sum, const Spectrum& fine, const RadialTable& scattering, Executor& executor,
                const Progress& progress) {
  const Grid& grid = sum.grid;
  const std::vector<double> x2 = squaredFrequencies(grid, 0), y2 = squaredFrequencies(grid, 1),
                            z2 = squaredFrequencies(grid, 2);
  const std::vector<double> x = spreadCorrection(grid, 0), y = spreadCorrection(grid, 1), z = spreadCorrection(grid, 2);
  const auto fineIndex = [](int i, int n) { return signedIndex(i, n) < 0 ? i + n : i; };
  parallelBlocks(executor, progress, grid.size[2], 1, [&](const BlockRange& block) {
    const int l = static_cast<int>(block.begin);
    for (int k = 0; k < grid.size[1]; ++k) {
      const auto ky = static_cast<std::size_t>(k), lz = static_cast<std::size_t>(l);
      std::complex<float>* to = sum.row(k, l);
      const std::complex<float>* from = fine.row(fineIndex(k, grid.size[1]), fineIndex(l, grid.size[2]));
      const double s2 = y2[ky] + z2[lz];
      const double correction = y[ky] * z[lz];
      for (int h = 0; h < sum.rowLength(); ++h) {
        const auto hx = static_cast<std::size_t>(h);
        const double factor = correction * x[hx] * scattering(s2 + x2[hx]);
        to[h] += static_cast<float>(factor) * from[h];
      }
    }
  });
}

}  // namespace

Spectrum potentialOfAtoms(const Grid& grid, const std::vector<ModelAtom>& atoms, const AtomBlur& blur,
                          Executor& executor, Progress& progress) {
  Spectrum sum = paddedFor(grid);
  std::ranges::fill(sum.data, std::complex<float>{});
  const Families families = familiesOf(atoms, blur);
  Spectrum fine = paddedFor(halvedVoxels(grid));
  for (const auto& [family, deposits] : families) {
    const double share = 1.0 / static_cast<double>(families.size());
    Progress transforming = progress.part(0.9 * share, "potential of the atoms");
    Progress cropping = progress.part(0.1 * share);
    std::ranges::fill(fine.data, std::complex<float>{});
    spread(fine, grid, deposits);
    forwardInPlace(fine, executor, transforming);
    addCropped(sum, fine, scatteringOf(grid, family.element, widthOf(blur, family.width)), executor, cropping);
  }
  return sum;
}

Mask voxelsNearAtoms(const Grid& grid, const std::vector<ModelAtom>& atoms, double radiusA) {
  Mask mask(grid);
  for (const ModelAtom& atom : atoms) {
    Index3 low{}, high{};
    Vector3 centre{};  // voxels
    for (std::size_t a = 0; a < 3; ++a) {
      centre[a] = grid.centre(static_cast<int>(a)) + atom.positionA[a] / grid.voxelSize[a];
      const double reach = radiusA / grid.voxelSize[a];
      low[a] = std::max(0, static_cast<int>(std::ceil(centre[a] - reach)));
      high[a] = std::min(grid.size[a] - 1, static_cast<int>(std::floor(centre[a] + reach)));
    }
    const auto squaredA = [&](int i, std::size_t a) { return std::pow((i - centre[a]) * grid.voxelSize[a], 2); };
    for (int z = low[2]; z <= high[2]; ++z)
      for (int y = low[1]; y <= high[1]; ++y) {
        const double plane = squaredA(z, 2) + squaredA(y, 1);
        for (int x = low[0]; x <= high[0]; ++x)
          if (plane + squaredA(x, 0) <= radiusA * radiusA) mask.set(x, y, z);
      }
  }
  for (const std::uint64_t word : mask.words) mask.count += std::popcount(word);
  return mask;
}

}  // namespace vitrine
