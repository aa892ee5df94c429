// Every text of the window can be translated, and the Spanish one is whole.
#include "app/language/language.hpp"
#include "app/settings/settings.hpp"
#include "app/window/appearance.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/export_dialog.hpp"
#include "app/window/photo_dialog.hpp"
#include "app/window/preferences_dialog.hpp"
#include "core/checks/registry.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/report/report_page.hpp"
#include "widgets/theme/text.hpp"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFile>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

/// Puts every text that asks for a translation into brackets: what is shown without them never asked.
class Brackets final : public QTranslator {
public:
  bool isEmpty() const override { return false; }
  QString translate(const char*, const char* text, const char*, int) const override {
    return QStringLiteral("[[") + QString::fromUtf8(text) + QStringLiteral("]]");
  }
};

/// Texts that are the same in every language: names, files, ids, numbers with units.
bool isSameEverywhere(const QString& text) {
  static const QRegularExpression word(QStringLiteral("[A-Za-z]{2,}"));
  static const QRegularExpression neutral(
      QStringLiteral("^(Vitrine|English|Espa.ol|[0-9]\\.[a-h](  .*)?|.*\\.(mrc|map|pdb|cif|xml)\\b.*|<a "
                     "href.*|/.*|[EWN]-[A-Z0-9]+\\b.*|"
                     "[-+0-9.,e ]*(GiB|MiB|kDa|nm|px|dpi|kV|mrad)|qt_.*)$"));
  return text.contains(QStringLiteral("[[")) || !word.match(text).hasMatch() || neutral.match(text).hasMatch();
}

/// What core says of one map stays in the words of the report: pages of results, lists of diagnostics. Such places say
/// so by themselves.
bool isOfCore(const QWidget* widget) {
  // Parameters go by the names that --param takes.
  if (widget->objectName() == QStringLiteral("parameters")) return true;
  for (; widget != nullptr; widget = widget->parentWidget())
    if (qobject_cast<const ReportPage*>(widget) || widget->property("ofCore").toBool()) return true;
  return false;
}

/// Translators are told of every shown text by its widget.
class Walk {
public:
  void look(QWidget* root) {
    QList<QWidget*> widgets = root->findChildren<QWidget*>();
    widgets << root;
    for (QWidget* widget : widgets)
      if (!isOfCore(widget)) lookAt(widget);
    for (const QAction* action : root->findChildren<QAction*>()) {
      if (const auto* owner = qobject_cast<QWidget*>(action->parent()); owner != nullptr && isOfCore(owner)) continue;
      QString text = action->text();
      add(text.remove(u'&'), action);
      // The reasons of suggested levels are made from the map's numbers.
      if (!action->objectName().startsWith(QStringLiteral("suggest_"))) add(action->statusTip(), action);
    }
  }
  void add(const QString& text, const QObject* where) {
    for (const QString& line : text.split(u'\n'))
      if (!isSameEverywhere(line))
        m_plain << QStringLiteral("\"%1\" in %2 %3")
                       .arg(line, QLatin1String(where->metaObject()->className()), where->objectName());
  }
  QStringList plain() const {
    QStringList list(m_plain.begin(), m_plain.end());
    list.sort();
    return list;
  }

private:
  void lookAt(const QWidget* widget) {
    for (const QString& text : {widget->toolTip(), widget->statusTip(), widget->whatsThis(), widget->accessibleName(),
                                widget->accessibleDescription()})
      add(text, widget);
    if (const auto* label = qobject_cast<const QLabel*>(widget)) add(label->text(), label);
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) add(button->text(), button);
    if (const auto* group = qobject_cast<const QGroupBox*>(widget)) add(group->title(), group);
    if (const auto* line = qobject_cast<const QLineEdit*>(widget)) add(line->placeholderText(), line);
    if (qobject_cast<const QDockWidget*>(widget) || widget->isWindow()) add(widget->windowTitle(), widget);
    if (const auto* bar = qobject_cast<const QTabBar*>(widget))
      for (int i = 0; i < bar->count(); ++i) add(bar->tabText(i), bar);
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
      for (int i = 0; i < box->count(); ++i) add(box->itemText(i), box);
    const auto* table = qobject_cast<const QTableWidget*>(widget);
    if (table == nullptr) return;
    for (int column = 0; column < table->columnCount(); ++column)
      if (const auto* head = table->horizontalHeaderItem(column)) add(head->text(), table);
    for (int row = 0; row < table->rowCount(); ++row)
      if (const auto* cell = table->item(row, 0)) add(cell->text(), table);
  }
  QSet<QString> m_plain;
};

/// One message of a .ts file.
struct Message {
  QString context, source, translation, type;
};

QList<Message> messagesOf(const QString& file) {
  QFile content(file);
  if (!content.open(QIODevice::ReadOnly)) return {};
  QXmlStreamReader xml(&content);
  QList<Message> messages;
  QString context;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == u"name") context = xml.readElementText();
    if (xml.name() == u"message") messages << Message{context, {}, {}, {}};
    if (xml.name() == u"source") messages.back().source = xml.readElementText();
    if (xml.name() == u"translation") {
      messages.back().type = xml.attributes().value(QStringLiteral("type")).toString();
      messages.back().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    }
  }
  return messages;
}

QString source(const char* file) { return QStringLiteral(VITRINE_SOURCE_DIR "/") + QLatin1String(file); }

/// "%1", "%n" and the like, sorted.
QStringList placeholders(const QString& text) {
  static const QRegularExpression mark(QStringLiteral("%(L?[0-9]+|n)"));
  QStringList found;
  for (auto matches = mark.globalMatch(text); matches.hasNext();) found << matches.next().captured();
  found.sort();
  found.removeDuplicates();
  return found;
}

}  // namespace

class WindowLanguageTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() {
    openWindow();  // folders and settings of its own
    closeWindow();
  }
  void cleanup() {
    closeWindow();
    installLanguage(QStringLiteral("en"));
  }
  void everyTextAsksForItsTranslation();
  void spanishIsWhole();
  void englishCountsOneAndMany();
  void spanishKeepsPlaceholders();
  void fixedTextsOfTheChecksAreInSpanish();
  void theWindowSpeaksSpanish();

private:
  void reopen() {
    m_window = std::make_unique<VitrineWindow>(2);
    m_window->resize(1300, 850);
    m_window->show();
  }
};

void WindowLanguageTest::everyTextAsksForItsTranslation() {
  Settings().setLanguage(QStringLiteral("en"));
  Brackets brackets;
  QCoreApplication::installTranslator(&brackets);
  Walk walk;
  reopen();
  walk.look(m_window.get());
  openBall(48);
  m_window->checkList()->select(QStringLiteral("0.b"));
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->runChecks({QStringLiteral("0.b")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  walk.look(m_window.get());
  for (int row = 0; row < m_window->checks()->rowCount(); ++row)
    walk.add(m_window->checks()->index(row).data(CheckListModel::StateTextRole).toString(), m_window->checks());
  Settings settings;
  Appearance appearance(&settings);
  PreferencesDialog preferences(&settings, &appearance, &m_window->commands());
  walk.look(&preferences);
  ExportDialog exporting(&settings, path("ball.mrc"), m_window->checks()->currentResults(),
                         m_window->workspace()->inputs().grid());
  walk.look(&exporting);
  PhotoDialog photo;
  walk.look(&photo);
  photo.setView(ViewId::ZSlice);
  walk.look(&photo);
  closeWindow();
  QCoreApplication::removeTranslator(&brackets);
  const QStringList plain = walk.plain();
  for (const QString& text : plain) qWarning().noquote() << text;
  QVERIFY(plain.isEmpty());
}

void WindowLanguageTest::spanishIsWhole() {
  const QString lupdate = QStringLiteral(VITRINE_LUPDATE);
  if (!QFile::exists(lupdate)) QSKIP("lupdate (qt6-l10n-tools) is not installed");
  // What the sources say now, against what is translated.
  const QString fresh = path("fresh.ts"), core = path("core_texts.cpp");
  QProcess texts;
  texts.setStandardOutputFile(core);
  texts.start(QStringLiteral(VITRINE_CORE_TEXTS), QStringList());
  QVERIFY(texts.waitForFinished(kPatience));
  QCOMPARE(texts.exitCode(), 0);
  QProcess update;
  update.start(lupdate, {QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"),
                         QStringLiteral("-I"), source(""), source("app"), source("widgets"), core,
                         QStringLiteral("-ts"), fresh, QStringLiteral("-target-language"), QStringLiteral("es_ES")});
  QVERIFY(update.waitForFinished(kPatience));
  QCOMPARE(update.exitCode(), 0);
  QSet<QPair<QString, QString>> translated;
  for (const Message& message : messagesOf(source("resources/translations/vitrine_es.ts")))
    if (message.type.isEmpty() && !message.translation.isEmpty()) translated.insert({message.context, message.source});
  const QList<Message> wanted = messagesOf(fresh);
  QVERIFY(wanted.size() > 500);
  int missing = 0;
  for (const Message& message : wanted)
    if (!translated.contains({message.context, message.source})) {
      ++missing;
      qWarning().noquote() << "not in Spanish:" << message.context << "|" << message.source;
    }
  QCOMPARE(missing, 0);
}

void WindowLanguageTest::englishCountsOneAndMany() {
  installLanguage(QStringLiteral("en"));
  int counted = 0;
  for (const Message& message : messagesOf(source("resources/translations/vitrine_es.ts"))) {
    if (!message.source.contains(QStringLiteral("(s)"))) continue;
    ++counted;
    const QByteArray context = message.context.toUtf8(), text = message.source.toUtf8();
    for (const int n : {1, 2}) {
      const QString shown = QCoreApplication::translate(context.constData(), text.constData(), nullptr, n);
      QVERIFY2(!shown.contains(QStringLiteral("(s)")), qPrintable(shown));
      QVERIFY2(shown.contains(QString::number(n)), qPrintable(shown));
    }
  }
  QVERIFY(counted >= 4);
}

void WindowLanguageTest::spanishKeepsPlaceholders() {
  QStringList wrong;
  for (const Message& message : messagesOf(source("resources/translations/vitrine_es.ts"))) {
    if (!message.type.isEmpty()) continue;
    if (placeholders(message.source) != placeholders(message.translation))
      wrong << message.source + QStringLiteral(" -> ") + message.translation;
  }
  for (const QString& text : wrong) qWarning().noquote() << text;
  QVERIFY(wrong.isEmpty());
}

void WindowLanguageTest::fixedTextsOfTheChecksAreInSpanish() {
  installLanguage(QStringLiteral("es"));
  for (const auto& check : allChecks()) {
    const CheckInfo& info = check->info();
    for (const std::string_view text : {info.explanation, info.criteria, info.advice})
      if (!text.empty()) QVERIFY2(coreText(text) != displayText(text), std::string(text).c_str());
  }
  QCOMPARE(coreText("made for one map"), QStringLiteral("made for one map"));
}

void WindowLanguageTest::theWindowSpeaksSpanish() {
  Settings().setLanguage(QStringLiteral("es"));
  reopen();
  QCOMPARE(installedLanguage(), QStringLiteral("es"));
  QCOMPARE(m_window->menuBar()->actions().front()->text().remove(u'&'), QStringLiteral("Archivo"));
  QCOMPARE(m_window->findChild<QDockWidget*>(QStringLiteral("thresholdDock"))->windowTitle(), QStringLiteral("Umbral"));
  // Letters of the menus are given anew in each language.
  for (const QAction* title : m_window->menuBar()->actions())
    QVERIFY2(title->text().contains(u'&'), qPrintable(title->text()));
  // Qt's own words too, where its translations are installed.
  QDialogButtonBox buttons(QDialogButtonBox::Cancel);
  if (QFile::exists(QStringLiteral("/usr/share/qt6/translations/qtbase_es.qm")))
    QCOMPARE(buttons.button(QDialogButtonBox::Cancel)->text().remove(u'&'), QStringLiteral("Cancelar"));
  // Keys keep their names in the settings whatever the language.
  QCOMPARE(m_window->commands()[Command::Open]->objectName(), QStringLiteral("open_map"));
  closeWindow();
  Settings().setLanguage(QStringLiteral("en"));
  reopen();
  QCOMPARE(m_window->menuBar()->actions().front()->text().remove(u'&'), QStringLiteral("File"));
}

QTEST_MAIN(WindowLanguageTest)
#include "window_language_test.moc"
