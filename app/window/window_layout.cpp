// How the window is put together.
#include "app/window/colouring.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/display_dock.hpp"
#include "app/window/local_resolution_panel.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/run_sheet.hpp"
#include "app/window/surface_panel.hpp"
#include "app/window/threshold_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "app/window/welcome_page.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {

void VitrineWindow::buildCentre() {
  m_surface = new IsosurfaceView;
  m_surface->setObjectName(QStringLiteral("surface"));
  m_surface->setFocusPolicy(Qt::StrongFocus);
  m_slices = new OrthosliceView(m_surface);
  m_welcome = new WelcomePage;
  m_pages = new QStackedWidget;
  m_pages->addWidget(m_welcome);
  m_pages->addWidget(m_slices);
  m_message = new MessageBar;
  m_recovery = new MessageBar;
  m_recovery->setObjectName(QStringLiteral("recoveryBar"));
  auto* centre = new QWidget;
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_recovery);
  layout->addWidget(m_message);
  layout->addWidget(m_pages, 1);
  setCentralWidget(centre);
}

QDockWidget* VitrineWindow::addDock(const QString& name, const QString& title, QWidget* content,
                                    Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(name);
  dock->setWidget(content);
  dock->setAccessibleName(title);
  addDockWidget(area, dock);
  m_commands.windowMenu()->addAction(dock->toggleViewAction());
  return dock;
}

void VitrineWindow::buildDocks() {
  m_data = new DataDock;
  m_checkList = new CheckList(m_checks);
  m_runSheet = new RunSheet;
  m_checkPages = new QStackedWidget;
  m_checkPages->addWidget(m_checkList);
  m_checkPages->addWidget(m_runSheet);
  m_threshold = new ThresholdDock;
  m_details = new DetailsDock;
  m_colouring = new Colouring(m_overlays, m_slices->link(), m_surface, this);
  m_display = new DisplayDock(m_colouring);
  m_localResolution = new LocalResolutionPanel(m_colouring, m_checks);
  m_display->addPanel(m_localResolution);
  m_dataDock = addDock(QStringLiteral("dataDock"), tr("Data"), m_data, Qt::LeftDockWidgetArea);
  m_checksDock = addDock(QStringLiteral("checksDock"), tr("Checks"), m_checkPages, Qt::RightDockWidgetArea);
  m_thresholdDock = addDock(QStringLiteral("thresholdDock"), tr("Threshold"), m_threshold, Qt::BottomDockWidgetArea);
  m_detailsDock = addDock(QStringLiteral("detailsDock"), tr("Details"), m_details, Qt::BottomDockWidgetArea);
  m_surfaceTools = new SurfaceTools(m_workspace, m_surface, m_slices, this);
  m_surfacePanel = new SurfacePanel(m_surfaceTools, m_surface);
  m_surfaceDock = addDock(QStringLiteral("surfaceDock"), tr("Surface"), m_surfacePanel, Qt::RightDockWidgetArea);
  m_displayDock = addDock(QStringLiteral("displayDock"), tr("Display"), m_display, Qt::RightDockWidgetArea);
  arrangeDocks();
}

void VitrineWindow::arrangeDocks() {
  const std::pair<QDockWidget*, Qt::DockWidgetArea> places[] = {
      {m_dataDock, Qt::LeftDockWidgetArea},      {m_checksDock, Qt::RightDockWidgetArea},
      {m_surfaceDock, Qt::RightDockWidgetArea},  {m_thresholdDock, Qt::BottomDockWidgetArea},
      {m_detailsDock, Qt::BottomDockWidgetArea}, {m_displayDock, Qt::RightDockWidgetArea}};
  for (const auto& [dock, area] : places) {
    dock->setFloating(false);
    addDockWidget(area, dock);
    dock->show();
  }
  tabifyDockWidget(m_checksDock, m_surfaceDock);
  splitDockWidget(m_thresholdDock, m_detailsDock, Qt::Horizontal);
  tabifyDockWidget(m_surfaceDock, m_displayDock);
  m_checksDock->raise();
  const int w = width(), h = height();
  resizeDocks({m_dataDock, m_checksDock}, {std::max(230, w * 17 / 100), std::max(300, w * 25 / 100)}, Qt::Horizontal);
  resizeDocks({m_thresholdDock, m_detailsDock}, {w * 47 / 100, w * 53 / 100}, Qt::Horizontal);
  resizeDocks({m_thresholdDock, m_detailsDock}, {h * 34 / 100, h * 34 / 100}, Qt::Vertical);
}

void VitrineWindow::buildStatusBar() {
  m_pointer = new QLabel;
  m_pointer->setObjectName(QStringLiteral("pointer"));
  m_taskName = new QLabel;
  m_taskName->setObjectName(QStringLiteral("taskName"));
  m_progress = new QProgressBar;
  m_progress->setObjectName(QStringLiteral("taskProgress"));
  m_progress->setMaximumWidth(180);
  m_progress->setMaximumHeight(fontMetrics().height() + 4);
  m_progress->setAccessibleName(tr("Progress of the work in the background"));
  m_stopTask = new QToolButton;
  m_stopTask->setObjectName(QStringLiteral("stopTask"));
  m_stopTask->setText(tr("Stop"));
  m_stopTask->setAccessibleName(tr("Stop the work in the background"));
  statusBar()->addWidget(m_pointer, 1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) {
    statusBar()->addPermanentWidget(widget);
    widget->hide();
  }
}

void VitrineWindow::restoreLayout() {
  const QByteArray geometry = m_settings.geometry();
  if (geometry.isEmpty() || !restoreGeometry(geometry)) {
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    resize(std::clamp(screen.width() * 9 / 10, 900, 1500), std::clamp(screen.height() * 9 / 10, 620, 960));
  }
  arrangeDocks();
  if (!m_settings.docks().isEmpty()) restoreState(m_settings.docks());
  if (!m_settings.views().isEmpty()) m_slices->restoreState(m_settings.views());
}

void VitrineWindow::applyPreferences() {
  setAnimated(!m_settings.reducedMotion());
  m_surface->setGround(m_settings.surfaceGround());
  m_colouring->setUsualColours(m_settings.colours());
  if (m_compare != nullptr) m_compare->applyPreferences();
}

void VitrineWindow::resetLayout() {
  m_settings.forgetLayout();
  if (m_slices->shownView() != 0) m_slices->showView(0);
  m_slices->evenOut();
  arrangeDocks();
}

}  // namespace vitrine::ui
