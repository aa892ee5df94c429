// Colours and masks over slices and surface, as a user sets them: by mouse and keyboard.
#include "app/window/colouring.hpp"
#include "app/window/display_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/slice_guide.hpp"
#include "core/mapio/writer.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>

#include <cmath>
#include <limits>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

constexpr int kEdge = 48;
enum Column { NameColumn, SlicesColumn, SurfaceColumn };

Grid grid(Index3 size = {kEdge, kEdge, kEdge}, double voxel = 2) { return Grid{size, {voxel, voxel, voxel}, {}}; }

/// A volume that rises along x from 0.01 to 0.98; nothing at all in the last quarter.
SharedVolume ramp() {
  auto volume = std::make_shared<Volume>(grid());
  for (std::int64_t i = 0; i < volume->grid.voxels(); ++i) {
    const int x = volume->grid.voxelOf(i)[0];
    volume->data[i] = x < 36 ? (static_cast<float>(x) + 0.37F) / 36 : std::numeric_limits<float>::quiet_NaN();
  }
  return volume;
}

}  // namespace

class WindowDisplayTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void maskOfACheckBecomesTinted();
  void resultOfAnUnknownCheckColoursSlicesAndSurface();
  void limitsAndPaletteChangeTheColours();
  void keyboardTicksVolumes();
  void mapOfAnotherProgramColours();
  void mapOfAnotherBoxIsRefused();
  void differenceOfTheHalfMapsAndTheMaskAreOffered();
  void colouringSurvivesLevelAndCameraAndEndsWithTheEntry();
  void projectionsGridAndPlaces();
  void stoppedVolumeIsGivenUp();

private:
  DisplayDock* dock() { return m_window->display(); }
  SliceView* slice() { return m_window->slices()->slice(2); }
  /// Clicks the tick of a volume for slices or surface.
  void click(const QString& id, int column) {
    const int row = dock()->rowOf(id);
    QVERIFY2(row >= 0, qPrintable(id));
    QTableWidget* table = dock()->table();
    table->scrollToItem(table->item(row, column));
    const QRect cell = table->visualItemRect(table->item(row, column));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 11, cell.center().y()));
  }
  void waitFor(const QString& id) {
    QTRY_VERIFY_WITH_TIMEOUT(m_window->overlays()->made(id) != nullptr, kPatience);
    waitForSlices();
  }
  void waitForSlices() {
    QTRY_VERIFY_WITH_TIMEOUT(!slice()->isDrawing() && !slice()->frame().picture.isNull(), kPatience);
  }
  void waitForSurface() { QTRY_VERIFY_WITH_TIMEOUT(!m_window->surface()->isRefining(), kPatience); }
  /// By a click on its tab; again if the docks were still being laid out, but not so soon that it is a double click.
  void raiseDisplay() {
    for (int attempt = 0; attempt < 60 && !isSeen(dock()); ++attempt) {
      QTest::qWait(attempt == 0 ? 20 : 1000);
      for (QTabBar* bar : m_window->findChildren<QTabBar*>())
        for (int i = 0; i < bar->count(); ++i)
          if (bar->tabText(i) == QStringLiteral("Display") && !isSeen(dock()))
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
      QTest::qWait(20);
    }
    QVERIFY(isSeen(dock()));
  }
  /// What the Z slice shows at a voxel of the shown plane.
  QColor colourAt(int x, int y) {
    const QPointF place = slice()->positionOf({x, y, slice()->index()}) * slice()->devicePixelRatioF();
    return slice()->frame().picture.pixelColor(place.toPoint());
  }
  void openFlatBall() {
    openBall(kEdge);
    raiseDisplay();
    m_window->slices()->showView(1);
    m_window->slices()->link()->setLevel({});  // no line where colours are read
    m_window->slices()->link()->setCrosshair({5, 5, kEdge / 2});
    waitForSlices();
  }
  void giveResult(const char* name, bool isMask = false) {
    CheckResult result;
    result.id = "9.z";
    result.status = Status::Ok;
    result.volumes.push_back({name, "Something new", "A", isMask, [](Executor&, Progress&) { return ramp(); }});
    result.volumes.push_back({"from_a_file", "Cannot be made", "", false, {}});
    m_window->overlays()->setResult(result);
  }
  /// Share of strongly coloured pixels in a picture of the surface.
  static double coloured(const QImage& image, const std::function<bool(const QColor&)>& isIt) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) count += isIt(image.pixelColor(x, y));
    return image.isNull() ? 0 : static_cast<double>(count) / (image.width() * image.height());
  }
};

void WindowDisplayTest::maskOfACheckBecomesTinted() {
  openFlatBall();
  QCOMPARE(dock()->table()->rowCount(), 0);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->checks()->setTicked({QStringLiteral("0.b"), QStringLiteral("0.c")});
  m_window->commands()[Command::RunChecks]->trigger();
  auto* start = m_window->findChild<QPushButton*>(QStringLiteral("startRun"));
  QTRY_VERIFY_WITH_TIMEOUT(start->isVisible(), kPatience);
  QTest::mouseClick(start, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  raiseDisplay();
  const QString id = QStringLiteral("0.b/hard_mask");
  QVERIFY(dock()->rowOf(id) >= 0);
  QVERIFY(dock()->rowOf(QStringLiteral("0.c/background_outliers")) >= 0);
  const QColor grey = colourAt(24, 24), outside = colourAt(3, 3);
  QVERIFY(grey.saturation() < 10);
  click(id, SlicesColumn);
  waitFor(id);
  QVERIFY(m_window->pointerText().contains(QStringLiteral("Hard mask outside")));
  // As an edge: the line lies between the centre of the ball and the corner of the box, in the mask's colour.
  const QColor ink = m_window->colouring()->maskInk(id);
  const auto hasEdge = [&] {
    for (int x = 6; x < 24; ++x)
      for (int dx = -8; dx <= 8; ++dx) {
        const QPointF at = slice()->positionOf({x, 24, slice()->index()}) + QPointF(dx, 0);
        const QColor c = slice()->frame().picture.pixelColor(at.toPoint());
        // Its line is thin and has a dark border: the hue tells it, on a map without any.
        if (c.saturation() > 60 && std::abs(c.hue() - ink.hue()) < 12) return true;
      }
    return false;
  };
  QTRY_VERIFY_WITH_TIMEOUT(hasEdge(), kPatience);
  QCOMPARE(colourAt(24, 24), grey);
  // As a tint: inside the ball, not in the corner.
  auto* style = m_window->findChild<QComboBox*>(QStringLiteral("maskStyle"));
  style->setFocus();
  QTest::keyClick(style, Qt::Key_Down);
  QTRY_VERIFY_WITH_TIMEOUT(colourAt(24, 24).saturation() > 20, kPatience);
  QCOMPARE(colourAt(3, 3), outside);
  click(id, SlicesColumn);
  QTRY_COMPARE_WITH_TIMEOUT(colourAt(24, 24), grey, kPatience);
}

void WindowDisplayTest::resultOfAnUnknownCheckColoursSlicesAndSurface() {
  openFlatBall();
  giveResult("brand_new");
  const QString id = QStringLiteral("9.z/brand_new");
  QCOMPARE(dock()->table()->rowCount(), 1);  // what cannot be made is not offered
  QCOMPARE(dock()->table()->item(0, NameColumn)->text(), QStringLiteral("9.z  Something new (\u00c5)"));
  QVERIFY(m_window->overlays()->made(id) == nullptr);  // not before it is asked for
  m_window->slices()->showView(0);
  QTRY_VERIFY_WITH_TIMEOUT(m_window->surface()->width() > 200, kPatience);
  waitForSurface();
  const auto isViolet = [](const QColor& c) { return c.blue() > c.green() + 30; };
  const auto isGreen = [](const QColor& c) { return c.green() > c.blue() + 30; };
  QTRY_VERIFY_WITH_TIMEOUT(coloured(m_window->surface()->currentImage(), isGreen) > 0.005, kPatience);
  QVERIFY(coloured(m_window->surface()->currentImage(), isViolet) < 0.001);
  click(id, SurfaceColumn);
  click(id, SlicesColumn);
  waitFor(id);
  waitForSurface();
  QTRY_VERIFY_WITH_TIMEOUT(coloured(m_window->surface()->currentImage(), isViolet) > 0.005, kPatience);
  m_window->slices()->showView(1);
  QTRY_VERIFY_WITH_TIMEOUT(slice()->width() > 400 && !slice()->isDrawing(), kPatience);
  // Viridis: dark violet on the left, yellow on the right, the map's own grey where there is no value.
  QVERIFY(isViolet(colourAt(2, 3)));
  const QColor right = colourAt(34, 3);
  QVERIFY(right.red() > right.blue() + 30 && right.green() > right.blue() + 30);
  QVERIFY(colourAt(42, 3).saturation() < 10);
  QVERIFY(m_window->pointerText().contains(QStringLiteral("Something new 0.1492\u00a0\u00c5")));
  QVERIFY(slice()->accessibleName().contains(QStringLiteral("Something new 0.1492")));
  // A new result of the same check takes the place of the old one and is shown in its turn.
  giveResult("brand_new");
  waitFor(id);
  QVERIFY(isViolet(colourAt(2, 3)));
  QCOMPARE(m_window->colouring()->surfaceColour(), id);
}

void WindowDisplayTest::limitsAndPaletteChangeTheColours() {
  openFlatBall();
  giveResult("brand_new");
  const QString id = QStringLiteral("9.z/brand_new");
  click(id, SlicesColumn);
  waitFor(id);
  QCOMPARE(dock()->selectedId(), id);
  const OverlayVolume* made = m_window->overlays()->made(id);
  QVERIFY(made->low > 0 && made->low < 0.05 && made->high > 0.95 && made->high < 1);
  const QColor before = colourAt(18, 3);
  auto* high = m_window->findChild<QWidget*>(QStringLiteral("scaleHigh"));
  high->setFocus();
  QTest::keyClick(high, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(high, QStringLiteral("0.5"));
  QTest::keyClick(high, Qt::Key_Return);
  QCOMPARE(*m_window->colouring()->scale(id).high, 0.5);
  QCOMPARE(m_window->colouring()->limits(id)->low, made->low);  // the other limit stays as exact as it was
  QTRY_VERIFY_WITH_TIMEOUT(colourAt(18, 3) != before, kPatience);
  const QColor viridis = colourAt(18, 3);
  QVERIFY(viridis.green() > viridis.blue() + 30);  // the upper end now
  auto* palette = m_window->findChild<QComboBox*>(QStringLiteral("palette"));
  palette->setFocus();
  QTest::keyClick(palette, Qt::Key_End);
  QCOMPARE(m_window->colouring()->scale(id).colours, ColorMap::Classic);
  QVERIFY(palette->currentText().contains(QStringLiteral("hard to tell apart")));
  waitForSlices();
  QTRY_VERIFY_WITH_TIMEOUT(colourAt(18, 3).red() > colourAt(18, 3).green() + 60, kPatience);
  auto* round = m_window->findChild<QPushButton*>(QStringLiteral("roundLimits"));
  QTest::mouseClick(round, Qt::LeftButton);
  QCOMPARE(m_window->colouring()->limits(id)->low, 0.0);
  auto* reset = m_window->findChild<QPushButton*>(QStringLiteral("resetScale"));
  QTest::mouseClick(reset, Qt::LeftButton);
  QVERIFY(m_window->colouring()->scales().isEmpty());
  QTRY_COMPARE_WITH_TIMEOUT(colourAt(18, 3), before, kPatience);
  // Without strength the grey is back.
  m_window->findChild<QSlider*>(QStringLiteral("overlayOpacity"))->setValue(0);
  QTRY_VERIFY_WITH_TIMEOUT(colourAt(18, 3).saturation() < 10, kPatience);
}

void WindowDisplayTest::keyboardTicksVolumes() {
  openFlatBall();
  giveResult("brand_new");
  QTableWidget* table = dock()->table();
  table->setFocus();
  table->setCurrentCell(0, NameColumn);
  QTest::keyClick(table, Qt::Key_Right);
  QTest::keyClick(table, Qt::Key_Space);
  QCOMPARE(m_window->colouring()->sliceOverlays(), QStringList(QStringLiteral("9.z/brand_new")));
  QCOMPARE(table->item(0, SlicesColumn)->data(Qt::AccessibleTextRole).toString(),
           QStringLiteral("9.z  Something new (\u00c5), shown on the slices"));
  QTest::keyClick(table, Qt::Key_Right);
  QTest::keyClick(table, Qt::Key_Space);
  QCOMPARE(m_window->colouring()->surfaceColour(), QStringLiteral("9.z/brand_new"));
  QTest::keyClick(table, Qt::Key_Space);
  QCOMPARE(m_window->colouring()->surfaceColour(), QString());
  QTest::keyClick(table, Qt::Key_Tab);
  QVERIFY(QApplication::focusWidget() != table);
}

void WindowDisplayTest::mapOfAnotherProgramColours() {
  openFlatBall();
  // A local-resolution map on every second voxel; 0 outside the ball.
  Volume volume(grid({24, 24, 24}, 4));
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) {
    const Index3 at = volume.grid.voxelOf(i);
    const bool isInside = std::hypot(at[0] - 11.5, at[1] - 11.5, at[2] - 11.5) < 8;
    volume.data[i] = isInside ? 3 + 0.2F * static_cast<float>(at[0]) : 0;
  }
  Progress progress;
  save(*m_folder / "localres.mrc", volume, {}, progress);
  m_window->colourByFile(path("localres.mrc"));
  const QString id = QStringLiteral("file/") + path("localres.mrc");
  waitFor(id);
  QCOMPARE(m_window->colouring()->surfaceColour(), id);
  QCOMPARE(m_window->colouring()->sliceOverlays(), QStringList(id));
  QCOMPARE(m_window->overlays()->source(id)->note, QStringLiteral("0 means no value"));
  QVERIFY(m_window->overlays()->made(id)->low > 3);
  QTRY_VERIFY_WITH_TIMEOUT(colourAt(16, 24).blue() > colourAt(16, 24).red() + 20, kPatience);
  QVERIFY(colourAt(33, 24).red() > colourAt(33, 24).blue() + 20);
  QVERIFY(colourAt(3, 3).saturation() < 10);
  QVERIFY(m_window->pointerText().contains(QStringLiteral("localres.mrc no value")));
  QVERIFY(!m_window->message()->isVisible());
}

void WindowDisplayTest::mapOfAnotherBoxIsRefused() {
  openFlatBall();
  writeBall(*m_folder / "wrong.mrc", 32);
  m_window->colourByFile(path("wrong.mrc"));
  QTRY_VERIFY_WITH_TIMEOUT(m_window->message()->isVisible(), kPatience);
  QString text;
  for (const QLabel* label : m_window->message()->findChildren<QLabel*>()) text += label->text();
  QVERIFY2(text.contains(QStringLiteral("wrong.mrc: its box is 32 x 32 x 32 voxels")), qPrintable(text));
  QVERIFY(text.contains(QStringLiteral("only a map of the same box can colour it")));
  QCOMPARE(dock()->table()->rowCount(), 0);
  QVERIFY(m_window->colouring()->sliceOverlays().isEmpty());
  QVERIFY(m_window->colouring()->surfaceColour().isEmpty());
}

void WindowDisplayTest::differenceOfTheHalfMapsAndTheMaskAreOffered() {
  writeBall(*m_folder / "map.mrc", kEdge);
  writeBall(*m_folder / "map_half1.mrc", kEdge);
  Volume half(grid());
  Volume mask(grid());
  for (std::int64_t i = 0; i < half.grid.voxels(); ++i) {
    const Index3 at = half.grid.voxelOf(i);
    half.data[i] = static_cast<float>(std::sin(0.3 * at[0]) * std::cos(0.2 * at[1] + 0.1 * at[2]));
    mask.data[i] = at[0] < 24 ? 1.0F : 0.0F;
  }
  Progress progress;
  save(*m_folder / "map_half2.mrc", half, {}, progress);
  save(*m_folder / "mask.mrc", mask, {}, progress);
  m_window->openFiles({path("map.mrc"), path("map_half1.mrc"), path("map_half2.mrc"), path("mask.mrc")});
  waitForLevel();
  const QString difference = QStringLiteral("input/half_difference"), user = QStringLiteral("input/mask");
  raiseDisplay();
  QTRY_VERIFY_WITH_TIMEOUT(dock()->rowOf(difference) >= 0 && dock()->rowOf(user) >= 0, kPatience);
  click(difference, SlicesColumn);
  click(user, SlicesColumn);
  waitFor(difference);
  waitFor(user);
  const OverlayVolume* made = m_window->overlays()->made(difference);
  QCOMPARE(made->low, -made->high);
  QCOMPARE(m_window->colouring()->scale(difference).colours, ColorMap::BlueWhiteRed);
  QCOMPARE(m_window->overlays()->made(user)->volume->at(10, 5, 5), 1.0F);
  QCOMPARE(m_window->overlays()->made(user)->volume->at(30, 5, 5), 0.0F);
  QCOMPARE(m_window->slices()->link()->overlays().size(), std::size_t{2});
  QVERIFY(!m_window->slices()->link()->overlays().front().isMask);  // colours below masks
  // The surface cannot be coloured by a mask.
  QVERIFY(!(dock()->table()->item(dock()->rowOf(user), SurfaceColumn)->flags() & Qt::ItemIsUserCheckable));
}

void WindowDisplayTest::colouringSurvivesLevelAndCameraAndEndsWithTheEntry() {
  openFlatBall();
  m_window->slices()->showView(0);
  giveResult("brand_new");
  const QString id = QStringLiteral("9.z/brand_new");
  click(id, SurfaceColumn);
  waitFor(id);
  const auto isViolet = [](const QColor& c) { return c.blue() > c.green() + 30; };
  const auto shows = [&] { return coloured(m_window->surface()->currentImage(), isViolet) > 0.005; };
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->surface()->isRefining() && shows(), kPatience);
  m_window->workspace()->setLevel(0.4);
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->surface()->isRefining() && shows(), kPatience);
  QTest::keyClick(m_window->surface(), Qt::Key_Up);
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->surface()->isRefining() && shows(), kPatience);
  m_window->colouring()->setScale(id, {.low = 0, .high = 2, .colours = ColorMap::Cividis});
  m_window->commands()[Command::Close]->trigger();
  QCOMPARE(dock()->table()->rowCount(), 0);
  QVERIFY(m_window->colouring()->surfaceColour().isEmpty());
  QVERIFY(m_window->colouring()->scales().isEmpty());
}

void WindowDisplayTest::projectionsGridAndPlaces() {
  openFlatBall();
  SliceLink* link = m_window->slices()->link();
  const QColor plane = colourAt(24, 24);
  QVERIFY(!m_window->commands()[Command::Projections]->isChecked());
  slice()->setFocus();
  QTest::keyClick(slice(), Qt::Key_P);
  QVERIFY(link->showsProjections());
  QTRY_VERIFY_WITH_TIMEOUT(slice()->frame().isProjection, kPatience);
  // The sum through the ball is what adding up says.
  const SharedVolume volume = m_window->workspace()->volume();
  double sum = 0;
  for (int z = 0; z < kEdge; ++z) sum += volume->at(24, 24, z);
  QVERIFY(std::abs(*link->sumThrough({24, 24, 0}, 2) - sum) < 1e-3);
  QVERIFY(m_window->pointerText().contains(QStringLiteral("along Z: sum")));
  QTest::keyClick(slice(), Qt::Key_P);
  QTRY_VERIFY_WITH_TIMEOUT(!slice()->frame().isProjection && colourAt(24, 24) == plane, kPatience);

  const QImage before = slice()->grab().toImage();
  QTest::keyClick(slice(), Qt::Key_G);
  QVERIFY(link->showsGrid() && m_window->commands()[Command::SliceGrid]->isChecked());
  QVERIFY(slice()->grab().toImage() != before);
  QTest::keyClick(slice(), Qt::Key_G);
  QCOMPARE(slice()->grab().toImage(), before);

  m_window->commands()[Command::JumpToCentreOfMass]->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(link->crosshair(), (Index3{24, 24, 24}), kPatience);
  m_window->commands()[Command::JumpToLargest]->trigger();
  const auto largest = m_window->workspace()->map()->scan.statistics.maximum;
  QTRY_COMPARE_WITH_TIMEOUT(*link->valueAt(link->crosshair()), largest, kPatience);
  m_window->commands()[Command::JumpToVariance]->trigger();
  const MapScan& scan = m_window->workspace()->map()->scan;
  QCOMPARE(link->crosshair(),
           (Index3{scan.maximumVariancePlane(0), scan.maximumVariancePlane(1), scan.maximumVariancePlane(2)}));
}

void WindowDisplayTest::stoppedVolumeIsGivenUp() {
  openFlatBall();
  CheckResult result;
  result.id = "9.z";
  result.status = Status::Ok;
  result.volumes.push_back({"endless", "Endless", "", false, [](Executor&, Progress& progress) -> SharedVolume {
                              for (;;) progress.throwIfStopped();
                            }});
  m_window->overlays()->setResult(result);
  click(QStringLiteral("9.z/endless"), SlicesColumn);
  auto* stop = m_window->findChild<QWidget*>(QStringLiteral("stopColouring"));
  QTRY_VERIFY_WITH_TIMEOUT(stop->isVisible(), kPatience);
  QTest::mouseClick(stop, Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->overlays()->isMaking(), kPatience);
  QVERIFY(m_window->colouring()->sliceOverlays().isEmpty());
  QCOMPARE(dock()->table()->item(0, SlicesColumn)->checkState(), Qt::Unchecked);
  // Closing the window while one is being made waits for nothing.
  click(QStringLiteral("9.z/endless"), SlicesColumn);
  QTRY_VERIFY_WITH_TIMEOUT(m_window->overlays()->isMaking(), kPatience);
}

QTEST_MAIN(WindowDisplayTest)
#include "window_display_test.moc"
