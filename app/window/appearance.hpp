// Theme, motion and language of the whole program, as the preferences and the desktop want them.
#pragma once

#include "widgets/theme/theme.hpp"

#include <QObject>

namespace vitrine::ui {

class Settings;

/// Made before any text of the window is: a language is installed once, at the start. The theme follows changes of the
/// preference and of the desktop while the window is open.
class Appearance : public QObject {
  Q_OBJECT

public:
  /// @param settings  must outlive this
  explicit Appearance(const Settings* settings, QObject* parent = nullptr);

  /// Again, after a preference has changed; the language waits for the next start.
  void apply();
  /// For a moment: a theme that is being tried.
  void show(Theme theme);

private:
  const Settings* m_settings;
  bool m_desktopIsDark;
};

}  // namespace vitrine::ui
