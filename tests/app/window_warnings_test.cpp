// Warnings lead to their place and may be accepted with a sentence that the reports print.
#include "app/window/comments.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "app/window/work_history.hpp"
#include "core/base/random.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/writer.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/report/report_page.hpp"
#include "widgets/report/warning_row.hpp"
#include "widgets/theme/text.hpp"

#include <qcustomplot.h>
#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

constexpr int kEdge = 48;
constexpr double kLevel = 0.5;
const QString kCheck = QStringLiteral("0.b");
const QString kMany = QStringLiteral("many_components");

/// Nine balls, none of them the molecule: 0.b warns of them at level 0.5.
void writeBlobs(const std::filesystem::path& file) {
  Volume volume(Grid{{kEdge, kEdge, kEdge}, {2, 2, 2}, {}});
  const double centres[9][3] = {{10, 10, 10}, {36, 10, 12}, {10, 36, 12}, {36, 36, 10}, {10, 10, 36},
                                {36, 12, 36}, {12, 36, 36}, {36, 36, 36}, {24, 24, 24}};
  // Alike enough for all nine to be needed for 95 % of the mask.
  const double radii[9] = {4, 4.5, 4, 4.1, 3.9, 4, 4.2, 3.9, 5};
  for (int z = 0; z < kEdge; ++z)
    for (int y = 0; y < kEdge; ++y)
      for (int x = 0; x < kEdge; ++x) {
        double value = 0.02 * randomNormal(1, static_cast<std::uint64_t>(volume.grid.index(x, y, z)));
        for (int i = 0; i < 9; ++i) {
          const double r = std::hypot(x - centres[i][0], y - centres[i][1], z - centres[i][2]);
          value += 1 / (1 + std::exp(2 * (r - radii[i])));
        }
        volume.at(x, y, z) = static_cast<float>(value);
      }
  Progress progress;
  save(file, volume, {}, progress);
}

}  // namespace

class WindowWarningsTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() {
    openWindow();
    writeBlobs(*m_folder / "blobs.mrc");
    m_window->openFiles({path("blobs.mrc")});
    waitForLevel();
  }
  void cleanup() { closeWindow(); }
  void aClickMovesTheViewsToThePlace();
  void enterLeadsFromWarningToWarning();
  void commandsGoThroughAllChecks();
  void aPlaceInAPlotOpensThatPlot();
  void theCriterionStandsInForALimitThatIsNoNumber();
  void observationsAboutACurveLeadThere();
  void rowsOfTheComponentsLeadThere();
  void theLogLeadsThereToo();
  void acceptingIsPartOfTheReport();
  void escapeLeavesTheCommentAlone();
  void acceptanceCanBeUndone();

private:
  void run(double level = kLevel) {
    m_window->workspace()->setLevel(level);
    QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
    m_window->runChecks({kCheck});
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
    m_window->checkList()->select(kCheck);
    // Rows are shown, and laid out, from the event loop.
    const auto isShown = [this] {
      const auto* first = m_window->details()->findChild<WarningRow*>();
      return first != nullptr && first->isVisible() && first->height() > first->fontMetrics().height();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isShown(), kPatience);
  }
  const Warning* warning(const QString& code) const {
    const CheckResult* result = m_window->checks()->result(kCheck);
    const auto found = std::ranges::find(result->warnings, code.toStdString(), &Warning::code);
    return found == result->warnings.end() ? nullptr : &*found;
  }
  WarningRow* row(const QString& code) const {
    return m_window->details()->findChild<WarningRow*>(QStringLiteral("warning_") + code);
  }
  SliceLink* link() const { return m_window->slices()->link(); }
  QString jsonAfterExport() {
    QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
    m_window->exportTo(ExportKind::Json, path("report.json"));
    [&] { QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience); }();
    QFile file(path("report.json"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
  }
};

void WindowWarningsTest::aClickMovesTheViewsToThePlace() {
  run();
  const Warning* many = warning(kMany);
  QVERIFY(many != nullptr && many->location);
  QVERIFY(link()->crosshair() != many->location->voxel);
  const SurfaceCamera before = m_window->surface()->camera();
  QVERIFY(row(kMany) != nullptr);
  QTest::mouseClick(row(kMany), Qt::LeftButton, {}, QPoint(30, 8));
  QCOMPARE(link()->crosshair(), many->location->voxel);
  QVERIFY(*link()->valueAt(link()->crosshair()) >= kLevel);  // in the component, not beside it
  QVERIFY(!(m_window->surface()->camera() == before));
  QVERIFY(row(kMany)->isCurrent());
  QCOMPARE(m_window->details()->tab(), DetailsDock::Tab::Explanation);
  // What broke the rule, and what would pass.
  QVERIFY(
      row(kMany)->findChild<QLabel*>(QStringLiteral("warningText"))->text().startsWith(QStringLiteral("9 components")));
  QCOMPARE(row(kMany)->findChild<QLabel*>(QStringLiteral("warningPasses"))->text(),
           QStringLiteral("How would it pass? At most 5 would pass."));
  QVERIFY(
      row(kMany)->findChild<QLabel*>(QStringLiteral("warningPlace"))->text().startsWith(QStringLiteral("at voxel (")));
  // The keyboard does the same.
  m_window->slices()->link()->setCrosshair({0, 0, 0});
  row(kMany)->setFocus();
  QTest::keyClick(row(kMany), Qt::Key_Return);
  QCOMPARE(link()->crosshair(), many->location->voxel);
}

void WindowWarningsTest::enterLeadsFromWarningToWarning() {
  run();
  const auto count = static_cast<int>(m_window->checks()->result(kCheck)->warnings.size());
  QVERIFY(count >= 2);
  auto* list = m_window->checkList()->findChild<QListView*>(QStringLiteral("checkView"));
  list->setFocus();
  for (int i = 0; i <= count; ++i) {
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_window->details()->currentWarning(), i % count);
  }
}

void WindowWarningsTest::commandsGoThroughAllChecks() {
  QVERIFY(!m_window->commands()[Command::NextWarning]->isEnabled());
  run();
  const QAction* next = m_window->commands()[Command::NextWarning];
  QVERIFY(next->isEnabled());
  m_window->checkList()->select(QStringLiteral("1.a"));
  m_window->commands()[Command::NextWarning]->trigger();
  QCOMPARE(m_window->checkList()->selectedId(), kCheck);
  QCOMPARE(m_window->details()->currentWarning(), 0);
  m_window->commands()[Command::PreviousWarning]->trigger();
  QCOMPARE(m_window->details()->currentWarning(),
           static_cast<int>(m_window->checks()->result(kCheck)->warnings.size()) - 1);
}

void WindowWarningsTest::aPlaceInAPlotOpensThatPlot() {
  run(-0.01);
  const QString code = QStringLiteral("threshold_not_positive");
  const Warning* negative = warning(code);
  QVERIFY(negative != nullptr && negative->plotPlace);
  QTest::mouseClick(row(code)->findChild<QAbstractButton*>(QStringLiteral("showPlace")), Qt::LeftButton);
  QCOMPARE(m_window->details()->tab(), DetailsDock::Tab::Plots);
  const auto& plots = m_window->details()->page(DetailsDock::Tab::Plots)->plots();
  const auto shown = std::ranges::find_if(plots, [](PlotPanel* panel) { return panel->place().has_value(); });
  QVERIFY(shown != plots.end());
  QCOMPARE((*shown)->plot().key, negative->plotPlace->plot);
  QCOMPARE(*(*shown)->place(), -0.01);
  QVERIFY((*shown)->canvas()->xAxis->range().contains(-0.01));
  QTRY_VERIFY((*shown)->canvas()->visibleRegion().boundingRect().height() > 50);  // scrolled to
  // The warning stands above the plot.
  auto* bar = m_window->details()->findChild<QLabel*>(QStringLiteral("warningBar"));
  QVERIFY(bar->isVisible());
  QVERIFY(bar->text().contains(QStringLiteral("How would it pass? Give one above 0")));
  m_window->details()->showTab(DetailsDock::Tab::Explanation);
  QVERIFY(!bar->isVisible());
  QVERIFY(row(code)->isCurrent());
  // Another check has nothing to do with it.
  m_window->details()->showTab(DetailsDock::Tab::Plots);
  m_window->checkList()->select(QStringLiteral("0.c"));
  QVERIFY(!bar->isVisible());
}

void WindowWarningsTest::theCriterionStandsInForALimitThatIsNoNumber() {
  run(-0.01);
  const Warning* half = warning(QStringLiteral("half_of_box_selected"));
  QVERIFY(half != nullptr && half->plotPlace);
  QTest::mouseClick(row(QStringLiteral("half_of_box_selected")), Qt::LeftButton, {}, QPoint(30, 8));
  QCOMPARE(m_window->details()->tab(), DetailsDock::Tab::Plots);
  auto* bar = m_window->details()->findChild<QLabel*>(QStringLiteral("warningBar"));
  QVERIFY(bar->isVisible());
  const std::string_view criteria = findCheck(kCheck.toStdString())->info().criteria;
  QVERIFY2(bar->text().contains(QStringLiteral("How would it pass? ") + displayText(criteria)),
           qPrintable(bar->text()));
}

void WindowWarningsTest::observationsAboutACurveLeadThere() {
  run();
  CheckResult result = *m_window->checks()->result(kCheck);
  result.observe("comes_back", "The curve rises again.", PlotPlace{"density_histogram", 0.75});
  m_window->details()->showCheck(kCheck, &result);
  m_window->details()->showTab(DetailsDock::Tab::Explanation);
  auto* show = m_window->details()->findChild<QAbstractButton*>(QStringLiteral("showPlotPlace"));
  QVERIFY(show != nullptr);
  QTest::mouseClick(show, Qt::LeftButton);
  QCOMPARE(m_window->details()->tab(), DetailsDock::Tab::Plots);
  const auto& plots = m_window->details()->page(DetailsDock::Tab::Plots)->plots();
  QVERIFY(std::ranges::any_of(plots, [](const PlotPanel* panel) { return panel->place() == 0.75; }));
}

void WindowWarningsTest::rowsOfTheComponentsLeadThere() {
  run();
  m_window->details()->showTab(DetailsDock::Tab::Numbers);
  auto* table = m_window->details()->findChild<QTableWidget*>(QStringLiteral("places"));
  QVERIFY(table != nullptr);
  QCOMPARE(table->rowCount(), 9);
  std::vector<Index3> places;
  for (int i = 0; i < table->rowCount(); ++i) {
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualItemRect(table->item(i, 0)).center());
    places.push_back(link()->crosshair());
    QVERIFY(*link()->valueAt(places.back()) >= kLevel);
  }
  QCOMPARE(places.front(), (Index3{24, 24, 24}));  // the largest of the nine
  std::ranges::sort(places);
  QVERIFY(std::ranges::adjacent_find(places) == places.end());
  table->setFocus();
  table->setCurrentCell(0, 0);
  QTest::keyClick(table, Qt::Key_Return);
  QCOMPARE(link()->crosshair(), (Index3{24, 24, 24}));
}

void WindowWarningsTest::theLogLeadsThereToo() {
  run();
  m_window->details()->showTab(DetailsDock::Tab::Log);
  auto* log = m_window->details()->findChild<QPlainTextEdit*>();
  QVERIFY(log->find(QStringLiteral("9 components"), QTextDocument::FindBackward) ||
          log->find(QStringLiteral("9 components")));
  log->setFocus();
  QTest::keyClick(log, Qt::Key_Return);
  QCOMPARE(link()->crosshair(), warning(kMany)->location->voxel);
}

void WindowWarningsTest::acceptingIsPartOfTheReport() {
  run();
  m_window->details()->showTab(DetailsDock::Tab::Explanation);
  auto* line = row(kMany)->findChild<QLineEdit*>(QStringLiteral("acceptLine"));
  QVERIFY(!line->isVisible());
  QTest::mouseClick(row(kMany)->findChild<QAbstractButton*>(QStringLiteral("acceptWarning")), Qt::LeftButton);
  QVERIFY(line->isVisible());
  QTest::keyClicks(line, QStringLiteral("Nine separate domains"));
  QTest::keyClick(line, Qt::Key_Return);
  QVERIFY(!line->isVisible());
  QCOMPARE(m_window->comments()->sentence(Comments::key(kCheck, kMany)), QStringLiteral("Nine separate domains"));
  QCOMPARE(row(kMany)->findChild<QLabel*>(QStringLiteral("warningAccepted"))->text(),
           QStringLiteral("Accepted: Nine separate domains"));
  QCOMPARE(m_window->checks()->state(kCheck), CheckState::Warnings);  // the verdict stays

  const auto report = nlohmann::json::parse(jsonAfterExport().toStdString());
  for (const auto& check : report["checks"]) {
    if (check["id"] != "0.b") continue;
    QCOMPARE(QString::fromStdString(check["status"]), QStringLiteral("warnings"));
    for (const auto& item : check["warnings"])
      QCOMPARE(item["accepted"].is_null() ? QString() : QString::fromStdString(item["accepted"]),
               item["code"] == "many_components" ? QStringLiteral("Nine separate domains") : QString());
  }
  // It survives another run, and goes with the entry.
  run();
  QVERIFY(row(kMany)->findChild<QLabel*>(QStringLiteral("warningAccepted"))->isVisible());
  QTest::mouseClick(row(kMany)->findChild<QAbstractButton*>(QStringLiteral("takeBack")), Qt::LeftButton);
  QVERIFY(m_window->comments()->all().isEmpty());
  m_window->comments()->set(Comments::key(kCheck, kMany), QStringLiteral("again"));
  m_window->workspace()->close();
  QVERIFY(m_window->comments()->all().isEmpty());
}

void WindowWarningsTest::escapeLeavesTheCommentAlone() {
  run();
  m_window->comments()->set(Comments::key(kCheck, kMany), QStringLiteral("first"));
  auto* accept = row(kMany)->findChild<QAbstractButton*>(QStringLiteral("acceptWarning"));
  QTest::mouseClick(accept, Qt::LeftButton);
  auto* line = row(kMany)->findChild<QLineEdit*>(QStringLiteral("acceptLine"));
  QCOMPARE(line->text(), QStringLiteral("first"));
  QTest::keyClicks(line, QStringLiteral("second"));
  QTest::keyClick(line, Qt::Key_Escape);
  QVERIFY(!line->isVisible());
  QCOMPARE(m_window->comments()->sentence(Comments::key(kCheck, kMany)), QStringLiteral("first"));
}

void WindowWarningsTest::acceptanceCanBeUndone() {
  run();
  m_window->history()->settle();
  m_window->comments()->set(Comments::key(kCheck, kMany), QStringLiteral("a reason"));
  m_window->history()->settle();
  m_window->commands()[Command::Undo]->trigger();
  QVERIFY(m_window->comments()->all().isEmpty());
  QVERIFY(!row(kMany)->findChild<QLabel*>(QStringLiteral("warningAccepted"))->isVisible());
  m_window->commands()[Command::Redo]->trigger();
  QCOMPARE(m_window->comments()->sentence(Comments::key(kCheck, kMany)), QStringLiteral("a reason"));
}

QTEST_MAIN(WindowWarningsTest)
#include "window_warnings_test.moc"
