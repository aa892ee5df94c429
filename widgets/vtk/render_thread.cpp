#include "widgets/vtk/render_thread.hpp"

#include "core/base/thread_niceness.hpp"

#include <algorithm>

namespace vitrine::ui {

std::shared_ptr<RenderThread> RenderThread::shared() {
  static std::mutex mutex;
  static std::weak_ptr<RenderThread> current;
  const std::scoped_lock lock(mutex);
  auto thread = current.lock();
  if (thread == nullptr) {
    thread = std::make_shared<RenderThread>();
    current = thread;
  }
  return thread;
}

RenderThread::RenderThread() : m_thread([this](const std::stop_token& stop) { run(stop); }) {}

RenderThread::~RenderThread() {
  m_thread.request_stop();
  m_thread.join();
}

void RenderThread::add(std::shared_ptr<RenderClient> client) {
  {
    const std::scoped_lock lock(m_mutex);
    m_clients.push_back(std::move(client));
    m_woken = true;
  }
  m_changed.notify_one();
}

void RenderThread::wake() {
  {
    const std::scoped_lock lock(m_mutex);
    m_woken = true;
  }
  m_changed.notify_one();
}

void RenderThread::run(const std::stop_token& stop) {
  yieldTo(kNicenessOfPictures);  // before there is a context: Mesa's own threads are started by this one
  std::vector<std::shared_ptr<RenderClient>> finished;
  while (!stop.stop_requested()) {
    std::shared_ptr<RenderClient> chosen;
    {
      std::unique_lock lock(m_mutex);
      m_woken = false;
      const auto ended = std::stable_partition(m_clients.begin(), m_clients.end(),
                                               [](const auto& client) { return !client->isFinished(); });
      std::move(ended, m_clients.end(), std::back_inserter(finished));
      m_clients.erase(ended, m_clients.end());
      const auto now = RenderClock::now();
      RenderClient::Turn best;
      auto earliest = RenderClock::time_point::max();
      for (const auto& client : m_clients) {
        const RenderClient::Turn turn = client->next();
        earliest = std::min(earliest, turn.when);
        if (turn.when <= now && (chosen == nullptr || turn.rank < best.rank)) {
          best = turn;
          chosen = client;
        }
      }
      // Those that have just run go to the end, so that equals take turns.
      if (chosen != nullptr)
        std::rotate(std::find(m_clients.begin(), m_clients.end(), chosen),
                    std::find(m_clients.begin(), m_clients.end(), chosen) + 1, m_clients.end());
      else if (finished.empty()) {
        const auto isWoken = [this] { return m_woken; };
        if (earliest == RenderClock::time_point::max())
          m_changed.wait(lock, stop, isWoken);
        else
          m_changed.wait_until(lock, stop, earliest, isWoken);
      }
    }
    finished.clear();  // outside the lock: releasing buffers takes time
    if (chosen != nullptr) chosen->step();
  }
  m_clients.clear();
}

}  // namespace vitrine::ui
