#include "app/help/bibtex.hpp"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

namespace vitrine::ui {
namespace {

QString field(const char* name, const QString& value) {
  return QStringLiteral("  %1 = {%2}").arg(QLatin1String(name), value);
}

/// "Vilas and Tagare" stays, "Tan et al." becomes "Tan and others", as BibTeX writes it.
QString authors(QString names) {
  return names.replace(QStringLiteral(" et al."), QStringLiteral(" and others"))
      .replace(QStringLiteral(" & "), QStringLiteral(" and "));
}

QString firstAuthor(const QString& names) {
  QString key;
  for (const QChar c : names.section(QRegularExpression(QStringLiteral("[ ,]")), 0, 0).toLower())
    if (c.isLetter()) key += c;
  return key;
}

}  // namespace

QString bibtex(const QString& citations) {
  static const QRegularExpression source(QStringLiteral("^(.+?),? (\\d{4})[a-z]?(?:, *(.*))?$"));
  static const QRegularExpression doi(QStringLiteral("doi:(\\S+?)[,.]?$"));
  static const QRegularExpression place(QStringLiteral("^(.+?) (\\d+)(?:, (\\d+)(?:-(\\d+))?)?$"));
  QStringList entries;
  QSet<QString> seen, keys;
  for (const QString& one : citations.split(QStringLiteral("; "), Qt::SkipEmptyParts)) {
    const QString text = one.trimmed();
    if (seen.contains(text)) continue;
    seen.insert(text);
    const auto found = source.match(text);
    QStringList fields;
    QString stem = QStringLiteral("source"), kind = QStringLiteral("misc");
    if (found.hasMatch()) {
      stem = firstAuthor(found.captured(1)) + found.captured(2);
      fields << field("author", authors(found.captured(1))) << field("year", found.captured(2));
      const QString rest = found.captured(3);
      const auto number = doi.match(rest);
      const QString journal =
          number.hasMatch() ? rest.left(number.capturedStart()).remove(QRegularExpression(QStringLiteral("[, ]+$")))
                            : rest;
      const auto where = place.match(journal);
      if (where.hasMatch()) {
        kind = QStringLiteral("article");
        fields << field("journal", where.captured(1)) << field("volume", where.captured(2));
        if (!where.captured(3).isEmpty())
          fields << field("pages", where.captured(4).isEmpty()
                                       ? where.captured(3)
                                       : where.captured(3) + QStringLiteral("--") + where.captured(4));
      } else if (!journal.isEmpty()) {
        fields << field("note", journal);
      }
      if (number.hasMatch()) {
        kind = QStringLiteral("article");
        fields << field("doi", number.captured(1))
               << field("url", QStringLiteral("https://doi.org/") + number.captured(1));
      }
    } else {
      fields << field("note", text);
    }
    QString key = stem;
    for (char letter = 'b'; keys.contains(key); ++letter) key = stem + QLatin1Char(letter);
    keys.insert(key);
    entries << QStringLiteral("@%1{%2,\n%3\n}\n").arg(kind, key, fields.join(QStringLiteral(",\n")));
  }
  return entries.join(u'\n');
}

}  // namespace vitrine::ui
