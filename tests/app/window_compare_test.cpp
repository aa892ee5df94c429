// Compare mode: every number with its difference, both curves, the difference map, what cannot be compared.
#include "app/window/compare_chooser.hpp"
#include "app/window/compare_entry.hpp"
#include "app/window/compare_link.hpp"
#include "app/window/compare_pages.hpp"
#include "app/window/compare_side.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/compare_work.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/session_control.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "tests/app/compare_fixture.hpp"
#include "tests/support/simulated.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/theme/text.hpp"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

fs::path writeVolume(const fs::path& file, const Grid& grid, const std::function<double(int, int, int)>& value) {
  Volume volume(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x) volume.at(x, y, z) = static_cast<float>(value(x, y, z));
  Progress progress;
  save(file, volume, {}, progress);
  return file;
}

/// A soft ball of height 1 about voxel floor(N/2).
double ball(int edge, int x, int y, int z) {
  const double c = edge / 2;
  return 1 / (1 + std::exp(1.5 * (std::hypot(x - c, y - c, z - c) - 0.22 * edge)));
}

/// 27 voxels that only B has.
bool isBump(int x, int y, int z) { return std::abs(x - 6) <= 1 && std::abs(y - 8) <= 1 && std::abs(z - 10) <= 1; }

QString cell(const CompareTable& table, int row, int column) {
  return table.index(row, column).data(Qt::DisplayRole).toString();
}

/// The row of a number; -1: there is none.
int rowOf(const CompareTable& table, const QString& check, const QString& name) {
  for (int row = 0; row < table.rowCount(); ++row)
    if (cell(table, row, CompareTable::Check) == check && cell(table, row, CompareTable::Name) == name) return row;
  return -1;
}

}  // namespace

class WindowCompareTest : public CompareFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void tableCurvesAndMissingNumbers();
  void differenceMapIsTheOneOfTheMaps();
  void differentGridsSaySo();
  void aReportHasNumbersAndNoVoxels();
  void aSessionBringsItsResults();
  void filesThatCannotBeComparedAreNamed();
  void stopAndCloseEndTheWork();

private:
  /// Into VITRINE_ARTEFACTS, if that is set, once everything is drawn.
  void keepPicture(const char* name) {
    const QString folder = qEnvironmentVariable("VITRINE_ARTEFACTS");
    if (folder.isEmpty()) return;
    for (const int side : {0, 1}) {
      QTRY_VERIFY_WITH_TIMEOUT(!compare()->side(side)->surface()->isRefining(), kPatience);
      for (int axis = 0; axis < 3; ++axis)
        QTRY_VERIFY_WITH_TIMEOUT(!compare()->side(side)->slices()->slice(axis)->isDrawing(), kPatience);
    }
    QTest::qWait(300);
    QVERIFY(compare()->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
  }
};

void WindowCompareTest::tableCurvesAndMissingNumbers() {
  const SimulatedFiles a = writeEntry("a", 6, 1), b = writeEntry("b", 8, 2);
  openEntry(a);
  const QStringList ids{QStringLiteral("0.a"), QStringLiteral("0.b"), QStringLiteral("1.a")};
  runInMain(ids);
  m_window->compareWith({b.map, b.half1, b.half2});
  waitForComparison();
  const CompareTable& table = *compare()->numbers()->table();

  // B has not been measured: every number says so, and so does the line above the table.
  QCOMPARE(compare()->missingChecks(false), ids);
  QVERIFY2(compare()->numbers()->missingText().contains(QStringLiteral("0.a, 0.b, 1.a (Not run)")),
           qPrintable(compare()->numbers()->missingText()));
  int missing = 0;
  for (int row = 0; row < table.rowCount(); ++row)
    if (ids.contains(cell(table, row, CompareTable::Check)) &&
        cell(table, row, CompareTable::B) == QStringLiteral("Not run"))
      ++missing;
  QVERIFY2(missing > 10, qPrintable(QString::number(missing)));
  QVERIFY(!compare()->work()->outcome()->comparison.curves.empty());
  QCOMPARE(compare()->curves()->plot()->plot().series.size(), std::size_t{1});

  // The button measures B with the same checks; the window stays usable meanwhile.
  auto* run = compare()->findChild<QPushButton*>(QStringLiteral("runB"));
  QTRY_VERIFY(run->isVisible() && run->isEnabled());
  {
    Watchdog watchdog;
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(compare()->isMeasuring());
    QVERIFY(!m_window->commands()[Command::RunChecks]->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!compare()->isMeasuring(), kPatience);
    QVERIFY2(watchdog.longest() < kLongestGap, qPrintable(watchdog.text("measuring B")));
  }
  waitForComparison();
  QVERIFY(m_window->commands()[Command::RunChecks]->isEnabled());
  QVERIFY(compare()->missingChecks(false).isEmpty());
  QCOMPARE(compare()->numbers()->missingText(), QString());

  // What core says of the same results, row by row.
  Progress progress;
  const auto model = [&](const Workspace& workspace, const CheckListModel& checks) {
    return reportModelOf({.context = workspace.context(), .results = checks.currentResults()}, false, progress);
  };
  const ReportModel modelA = model(*m_window->workspace(), *m_window->checks());
  const ReportModel modelB = model(*compare()->entry()->workspace(), *compare()->entry()->checks());
  const Comparison expected = compareResults({a.map.string(), &modelA}, {b.map.string(), &modelB});
  int compared = 0;
  const auto verify = [&](const QString& check, const std::vector<ComparedNumber>& numbers) {
    for (const ComparedNumber& number : numbers) {
      const int row = rowOf(table, check, displayText(number.label));
      QVERIFY2(row >= 0, number.label.c_str());
      if (number.inA) QCOMPARE(cell(table, row, CompareTable::A), displayText(comparedText(number, Side::A)));
      if (number.inB) QCOMPARE(cell(table, row, CompareTable::B), displayText(comparedText(number, Side::B)));
      QCOMPARE(cell(table, row, CompareTable::Difference), displayText(differenceText(number)));
      QCOMPARE(cell(table, row, CompareTable::Relative), displayText(relativeText(number)));
      ++compared;
    }
  };
  verify(QStringLiteral("Input"), expected.numbers);
  QCOMPARE(expected.checks.size(), std::size_t{3});
  for (const ComparedCheck& check : expected.checks) verify(QString::fromStdString(check.id), check.numbers);
  QVERIFY2(compared > 30, qPrintable(QString::number(compared)));

  // Only what differs: fewer rows, none of them alike.
  auto* view = compare()->numbers()->view();
  const int all = view->model()->rowCount();
  QTest::keyClick(compare()->findChild<QAbstractButton*>(QStringLiteral("onlyDifferent")), Qt::Key_Space);
  QVERIFY(view->model()->rowCount() < all && view->model()->rowCount() > 0);

  // One plot, both FSC curves, each the one of its own half maps.
  const CurvePlot& plot = compare()->curves()->plot()->plot();
  QCOMPARE(compare()->curves()->choice()->currentData().toString(), QStringLiteral("1.a/fsc"));
  QCOMPARE(plot.series.size(), std::size_t{2});
  const auto fscOf = [](const CheckListModel& checks) {
    for (const CurvePlot& own : checks.result(QStringLiteral("1.a"))->plots)
      for (const Series& series : own.series)
        if (series.key == "fsc") return series.y;
    return std::vector<double>();
  };
  QVERIFY(plot.series[0].y == fscOf(*m_window->checks()));
  QVERIFY(plot.series[1].y == fscOf(*compare()->entry()->checks()));
  QVERIFY(plot.series[0].y != plot.series[1].y);
  QCOMPARE(plot.series[1].style, SeriesStyle::DashedLine);

  keepPicture("compare_numbers");
  auto* pages = compare()->findChild<QTabWidget*>(QStringLiteral("comparePages"));
  pages->setCurrentIndex(1);
  keepPicture("compare_curves");
  pages->setCurrentIndex(2);
  compare()->difference()->setShown(true);
  keepPicture("compare_difference");
  compare()->difference()->setShown(false);
  pages->setCurrentIndex(0);

  // And as files, written by core.
  for (const char* name : {"c.csv", "c.json", "c.html"}) {
    QSignalSpy ended(compare(), &CompareWindow::writingEnded);
    compare()->saveComparisonTo(path(name));
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
    QVERIFY2(ended[0][0].toBool(), qPrintable(compare()->message()->text()));
  }
  std::ifstream csv(*m_folder / "c.csv");
  const std::string text((std::istreambuf_iterator<char>(csv)), {});
  QCOMPARE(text, comparisonCsv(compare()->work()->outcome()->comparison));
}

void WindowCompareTest::differenceMapIsTheOneOfTheMaps() {
  constexpr int edge = 32;
  const Grid grid = cube(edge, 2);
  openMap(writeVolume(*m_folder / "a.mrc", grid, [](int x, int y, int z) { return ball(edge, x, y, z); }));
  writeVolume(*m_folder / "b.mrc", grid,
              [](int x, int y, int z) { return 2 * ball(edge, x, y, z) + 0.5 + (isBump(x, y, z) ? 4 : 0); });
  m_window->workspace()->setLevel(0.5);
  compareWith({*m_folder / "b.mrc"});
  compare()->entry()->workspace()->setLevel(1.5);
  QTRY_VERIFY_WITH_TIMEOUT(compare()->work()->outcome()->comparison.difference &&
                               compare()->work()->outcome()->comparison.difference->levelB == 1.5,
                           kPatience);
  waitForComparison();

  // B = 2 A + 0.5 but for the bump of 4: scaled to A it is A, and half the bump is left.
  const CompareOutcome& outcome = *compare()->work()->outcome();
  QVERIFY(outcome.difference != nullptr);
  QVERIFY(std::abs(outcome.comparison.difference->scale - 0.5) < 1e-5);
  QVERIFY(std::abs(outcome.comparison.difference->offset + 0.25) < 1e-5);
  for (int z = 0; z < edge; ++z)
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x) {
        const double wanted = isBump(x, y, z) ? 2 : 0, found = outcome.difference->at(x, y, z);
        if (std::abs(found - wanted) > 1e-5)
          QFAIL(qPrintable(QStringLiteral("%1 instead of %2 at %3 %4 %5").arg(found).arg(wanted).arg(x).arg(y).arg(z)));
      }

  // Shown on both sides with the diverging colours, alike about 0; the largest difference is one press away.
  QVERIFY(compare()->side(0)->slices()->link()->overlays().empty());
  press(compare(), Qt::Key_D);
  for (const int side : {0, 1}) {
    const auto& overlays = compare()->side(side)->slices()->link()->overlays();
    QCOMPARE(overlays.size(), std::size_t{1});
    QVERIFY(overlays[0].volume == outcome.difference);
    QCOMPARE(overlays[0].colours, ColorMap::BlueWhiteRed);
    QCOMPARE(overlays[0].low, -overlays[0].high);
    QVERIFY(compare()->side(side)->surface()->colour().volume == outcome.difference);
  }
  QTest::mouseClick(compare()->findChild<QPushButton*>(QStringLiteral("largestDifference")), Qt::LeftButton);
  for (const int side : {0, 1}) {
    const Index3 at = compare()->side(side)->slices()->link()->crosshair();
    QVERIFY(isBump(at[0], at[1], at[2]));
  }
  press(compare(), Qt::Key_D);
  QVERIFY(compare()->side(1)->slices()->link()->overlays().empty());
  QVERIFY(compare()->side(1)->surface()->colour().volume == nullptr);

  // The file holds the same voxels where A lies; A itself is never written over.
  QSignalSpy ended(compare(), &CompareWindow::writingEnded);
  compare()->saveDifferenceTo(path("d.mrc"));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  QVERIFY2(ended[0][0].toBool(), qPrintable(compare()->message()->text()));
  ThreadExecutor executor(1);
  Progress progress;
  const auto loaded = load(*m_folder / "d.mrc", {}, executor, progress);
  QVERIFY(loaded->volume.grid == outcome.difference->grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) QVERIFY(loaded->volume.data[i] == outcome.difference->data[i]);
  compare()->saveDifferenceTo(path("a.mrc"));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatience);
  QVERIFY(!ended[1][0].toBool());
}

void WindowCompareTest::differentGridsSaySo() {
  openBall(48);
  writeBall(*m_folder / "b.mrc", 40, 2.0);
  compareWith({*m_folder / "b.mrc"});
  const CompareOutcome& outcome = *compare()->work()->outcome();
  QVERIFY(outcome.difference == nullptr);
  QVERIFY2(outcome.differenceProblem.contains(QStringLiteral("48 x 48 x 48")), qPrintable(outcome.differenceProblem));
  const auto* text = compare()->findChild<QLabel*>(QStringLiteral("differenceText"));
  QVERIFY2(text->text().contains(outcome.differenceProblem), qPrintable(text->text()));
  for (const char* name : {"showDifference", "largestDifference", "saveDifference"})
    QVERIFY2(!compare()->findChild<QAbstractButton*>(QLatin1String(name))->isEnabled(), name);
  // The numbers of the files are compared all the same.
  const CompareTable& table = *compare()->numbers()->table();
  const int row = rowOf(table, QStringLiteral("Input"), QStringLiteral("Box along X"));
  QVERIFY(row >= 0);
  QVERIFY2(cell(table, row, CompareTable::Difference).startsWith(QStringLiteral("-8")),
           qPrintable(cell(table, row, CompareTable::Difference)));
  QVERIFY(compare()->numbers()->missingText().contains(QStringLiteral("Neither side has results")));
}

void WindowCompareTest::aReportHasNumbersAndNoVoxels() {
  openBall(48);
  runInMain({QStringLiteral("0.a"), QStringLiteral("0.b")});
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  m_window->exportTo(ExportKind::Json, path("report.json"));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  compareWith({*m_folder / "report.json"});
  QVERIFY(!compare()->side(1)->hasMap());
  QVERIFY(compare()->work()->outcome()->differenceProblem.contains(QStringLiteral("report")));
  QVERIFY(compare()->missingChecks(true).isEmpty());
  const CompareTable& table = *compare()->numbers()->table();
  int numbers = 0;
  for (int row = 0; row < table.rowCount(); ++row) {
    if (cell(table, row, CompareTable::Difference).isEmpty()) continue;
    ++numbers;
    QCOMPARE(cell(table, row, CompareTable::A), cell(table, row, CompareTable::B));
  }
  QVERIFY(numbers > 10);
  // A check that A gets later is not in the report, and nothing can be run of it.
  runInMain({QStringLiteral("0.c")});
  QTRY_VERIFY_WITH_TIMEOUT(compare()->numbers()->missingText().contains(QStringLiteral("0.c (not in the report)")),
                           kPatience);
  QVERIFY(!compare()->findChild<QPushButton*>(QStringLiteral("runB"))->isVisible());
}

void WindowCompareTest::aSessionBringsItsResults() {
  openBall(48);
  runInMain({QStringLiteral("0.a")});
  m_window->workspace()->setLevel(0.4);
  runInMain({QStringLiteral("0.b")});
  QSignalSpy saved(m_window->session(), &SessionControl::saved);
  m_window->session()->saveTo(*m_folder / "work.vitrine");
  QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatience);
  writeBall(*m_folder / "new.mrc", 48, 2.0);
  openMap(*m_folder / "new.mrc");
  compareWith({*m_folder / "work.vitrine"});
  QCOMPARE(*compare()->entry()->workspace()->level(), 0.4);
  QVERIFY(compare()->entry()->checks()->isCurrent(QStringLiteral("0.b")));
  // What was out of date when the session was saved is so here; and A is told to catch up.
  QVERIFY(!compare()->entry()->checks()->isCurrent(QStringLiteral("0.a")));
  QCOMPARE(compare()->missingChecks(true), QStringList{QStringLiteral("0.b")});
  QVERIFY(compare()->numbers()->missingText().startsWith(QStringLiteral("A lacks the numbers of 0.b (Not run)")));
  // The map under the session is another one now.
  writeVolume(*m_folder / "ball.mrc", cube(48, 2), [](int x, int y, int z) { return ball(48, x, y, z); });
  compareWith({*m_folder / "work.vitrine"});
  QTRY_VERIFY_WITH_TIMEOUT(!compare()->entry()->checks()->isCurrent(QStringLiteral("0.b")), kPatience);
}

void WindowCompareTest::filesThatCannotBeComparedAreNamed() {
  openBall(32);
  std::ofstream(*m_folder / "notes.mrc") << "This is no map.";
  std::ofstream(*m_folder / "other.json") << R"({"schema": "something/1"})";
  std::ofstream(*m_folder / "broken.vitrine") << "{";
  for (const char* name : {"notes.mrc", "other.json", "broken.vitrine", "not-there.mrc"}) {
    m_window->compareWith({});
    QSignalSpy failed(compare(), &CompareWindow::openFailed);
    compare()->open({*m_folder / name});
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
    const auto* chooser = compare()->findChild<CompareChooser*>();
    QVERIFY(chooser->isVisible());
    const QString text = chooser->findChild<QLabel*>()->text();
    QVERIFY2(text.contains(QLatin1String(name)), qPrintable(text));
    QVERIFY(!compare()->isBusy());
  }
  QVERIFY(m_window->workspace()->map() != nullptr);
}

void WindowCompareTest::stopAndCloseEndTheWork() {
  const SimulatedFiles a = writeEntry("a", 6, 1);
  openEntry(a);
  m_window->compareWith({a.map, a.half1, a.half2});
  waitForComparison();
  const CheckListModel& checks = *compare()->entry()->checks();
  const auto isAnyRunning = [&] {
    const QStringList all = checks.ids();
    return std::ranges::any_of(all, [&](const QString& id) { return checks.state(id) == CheckState::Running; });
  };
  compare()->entry()->measure(checks.ids());
  QTRY_VERIFY_WITH_TIMEOUT(isAnyRunning(), kPatience);
  press(compare(), Qt::Key_Escape);
  QTRY_VERIFY_WITH_TIMEOUT(!compare()->isMeasuring(), 5000);
  // What had not finished says so and can be run again.
  const QStringList all = checks.ids();
  QVERIFY(std::ranges::any_of(all, [&](const QString& id) { return checks.state(id) == CheckState::Cancelled; }));
  waitForComparison();
  compare()->entry()->measure(checks.ids());
  QTRY_VERIFY_WITH_TIMEOUT(isAnyRunning(), kPatience);
  const QPointer<CompareWindow> window = compare();
  window->close();
  QVERIFY(m_window->compareWindow() == nullptr);
  QTRY_VERIFY_WITH_TIMEOUT(window.isNull(), 5000);
  QVERIFY(m_window->commands()[Command::RunChecks]->isEnabled());
  // With the main window: at once, while B is being opened.
  m_window->compareWith({a.map, a.half1, a.half2});
  closeWindow();
}

QTEST_MAIN(WindowCompareTest)
#include "window_compare_test.moc"
