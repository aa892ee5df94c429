// The command line described for shells and for man, made from the tables that parse it.
#pragma once

#include <string>

namespace vitrine::cli {

/// A script that completes commands, options and their values. @param shell  "bash", "zsh" or "fish"
std::string completionScript(const std::string& shell);

/// vitrine(1) in roff (man macros).
std::string manPage();

}  // namespace vitrine::cli
