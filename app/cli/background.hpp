// Work beside the event loop: the main thread keeps looping, so that Ctrl-C is heard and plots can be recorded in it.
#pragma once

#include <functional>
#include <stop_token>

class QSocketNotifier;
class QThreadPool;

namespace vitrine::cli {

/// While it lives, Ctrl-C and SIGTERM ask for a stop instead of killing; a second one kills. One at a time.
class Interrupt {
public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  /// Called in the main thread's event loop when the signal comes, beside stop().request_stop().
  void setHandler(std::function<void()> handler) { m_handler = std::move(handler); }
  std::stop_token token() const { return m_stop.get_token(); }
  /// 0, or the signal that came.
  int signal() const;

private:
  std::stop_source m_stop;
  std::function<void()> m_handler;
  QSocketNotifier* m_notifier = nullptr;
  int m_pipe[2] = {-1, -1};
};

/// Runs `work` in the pool while the calling thread's event loop runs; rethrows what it throws.
void runBeside(QThreadPool& pool, const std::function<void()>& work);

}  // namespace vitrine::cli
