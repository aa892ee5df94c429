// A JSON value as text that people can read and compare line by line; for json.cpp only.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace vitrine {

/// Objects one member per line unless they fit on one; arrays of scalars filled into lines; numbers in their shortest
/// form that reads back the same, NaN and infinities as null; text that is not UTF-8 with replacement characters.
/// Ends with a newline.
std::string prettyJson(const nlohmann::ordered_json& value);

}  // namespace vitrine
