// How long work tells how far it is, shows partial results and learns that it should stop.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>

namespace vitrine {

struct CheckResult;

/// Receives progress. Called from any thread, possibly often: implementations drop what comes too fast, and never
/// throw.
class ProgressSink {
public:
  virtual ~ProgressSink() = default;
  /// @param fraction  0..1 of the whole job; does not decrease except by rounding
  virtual void progress(double fraction, std::string_view stage) noexcept = 0;
  /// A result that is not finished yet (a first curve), for live views.
  virtual void partial(const CheckResult&) noexcept {}
};

/// A share of a progress bar and the right to ask whether to stop. Passed down by reference, never global.
/// Sub-steps are weighted: `Progress reading = progress.part(0.3, "half map 1");` owns the next 30 % of this bar.
/// report() and stopRequested() may be called from any thread; part() only by the owner.
class Progress {
public:
  Progress() = default;  ///< nobody listens, nobody stops
  Progress(ProgressSink* sink, std::stop_token stop) : m_sink(sink), m_stop(std::move(stop)) {}

  /// A child owning the next `share` (0..1) of this bar.
  Progress part(double share, std::string_view stage = {});
  /// Parts handed out so far count as done.
  void report(double fraction) const noexcept { report(fraction, m_stage); }
  void report(double fraction, std::string_view stage) const noexcept;
  void publish(const CheckResult& partial) const noexcept;

  bool stopRequested() const noexcept { return m_stop.stop_requested(); }
  /// @throws Cancelled
  void throwIfStopped() const;
  const std::stop_token& stopToken() const noexcept { return m_stop; }

private:
  ProgressSink* m_sink = nullptr;
  std::stop_token m_stop;
  std::string m_stage;
  double m_begin = 0;
  double m_length = 1;
  double m_handedOut = 0;
};

}  // namespace vitrine
