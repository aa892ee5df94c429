#include "core/products/spectra.hpp"

#include "core/fourier/transform.hpp"
#include "core/products/maps.hpp"

#include <utility>

namespace vitrine {
namespace {

Spectrum transformMap(const ValidationContext& context, Progress& progress) {
  Progress loading = progress.part(0.3);
  const auto map = context.get<FullMap>(loading);
  Progress transforming = progress.part(0.7, "Fourier transform");
  return forward(map->volume(), context.executor(), transforming);
}

}  // namespace

std::string MapSpectrum::key(const Inputs& inputs) { return "map-spectrum:" + mapKey(inputs.map); }
Bytes MapSpectrum::bytes(const Inputs& inputs) {
  const Grid& grid = inputs.grid();
  return (std::int64_t{grid.size[0]} / 2 + 1) * grid.size[1] * grid.size[2] *
         static_cast<Bytes>(sizeof(std::complex<float>));
}
Bytes MapSpectrum::buildPeak(const Inputs&) { return Bytes{4} << 20; }  // bundles of columns, per thread
std::shared_ptr<const MapSpectrum> MapSpectrum::build(const ValidationContext& context, Progress& progress) {
  auto product = std::make_shared<MapSpectrum>();
  product->spectrum = transformMap(context, progress);
  return product;
}

std::string MapShellAmplitudes::key(const Inputs& inputs) { return "map-shell-amplitudes:" + mapKey(inputs.map); }
Bytes MapShellAmplitudes::bytes(const Inputs& inputs) {
  const Index3& size = inputs.grid().size;
  return 4 * static_cast<Bytes>(sizeof(double)) * (std::max({size[0], size[1], size[2]}) / 2 + 2);
}
Bytes MapShellAmplitudes::buildPeak(const Inputs& inputs) { return bytes(inputs) * (inputs.grid().size[2] / 8 + 1); }
std::shared_ptr<const MapShellAmplitudes> MapShellAmplitudes::build(const ValidationContext& context,
                                                                    Progress& progress) {
  Progress transforming = progress.part(0.8);
  const auto spectrum = context.get<MapSpectrum>(transforming);
  const Progress summing = progress.part(0.2, "shells");
  auto product = std::make_shared<MapShellAmplitudes>();
  product->profile = shellAmplitudes(spectrum->spectrum, context.executor(), summing);
  return product;
}

Spectrum ownMapSpectrum(const ValidationContext& context, Progress& progress) {
  Progress getting = progress.part(0.5);
  auto shared = context.get<MapSpectrum>(getting);
  // MapSpectrum::build makes a mutable object; once it is out of the cache this pointer is the only one.
  if (context.cache().handOver(MapSpectrum::key(context.inputs()), shared.get()))
    return std::move(std::const_pointer_cast<MapSpectrum>(shared)->spectrum);
  shared.reset();
  context.cache().makeRoom(MapSpectrum::bytes(context.inputs()));
  Progress again = progress.part(0.5);
  return transformMap(context, again);
}

}  // namespace vitrine
