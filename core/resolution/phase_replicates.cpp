#include "core/resolution/phase_replicates.hpp"

#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"
#include "core/resolution/freedom.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

constexpr std::int64_t kPlanesPerBlock = 8;
constexpr std::int64_t kReplicatesPerBlock = 50;

/// Geometry of the stored half space, in units of shells.
struct ShellGeometry {
  explicit ShellGeometry(const Grid& g) : grid(g), width(Shells(g).width()) {
    for (std::size_t axis = 0; axis < 3; ++axis) step[axis] = 1 / (grid.edge(static_cast<int>(axis)) * width);
  }
  double rest(int k, int l) const {
    const double y = signedIndex(k, grid.size[1]) * step[1], z = signedIndex(l, grid.size[2]) * step[2];
    return y * y + z * z;
  }
  /// One of each Friedel pair, none that is its own mate.
  bool isIndependent(int h, int k, int l) const {
    if (friedelWeight(h, grid.size[0]) == 2) return true;
    const int mateK = (grid.size[1] - k) % grid.size[1], mateL = (grid.size[2] - l) % grid.size[2];
    return l != mateL ? l < mateL : k < mateK;
  }
  /// Calls visit(h, k, l) for the independent coefficients of `shell` in plane l.
  template <class Visit>
  void forPlane(int shell, int l, Visit visit) const {
    const double inner = (shell - 0.5) * (shell - 0.5), outer = (shell + 0.5) * (shell + 0.5);
    for (int k = 0; k < grid.size[1]; ++k) {
      const double square = rest(k, l);
      if (square >= outer) continue;
      const double begin = std::sqrt(std::max(0.0, inner - square)) / step[0];
      for (int h = std::max(0, static_cast<int>(begin) - 1); h <= grid.size[0] / 2; ++h) {
        const double r = square + h * step[0] * h * step[0];
        if (r >= outer) break;
        if (r >= inner && isIndependent(h, k, l)) visit(h, k, l);
      }
    }
  }

  Grid grid;
  double width;
  Vector3 step{};
};

struct Gathered {
  std::vector<float> product;
  double cross = 0, power1 = 0, power2 = 0, squares = 0;
  void add(const std::complex<float>& a, const std::complex<float>& b) {
    const std::complex<double> x = a, y = b;
    const double p1 = std::norm(x), p2 = std::norm(y);
    cross += x.real() * y.real() + x.imag() * y.imag();
    power1 += p1;
    power2 += p2;
    squares += p1 * p2;
    product.push_back(static_cast<float>(std::sqrt(p1) * std::sqrt(p2)));
  }
  void add(const Gathered& next) {
    product.insert(product.end(), next.product.begin(), next.product.end());
    cross += next.cross;
    power1 += next.power1;
    power2 += next.power2;
    squares += next.squares;
  }
};

ShellSample sampleOf(int shell, std::int64_t coefficients, Gathered gathered) {
  ShellSample sample;
  sample.shell = shell;
  sample.coefficients = coefficients;
  sample.product = std::move(gathered.product);
  const double norm = std::sqrt(gathered.power1) * std::sqrt(gathered.power2);
  if (!(norm > 0)) return sample;
  const auto size = static_cast<double>(sample.product.size());
  sample.fsc = gathered.cross / norm;
  sample.freedom = 2 * std::min(size, gathered.power1 * gathered.power2 / gathered.squares);
  for (float& product : sample.product) product = static_cast<float>(product * size / norm);
  return sample;
}

/// Whether `count` of `trials` is no surprise (once in a thousand) at probability p.
bool isPlausible(int count, int trials, double p) {
  const boost::math::binomial distribution(trials, std::clamp(p, 0.0, 1.0));
  constexpr double kHalfAThousandth = 0.0005;
  const double below = boost::math::cdf(distribution, count);
  const double above = count == 0 ? 1.0 : boost::math::cdf(boost::math::complement(distribution, count - 1));
  return below > kHalfAThousandth && above > kHalfAThousandth;
}

}  // namespace

std::vector<ShellSample> sampleShells(const Spectrum& half1, const Spectrum& half2, const std::vector<int>& shells,
                                      int most, std::uint64_t seed, Executor& executor, const Progress& progress) {
  const ShellGeometry geometry(half1.grid);
  const int planes = half1.grid.size[2];
  const std::vector<std::int64_t> none(shells.size(), 0);
  const auto counts = orderedReduce(
      executor, progress, planes, kPlanesPerBlock, none,
      [&](const BlockRange& block, std::vector<std::int64_t>& part) {
        for (auto l = static_cast<int>(block.begin); l < block.end; ++l)
          for (std::size_t i = 0; i < shells.size(); ++i)
            geometry.forPlane(shells[i], l, [&](int, int, int) { ++part[i]; });
      },
      [](std::vector<std::int64_t>& all, const std::vector<std::int64_t>& next) {
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += next[i];
      });
  auto gathered = orderedReduce(
      executor, progress, planes, kPlanesPerBlock, std::vector<Gathered>(shells.size()),
      [&](const BlockRange& block, std::vector<Gathered>& part) {
        for (auto l = static_cast<int>(block.begin); l < block.end; ++l)
          for (std::size_t i = 0; i < shells.size(); ++i)
            geometry.forPlane(shells[i], l, [&](int h, int k, int plane) {
              const std::int64_t index = half1.planeLength() * plane + std::int64_t{half1.rowLength()} * k + h;
              if (randomUniform(seed, static_cast<std::uint64_t>(index)) * static_cast<double>(counts[i]) < most)
                part[i].add(half1.row(k, plane)[h], half2.row(k, plane)[h]);
            });
      },
      [](std::vector<Gathered>& all, const std::vector<Gathered>& next) {
        for (std::size_t i = 0; i < all.size(); ++i) all[i].add(next[i]);
      });
  std::vector<ShellSample> samples;
  for (std::size_t i = 0; i < shells.size(); ++i)
    samples.push_back(sampleOf(shells[i], counts[i], std::move(gathered[i])));
  return samples;
}

bool PhaseReplicates::agree() const {
  return isPlausible(exceeding, replicates, analytic) && isPlausible(belowFivePercent, replicates, 0.05);
}

PhaseReplicates replicatePhases(const ShellSample& sample, int replicates, std::uint64_t seed, Executor& executor,
                                const Progress& progress) {
  const auto size = static_cast<std::uint64_t>(sample.product.size());
  PhaseReplicates result = orderedReduce(
      executor, progress, replicates, kReplicatesPerBlock, PhaseReplicates{},
      [&](const BlockRange& block, PhaseReplicates& part) {
        for (std::int64_t replicate = block.begin; replicate < block.end; ++replicate) {
          double sum = 0;
          const std::uint64_t from = static_cast<std::uint64_t>(replicate) * size;
          for (std::uint64_t i = 0; i < size; ++i)
            sum += sample.product[i] * std::cos(2 * std::numbers::pi * randomUniform(seed, from + i));
          const double fsc = sum / static_cast<double>(size);
          if (fsc >= sample.fsc) ++part.exceeding;
          if (nullProbability(fsc, sample.freedom) <= 0.05) ++part.belowFivePercent;
        }
      },
      [](PhaseReplicates& all, const PhaseReplicates& next) {
        all.exceeding += next.exceeding;
        all.belowFivePercent += next.belowFivePercent;
      });
  result.replicates = replicates;
  result.probability = (result.exceeding + 1.0) / (replicates + 1.0);
  result.analytic = nullProbability(sample.fsc, sample.freedom);
  return result;
}

}  // namespace vitrine
