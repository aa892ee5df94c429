// The window's commands on the surface: views, components, what is seen as a file.
#include "app/window/message_bar.hpp"
#include "app/window/surface_panel.hpp"
#include "app/window/vitrine_window.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>

namespace vitrine::ui {
namespace {

constexpr Command kStore[] = {Command::StoreView1, Command::StoreView2, Command::StoreView3, Command::StoreView4};
constexpr Command kRecall[] = {Command::RecallView1, Command::RecallView2, Command::RecallView3, Command::RecallView4};
static_assert(std::size(kStore) == SurfaceTools::kBookmarks && std::size(kRecall) == SurfaceTools::kBookmarks);

std::filesystem::path pathOf(const QString& file) { return std::filesystem::path(file.toStdString()); }

}  // namespace

void VitrineWindow::connectSurface() {
  const auto on = [this](Command command, auto&& action) {
    connect(m_commands[command], &QAction::triggered, this, action);
  };
  SurfaceTools* tools = m_surfaceTools;
  on(Command::SurfaceFront, [tools] { tools->lookAlong(2, false); });
  on(Command::SurfaceSide, [tools] { tools->lookAlong(0, false); });
  on(Command::SurfaceTop, [tools] { tools->lookAlong(1, false); });
  on(Command::SurfaceBack, [tools] { tools->lookAlong(2, true); });
  on(Command::SurfaceOtherSide, [tools] { tools->lookAlong(0, true); });
  on(Command::SurfaceBottom, [tools] { tools->lookAlong(1, true); });
  on(Command::SurfaceAlongSlice, [this] {
    const int shown = m_slices->shownView();
    m_surfaceTools->lookAlongSlice(shown >= 1 && shown <= 3 ? 3 - shown : m_usedSlice);
  });
  on(Command::CentreSurface, [tools] { tools->centreOnCrosshair(); });
  on(Command::HideDust, [tools](bool hide) { tools->setDustVoxels(hide ? tools->dustSize() : 0); });
  on(Command::KeepOnlyPicked, [tools] { tools->keepOnlyPicked(); });
  on(Command::ShowAllComponents, [tools] { tools->showAll(); });
  on(Command::ClipBox, [this] {
    showSurfacePanel();
    m_surfacePanel->focusClipBox();
  });
  on(Command::ResetClip, [this] { m_surface->setClipBox({}); });
  on(Command::ShowModel, [this](bool show) { m_surface->setModelShown(show); });
  on(Command::ShowMarker, [this](bool show) { m_surface->setMarkerShown(show); });
  for (int i = 0; i < SurfaceTools::kBookmarks; ++i) {
    on(kStore[i], [tools, i] { tools->storeBookmark(i); });
    on(kRecall[i], [tools, i] { tools->recallBookmark(i); });
  }
  on(Command::SaveVisibleMap, [this] { saveVisible(SurfaceTools::Visible::Map); });
  on(Command::SaveVisibleMask, [this] { saveVisible(SurfaceTools::Visible::Mask); });

  connect(m_surface, &IsosurfaceView::clipBoxChanged, this, &VitrineWindow::updateSurfaceCommands);
  connect(m_surface, &IsosurfaceView::modelShownChanged, this, &VitrineWindow::updateSurfaceCommands);
  connect(m_surface, &IsosurfaceView::markerShownChanged, this, &VitrineWindow::updateSurfaceCommands);
  connect(m_surface, &IsosurfaceView::modelChanged, this, [this] {
    m_surfacePanel->showModelState();
    updateSurfaceCommands();
  });
  connect(tools, &SurfaceTools::dustChanged, this, &VitrineWindow::updateSurfaceCommands);
  connect(tools, &SurfaceTools::keepOnlyChanged, this, &VitrineWindow::updateSurfaceCommands);
  connect(tools, &SurfaceTools::bookmarksChanged, this, &VitrineWindow::updateSurfaceCommands);
  connect(tools, &SurfaceTools::pickedChanged, this, [this] {
    updateSurfaceCommands();
    if (m_surfaceTools->picked()) showSurfacePanel();
  });
  connect(tools, &SurfaceTools::told, this, [this](const QString& text, bool isProblem) {
    m_message->show(text, isProblem ? MessageBar::Kind::Problem : MessageBar::Kind::Note);
  });
  connect(m_surfacePanel, &SurfacePanel::saveRequested, this, &VitrineWindow::saveVisible);
  connect(m_workspace, &Workspace::closed, this, [this] { m_surfacePanel->setGrid({}); });
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
    for (int axis = 0; axis < 3; ++axis)
      if (now == m_slices->slice(axis)) m_usedSlice = axis;
  });
}

void VitrineWindow::showSurfaceOfMap() {
  m_surface->setVolume(m_workspace->surfaceVolume(), m_workspace->volume());
  m_surfacePanel->setGrid(m_workspace->map()->volume.grid);
}

void VitrineWindow::showSurfacePanel() {
  m_surfaceDock->show();
  m_surfaceDock->raise();
}

void VitrineWindow::updateSurfaceCommands() {
  const bool hasMap = m_workspace->map() != nullptr, hasLevel = hasMap && m_workspace->level().has_value();
  for (const Command command : {Command::SurfaceFront, Command::SurfaceSide, Command::SurfaceTop, Command::SurfaceBack,
                                Command::SurfaceOtherSide, Command::SurfaceBottom, Command::SurfaceAlongSlice,
                                Command::CentreSurface, Command::ShowMarker, Command::ClipBox, Command::CopyImage})
    m_commands[command]->setEnabled(hasMap);
  for (int i = 0; i < SurfaceTools::kBookmarks; ++i) {
    m_commands[kStore[i]]->setEnabled(hasMap);
    m_commands[kRecall[i]]->setEnabled(hasMap && m_surfaceTools->bookmarks()[static_cast<std::size_t>(i)].has_value());
  }
  m_commands[Command::ResetClip]->setEnabled(hasMap && !m_surface->clipBox().isWhole());
  m_commands[Command::HideDust]->setEnabled(hasLevel);
  m_commands[Command::HideDust]->setChecked(m_surfaceTools->dustVoxels() > 0);
  m_commands[Command::KeepOnlyPicked]->setEnabled(hasLevel && m_surfaceTools->picked().has_value());
  m_commands[Command::ShowAllComponents]->setEnabled(hasLevel && m_surfaceTools->hidesComponents());
  m_commands[Command::ShowModel]->setEnabled(m_surface->hasModel());
  m_commands[Command::ShowModel]->setChecked(m_surface->isModelShown());
  m_commands[Command::ShowMarker]->setChecked(m_surface->isMarkerShown());
  m_commands[Command::SaveImage]->setEnabled(hasMap && !isExporting());
  for (const Command command : {Command::SaveVisibleMap, Command::SaveVisibleMask})
    m_commands[command]->setEnabled(hasLevel && !isExporting());
  updatePhotoDialog();
}

void VitrineWindow::saveVisibleTo(const QString& file, SurfaceTools::Visible what) {
  if (auto work = m_surfaceTools->savingOf(what, pathOf(file))) writeInBackground(file, std::move(work));
}

void VitrineWindow::saveVisible(SurfaceTools::Visible what) {
  const bool isMask = what == SurfaceTools::Visible::Mask;
  const QFileInfo map(windowFilePath());
  QString file =
      QFileDialog::getSaveFileName(this, isMask ? tr("Save the visible mask") : tr("Save the visible map"),
                                   map.absolutePath() + QLatin1Char('/') + map.baseName() +
                                       (isMask ? QStringLiteral("_visible_mask.mrc") : QStringLiteral("_visible.mrc")),
                                   tr("Maps (*.mrc *.map)"));
  if (file.isEmpty()) return;
  if (QFileInfo(file).suffix().isEmpty()) file += QStringLiteral(".mrc");
  saveVisibleTo(file, what);
}

}  // namespace vitrine::ui
