// The surface's tools in the window: pick, hide dust, clip, save what is seen, pictures, the model.
#include "app/window/message_bar.hpp"
#include "app/window/photo_dialog.hpp"
#include "app/window/surface_panel.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QImageReader>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

constexpr int kEdge = 60;
constexpr double kVoxel = 2;
constexpr Vector3 kOrigin{-30, 10, 40};
constexpr double kLevel = 0.5;

struct Lump {
  Vector3 centre;  ///< voxels
  double radius;   ///< where the density is 0.5
};
/// A large ball at -x, a small one at +x, and dust.
constexpr Lump kLarge{{20, 30, 30}, 10}, kSmall{{46, 30, 30}, 5}, kDust{{30, 50, 30}, 1.6};

double densityAt(const Vector3& p) {
  double value = 0;
  for (const Lump& lump : {kLarge, kSmall, kDust}) {
    const double r = std::hypot(p[0] - lump.centre[0], p[1] - lump.centre[1], p[2] - lump.centre[2]);
    value = std::max(value, 1 / (1 + std::exp(2 * (r - lump.radius))));
  }
  return value;
}

/// Voxels at or above the level within a lump, counted on their own.
std::int64_t voxelsOf(const Volume& volume, const Lump& lump) {
  std::int64_t count = 0;
  for (int z = 0; z < kEdge; ++z)
    for (int y = 0; y < kEdge; ++y)
      for (int x = 0; x < kEdge; ++x)
        count += volume.at(x, y, z) >= kLevel &&
                 std::hypot(x - lump.centre[0], y - lump.centre[1], z - lump.centre[2]) < lump.radius + 2;
  return count;
}

/// A straight chain of CA atoms through the large ball's centre, placed as the map's origin says.
void writeChain(const std::filesystem::path& file) {
  std::ofstream out(file);
  for (int i = 0; i < 9; ++i) {
    char line[96];
    std::snprintf(line, sizeof line, "ATOM  %5d  CA  ALA A%4d    %8.3f%8.3f%8.3f  1.00 20.00           C\n", i + 1,
                  i + 1, kOrigin[0] + 20 * kVoxel, kOrigin[1] + 30 * kVoxel + 3.8 * (i - 4), kOrigin[2] + 30 * kVoxel);
    out << line;
  }
  out << "END\n";
}

}  // namespace

class WindowSurfaceTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init();
  void cleanup() { closeWindow(); }
  void ctrlClickOnTheSurfaceTellsWhatAComponentIs();
  void ctrlClickOnASlicePicksTheSameComponent();
  void dustIsHiddenByTheKeyAndFollowsTheLevel();
  void keepsOnlyOneComponentAndShowsAllAgain();
  void slidersOfTheClipBoxWorkByKeyboard();
  void whatIsSeenIsWrittenAsMapAndMask();
  void picturesHaveTheSizeAskedForAndTellAboutThemselves();
  void picturesAndFilesWaitForTheSearchOfComponents();
  void modelRunsThroughTheSurface();
  void viewsAreStoredAndLookedAlong();
  void actionsAreOffWithoutAMap();

private:
  void openLumps(bool withModel = false);
  bool settles();
  QPoint viewPlace(const Lump& lump);
  void ctrlClick(QWidget* view, QPoint at);
  QImage shown() { return m_window->surface()->currentImage(); }
  /// Pixels of the surface around a lump.
  int greenAt(const Lump& lump);
  std::shared_ptr<const LoadedMap> read(const char* name);
  QString label(const char* name) { return m_window->findChild<QLabel*>(QLatin1String(name))->text(); }
};

void WindowSurfaceTest::init() {
  openWindow();
  m_window->resize(1500, 950);
}

void WindowSurfaceTest::openLumps(bool withModel) {
  Volume volume(Grid{{kEdge, kEdge, kEdge}, {kVoxel, kVoxel, kVoxel}, kOrigin});
  for (int z = 0; z < kEdge; ++z)
    for (int y = 0; y < kEdge; ++y)
      for (int x = 0; x < kEdge; ++x)
        volume.at(x, y, z) =
            static_cast<float>(densityAt({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
  Progress progress;
  save(*m_folder / "lumps.mrc", volume, {}, progress);
  OpenRequest request;
  request.map = *m_folder / "lumps.mrc";
  request.threshold = kLevel;
  if (withModel) {
    writeChain(*m_folder / "chain.pdb");
    request.model = *m_folder / "chain.pdb";
  }
  m_window->open(request);
  waitForLevel();
  QVERIFY(settles());
}

bool WindowSurfaceTest::settles() {
  return QTest::qWaitFor([this] { return !m_window->surfaceTools()->isBusy() && !m_window->surface()->isRefining(); },
                         kPatience);
}

/// Where the camera shows a lump, from the scale that the picture tells: the view is not turned.
QPoint WindowSurfaceTest::viewPlace(const Lump& lump) {
  const QImage image = shown();
  // Fitted: the farthest surface from the centre of the box touches 1/1.06 of half the smaller edge.
  const double far = kVoxel * std::hypot(kDust.centre[0] - 29.5, kDust.centre[1] - 29.5) + kVoxel * kDust.radius;
  const double large = kVoxel * (std::abs(kLarge.centre[0] - 29.5) + kLarge.radius);
  const double small = kVoxel * (std::abs(kSmall.centre[0] - 29.5) + kSmall.radius);
  const double fit = std::min(1.06 * std::max({far, large, small}), 0.5 * kEdge * kVoxel);
  const QSize size = m_window->surface()->size();
  const double perA = 0.5 * std::min(size.width(), size.height()) / fit;
  return {static_cast<int>(0.5 * size.width() + perA * kVoxel * (lump.centre[0] - 29.5)),
          static_cast<int>(0.5 * size.height() - perA * kVoxel * (lump.centre[1] - 29.5))};
}

int WindowSurfaceTest::greenAt(const Lump& lump) {
  const QImage image = shown();
  const double ratio = image.devicePixelRatio();
  const QPoint middle = viewPlace(lump);
  int count = 0;
  for (int dy = -6; dy <= 6; ++dy)
    for (int dx = -6; dx <= 6; ++dx) {
      const QPoint at = ((QPointF(middle) + QPointF(dx, dy)) * ratio).toPoint();
      if (!image.rect().contains(at)) continue;
      const QColor c = image.pixelColor(at);
      count += c.green() > c.blue() + 12;
    }
  return count;
}

void WindowSurfaceTest::ctrlClick(QWidget* view, QPoint at) {
  QTest::mouseClick(view, Qt::LeftButton, Qt::ControlModifier, at);
  QVERIFY(settles());
}

std::shared_ptr<const LoadedMap> WindowSurfaceTest::read(const char* name) {
  SerialExecutor executor;
  Progress progress;
  return load(*m_folder / name, {}, executor, progress);
}

void WindowSurfaceTest::ctrlClickOnTheSurfaceTellsWhatAComponentIs() {
  openLumps();
  const SurfaceCamera before = m_window->surface()->camera();
  ctrlClick(m_window->surface(), viewPlace(kSmall));
  const auto& picked = m_window->surfaceTools()->picked();
  QVERIFY(picked.has_value());
  const Volume& volume = m_window->workspace()->map()->volume;
  const std::int64_t voxels = voxelsOf(volume, kSmall);
  QVERIFY(voxels > 300);
  QCOMPARE(picked->component.voxels, voxels);
  QVERIFY(std::abs(picked->component.centroid[0] - kSmall.centre[0]) < 0.01);
  QCOMPARE(label("pickedVoxels").remove(QLatin1Char(' ')), QString::number(voxels));
  QCOMPARE(label("pickedVolume"), QStringLiteral("%1\u00a0\u00c5\u00b3").arg(voxels * 8));
  // 1.207 A^3 per Da; box of 11 voxels of 2 A.
  QVERIFY(label("pickedMass").startsWith(QString::number(static_cast<double>(voxels) * 8 / 1207, 'g', 4)));
  QVERIFY2(label("pickedBox").startsWith(QStringLiteral("22.0 \u00d7 22.0 \u00d7 22.0")),
           qPrintable(label("pickedBox")));
  QVERIFY(m_window->surfacePanel()->isVisible());
  QCOMPARE(m_window->surface()->camera(), before);  // picking does not turn
  // Buttons: the view is centred on it and turns about it.
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("centrePicked")), Qt::LeftButton);
  QVERIFY(std::abs(m_window->surface()->camera().pivot[0] - (kSmall.centre[0] + 0.5 - 30) * kVoxel) < 0.05);
  QVERIFY(settles());
  const QImage image = shown();
  const QColor middle = image.pixelColor(image.width() / 2, image.height() / 2);
  QVERIFY(middle.green() > middle.blue() + 12);
  // The ground beside everything: nothing is picked.
  m_window->surface()->resetCamera();
  QVERIFY(settles());
  ctrlClick(m_window->surface(), {6, 60});
  QVERIFY(!m_window->surfaceTools()->picked());
  QVERIFY(!m_window->findChild<QPushButton*>(QStringLiteral("keepOnly"))->isEnabled());
}

void WindowSurfaceTest::ctrlClickOnASlicePicksTheSameComponent() {
  openLumps();
  SliceView* slice = m_window->slices()->slice(2);
  const Index3 before = m_window->slices()->link()->crosshair();
  ctrlClick(slice, slice->positionOf({20, 30, 30}).toPoint());
  QVERIFY(m_window->surfaceTools()->picked().has_value());
  QCOMPARE(m_window->surfaceTools()->picked()->component.voxels,
           voxelsOf(m_window->workspace()->map()->volume, kLarge));
  QCOMPARE(m_window->slices()->link()->crosshair(), before);
  ctrlClick(slice, slice->positionOf({20, 52, 30}).toPoint());
  QVERIFY(!m_window->surfaceTools()->picked());
  QVERIFY(m_window->message()->text().contains(QStringLiteral("below the level")));
}

void WindowSurfaceTest::dustIsHiddenByTheKeyAndFollowsTheLevel() {
  openLumps();
  QVERIFY(greenAt(kDust) > 20);
  m_window->surface()->setFocus();
  QTest::keyClick(m_window->surface(), Qt::Key_D);
  QVERIFY(m_window->surfaceTools()->dustVoxels() > 0);
  QVERIFY(settles());
  QCOMPARE(greenAt(kDust), 0);
  QVERIFY(greenAt(kSmall) > 100);
  QVERIFY(m_window->findChild<QCheckBox*>(QStringLiteral("hideDust"))->isChecked());
  // A larger size hides the small ball too; its volume is told.
  QSpinBox* size = m_window->findChild<QSpinBox*>(QStringLiteral("dustSize"));
  size->setValue(2000);
  QVERIFY(label("dustVolume").remove(QLatin1Char(' ')).contains(QStringLiteral("16000")));
  QVERIFY(settles());
  QCOMPARE(greenAt(kSmall), 0);
  QVERIFY(greenAt(kLarge) > 150);
  // Where the large ball is below the size as well, nothing is left, and the view says why.
  size->setValue(20'000);
  QVERIFY(settles());
  QCOMPARE(greenAt(kLarge), 0);
  QVERIFY(m_window->surface()->accessibleDescription().contains(QStringLiteral("Every component is hidden")));
  size->setValue(2000);
  // Another level: components are found anew.
  m_window->workspace()->setLevel(0.3);
  QVERIFY(settles());
  QCOMPARE(m_window->surface()->kept()->level, 0.3);
  QCOMPARE(greenAt(kSmall), 0);
  QTest::keyClick(m_window->surface(), Qt::Key_D);
  QVERIFY(settles());
  QVERIFY(greenAt(kDust) > 20);
}

void WindowSurfaceTest::keepsOnlyOneComponentAndShowsAllAgain() {
  openLumps();
  ctrlClick(m_window->surface(), viewPlace(kSmall));
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("keepOnly")), Qt::LeftButton);
  QVERIFY(settles());
  QCOMPARE(greenAt(kLarge), 0);
  QVERIFY(greenAt(kSmall) > 100);
  QVERIFY(m_window->commands()[Command::ShowAllComponents]->isEnabled());
  m_window->commands()[Command::ShowAllComponents]->trigger();
  QVERIFY(settles());
  QVERIFY(greenAt(kLarge) > 150);
  // Hide smaller: the small ball stays, the dust goes.
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("hideSmaller")), Qt::LeftButton);
  QVERIFY(settles());
  QCOMPARE(greenAt(kDust), 0);
  QVERIFY(greenAt(kSmall) > 100);
}

void WindowSurfaceTest::slidersOfTheClipBoxWorkByKeyboard() {
  openLumps();
  m_window->commands()[Command::ClipBox]->trigger();
  auto* low = m_window->findChild<QSlider*>(QStringLiteral("clipLowX"));
  QVERIFY(low->isVisible());
  for (int i = 0; i < 12; ++i) QTest::keyClick(low, Qt::Key_PageUp);
  const double cut = m_window->surface()->clipBox().low[0];
  QVERIFY(std::abs(cut - 0.6) < 1e-9);
  QVERIFY(label("clipRangeX").startsWith(QStringLiteral("72")));
  QVERIFY(settles());
  QCOMPARE(greenAt(kLarge), 0);
  QVERIFY(greenAt(kSmall) > 100);
  // The ends push each other; the button takes the box away.
  auto* high = m_window->findChild<QSlider*>(QStringLiteral("clipHighX"));
  high->setValue(300);
  QCOMPARE(m_window->surface()->clipBox().low[0], 0.3);
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("resetClip")), Qt::LeftButton);
  QVERIFY(m_window->surface()->clipBox().isWhole());
  QCOMPARE(high->value(), high->maximum());
}

void WindowSurfaceTest::whatIsSeenIsWrittenAsMapAndMask() {
  openLumps();
  m_window->surfaceTools()->setDustVoxels(100);
  // Through the middle of the large ball, where half of it is hidden.
  m_window->surface()->setClipBox({.low = {20.0 / kEdge, 0, 0}});
  QVERIFY(settles());
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  m_window->saveVisibleTo(path("seen.mrc"), SurfaceTools::Visible::Map);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  m_window->saveVisibleTo(path("mask.mrc"), SurfaceTools::Visible::Mask);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatience);
  const auto source = m_window->workspace()->map();
  const auto seen = read("seen.mrc"), mask = read("mask.mrc");
  for (const auto& written : {seen, mask}) {
    QCOMPARE(written->volume.grid.size, source->volume.grid.size);
    for (std::size_t a = 0; a < 3; ++a) {
      QVERIFY(std::abs(written->volume.grid.voxelSize[a] - kVoxel) < 1e-6);
      QVERIFY(std::abs(written->volume.grid.origin[a] - kOrigin[a]) < 1e-3);
    }
  }
  QCOMPARE(mask->info.mode, 0);
  std::int64_t inside = 0;
  for (int z = 0; z < kEdge; ++z)
    for (int y = 0; y < kEdge; ++y)
      for (int x = 0; x < kEdge; ++x) {
        const float value = source->volume.at(x, y, z);
        const bool isDust = std::hypot(x - kDust.centre[0], y - kDust.centre[1], z - kDust.centre[2]) < 5;
        const bool isSeen = value >= kLevel && x >= 20 && !isDust;
        inside += isSeen;
        QCOMPARE(seen->volume.at(x, y, z), isSeen ? value : 0.0F);
        QCOMPARE(mask->volume.at(x, y, z), isSeen ? 1.0F : 0.0F);
      }
  QVERIFY(inside > 2000);
  // The map itself is never overwritten.
  m_window->saveVisibleTo(path("lumps.mrc"), SurfaceTools::Visible::Map);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 3, kPatience);
  QCOMPARE(ended.last()[0].toBool(), false);
}

void WindowSurfaceTest::picturesHaveTheSizeAskedForAndTellAboutThemselves() {
  openLumps();
  m_window->commands()[Command::SaveImage]->trigger();
  auto* dialog = m_window->findChild<PhotoDialog*>();
  QVERIFY(dialog != nullptr && dialog->isVisible() && !dialog->isModal());
  const QSize view = m_window->surface()->size() * m_window->surface()->devicePixelRatioF();
  auto* scale = dialog->findChild<QComboBox*>(QStringLiteral("photoScale"));
  scale->setFocus();
  QTest::keyClick(scale, Qt::Key_Down);
  QCOMPARE(dialog->wish().pixels, view * 3);
  dialog->findChild<QSpinBox*>(QStringLiteral("photoWidth"))->setValue(3000);
  dialog->findChild<QSpinBox*>(QStringLiteral("photoHeight"))->setValue(3000);
  QTest::mouseClick(dialog->findChild<QCheckBox*>(QStringLiteral("photoSeeThrough")), Qt::LeftButton, {}, {8, 8});
  QVERIFY(dialog->wish().seeThrough);
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  Watchdog watchdog;
  m_window->savePhotoTo(path("picture.png"), ViewId::Surface, dialog->wish());
  QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("photoStop"))->isEnabled());
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  qInfo().noquote() << watchdog.text("a picture of 3000 x 3000");
  QVERIFY(watchdog.longest() < kLongestGap);
  QImageReader reader(path("picture.png"));
  const QImage picture = reader.read();
  QCOMPARE(picture.size(), QSize(3000, 3000));
  QCOMPARE(picture.text(QStringLiteral("Level")), QStringLiteral("0.5"));
  QCOMPARE(picture.text(QStringLiteral("Map")), QStringLiteral("lumps.mrc"));
  QCOMPARE(picture.text(QStringLiteral("Voxel size")), QStringLiteral("2 x 2 x 2 A"));
  QVERIFY(std::abs(picture.dotsPerMeterX() * 0.0254 - 300) < 0.5);
  QCOMPARE(qAlpha(picture.pixel(20, 1500)), 0);
  QCOMPARE(qAlpha(picture.pixel(1500 - 400, 1500)), 255);
  // Stop leaves no file.
  m_window->savePhotoTo(path("stopped.png"), ViewId::Surface, dialog->wish());
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("photoStop")), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatience);
  QCOMPARE(ended.last()[0].toBool(), false);
  QVERIFY(!std::filesystem::exists(*m_folder / "stopped.png"));
  // The clipboard.
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("photoCopy")), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 3, kPatience);
  QTRY_COMPARE(QApplication::clipboard()->image().size(), QSize(3000, 3000));
  const QSize now = m_window->surface()->size() * m_window->surface()->devicePixelRatioF();  // there is a message now
  m_window->commands()[Command::CopyImage]->trigger();
  QCOMPARE(QApplication::clipboard()->image().size(), now);
}

void WindowSurfaceTest::picturesAndFilesWaitForTheSearchOfComponents() {
  openLumps();
  PhotoWish wish;
  wish.pixels = m_window->surface()->size();
  wish.scaleBar = wish.levelText = false;
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  // How much of a lump is in a picture that was asked for at once.
  const auto greenIn = [&](const Lump& lump) {
    const int before = ended.count();
    const QPoint middle = viewPlace(lump);
    m_window->savePhotoTo(path("kept.png"), ViewId::Surface, wish);
    if (!QTest::qWaitFor([&] { return ended.count() > before; }, kPatience)) return -1;
    const QImage picture(path("kept.png"));
    int count = 0;
    for (int dy = -6; dy <= 6; ++dy)
      for (int dx = -6; dx <= 6; ++dx) {
        const QColor c = picture.pixelColor(middle + QPoint(dx, dy));
        count += c.green() > c.blue() + 12;
      }
    return count;
  };
  QVERIFY(greenIn(kDust) > 20);
  m_window->surfaceTools()->setDustVoxels(100);
  QVERIFY(m_window->surfaceTools()->isBusy());
  QCOMPARE(greenIn(kDust), 0);
  QVERIFY(settles());
  // What an older wish found is not taken for the new one's.
  m_window->surfaceTools()->setDustVoxels(2000);
  QVERIFY(m_window->surfaceTools()->isBusy() && m_window->surface()->kept() != nullptr);
  QCOMPARE(greenIn(kSmall), 0);
  QVERIFY(settles());
  QVERIFY(greenIn(kLarge) > 150);
  m_window->surfaceTools()->setKeepOnly(Index3{46, 30, 30});
  QVERIFY(m_window->surfaceTools()->isBusy());
  const int before = ended.count();
  m_window->saveVisibleTo(path("only.mrc"), SurfaceTools::Visible::Mask);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), before + 1, kPatience);
  const auto only = read("only.mrc");
  QCOMPARE(only->volume.at(46, 30, 30), 1.0F);
  QCOMPARE(only->volume.at(20, 30, 30), 0.0F);
  QVERIFY(settles());
  m_window->surfaceTools()->showAll();
  QVERIFY(greenIn(kDust) > 20);
}

void WindowSurfaceTest::modelRunsThroughTheSurface() {
  openLumps(true);
  QTRY_VERIFY_WITH_TIMEOUT(m_window->surface()->hasModel(), kPatience);
  QVERIFY(settles());
  // The colour of the first chain, blue, where the surface is green without the model: in the middle of the large ball.
  const auto blueAt = [&] {
    const QImage image = shown();
    const QPoint at = (QPointF(viewPlace(kLarge)) * image.devicePixelRatio()).toPoint();
    int count = 0;
    for (int dy = -4; dy <= 4; ++dy)
      for (int dx = -4; dx <= 4; ++dx) {
        const QColor c = image.pixelColor(at + QPoint(dx, dy));
        count += c.blue() > c.red() + 30;
      }
    return count;
  };
  QVERIFY2(blueAt() > 8, qPrintable(QString::number(blueAt())));
  QVERIFY(m_window->commands()[Command::ShowModel]->isEnabled());
  m_window->commands()[Command::ShowModel]->trigger();
  QVERIFY(!m_window->surface()->isModelShown());
  QVERIFY(settles());
  QCOMPARE(blueAt(), 0);
}

void WindowSurfaceTest::viewsAreStoredAndLookedAlong() {
  openLumps();
  IsosurfaceView* view = m_window->surface();
  QVERIFY(!m_window->commands()[Command::RecallView2]->isEnabled());
  m_window->commands()[Command::SurfaceOtherSide]->trigger();
  const Rotation behind = view->camera().rotation;
  QVERIFY(std::abs(behind.mapDirection(2)[0] + 1) < 1e-9);  // looks from -x
  m_window->commands()[Command::StoreView2]->trigger();
  m_window->commands()[Command::SurfaceFront]->trigger();
  QVERIFY(std::abs(view->camera().rotation.mapDirection(2)[2] - 1) < 1e-9);
  m_window->commands()[Command::RecallView2]->trigger();
  QCOMPARE(view->camera().rotation, behind);
  // As the Y slice: x to the right, z up, so seen from -y.
  m_window->slices()->slice(1)->setFocus();
  m_window->commands()[Command::SurfaceAlongSlice]->trigger();
  const Rotation slice = view->camera().rotation;
  QCOMPARE(slice.mapDirection(0), (Vector3{1, 0, 0}));
  QCOMPARE(slice.mapDirection(1), (Vector3{0, 0, 1}));
  QCOMPARE(slice.mapDirection(2), (Vector3{0, -1, 0}));
  // The crosshair in the middle, and drawn there.
  m_window->slices()->link()->setCrosshair({46, 30, 30});
  m_window->commands()[Command::CentreSurface]->trigger();
  QVERIFY(std::abs(view->camera().pivot[0] - 33) < 1e-9);
  QVERIFY(settles());
  const QImage without = shown();
  m_window->commands()[Command::ShowMarker]->trigger();
  const QImage with = shown();
  const QPoint middle(with.width() / 2, with.height() / 2);
  QVERIFY(with.copy(QRect(middle - QPoint(10, 10), QSize(20, 20))) !=
          without.copy(QRect(middle - QPoint(10, 10), QSize(20, 20))));
  QCOMPARE(with.copy(0, 0, 40, 40), without.copy(0, 0, 40, 40));
}

void WindowSurfaceTest::actionsAreOffWithoutAMap() {
  const Command all[] = {Command::SaveImage,       Command::CopyImage,  Command::SaveVisibleMap,
                         Command::SaveVisibleMask, Command::HideDust,   Command::ClipBox,
                         Command::ResetClip,       Command::ShowModel,  Command::ShowMarker,
                         Command::KeepOnlyPicked,  Command::StoreView1, Command::RecallView1};
  for (const Command command : all) QVERIFY(!m_window->commands()[command]->isEnabled());
  openLumps();
  QVERIFY(m_window->commands()[Command::HideDust]->isEnabled());
  m_window->surfaceTools()->setDustVoxels(100);
  m_window->surface()->setClipBox({.low = {0.5, 0, 0}});
  m_window->commands()[Command::Close]->trigger();
  for (const Command command : all) QVERIFY(!m_window->commands()[command]->isEnabled());
  QVERIFY(m_window->surface()->clipBox().isWhole());
  QCOMPARE(m_window->surfaceTools()->dustVoxels(), 0);
}

QTEST_MAIN(WindowSurfaceTest)
#include "window_surface_test.moc"
