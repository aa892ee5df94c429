// The files of the entry: one row per role, what the reader doubts, and what the user may set.
#pragma once

#include "app/window/dock_scroll.hpp"
#include "core/mapio/diagnostic.hpp"
#include "core/run/gather.hpp"
#include "core/run/open.hpp"

#include <QFrame>

#include <array>
#include <map>
#include <optional>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace vitrine::ui {

class LeftOutFiles;
class StateLabel;
class NumberBox;

enum class Role { Map, Half1, Half2, Mask, Model, Curves };
inline constexpr int kRoles = 6;
QString roleName(Role role);

/// One role: state, file, box; accepts a file dropped on it.
class RoleRow : public QFrame {
  Q_OBJECT

public:
  explicit RoleRow(Role role, QWidget* parent = nullptr);
  void setEmpty();
  void setFile(const QString& file, const QString& box, std::optional<Severity> worst);
  void setWaiting(const QString& file);
  void setFailed(const QString& file, const QString& why);
  /// A half map without the other one: kept, not used.
  void setAlone(const QString& file);
  /// Why this file has this role, below the rest; empty: the user said so.
  void setReason(const QString& reason);
  QString reason() const;
  QString stateText() const { return m_stateText; }

signals:
  void fileDropped(const QString& file);
  void chooseRequested();
  void removeRequested();
  /// The file is something else.
  void useAsRequested(vitrine::ui::Role role);

protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  void fill(const QString& file, const QString& below, int state, const QString& word);

  Role m_role;
  StateLabel* m_drawing;
  QLabel *m_name, *m_file, *m_below, *m_reason, *m_word;
  QToolButton* m_more;
  QString m_stateText;
  bool m_hasFile = false;
};

class DataDock : public DockScroll {
  Q_OBJECT

public:
  explicit DataDock(QWidget* parent = nullptr);

  void showNothing();
  /// The map is being looked at.
  void showOpening(const OpenRequest& request);
  /// @param foundLater  what reading the map told @param halfMaps  both after reading; empty: as opened
  void showOpened(const Opened& opened, const std::vector<Diagnostic>& foundLater = {},
                  const std::vector<MapInfo>& halfMaps = {});
  void showFailure(const QString& file, const QString& message, const QString& id);
  /// One half map was given, the other is still missing.
  void showLoneHalf(Role role, const QString& file);
  /// How the files were found: reasons at the rows that hold them, and what was left out. Empty: nothing to say.
  void setGathered(const Gathered& gathered);
  const LeftOutFiles* leftOut() const { return m_leftOut; }
  void setLevel(double level);
  void setLevelSpan(double low, double high);
  void setResolution(std::optional<double> resolutionA);
  const RoleRow* row(Role role) const { return m_rows[static_cast<std::size_t>(role)]; }
  /// What is written below the rows, one diagnostic a line.
  QStringList diagnosticTexts() const { return m_diagnosticTexts; }

signals:
  void fileGiven(vitrine::ui::Role role, const QString& file);
  void chooseRequested(vitrine::ui::Role role);
  void removeRequested(vitrine::ui::Role role);
  /// A file that is shown or was left out is to have this role.
  void useRequested(const QString& file, vitrine::ui::Role role);
  void voxelSizeGiven(double angstrom);
  void resolutionGiven(const std::optional<double>& angstrom);
  void levelGiven(double level);

private:
  void showDiagnostics(const std::vector<Diagnostic>& diagnostics);
  void addDiagnostic(const QString& heading, const QString& text, Severity severity);
  void askForVoxelSize(bool ask, double present);
  void showReasons();

  std::array<RoleRow*, kRoles> m_rows{};
  std::array<QString, kRoles> m_files;   ///< shown in the rows
  std::map<QString, QString> m_reasons;  ///< file -> why it was chosen
  LeftOutFiles* m_leftOut;
  QWidget* m_diagnosticBox;
  QVBoxLayout* m_diagnostics;
  QStringList m_diagnosticTexts;
  QFrame* m_voxelQuestion;
  NumberBox *m_voxel, *m_resolution, *m_level;
};

}  // namespace vitrine::ui
