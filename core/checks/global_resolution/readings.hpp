// Where the curves of 1.a cross their criteria.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/checks/global_resolution/curves.hpp"

#include <string>
#include <vector>

namespace vitrine::global_resolution {

/// One criterion read from one curve.
struct Reading {
  std::string name;  ///< "FSC 0.143"
  Crossing crossing;
  std::optional<double> errorA;  ///< one standard error
  int last = 0;                  ///< last judged shell of its curve
  std::optional<double> resolutionA() const { return crossing.resolutionA(); }
};

struct Readings {
  Reading fsc0143, fsc05, fsc09, halfBit, oneBit, threeSigma, dpr, dpr45, dpr1029, ssnr;
  std::optional<Reading> masked0143, corrected0143, corrected05;
  std::vector<const Reading*> all() const;
};
Readings readingsOf(const Curves& curves);

/// What the VRS would find; empty also where its search overlooks a crossing (in its first two shells).
struct VrsReadings {
  std::optional<double> fsc0143, fsc05, dpr, ssnr;
  std::optional<double> ssnrAsCoded;  ///< on the frequency axis of its source
};
VrsReadings vrsReadings(const Curves& curves, double voxelSizeA);

/// "crosses", "never: better than 3.00 A" ...
std::string stateText(const Reading& reading, const Curves& curves);
Table crossingTable(const Readings& readings, const Curves& curves);
/// All sums and curves shell by shell.
Table shellTable(const ShellSums& sums, const Curves& curves);

}  // namespace vitrine::global_resolution
