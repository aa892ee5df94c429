// Threads and memory.
#pragma once

#include <QDialog>

class QDoubleSpinBox;
class QSpinBox;
class QThreadPool;

namespace vitrine::ui {

class Settings;

class PreferencesDialog : public QDialog {
  Q_OBJECT

public:
  /// @param settings  must outlive the dialog
  PreferencesDialog(Settings* settings, QWidget* parent);
  /// Keeps what was chosen and puts it into force.
  void apply(QThreadPool& pool);

private:
  Settings* m_settings;
  QSpinBox* m_threads;
  QDoubleSpinBox* m_memory;
};

/// The process's memory limit: `gib`, or 75 % of the physical memory for 0.
void applyMemoryLimit(double gib);

}  // namespace vitrine::ui
