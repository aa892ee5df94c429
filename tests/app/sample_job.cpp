#include "tests/app/sample_job.hpp"

#include "core/fourier/transform.hpp"
#include "core/mapio/writer.hpp"
#include "tests/support/atoms.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <cmath>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace vitrine::test {
namespace {

constexpr int kEdge = 64;
constexpr double kVoxel = 1.5;

/// Atoms of the particle, and six fainter clusters of 24 atoms far from it.
std::vector<Atom> atoms() {
  std::vector<Atom> all = atomsInBall(400, 19, 5);
  const double at = 33;
  for (const Vector3& centre : {Vector3{at, 0, 0}, Vector3{-at, 0, 0}, Vector3{0, at, 0}, Vector3{0, -at, 0},
                                Vector3{0, 0, at}, Vector3{0, 0, -at}})
    for (Atom atom : atomsInBall(24, 6, static_cast<std::uint64_t>(100 + centre[0] + 7 * centre[1]))) {
      for (std::size_t axis = 0; axis < 3; ++axis) atom.positionA[axis] += centre[axis];
      atom.weight = 0.38;
      all.push_back(atom);
    }
  for (Atom& atom : all) atom.bFactor = 260;
  return all;
}

/// What both halves share beside the particle: noise in a band of shells.
double sharedNoise(const Vector3& k) {
  const double frequency = std::hypot(k[0], k[1], k[2]);
  return frequency > 1 / 4.0 && frequency < 1 / 3.6 ? 0.8 : 0.0;
}

void write(const std::filesystem::path& file, const Volume& volume) {
  Progress progress;
  save(file, volume, {}, progress);
}

/// A structured array of one row with the columns a viewer needs, in NumPy's form.
void writeParticles(const std::filesystem::path& file) {
  const std::vector<std::pair<std::string, std::string>> columns = {
      {"map/path", ">J12/cryosparc_P3_J12_004_volume_map_sharp.mrc"},
      {"map_half_A/path", ">J12/cryosparc_P3_J12_004_volume_map_half_A.mrc"},
      {"map_half_B/path", ">J12/cryosparc_P3_J12_004_volume_map_half_B.mrc"},
      {"mask_fsc/path", ">J12/cryosparc_P3_J12_004_volume_mask_fsc.mrc"}};
  std::string types, data;
  for (const auto& [name, path] : columns) {
    types += "('" + name + "', 'S" + std::to_string(path.size()) + "'), ";
    data += path;
  }
  types += "('map/psize', '<f4')";
  const float voxel = kVoxel;
  data.append(reinterpret_cast<const char*>(&voxel), sizeof voxel);
  std::string header = "{'descr': [" + types + "], 'fortran_order': False, 'shape': (1,), }";
  header.resize((header.size() + 10 + 1 + 63) / 64 * 64 - 10 - 1, ' ');
  header += '\n';
  std::ofstream out(file, std::ios::binary);
  out << std::string("\x93NUMPY\x01\x00", 8);
  out.put(static_cast<char>(header.size() & 0xff)).put(static_cast<char>(header.size() >> 8));
  out << header << data;
}

Volume finerInside(const Grid& grid) {
  Volume volume = constantVolume(grid, 0);
  forBall(grid, {kEdge / 2, kEdge / 2, kEdge / 2}, 26, [&](int x, int y, int z) {
    const double r = std::hypot(x - kEdge / 2, y - kEdge / 2, z - kEdge / 2);
    volume.at(x, y, z) = static_cast<float>(4 + 5 * std::min(1.0, r / 26));
  });
  return volume;
}

}  // namespace

SampleJob SampleJob::write(const std::filesystem::path& folder) {
  const std::string stem = "cryosparc_P3_J12_004_volume_";
  const std::filesystem::path job = folder / "J12";
  std::filesystem::create_directories(job);
  SampleJob sample;
  sample.folder = job;
  sample.map = job / (stem + "map_sharp.mrc");
  sample.halfA = job / (stem + "map_half_A.mrc");
  sample.halfB = job / (stem + "map_half_B.mrc");
  sample.mask = job / (stem + "mask_fsc.mrc");
  sample.particles = job / "cryosparc_P3_J12_004_volume.cs";
  sample.localResolution = folder / "local_resolution.mrc";

  ThreadExecutor executor(2);
  Progress progress;
  const Grid grid = gridOf({kEdge, kEdge, kEdge}, kVoxel);
  const Volume particle = renderAtoms(grid, atoms(), executor, progress);
  double highest = 0;
  for (const float value : particle.data) highest = std::max(highest, static_cast<double>(value));
  auto halves = halfMapsWithFsc(grid, sharedNoise, 3, executor);
  Volume map(grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const double signal = 30 * particle.data[i] / highest;
    for (Volume& half : halves) half.data[i] = static_cast<float>(signal + 1.5 * half.data[i]);
    map.data[i] = 0.5F * (halves[0].data[i] + halves[1].data[i]);
  }
  test::write(sample.map, map);
  test::write(sample.halfA, halves[0]);
  test::write(sample.halfB, halves[1]);
  test::write(sample.mask, softSphere(grid, 22));
  test::write(sample.localResolution, finerInside(grid));
  writeParticles(sample.particles);
  sample.level = 4.5;
  return sample;
}

}  // namespace vitrine::test
