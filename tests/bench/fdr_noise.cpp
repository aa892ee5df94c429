// fdr_noise [PAIRS] [EDGE]: how often 1.b calls white noise signal, without a mask and under soft spheres.
#include "tests/support/noise_pairs.hpp"
#include "tests/support/support.hpp"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  using namespace vitrine;
  const int pairs = argc > 1 ? std::atoi(argv[1]) : 1000, edge = argc > 2 ? std::atoi(argv[2]) : 48;
  if (pairs < 1 || edge < 16) {
    std::fputs("usage: fdr_noise [PAIRS] [EDGE]\n", stderr);
    return 2;
  }
  test::ThreadExecutor executor(2);
  const double scale = edge / 48.0;
  std::printf("mask radius   tests   p <= 0.01      pairs with a discovery\n");
  for (const test::NoiseRates& r :
       test::noiseRates(edge, {0, 20 * scale, 12 * scale, 9 * scale}, pairs, 1000000, executor))
    std::printf("%11.1f %7lld   %6.3f %%      %d of %d\n", r.radius, static_cast<long long>(r.tests),
                100.0 * static_cast<double>(r.rejected) / static_cast<double>(r.tests), r.discoveries, r.pairs);
  return 0;
}
