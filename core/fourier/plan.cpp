#include "core/fourier/plan.hpp"

#include <fftw3.h>

#include <memory>
#include <mutex>
#include <new>

namespace vitrine {
namespace {

std::mutex& plannerMutex() {
  static std::mutex mutex;
  return mutex;
}

fftwf_complex* native(std::complex<float>* values) { return reinterpret_cast<fftwf_complex*>(values); }

}  // namespace

ColumnPlan::ColumnPlan(int n, Direction direction) : m_length(n), m_plan(nullptr) {
  struct Free {
    void operator()(void* memory) const { ::operator delete (memory, std::align_val_t{kAlignment}); }
  };
  const auto allocate = [n] {
    return std::unique_ptr<void, Free>(
        ::operator new (sizeof(fftwf_complex) * static_cast<std::size_t>(n), std::align_val_t{kAlignment}));
  };
  const auto in = allocate();
  const auto out = allocate();
  const std::scoped_lock lock(plannerMutex());
  m_plan = fftwf_plan_dft_1d(n, static_cast<fftwf_complex*>(in.get()), static_cast<fftwf_complex*>(out.get()),
                             direction == Direction::Forward ? FFTW_FORWARD : FFTW_BACKWARD,
                             FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  if (m_plan == nullptr) throw std::bad_alloc();
}

ColumnPlan::~ColumnPlan() {
  const std::scoped_lock lock(plannerMutex());
  fftwf_destroy_plan(m_plan);
}

void ColumnPlan::execute(std::complex<float>* in, std::complex<float>* out) const {
  fftwf_execute_dft(m_plan, native(in), native(out));
}

}  // namespace vitrine
