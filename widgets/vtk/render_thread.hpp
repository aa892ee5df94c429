// The one thread that draws with VTK.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace vitrine::ui {

using RenderClock = std::chrono::steady_clock;

/// Something that needs pictures: a window's surface, a figure of the report. Its work is cut into steps of some 10 ms,
/// so that several clients share the thread.
class RenderClient {
public:
  virtual ~RenderClient() = default;  ///< on the render thread

  struct Turn {
    RenderClock::time_point when = RenderClock::time_point::max();  ///< max(): nothing to do
    int rank = 0;                                                   ///< of those due, the lowest goes first
  };
  /// When the next step should run. Called with the thread's lock held: be quick, do not call the thread.
  virtual Turn next() = 0;
  /// One piece of work on the render thread.
  virtual void step() noexcept = 0;
  /// No step will ever be needed again.
  virtual bool isFinished() = 0;
};

/// The only thread of the program that is neither the GUI's nor the pool's. It exists because OpenGL contexts and VTK's
/// caches belong to one thread, and because a software-rendered picture must not hold up the event loop. It lives as
/// long as somebody holds it, and every context is made, used and destroyed on it.
class RenderThread {
public:
  /// The process's thread, started now if there is none.
  static std::shared_ptr<RenderThread> shared();
  RenderThread();
  /// Waits for the step that is running (clients stop theirs early when asked) and lets go of all clients.
  ~RenderThread();
  RenderThread(const RenderThread&) = delete;
  RenderThread& operator=(const RenderThread&) = delete;

  void add(std::shared_ptr<RenderClient> client);
  /// Some client's next() has changed.
  void wake();

private:
  void run(const std::stop_token& stop);

  std::mutex m_mutex;
  std::condition_variable_any m_changed;
  bool m_woken = false;
  std::vector<std::shared_ptr<RenderClient>> m_clients;
  std::jthread m_thread;  // last: started when all else exists
};

}  // namespace vitrine::ui
