// Local resolutions of several methods in the window: over one axis, under the cursor, their voxels highlighted.
#include "app/window/colouring.hpp"
#include "app/window/display_dock.hpp"
#include "app/window/local_resolution_panel.hpp"
#include "core/checks/local_resolution_form.hpp"
#include "tests/app/window_support.hpp"
#include "tests/support/phantoms.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <cmath>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

constexpr int kEdge = 48;

/// Rises along x inside a ball, from `first` A, `step` A per voxel.
CheckResult resultOf(const char* id, const char* method, double first, double step) {
  auto local = std::make_shared<LocalResolution>();
  local->grid = gridOf({kEdge, kEdge, kEdge}, 2);
  local->determined = ballMask(local->grid, {24, 24, 24}, 16);
  local->resolutionA = Buffer<float>(local->determined.count);
  std::int64_t at = 0;
  for (std::int64_t i = 0; i < local->grid.voxels(); ++i) {
    const auto [x, y, z] = local->grid.voxelOf(i);
    if (local->determined.at(x, y, z)) local->resolutionA[at++] = static_cast<float>(first + step * x);
  }
  CheckResult result;
  result.id = id;
  result.status = Status::Ok;
  LocalResolutionForm form;
  form.method = method;
  form.maskVoxels = local->determined.count;
  form.reportedA = 4.0;
  form.fscA = 4.4;
  addLocalDistribution(result, local->resolutionA.span(), form, {});
  addLocalVolume(result, local, form);
  return result;
}

}  // namespace

class WindowLocalResolutionTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init();
  void cleanup() { closeWindow(); }
  void methodsStandOverOneAxis();
  void aMethodThatDeterminedNothingHasNoStrip();
  void cursorTellsAllValues();
  void aBinHighlightsItsVoxels();
  void newResultsAndOtherChoicesEndTheHighlight();
  void resultsOfASessionCannotBeHighlighted();

private:
  LocalResolutionPanel* panel() { return m_window->localResolution(); }
  LocalHistograms* view() { return panel()->histograms(); }
  void give(const CheckResult& result) {
    m_window->checks()->finish(result);
    m_window->overlays()->setResult(result);
  }
  void click(const LocalHistograms::Bin& bin) {
    QTest::mouseClick(view(), Qt::LeftButton, {}, view()->binRect(bin).center().toPoint());
  }
  const OverlayVolume* selection() { return m_window->overlays()->made(OverlayCatalogue::selectionId()); }
};

void WindowLocalResolutionTest::init() {
  openWindow();
  openBall(kEdge);
  auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("displayDock"));
  dock->setFloating(true);  // whatever the docks beside it leave
  dock->resize(420, 900);
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->display()->visibleRegion().isEmpty(), kPatience);
}

void WindowLocalResolutionTest::methodsStandOverOneAxis() {
  QVERIFY(!panel()->isVisible());
  give(resultOf("1.c", "Blocres", 3, 0.05));
  give(resultOf("1.e", "MonoRes", 3.5, 0.05));
  QTRY_VERIFY(panel()->isVisible());
  QCOMPARE(view()->histograms().size(), std::size_t{2});
  QCOMPARE(view()->histograms()[1].name, QStringLiteral("MonoRes"));
  QCOMPARE(view()->histograms()[0].counts.size(), std::size_t{25});
  QVERIFY(std::abs(view()->histograms()[0].edges.front() - (3 + 0.05 * 8)) < 1e-6);
  QVERIFY(std::abs(view()->histograms()[0].edges.back() - (3 + 0.05 * 40)) < 1e-6);
  QCOMPARE(view()->marks().size(), std::size_t{2});  // said by both, drawn once
  QCOMPARE(view()->marks()[1].value, 4.4);
  m_window->checks()->forgetResults();
  QVERIFY(!panel()->isVisible());
}

void WindowLocalResolutionTest::aMethodThatDeterminedNothingHasNoStrip() {
  CheckResult nothing;
  nothing.id = "1.d";
  nothing.status = Status::Ok;
  LocalResolutionForm form;
  form.method = "ResMap";
  form.maskVoxels = 17077;
  form.reportedA = 4.0;
  addNothingDetermined(nothing, form, "nothing stands out of the noise.", {});
  give(nothing);
  QVERIFY(!panel()->isVisible());
  give(resultOf("1.e", "MonoRes", 3.5, 0.05));
  QTRY_VERIFY(panel()->isVisible());
  QCOMPARE(view()->histograms().size(), std::size_t{1});
  m_window->slices()->link()->setCrosshair({24, 24, 24});
  QVERIFY(!m_window->pointerText().contains(QStringLiteral("1.d")));
}

void WindowLocalResolutionTest::cursorTellsAllValues() {
  give(resultOf("1.c", "Blocres", 3, 0.05));
  give(resultOf("1.e", "MonoRes", 3.5, 0.05));
  m_window->slices()->link()->setCrosshair({20, 24, 24});
  QVERIFY2(m_window->pointerText().contains(QStringLiteral("1.c 4.00\u00a0\u00c5")),
           qPrintable(m_window->pointerText()));
  QVERIFY(m_window->pointerText().contains(QStringLiteral("1.e 4.50\u00a0\u00c5")));
  QVERIFY(std::abs(view()->readings().value(QStringLiteral("1.e")) - 4.5) < 1e-6);
  // None of them had to be made.
  for (const OverlaySource& source : m_window->overlays()->sources())
    QVERIFY(m_window->overlays()->made(source.id) == nullptr);
  m_window->slices()->link()->setCrosshair({2, 2, 2});
  QVERIFY(m_window->pointerText().contains(QStringLiteral("1.c no value")));
  QVERIFY(view()->readings().isEmpty());
}

void WindowLocalResolutionTest::aBinHighlightsItsVoxels() {
  const CheckResult result = resultOf("1.c", "Blocres", 3, 0.05);
  give(result);
  const QString whole = QStringLiteral("1.c/local_resolution");
  m_window->colouring()->setSurfaceColour(whole);
  QTRY_VERIFY_WITH_TIMEOUT(m_window->overlays()->made(whole) != nullptr, kPatience);
  click({0, 10});
  QVERIFY(panel()->isHighlighting());
  QTRY_VERIFY_WITH_TIMEOUT(selection() != nullptr, kPatience);
  QCOMPARE(m_window->colouring()->surfaceColour(), OverlayCatalogue::selectionId());
  QVERIFY(m_window->colouring()->sliceOverlays().contains(OverlayCatalogue::selectionId()));
  // Exactly the voxels of the bar, with their values.
  const LocalHistogram& histogram = view()->histograms()[0];
  double voxels = 0;
  for (const float value : selection()->volume->data) {
    if (std::isnan(value)) continue;
    ++voxels;
    QVERIFY(value >= histogram.edges[10] - 1e-6 && value <= histogram.edges[11] + 1e-6);
  }
  QCOMPARE(voxels, histogram.counts[10]);
  const auto* text = m_window->findChild<QLabel*>(QStringLiteral("localBinText"));
  QVERIFY2(text->text().startsWith(QStringLiteral("1.c Blocres, ")), qPrintable(text->text()));
  // The last bin, which is closed, lies in the tail that the axis cuts off: by the keys.
  for (int bin = 11; bin <= 24; ++bin) QTest::keyClick(view(), Qt::Key_Right);
  QTest::keyClick(view(), Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(selection() != nullptr && std::abs(selection()->high - histogram.edges[25]) < 1e-9,
                           kPatience);
  voxels = 0;
  for (const float value : selection()->volume->data) voxels += std::isnan(value) ? 0 : 1;
  QCOMPARE(voxels, histogram.counts[24]);
  // Back to what was shown before.
  QTest::mouseClick(m_window->findChild<QPushButton*>(QStringLiteral("showAllVoxels")), Qt::LeftButton);
  QVERIFY(!panel()->isHighlighting());
  QCOMPARE(m_window->colouring()->surfaceColour(), whole);
  QVERIFY(m_window->colouring()->sliceOverlays().isEmpty());
  QVERIFY(m_window->overlays()->source(OverlayCatalogue::selectionId()) == nullptr);
  QVERIFY(!view()->chosen());
}

void WindowLocalResolutionTest::newResultsAndOtherChoicesEndTheHighlight() {
  give(resultOf("1.c", "Blocres", 3, 0.05));
  give(resultOf("1.e", "MonoRes", 3.5, 0.05));
  click({0, 10});
  QTRY_VERIFY_WITH_TIMEOUT(selection() != nullptr, kPatience);
  give(resultOf("1.c", "Blocres", 3.2, 0.05));
  QVERIFY(!panel()->isHighlighting());
  QCOMPARE(m_window->colouring()->surfaceColour(), QString());
  QVERIFY(m_window->colouring()->sliceOverlays().isEmpty());
  click({1, 10});
  QTRY_VERIFY_WITH_TIMEOUT(selection() != nullptr, kPatience);
  // What the user chooses meanwhile stays.
  m_window->colouring()->setSurfaceColour(QStringLiteral("1.e/local_resolution"));
  QTest::keyClick(view(), Qt::Key_Escape);
  QVERIFY(!panel()->isHighlighting());
  QCOMPARE(m_window->colouring()->surfaceColour(), QStringLiteral("1.e/local_resolution"));
}

void WindowLocalResolutionTest::resultsOfASessionCannotBeHighlighted() {
  CheckResult kept = resultOf("1.c", "Blocres", 3, 0.05);
  kept.volumes.clear();  // a session keeps none
  give(kept);
  QTRY_VERIFY(panel()->isVisible());
  click({0, 10});
  QVERIFY(!panel()->isHighlighting());
  QVERIFY(!view()->chosen());
  const auto* text = m_window->findChild<QLabel*>(QStringLiteral("localBinText"));
  QVERIFY(text->text().contains(QStringLiteral("run 1.c again")));
}

QTEST_MAIN(WindowLocalResolutionTest)
#include "window_local_resolution_test.moc"
