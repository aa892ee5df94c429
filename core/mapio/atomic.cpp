// Outputs that appear complete or not at all.
#include "core/base/number_text.hpp"
#include "core/mapio/writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& target, const std::string& reason) {
  throw OutputError(target.string() + ": could not be written: " + reason + ". [E-WRITE]");
}
[[noreturn]] void failWith(const fs::path& target, int code) { fail(target, std::generic_category().message(code)); }

class Descriptor {
public:
  Descriptor(const fs::path& path, int flags, mode_t mode = 0666)
      : m_value(open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~Descriptor() {
    if (m_value >= 0) close(m_value);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return m_value; }
  /// False with errno set: some file systems report a full disk only here.
  bool closeNow() { return close(std::exchange(m_value, -1)) == 0; }

private:
  int m_value;
};

/// Removes the unfinished file unless it has been renamed.
class PartFile {
public:
  explicit PartFile(fs::path path) : m_path(std::move(path)) { unlink(m_path.c_str()); }
  ~PartFile() {
    if (!m_kept) unlink(m_path.c_str());
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  const fs::path& path() const { return m_path; }
  void keep() { m_kept = true; }

private:
  fs::path m_path;
  bool m_kept = false;
};

bool writeAll(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t done = write(descriptor, content.data(), std::min<std::size_t>(content.size(), 1 << 24));
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

fs::path folderOf(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

/// Where a chain of symbolic links ends; the path itself if it is none or dangles.
fs::path resolved(const fs::path& target) {
  std::error_code error;
  if (!fs::is_symlink(target, error)) return target;
  const fs::path end = fs::canonical(target, error);
  return error ? target : end;
}

/// Devices and pipes cannot be replaced by a rename; they receive the finished bytes.
void copyInto(const fs::path& part, const fs::path& device) {
  const Descriptor in(part, O_RDONLY), out(device, O_WRONLY | O_NOCTTY);
  if (in.get() < 0 || out.get() < 0) failWith(device, errno);
  std::string block(1 << 20, '\0');
  for (;;) {
    const ssize_t got = read(in.get(), block.data(), block.size());
    if (got < 0) failWith(device, errno);
    if (got == 0) return;
    if (!writeAll(out.get(), {block.data(), static_cast<std::size_t>(got)})) failWith(device, errno);
  }
}

}  // namespace

void refuseOverwriting(const fs::path& target, const std::vector<fs::path>& inputs) {
  struct stat a {
  }, b{};
  if (stat(target.c_str(), &a) != 0) return;
  for (const fs::path& input : inputs)
    if (stat(input.c_str(), &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino)
      fail(target, "it is the input " + input.string() + "; choose another name");
}

void requireFreeSpace(const fs::path& target, std::int64_t bytes) {
  struct statvfs s {};
  if (statvfs(folderOf(resolved(target)).c_str(), &s) != 0) return;  // writing itself will tell
  const auto available = static_cast<double>(s.f_bavail) * static_cast<double>(s.f_frsize);
  if (static_cast<double>(bytes) > available)
    fail(target, "it needs " + bytesText(bytes) + " and the disk has " +
                     bytesText(static_cast<std::int64_t>(available)) + " left");
}

void writeAtomically(const fs::path& requested, const std::function<void(const fs::path& part)>& write) {
  const fs::path target = resolved(requested);
  struct stat existing {};
  const bool exists = stat(target.c_str(), &existing) == 0;
  if (exists && S_ISDIR(existing.st_mode)) fail(requested, "it is a folder");
  if (!target.has_filename()) fail(requested, "it has no file name");
  const bool isDevice = exists && !S_ISREG(existing.st_mode);
  const fs::path folder = isDevice ? fs::temp_directory_path() : folderOf(target);
  struct stat folderStat {};
  if (stat(folder.c_str(), &folderStat) != 0) failWith(requested, errno);
  if (!S_ISDIR(folderStat.st_mode)) failWith(requested, ENOTDIR);

  PartFile part(folder / (target.filename().string() + ".part-" + std::to_string(getpid())));
  {
    // Made here, so that a folder without permission is reported with the system's reason whatever `write` uses.
    const Descriptor made(part.path(), O_WRONLY | O_CREAT | O_TRUNC);
    if (made.get() < 0) failWith(requested, errno);
  }
  write(part.path());
  {
    Descriptor done(part.path(), O_RDWR);
    if (done.get() < 0) failWith(requested, errno);
    if (exists && !isDevice) (void)!fchmod(done.get(), existing.st_mode & 07777);
    if (fsync(done.get()) != 0 && errno != EINVAL) failWith(requested, errno);
    if (!done.closeNow()) failWith(requested, errno);
  }
  if (isDevice) return copyInto(part.path(), target);
  if (rename(part.path().c_str(), target.c_str()) != 0) failWith(requested, errno);
  part.keep();
  const Descriptor directory(folder, O_RDONLY | O_DIRECTORY);
  if (directory.get() >= 0) fsync(directory.get());  // the file is whole already; this only hurries the name to disk
}

void writeAtomically(const fs::path& target, std::string_view content) {
  writeAtomically(target, [&](const fs::path& part) {
    Descriptor out(part, O_WRONLY | O_TRUNC);
    if (out.get() < 0 || !writeAll(out.get(), content) || !out.closeNow()) failWith(target, errno);
  });
}

}  // namespace vitrine
