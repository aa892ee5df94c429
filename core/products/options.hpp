// Reading --param values that products and checks share.
#pragma once

#include "core/products/inputs.hpp"

#include <string>
#include <string_view>

namespace vitrine {

/// The text given for "0.b.dilation_A", or `defaultValue`.
std::string optionText(const Inputs& inputs, const std::string& fullName, std::string_view defaultValue);

/// The same as a finite number. @throws InputError naming parameter, value and limits
double optionNumber(const Inputs& inputs, const std::string& fullName, std::string_view defaultValue, double low,
                    double high);

}  // namespace vitrine
