// The pages of docs/user and docs/checks, as they travel inside the program.
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace vitrine::ui {

struct HelpPage {
  QString name;   ///< "user/window.md", "checks/0.a.md"
  QString title;  ///< its first heading
  QString text;   ///< Markdown
};

/// All pages: the user's by title, then those of the checks by id. Read once.
const std::vector<HelpPage>& helpPages();
/// Null: there is none of that name.
const HelpPage* helpPage(const QString& name);

/// The page of a check; of checks that are planned, one page for all of them.
QString checkHelpPage(const QString& checkId);

/// Addresses of links and pictures in a page, as written.
QStringList linksIn(const QString& markdown);
/// Where a relative link in a page leads: the name of a page or picture, without "#place"; empty if it leaves the help.
QString resolvedLink(const QString& pageName, const QString& link);
/// "#place" of a heading, as GitHub makes it: lower case, spaces to dashes, no punctuation.
QString headingAnchor(const QString& heading);

/// "qrc:/help/" + name: what a text browser can load.
QString helpAddress(const QString& name);

}  // namespace vitrine::ui
