#include "app/window/appearance.hpp"

#include "app/language/language.hpp"
#include "app/settings/desktop_scheme.hpp"
#include "app/settings/settings.hpp"

#include <utility>

namespace vitrine::ui {

Appearance::Appearance(const Settings* settings, QObject* parent)
    : QObject(parent), m_settings(settings), m_desktopIsDark(desktopPaletteIsDark()) {
  installLanguage(settings->language());
  apply();
  connect(new DesktopScheme(this), &DesktopScheme::told, this, [this](uint scheme) {
    // Without a wish the palette that Qt was given decides.
    const bool isDark = scheme == 1 || (scheme != 2 && desktopPaletteIsDark());
    if (std::exchange(m_desktopIsDark, isDark) != isDark) apply();
  });
}

void Appearance::apply() {
  setReducedMotion(m_settings->reducedMotion());
  show(m_settings->theme());
}

void Appearance::show(Theme theme) { applyTheme(theme, m_desktopIsDark); }

}  // namespace vitrine::ui
