#include "tests/app/program.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace vitrine::test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::minutes(2);
constexpr auto kPollInterval = std::chrono::milliseconds(5);

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int statusOf(int raw) { return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw); }

void becomeVitrine(const std::vector<std::string>& arguments, const RunOptions& options, int out, int err) {
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(127);
  for (const auto& [name, value] : options.environment)
    if (value)
      setenv(name.c_str(), value->c_str(), 1);
    else
      unsetenv(name.c_str());
  if (options.fileSizeLimit) {
    const auto bytes = static_cast<rlim_t>(*options.fileSizeLimit);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  std::string program = VITRINE_PROGRAM;
  std::vector<char*> argv{program.data()};
  std::vector<std::string> copies = arguments;
  for (std::string& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);
  execv(program.c_str(), argv.data());
  _exit(127);
}

}  // namespace

Running::Running(const std::vector<std::string>& arguments, const RunOptions& options) {
  std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-run-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  m_folder = pattern;
  m_out = m_folder / "out";
  m_err = m_folder / "err";
  const std::string outFile = options.outTo.empty() ? m_out.string() : options.outTo;
  const int out = open(outFile.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int err = open(m_err.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  m_process = fork();
  if (m_process == 0) becomeVitrine(arguments, options, out, err);
  close(out);
  close(err);
}

Running::~Running() {
  if (m_process > 0) {
    kill(m_process, SIGKILL);
    waitpid(m_process, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(m_folder, ignored);
}

void Running::signal(int number) const { kill(m_process, number); }

bool Running::waitForError(const std::string& text) const {
  for (const auto end = Clock::now() + std::chrono::minutes(1); Clock::now() < end;
       std::this_thread::sleep_for(kPollInterval)) {
    if (contentOf(m_err).find(text) != std::string::npos) return true;
    siginfo_t state{};
    if (waitid(P_PID, static_cast<id_t>(m_process), &state, WEXITED | WNOHANG | WNOWAIT) != 0 || state.si_pid != 0)
      return false;
  }
  return false;
}

Ended Running::wait() {
  int raw = 0;
  for (const auto end = Clock::now() + kPatience; waitpid(m_process, &raw, WNOHANG) == 0;
       std::this_thread::sleep_for(kPollInterval))
    if (Clock::now() > end) kill(m_process, SIGKILL);
  m_process = -1;
  return {statusOf(raw), contentOf(m_out), contentOf(m_err)};
}

Ended runVitrine(const std::vector<std::string>& arguments, const RunOptions& options) {
  return Running(arguments, options).wait();
}

}  // namespace vitrine::test
