// Where results go: judged before the work begins, written whole or not at all.
#pragma once

#include "app/cli/arguments.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::cli {

/// Fails early: before hours of work instead of after. Leaves nothing behind.
/// @throws OutputError  a folder is missing or cannot be written to, a target is a folder or an input
/// @throws UsageError   two outputs name one file
void requireWritable(const Arguments& arguments);

/// Every file the command was given: none of them may be written over.
std::vector<std::filesystem::path> inputFiles(const Arguments& arguments);

/// @throws OutputError naming stdout and the system's reason
void writeToStdout(const std::string& text);

}  // namespace vitrine::cli
