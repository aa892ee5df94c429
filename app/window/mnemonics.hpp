// Every entry of a menu gets a letter of its own, in every language.
#pragma once

class QMenu;
class QMenuBar;

namespace vitrine::ui {

/// Entries keep the letter after their "&" unless an earlier entry has it; the others get a free letter, first of a
/// word where there is one. Entries that come later (recent files) get theirs when the menu is about to be shown.
void giveMnemonics(QMenu* menu);
/// The same for the titles of a bar, and for each of its menus.
void giveMnemonics(QMenuBar* bar);

}  // namespace vitrine::ui
