#include "app/help/help_pages.hpp"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

// Outside the namespace, as Qt wants it.
static void initHelpResource() { Q_INIT_RESOURCE(help); }

namespace vitrine::ui {
namespace {

const QString kRoot = QStringLiteral(":/help/"), kPlanned = QStringLiteral("user/planned-checks.md");

std::vector<HelpPage> readPages() {
  initHelpResource();
  std::vector<HelpPage> pages;
  for (const char* folder : {"user", "checks"}) {
    const auto first = static_cast<std::ptrdiff_t>(pages.size());
    const QDir dir(kRoot + QLatin1String(folder));
    for (const QString& file : dir.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
      QFile content(dir.filePath(file));
      if (!content.open(QIODevice::ReadOnly)) continue;
      HelpPage page{
          .name = QLatin1String(folder) + u'/' + file, .title = file, .text = QString::fromUtf8(content.readAll())};
      const QString firstLine = page.text.section(u'\n', 0, 0);
      if (firstLine.startsWith(QStringLiteral("# "))) page.title = firstLine.mid(2).trimmed();
      pages.push_back(std::move(page));
    }
    std::sort(pages.begin() + first, pages.end(),
              [](const HelpPage& a, const HelpPage& b) { return a.title.compare(b.title, Qt::CaseInsensitive) < 0; });
  }
  return pages;
}

}  // namespace

const std::vector<HelpPage>& helpPages() {
  static const std::vector<HelpPage> pages = readPages();
  return pages;
}

const HelpPage* helpPage(const QString& name) {
  const auto& pages = helpPages();
  const auto found = std::ranges::find(pages, name, &HelpPage::name);
  return found == pages.end() ? nullptr : &*found;
}

QString checkHelpPage(const QString& checkId) {
  const QString own = QStringLiteral("checks/%1.md").arg(checkId);
  return helpPage(own) != nullptr ? own : kPlanned;
}

QStringList linksIn(const QString& markdown) {
  // Not in code: `a[i](x)`.
  static const QRegularExpression code(QStringLiteral("```.*?```|`[^`\n]*`"),
                                       QRegularExpression::DotMatchesEverythingOption);
  static const QRegularExpression link(QStringLiteral("\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)"));
  QString text = markdown;
  text.remove(code);
  QStringList links;
  for (auto matches = link.globalMatch(text); matches.hasNext();) links << matches.next().captured(1);
  return links;
}

QString resolvedLink(const QString& pageName, const QString& link) {
  const QUrl url(link);
  if (!url.scheme().isEmpty()) return {};
  if (url.path().isEmpty()) return pageName;
  return QDir::cleanPath(QFileInfo(pageName).path() + u'/' + url.path());
}

QString headingAnchor(const QString& heading) {
  QString anchor;
  for (const QChar c : heading.toLower())
    if (c.isLetterOrNumber() || c == u'-' || c == u'_')
      anchor += c;
    else if (c == u' ')
      anchor += u'-';
  return anchor;
}

QString helpAddress(const QString& name) { return QStringLiteral("qrc:/help/") + name; }

}  // namespace vitrine::ui
