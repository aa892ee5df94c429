// Writes the fixed texts of core as C++ that lupdate can read: the core itself knows no translation.
#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"

#include <cstdio>
#include <set>
#include <string>
#include <string_view>

namespace {

void write(std::string_view text) {
  static std::set<std::string, std::less<>> written;
  if (text.empty() || !written.emplace(text).second) return;
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  std::printf("QT_TRANSLATE_NOOP(\"core\", \"%s\");\n", escaped.c_str());
}

}  // namespace

int main() {
  using namespace vitrine;
  // Headings of a check's section and words of states (core/report/check_section.cpp).
  for (const char* heading : {"Explanation",
                              "Criteria",
                              "Results",
                              "Observations",
                              "Notes",
                              "What to do",
                              "Citation",
                              "Parameters",
                              "Status",
                              "Warnings",
                              "Running",
                              "OK",
                              "Could not be measured",
                              "Does not apply",
                              "Waiting",
                              "Cancelled",
                              "Parameter",
                              "Default",
                              "Value",
                              "Meaning"})
    write(heading);
  // Levels worth offering (core/products/level_tree.cpp).
  for (const char* level : {"Level of the entry", "The contour level recommended with the entry.", "Your level",
                            "The contour level this run was given.", "1 % of the voxels", "Otsu on positive values",
                            "Elbow of the component count", "95 % in one component"})
    write(level);
  // The plot of the threshold explorer (core/report/level_plots.cpp).
  for (const char* label :
       {"Density, mass and components by level", "Level (map units)", "Voxels, kDa, components", "Voxels, components",
        "Voxels per bin", "Enclosed mass (kDa)", "Enclosed voxels", "Components", "level"})
    write(label);
  for (const auto& check : allChecks()) {
    const CheckInfo& info = check->info();
    for (const std::string_view text : {info.title, info.explanation, info.criteria, info.advice}) write(text);
    for (const ParameterInfo& parameter : check->parameters()) write(parameter.meaning);
  }
}
