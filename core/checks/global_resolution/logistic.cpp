#include "core/checks/global_resolution/logistic.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>

namespace vitrine::global_resolution {
namespace {

constexpr int kMostIterations = 200;
constexpr double kSettled = 1e-12;  // relative change of the sum of squares
constexpr double kHopeless = 1e12;  // damping beyond which no step helps

/// 1 / (1 + exp(-t)) without overflow.
double sigmoid(double t) { return t >= 0 ? 1 / (1 + std::exp(-t)) : std::exp(t) / (1 + std::exp(t)); }

struct Samples {
  const std::vector<double>&x, &y, &sigma;

  double sumOfSquares(const Logistic& curve) const {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double r = (y[i] - curve.at(x[i])) / sigma[i];
      sum += r * r;
    }
    return sum;
  }
  /// Normal equations of the step in (depth, steepness, middle).
  void normal(const Logistic& curve, Eigen::Matrix3d& matrix, Eigen::Vector3d& right) const {
    matrix.setZero();
    right.setZero();
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double d = x[i] - curve.middle, g = sigmoid(curve.steepness * d), slope = curve.depth * g * (1 - g);
      const Eigen::Vector3d row = Eigen::Vector3d(-g, -slope * d, slope * curve.steepness) / sigma[i];
      matrix += row * row.transpose();
      right += row * ((y[i] - curve.at(x[i])) / sigma[i]);
    }
  }
  double rms(const Logistic& curve) const {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += (y[i] - curve.at(x[i])) * (y[i] - curve.at(x[i]));
    return std::sqrt(sum / static_cast<double>(x.size()));
  }
};

}  // namespace

double Logistic::at(double x) const { return 1 - depth * sigmoid(steepness * (x - middle)); }

std::optional<double> Logistic::frequencyOf(double level) const {
  const double ratio = depth / (1 - level) - 1;
  if (!(ratio > 0)) return std::nullopt;
  const double x = middle - std::log(ratio) / steepness;
  return x > 0 && std::isfinite(x) ? std::optional(x) : std::nullopt;
}

std::optional<LogisticFit> fitLogistic(const std::vector<double>& x, const std::vector<double>& y,
                                       const std::vector<double>& sigma, const Logistic& start) {
  if (x.size() < 4) return std::nullopt;
  const Samples samples{x, y, sigma};
  LogisticFit fit{start, 0, 0};
  double sum = samples.sumOfSquares(start), damping = 1e-3;
  bool isSettled = false;
  for (; !isSettled && fit.iterations < kMostIterations; ++fit.iterations) {
    Eigen::Matrix3d matrix;
    Eigen::Vector3d right;
    samples.normal(fit.curve, matrix, right);
    matrix.diagonal() *= 1 + damping;
    const Eigen::Vector3d step = matrix.ldlt().solve(right);
    const Logistic next{fit.curve.depth + step[0], fit.curve.steepness + step[1], fit.curve.middle + step[2]};
    const double nextSum = samples.sumOfSquares(next);
    if (std::isfinite(nextSum) && nextSum <= sum) {
      isSettled = sum - nextSum <= kSettled * sum;
      fit.curve = next;
      sum = nextSum;
      damping /= 10;
    } else {
      damping *= 10;
      isSettled = damping > kHopeless;
    }
  }
  const bool isFalling = fit.curve.depth > 0 && fit.curve.steepness > 0;
  fit.rms = samples.rms(fit.curve);
  if (!isSettled || !isFalling || !std::isfinite(fit.rms)) return std::nullopt;
  return fit;
}

}  // namespace vitrine::global_resolution
