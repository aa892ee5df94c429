// relion_halves FOLDER: writes relion_half1.mrc, relion_half2.mrc and mask.mrc, the phantom of
// tests/golden/relion_fsc_*.csv, for relion_postprocess (tests/golden/README.md).
#include "core/mapio/writer.hpp"
#include "tests/support/relion_phantom.hpp"
#include "tests/support/support.hpp"

#include <cstdio>
#include <filesystem>

int main(int argc, char** argv) {
  using namespace vitrine;
  if (argc != 2) {
    std::fputs("usage: relion_halves FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  test::ThreadExecutor executor(2);
  const test::RelionPhantom phantom = test::relionPhantom(executor);
  Progress progress;
  save(folder / "relion_half1.mrc", phantom.halves[0], {}, progress);
  save(folder / "relion_half2.mrc", phantom.halves[1], {}, progress);
  save(folder / "mask.mrc", phantom.mask, {}, progress);
  return 0;
}
