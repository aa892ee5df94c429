#include "core/simulate/simulate.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "core/simulate/radial.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kInMaskSnr = 1.0 / 6;  // of a half map at 1/d: FSC 1/7
constexpr double kEnvelopeA = 3;        // from an atom's centre to the solvent
constexpr double kSolventEdgeA = 2;     // sigma of the solvent's boundary
constexpr double kFormFactorB = 12;     // A^2, of a carbon atom's own width
constexpr double kFramingShiftA = 8;    // sigma of a crop's middle about its atom

/// What a stream of random numbers is for.
enum class Draw : std::uint64_t { Rotation = 1, Frame = 2, Half1 = 3, Half2 = 4 };

std::uint64_t streamOf(std::uint64_t seed, Draw purpose) {
  return randomBits(seed, static_cast<std::uint64_t>(purpose));
}

void requireSense(const SimulationOptions& options) {
  const auto require = [](bool isFine, const std::string& what) {
    if (!isFine) throw InputError("simulation: " + what);
  };
  const auto isFactor = [](double value) { return value >= 0 && std::isfinite(value); };
  require(*std::ranges::min_element(options.size) >= 8, "the box needs at least 8 voxels along each axis");
  require(options.voxelSizeA > 0 && std::isfinite(options.voxelSizeA), "the voxel size must be positive");
  require(options.resolutionA > 2 * options.voxelSizeA,
          "a resolution of " + generalText(options.resolutionA, 4) + " A needs voxels smaller than half of it");
  require(options.atoms.bFactor > 0 && isFactor(options.bFactorScale), "B-factors must be positive");
  require(isFactor(options.solvent) && isFactor(options.noiseRise) && isFactor(options.noiseFallA2),
          "solvent and noise must not be negative");
  require(options.noiseCentre > 0 && options.noiseEdge > 0, "the noise profile must be positive");
  const PostProcessing& full = options.fullMap;
  require(isFactor(full.sharpening) && isFactor(full.lowPassWidth) && (!full.lowPassA || *full.lowPassA > 0),
          "sharpening and low pass must not be negative");
}

std::array<Vector3, 3> rotationOf(std::uint64_t stream) {
  // Uniform on the unit quaternions (Shoemake 1992, Graphics Gems III, 124-132).
  const double u = randomUniform(stream, 0), turn = 2 * std::numbers::pi;
  const double a = turn * randomUniform(stream, 1), b = turn * randomUniform(stream, 2);
  const double x = std::sqrt(1 - u) * std::sin(a), y = std::sqrt(1 - u) * std::cos(a);
  const double z = std::sqrt(u) * std::sin(b), w = std::sqrt(u) * std::cos(b);
  return {Vector3{1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)},
          Vector3{2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)},
          Vector3{2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)}};
}

Vector3 middleOf(const AtomicModel& model, Framing framing, std::uint64_t stream) {
  if (framing == Framing::WholeModel) return model.centreA();
  const auto atoms = static_cast<double>(model.atoms.size());
  Vector3 middle = model.atoms[static_cast<std::size_t>(randomUniform(stream, 0) * atoms)].positionA;
  for (std::size_t a = 0; a < 3; ++a) middle[a] += kFramingShiftA * randomNormal(stream, 1 + a);
  return middle;
}

/// The model's atoms relative to voxel floor(N/2), inside the box.
std::vector<ModelAtom> placed(const AtomicModel& model, const Grid& grid, Framing framing, SimulatedMaps& maps) {
  // The density of an atom must end before the face.
  const double margin = framing == Framing::WholeModel ? kEnvelopeA : 0;
  std::vector<ModelAtom> atoms;
  for (ModelAtom atom : model.atoms) {
    Vector3 from{}, to{};
    for (std::size_t a = 0; a < 3; ++a) from[a] = atom.positionA[a] - maps.centreA[a];
    bool isInside = true;
    for (std::size_t a = 0; a < 3; ++a) {
      const Vector3& row = maps.rotation[a];
      to[a] = row[0] * from[0] + row[1] * from[1] + row[2] * from[2];
      const double below = grid.centre(static_cast<int>(a)) * grid.voxelSize[a];
      const double above = (grid.size[a] - 1) * grid.voxelSize[a] - below;
      isInside = isInside && to[a] >= margin - below && to[a] <= above - margin;
      if (!isInside && framing == Framing::WholeModel)
        throw InputError("simulation: the model does not fit into the box: an atom lies " +
                         fixedText(std::abs(to[a]), 1) + " A from its middle along " + "xyz"[a] + ", the box (" +
                         std::to_string(grid.size[a]) + " voxels of " + generalText(grid.voxelSize[a], 4) +
                         " A) holds " + fixedText(std::min(below, above) - margin, 1) + " A. Use a larger box.");
    }
    atom.positionA = to;
    if (isInside)
      atoms.push_back(atom);
    else
      ++maps.atomsOutside;
  }
  return atoms;
}

/// Step 4.
void subtractSolvent(Spectrum& signal, const std::vector<ModelAtom>& atoms, double contrast, Executor& executor,
                     Progress& progress) {
  if (contrast == 0 || atoms.empty()) return;
  const Grid& grid = signal.grid;
  const Mask envelope = voxelsNearAtoms(grid, atoms, kEnvelopeA);
  const double meanPotential = double{signal.data[0].real()} / static_cast<double>(envelope.count);
  Spectrum solvent = paddedFor(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y) {
      float* row = paddedRow(solvent, y, z);
      for (int x = 0; x < grid.size[0]; ++x) row[x] = envelope.at(x, y, z) ? 1.0F : 0.0F;
    }
  forwardInPlace(solvent, executor, progress);
  const double width = 2 * std::pow(std::numbers::pi * kSolventEdgeA, 2);
  multiply(solvent, {grid, [=](double s2) { return contrast * meanPotential * std::exp(-width * s2); }}, executor, {});
  for (std::int64_t i = 0; i < signal.data.size(); ++i) signal.data[i] -= solvent.data[i];
}

/// A curve over shells at any frequency: linear between shells, constant beyond.
double valueAt(const std::vector<double>& curve, double shell) {
  const double last = static_cast<double>(curve.size()) - 1;
  const double at = std::clamp(shell, 0.0, last);
  const auto i = static_cast<std::size_t>(std::min(at, last - 1));
  return curve[i] + (at - static_cast<double>(i)) * (curve[i + 1] - curve[i]);
}

/// N_half(s) for every frequency: step 6.
struct NoiseSpectrum {
  double power = 0;  ///< at 1/d
  double rise = 0, fall = 0, squaredLabel = 0;
  double operator()(double s2) const { return power * shape(s2) / shape(squaredLabel); }
  double shape(double s2) const { return 1 + rise * std::exp(-fall * s2); }
};

/// Standard deviation of the noise at a distance from the middle, mean square 1 inside the particle.
class NoiseProfile {
public:
  NoiseProfile(const SimulationOptions& options, const Mask& particle)
      : m_centre(options.noiseCentre), m_edge(options.noiseEdge), m_grid(particle.grid) {
    m_radius = 0.5 * std::min({m_grid.edge(0), m_grid.edge(1), m_grid.edge(2)});
    double sum = 0;
    for (int z = 0; z < m_grid.size[2]; ++z)
      for (int y = 0; y < m_grid.size[1]; ++y)
        for (int x = 0; x < m_grid.size[0]; ++x)
          if (particle.at(x, y, z)) sum += std::pow(at(x, y, z), 2);
    m_scale = std::sqrt(static_cast<double>(particle.count) / sum);
  }
  double at(int x, int y, int z) const {
    if (m_centre == m_edge) return 1;
    double squared = 0;
    const Index3 voxel{x, y, z};
    for (std::size_t a = 0; a < 3; ++a)
      squared += std::pow((voxel[a] - m_grid.centre(static_cast<int>(a))) * m_grid.voxelSize[a], 2);
    return m_scale * (m_centre + (m_edge - m_centre) * std::min(1.0, std::sqrt(squared) / m_radius));
  }

private:
  double m_centre, m_edge, m_radius, m_scale = 1;
  Grid m_grid;
};

Volume noisyHalf(const Volume& signal, const NoiseSpectrum& noise, const NoiseProfile& profile, std::uint64_t stream,
                 Executor& executor, Progress& progress) {
  const Grid& grid = signal.grid;
  Spectrum padded = paddedFor(grid);
  executor.run(grid.size[2], [&](std::int64_t z) {
    for (int y = 0; y < grid.size[1]; ++y) {
      float* row = paddedRow(padded, y, static_cast<int>(z));
      const auto first = static_cast<std::uint64_t>(grid.index(0, y, static_cast<int>(z)));
      for (int x = 0; x < grid.size[0]; ++x)
        row[x] = static_cast<float>(randomNormal(stream, first + static_cast<std::uint64_t>(x)));
    }
  });
  Progress there = progress.part(0.4, "noise"), shaping = progress.part(0.2), back = progress.part(0.4);
  forwardInPlace(padded, executor, there);
  const auto voxels = static_cast<double>(grid.voxels());
  multiply(padded, {grid, [&](double s2) { return std::sqrt(noise(s2) / voxels); }}, executor, shaping);
  inverseInPlace(padded, executor, back);
  Volume half(grid);
  executor.run(grid.size[2], [&](std::int64_t plane) {
    const int z = static_cast<int>(plane);
    for (int y = 0; y < grid.size[1]; ++y) {
      const float* row = paddedRow(padded, y, z);
      for (int x = 0; x < grid.size[0]; ++x)
        half.at(x, y, z) = static_cast<float>(signal.at(x, y, z) + profile.at(x, y, z) * row[x]);
    }
  });
  return half;
}

/// Step 7.
Volume postProcessed(const SimulatedMaps& maps, const PostProcessing& post, Executor& executor, Progress& progress) {
  const Grid& grid = maps.half1.grid;
  Spectrum padded = paddedFor(grid);
  executor.run(grid.size[2], [&](std::int64_t plane) {
    const int z = static_cast<int>(plane);
    for (int y = 0; y < grid.size[1]; ++y) {
      float* row = paddedRow(padded, y, z);
      for (int x = 0; x < grid.size[0]; ++x) row[x] = 0.5F * (maps.half1.at(x, y, z) + maps.half2.at(x, y, z));
    }
  });
  Progress there = progress.part(0.4, "full map"), filtering = progress.part(0.2), back = progress.part(0.4);
  const double width = Shells(grid).width();
  forwardInPlace(padded, executor, there);
  multiply(padded,
           {grid,
            [&](double s2) {
              const double s = std::sqrt(s2);
              double factor = std::exp(post.sharpening * maps.bFactor * s2 / 4);
              if (post.figureOfMerit) {
                const double fsc = valueAt(maps.fsc, s / width);
                factor *= std::sqrt(2 * fsc / (1 + fsc));
              }
              if (post.lowPassA) {
                const double past = (s - 1 / *post.lowPassA) / std::max(post.lowPassWidth, 1e-9);
                factor *= 0.5 + 0.5 * std::cos(std::numbers::pi * std::clamp(past + 0.5, 0.0, 1.0));
              }
              return factor;
            }},
           executor, filtering);
  return inverse(std::move(padded), executor, back);
}

/// P, N_half and the FSC they make; returns the noise.
NoiseSpectrum measureSignal(const Spectrum& signal, const SimulationOptions& options, SimulatedMaps& maps,
                            Executor& executor) {
  const Shells shells(signal.grid);
  maps.signalPower = shellPower(signal, executor, {});
  const double label = 1 / options.resolutionA;
  const double phi = static_cast<double>(maps.particle.count) / static_cast<double>(signal.grid.voxels());
  const double powerAtLabel = valueAt(maps.signalPower, label / shells.width());
  const NoiseSpectrum noise{powerAtLabel / (kInMaskSnr * phi), options.noiseRise, options.noiseFallA2, label * label};
  for (int s = 0; s < shells.count(); ++s) {
    const auto index = static_cast<std::size_t>(s);
    maps.noisePower.push_back(noise(std::pow(shells.frequency(s), 2)));
    const double ratio = maps.signalPower[index] / (phi * maps.noisePower[index]);
    maps.fsc.push_back(ratio / (1 + ratio));
  }
  return noise;
}

}  // namespace

SimulatedMaps simulateMap(const AtomicModel& model, const SimulationOptions& options, std::uint64_t seed,
                          Executor& executor, Progress& progress) {
  requireSense(options);
  if (model.atoms.empty()) throw InputError("simulation: the model holds no atoms");
  SimulatedMaps maps;
  maps.rotation = {Vector3{1, 0, 0}, Vector3{0, 1, 0}, Vector3{0, 0, 1}};
  if (options.randomRotation) maps.rotation = rotationOf(streamOf(seed, Draw::Rotation));
  maps.centreA = middleOf(model, options.framing, streamOf(seed, Draw::Frame));
  maps.bFactor = options.bFactorScale * options.resolutionA * options.resolutionA;
  Grid grid{options.size, {options.voxelSizeA, options.voxelSizeA, options.voxelSizeA}, {0, 0, 0}};
  for (std::size_t a = 0; a < 3; ++a)
    grid.origin[a] = maps.centreA[a] - grid.centre(static_cast<int>(a)) * grid.voxelSize[a];

  Progress depositing = progress.part(0.5), solvent = progress.part(0.05);
  const std::vector<ModelAtom> atoms = placed(model, grid, options.framing, maps);
  Spectrum signal = potentialOfAtoms(grid, atoms, options.atoms, executor, depositing);
  subtractSolvent(signal, atoms, options.solvent, executor, solvent);
  multiply(signal, {grid, [&](double s2) { return std::exp(-maps.bFactor * s2 / 4); }}, executor, {});

  const double width = std::sqrt((maps.bFactor + options.atoms.bFactor + kFormFactorB) / 8) / std::numbers::pi;
  maps.particle = voxelsNearAtoms(grid, atoms, std::max(kEnvelopeA, 2 * width));
  const NoiseSpectrum noise = measureSignal(signal, options, maps, executor);
  if (!(noise.power > 0)) throw InputError("simulation: the model has no density at the resolution asked for");
  const NoiseProfile profile(options, maps.particle);
  Progress returning = progress.part(0.05), first = progress.part(0.15), second = progress.part(0.15);
  const Volume clean = inverse(std::move(signal), executor, returning);
  maps.half1 = noisyHalf(clean, noise, profile, streamOf(seed, Draw::Half1), executor, first);
  maps.half2 = noisyHalf(clean, noise, profile, streamOf(seed, Draw::Half2), executor, second);
  Progress averaging = progress.part(0.1);
  maps.full = postProcessed(maps, options.fullMap, executor, averaging);
  return maps;
}

}  // namespace vitrine
