#include "app/cli/background.hpp"

#include "app/runner/qt_executor.hpp"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QThreadPool>

#include <fcntl.h>
#include <unistd.h>
#include <atomic>
#include <csignal>
#include <exception>

namespace vitrine::cli {
namespace {

// What a signal handler may touch.
std::atomic<int> receivedSignal{0};
std::atomic<int> wakeUp{-1};

void onSignal(int number) {
  receivedSignal = number;
  const char byte = 1;
  const ssize_t ignored = ::write(wakeUp, &byte, 1);
  static_cast<void>(ignored);
}

void handle(int number, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
  receivedSignal = 0;
  if (pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return;  // then signals kill, as without us
  wakeUp = m_pipe[1];
  m_notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read);
  QObject::connect(m_notifier, &QSocketNotifier::activated, m_notifier, [this] {
    m_notifier->setEnabled(false);
    m_stop.request_stop();
    if (m_handler) m_handler();
  });
  constexpr int kSecondOneKills = SA_RESETHAND | SA_RESTART;
  handle(SIGINT, onSignal, kSecondOneKills);
  handle(SIGTERM, onSignal, kSecondOneKills);
}

Interrupt::~Interrupt() {
  if (m_notifier == nullptr) return;
  handle(SIGINT, SIG_DFL, 0);
  handle(SIGTERM, SIG_DFL, 0);
  wakeUp = -1;
  delete m_notifier;
  close(m_pipe[0]);
  close(m_pipe[1]);
}

int Interrupt::signal() const { return receivedSignal; }

void runBeside(QThreadPool& pool, const std::function<void()>& work) {
  QEventLoop loop;
  std::exception_ptr failure;
  pool.start([&] {
    try {
      const ui::FlushSubnormals flush;
      work();
    } catch (...) {
      failure = std::current_exception();
    }
    QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
  });
  loop.exec();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace vitrine::cli
