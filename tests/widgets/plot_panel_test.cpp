#include "widgets/plot/plot_panel.hpp"

#include "core/base/error.hpp"
#include "sample_plots.hpp"

#include <qcustomplot.h>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace vitrine;
using namespace vitrine::ui;

class PlotPanelTest : public QObject {
  Q_OBJECT

private slots:
  void init() {
    m_panel = std::make_unique<PlotPanel>();
    m_panel->resize(480, 320);
    m_panel->setPlot(histogramPlot());
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->canvas()->replot();
  }

  void draggingTheLevelTellsEachValueAndTheLast() {
    QSignalSpy dragged(m_panel.get(), &PlotPanel::levelDragged);
    const QPoint from = at(0.01), to = at(0.02);
    QTest::mousePress(m_panel->canvas(), Qt::LeftButton, {}, from);
    for (int x = from.x(); x <= to.x(); x += 4) QTest::mouseMove(m_panel->canvas(), QPoint(x, from.y()));
    QTest::mouseRelease(m_panel->canvas(), Qt::LeftButton, {}, to);
    QVERIFY(dragged.count() >= 3);
    QCOMPARE(dragged.first().at(1).toBool(), false);
    QCOMPARE(dragged.last().at(1).toBool(), true);
    const double pixel = 0.063 / m_panel->canvas()->axisRect()->width();
    QVERIFY(std::abs(dragged.last().at(0).toDouble() - 0.02) < 2 * pixel);
    QCOMPARE(*m_panel->contourLevel(), dragged.last().at(0).toDouble());
  }

  void aPressBesideTheLevelDoesNotMoveIt() {
    QSignalSpy dragged(m_panel.get(), &PlotPanel::levelDragged);
    QTest::mousePress(m_panel->canvas(), Qt::LeftButton, {}, at(0.03));
    QTest::mouseRelease(m_panel->canvas(), Qt::LeftButton, {}, at(0.03));
    QCOMPARE(dragged.count(), 0);
    QCOMPARE(*m_panel->contourLevel(), 0.01);
  }

  void newDataWhileDraggingLeaveTheLevelUnderTheMouse() {
    QTest::mousePress(m_panel->canvas(), Qt::LeftButton, {}, at(0.01));
    QTest::mouseMove(m_panel->canvas(), at(0.02));
    const double held = *m_panel->contourLevel();
    m_panel->setPlot(histogramPlot());  // its marker says 0.01
    QCOMPARE(*m_panel->contourLevel(), held);
    m_panel->setContourLevel(0.0);
    QCOMPARE(*m_panel->contourLevel(), held);
    QTest::mouseRelease(m_panel->canvas(), Qt::LeftButton, {}, at(0.02));
    m_panel->setContourLevel(0.005);
    QCOMPARE(*m_panel->contourLevel(), 0.005);
  }

  void arrowKeysMoveTheLevel() {
    QSignalSpy dragged(m_panel.get(), &PlotPanel::levelDragged);
    QTest::keyClick(m_panel.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(dragged.count(), 1);
    QVERIFY(*m_panel->contourLevel() > 0.01);
    QVERIFY(dragged.last().at(1).toBool());
  }

  void movingTheLevelIsFast() {
    std::vector<qint64> times;
    for (int i = 0; i < 300; ++i) {
      QElapsedTimer timer;
      timer.start();
      m_panel->setContourLevel(-0.01 + i * 0.0001);
      QCoreApplication::processEvents();
      times.push_back(timer.nsecsElapsed());
    }
    std::sort(times.begin(), times.end());
    const double p99 = static_cast<double>(times[296]) * 1e-6;
    qInfo("p99 of a level move: %.2f ms", p99);
    QVERIFY(times[150] < 16'000'000);  // the median: a busy test machine may spoil single ones
  }

  void doubleClickShowsAllAgain() {
    const QCPRange whole = m_panel->canvas()->xAxis->range();
    m_panel->canvas()->xAxis->setRange(0, 0.001);
    QTest::mouseDClick(m_panel->canvas(), Qt::LeftButton, {}, m_panel->canvas()->axisRect()->center());
    QCOMPARE(m_panel->canvas()->xAxis->range(), whole);
  }

  void dataAreCsvWithEmptyCellsForGaps() {
    m_panel->setPlot(guinierPlot());
    const QStringList lines = m_panel->dataText().split('\n');
    QCOMPARE(lines.size(), 102);       // header, 100 rows, end
    QCOMPARE(lines[0].count(','), 6);  // six columns, one comma quoted in "Fit, B ..."
    QVERIFY(lines[50].startsWith("0.05,,"));
    QVERIFY(lines[1].startsWith("0.001,-12."));
  }

  void aClickInTheLegendShowsAndHidesASeries() {
    m_panel->setPlot(fscPlot());
    const auto click = [&](const char* label) {
      m_panel->canvas()->replot();
      QCPLegend* legend = m_panel->canvas()->legend;
      for (int i = 0; i < legend->itemCount(); ++i) {
        auto* entry = qobject_cast<QCPPlottableLegendItem*>(legend->item(i));  // the grid may have empty cells
        if (entry == nullptr || entry->plottable()->name() != QString(label)) continue;
        QTest::mouseClick(m_panel->canvas(), Qt::LeftButton, {}, entry->rect().center());
        return;
      }
      QFAIL("no such entry");
    };
    click("half-bit");
    QVERIFY(m_panel->plot().series[3].shown);
    click("FSC, unmasked");
    QVERIFY(!m_panel->plot().series[0].shown);
    m_panel->setPlot(fscPlot());  // newer data of the same plot
    QVERIFY(!m_panel->plot().series[0].shown);
    click("FSC, unmasked");
    QVERIFY(m_panel->plot().series[0].shown);
  }

  void bandsAreExportedWithBothBorders() {
    m_panel->setPlot(fscPlot());
    const QStringList lines = m_panel->dataText().split('\n');
    QCOMPARE(lines[0].count(','), 10 + 4);  // eleven columns; four labels have a comma
    QVERIFY(lines[0].contains("one standard error, other border"));
  }

  void savesEveryKindWholeAndRefusesOthers() {
    QTemporaryDir folder;
    const std::filesystem::path base = folder.path().toStdString();
    const std::pair<const char*, QByteArray> kinds[] = {
        {"a.png", "\x89PNG"}, {"a.svg", "<?xml"}, {"a.pdf", "%PDF"}, {"a.csv", "Density,Voxels"}};
    for (const auto& [name, begins] : kinds) {
      m_panel->saveAs(base / name);
      QFile file(QString::fromStdString((base / name).string()));
      QVERIFY(file.open(QIODevice::ReadOnly));
      QVERIFY2(file.readAll().startsWith(begins), name);
    }
    QVERIFY_EXCEPTION_THROWN(m_panel->saveAs(base / "a.xyz"), InputError);
    QVERIFY_EXCEPTION_THROWN(m_panel->saveAs(base / "no" / "such" / "a.png"), OutputError);
  }

  void tellsScreenReadersWhatItShows() {
    QCOMPARE(m_panel->accessibleName(), QString("Histogram of the density"));
    QVERIFY(m_panel->accessibleDescription().contains("Voxels against Density"));
  }

  void clearLeavesOnlyTheMessage() {
    m_panel->clear("Not measured yet");
    QVERIFY(m_panel->plot().series.empty());
    QVERIFY(!m_panel->contourLevel());
    m_panel->canvas()->replot();
    m_panel->setPlot(guinierPlot());
    QVERIFY(m_panel->canvas()->xAxis->visible());
  }

private:
  QPoint at(double level) const {
    const QCustomPlot* canvas = m_panel->canvas();
    return {static_cast<int>(std::lround(canvas->xAxis->coordToPixel(level))), canvas->axisRect()->center().y()};
  }

  std::unique_ptr<PlotPanel> m_panel;
};

QTEST_MAIN(PlotPanelTest)
#include "plot_panel_test.moc"
