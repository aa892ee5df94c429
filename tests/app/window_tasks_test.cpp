// The ten tasks a new user must finish without help, done by mouse and keyboard in the real window, one after the
// other. What the window shows at the end of each is kept as a picture (VITRINE_ARTEFACTS, or ten_tasks in the working
// folder).
#include "app/window/data_dock.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/display_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/overlay_catalogue.hpp"
#include "app/window/suggest_menu.hpp"
#include "app/window/threshold_dock.hpp"
#include "core/mapio/curve_file.hpp"
#include "tests/app/program.hpp"
#include "tests/app/sample_job.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/report/report_page.hpp"
#include "widgets/report/warning_row.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>
#include <optional>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

QByteArray contentOf(const QString& file) {
  QFile in(file);
  return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

/// Types a path into the file dialog that the next click or key opens, and presses Enter. A dialog that stays open, or
/// another one that asks something in its place, is closed with a warning: nothing may wait for an answer for ever.
class FileAnswer {
public:
  explicit FileAnswer(QString file) : m_file(std::move(file)) {
    QObject::connect(&m_watch, &QTimer::timeout, [this] { look(); });
    m_watch.start(50);
  }
  bool isGiven() const { return m_isGiven; }

private:
  void look() {
    auto* modal = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    if (modal == nullptr || !modal->isVisible()) return;
    if (auto* files = qobject_cast<QFileDialog*>(modal); files != nullptr && !m_isGiven) {
      m_isGiven = true;
      m_since.start();
      type(files);
    } else if (files != nullptr && !m_since.hasExpired(kPatience)) {
      // The Enter may have come before the folder was read, and what reading it selects takes the name's place.
      m_watch.setInterval(kAgain);
      type(files);
    } else {
      qWarning("closed: %s \"%s\", while %s was wanted", modal->metaObject()->className(),
               qPrintable(modal->windowTitle()), qPrintable(m_file));
      modal->reject();
    }
  }
  void type(QFileDialog* files) {
    auto* name = files->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setFocus();
    // Its list of completions may come up at any moment of the typing, take the Enter and put another name in place.
    name->setCompleter(nullptr);
    name->selectAll();
    QTest::keyClicks(name, m_file);
    QTest::keyClick(name, Qt::Key_Return);
  }

  static constexpr int kAgain = 1000;  // ms
  QString m_file;
  QTimer m_watch;
  QElapsedTimer m_since;
  bool m_isGiven = false;
};

}  // namespace

class WindowTasksTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase();
  void task01_dropAJobOfFiveFiles();
  void task02_findTheLevelWhere95PercentAreOneComponent();
  void task03_tellTheMassAtThatLevel();
  void task04_runAllChecksAndKeepExploring();
  void task05_sayWhy0bWarnsAndSeeTheBlobs();
  void task06_findTheShellWhereTheFscRisesAgain();
  void task07_colourTheSurfaceAndSaveItAt3000();
  void task08_writeTheFscXml();
  void task09_exportThePdfAndItsJson();
  void task10_theSameOnTheCommandLine();
  void cleanupTestCase() { closeWindow(); }

private:
  void keep(const char* name);
  void keepText(const char* name, const QString& text);
  void raiseDock(const QString& title);
  void typeLevel(const char* level);
  void clickCheck(const QString& id);
  void writeFromTheDialog(const QStringList& kinds, const char* name);
  template <class T>
  T* child(const char* name) {
    auto* found = m_window->findChild<T*>(QLatin1String(name));
    if (found == nullptr) qWarning("there is no %s", name);
    return found;
  }

  SampleJob m_job;
  QDir m_artefacts;
};

void WindowTasksTest::initTestCase() {
  nameTestProgram();
  QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
  openWindow();
  m_window->resize(1580, 960);
  m_job = SampleJob::write(*m_folder / "lab");
  const QString wanted = qEnvironmentVariable("VITRINE_ARTEFACTS", QStringLiteral("ten_tasks"));
  m_artefacts = QDir(wanted);
  QVERIFY(m_artefacts.mkpath(QStringLiteral(".")));
}

void WindowTasksTest::keep(const char* name) {
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->surface()->isRefining(), kPatience);
  QVERIFY(m_window->grab().save(m_artefacts.filePath(QLatin1String(name) + QStringLiteral(".png"))));
}

/// What a terminal would show.
void WindowTasksTest::keepText(const char* name, const QString& text) {
  QImage screen(1200, 900, QImage::Format_RGB32);
  screen.fill(Qt::white);
  QPainter painter(&screen);
  painter.setFont(QFont(QStringLiteral("monospace"), 9));
  painter.drawText(screen.rect().adjusted(8, 8, -8, -8), Qt::TextWrapAnywhere, text);
  painter.end();
  QVERIFY(screen.save(m_artefacts.filePath(QLatin1String(name) + QStringLiteral(".png"))));
}

/// By a click on its tab, if it lies under another one; again if the docks were still being laid out, but not so soon
/// that it is a double click.
void WindowTasksTest::raiseDock(const QString& title) {
  const QList<QDockWidget*> docks = m_window->findChildren<QDockWidget*>();
  const auto dock = std::ranges::find_if(docks, [&](const QDockWidget* one) { return one->windowTitle() == title; });
  QVERIFY(dock != docks.end());
  const QWidget* content = (*dock)->widget();
  for (int attempt = 0; attempt < 30 && content->visibleRegion().isEmpty(); ++attempt) {
    for (QTabBar* bar : m_window->findChildren<QTabBar*>())
      for (int i = 0; i < bar->count(); ++i)
        if (bar->parent() == m_window.get() && bar->isVisible() && bar->tabText(i) == title)
          QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
    (void)QTest::qWaitFor([content] { return !content->visibleRegion().isEmpty(); }, 1000);
  }
  QVERIFY2(!content->visibleRegion().isEmpty(), qPrintable(title));
}

void WindowTasksTest::typeLevel(const char* level) {
  raiseDock(QStringLiteral("Threshold"));
  auto* box = child<QAbstractSpinBox>("level");
  box->setFocus();
  box->selectAll();
  QTest::keyClicks(box, QLatin1String(level));
  QTest::keyClick(box, Qt::Key_Return);
  QCOMPARE(*m_window->workspace()->level(), QByteArray(level).toDouble());
}

void WindowTasksTest::clickCheck(const QString& id) {
  auto* view = child<QListView>("checkView");
  const QModelIndex row = view->model()->index(m_window->checks()->rowOf(id), 0);
  view->scrollTo(row);
  const QRect cell = view->visualRect(row);
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, cell.center());
  QCOMPARE(m_window->checkList()->selectedId(), id);
}

void WindowTasksTest::task01_dropAJobOfFiveFiles() {
  QElapsedTimer clock;
  QSignalSpy pictures(m_window.get(), &VitrineWindow::pictureShown);
  clock.start();
  drop(m_window.get(),
       {text(m_job.particles), text(m_job.halfB), text(m_job.mask), text(m_job.map), text(m_job.halfA)});
  QTRY_VERIFY_WITH_TIMEOUT(pictures.count() > 0, kPatience);
  qInfo("first picture after %lld ms", clock.elapsed());
  waitForLevel();
  const OpenRequest& request = m_window->workspace()->request();
  QCOMPARE(text(request.map), text(m_job.map));
  QCOMPARE(text(request.half1.value_or("")), text(m_job.halfA));
  QCOMPARE(text(request.half2.value_or("")), text(m_job.halfB));
  QCOMPARE(text(request.mask.value_or("")), text(m_job.mask));
  // The resolution she means to state.
  auto* resolution = child<QAbstractSpinBox>("resolution");
  resolution->setFocus();
  resolution->selectAll();
  QTest::keyClicks(resolution, QStringLiteral("5.2"));
  QTest::keyClick(resolution, Qt::Key_Return);
  QCOMPARE(m_window->workspace()->inputs().resolution.value_or(0), 5.2);
  keep("task01_dropped");
}

void WindowTasksTest::task02_findTheLevelWhere95PercentAreOneComponent() {
  raiseDock(QStringLiteral("Threshold"));
  QTRY_VERIFY_WITH_TIMEOUT(m_window->threshold()->components().has_value(), kPatience);
  typeLevel("4.5");
  QVERIFY(m_window->threshold()->components()->largestShare() < 0.95);
  auto* suggest = child<QPushButton>("suggest");
  auto* menu = m_window->threshold()->suggestMenu();
  auto* apply = menu->findChild<QToolButton*>(QStringLiteral("suggestShareApply"));
  QVERIFY(apply != nullptr);
  QTimer::singleShot(300, apply, [this, apply, menu] {
    menu->grab().save(m_artefacts.filePath(QStringLiteral("task02_suggest.png")));
    QTest::mouseClick(apply, Qt::LeftButton);  // 95 % stands there
  });
  QTest::mouseClick(suggest, Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(*m_window->workspace()->level() != 4.5, kPatience);
  QVERIFY(m_window->threshold()->components()->largestShare() >= 0.95);
  QVERIFY(m_window->threshold()->components()->largestShare() < 0.99);  // not far beyond
  QVERIFY(child<QLabel>("suggestionReason")->text().contains(QStringLiteral("95")));
  keep("task02_one_component");
}

void WindowTasksTest::task03_tellTheMassAtThatLevel() {
  const QString shown = child<QLabel>("mass")->text();
  QVERIFY2(shown.endsWith(QStringLiteral("kDa")), qPrintable(shown));
  // Voxels above the level, counted anew; 1.207 cubic A per dalton.
  const SharedVolume volume = m_window->workspace()->volume();
  const auto above = std::count_if(volume->data.begin(), volume->data.end(),
                                   [level = *m_window->workspace()->level()](float v) { return v >= level; });
  const double expected = static_cast<double>(above) * std::pow(1.5, 3) / 1.207 / 1000;
  const double read = QString(shown).remove(QStringLiteral("kDa")).trimmed().toDouble();
  QVERIFY2(std::abs(read - expected) < 0.002 * expected, qPrintable(shown));
  keep("task03_mass");
}

void WindowTasksTest::task04_runAllChecksAndKeepExploring() {
  typeLevel("4.5");
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  QTest::keyClick(m_window->slices()->slice(1), Qt::Key_R, Qt::ControlModifier);
  QWidget* sheet = child<QWidget>("runSheet");
  QVERIFY(sheet != nullptr);
  QTRY_VERIFY(sheet->isVisible());
  keep("task04_sheet");
  QTest::mouseClick(child<QPushButton>("startRun"), Qt::LeftButton);
  QTRY_VERIFY(m_window->isRunning());
  Watchdog watchdog;
  SliceView* slice = m_window->slices()->slice(2);
  const int before = slice->index();
  for (int turn = 0; m_window->isRunning() && turn < 400; ++turn) {
    QWheelEvent wheel(QRectF(slice->rect()).center(), slice->mapToGlobal(QPointF(slice->rect().center())), {},
                      {0, turn % 20 < 10 ? -120 : 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(slice, &wheel);
    const QPoint centre = m_window->surface()->rect().center();
    QTest::mousePress(m_window->surface(), Qt::LeftButton, {}, centre);
    QTest::mouseMove(m_window->surface(), centre + QPoint(turn % 30, 5));
    QTest::mouseRelease(m_window->surface(), Qt::LeftButton, {}, centre + QPoint(turn % 30, 5));
    if (turn == 3) {
      QVERIFY(slice->index() != before);
      m_window->grab().save(m_artefacts.filePath(QStringLiteral("task04_running.png")));
    }
    QTest::qWait(10);
  }
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  qInfo("%s", qPrintable(watchdog.text("all checks and turning")));
  for (const QString& id : m_window->checks()->ids())
    QVERIFY2(m_window->checks()->result(id) != nullptr, qPrintable(id));
  keep("task04_done");
}

void WindowTasksTest::task05_sayWhy0bWarnsAndSeeTheBlobs() {
  clickCheck(QStringLiteral("0.b"));
  QCOMPARE(m_window->checks()->state(QStringLiteral("0.b")), CheckState::Warnings);
  m_window->details()->showTab(DetailsDock::Tab::Explanation);
  const CheckResult* result = m_window->checks()->result(QStringLiteral("0.b"));
  const auto& rows = m_window->details()->page(DetailsDock::Tab::Explanation)->warnings();
  QCOMPARE(rows.size(), result->warnings.size());
  WarningRow* row = rows.front();
  QVERIFY(row->hasPlace());
  QTest::mouseClick(row, Qt::LeftButton, {}, QPoint(row->width() / 2, 8));
  QVERIFY(result->warnings.front().location.has_value());
  // A blob: above the level, far from the particle.
  const Index3 place = m_window->slices()->link()->crosshair();
  QCOMPARE(place, result->warnings.front().location->voxel);
  QVERIFY(m_window->slices()->link()->valueAt(place).value_or(0) >= 4.0);
  QVERIFY(std::hypot(place[0] - 32, place[1] - 32, place[2] - 32) > 16);
  keep("task05_blob");
}

void WindowTasksTest::task06_findTheShellWhereTheFscRisesAgain() {
  clickCheck(QStringLiteral("1.a"));
  const CheckResult* result = m_window->checks()->result(QStringLiteral("1.a"));
  const auto found = std::ranges::find(result->observations, "comes_back", &Observation::code);
  QVERIFY(found != result->observations.end());
  QVERIFY(found->plotPlace.has_value());
  QVERIFY(std::abs(1 / found->plotPlace->x - 4.0) < 0.15);  // the shared noise begins at 4.0 A
  m_window->details()->showTab(DetailsDock::Tab::Explanation);
  // The only observation of this check with a place.
  auto* show = m_window->details()->page(DetailsDock::Tab::Explanation)->findChild<QToolButton*>("showPlotPlace");
  QVERIFY(show != nullptr);
  QTest::mouseClick(show, Qt::LeftButton);
  QCOMPARE(child<QTabWidget>("detailTabs")->currentIndex(), static_cast<int>(DetailsDock::Tab::Plots));
  keep("task06_fsc_rises");
}

void WindowTasksTest::task07_colourTheSurfaceAndSaveItAt3000() {
  raiseDock(QStringLiteral("Display"));
  if (QTest::currentTestFailed()) return;
  std::optional<FileAnswer> answer(std::in_place, text(m_job.localResolution));
  QTest::mouseClick(child<QPushButton>("openColouring"), Qt::LeftButton);
  QVERIFY(answer->isGiven());
  answer.reset();
  const QString id = QStringLiteral("file/") + text(m_job.localResolution);
  // The surface takes its colours at once. Rows are made anew whenever a volume comes: none is held on to.
  const DisplayDock* dock = m_window->display();
  const auto isTicked = [&] {
    return dock->rowOf(id) >= 0 && dock->table()->item(dock->rowOf(id), 2)->checkState() == Qt::Checked;
  };
  QVERIFY2(QTest::qWaitFor(isTicked, kPatience), qPrintable(m_window->message()->text()));
  auto* palette = child<QComboBox>("palette");
  QTRY_VERIFY_WITH_TIMEOUT(m_window->overlays()->made(id) != nullptr && palette->isEnabled(), kPatience);
  palette->setFocus();
  QTest::keyClicks(palette, QStringLiteral("Cividis"));
  QCOMPARE(palette->currentText(), QStringLiteral("Cividis"));
  keep("task07_coloured");

  m_window->commands()[Command::SaveImage]->trigger();
  auto* dialog = child<QDialog>("photoDialog");
  QTRY_VERIFY(dialog->isVisible());
  for (const char* side : {"photoWidth", "photoHeight"}) {
    auto* box = dialog->findChild<QSpinBox*>(QLatin1String(side));
    QVERIFY(box != nullptr);
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("3000"));
    QTest::keyClick(box, Qt::Key_Tab);
  }
  const QString file = path("surface_3000.png");
  answer.emplace(file);
  QSignalSpy saved(m_window.get(), &VitrineWindow::exportEnded);
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("photoSave")), Qt::LeftButton);
  // The file is there before the window has been told: the end of this export must not pass for that of the next.
  QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatience);
  const QImage image(file);
  QCOMPARE(image.size(), QSize(3000, 3000));
  // Cividis runs from blue to yellow: the finer inside is blue where it is seen, the rim is not.
  int coloured = 0;
  for (int y = 0; y < 3000; y += 10)
    for (int x = 0; x < 3000; x += 10) coloured += image.pixelColor(x, y).saturation() > 40;
  QVERIFY2(coloured > 2000, qPrintable(QString::number(coloured)));
  QVERIFY(image.scaled(1000, 1000, Qt::KeepAspectRatio, Qt::SmoothTransformation)
              .save(m_artefacts.filePath(QStringLiteral("task07_saved.png"))));
  dialog->close();
}

/// Ticks exactly these in the export dialog, by Space on each box, gives the files this name, and presses Write.
void WindowTasksTest::writeFromTheDialog(const QStringList& kinds, const char* name) {
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  m_window->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  QTest::keyClick(m_window->slices()->slice(1), Qt::Key_E, Qt::ControlModifier);
  QTRY_VERIFY(child<QDialog>("exportDialog") != nullptr);
  auto* dialog = child<QDialog>("exportDialog");
  QVERIFY(QTest::qWaitForWindowActive(dialog, kPatience));
  for (auto* box : dialog->findChildren<QCheckBox*>()) {
    const bool isWanted = kinds.contains(box->objectName());
    if (box->isChecked() != isWanted) QTest::keyClick(box, Qt::Key_Space);
    QCOMPARE(box->isChecked(), isWanted);
  }
  const auto type = [&](const char* line, const QString& text) {
    auto* edit = dialog->findChild<QLineEdit*>(QLatin1String(line));
    edit->selectAll();
    QTest::keyClicks(edit, text);
  };
  type("exportFolder", path(""));
  type("exportName", QLatin1String(name));
  QVERIFY(dialog->grab().save(m_artefacts.filePath(QLatin1String(name) + QStringLiteral("_dialog.png"))));
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("exportWrite")), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  QVERIFY2(ended[0][0].toBool(), qPrintable(m_window->message()->text()));
}

void WindowTasksTest::task08_writeTheFscXml() {
  writeFromTheDialog({QStringLiteral("export_fsc")}, "curves");
  if (QTest::currentTestFailed()) return;
  const QString file = path("curves_fsc.xml");
  QVERIFY2(QFileInfo::exists(file), qPrintable(m_window->message()->text()));
  QVERIFY(!readCurveFile(file.toStdString(), {}).curves.empty());
  keep("task08_fsc_written");
}

void WindowTasksTest::task09_exportThePdfAndItsJson() {
  writeFromTheDialog({QStringLiteral("export_pdf"), QStringLiteral("export_json")}, "lab");
  if (QTest::currentTestFailed()) return;
  QVERIFY(contentOf(path("lab_report.pdf")).startsWith("%PDF"));
  const QJsonArray checks =
      QJsonDocument::fromJson(contentOf(path("lab_report.json"))).object()[QStringLiteral("checks")].toArray();
  QCOMPARE(checks.size(), 16);
  QVERIFY(m_window->message()->isVisible());
  keep("task09_written");
}

void WindowTasksTest::task10_theSameOnTheCommandLine() {
  const std::string folder = m_job.folder.string();
  const std::filesystem::path out = *m_folder / "line";
  std::filesystem::create_directories(out);
  const Ended ended = runVitrine({"report", "--from", folder, "--threshold", "4.5", "--resolution", "5.2", "--pdf",
                                  (out / "report.pdf").string(), "--json", (out / "report.json").string(), "--fsc-xml",
                                  (out / "fsc.xml").string()});
  QVERIFY2(ended.status == 0 || ended.status == 1, ended.err.c_str());  // 1: a check that this version cannot measure
  QVERIFY(contentOf(text(out / "report.pdf")).startsWith("%PDF"));
  QVERIFY(!readCurveFile(out / "fsc.xml", {}).curves.empty());
  // The same numbers as in the window.
  const auto numbers = [](const QString& file) {
    QJsonObject all;
    for (const QJsonValue& check :
         QJsonDocument::fromJson(contentOf(file)).object()[QStringLiteral("checks")].toArray())
      all[check[QStringLiteral("id")].toString()] = check[QStringLiteral("numbers")];
    return all;
  };
  QCOMPARE(numbers(text(out / "report.json")), numbers(path("lab_report.json")));
  keepText("task10_command_line", QString::fromStdString(ended.err + ended.out));
}

QTEST_MAIN(WindowTasksTest)
#include "window_tasks_test.moc"
