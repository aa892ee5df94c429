// Files that name a whole set of others: RELION's postprocess.star and cryoSPARC's .cs. For core/run only.
#pragma once

#include "core/run/gather.hpp"

namespace vitrine {

/// Adds what the STAR file names to `gathered`; files that are not where it says go to leftOut.
/// @throws InputError  it cannot be read
void addPostprocess(const std::filesystem::path& star, Gathered& gathered);
/// The same for the first volume of a .cs file. @throws InputError
void addCryosparc(const std::filesystem::path& file, Gathered& gathered);

/// Sets a role that is still open and notes why; a role that is taken leaves the file out.
void choose(Gathered& gathered, FileRole role, const std::filesystem::path& file, const std::string& reason);
bool isOpen(const OpenRequest& request, FileRole role);

/// Where a path written relative to a project's folder leads, from a file somewhere below that folder: the first of its
/// ancestors below which the path exists. Empty path: none. An absolute path that does not exist, and one that leads
/// nowhere, is looked for by its name beside the file.
std::filesystem::path resolveFromProject(const std::string& written, const std::filesystem::path& from);

}  // namespace vitrine
