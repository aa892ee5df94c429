// The main window: docks, views and commands around one workspace.
#pragma once

#include "app/settings/settings.hpp"
#include "app/window/appearance.hpp"
#include "app/window/commands.hpp"
#include "app/window/data_dock.hpp"
#include "app/window/export_dialog.hpp"
#include "app/window/run_progress.hpp"
#include "app/window/surface_tools.hpp"
#include "app/window/workspace.hpp"
#include "widgets/photo/photo.hpp"

#include <QElapsedTimer>
#include <QImage>
#include <QMainWindow>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

class QDockWidget;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace vitrine::ui {

class CheckList;
class CheckListModel;
class CheckRunner;
class Colouring;
class Comments;
class CompareWindow;
class DetailsDock;
class HelpWindow;
class DisplayDock;
class IsosurfaceView;
class LocalResolutionPanel;
class MessageBar;
class OverlayCatalogue;
class OrthosliceView;
class PhotoDialog;
class PlotWidget;
class RunSheet;
class SliceGuide;
class SurfacePanel;
class SessionControl;
class Task;
class ThresholdDock;
class UsedView;
class ViewKeeper;
class WelcomePage;
class WorkHistory;
enum class ViewId;
struct KeptResult;

/// Shows a Workspace and lets the user act on it. Nothing here opens a file, computes or waits: that is done in the
/// pool, and comes back by signals.
class VitrineWindow : public QMainWindow {
  Q_OBJECT

public:
  /// @param threads  of the pool; empty: as in the preferences
  explicit VitrineWindow(std::optional<int> threads = {}, QWidget* parent = nullptr);
  ~VitrineWindow() override;

  void open(const OpenRequest& request);
  /// As dropped: roles are found by names, headers and what the files say of each other; files without a map go to the
  /// open entry.
  void openFiles(const QStringList& files);
  /// As openFiles() for folders too. @param given  what need not be found; filesGathered() tells the end
  void gatherAndOpen(const std::vector<std::filesystem::path>& files, const OpenRequest& given = {});
  /// Gives a file that is shown or was left out another role; the file that had it takes the other's place.
  void useAs(const QString& file, Role role);
  void openExample();
  void giveFile(Role role, const QString& file);
  /// Shows what the run will take and starts it when the user agrees; at once if the preferences say so.
  void askToRun(const QStringList& ids);
  void runChecks(const QStringList& ids);
  void stopAll();
  bool isRunning() const { return m_runner != nullptr; }
  /// The open entry and another one side by side, in a window of its own. @param files  as CompareWindow::open();
  /// empty: the window asks for them. Without effect if no map is open.
  void compareWith(const std::vector<std::filesystem::path>& files);
  /// Null while nothing is compared.
  CompareWindow* compareWindow() const;
  /// Writes in the background; success and failure are shown in the message bar.
  void exportTo(ExportKind kind, const QString& file);
  void exportWish(const ExportWish& wish);
  bool isExporting() const { return m_export != nullptr; }
  void resetLayout();
  /// A picture of what a view shows, made and written in the background.
  void savePhotoTo(const QString& file, ViewId view, const PhotoWish& wish);
  void copyPhoto(ViewId view, const PhotoWish& wish);
  /// What is seen as a map or a mask, written in the background.
  void saveVisibleTo(const QString& file, SurfaceTools::Visible what);

  Workspace* workspace() const { return m_workspace; }
  CheckListModel* checks() const { return m_checks; }
  CheckList* checkList() const { return m_checkList; }
  DetailsDock* details() const { return m_details; }
  ThresholdDock* threshold() const { return m_threshold; }
  DataDock* data() const { return m_data; }
  OrthosliceView* slices() const { return m_slices; }
  IsosurfaceView* surface() const { return m_surface; }
  MessageBar* message() const { return m_message; }
  SurfaceTools* surfaceTools() const { return m_surfaceTools; }
  SurfacePanel* surfacePanel() const { return m_surfacePanel; }
  OverlayCatalogue* overlays() const { return m_overlays; }
  Colouring* colouring() const { return m_colouring; }
  DisplayDock* display() const { return m_display; }
  LocalResolutionPanel* localResolution() const { return m_localResolution; }
  /// Slices and surface take their colours from this map; one line in the message bar if it does not fit.
  void colourByFile(const QString& file);
  const Commands& commands() const { return m_commands; }
  ViewKeeper* viewKeeper() const { return m_keeper; }
  WorkHistory* history() const { return m_history; }
  SessionControl* session() const { return m_session; }
  QString pointerText() const;
  /// The page of the built-in help about a widget, its dock or the selected check.
  QString helpPageOf(const QWidget* widget) const;
  Comments* comments() const { return m_comments; }
  /// Leads to a warning: selects its check, opens it in the details, moves slices and surface to its place.
  void showWarning(const QString& check, int index);

  /// Results of a session, as if they had just been measured; those that are not current as out of date.
  void showKeptResults(const std::vector<KeptResult>& results, const QString& selected);
  /// Input files are not those of the session that is open: what is shown was found in older ones.
  void showChangedInputs();
  void showRecentFiles() { updateRecentFiles(); }

signals:
  /// The slices show the map (`coarse`: its preview) for the first time.
  void pictureShown(bool coarse);
  void checkFinished(const QString& id);
  void checksFinished();
  void exportEnded(bool written);
  /// The roles of several files or of a folder have been found, or could not be.
  void filesGathered(bool found);

protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  // window_layout.cpp
  void buildCentre();
  void buildDocks();
  void buildStatusBar();
  QDockWidget* addDock(const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area);
  void arrangeDocks();
  void restoreLayout();
  void applyPreferences();
  // vitrine_window.cpp
  void connectCommands();
  void connectWorkspace();
  void connectDocks();
  void showPreview(const SharedVolume& preview, int stride);
  void showMap();
  void showLevelReady();
  void showNothing();
  void showFailure(const QString& text, const QString& id);
  void showLevel(double level, bool interactive);
  void setGreyRangeFromMap();
  void showContrastDialog();
  void stepLevel(int steps);
  void showPointer(const std::optional<Index3>& voxel);
  void updateCommands();
  // window_files.cpp
  void askForMap();
  void askForFile(Role role);
  void removeFile(Role role);
  void addCurves(std::vector<std::filesystem::path> files);
  void reopenWith(OpenRequest request);
  void updateRecentFiles();
  void showPreferences();
  void showShortcuts();
  void showAbout();
  // window_export.cpp
  void writeInBackground(const QString& what, std::function<void(Progress&)> write);
  void exportItems(std::vector<ExportItem> items, int imageEdge);
  void askForExport();
  void exportAgain();
  void savePlot(PlotWidget* plot, const QString& suffix);
  // window_help.cpp
  void connectHelp();
  void showHelp(const QString& page);
  void copyCitations(const QStringList& checkIds);
  // window_gather.cpp
  void askForFolder();
  void openGathered(const Gathered& found, const std::filesystem::path& name);
  void showGathered(const Gathered& found);
  void addCompanions(const OpenRequest& found, const std::filesystem::path& first);
  // window_compare.cpp
  void connectCompare();
  bool isMeasuringOther() const;
  // window_session.cpp
  void connectSession();
  void showUndoCommands();
  // window_surface.cpp
  void connectSurface();
  void showSurfaceOfMap();
  void showSurfacePanel();
  void saveVisible(SurfaceTools::Visible what);
  void updateSurfaceCommands();
  // window_photo.cpp
  void connectPhoto();
  void showPhotoDialog(ViewId view);
  void updatePhotoDialog();
  void askForPhoto();
  std::function<QImage(Progress&)> makingPhoto(ViewId view, const PhotoWish& wish) const;
  std::function<QImage(Progress&)> makingSurfacePhoto(const PhotoWish& wish) const;
  void copyView(ViewId view);  ///< as it is on screen
  void putOnClipboard(const QImage& image, ViewId view);
  // window_run.cpp
  RunEstimate estimate(const QStringList& ids) const;
  void hideRunSheet();
  void startAskedRun(bool askAgain);
  void beginRunProgress(const QStringList& ids);
  void showRunProgress();
  void endRunProgress();
  void stopSelectedCheck();
  // window_display.cpp
  void connectDisplay();
  void askForColouring();
  QString overlayValuesAt(const Index3& voxel) const;
  // window_warnings.cpp
  void connectWarnings();
  void stepWarning(int step);
  void activateCheck(const QString& id);
  void showPlace(const Index3& voxel);
  void askForSession();
  void showSessionState();
  // window_checks.cpp
  void showDetails(const QString& id);
  void showSummary();
  void finishCheck(const CheckResult& result);
  void endRun();
  bool mayClose();

  Settings m_settings;
  Appearance m_appearance{&m_settings};
  QThreadPool m_pool;
  Commands m_commands;
  Workspace* m_workspace;
  CheckListModel* m_checks;
  OverlayCatalogue* m_overlays;
  Colouring* m_colouring = nullptr;
  SliceGuide* m_guide = nullptr;

  QStackedWidget* m_pages = nullptr;
  WelcomePage* m_welcome = nullptr;
  OrthosliceView* m_slices = nullptr;
  IsosurfaceView* m_surface = nullptr;
  MessageBar* m_message = nullptr;
  MessageBar* m_recovery = nullptr;  ///< stays until it is answered
  DataDock* m_data = nullptr;
  QStackedWidget* m_checkPages = nullptr;  ///< in the dock: the list, or the sheet before a run
  CheckList* m_checkList = nullptr;
  RunSheet* m_runSheet = nullptr;
  ThresholdDock* m_threshold = nullptr;
  DetailsDock* m_details = nullptr;
  SurfaceTools* m_surfaceTools = nullptr;
  SurfacePanel* m_surfacePanel = nullptr;
  PhotoDialog* m_photo = nullptr;
  UsedView* m_usedView = nullptr;
  int m_usedSlice = 2;  ///< axis of the slice that had the focus last
  DisplayDock* m_display = nullptr;
  LocalResolutionPanel* m_localResolution = nullptr;
  QDockWidget *m_surfaceDock = nullptr, *m_displayDock = nullptr;
  QDockWidget *m_dataDock = nullptr, *m_checksDock = nullptr, *m_thresholdDock = nullptr, *m_detailsDock = nullptr;
  HelpWindow* m_help = nullptr;
  QPointer<CompareWindow> m_compare;
  QLabel *m_pointer = nullptr, *m_taskName = nullptr;
  QProgressBar* m_progress = nullptr;
  QToolButton* m_stopTask = nullptr;

  Comments* m_comments = nullptr;
  ViewKeeper* m_keeper = nullptr;
  WorkHistory* m_history = nullptr;
  SessionControl* m_session = nullptr;

  OpenRequest m_pendingHalf;  ///< one half map waits for the other
  CheckRunner* m_runner = nullptr;
  Inputs m_runInputs;  ///< what the running checks were given
  QStringList m_outdatedWhileRunning;
  QStringList m_askedIds;  ///< what the sheet is about
  RunProgress m_runProgress;
  QElapsedTimer m_runClock;
  Task* m_export = nullptr;
  std::pair<QString, ExportWish> m_lastExport;  ///< of which map
  Task* m_gathering = nullptr;
  Gathered m_gathered;  ///< how the open files were found
};

}  // namespace vitrine::ui
