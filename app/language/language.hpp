// The language of the window.
#pragma once

#include <QString>
#include <QStringList>

namespace vitrine::ui {

/// Codes of the languages there are: "en" and those with a translation inside the program.
QStringList languages();

/// Texts made from now on are in this language: the program's and Qt's own. Call it before the window is made.
/// @param language  "en", "es"; empty or unknown: the desktop's first one that there is
void installLanguage(const QString& language);
/// What was installed last.
QString installedLanguage();

}  // namespace vitrine::ui
