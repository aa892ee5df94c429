// The list of checks: states in words, ticks, progress, buttons.
#include "core/checks/registry.hpp"
#include "widgets/checks/check_list.hpp"

#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

CheckResult result(const std::string& id, Status status, int warnings = 0) {
  CheckResult made;
  made.id = id;
  made.status = status;
  for (int i = 0; i < warnings; ++i) made.warn("code", "something is too large");
  return made;
}

QString textOf(const CheckListModel& model, const QString& id) {
  return model.index(model.rowOf(id)).data(CheckListModel::StateTextRole).toString();
}

}  // namespace

class ChecksTest : public QObject {
  Q_OBJECT

private slots:
  void hasARowForEveryCheck();
  void tellsEveryStateInWords();
  void progressBelongsToTheRunningOnly();
  void cancelKeepsTheOlderResultAsOutOfDate();
  void outOfDateResultsDoNotCount();
  void ticksChooseWhatRuns();
  void stopIsOfferedWhileRunning();
  void everyStateHasItsOwnShape();
  void rowsSpeak();
};

void ChecksTest::hasARowForEveryCheck() {
  const CheckListModel model;
  QCOMPARE(model.rowCount(), static_cast<int>(allChecks().size()));
  QCOMPARE(model.ids().front(), QStringLiteral("0.a"));
  QCOMPARE(model.rowOf(QStringLiteral("9.z")), -1);
  QCOMPARE(textOf(model, QStringLiteral("0.a")), QStringLiteral("Not run"));
}

void ChecksTest::tellsEveryStateInWords() {
  CheckListModel model;
  const QString id = QStringLiteral("0.b");
  model.queue({id});
  QCOMPARE(textOf(model, id), QStringLiteral("Queued"));
  model.start(id);
  model.progress(id, 0.34, QStringLiteral("labelling"));
  QCOMPARE(textOf(model, id), QStringLiteral("Running 34%"));
  model.finish(result("0.b", Status::Ok));
  QCOMPARE(textOf(model, id), QStringLiteral("OK"));
  model.finish(result("0.b", Status::Warnings, 1));
  QCOMPARE(textOf(model, id), QStringLiteral("1 warning"));
  model.finish(result("0.b", Status::Warnings, 3));
  QCOMPARE(textOf(model, id), QStringLiteral("3 warnings"));
  model.finish(result("0.b", Status::DoesNotApply));
  QCOMPARE(textOf(model, id), QStringLiteral("Does not apply"));
  model.finish(result("0.b", Status::CouldNotBeMeasured));
  QCOMPARE(textOf(model, id), QStringLiteral("Could not be measured"));
  model.markOutOfDate({id});
  QCOMPARE(textOf(model, id), QStringLiteral("Out of date"));
  model.forgetResults();
  QCOMPARE(textOf(model, id), QStringLiteral("Not run"));
}

void ChecksTest::progressBelongsToTheRunningOnly() {
  CheckListModel model;
  QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
  model.progress(QStringLiteral("0.a"), 0.5, {});
  model.progress(QStringLiteral("9.z"), 0.5, {});
  QCOMPARE(changes.count(), 0);
  model.start(QStringLiteral("0.a"));
  model.progress(QStringLiteral("0.a"), 7.0, {});
  QCOMPARE(model.index(0).data(CheckListModel::FractionRole).toDouble(), 1.0);
}

void ChecksTest::cancelKeepsTheOlderResultAsOutOfDate() {
  CheckListModel model;
  const QString id = QStringLiteral("0.c");
  model.finish(result("0.c", Status::Cancelled));
  QCOMPARE(textOf(model, id), QStringLiteral("Cancelled"));
  model.finish(result("0.c", Status::Ok));
  model.start(id);
  model.finish(result("0.c", Status::Cancelled));
  QCOMPARE(textOf(model, id), QStringLiteral("Out of date"));
  QVERIFY(model.result(id) != nullptr);
}

void ChecksTest::outOfDateResultsDoNotCount() {
  CheckListModel model;
  model.finish(result("0.d", Status::Ok));
  model.finish(result("0.a", Status::Ok));
  QCOMPARE(model.currentResults().size(), std::size_t{2});
  QCOMPARE(model.currentResults().front().id, std::string("0.a"));  // report order
  model.markOutOfDate({QStringLiteral("0.a"), QStringLiteral("0.b")});
  QCOMPARE(model.currentResults().size(), std::size_t{1});
  QCOMPARE(model.state(QStringLiteral("0.b")), CheckState::NotRun);  // had no result
}

void ChecksTest::ticksChooseWhatRuns() {
  CheckListModel model;
  CheckList list(&model);
  list.setCanRun(true);
  QSignalSpy run(&list, &CheckList::runRequested);
  model.setTicked({});
  auto* button = list.findChild<QPushButton*>(QStringLiteral("runChecks"));
  QVERIFY(!button->isEnabled());
  QVERIFY(model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole));
  QVERIFY(button->isEnabled());
  QTest::mouseClick(button, Qt::LeftButton);
  QCOMPARE(run.count(), 1);
  QCOMPARE(run[0][0].toStringList(), QStringList{QStringLiteral("0.b")});
  // Space ticks the row under the cursor.
  auto* view = list.findChild<QListView*>();
  view->setCurrentIndex(model.index(2));
  QTest::keyClick(view, Qt::Key_Space);
  QCOMPARE(model.tickedIds(), (QStringList{QStringLiteral("0.b"), QStringLiteral("0.c")}));
}

void ChecksTest::stopIsOfferedWhileRunning() {
  CheckListModel model;
  CheckList list(&model);
  list.setCanRun(true);
  auto* run = list.findChild<QPushButton*>(QStringLiteral("runChecks"));
  auto* stop = list.findChild<QPushButton*>(QStringLiteral("stopChecks"));
  QVERIFY(run->isEnabled() && !stop->isEnabled());
  list.setRunning(true);
  QVERIFY(!run->isEnabled() && stop->isEnabled());
  QSignalSpy stopped(&list, &CheckList::stopRequested);
  QTest::mouseClick(stop, Qt::LeftButton);
  QCOMPARE(stopped.count(), 1);
  QCOMPARE(stopped[0][0].toString(), QString());
}

void ChecksTest::everyStateHasItsOwnShape() {
  // Drawn without colour, no two states look alike.
  QList<QImage> drawn;
  for (int i = 0; i <= static_cast<int>(CheckState::Cancelled); ++i) {
    QImage image(48, 48, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintState(painter, QRectF(0, 0, 48, 48), static_cast<CheckState>(i), QPalette(), 0.3);
    painter.end();
    for (int y = 0; y < 48; ++y)
      for (int x = 0; x < 48; ++x) image.setPixel(x, y, image.pixelColor(x, y).lightness() < 200 ? 0 : 0xffffff);
    QVERIFY(!drawn.contains(image));
    drawn << image;
  }
}

void ChecksTest::rowsSpeak() {
  CheckListModel model;
  model.finish(result("0.a", Status::Warnings, 2));
  QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("0.a Mass analysis: 2 warnings"));
  QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("something is too large")));
}

QTEST_MAIN(ChecksTest)
#include "checks_test.moc"
