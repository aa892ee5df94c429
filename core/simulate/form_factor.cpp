#include "core/simulate/form_factor.hpp"

#include <gemmi/c4322.hpp>

#include <cassert>
#include <cmath>

namespace vitrine {

double FormFactor::at(double squaredFrequency) const {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * std::exp(-b[i] * squaredFrequency / 4);
  return sum;
}

bool hasFormFactor(int atomicNumber) { return atomicNumber >= 1 && atomicNumber <= 98; }

FormFactor electronFormFactor(int atomicNumber) {
  assert(hasFormFactor(atomicNumber));
  const auto& tabulated = gemmi::C4322<double>::get(static_cast<gemmi::El>(atomicNumber));
  FormFactor factor;
  for (std::size_t i = 0; i < factor.a.size(); ++i) {
    factor.a[i] = tabulated.a(static_cast<int>(i));
    factor.b[i] = tabulated.b(static_cast<int>(i));
  }
  return factor;
}

}  // namespace vitrine
