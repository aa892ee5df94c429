// One dialog for everything that is written of an entry: what it offers, remembers, refuses, and what comes of it.
#include "app/window/export_dialog.hpp"
#include "app/window/message_bar.hpp"
#include "core/mapio/reader.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list_model.hpp"

#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class WindowExportTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }

  void offersWhatTheResultsGive();
  void writesEverythingAtOnce();
  void remembersTheChoicesAndNothingElse();
  void saysWhatStandsInTheWay();
  void oneThatFailsDoesNotTakeTheOthersAlong();
  void againWritesTheSameWithoutAQuestion();

private:
  void measured(const QStringList& ids);
  QDialog* dialog() { return m_window->findChild<QDialog*>(QStringLiteral("exportDialog")); }
  template <class T>
  T* in(const char* name) {
    return dialog()->findChild<T*>(QLatin1String(name));
  }
  void openDialog();
  void tickOnly(const QStringList& kinds, const QStringList& maps = {});
  /// Presses Write and waits for the end. @return whether all was written
  bool write();
};

void WindowExportTest::measured(const QStringList& ids) {
  openBall(48);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks(ids);
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
}

void WindowExportTest::openDialog() {
  m_window->commands()[Command::Export]->trigger();
  QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
}

void WindowExportTest::tickOnly(const QStringList& kinds, const QStringList& maps) {
  for (auto* box : dialog()->findChildren<QCheckBox*>()) box->setChecked(kinds.contains(box->objectName()));
  auto* list = in<QListWidget>("exportMaps");
  for (int i = 0; i < list->count(); ++i)
    list->item(i)->setCheckState(maps.contains(list->item(i)->data(Qt::UserRole).toString()) ? Qt::Checked
                                                                                             : Qt::Unchecked);
}

bool WindowExportTest::write() {
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  QTest::mouseClick(in<QPushButton>("exportWrite"), Qt::LeftButton);
  if (!QTest::qWaitFor([&] { return ended.count() == 1; }, kPatience)) return false;
  return QTest::qWaitFor([this] { return dialog() == nullptr; }) && ended[0][0].toBool();
}

void WindowExportTest::offersWhatTheResultsGive() {
  QVERIFY(!m_window->commands()[Command::Export]->isEnabled());
  measured({QStringLiteral("0.a"), QStringLiteral("0.b")});
  openDialog();
  QCOMPARE(in<QLineEdit>("exportFolder")->text(), QDir(path("")).absolutePath());
  QCOMPARE(in<QLineEdit>("exportName")->text(), QStringLiteral("ball"));
  QVERIFY(in<QCheckBox>("export_pdf")->isChecked());
  QVERIFY(in<QCheckBox>("export_json")->isChecked());
  // Without half maps there is no FSC, and the box says so.
  QVERIFY(!in<QCheckBox>("export_fsc")->isEnabled());
  QVERIFY(in<QCheckBox>("export_fsc")->toolTip().contains(QStringLiteral("1.a")));
  QSet<QString> maps;
  for (int i = 0; i < in<QListWidget>("exportMaps")->count(); ++i)
    maps << in<QListWidget>("exportMaps")->item(i)->data(Qt::UserRole).toString();
  QVERIFY(maps.contains(QStringLiteral("0.b/hard_mask")));
  QVERIFY(!maps.contains(QStringLiteral("0.c/background_outliers")));
  dialog()->reject();
}

void WindowExportTest::writesEverythingAtOnce() {
  measured({QStringLiteral("0.a"), QStringLiteral("0.b")});
  openDialog();
  tickOnly({QStringLiteral("export_pdf"), QStringLiteral("export_html"), QStringLiteral("export_json"),
            QStringLiteral("export_csv"), QStringLiteral("export_image")},
           {QStringLiteral("0.b/hard_mask"), QStringLiteral("0.b/raw_mask")});
  in<QSpinBox>("exportImageEdge")->setValue(600);
  QVERIFY(in<QLabel>("exportNote")->text().startsWith(QStringLiteral("7 items")));
  QVERIFY2(write(), qPrintable(m_window->message()->text()));
  const auto begins = [this](const char* name, const char* with) {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) && file.readAll().startsWith(with);
  };
  QVERIFY(begins("ball_report.pdf", "%PDF-"));
  QVERIFY(begins("ball_report.html", "<!"));
  QVERIFY(begins("ball_report.json", "{"));
  QVERIFY(begins("ball_csv/numbers.csv", "check,key,"));
  QCOMPARE(QImage(path("ball.png")).size(), QSize(600, 600));
  QVERIFY(!QFile::exists(path("ball_fsc.xml")));
  for (const char* mask : {"ball_0.b_hard_mask.mrc", "ball_0.b_raw_mask.mrc"}) {
    const MapInfo info = probe(path(mask).toStdString(), {});
    QCOMPARE(info.grid.size[0], 48);
    QCOMPARE(info.grid.voxelSize[0], m_window->workspace()->inputs().grid().voxelSize[0]);
  }
  QCOMPARE(m_window->message()->text(), QStringLiteral("Written: 7 items in %1").arg(QDir(path("")).absolutePath()));
}

void WindowExportTest::remembersTheChoicesAndNothingElse() {
  measured({QStringLiteral("0.b")});
  openDialog();
  tickOnly({QStringLiteral("export_csv")}, {QStringLiteral("0.b/hard_mask")});
  in<QLineEdit>("exportName")->setText(QStringLiteral("other"));
  QVERIFY(write());
  openDialog();
  QCOMPARE(in<QLineEdit>("exportName")->text(), QStringLiteral("ball"));
  QVERIFY(in<QCheckBox>("export_csv")->isChecked());
  QVERIFY(!in<QCheckBox>("export_pdf")->isChecked());
  // Cancelled: not remembered.
  tickOnly({QStringLiteral("export_html")});
  dialog()->reject();
  QTRY_VERIFY(dialog() == nullptr);
  openDialog();
  QVERIFY(!in<QCheckBox>("export_html")->isChecked());
  auto* list = in<QListWidget>("exportMaps");
  for (int i = 0; i < list->count(); ++i)
    QCOMPARE(list->item(i)->checkState() == Qt::Checked,
             list->item(i)->data(Qt::UserRole).toString() == QStringLiteral("0.b/hard_mask"));
  dialog()->reject();
}

void WindowExportTest::saysWhatStandsInTheWay() {
  measured({QStringLiteral("0.b")});
  openDialog();
  auto *name = in<QLineEdit>("exportName"), *folder = in<QLineEdit>("exportFolder");
  const auto* canWrite = in<QPushButton>("exportWrite");
  const auto* note = in<QLabel>("exportNote");
  QVERIFY(canWrite->isEnabled());
  name->setText(QStringLiteral("a/b"));
  QVERIFY(!canWrite->isEnabled());
  QVERIFY(note->text().contains(QStringLiteral("slash")));
  name->setText(QStringLiteral("ball"));
  folder->setText(path("nowhere"));
  QVERIFY(!canWrite->isEnabled());
  QVERIFY(note->text().contains(QStringLiteral("folder")));
  folder->setText(path(""));
  tickOnly({});
  QVERIFY(!canWrite->isEnabled());
  QFile existing(path("ball_report.json"));
  QVERIFY(existing.open(QIODevice::WriteOnly));
  existing.close();
  tickOnly({QStringLiteral("export_json")});
  QVERIFY(canWrite->isEnabled());
  QVERIFY2(note->text().contains(QStringLiteral("ball_report.json")), qPrintable(note->text()));
  QVERIFY(note->text().startsWith(QStringLiteral("1 item ")));
  dialog()->reject();
}

void WindowExportTest::oneThatFailsDoesNotTakeTheOthersAlong() {
  measured({QStringLiteral("0.b")});
  QVERIFY(QDir().mkpath(path("ball_report.json/in the way")));
  openDialog();
  tickOnly({QStringLiteral("export_json"), QStringLiteral("export_csv")});
  QVERIFY(!write());
  QVERIFY2(m_window->message()->text().contains(QStringLiteral("ball_report.json")),
           qPrintable(m_window->message()->text()));
  QVERIFY(QFile::exists(path("ball_csv/checks.csv")));
  QVERIFY(QDir(path("ball_report.json/in the way")).exists());
}

void WindowExportTest::againWritesTheSameWithoutAQuestion() {
  measured({QStringLiteral("0.b")});
  openDialog();
  tickOnly({QStringLiteral("export_json")});
  QVERIFY(write());
  QVERIFY(QFile::remove(path("ball_report.json")));
  QSignalSpy ended(m_window.get(), &VitrineWindow::exportEnded);
  m_window->commands()[Command::ExportAgain]->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
  QVERIFY(dialog() == nullptr);
  QVERIFY(QFile::exists(path("ball_report.json")));
  // Another map: its files were not seen.
  writeBall(*m_folder / "second.mrc", 32);
  m_window->openFiles({path("second.mrc")});
  waitForLevel();
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.a")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  m_window->commands()[Command::ExportAgain]->trigger();
  QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
  QCOMPARE(in<QLineEdit>("exportName")->text(), QStringLiteral("second"));
  dialog()->reject();
}

QTEST_MAIN(WindowExportTest)
#include "window_export_test.moc"
