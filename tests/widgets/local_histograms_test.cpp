// Histograms over one axis: places, choosing by mouse and keyboard, words.
#include "widgets/plot/local_histograms.hpp"

#include <QSignalSpy>
#include <QTest>

using namespace vitrine::ui;

using Bin = LocalHistograms::Bin;

namespace {

/// Five bins of 0.2 A from `low`; the middle one is empty.
LocalHistogram histogram(const char* id, const char* name, double low) {
  LocalHistogram made;
  made.id = QString::fromLatin1(id);
  made.name = QString::fromLatin1(name);
  for (int edge = 0; edge <= 5; ++edge) made.edges.push_back(low + 0.2 * edge);
  made.counts = {10, 40, 0, 30, 20};
  made.low = low + 0.1;
  made.high = low + 0.9;
  return made;
}

}  // namespace

class LocalHistogramsTest : public QObject {
  Q_OBJECT

private slots:
  void init();
  void stripsShareOneAxis();
  void axisHoldsTheMarksAndCutsTails();
  void aClickChoosesAndAnotherLetsGo();
  void keysWalkOverBarsThatHoldSomething();
  void newHistogramsEndTheChoice();
  void readingsAreShown();
  void speaks();

private:
  std::unique_ptr<LocalHistograms> m_view;
};

void LocalHistogramsTest::init() {
  m_view = std::make_unique<LocalHistograms>();
  m_view->show({histogram("1.c", "Blocres", 3.5), histogram("1.e", "MonoRes", 4.5)}, {{4.0, QStringLiteral("FSC")}},
               QStringLiteral("A"));
  m_view->resize(400, 260);
  m_view->QWidget::show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void LocalHistogramsTest::stripsShareOneAxis() {
  // One ends at 4.5 A, where the other begins.
  const QRectF upper = m_view->binRect({0, 4}), lower = m_view->binRect({1, 0});
  QVERIFY(upper.left() < lower.left());
  QVERIFY(std::abs(upper.right() - lower.left()) < 0.5);
  QVERIFY(upper.bottom() < lower.top());
  // Heights are shares of the strip's own highest bar.
  QVERIFY(std::abs(m_view->binRect({0, 1}).height() - m_view->binRect({1, 1}).height()) < 1e-9);
  QVERIFY(std::abs(m_view->binRect({0, 1}).height() / m_view->binRect({0, 4}).height() - 2) < 1e-9);
  QCOMPARE(m_view->binRect({0, 2}).height(), 0.0);
}

void LocalHistogramsTest::axisHoldsTheMarksAndCutsTails() {
  LocalHistogram tail = histogram("1.d", "ResMap", 3);
  tail.edges = {3, 4, 5, 6, 7, 200};
  tail.low = 3.1;
  tail.high = 5.9;
  m_view->show({tail}, {{2.5, QStringLiteral("reported")}}, QStringLiteral("A"));
  const QRectF first = m_view->binRect({0, 0}), last = m_view->binRect({0, 4});
  QVERIFY(first.left() > 20);   // room for the mark at 2.5
  QCOMPARE(last.width(), 0.0);  // beyond the axis
  QVERIFY(first.width() > 60);  // not squeezed by 200 A
}

void LocalHistogramsTest::aClickChoosesAndAnotherLetsGo() {
  QSignalSpy chosen(m_view.get(), &LocalHistograms::binChosen);
  const QPoint bar = m_view->binRect({1, 3}).center().toPoint();
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, bar);
  QCOMPARE(chosen.count(), 1);
  QVERIFY(m_view->chosen() == std::optional(Bin{1, 3}));
  QCOMPARE(m_view->binText(*m_view->chosen()), QStringLiteral("1.e MonoRes, 5.10 to 5.30 \u00c5: 30 voxels (30.0 %)"));
  const QPoint empty = m_view->binRect({1, 2}).center().toPoint();
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, empty - QPoint(0, 5));
  QCOMPARE(chosen.count(), 1);  // nothing is there
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, bar);
  QCOMPARE(chosen.count(), 2);
  QVERIFY(!m_view->chosen());
}

void LocalHistogramsTest::keysWalkOverBarsThatHoldSomething() {
  m_view->setFocus();
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QTest::keyClick(m_view.get(), Qt::Key_Return);
  QVERIFY(m_view->chosen() == std::optional(Bin{0, 3}));  // 0, 1, and over the empty one
  QTest::keyClick(m_view.get(), Qt::Key_Escape);
  QVERIFY(!m_view->chosen());
  QTest::keyClick(m_view.get(), Qt::Key_Down);
  QTest::keyClick(m_view.get(), Qt::Key_Space);
  QVERIFY(m_view->chosen() == std::optional(Bin{1, 0}));  // the nearest value of the strip below
}

void LocalHistogramsTest::newHistogramsEndTheChoice() {
  m_view->choose(Bin{0, 1});
  m_view->show({histogram("1.c", "Blocres", 3.6)}, {}, QStringLiteral("A"));
  QVERIFY(!m_view->chosen());
}

void LocalHistogramsTest::readingsAreShown() {
  const QImage before = m_view->grab().toImage();
  m_view->setReadings({{QStringLiteral("1.c"), 3.9}});
  QCOMPARE(m_view->readings().value(QStringLiteral("1.c")), 3.9);
  QVERIFY(m_view->grab().toImage() != before);
  m_view->setReadings({});
  QVERIFY(m_view->grab().toImage() == before);
}

void LocalHistogramsTest::speaks() {
  QVERIFY(!m_view->accessibleName().isEmpty());
  QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("1.c Blocres: 95 % between 3.60 and 4.40 \u00c5")));
  QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("FSC: 4.00 \u00c5")));
  m_view->choose(Bin{0, 1});
  QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("Highlighted: 1.c Blocres, 3.70 to 3.90")));
}

QTEST_MAIN(LocalHistogramsTest)
#include "local_histograms_test.moc"
