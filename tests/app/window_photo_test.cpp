// Pictures of the four views: the dialog, the files, the clipboard, the menu of a slice.
#include "app/window/message_bar.hpp"
#include "app/window/photo_dialog.hpp"
#include "app/window/vitrine_window.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class WindowPhotoTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init();
  void cleanup() { closeWindow(); }
  void dialogBeginsWithTheViewUsedLast();
  void dialogOffersEveryView();
  void sliceIsSavedAndTellsAboutItself();
  void surfaceIsOfferedOnceThereIsALevel();
  void stopLeavesNoFile();
  void copiesTheViewUsedLast();
  void sliceHasAMenu();

private:
  PhotoDialog* dialog() { return m_window->findChild<PhotoDialog*>(); }
  SliceView* slice(int axis) { return m_window->slices()->slice(axis); }
  PhotoDialog* askedFor() {
    m_window->commands()[Command::SaveImage]->trigger();
    return dialog();
  }
  QString levelBoxText() { return dialog()->findChild<QCheckBox*>(QStringLiteral("photoLevel"))->text(); }
  static QSize pixelsOf(const QWidget* view) { return (QSizeF(view->size()) * view->devicePixelRatioF()).toSize(); }
};

void WindowPhotoTest::init() {
  openWindow();
  m_window->resize(1500, 950);
  openBall(48);
  QVERIFY(QTest::qWaitFor([this] { return !m_window->surface()->isRefining() && !slice(1)->isDrawing(); }, kPatience));
}

void WindowPhotoTest::dialogBeginsWithTheViewUsedLast() {
  QVERIFY(askedFor() != nullptr && dialog()->isVisible() && !dialog()->isModal());
  QCOMPARE(dialog()->view(), ViewId::Surface);
  QCOMPARE(dialog()->wish().pixels, pixelsOf(m_window->surface()) * 2);
  QTest::mouseClick(slice(1), Qt::LeftButton, {}, {40, 40});
  QCOMPARE(askedFor()->view(), ViewId::YSlice);
  QCOMPARE(dialog()->wish().pixels, pixelsOf(slice(1)) * 2);
  // A focus nobody asked for changes nothing; the keyboard does.
  m_window->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  slice(2)->setFocus(Qt::OtherFocusReason);
  QCOMPARE(askedFor()->view(), ViewId::YSlice);
  QTest::keyClick(slice(2), Qt::Key_Right);
  QCOMPARE(askedFor()->view(), ViewId::ZSlice);
  slice(0)->setFocus(Qt::TabFocusReason);
  QCOMPARE(askedFor()->view(), ViewId::XSlice);
  // Shown alone.
  m_window->commands()[Command::ShowSurface]->trigger();
  QCOMPARE(askedFor()->view(), ViewId::Surface);
  m_window->commands()[Command::ShowY]->trigger();
  QCOMPARE(askedFor()->view(), ViewId::YSlice);
}

void WindowPhotoTest::dialogOffersEveryView() {
  auto* views = askedFor()->findChild<QComboBox*>(QStringLiteral("photoView"));
  auto* colours = dialog()->findChild<QCheckBox*>(QStringLiteral("photoColourBar"));
  QCOMPARE(views->count(), 4);
  QVERIFY(!views->accessibleName().isEmpty());
  const QString ofSurface = levelBoxText();
  QVERIFY(!colours->isEnabled());
  SliceOverlay overlay;
  overlay.volume = m_window->workspace()->volume();
  m_window->slices()->link()->setOverlays({overlay});
  views->setFocus();
  QTest::keyClick(views, Qt::Key_Down);
  QCOMPARE(dialog()->view(), ViewId::ZSlice);
  QCOMPARE(dialog()->wish().pixels, pixelsOf(slice(2)) * 2);
  QVERIFY(levelBoxText() != ofSurface);
  QVERIFY(colours->isEnabled());
  QTest::keyClick(views, Qt::Key_Down);
  QTest::keyClick(views, Qt::Key_Down);
  QCOMPARE(dialog()->view(), ViewId::XSlice);
  QCOMPARE(dialog()->wish().pixels, pixelsOf(slice(0)) * 2);
  // What was typed stays.
  dialog()->findChild<QSpinBox*>(QStringLiteral("photoWidth"))->setValue(777);
  QTest::keyClick(views, Qt::Key_Home);
  QCOMPARE(dialog()->view(), ViewId::Surface);
  QCOMPARE(dialog()->wish().pixels.width(), 777);
  QCOMPARE(levelBoxText(), ofSurface);
}

void WindowPhotoTest::sliceIsSavedAndTellsAboutItself() {
  m_window->slices()->link()->setCrosshair({20, 11, 24});
  QVERIFY(QTest::qWaitFor([this] { return !slice(1)->isDrawing(); }, kPatience));
  PhotoWish wish;
  wish.pixels = {3000, 2000};
  wish.seeThrough = true;
  wish.scaleBar = wish.levelText = false;
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  Watchdog watchdog;
  m_window->savePhotoTo(path("slice.png"), ViewId::YSlice, wish);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  qInfo().noquote() << watchdog.text("a picture of a slice of 3000 x 2000");
  QVERIFY(watchdog.longest() < kLongestGap);
  QVERIFY(ended[0][0].toBool());
  const QImage picture(path("slice.png"));
  QCOMPARE(picture.size(), QSize(3000, 2000));
  QCOMPARE(picture.text(QStringLiteral("Map")), QStringLiteral("ball.mrc"));
  QCOMPARE(picture.text(QStringLiteral("Slice")), QStringLiteral("Y 11 of 0 to 47"));
  QCOMPARE(picture.text(QStringLiteral("Slice position")), QStringLiteral("22 A from voxel (0, 0, 0)"));
  QCOMPARE(picture.text(QStringLiteral("Voxel size")), QStringLiteral("2 x 2 x 2 A"));
  QVERIFY(picture.text(QStringLiteral("Software")).startsWith(QStringLiteral("Vitrine")));
  QVERIFY(std::abs(picture.text(QStringLiteral("Level")).toDouble() - *m_window->workspace()->level()) < 1e-4);
  const GreyRange range = *m_window->slices()->link()->greyRange();
  const QString greys = picture.text(QStringLiteral("Grey range"));
  QVERIFY(std::abs(greys.section(u' ', 0, 0).toDouble() - range.low) < 1e-4 * (range.high - range.low));
  // The box is a square of the picture's height in its middle.
  QCOMPARE(qAlpha(picture.pixel(490, 1000)), 0);
  QCOMPARE(qAlpha(picture.pixel(510, 1000)), 255);
  QCOMPARE(qAlpha(picture.pixel(2490, 1000)), 255);
  QCOMPARE(qAlpha(picture.pixel(2510, 1000)), 0);
}

void WindowPhotoTest::surfaceIsOfferedOnceThereIsALevel() {
  auto* save = askedFor()->findChild<QPushButton*>(QStringLiteral("photoSave"));
  QVERIFY(save->isEnabled());
  m_window->commands()[Command::Close]->trigger();
  QVERIFY(!save->isEnabled());
  // Right after the map is there the slices can be saved already.
  QSignalSpy loaded(m_window->workspace(), &Workspace::mapLoaded);
  bool ofSurface = true, ofSlice = false;
  connect(
      m_window->workspace(), &Workspace::mapLoaded, this,
      [&] {
        ofSurface = save->isEnabled();
        dialog()->setView(ViewId::ZSlice);
        ofSlice = save->isEnabled();
        dialog()->setView(ViewId::Surface);
      },
      Qt::SingleShotConnection);
  m_window->openFiles({path("ball.mrc")});
  waitForLevel();
  QCOMPARE(loaded.count(), 1);
  QVERIFY(!ofSurface);
  QVERIFY(ofSlice);
  QVERIFY(save->isEnabled());
}

void WindowPhotoTest::stopLeavesNoFile() {
  askedFor()->setView(ViewId::XSlice);
  PhotoWish wish;
  wish.pixels = {10'000, 10'000};
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  m_window->savePhotoTo(path("stopped.png"), ViewId::XSlice, wish);
  auto* stop = dialog()->findChild<QPushButton*>(QStringLiteral("photoStop"));
  QVERIFY(stop->isEnabled());
  QTest::mouseClick(stop, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  QCOMPARE(ended[0][0].toBool(), false);
  QVERIFY(!std::filesystem::exists(*m_folder / "stopped.png"));
  QVERIFY(!stop->isEnabled());
}

void WindowPhotoTest::copiesTheViewUsedLast() {
  QAction* copy = m_window->commands()[Command::CopyImage];
  const auto clipboard = [] { return QApplication::clipboard()->image(); };
  QTest::mouseClick(slice(2), Qt::LeftButton, {}, {40, 40});
  QVERIFY(QTest::qWaitFor([this] { return !slice(2)->isDrawing(); }, kPatience));
  const QImage shown = slice(2)->currentImage();  // the message that follows takes room from the views
  copy->trigger();
  QCOMPARE(clipboard().convertToFormat(QImage::Format_RGB32), shown);
  QVERIFY(m_window->message()->text().contains(QStringLiteral("Z slice")));
  // From the dialog, in the size wished for.
  askedFor()->findChild<QSpinBox*>(QStringLiteral("photoWidth"))->setValue(1000);
  dialog()->findChild<QSpinBox*>(QStringLiteral("photoHeight"))->setValue(900);
  QTest::mouseClick(dialog()->findChild<QPushButton*>(QStringLiteral("photoCopy")), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(clipboard().size(), QSize(1000, 900), kPatience);
  QTRY_VERIFY(!m_window->isExporting());
  QTest::mouseClick(m_window->surface(), Qt::LeftButton, {}, {40, 40});
  copy->trigger();
  QCOMPARE(clipboard().size(), pixelsOf(m_window->surface()));
  QVERIFY(m_window->message()->text().contains(QStringLiteral("Surface")));
}

void WindowPhotoTest::sliceHasAMenu() {
  const auto menu = [] { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); };
  // A drag is contrast and opens none.
  const GreyRange before = *m_window->slices()->link()->greyRange();
  QTest::mousePress(slice(0), Qt::RightButton, {}, {50, 50});
  QTest::mouseMove(slice(0), {110, 50});
  QTest::mouseRelease(slice(0), Qt::RightButton, {}, {110, 50});
  QVERIFY(!(*m_window->slices()->link()->greyRange() == before));
  QVERIFY(menu() == nullptr);
  // A click opens it and leaves the contrast alone, also where the hand shakes.
  const GreyRange now = *m_window->slices()->link()->greyRange();
  QTest::mousePress(slice(0), Qt::RightButton, {}, {50, 50});
  QTest::mouseMove(slice(0), {51, 52});
  QTest::mouseRelease(slice(0), Qt::RightButton, {}, {51, 52});
  QVERIFY(menu() != nullptr);
  QVERIFY(*m_window->slices()->link()->greyRange() == now);
  QCOMPARE(menu()->actions().size(), 2);
  menu()->close();
  // The menu key: save asks for this slice.
  QContextMenuEvent key(QContextMenuEvent::Keyboard, {10, 10}, slice(1)->mapToGlobal(QPoint(10, 10)));
  QCoreApplication::sendEvent(slice(1), &key);
  QVERIFY(menu() != nullptr);
  QTest::keyClick(menu(), Qt::Key_S);
  QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
  QCOMPARE(dialog()->view(), ViewId::YSlice);
}

QTEST_MAIN(WindowPhotoTest)
#include "window_photo_test.moc"
