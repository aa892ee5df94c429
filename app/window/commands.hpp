// Every action of the window in one table: menu, shortcut, tool bar.
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QString>

class QMainWindow;
class QMenu;

namespace vitrine::ui {

/// Names of the actions.
enum class Command {
  Open,
  OpenFolder,
  OpenExample,
  OpenCurves,
  Close,
  ExportPdf,
  ExportJson,
  ExportFsc,
  SaveImage,
  Preferences,
  Quit,
  Undo,
  Redo,
  ShowZ,
  ShowY,
  ShowX,
  ShowSurface,
  AutomaticContrast,
  Contrast,
  ResetViews,
  SurfaceFront,
  SurfaceSide,
  SurfaceTop,
  SurfaceBack,
  SurfaceOtherSide,
  SurfaceBottom,
  SurfaceAlongSlice,
  CentreSurface,
  ShowMarker,
  ShowModel,
  HideDust,
  ShowAllComponents,
  KeepOnlyPicked,
  ClipBox,
  ResetClip,
  StoreView1,
  StoreView2,
  StoreView3,
  StoreView4,
  RecallView1,
  RecallView2,
  RecallView3,
  RecallView4,
  CopyImage,
  SaveVisibleMap,
  SaveVisibleMask,
  FullScreen,
  ResetLayout,
  LevelDown,
  LevelUp,
  CentreCrosshair,
  RunChecks,
  StopChecks,
  TickAll,
  TickNone,
  Shortcuts,
  About
};

/// The actions of one window, made from the table, with menus and tool bar filled in.
class Commands {
public:
  explicit Commands(QMainWindow* window);
  QAction* operator[](Command command) const { return m_actions.value(static_cast<int>(command)); }
  QMenu* recentMenu() const { return m_recent; }
  QMenu* windowMenu() const { return m_windowMenu; }
  /// Action and keys, one line each, for the list of shortcuts.
  QList<std::pair<QString, QString>> shortcuts() const;

private:
  QHash<int, QAction*> m_actions;
  QMenu *m_recent = nullptr, *m_windowMenu = nullptr;
};

}  // namespace vitrine::ui
