// Installs the program into an empty folder and looks at it as a desktop does.
#include "core/mapio/writer.hpp"
#include "core/volume/volume.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <QFileInfo>
#include <QMimeDatabase>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

std::string textOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A path for the shell.
std::string quoted(const fs::path& path) {
  std::string text = "'";
  return text.append(path.string()).append("'");
}

/// The status of `program` with what follows it.
int shell(std::string program, const std::string& rest) {
  return std::system(program.append(" ").append(rest).c_str());
}

/// Installed once for all tests.
const fs::path& installed() {
  static const TemporaryFolder folder;
  static const bool done = [] {
    std::string rest = "--install '" VITRINE_BINARY_DIR "' --prefix ";
    rest.append(quoted(folder.path())).append(" >/dev/null");
    return shell(quoted(VITRINE_CMAKE), rest) == 0;
  }();
  EXPECT_TRUE(done);
  return folder.path();
}

TEST(Installed, HasWhatADesktopLooksFor) {
  for (const char* file :
       {"bin/vitrine", "share/applications/org.vitrine.Vitrine.desktop",
        "share/metainfo/org.vitrine.Vitrine.metainfo.xml", "share/mime/packages/org.vitrine.Vitrine.xml",
        "share/icons/hicolor/scalable/apps/org.vitrine.Vitrine.svg", "share/thumbnailers/vitrine.thumbnailer",
        "share/man/man1/vitrine.1", "share/bash-completion/completions/vitrine",
        "share/zsh/vendor-completions/_vitrine", "share/fish/vendor_completions.d/vitrine.fish"})
    EXPECT_GT(fs::exists(installed() / file) ? fs::file_size(installed() / file) : 0, 100U) << file;
}

TEST(Installed, MapsAndSessionsAreKnownByContentAndName) {
  if (std::system("command -v update-mime-database >/dev/null") != 0) GTEST_SKIP() << "no update-mime-database";
  const fs::path mime = installed() / "share/mime";
  std::string rest = quoted(mime);
  ASSERT_EQ(shell("update-mime-database", rest.append(" 2>/dev/null")), 0);
  std::string share = (installed() / "share").string();
  share.append(":/usr/share");
  setenv("XDG_DATA_DIRS", share.c_str(), 1);
  const TemporaryFolder folder;
  Volume volume(Grid{{4, 4, 4}, {1, 1, 1}, {}});
  std::ranges::fill(volume.data, 1.0F);
  Progress progress;
  save(folder / "a.mrc", volume, {}, progress);
  fs::copy(folder / "a.mrc", folder / "b.map");
  fs::copy(folder / "a.mrc", folder / "without_suffix");
  std::ofstream(folder / "d.vitrine") << "{}";
  const QMimeDatabase database;
  const auto type = [&](const char* name) {
    return database.mimeTypeForFile(QString::fromStdString((folder / name).string())).name().toStdString();
  };
  EXPECT_EQ(type("a.mrc"), "application/x-mrc");
  EXPECT_EQ(type("b.map"), "application/x-ccp4-map");
  EXPECT_EQ(type("without_suffix"), "application/x-ccp4-map");
  EXPECT_EQ(type("d.vitrine"), "application/x-vitrine-session");
}

TEST(Installed, TheEntryOpensWhatTheProgramReads) {
  const std::string entry = textOf(installed() / "share/applications/org.vitrine.Vitrine.desktop");
  const std::string types = textOf(installed() / "share/mime/packages/org.vitrine.Vitrine.xml");
  const std::string thumbnailer = textOf(installed() / "share/thumbnailers/vitrine.thumbnailer");
  for (const char* type : {"application/x-mrc", "application/x-ccp4-map", "application/x-vitrine-session"}) {
    EXPECT_NE(entry.find(type), std::string::npos) << type;
    EXPECT_NE(types.find(type), std::string::npos) << type;
  }
  EXPECT_NE(thumbnailer.find("application/x-mrc;application/x-ccp4-map;"), std::string::npos);
}

TEST(Installed, TheThumbnailerDrawsAMap) {
  const TemporaryFolder folder;
  Volume volume(Grid{{16, 16, 16}, {1, 1, 1}, {}});
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) volume.data[i] = static_cast<float>(i % 17);
  Progress progress;
  save(folder / "a.mrc", volume, {}, progress);
  // The line of the thumbnailer as a file manager runs it.
  const std::string text = textOf(installed() / "share/thumbnailers/vitrine.thumbnailer");
  const std::size_t begin = text.find("Exec=vitrine ") + 13;
  std::string line = text.substr(begin, text.find('\n', begin) - begin);
  const std::pair<std::string, std::string> values[] = {
      {"%i", quoted(folder / "a.mrc")}, {"%o", quoted(folder / "t")}, {"%s", "64"}};
  for (const auto& [code, value] : values) line.replace(line.find(code), 2, value);
  ASSERT_EQ(shell(quoted(installed() / "bin/vitrine"), line), 0) << line;
  EXPECT_TRUE(textOf(folder / "t").starts_with("\x89PNG"));
}

}  // namespace
}  // namespace vitrine::test
