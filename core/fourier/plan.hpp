// One-dimensional complex transforms of FFTW, single precision, as values. Private to core/fourier.
#pragma once

#include <complex>

struct fftwf_plan_s;

namespace vitrine {

enum class Direction { Forward, Inverse };

/// A serial plan of length n, made with FFTW_ESTIMATE: the same plan, so the same rounding, in every run. FFTW's
/// planner is not thread-safe; making and destroying plans takes one lock of this file. Executing needs none.
class ColumnPlan {
public:
  /// Alignment in bytes that the arrays given to execute() must have.
  static constexpr int kAlignment = 64;

  /// @throws std::bad_alloc if FFTW makes no plan
  ColumnPlan(int n, Direction direction);
  ~ColumnPlan();
  ColumnPlan(const ColumnPlan&) = delete;
  ColumnPlan& operator=(const ColumnPlan&) = delete;

  int length() const { return m_length; }
  /// out = transform of in, unscaled. @pre both aligned, not overlapping, n values each
  void execute(std::complex<float>* in, std::complex<float>* out) const;

private:
  int m_length;
  fftwf_plan_s* m_plan;
};

}  // namespace vitrine
