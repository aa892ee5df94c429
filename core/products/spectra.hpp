// The map's Fourier transform, and the few numbers of it that most checks need.
#pragma once

#include "core/fourier/shells.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/products/context.hpp"

namespace vitrine {

/// Half-space transform of the full map: 1.00 x the map. Built with the map in memory beside it.
struct MapSpectrum {
  Spectrum spectrum;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const MapSpectrum> build(const ValidationContext&, Progress&);
};

/// Amplitudes of the map per shell: a few kB, so that the spectrum can leave.
struct MapShellAmplitudes {
  AmplitudeProfile profile;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const MapShellAmplitudes> build(const ValidationContext&, Progress&);
};

/// A transform of the full map to change in place. Takes MapSpectrum out of the cache if nobody else holds it, so that
/// there are not two in memory; transforms the map anew otherwise. @throws what MapSpectrum's build throws
Spectrum ownMapSpectrum(const ValidationContext& context, Progress& progress);

}  // namespace vitrine
