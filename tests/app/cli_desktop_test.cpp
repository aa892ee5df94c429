// What desktop and shell use: thumbnails, completion scripts, the manual page.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <QImage>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

/// Pixels that are not the ground.
int inked(const QImage& image) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += qGray(image.pixel(x, y)) < 245 ? 1 : 0;
  return count;
}

TEST(Thumbnail, ShowsTheSurface) {
  const TemporaryFolder folder;
  const std::string map = writeBall(folder / "ball.mrc", 48), picture = (folder / "t.png").string();
  const Ended ended = runVitrine({"thumbnail", map, picture, "--size", "96"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out + ended.err, "");
  const QImage image(QString::fromStdString(picture));
  EXPECT_EQ(image.size(), QSize(96, 96));
  EXPECT_GT(inked(image), 96 * 96 / 10);
  EXPECT_LT(inked(image), 96 * 96 * 9 / 10);
}

TEST(Thumbnail, EveryKindOfMapHasOne) {
  const std::string kinds[] = {"ok_f32.mrc",      "be_i16.mrc",  "nibbles_odd_padded.mrc",
                               "axes_321_i8.mrc", "nan_inf.mrc", "volumes_2.mrc",
                               "constant.mrc",    "gzip.mrc.gz", "zstd.mrc.zst"};
  const std::string refused[] = {"rgb.mrc", "truncated.mrc"};
  const TemporaryFolder folder;
  const fs::path picture = folder / "t.png";
  std::size_t found = 0;
  for (const CorpusCase& file : corpus()) {
    const bool isShown = std::ranges::find(kinds, file.name) != std::end(kinds);
    if (!isShown && std::ranges::find(refused, file.name) == std::end(refused)) continue;
    ++found;
    const fs::path map = folder / file.name;
    writeFile(map, file.content);
    const Ended ended = runVitrine({"thumbnail", map.string(), picture.string(), "--size", "32"});
    EXPECT_EQ(ended.status, isShown ? 0 : 3) << file.name << " " << ended.err;
    EXPECT_EQ(fs::exists(picture), isShown) << file.name;
    EXPECT_EQ(std::ranges::count(ended.err, '\n'), isShown ? 0 : 1) << file.name << " " << ended.err;
    if (isShown) {
      EXPECT_EQ(QImage(QString::fromStdString(picture.string())).size(), QSize(32, 32)) << file.name;
    }
    fs::remove(picture);
  }
  EXPECT_EQ(found, std::size(kinds) + std::size(refused));
}

TEST(Thumbnail, SaysWhatItCannotDo) {
  const TemporaryFolder folder;
  const std::string map = writeBall(folder / "ball.mrc");
  EXPECT_EQ(runVitrine({"thumbnail", (folder / "absent.mrc").string(), (folder / "t.png").string()}).status, 3);
  EXPECT_EQ(runVitrine({"thumbnail", map, (folder / "no/t.png").string()}).status, 4);
  EXPECT_EQ(runVitrine({"thumbnail", map, map}).status, 4);
}

TEST(Completion, KnowsEveryCommandAndOption) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Ended script = runVitrine({"--completion", shell});
    EXPECT_EQ(script.status, 0);
    for (const char* word : {"report", "estimate", "thumbnail", "demo", "info", "threshold", "from", "volume-index"})
      EXPECT_NE(script.out.find(word), std::string::npos) << shell << " " << word;
  }
}

TEST(Completion, BashOffersWhatFits) {
  const TemporaryFolder folder;
  std::ofstream(folder / "script") << runVitrine({"--completion", "bash"}).out;
  const auto offered = [&](const std::string& words) {
    std::string command = "cd '" + folder.path().string() + "' && bash -c 'source ./script; COMP_WORDS=(";
    command.append(words).append("); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _vitrine; echo \"${COMPREPLY[@]}\"' >out");
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    std::ifstream out(folder / "out");
    return std::string(std::istreambuf_iterator<char>(out), {});
  };
  EXPECT_EQ(offered("vitrine repo"), "report\n");
  EXPECT_EQ(offered("vitrine report --thre"), "--threshold --threads\n");
  EXPECT_EQ(offered("vitrine info --thres"), "\n");
  EXPECT_EQ(offered("vitrine report m.map --mode0 u"), "unsigned\n");
  EXPECT_EQ(offered("vitrine report --mask scr"), "script\n");
}

TEST(ManPage, HasEveryOptionAndNoErrors) {
  const TemporaryFolder folder;
  const std::string page = runVitrine({"--man-page"}).out;
  std::ofstream(folder / "vitrine.1") << page;
  for (const char* part : {".SH NAME", "\\-\\-volume\\-index", "\\-\\-from", ".SH EXIT STATUS", ".SH THUMBNAIL"})
    EXPECT_NE(page.find(part), std::string::npos) << part;
  if (std::system("command -v mandoc >/dev/null") != 0) GTEST_SKIP() << "mandoc is not installed";
  const std::string lint = "mandoc -T lint -W error '" + (folder / "vitrine.1").string() + "'";
  EXPECT_EQ(std::system(lint.c_str()), 0);
}

}  // namespace
}  // namespace vitrine::test
