// The curves of check 1.a as files in the form that EMDB and OneDep take.
#pragma once

#include "core/checks/check_result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrine {

struct FscFile {
  std::filesystem::path path;
  std::string xml;
};

/// Every file that fscFiles() may name: `file` for the unmasked curve and beside it, "_masked" and "_corrected" before
/// ".xml", those of the masked and of the phase-randomised corrected one.
std::vector<std::filesystem::path> fscFileNames(const std::filesystem::path& file);

/// One file per curve that exists, the unmasked one first: the form holds one curve.
/// @throws OutputError  there is no unmasked curve; says why
std::vector<FscFile> fscFiles(const std::vector<CheckResult>& checks, const std::filesystem::path& file);

}  // namespace vitrine
