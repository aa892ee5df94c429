// Compare mode: the open entry and another one side by side.
#pragma once

#include "app/window/compare_place.hpp"
#include "app/window/compare_table.hpp"
#include "widgets/plot/plot_widget.hpp"

#include <QMainWindow>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QProgressBar;
class QTabWidget;
class QToolButton;

namespace vitrine::ui {

class CompareChooser;
class CompareCurvesPage;
class CompareDifferencePage;
class CompareEntry;
class CompareLink;
class CompareNumbersPage;
class CompareSide;
class CompareSummaryPage;
class CompareWork;
class MessageBar;
class Settings;
class Task;
class VitrineWindow;

/// A window of its own beside the main one, whose entry is A and stays what it is there: a level or a result that
/// changes there changes here. B is opened, measured and compared in the main window's pool; closing the window stops
/// all of it. The window closes itself when A is closed. For the GUI thread.
class CompareWindow : public QMainWindow {
  Q_OBJECT

public:
  /// @param main  its workspace has a map; must outlive this window
  CompareWindow(VitrineWindow* main, Settings* settings);
  ~CompareWindow() override;

  void open(const std::vector<std::filesystem::path>& files);
  /// The checks that A has current results of and B has not.
  QStringList missingChecks(bool ofA) const;
  void measureB();
  void stopAll();
  bool isBusy() const;
  bool isMeasuring() const;
  void setLaying(Laying laying);
  void saveDifferenceTo(const QString& file);
  void saveComparisonTo(const QString& file);
  /// After a change of the preferences.
  void applyPreferences();

  CompareEntry* entry() const { return m_entry; }
  CompareWork* work() const { return m_work; }
  CompareLink* link() const { return m_link; }
  CompareSide* side(int which) const { return which == 0 ? m_a : m_b; }
  CompareNumbersPage* numbers() const { return m_numbers; }
  CompareCurvesPage* curves() const { return m_curves; }
  CompareDifferencePage* difference() const { return m_difference; }
  MessageBar* message() const { return m_message; }

signals:
  /// B is shown.
  void opened();
  void openFailed();
  /// Numbers, curves and difference are those of the present results.
  void compared();
  void writingEnded(bool written);
  /// By the user, or with A; it goes by itself when what it ran has stopped.
  void closed();
  void helpRequested(const QString& page);
  void runOnARequested(const QStringList& ids);
  void savePlotRequested(vitrine::ui::PlotWidget* plot, const QString& suffix);
  /// Measuring B has begun or ended: the main window waits with its own checks.
  void measuringChanged();

protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  // compare_layout.cpp
  void build();
  void buildMenus();
  QAction* addAction(QMenu* menu, const QString& text, const QString& keys, const std::function<void()>& run);
  // compare_window.cpp
  void connectEntries();
  void askForFiles();
  void askForFolder();
  void showA();
  void showB();
  void nothingToShow(const QString& problem);
  void refresh();
  void compare();
  void showOutcome();
  void showDifference();
  void goToLargest();
  MissingWords missingWords(bool ofA) const;
  void updateState();
  void askWhereToSave(bool theMap);
  void write(const QString& file, std::function<void(Progress&)> work);

  VitrineWindow* m_main;
  Settings* m_settings;
  CompareEntry* m_entry;
  CompareWork* m_work;
  CompareLink* m_link = nullptr;
  CompareSide *m_a = nullptr, *m_b = nullptr;
  CompareChooser* m_chooser = nullptr;
  MessageBar* m_message = nullptr;
  QTabWidget* m_pages = nullptr;
  CompareNumbersPage* m_numbers = nullptr;
  CompareCurvesPage* m_curves = nullptr;
  CompareDifferencePage* m_difference = nullptr;
  CompareSummaryPage* m_summary = nullptr;
  QComboBox* m_laying = nullptr;
  QAction *m_runB = nullptr, *m_stop = nullptr, *m_again = nullptr, *m_saveMap = nullptr, *m_saveTable = nullptr,
          *m_showDifference = nullptr;
  QLabel* m_taskName = nullptr;
  QProgressBar* m_progress = nullptr;
  QToolButton* m_stopTask = nullptr;
  QTimer m_soon;  ///< several results may come together
  Task* m_writing = nullptr;
  bool m_isClosed = false;
};

}  // namespace vitrine::ui
