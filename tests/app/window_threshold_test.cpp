// The threshold explorer: one line for everything, numbers of the component tree, suggestions with reasons.
#include "app/window/suggest_menu.hpp"
#include "app/window/threshold_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/memory.hpp"
#include "core/base/number_text.hpp"
#include "core/mapio/writer.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/plot/size_bars.hpp"

#include <qcustomplot.h>
#include <QAbstractButton>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

QAction* entry(const SuggestMenu* menu, const char* key) {
  return menu->findChild<QAction*>(QStringLiteral("suggest_") + QLatin1String(key));
}

}  // namespace

class WindowThresholdTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() {
    closeWindow();
    MemoryBudget::process().setLimit(m_limit);
  }
  void showsEverythingWhileDragging();
  void onePlotHoldsThreeCurves();
  void takesSigmaAndPercentile();
  void suggestionsSetTheLevelAndSayWhy();
  void findsTheLevelOfAMassAndOfAShare();
  void saysThatTheTreeIsBeingBuilt();
  void leavesTheTreeOutWithoutMemory();
  void treeCanBeStoppedAndBuiltAgain();
  void barsTellTheSizesOfTheRest();

private:
  void openBallWithTree(int edge = 48) {
    openBall(edge);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->tree() != nullptr, kPatience);
  }
  template <class T>
  T* child(const char* name) const {
    return m_window->threshold()->findChild<T*>(QLatin1String(name));
  }
  void type(const char* box, const char* text) {
    auto* spin = child<QDoubleSpinBox>(box);
    spin->setFocus();
    spin->selectAll();
    QTest::keyClicks(spin, QLatin1String(text));
    QTest::keyClick(spin, Qt::Key_Return);
  }
  const Bytes m_limit = MemoryBudget::process().limit();
};

void WindowThresholdTest::showsEverythingWhileDragging() {
  openBallWithTree();
  ThresholdDock* dock = m_window->threshold();
  QCustomPlot* canvas = dock->histogram()->canvas();
  QTRY_VERIFY(canvas->width() > 50);
  const auto tree = m_window->workspace()->tree();
  const auto pixel = [&](double level) {
    return QPoint(static_cast<int>(canvas->xAxis->coordToPixel(level)), canvas->axisRect()->center().y());
  };
  QSignalSpy meant(m_window->workspace(), &Workspace::levelChanged);
  const double before = *m_window->workspace()->level();
  QTest::mousePress(canvas, Qt::LeftButton, {}, pixel(before));
  for (int i = 1; i <= 20; ++i) {
    QTest::mouseMove(canvas, pixel(before + (0.03 - before) * i / 20));
    QCoreApplication::processEvents();
    // Each number belongs to the level under the mouse.
    const double level = *dock->level();
    const LevelComponents wanted = tree->at(level);
    QVERIFY(dock->components().has_value());
    QCOMPARE(dock->components()->components, wanted.components);
    QCOMPARE(child<QLabel>("components")->text(), QString::fromStdString(countText(wanted.components)));
    QCOMPARE(child<QLabel>("largestShare")->text(),
             QString::fromStdString(fixedText(100 * wanted.largestShare(), 2)) + QStringLiteral(" %"));
    QVERIFY(child<QLabel>("mass")->text().endsWith(QStringLiteral("kDa")));
    QVERIFY(std::abs(dock->enclosed().level - level) < 1e-12);
    const auto& bars = child<SizeBars>("sizeBars")->counts();
    QCOMPARE(std::accumulate(bars.begin(), bars.end(), std::int64_t{0}), wanted.components - 1);
  }
  QCOMPARE(meant.count(), 0);
  QVERIFY(dock->components()->components > 100);  // in the noise
  QTest::mouseRelease(canvas, Qt::LeftButton, {}, pixel(0.03));
  QTRY_COMPARE(meant.count(), 1);
  // The keyboard moves the same line.
  const double dropped = *m_window->workspace()->level();
  QTest::keyClick(dock->histogram(), Qt::Key_Right, Qt::ShiftModifier);
  QVERIFY(*m_window->workspace()->level() > dropped);
}

void WindowThresholdTest::onePlotHoldsThreeCurves() {
  openBallWithTree();
  const CurvePlot& plot = m_window->threshold()->histogram()->plot();
  QCOMPARE(plot.series.size(), std::size_t{3});
  for (const Series& series : plot.series) {
    QVERIFY(series.shown);
    QVERIFY(series.x.size() > 100);
  }
  QVERIFY(plot.y.logarithmic);
  QCOMPARE(std::ranges::count_if(plot.markers, &Marker::isContourLevel), std::ptrdiff_t{1});
  // The mass of the curve is the mass of the numbers.
  const Series& mass = plot.series[1];
  m_window->workspace()->setLevel(mass.x[200]);
  QVERIFY(std::abs(mass.y[200] / *m_window->threshold()->enclosed().massKDa - 1) < 1e-6);
  const Series& components = plot.series[2];
  QCOMPARE(static_cast<double>(m_window->workspace()->tree()->at(components.x[128]).components), components.y[128]);
}

void WindowThresholdTest::takesSigmaAndPercentile() {
  openBallWithTree();
  const MapStatistics& statistics = m_window->workspace()->map()->scan.statistics;
  type("sigma", "2.5");
  QVERIFY(std::abs(*m_window->workspace()->level() - (statistics.mean + 2.5 * statistics.rms)) < 1e-9);
  QCOMPARE(m_window->workspace()->levelSource(), ThresholdSource::User);
  type("percentile", "98");
  QVERIFY(std::abs(m_window->threshold()->enclosed().percentile - 98) < 0.01);
  type("level", "0.5");
  QCOMPARE(*m_window->workspace()->level(), 0.5);
  QVERIFY(std::abs(child<QDoubleSpinBox>("sigma")->value() - m_window->threshold()->enclosed().sigma) < 1e-3);
}

void WindowThresholdTest::suggestionsSetTheLevelAndSayWhy() {
  openBallWithTree();
  const SuggestMenu* menu = m_window->threshold()->suggestMenu();
  const auto& offered = m_window->workspace()->suggestions();
  QVERIFY(offered.size() >= 3);
  for (const SuggestedLevel& level : offered) {
    QAction* action = entry(menu, level.key.c_str());
    QVERIFY2(action != nullptr, level.key.c_str());
    QVERIFY(action->isEnabled());
    QVERIFY(action->text().contains(QString::fromStdString(generalText(level.level, 4))));
    QVERIFY(!action->toolTip().isEmpty());
    action->trigger();
    QCOMPARE(*m_window->workspace()->level(), level.level);
    auto* reason = child<QLabel>("suggestionReason");
    QVERIFY(reason->isVisible());
    QVERIFY(reason->text().contains(QString::fromStdString(generalText(level.level, 5))));
  }
  // Another level by hand: the reason no longer holds.
  m_window->workspace()->setLevel(0.123);
  QVERIFY(!child<QLabel>("suggestionReason")->isVisible());
}

void WindowThresholdTest::findsTheLevelOfAMassAndOfAShare() {
  openBallWithTree();
  SuggestMenu* menu = m_window->threshold()->suggestMenu();
  menu->popup(m_window->mapToGlobal(QPoint(50, 50)));
  auto* mass = menu->findChild<QDoubleSpinBox*>(QStringLiteral("suggestMass"));
  mass->selectAll();
  QTest::keyClicks(mass, QStringLiteral("30"));
  QTest::mouseClick(menu->findChild<QAbstractButton*>(QStringLiteral("suggestMassApply")), Qt::LeftButton);
  QVERIFY(!menu->isVisible());
  QVERIFY(std::abs(*m_window->threshold()->enclosed().massKDa - 30) < 0.5);
  QCOMPARE(*m_window->workspace()->level(), *m_window->threshold()->level());
  QVERIFY(child<QLabel>("suggestionReason")->text().contains(QStringLiteral("30 kDa")));

  menu->popup(m_window->mapToGlobal(QPoint(50, 50)));
  auto* share = menu->findChild<QDoubleSpinBox*>(QStringLiteral("suggestShare"));
  share->setFocus();
  share->selectAll();
  QTest::keyClicks(share, QStringLiteral("95"));
  QTest::mouseClick(menu->findChild<QAbstractButton*>(QStringLiteral("suggestShareApply")), Qt::LeftButton);
  QVERIFY(m_window->threshold()->components()->largestShare() >= 0.95);
  QVERIFY(child<QLabel>("suggestionReason")->text().contains(QStringLiteral("95 %")));

  // What cannot be is said, and the level stays.
  const double before = *m_window->workspace()->level();
  menu->popup(m_window->mapToGlobal(QPoint(50, 50)));
  mass->selectAll();
  QTest::keyClicks(mass, QStringLiteral("90000000"));
  QTest::mouseClick(menu->findChild<QAbstractButton*>(QStringLiteral("suggestMassApply")), Qt::LeftButton);
  QCOMPARE(*m_window->workspace()->level(), before);
  QVERIFY(child<QLabel>("suggestionReason")->text().startsWith(QStringLiteral("No level encloses")));
}

void WindowThresholdTest::saysThatTheTreeIsBeingBuilt() {
  openBallWithTree();
  const Workspace& workspace = *m_window->workspace();
  ThresholdDock dock;
  dock.setMap(workspace.thresholds(), workspace.map()->scan.statistics, workspace.map()->volume.grid, 0.4,
              workspace.suggestions());
  dock.setTreeProgress(0.34);
  const auto disabled = [&] {
    QStringList texts;
    for (const QAction* action : dock.suggestMenu()->actions())
      if (!action->isEnabled() && !action->isSeparator()) texts << action->text();
    return texts.join(QLatin1Char('\n'));
  };
  QVERIFY(disabled().contains(QStringLiteral("Elbow of the component count  (component tree is being built (34 %))")));
  QVERIFY(!dock.suggestMenu()->findChild<QDoubleSpinBox*>(QStringLiteral("suggestShare"))->isEnabled());
  QVERIFY(dock.suggestMenu()->findChild<QDoubleSpinBox*>(QStringLiteral("suggestMass"))->isEnabled());
  QCOMPARE(dock.findChild<QLabel*>(QStringLiteral("restText"))->text(),
           QStringLiteral("Component tree is being built (34 %)"));
  QVERIFY(!dock.components().has_value());
  dock.setTree(workspace.tree(), workspace.suggestions());
  QVERIFY(disabled().isEmpty());
  QVERIFY(dock.components().has_value());
}

void WindowThresholdTest::leavesTheTreeOutWithoutMemory() {
  // Nothing is left once the map is there.
  connect(m_window->workspace(), &Workspace::levelReady, m_window.get(),
          [] { MemoryBudget::process().setLimit(MemoryBudget::process().used() + 1000); });
  QSignalSpy skipped(m_window->workspace(), &Workspace::treeSkipped);
  openBall(64);
  QTRY_COMPARE_WITH_TIMEOUT(skipped.count(), 1, kPatience);
  QVERIFY(m_window->workspace()->tree() == nullptr);
  QVERIFY(m_window->workspace()->treeProblem().contains(QStringLiteral("of memory")));
  QCOMPARE(child<QLabel>("restText")->text(), m_window->workspace()->treeProblem());
  QCOMPARE(child<QLabel>("components")->text(), QStringLiteral("\u2013"));
  MemoryBudget::process().setLimit(m_limit);
  QTest::mouseClick(child<QAbstractButton>("treeButton"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->tree() != nullptr, kPatience);
}

void WindowThresholdTest::treeCanBeStoppedAndBuiltAgain() {
  QSignalSpy skipped(m_window->workspace(), &Workspace::treeSkipped),
      ready(m_window->workspace(), &Workspace::treeReady);
  connect(
      m_window->workspace(), &Workspace::treeProgressed, m_window.get(),
      [this] {
        QTimer::singleShot(0, m_window.get(), [this] {
          auto* button = child<QAbstractButton>("treeButton");
          if (button->isVisible() && button->text() == QStringLiteral("Stop")) button->click();
        });
      },
      Qt::SingleShotConnection);
  openBall(160);
  QTRY_COMPARE_WITH_TIMEOUT(skipped.count() + ready.count(), 1, kPatience);
  if (skipped.count() == 1) {  // else it was quicker than the click
    QCOMPARE(child<QAbstractButton>("treeButton")->text(), QStringLiteral("Build"));
    QTest::mouseClick(child<QAbstractButton>("treeButton"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, kPatience);
  }
  QVERIFY(!child<QAbstractButton>("treeButton")->isVisible());
  QVERIFY(m_window->threshold()->components().has_value());
}

void WindowThresholdTest::barsTellTheSizesOfTheRest() {
  SizeBars bars;
  bars.resize(240, 80);
  bars.setCounts({5, 12, 0, 1, 0, 0}, QStringLiteral("voxels"));
  QCOMPARE(bars.counts().size(), std::size_t{4});
  QCOMPARE(bars.text(), QStringLiteral("5 of 1 voxels, 12 of 2 \u2013 3 voxels, 1 of 8 \u2013 15 voxels"));
  QCOMPARE(bars.accessibleDescription(), bars.text());
  const QImage drawn = bars.grab().toImage();
  bars.setCounts({}, QStringLiteral("voxels"));
  QCOMPARE(bars.text(), QString());
  QVERIFY(bars.grab().toImage() != drawn);
}

QTEST_MAIN(WindowThresholdTest)
#include "window_threshold_test.moc"
