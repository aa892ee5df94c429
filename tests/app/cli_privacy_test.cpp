// Nothing leaves the machine: the system calls of whole runs are traced, and no socket is anything but local.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

/// Runs the program under strace. Empty if this machine does not allow to trace.
std::vector<std::string> socketCalls(const fs::path& folder, const std::string& arguments, int* status) {
  const fs::path trace = folder / "trace.txt";
  const std::string command = "cd " + folder.string() + " && QT_QPA_PLATFORM=offscreen strace -f -e trace=network -o " +
                              trace.string() + " " + VITRINE_PROGRAM + " " + arguments + " > out.txt 2> err.txt";
  *status = std::system(command.c_str());
  std::vector<std::string> lines;
  std::ifstream file(trace);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// Calls that open a way out: a socket of another family than AF_UNIX, or a connection to an address.
std::vector<std::string> waysOut(const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  for (const std::string& line : lines) {
    const bool opens = line.find("socket(") != std::string::npos || line.find("socketpair(") != std::string::npos;
    const bool goes = line.find("connect(") != std::string::npos || line.find("sendto(") != std::string::npos;
    if ((opens && line.find("(AF_UNIX") == std::string::npos) || (goes && line.find("AF_INET") != std::string::npos))
      out.push_back(line);
  }
  return out;
}

bool canTrace(const fs::path& folder) {
  const std::string probe =
      "strace -f -e trace=network -o " + (folder / "probe.txt").string() + " true > /dev/null 2>&1";
  return std::system(probe.c_str()) == 0;
}

class Privacy : public ::testing::TestWithParam<const char*> {};

TEST_P(Privacy, NoSocketIsOpenedButTheDisplaysAndTheDesktops) {
  const TemporaryFolder folder;
  if (!canTrace(folder.path())) GTEST_SKIP() << "strace is not installed or this machine does not allow ptrace";
  writeBall(folder / "ball.mrc");
  int status = -1;
  const std::vector<std::string> lines = socketCalls(folder.path(), GetParam(), &status);
  std::ifstream errors(folder / "err.txt");
  const std::string told{std::istreambuf_iterator<char>(errors), {}};
  EXPECT_EQ(status, 0) << told;
  ASSERT_FALSE(lines.empty()) << "the trace has at least the ends of the processes";
  for (const std::string& line : waysOut(lines)) ADD_FAILURE() << line;
}

INSTANTIATE_TEST_SUITE_P(Of, Privacy,
                         ::testing::Values("ball.mrc --screenshot window.png",
                                           "report ball.mrc --checks 0.a,0.b --json r.json --pdf r.pdf --html r.html",
                                           "info ball.mrc"));

TEST(Privacy, TheTestItselfSeesAWayOut) {
  const std::vector<std::string> lines{"12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3",
                                       "12 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 4",
                                       "12 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 5",
                                       "12 connect(4, {sa_family=AF_INET, sin_port=htons(53)}, 16) = 0",
                                       "12 +++ exited with 0 +++"};
  EXPECT_EQ(waysOut(lines).size(), 3U);
}

}  // namespace
}  // namespace vitrine::test
