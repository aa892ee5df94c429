// Everybody can use the window: names for screen readers, the keyboard alone, large fonts.
#include "app/settings/settings.hpp"
#include "app/window/appearance.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/export_dialog.hpp"
#include "app/window/preferences_dialog.hpp"
#include "app/window/threshold_dock.hpp"
#include "core/base/number_text.hpp"
#include "tests/app/window_support.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/plot/plot_panel.hpp"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

namespace {

QString place(const QWidget* widget) {
  QString text;
  for (; widget != nullptr; widget = widget->parentWidget())
    text = QStringLiteral("/%1(%2)").arg(QLatin1String(widget->metaObject()->className()), widget->objectName()) + text;
  return text;
}

/// What a screen reader is told.
QString spokenName(QWidget* widget) {
  const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
  return interface != nullptr ? interface->text(QAccessible::Name).trimmed() : QString();
}

/// Parts of a control that hand the focus on to it, or have their words from it.
bool isPart(const QWidget* widget) {
  const QWidget* parent = widget->parentWidget();
  return qobject_cast<const QScrollBar*>(widget) != nullptr || widget->inherits("QTableCornerButton") ||
         (qobject_cast<const QLineEdit*>(widget) != nullptr &&
          (qobject_cast<const QAbstractSpinBox*>(parent) != nullptr || (parent && parent->inherits("QComboBox")))) ||
         (qobject_cast<const QAbstractScrollArea*>(parent) != nullptr &&
          static_cast<const QAbstractScrollArea*>(parent)->viewport() == widget) ||
         widget->inherits("QToolBarExtension") || widget->inherits("QHeaderView");
}

/// Areas that only scroll what is in them.
bool isFrame(const QWidget* widget) {
  return widget->inherits("QScrollArea") || widget->inherits("QTabWidget") || widget->inherits("QDockWidget");
}

QList<QWidget*> controls(QWidget* root, bool alsoHidden) {
  QList<QWidget*> list;
  for (QWidget* widget : root->findChildren<QWidget*>())
    if (widget->window() == root && widget->focusPolicy() != Qt::NoFocus && !isPart(widget) && !isFrame(widget) &&
        (alsoHidden || widget->isVisible()))
      list << widget;
  return list;
}

/// Tells all of them: Qt Test cuts long messages.
bool isNone(const QStringList& complaints) {
  for (const QString& complaint : complaints) qWarning().noquote() << complaint;
  return complaints.isEmpty();
}

/// Results with a map in them.
std::vector<CheckResult> exportable() {
  CheckResult result;
  result.id = "0.b";
  result.volumes.push_back({"hard_mask", "Hard mask", "", true, {}});
  return {result};
}

bool takesTab(const QWidget* widget) { return widget->focusPolicy() & Qt::TabFocus && widget->isEnabled(); }

}  // namespace

class WindowAccessTest : public WindowFixture {
  Q_OBJECT

private slots:
  void initTestCase() { nameTestProgram(); }
  void init() {
    m_font = QApplication::font();
    openWindow();
  }
  void cleanup() {
    closeWindow();
    QApplication::setFont(m_font);
  }
  void everyControlHasAName();
  void dialogsHaveNamesToo();
  void viewsSpeakTheirState();
  void everyActionIsInAMenuWithALetter();
  void noTwoActionsShareKeys();
  void tabReachesEveryControl();
  void focusIsSeen();
  void largeFontsAreNotCutOff_data();
  void largeFontsAreNotCutOff();
  void motionFollowsThePreference();

private:
  void openWithResults();
  void checkNames(QWidget* root);
  QStringList missedByTab();
  QFont m_font;
};

void WindowAccessTest::openWithResults() {
  openBall(48);
  QSignalSpy finished(m_window.get(), &VitrineWindow::checksFinished);
  m_window->checkList()->select(QStringLiteral("0.b"));
  m_window->runChecks({QStringLiteral("0.b")});
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
}

void WindowAccessTest::checkNames(QWidget* root) {
  QStringList unnamed;
  QHash<QString, QWidget*> seen;
  for (QWidget* widget : controls(root, true)) {
    const QString name = spokenName(widget);
    // Lines that are empty and hidden now have words whenever they are shown.
    const auto* label = qobject_cast<QLabel*>(widget);
    const auto* button = qobject_cast<QAbstractButton*>(widget);
    if (!widget->isVisible() && ((label && label->text().isEmpty()) || (button && button->text().isEmpty()))) continue;
    // Qt keeps a bar for docks that share a place; it speaks the names of its tabs, and has none while it is out of
    // use.
    if (const auto* bar = qobject_cast<QTabBar*>(widget); bar && bar->count() == 0 && !bar->isVisible()) continue;
    if (name.isEmpty()) {
      unnamed << place(widget);
      continue;
    }
    // Two buttons of one name side by side cannot be told apart by ear.
    if (button == nullptr || !widget->isVisible()) continue;
    const QString key = name + QLatin1Char('|') + place(widget->parentWidget());
    if (seen.contains(key)) unnamed << QStringLiteral("twice \"%1\": %2").arg(name, place(widget));
    seen.insert(key, widget);
  }
  QVERIFY(isNone(unnamed));
}

void WindowAccessTest::everyControlHasAName() {
  checkNames(m_window.get());
  openWithResults();
  for (const auto tab : {DetailsDock::Tab::Explanation, DetailsDock::Tab::Numbers, DetailsDock::Tab::Plots,
                         DetailsDock::Tab::Pictures, DetailsDock::Tab::Parameters}) {
    m_window->details()->showTab(tab);
    checkNames(m_window.get());
  }
  for (const QDockWidget* dock : m_window->findChildren<QDockWidget*>())
    QVERIFY2(!dock->accessibleName().isEmpty() && !dock->windowTitle().isEmpty(), qPrintable(dock->objectName()));
}

void WindowAccessTest::dialogsHaveNamesToo() {
  openBall(32);
  Settings settings;
  Appearance appearance(&settings);
  PreferencesDialog preferences(&settings, &appearance, &m_window->commands());
  checkNames(&preferences);
  ExportDialog exporting(&settings, path("ball.mrc"), exportable(), Grid{});
  checkNames(&exporting);
  // Whatever an entry of a menu opens, is closed again and had names.
  int opened = 0;
  QTimer closer;
  connect(&closer, &QTimer::timeout, this, [&] {
    if (QWidget* dialog = QApplication::activeModalWidget()) {
      ++opened;
      if (!dialog->inherits("QMessageBox") && !dialog->inherits("QFileDialog")) checkNames(dialog);
      dialog->close();
    }
  });
  closer.start(50);
  for (const Command command : {Command::Preferences, Command::Shortcuts, Command::About})
    m_window->commands()[command]->trigger();
  QCOMPARE(opened, 3);
  closer.stop();
  m_window->commands()[Command::Contrast]->trigger();
  m_window->commands()[Command::SaveImage]->trigger();
  const auto tops = QApplication::topLevelWidgets();
  for (QWidget* top : tops)
    if (top->isVisible() && top != m_window.get()) checkNames(top);
}

void WindowAccessTest::viewsSpeakTheirState() {
  openWithResults();
  SliceView* slice = m_window->slices()->slice(2);
  QVERIFY2(slice->accessibleName().contains(QString::number(slice->index())), qPrintable(slice->accessibleName()));
  const QString before = slice->accessibleName();
  slice->setFocus();
  QTest::keyClick(slice, Qt::Key_PageUp);
  QVERIFY(slice->accessibleName() != before);

  const QString level = QString::fromStdString(generalText(*m_window->workspace()->level(), 4));
  // The surface is drawn in the background and speaks of what it shows.
  QTRY_VERIFY2_WITH_TIMEOUT(m_window->surface()->accessibleDescription().contains(level),
                            qPrintable(m_window->surface()->accessibleDescription()), kPatience);
  PlotPanel* histogram = m_window->threshold()->histogram();
  QVERIFY2(histogram->accessibleDescription().contains(level), qPrintable(histogram->accessibleDescription()));
  m_window->workspace()->setLevel(0.5);
  QVERIFY2(histogram->accessibleDescription().contains(QStringLiteral("0.5")),
           qPrintable(histogram->accessibleDescription()));

  // Rows of the list of checks: what an assistive program reads of a cell.
  auto* view = m_window->findChild<QListView*>(QStringLiteral("checkView"));
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(view);
  QVERIFY(list != nullptr && list->childCount() >= m_window->checks()->rowCount());
  const int row = m_window->checks()->rowOf(QStringLiteral("0.b"));
  const QString spoken = m_window->checks()->index(row).data(Qt::AccessibleTextRole).toString();
  QVERIFY(spoken.contains(m_window->checks()->index(row).data(CheckListModel::StateTextRole).toString()));
  QCOMPARE(list->child(row)->text(QAccessible::Name), spoken);
}

void WindowAccessTest::everyActionIsInAMenuWithALetter() {
  openBall(32);
  QSet<const QAction*> inMenus;
  QStringList wrong;
  const auto walk = [&](auto& self, const QList<QAction*>& actions, const QString& where) -> void {
    QHash<QChar, QString> letters;
    std::vector<std::pair<QString, QString>> without;
    for (const QAction* action : actions) {
      if (action->isSeparator()) continue;
      inMenus.insert(action);
      const QKeySequence letter = QKeySequence::mnemonic(action->text());
      const QString shown = where + QStringLiteral(" > ") + action->text();
      if (letter.isEmpty()) without.push_back({action->text(), shown});
      const QChar key = letter.toString().isEmpty() ? QChar() : letter.toString().back().toLower();
      if (!letter.isEmpty() && letters.contains(key))
        wrong << QStringLiteral("the letter of %1: %2").arg(letters[key], shown);
      letters[key] = action->text();
      if (action->menu() == nullptr) continue;
      emit action->menu()->aboutToShow();
      self(self, action->menu()->actions(), shown);
    }
    // In a menu longer than the alphabet some entries are reached with the arrow keys only.
    for (const auto& [text, shown] : without)
      if (std::ranges::any_of(text, [&](QChar c) { return c.isLetterOrNumber() && !letters.contains(c.toLower()); }))
        wrong << QStringLiteral("no letter: ") + shown;
  };
  walk(walk, m_window->menuBar()->actions(), {});
  for (const QAction* action : m_window->commands().all())
    if (!inMenus.contains(action)) wrong << QStringLiteral("in no menu: ") + action->text();
  for (const QAction* action : m_window->actions())
    if (!inMenus.contains(action)) wrong << QStringLiteral("in no menu: ") + action->text();
  QVERIFY(isNone(wrong));
}

void WindowAccessTest::noTwoActionsShareKeys() {
  openBall(32);
  QHash<QKeySequence, QString> used;
  for (const QAction* action : m_window->findChildren<QAction*>()) {
    const bool isWide =
        action->shortcutContext() == Qt::WindowShortcut || action->shortcutContext() == Qt::ApplicationShortcut;
    if (!isWide) continue;
    for (const QKeySequence& keys : action->shortcuts()) {
      QVERIFY(!keys.isEmpty());
      QVERIFY2(!used.contains(keys),
               qPrintable(QStringLiteral("%1: %2 and %3").arg(keys.toString(), used[keys], action->text())));
      used[keys] = action->text();
    }
  }
  // Those that users.md names and that hands from other programs expect.
  for (const char* keys : {"Ctrl+O", "Ctrl+S", "Ctrl+R", "Esc", "Ctrl+E", "Ctrl+Shift+C", "F1", "F11", "D", "G", "1",
                           "2", "3", "4", "[", "]", "?"})
    QVERIFY2(used.contains(QKeySequence::fromString(QLatin1String(keys))), keys);
}

void WindowAccessTest::tabReachesEveryControl() {
  openWithResults();
  for (const auto tab : {DetailsDock::Tab::Explanation, DetailsDock::Tab::Numbers, DetailsDock::Tab::Plots}) {
    m_window->details()->showTab(tab);
    QStringList missed;
    // Work in the background (the component tree) ends and changes what is enabled: then once more round.
    for (int round = 0; round < 10; ++round) {
      missed = missedByTab();
      if (missed.isEmpty()) break;
      QTest::qWait(300);
    }
    QVERIFY(isNone(missed));
  }
}

QStringList WindowAccessTest::missedByTab() {
  m_window->activateWindow();
  SliceView* start = m_window->slices()->slice(2);
  start->setFocus(Qt::TabFocusReason);
  QSet<const QWidget*> reached;
  for (int presses = 0; presses < 400; ++presses) {
    QWidget* now = QApplication::focusWidget();
    if (now == nullptr) return {QStringLiteral("the keyboard is nowhere")};
    if (presses > 0 && now == start) break;
    reached.insert(now);
    QTest::keyClick(now, Qt::Key_Tab);
    if (QApplication::focusWidget() == now) return {QStringLiteral("the keyboard is kept by ") + place(now)};
  }
  QStringList missed;
  for (QWidget* widget : controls(m_window.get(), false)) {
    if (!takesTab(widget) || reached.contains(widget) || reached.contains(widget->focusProxy())) continue;
    if (!isSeen(widget)) continue;  // behind another tab, or scrolled away
    missed << place(widget);
  }
  return missed;
}

void WindowAccessTest::focusIsSeen() {
  openWithResults();
  m_window->details()->showTab(DetailsDock::Tab::Plots);
  m_window->setAttribute(Qt::WA_KeyboardFocusChange);  // as after a press of Tab
  m_window->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->surface()->isRefining(), kPatience);
  QTest::qWait(300);
  QStringList unseen;
  SliceView* elsewhere = m_window->slices()->slice(1);
  for (QWidget* widget : controls(m_window.get(), false)) {
    if (!takesTab(widget) || widget == elsewhere || !isSeen(widget) || widget->focusProxy()) continue;
    const QRect area = QRect(widget->mapTo(m_window.get(), QPoint()), widget->size())
                           .adjusted(-3, -3, 3, 3)
                           .intersected(m_window->rect());
    elsewhere->setFocus(Qt::OtherFocusReason);
    QCoreApplication::processEvents();
    const QImage without = m_window->grab(area).toImage();
    widget->setFocus(Qt::TabFocusReason);
    QCoreApplication::processEvents();
    if (!widget->hasFocus()) continue;
    const QImage with = m_window->grab(area).toImage();
    int changed = 0;
    for (int y = 0; y < with.height(); ++y)
      for (int x = 0; x < with.width(); ++x) {
        const QColor a = with.pixelColor(x, y), b = without.pixelColor(x, y);
        changed += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) > 60;
      }
    if (changed < 12) unseen << QStringLiteral("%1: %2 pixels").arg(place(widget)).arg(changed);
  }
  QVERIFY(isNone(unseen));
}

void WindowAccessTest::largeFontsAreNotCutOff_data() {
  QTest::addColumn<double>("factor");
  QTest::newRow("as it is") << 1.0;
  QTest::newRow("one and a half") << 1.5;
}

void WindowAccessTest::largeFontsAreNotCutOff() {
  QFETCH(double, factor);
  closeWindow();
  QFont font = m_font;
  font.setPointSizeF(font.pointSizeF() * factor);
  QApplication::setFont(font);
  openWindow();
  m_window->resize(static_cast<int>(1300 * factor), static_cast<int>(850 * factor));
  QStringList cut;
  const auto look = [&](QWidget* root) {
    for (QWidget* widget : root->findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->window() != root) continue;
      const auto* label = qobject_cast<QLabel*>(widget);
      const auto* button = qobject_cast<QAbstractButton*>(widget);
      if ((label == nullptr || label->text().isEmpty()) && (button == nullptr || button->text().isEmpty())) continue;
      // File names are shown as far as there is room; the tool tip has them whole.
      if (widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored && !widget->toolTip().isEmpty()) continue;
      const QSize wanted =
          widget->hasHeightForWidth() ? QSize(0, widget->heightForWidth(widget->width())) : widget->sizeHint();
      if (widget->width() + 1 < wanted.width() || widget->height() + 1 < wanted.height())
        cut << QStringLiteral("%1 \"%2\" has %3 x %4, needs %5 x %6")
                   .arg(place(widget), label != nullptr ? label->text() : button->text())
                   .arg(widget->width())
                   .arg(widget->height())
                   .arg(wanted.width())
                   .arg(wanted.height());
    }
  };
  const auto lookAtRest = [&](QWidget* root) {
    for (int tries = 0; tries < 50; ++tries) {  // until the layouts have settled
      QTest::qWait(50);
      cut.clear();
      look(root);
      if (cut.isEmpty()) return;
    }
    QVERIFY(isNone(cut));
  };
  lookAtRest(m_window.get());
  openWithResults();
  for (const auto tab : {DetailsDock::Tab::Explanation, DetailsDock::Tab::Numbers, DetailsDock::Tab::Parameters}) {
    m_window->details()->showTab(tab);
    lookAtRest(m_window.get());
  }
  Settings settings;
  Appearance appearance(&settings);
  PreferencesDialog preferences(&settings, &appearance, &m_window->commands());
  preferences.show();
  lookAtRest(&preferences);
  ExportDialog exporting(&settings, path("ball.mrc"), exportable(), Grid{});
  exporting.show();
  lookAtRest(&exporting);
}

void WindowAccessTest::motionFollowsThePreference() {
  QVERIFY(m_window->isAnimated());
  closeWindow();
  Settings().setReducedMotion(true);
  m_window = std::make_unique<VitrineWindow>(2);
  QVERIFY(!m_window->isAnimated());
  QVERIFY(reducedMotion());
  Settings().setReducedMotion(false);
  m_window = std::make_unique<VitrineWindow>(2);
  QVERIFY(!reducedMotion());
}

QTEST_MAIN(WindowAccessTest)
#include "window_access_test.moc"
