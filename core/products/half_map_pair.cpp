// Reading the two half maps: each straight into the rows that are transformed later.
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_map_reading.hpp"
#include "core/products/maps.hpp"
#include "core/products/spectra.hpp"

#include <algorithm>

namespace vitrine {
namespace {

Bytes readerPeak(const Inputs& inputs) { return LoadedMapProduct::buildPeak(inputs); }

Bytes scanBytes(const Grid& grid) {
  const Bytes nx = grid.size[0], ny = grid.size[1], nz = grid.size[2];
  return static_cast<Bytes>(sizeof(double)) * (nx * ny + nx * nz + ny * nz + 2 * (nx + ny + nz));
}

}  // namespace

std::string halfMapsMissing(const Inputs& inputs) {
  if (!inputs.halfMapsProblem.empty() || (inputs.half1 && inputs.half2)) return {};
  return "no half maps were given";
}

std::string halfPairKey(const Inputs& inputs) {
  std::string key;
  for (const auto* half : {&inputs.half1, &inputs.half2}) key += (*half ? mapKey(**half) : "none") + "|";
  for (const double edge : inputs.grid().voxelSize) key += exactText(edge) + ",";  // shells follow from the map's
  return key + inputs.halfMapsProblem;
}

LoadedRows readHalfMap(const ValidationContext& context, int half, bool onlyVoxels, Spectrum& into,
                       Progress& progress) {
  const Inputs& inputs = context.inputs();
  const InputMap& map = half == 0 ? *inputs.half1 : *inputs.half2;
  ReadHints hints = map.hints;
  if (map.info.stamp.inode != 0) hints.stamp = map.info.stamp;  // the file must still be the one that was opened
  const RowRoom roomFor = [&](const Grid& grid) {
    if (!grid.sameSize(inputs.grid()))
      throw NotMeasurable("the half maps and the map have different boxes");  // comparePair() refused them before
    if (into.data.empty()) into = paddedFor(inputs.grid());
    return VoxelRows(grid, paddedRow(into, 0, 0), 2 * std::int64_t{into.rowLength()});
  };
  return loadRows(map.path, hints, roomFor, onlyVoxels, context.executor(), progress);
}

std::string HalfMapPair::key(const Inputs& inputs) { return "half-map-pair:" + halfPairKey(inputs); }
Bytes HalfMapPair::bytes(const Inputs& inputs) { return 2 * (MapSpectrum::bytes(inputs) + scanBytes(inputs.grid())); }
Bytes HalfMapPair::buildPeak(const Inputs& inputs) { return readerPeak(inputs); }
std::shared_ptr<const HalfMapPair> HalfMapPair::build(const ValidationContext& context, Progress& progress) {
  const Inputs& inputs = context.inputs();
  if (const std::string missing = halfMapsMissing(inputs); !missing.empty()) throw NotApplicable(missing);
  if (!inputs.halfMapsProblem.empty()) throw NotMeasurable(inputs.halfMapsProblem);
  auto pair = std::make_shared<HalfMapPair>();
  for (int half = 0; half < 2; ++half) {
    const auto i = static_cast<std::size_t>(half);
    Progress reading = progress.part(0.5, half == 0 ? "reading half map 1" : "reading half map 2");
    LoadedRows read = readHalfMap(context, half, false, pair->padded[i], reading);
    pair->info[i] = std::move(read.info);
    pair->scan[i] = std::move(read.scan);
  }
  return pair;
}

std::shared_ptr<HalfMapPair> ownHalfMapPair(const ValidationContext& context, Progress& progress) {
  Progress getting = progress.part(0.5);
  auto shared = context.get<HalfMapPair>(getting);
  const Inputs& inputs = context.inputs();
  // HalfMapPair::build makes a mutable object; once it is out of the cache this pointer is the only one.
  if (context.cache().handOver(HalfMapPair::key(inputs), shared.get()))
    return std::const_pointer_cast<HalfMapPair>(std::move(shared));
  shared.reset();
  context.cache().makeRoom(HalfMapPair::bytes(inputs) + HalfMapPair::buildPeak(inputs));
  Progress again = progress.part(0.5);
  return std::const_pointer_cast<HalfMapPair>(HalfMapPair::build(context, again));
}

}  // namespace vitrine
