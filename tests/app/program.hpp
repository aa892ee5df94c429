// Runs the real program in a process of its own and tells how it ended.
#pragma once

#include <sys/types.h>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::test {

struct Ended {
  int status = -1;  ///< exit status; 128 + signal if it was killed
  std::string out, err;
};

struct RunOptions {
  std::filesystem::path folder;                                   ///< working folder; empty: ours
  std::map<std::string, std::optional<std::string>> environment;  ///< changes; nullopt unsets
  std::optional<long> fileSizeLimit;                              ///< bytes, RLIMIT_FSIZE: a disk that fills
  std::string outTo;                                              ///< file for stdout instead of `out`: "/dev/full"
};

/// Starts the program, waits for it. A run longer than two minutes is killed.
Ended runVitrine(const std::vector<std::string>& arguments, const RunOptions& options = {});

/// A program left running, for signals.
class Running {
public:
  explicit Running(const std::vector<std::string>& arguments, const RunOptions& options = {});
  ~Running();
  void signal(int number) const;
  /// Waits until stderr holds `text`. @return false if it ended or a minute passed before
  bool waitForError(const std::string& text) const;
  Ended wait();

private:
  pid_t m_process = -1;
  std::filesystem::path m_folder, m_out, m_err;
};

}  // namespace vitrine::test
