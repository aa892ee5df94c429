// What every check of the half maps' shells asks for.
#pragma once

#include "core/checks/check.hpp"

namespace vitrine {

/// The sums of both half maps; `privatePeak` is what the check allocates itself. Does not apply without half maps.
Requirements halfMapRequirements(const Inputs& inputs, Bytes privatePeak = Bytes{1} << 20);

}  // namespace vitrine
