// How the compare window is put together.
#include "app/window/compare_chooser.hpp"
#include "app/window/compare_link.hpp"
#include "app/window/compare_pages.hpp"
#include "app/window/compare_side.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/mnemonics.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenuBar>
#include <QProgressBar>
#include <QSplitter>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::ui {

void CompareWindow::build() {
  setObjectName(QStringLiteral("compareWindow"));
  setProperty("helpPage", QStringLiteral("user/compare.md"));
  setWindowTitle(tr("Compare - Vitrine"));
  setAcceptDrops(true);
  m_a = new CompareSide(QStringLiteral("A"));
  m_b = new CompareSide(QStringLiteral("B"));
  m_chooser = new CompareChooser(m_b);
  m_b->showInstead(m_chooser);
  m_link = new CompareLink(m_a->views(), m_b->views(), this);
  m_message = new MessageBar;
  m_numbers = new CompareNumbersPage;
  m_curves = new CompareCurvesPage;
  m_difference = new CompareDifferencePage;
  m_summary = new CompareSummaryPage;
  m_pages = new QTabWidget;
  m_pages->setObjectName(QStringLiteral("comparePages"));
  m_pages->setDocumentMode(true);
  m_pages->tabBar()->setAccessibleName(tr("What was found"));
  m_pages->addTab(m_numbers, tr("&Numbers"));
  m_pages->addTab(m_curves, tr("C&urves"));
  m_pages->addTab(m_difference, tr("D&ifference map"));
  m_pages->addTab(m_summary, tr("Su&mmary"));
  auto* sides = new QSplitter(Qt::Horizontal);
  sides->addWidget(m_a);
  sides->addWidget(m_b);
  auto* rows = new QSplitter(Qt::Vertical);
  rows->addWidget(sides);
  rows->addWidget(m_pages);
  rows->setStretchFactor(0, 3);
  rows->setStretchFactor(1, 2);
  for (QSplitter* splitter : {sides, rows}) {
    splitter->setHandleWidth(6);
    splitter->setChildrenCollapsible(false);
  }
  sides->setSizes({10'000, 10'000});
  rows->setSizes({5'500, 4'500});
  auto* centre = new QWidget;
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_message);
  layout->addWidget(rows, 1);
  setCentralWidget(centre);

  m_taskName = new QLabel;
  m_taskName->setObjectName(QStringLiteral("taskName"));
  m_progress = new QProgressBar;
  m_progress->setObjectName(QStringLiteral("taskProgress"));
  m_progress->setRange(0, 100);
  m_progress->setMaximumWidth(180);
  m_progress->setMaximumHeight(fontMetrics().height() + 4);
  m_progress->setAccessibleName(tr("Progress of the work in the background"));
  m_stopTask = new QToolButton;
  m_stopTask->setObjectName(QStringLiteral("stopTask"));
  m_stopTask->setText(tr("Stop"));
  m_stopTask->setFocusPolicy(Qt::StrongFocus);
  m_stopTask->setAccessibleName(tr("Stop the work in the background"));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask})
    statusBar()->addPermanentWidget(widget);
  buildMenus();
  resize(1280, 900);
}

QAction* CompareWindow::addAction(QMenu* menu, const QString& text, const QString& keys,
                                  const std::function<void()>& run) {
  QAction* action = menu->addAction(text);
  action->setShortcut(QKeySequence::fromString(keys, QKeySequence::PortableText));
  connect(action, &QAction::triggered, this, run);
  return action;
}

void CompareWindow::buildMenus() {
  const auto key = [](const char* keys) { return QString::fromLatin1(keys); };
  QMenu* file = menuBar()->addMenu(tr("&Compare"));
  QAction* files = addAction(file, tr("Choose &files ..."), key("Ctrl+O"), [this] { askForFiles(); });
  addAction(file, tr("Choose a fol&der ..."), key("Ctrl+Shift+O"), [this] { askForFolder(); });
  file->addSeparator();
  m_runB = addAction(file, tr("&Run the same checks of B"), key("Ctrl+R"), [this] { measureB(); });
  m_stop = addAction(file, tr("&Stop"), key("Esc"), [this] { stopAll(); });
  m_again = addAction(file, tr("Compare a&gain"), key("F5"), [this] { refresh(); });
  file->addSeparator();
  m_saveTable = addAction(file, tr("Save the &comparison ..."), key("Ctrl+S"), [this] { askWhereToSave(false); });
  m_saveMap = addAction(file, tr("Save difference &map ..."), key("Ctrl+Shift+S"), [this] { askWhereToSave(true); });
  file->addSeparator();
  addAction(file, tr("C&lose"), key("Ctrl+W"), [this] { close(); });

  QMenu* view = menuBar()->addMenu(tr("&View"));
  const auto toggle = [&](const QString& text, const char* keys, bool isOn, const auto& set) {
    auto* action = view->addAction(text);
    action->setShortcut(QKeySequence::fromString(key(keys), QKeySequence::PortableText));
    action->setCheckable(true);
    action->setChecked(isOn);
    connect(action, &QAction::toggled, this, set);
    return action;
  };
  QAction* crosshairs = toggle(tr("Link cross&hairs"), "L", true, [this](bool on) { m_link->setLinksCrosshairs(on); });
  QAction* cameras = toggle(tr("Link c&ameras"), "K", true, [this](bool on) { m_link->setLinksCameras(on); });
  m_showDifference = toggle(tr("Show the &difference"), "D", false, [this](bool on) { m_difference->setShown(on); });
  view->addSeparator();
  const auto both = [this](int number) {
    const int before = m_a->slices()->shownView();
    for (CompareSide* side : {m_a, m_b})
      if (side->slices()->shownView() == before) side->slices()->showView(number);
  };
  addAction(view, tr("&Z slices alone"), key("1"), [both] { both(1); });
  addAction(view, tr("&Y slices alone"), key("2"), [both] { both(2); });
  addAction(view, tr("&X slices alone"), key("3"), [both] { both(3); });
  addAction(view, tr("&Surfaces alone"), key("4"), [both] { both(4); });
  addAction(view, tr("&Fit all views"), key("F"), [this] {
    for (CompareSide* side : {m_a, m_b}) {
      for (int axis = 0; axis < 3; ++axis) side->slices()->slice(axis)->resetView();
      side->surface()->resetCamera();
    }
  });
  addAction(view, tr("C&rosshair to the centre"), key("C"), [this] {
    const Grid& grid = m_a->slices()->link()->grid();
    m_a->slices()->link()->setCrosshair({grid.centre(0), grid.centre(1), grid.centre(2)});
  });
  QMenu* help = menuBar()->addMenu(tr("&Help"));
  addAction(help, tr("&Help on comparing"), key("F1"), [this] { emit helpRequested(property("helpPage").toString()); });
  giveMnemonics(menuBar());

  auto* bar = addToolBar(tr("Tool bar"));
  bar->setObjectName(QStringLiteral("compareToolBar"));
  bar->setMovable(false);
  bar->addAction(files);
  bar->addAction(m_runB);
  bar->addAction(m_stop);
  bar->addSeparator();
  bar->addAction(crosshairs);
  bar->addAction(cameras);
  bar->addAction(m_showDifference);
  bar->addSeparator();
  auto* name = new QLabel(tr("Lay the boxes on each other: "));
  m_laying = new QComboBox;
  m_laying->setObjectName(QStringLiteral("laying"));
  m_laying->setAccessibleName(tr("How the boxes are laid on each other"));
  m_laying->addItem(tr("by the origins in the files"), static_cast<int>(Laying::Origins));
  m_laying->addItem(tr("by their centres"), static_cast<int>(Laying::Centres));
  m_laying->addItem(tr("by their corners"), static_cast<int>(Laying::Corners));
  bar->addWidget(name);
  bar->addWidget(m_laying);
}

}  // namespace vitrine::ui
