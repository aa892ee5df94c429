#include "app/window/mnemonics.hpp"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

namespace vitrine::ui {
namespace {

/// Place of the marked letter in the text without marks; -1 without one. "&&" is a plain "&".
struct Marked {
  QString plain;
  qsizetype letter = -1;
};

Marked read(const QString& text) {
  Marked marked;
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i] == u'&' && i + 1 < text.size()) {
      ++i;
      if (text[i] != u'&') marked.letter = marked.plain.size();
    }
    marked.plain += text[i];
  }
  return marked;
}

QString write(const QString& plain, qsizetype letter) {
  QString text;
  for (qsizetype i = 0; i < plain.size(); ++i) {
    if (i == letter) text += u'&';
    if (plain[i] == u'&') text += u'&';
    text += plain[i];
  }
  return text;
}

qsizetype freeLetter(const QString& plain, const QSet<QChar>& taken) {
  for (const bool heads : {true, false})
    for (qsizetype i = 0; i < plain.size(); ++i) {
      const bool isHead = i == 0 || plain[i - 1].isSpace();
      if (plain[i].isLetterOrNumber() && (isHead || !heads) && !taken.contains(plain[i].toLower())) return i;
    }
  return -1;
}

void giveLetters(const QList<QAction*>& actions) {
  QSet<QChar> taken;
  QList<QAction*> without;
  for (QAction* action : actions) {
    if (action->isSeparator()) continue;
    const Marked marked = read(action->text());
    if (marked.letter >= 0 && !taken.contains(marked.plain[marked.letter].toLower()))
      taken.insert(marked.plain[marked.letter].toLower());
    else
      without << action;
  }
  for (QAction* action : without) {
    const Marked marked = read(action->text());
    const qsizetype letter = freeLetter(marked.plain, taken);
    if (letter >= 0) taken.insert(marked.plain[letter].toLower());
    const QString text = write(marked.plain, letter);
    if (text == action->text()) continue;
    // The text of a button made from the action stays: it would be taken from the text otherwise.
    const QString iconText = action->iconText();
    action->setText(text);
    action->setIconText(iconText);
  }
}

}  // namespace

void giveMnemonics(QMenu* menu) {
  giveLetters(menu->actions());
  for (QAction* action : menu->actions())
    if (action->menu() != nullptr) giveMnemonics(action->menu());
  QObject::connect(menu, &QMenu::aboutToShow, menu, [menu] { giveLetters(menu->actions()); });
}

void giveMnemonics(QMenuBar* bar) {
  giveLetters(bar->actions());
  for (QAction* action : bar->actions())
    if (action->menu() != nullptr) giveMnemonics(action->menu());
}

}  // namespace vitrine::ui
