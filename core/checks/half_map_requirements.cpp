#include "core/checks/half_map_requirements.hpp"

#include "core/products/half_maps.hpp"

namespace vitrine {

Requirements halfMapRequirements(const Inputs& inputs, Bytes privatePeak) {
  Requirements requirements;
  requirements.doesNotApply = halfMapsMissing(inputs);
  if (!requirements.doesNotApply.empty()) return requirements;
  requirements.products = halfMapNeeds(inputs);
  requirements.privatePeak = privatePeak;
  return requirements;
}

}  // namespace vitrine
