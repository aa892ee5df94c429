// Help without a network: every link leads somewhere, every dock and check has its page, every number its words.
#include "app/help/bibtex.hpp"
#include "app/help/help_pages.hpp"
#include "app/help/help_window.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/threshold_dock.hpp"
#include "app/window/whats_this.hpp"
#include "core/checks/registry.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/report/report_page.hpp"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QUrl>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class WindowHelpTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() { openWindow(); }
  void cleanup() { closeWindow(); }
  void noLinkIsDead();
  void everyDockAndCheckHasAPage();
  void f1OpensThePageOfWhatHasTheKeyboard();
  void searchFindsPagesAndWords();
  void linksBackAndForwardWork();
  void everyNumberHasWords();
  void citationsAreBibTeX();

private:
  HelpWindow* help() const { return m_window->findChild<HelpWindow*>(); }
};

void WindowHelpTest::noLinkIsDead() {
  QVERIFY(helpPages().size() >= 10);
  QStringList dead;
  for (const HelpPage& page : helpPages()) {
    if (page.title.endsWith(QStringLiteral(".md"))) dead << page.name + QStringLiteral(" has no heading");
    for (const QString& link : linksIn(page.text)) {
      const QUrl url(link);
      if (!url.scheme().isEmpty()) continue;  // the web
      const QString target = resolvedLink(page.name, link);
      const HelpPage* there = helpPage(target);
      if (there == nullptr && !QFile::exists(QStringLiteral(":/help/") + target))
        dead << page.name + QStringLiteral(" -> ") + link;
      if (there == nullptr || url.fragment().isEmpty()) continue;
      bool isFound = false;
      for (const QString& line : there->text.split(u'\n'))
        if (line.startsWith(u'#'))
          isFound = isFound || headingAnchor(line.mid(line.indexOf(u' ') + 1)) == url.fragment();
      if (!isFound) dead << page.name + QStringLiteral(" -> ") + link + QStringLiteral(": no such heading");
    }
  }
  for (const QString& link : dead) qWarning().noquote() << link;
  QVERIFY(dead.isEmpty());
}

void WindowHelpTest::everyDockAndCheckHasAPage() {
  for (const auto& check : allChecks()) {
    const QString id = QString::fromStdString(std::string(check->info().id));
    const HelpPage* page = helpPage(checkHelpPage(id));
    QVERIFY2(page != nullptr, qPrintable(id));
    if (!check->info().explanation.empty()) QCOMPARE(page->name, QStringLiteral("checks/%1.md").arg(id));
  }
  m_window->checkList()->select(QStringLiteral("0.a"));
  QStringList without;
  for (const QDockWidget* dock : m_window->findChildren<QDockWidget*>()) {
    const QString page = m_window->helpPageOf(dock->widget());
    QVERIFY2(helpPage(page) != nullptr, qPrintable(dock->objectName()));
    if (page == QStringLiteral("user/window.md")) without << dock->objectName();
  }
  QVERIFY2(without.isEmpty(), qPrintable(without.join(u' ')));
}

void WindowHelpTest::f1OpensThePageOfWhatHasTheKeyboard() {
  openBall(32);
  m_window->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  m_window->checkList()->select(QStringLiteral("0.c"));
  auto* view = m_window->findChild<QListView*>(QStringLiteral("checkView"));
  view->setFocus();
  QTest::keyClick(view, Qt::Key_F1);
  QVERIFY(help() != nullptr);
  QCOMPARE(help()->pageName(), QStringLiteral("checks/0.c.md"));
  QVERIFY(help()->isVisible());
  QVERIFY(help()->findChild<QTextBrowser*>()->toPlainText().contains(QStringLiteral("ackground")));
  m_window->activateWindow();
  SliceView* slice = m_window->slices()->slice(2);
  slice->setFocus();
  QTest::keyClick(slice, Qt::Key_F1);
  QCOMPARE(help()->pageName(), m_window->helpPageOf(slice));
  QTest::keyClick(help(), Qt::Key_Escape);
  QVERIFY(!help()->isVisible());
}

void WindowHelpTest::searchFindsPagesAndWords() {
  HelpWindow window;
  window.show();
  window.showPage(QStringLiteral("user/window.md"));
  auto* line = window.findChild<QLineEdit*>(QStringLiteral("helpSearch"));
  auto* contents = window.findChild<QTreeWidget*>(QStringLiteral("helpContents"));
  line->setFocus();
  QTest::keyClicks(line, QStringLiteral("delocalisation"));
  QStringList listed;
  for (QTreeWidgetItem* item = contents->topLevelItem(0); item != nullptr; item = contents->itemBelow(item))
    if (item->parent() != nullptr && !item->isHidden()) listed << item->text(0);
  QVERIFY(listed.contains(helpPage(QStringLiteral("checks/0.a.md"))->title));
  QVERIFY(listed.size() < static_cast<qsizetype>(helpPages().size()) / 2);
  QTest::keyClick(line, Qt::Key_Return);
  QVERIFY2(helpPage(window.pageName())->text.contains(QStringLiteral("delocalisation")), qPrintable(window.pageName()));
  QCOMPARE(window.findChild<QTextBrowser*>()->textCursor().selectedText().toLower(), QStringLiteral("delocalisation"));
  line->clear();
  QVERIFY(!contents->topLevelItem(0)->child(0)->isHidden());
}

void WindowHelpTest::linksBackAndForwardWork() {
  HelpWindow window;
  window.show();
  for (const HelpPage& page : helpPages()) {
    window.showPage(page.name);
    QCOMPARE(window.pageName(), page.name);
    QVERIFY2(window.findChild<QTextBrowser*>()->toPlainText().size() > 100, qPrintable(page.name));
  }
  window.showPage(QStringLiteral("user/window.md"));
  window.showPage(QStringLiteral("checks/0.a.md"));
  QTest::keySequence(&window, QKeySequence(QKeySequence::Back));
  QCOMPARE(window.pageName(), QStringLiteral("user/window.md"));
  QTest::keySequence(&window, QKeySequence(QKeySequence::Forward));
  QCOMPARE(window.pageName(), QStringLiteral("checks/0.a.md"));
}

void WindowHelpTest::everyNumberHasWords() {
  openBall(48);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->checkList()->select(QStringLiteral("0.a"));
  m_window->runChecks({QStringLiteral("0.a")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  const auto* texts = m_window->findChild<WhatsThisTexts*>();
  for (QLabel* label : m_window->threshold()->findChildren<QLabel*>()) {
    const bool isNumber = !label->objectName().isEmpty() && !label->text().isEmpty() && label->text()[0].isDigit();
    if (!isNumber) continue;
    QVERIFY2(!texts->textFor(label, {}).isEmpty() || !label->whatsThis().isEmpty(), qPrintable(label->objectName()));
  }
  QVERIFY(texts->textFor(m_window->findChild<QLabel*>(QStringLiteral("mass")), {}).contains(QStringLiteral("protein")));
  m_window->details()->showTab(DetailsDock::Tab::Numbers);
  const auto tables = m_window->details()->page(DetailsDock::Tab::Numbers)->findChildren<QTableWidget*>();
  QVERIFY(!tables.isEmpty());
  const QTableWidgetItem* cell = tables.front()->item(0, 0);
  const QString text = texts->textFor(tables.front()->viewport(), tables.front()->visualItemRect(cell).center());
  QVERIFY2(text.contains(cell->text().toHtmlEscaped()), qPrintable(text));
  QVERIFY2(text.contains(QStringLiteral("checks/0.a.md")), qPrintable(text));
}

void WindowHelpTest::citationsAreBibTeX() {
  const QString entries =
      bibtex(QStringLiteral("Harauz and van Heel 1986, Optik 73, 146-156; Rosenthal and Henderson 2003, "
                            "doi:10.1016/j.jmb.2003.07.013; Tan et al. 2017, doi:10.1038/nmeth.4347; Tan et al. 2017, "
                            "doi:10.1038/nmeth.4347; Tan et al. 2017, doi:10.1/other"));
  QCOMPARE(entries.count(u'@'), 4);
  QVERIFY(
      entries.contains(QStringLiteral("@article{harauz1986,\n  author = {Harauz and van Heel},\n  year = {1986},\n  "
                                      "journal = {Optik},\n  volume = {73},\n  pages = {146--156}\n}")));
  QVERIFY(entries.contains(QStringLiteral("doi = {10.1016/j.jmb.2003.07.013}")));
  QVERIFY(entries.contains(QStringLiteral("@article{tan2017,\n  author = {Tan and others}")));
  QVERIFY(entries.contains(QStringLiteral("@article{tan2017b,")));
  // Of every check that cites, each source has a year and an address or a journal.
  static const QRegularExpression whole(QStringLiteral("^@article\\{\\w+\\d{4}\\w?,$"));
  for (const auto& check : allChecks()) {
    const QString one = bibtex(QString::fromStdString(std::string(check->info().citation)));
    for (const QString& line : one.split(u'\n'))
      if (line.startsWith(u'@')) QVERIFY2(whole.match(line).hasMatch(), qPrintable(one));
  }
  m_window->checkList()->select(QStringLiteral("1.a"));
  m_window->commands()[Command::CopyCitation]->trigger();
  QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Rosenthal")));
  m_window->commands()[Command::CopyCitations]->trigger();
  QVERIFY(QApplication::clipboard()->text().count(u'@') > 4);
}

QTEST_MAIN(WindowHelpTest)
#include "window_help_test.moc"
