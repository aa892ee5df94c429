#include "core/base/progress.hpp"

#include "core/base/error.hpp"

#include <algorithm>

namespace vitrine {

Progress Progress::part(double share, std::string_view stage) {
  Progress child = *this;
  share = std::clamp(share, 0.0, 1.0 - m_handedOut);
  child.m_begin = m_begin + m_handedOut * m_length;
  child.m_length = share * m_length;
  child.m_handedOut = 0;
  if (!stage.empty()) child.m_stage = stage;
  m_handedOut += share;
  child.report(0);
  return child;
}

void Progress::report(double fraction, std::string_view stage) const noexcept {
  if (m_sink != nullptr) m_sink->progress(m_begin + m_length * std::clamp(fraction, 0.0, 1.0), stage);
}

void Progress::publish(const CheckResult& partial) const noexcept {
  if (m_sink != nullptr) m_sink->partial(partial);
}

void Progress::throwIfStopped() const {
  if (m_stop.stop_requested()) throw Cancelled();
}

}  // namespace vitrine
