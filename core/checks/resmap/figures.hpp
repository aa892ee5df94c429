// What 1.d shows beside the common form: the spectrum of the noise and the wavelengths as tested.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/checks/resmap/resmap.hpp"

namespace vitrine::resmap {

CurvePlot whiteningPlot(const Whitening& whitening);
Table wavelengthTable(const Levels& levels);
/// The same of the published weight, for the JSON.
Table publishedTable(const Levels& levels);

}  // namespace vitrine::resmap
