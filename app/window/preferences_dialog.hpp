// What the user may choose once for all entries.
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QSpinBox;
class QThreadPool;

namespace vitrine::ui {

class Appearance;
class Commands;
class Settings;
class ShortcutPage;

class PreferencesDialog : public QDialog {
  Q_OBJECT

public:
  /// All must outlive the dialog. The theme is shown as it is chosen, and put back by Cancel.
  PreferencesDialog(Settings* settings, Appearance* appearance, const Commands* commands, QWidget* parent = nullptr);
  /// What was chosen: into the settings, the actions' keys, the pool and the process's memory limit.
  void apply(QThreadPool& pool);
  void reject() override;

private:
  QWidget* generalPage();
  QWidget* displayPage();

  Settings* m_settings;
  Appearance* m_appearance;
  QSpinBox *m_threads, *m_autosave;
  QDoubleSpinBox* m_memory;
  QComboBox *m_theme, *m_language, *m_colours, *m_ground;
  QCheckBox *m_ask, *m_still;
  ShortcutPage* m_shortcuts;
  QDialogButtonBox* m_buttons;
};

/// The process's memory limit: `gib`, or 75 % of the physical memory for 0.
void applyMemoryLimit(double gib);

}  // namespace vitrine::ui
