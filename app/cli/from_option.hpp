// --from: the files of an entry found instead of named.
#pragma once

#include "app/cli/arguments.hpp"
#include "core/run/gather.hpp"

namespace vitrine::cli {

/// Fills the request from --from, if it was given, and prints what was chosen and what was left out, one line each, on
/// stderr. @throws InputError; UsageError when --fsc-xml finds no half maps
void applyFrom(Arguments& arguments);

/// "map: a/b.mrc (named by postprocess.star)", chosen files first.
std::vector<std::string> gatheredLines(const Gathered& gathered);

}  // namespace vitrine::cli
