// Opening folders and several files: roles are found, their reasons shown, and corrected in the Data dock.
#include "app/window/left_out_files.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/random.hpp"
#include "core/mapio/writer.hpp"
#include "tests/app/window_support.hpp"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class WindowOpenTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init();
  void cleanup() { closeWindow(); }
  void fiveDroppedFilesOfACryosparcJobFindTheirRoles();
  void aDroppedFolderIsOpenedWhole();
  void rolesAreCorrectedInTheRow();
  void aFileThatWasLeftOutIsUsed();
  void aFolderWithoutMapsIsToldWithoutABox();
  void companionsDroppedTogetherJoinTheOpenMap();
  void openingAnotherMapForgetsTheReasons();

private:
  QString job(const char* output) const {
    return path("") + QStringLiteral("job/J42_003_volume_%1.mrc").arg(QLatin1String(output));
  }
  QString fileOf(Role role) const {
    const OpenRequest& request = m_window->workspace()->request();
    const std::optional<std::filesystem::path> files[] = {request.map, request.half1, request.half2, request.mask};
    const auto& file = files[static_cast<std::size_t>(role)];
    return file ? QString::fromStdString(file->filename().string()) : QString();
  }
  void choose(QWidget* owner, const QString& first, const QString& second = {});
};

namespace {

/// Balls that differ by their noise; a mask of 0 and 1.
void writeJobMap(const std::filesystem::path& file, std::uint64_t seed, bool isMask) {
  constexpr int kEdge = 32;
  Volume volume(Grid{{kEdge, kEdge, kEdge}, {2, 2, 2}, {}});
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) {
    const Index3 v = volume.grid.voxelOf(i);
    const double r = std::hypot(v[0] - 16, v[1] - 16, v[2] - 16);
    volume.data[i] =
        isMask
            ? (r < 9 ? 1.0F : 0.0F)
            : static_cast<float>(1 / (1 + std::exp(r - 6)) + 0.02 * randomNormal(seed, static_cast<std::uint64_t>(i)));
  }
  Progress progress;
  save(file, volume, {}, progress);
}

}  // namespace

void WindowOpenTest::init() {
  openWindow();
  std::filesystem::create_directory(*m_folder / "job");
  std::uint64_t seed = 1;
  for (const char* output : {"map", "map_sharp", "map_half_A", "map_half_B"})
    writeJobMap(job(output).toStdString(), seed++, false);
  writeJobMap(job("mask_fsc_auto").toStdString(), 0, true);
}

/// Opens the menu of a button and clicks the named entry (of the named sub-menu).
void WindowOpenTest::choose(QWidget* owner, const QString& first, const QString& second) {
  auto* button = qobject_cast<QToolButton*>(owner);
  QVERIFY(button != nullptr && button->menu() != nullptr);
  QMenu* menu = button->menu();
  emit menu->aboutToShow();
  for (QAction* action : menu->actions()) {
    if (action->text() != first) continue;
    if (second.isEmpty()) {
      action->trigger();
      return;
    }
    QVERIFY(action->isEnabled());
    for (QAction* inner : action->menu()->actions())
      if (inner->text() == second) {
        inner->trigger();
        return;
      }
  }
  QFAIL(qPrintable(first + QStringLiteral(" is not in the menu")));
}

void WindowOpenTest::fiveDroppedFilesOfACryosparcJobFindTheirRoles() {
  QSignalSpy shown(m_window.get(), &VitrineWindow::pictureShown);
  drop(m_window.get(), {job("mask_fsc_auto"), job("map_half_B"), job("map"), job("map_sharp"), job("map_half_A")});
  waitForLevel();
  QTRY_VERIFY_WITH_TIMEOUT(shown.count() > 0, kPatience);
  QCOMPARE(fileOf(Role::Map), QStringLiteral("J42_003_volume_map_sharp.mrc"));
  QCOMPARE(fileOf(Role::Half1), QStringLiteral("J42_003_volume_map_half_A.mrc"));
  QCOMPARE(fileOf(Role::Half2), QStringLiteral("J42_003_volume_map_half_B.mrc"));
  QCOMPARE(fileOf(Role::Mask), QStringLiteral("J42_003_volume_mask_fsc_auto.mrc"));
  const DataDock* data = m_window->data();
  QTRY_COMPARE_WITH_TIMEOUT(data->row(Role::Half1)->stateText(), QStringLiteral("OK"), kPatience);
  QCOMPARE(data->row(Role::Map)->reason(), QStringLiteral("named *_sharp, box as the half maps"));
  QCOMPARE(data->row(Role::Mask)->reason(), QStringLiteral("named *mask_fsc_auto*"));
  QCOMPARE(data->row(Role::Mask)->accessibleDescription(), data->row(Role::Mask)->reason());
  QCOMPARE(data->leftOut()->count(), 1);
  QVERIFY(data->leftOut()->isVisible());
}

void WindowOpenTest::aDroppedFolderIsOpenedWhole() {
  drop(m_window.get(), {path("job")});
  waitForLevel();
  QCOMPARE(fileOf(Role::Map), QStringLiteral("J42_003_volume_map_sharp.mrc"));
  QCOMPARE(fileOf(Role::Half2), QStringLiteral("J42_003_volume_map_half_B.mrc"));
  QVERIFY(m_window->commands()[Command::OpenFolder]->isEnabled());
}

void WindowOpenTest::rolesAreCorrectedInTheRow() {
  drop(m_window.get(), {path("job")});
  waitForLevel();
  auto* row = m_window->findChild<QWidget*>(QStringLiteral("rowHalf1"));
  choose(row->findChild<QToolButton*>(), QStringLiteral("Use as"), QStringLiteral("Half map 2"));
  QTRY_COMPARE_WITH_TIMEOUT(fileOf(Role::Half1), QStringLiteral("J42_003_volume_map_half_B.mrc"), kPatience);
  QCOMPARE(fileOf(Role::Half2), QStringLiteral("J42_003_volume_map_half_A.mrc"));
  waitForLevel();
  choose(m_window->findChild<QWidget*>(QStringLiteral("rowMask"))->findChild<QToolButton*>(), QStringLiteral("Use as"),
         QStringLiteral("Map"));
  QTRY_COMPARE_WITH_TIMEOUT(fileOf(Role::Map), QStringLiteral("J42_003_volume_mask_fsc_auto.mrc"), kPatience);
  QCOMPARE(fileOf(Role::Mask), QStringLiteral("J42_003_volume_map_sharp.mrc"));
  QVERIFY(m_window->data()->leftOut()->count() == 1);  // still offered
  waitForLevel();
}

void WindowOpenTest::aFileThatWasLeftOutIsUsed() {
  drop(m_window.get(), {path("job")});
  waitForLevel();
  auto* heading = m_window->findChild<QToolButton*>(QStringLiteral("leftOutHeading"));
  QTest::mouseClick(heading, Qt::LeftButton);
  auto* use = m_window->findChild<QToolButton*>(QStringLiteral("useLeftOut"));
  QVERIFY(use != nullptr && use->isVisible());
  choose(use, QStringLiteral("Map"));
  QTRY_COMPARE_WITH_TIMEOUT(fileOf(Role::Map), QStringLiteral("J42_003_volume_map.mrc"), kPatience);
  QCOMPARE(fileOf(Role::Half1), QStringLiteral("J42_003_volume_map_half_A.mrc"));  // the rest stays
  waitForLevel();
}

void WindowOpenTest::aFolderWithoutMapsIsToldWithoutABox() {
  std::filesystem::create_directory(*m_folder / "empty");
  QSignalSpy ended(m_window.get(), &VitrineWindow::filesGathered);
  drop(m_window.get(), {path("empty")});
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  QVERIFY(m_window->message()->isVisible());
  QVERIFY(m_window->message()->text().contains(QStringLiteral("no map was found")));
  QVERIFY(QApplication::activeModalWidget() == nullptr);
  QVERIFY(m_window->workspace()->opened() == nullptr);
}

void WindowOpenTest::companionsDroppedTogetherJoinTheOpenMap() {
  m_window->openFiles({job("map")});
  waitForLevel();
  QCOMPARE(m_window->data()->row(Role::Map)->reason(), QString());  // the user said so
  drop(m_window.get(), {job("map_half_A"), job("map_half_B"), job("mask_fsc_auto")});
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->inputs().half2.has_value(), kPatience);
  QCOMPARE(fileOf(Role::Map), QStringLiteral("J42_003_volume_map.mrc"));
  QCOMPARE(fileOf(Role::Mask), QStringLiteral("J42_003_volume_mask_fsc_auto.mrc"));
  waitForLevel();
}

void WindowOpenTest::openingAnotherMapForgetsTheReasons() {
  drop(m_window.get(), {path("job")});
  waitForLevel();
  QVERIFY(m_window->data()->leftOut()->count() > 0);
  openBall(32);
  QTRY_COMPARE_WITH_TIMEOUT(fileOf(Role::Map), QStringLiteral("ball.mrc"), kPatience);
  QCOMPARE(m_window->data()->leftOut()->count(), 0);
  QCOMPARE(m_window->data()->row(Role::Map)->reason(), QString());
  waitForLevel();
}

QTEST_MAIN(WindowOpenTest)
#include "window_open_test.moc"
