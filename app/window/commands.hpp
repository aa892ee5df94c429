// Every action of the window in one table: menu, shortcut, tool bar.
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QString>

class QMainWindow;
class QMenu;

namespace vitrine::ui {

class Settings;

/// Names of the actions.
enum class Command {
  Open,
  OpenFolder,
  OpenExample,
  OpenCurves,
  Compare,
  OpenSession,
  SaveSession,
  SaveSessionAs,
  Close,
  Export,
  ExportAgain,
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
  Projections,
  SliceGrid,
  ColourByFile,
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
  JumpToVariance,
  JumpToLargest,
  JumpToCentreOfMass,
  RunChecks,
  StopChecks,
  StopCheck,
  NextWarning,
  PreviousWarning,
  TickAll,
  TickNone,
  Help,
  HelpContents,
  WhatsThis,
  Shortcuts,
  CopyCitation,
  CopyCitations,
  About
};

/// The actions of one window, made from the table, with menus and tool bar filled in.
class Commands {
public:
  explicit Commands(QMainWindow* window);
  QAction* operator[](Command command) const { return m_actions.value(static_cast<int>(command)); }
  QMenu* recentMenu() const { return m_recent; }
  QMenu* windowMenu() const { return m_windowMenu; }
  /// In the order of the menus.
  const QList<QAction*>& all() const { return m_all; }
  /// Action and keys, one line each, for the list of shortcuts.
  QList<std::pair<QString, QString>> shortcuts() const;
  /// The keys the user has chosen instead of those of the table.
  void applyShortcuts(const Settings& settings);

  /// Portable text, several separated by "; ".
  static QString defaultKeys(const QAction* action);
  /// Without the mark of the menu's letter and the dots.
  static QString plainText(const QAction* action);

private:
  QHash<int, QAction*> m_actions;
  QList<QAction*> m_all;
  QMenu *m_recent = nullptr, *m_windowMenu = nullptr;
};

/// Of portable text with "; " between; none for an empty text.
QList<QKeySequence> keySequences(const QString& keys);

}  // namespace vitrine::ui
