#include "core/checks/resmap/scale_model.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::resmap {
namespace {

constexpr double kCubicShare = 2.254;  // of the direction's own first power in a function of degree 3
constexpr double kNull = 1e-10;        // of the largest eigenvalue: zero but for rounding

using Small = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 4, 4>;  // of the monomials of one class

/// Sums over one axis of t^p w and t^p w^2, p = 0 .. 6.
struct AxisMoments {
  std::array<double, 7> weight{}, squared{};
};

AxisMoments axisMoments(double unit, int reach, double sharpness, std::array<std::vector<double>, 4>& kernel) {
  AxisMoments sums;
  for (int v = -reach; v <= reach; ++v) {
    const double t = unit * v, w = std::exp(-sharpness * t * t);
    double power = 1;
    for (std::size_t p = 0; p < 7; ++p, power *= t) {
      sums.weight[p] += power * w;
      sums.squared[p] += power * w * w;
      if (p < 4) kernel[p].push_back(power * w);
    }
  }
  return sums;
}

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Moments of products of monomials `first` .. of one class.
Small gram(const std::array<AxisMoments, 3>& axes, int first, int size, bool isSquared) {
  Small matrix(size, size);
  for (int a = 0; a < size; ++a)
    for (int b = 0; b < size; ++b) {
      double product = 1;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        const int power = kMonomials[at(first + a)][axis] + kMonomials[at(first + b)][axis];
        product *= (isSquared ? axes[axis].squared : axes[axis].weight)[at(power)];
      }
      matrix(a, b) = product;
    }
  return matrix;
}

/// The model's functions of one class as combinations of its monomials, one per row, without the constant.
Small functions(int first, int size) {
  if (size == 1) return Small::Identity(1, 1);
  Small rows = Small::Zero(3, 4);
  for (int i = 0; i < 3; ++i) {
    const Power3& power = kMonomials[at(first + 1 + i)];
    const bool isCube = std::ranges::max(power) == 3;
    rows(i, i + 1) = 1;
    rows(i, 0) = first == 0 ? -0.5 : -kCubicShare * (isCube ? 1.0 : 1.0 / 3.0);
  }
  return rows;
}

/// C' (C M C')^-1 C: the weighted projection on the functions C, as a form in the moments.
Small projection(const Small& functions, const Small& gram) {
  const Small inner = functions * gram * functions.transpose();
  return functions.transpose() * inner.ldlt().solve(functions);
}

void store(FormFactor& factor, int parity, const Small& columns) {
  constexpr std::array<int, 8> kSlot = {0, 0, 1, 2, 1, 2, 3, 3};  // among the classes of the same size
  const std::size_t slot = at(kSlot[at(parity)]);
  if (kClassSize[at(parity)] == 1) {
    factor.one[slot] = static_cast<float>(columns(0, 0));
    return;
  }
  for (int i = 0; i < 3; ++i)
    for (int m = 0; m < 4; ++m) factor.four[slot][at(i)][at(m)] = static_cast<float>(columns(m, i));
}

/// V with form = V V', its zero directions left out.
Small factorOf(const Small& form, int rank) {
  const Eigen::SelfAdjointEigenSolver<Small> solver(form);
  const Eigen::Index size = form.rows();
  Small columns(size, rank);
  for (int i = 0; i < rank; ++i) {
    const Eigen::Index from = size - 1 - i;
    columns.col(i) = solver.eigenvectors().col(from) * std::sqrt(std::max(0.0, solver.eigenvalues()(from)));
  }
  return columns;
}

}  // namespace

std::int64_t ScaleModel::windowVoxels() const {
  std::int64_t product = 1;
  for (const int r : reach) product *= 2 * r + 1;
  return product;
}

ScaleModel scaleModel(double wavelengthA, const Vector3& voxelSize, Weight weight) {
  ScaleModel model;
  model.wavelengthA = wavelengthA;
  const double perA = 2 * std::numbers::pi / wavelengthA * std::sqrt(0.4);
  std::array<AxisMoments, 3> axes;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    model.reach[axis] = std::max(2, static_cast<int>(std::ceil(0.5 * wavelengthA / voxelSize[axis])));
    axes[axis] = axisMoments(perA * voxelSize[axis], model.reach[axis], weight == Weight::Intended ? 0.5 : 1.0,
                             model.kernel[axis]);
  }
  for (int m = 0; m < kMoments; ++m) {
    const Power3& power = kMonomials[at(m)];
    model.ofOne(m) = axes[0].weight[at(power[0])] * axes[1].weight[at(power[1])] * axes[2].weight[at(power[2])];
  }

  model.signal.setZero();
  model.noise.setZero();
  model.noiseTrace = model.ofOne(0);
  for (int parity = 0, first = 0; parity < 8; first += kClassSize[at(parity++)]) {
    const int size = kClassSize[at(parity)];
    const Small weighted = gram(axes, first, size, false), squared = gram(axes, first, size, true);
    const Small alone = projection(functions(first, size), weighted);
    Small signal = alone;
    if (parity == 0) {  // with the constant its functions span the whole class
      signal = weighted.inverse();
      signal(0, 0) -= 1 / weighted(0, 0);
    }
    const Small columns = factorOf(signal, size == 4 ? 3 : 1);
    store(model.factor, parity, columns);
    const Eigen::SelfAdjointEigenSolver<Small> ofLambda(columns.transpose() * squared * columns);
    for (const double value : ofLambda.eigenvalues()) model.eigenvalues.push_back(value);
    model.signal.block(first, first, size, size) = signal;
    model.noise.block(first, first, size, size) = alone;
    model.noiseTrace -= (alone * squared).trace();
  }
  std::ranges::sort(model.eigenvalues, std::greater<>());
  std::erase_if(model.eigenvalues, [&](double value) { return value < kNull * model.eigenvalues.front(); });
  return model;
}

std::vector<double> wavelengths(double voxelSize, double stepA) {
  const double first = std::round(22 * voxelSize) / 10, last = std::round(8 * voxelSize) / 2;
  std::vector<double> tested;
  for (int i = 0;; ++i) {
    // to 0.001 A, so that 3.3 + 1 is 4.3
    tested.push_back(std::round(1000 * (first + i * stepA)) / 1000);
    if (tested.back() >= last) return tested;
  }
}

}  // namespace vitrine::resmap
