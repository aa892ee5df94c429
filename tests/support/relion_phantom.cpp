#include "tests/support/relion_phantom.hpp"

#include "tests/support/atoms.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"

#include <algorithm>

namespace vitrine::test {

RelionPhantom relionPhantom(Executor& executor) {
  const Grid grid = gridOf({128, 128, 128}, 1.5);
  std::vector<Atom> atoms = atomsInBall(400, 48, 31415);
  for (Atom& atom : atoms) atom.bFactor = 150;
  Progress progress;
  const Volume signal = renderAtoms(grid, atoms, executor, progress);
  const double maximum = *std::ranges::max_element(signal.data);
  RelionPhantom phantom;
  for (std::size_t half = 0; half < 2; ++half) {
    phantom.halves[half] = Volume(grid);
    std::ranges::copy(signal.data, phantom.halves[half].data.begin());
    addNoise(phantom.halves[half], 2718 + half, 0.01 * maximum, executor);
  }
  phantom.mask = softSphere(grid, 40, 3);
  return phantom;
}

}  // namespace vitrine::test
