// One dialog for everything that can be written of an entry.
#pragma once

#include "app/window/export_job.hpp"

#include <QDialog>
#include <QStringList>

#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace vitrine::ui {

class Settings;

/// What is to be written, and where.
struct ExportWish {
  QString folder, name;           ///< every file is `name` and an ending, in `folder`
  std::vector<ExportKind> kinds;  ///< in the order of the enumeration, without Map
  QStringList maps;               ///< as volumeKey()
  int imageEdge = 0;              ///< pixels of the square entry image
};

/// The files of a wish, one item each; maps that `results` do not give are left out.
std::vector<ExportItem> exportItems(const ExportWish& wish, const std::vector<CheckResult>& results);

/// Asks what to write of these results. What was chosen is remembered when it is written; folder and name are those of
/// the map, unless another folder was chosen before. Nothing is written here.
class ExportDialog : public QDialog {
  Q_OBJECT

public:
  /// The EMDB asks for 500 or more.
  static constexpr int kSmallestImage = 500, kLargestImage = 8000;

  /// @param map  the file of the entry; @param results  what can be written; @param grid  of the map
  ExportDialog(Settings* settings, const QString& map, std::vector<CheckResult> results, const Grid& grid,
               QWidget* parent = nullptr);
  ExportWish wish() const;

public slots:
  void accept() override;

private:
  QWidget* placeRows(const QString& map);
  QWidget* kindRows();
  QWidget* mapRows(const Grid& grid);
  void chooseFolder();
  void showState();

  Settings* m_settings;
  std::vector<CheckResult> m_results;
  QString m_mapFolder;
  QLineEdit *m_folder, *m_name;
  std::vector<std::pair<ExportKind, QCheckBox*>> m_kinds;
  std::vector<QLabel*> m_files;  ///< beside each kind
  QSpinBox* m_imageEdge;
  QListWidget* m_maps;
  QLabel* m_note;
  QPushButton* m_write;
};

}  // namespace vitrine::ui
