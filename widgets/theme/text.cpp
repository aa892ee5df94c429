#include "widgets/theme/text.hpp"

#include "core/report/csv.hpp"

#include <QCoreApplication>
#include <QRegularExpression>

#include <string>

namespace vitrine::ui {

namespace {

constexpr char16_t kAngstrom = u'\u00c5';
constexpr char16_t kNoBreakSpace = u'\u00a0';

QChar superscript(QChar c) {
  // Digits one to three are in Latin-1; the others and the minus in the block of superscripts.
  switch (c.unicode()) {
    case u'-':
      return QChar(u'\u207b');
    case u'1':
      return QChar(u'\u00b9');
    case u'2':
      return QChar(u'\u00b2');
    case u'3':
      return QChar(u'\u00b3');
    default:
      return QChar(static_cast<char16_t>(u'\u2070' + (c.unicode() - u'0')));
  }
}

/// "^2", "^-1" after anything printed.
QString withSuperscripts(const QString& text) {
  static const QRegularExpression power(QStringLiteral("(?<=\\S)\\^(-?[0-9]+)"));
  QString result;
  qsizetype done = 0;
  for (auto matches = power.globalMatch(text); matches.hasNext();) {
    const auto match = matches.next();
    result += text.mid(done, match.capturedStart() - done);
    for (const QChar c : match.captured(1)) result += superscript(c);
    done = match.capturedEnd();
  }
  return result + text.mid(done);
}

}  // namespace

QString displayText(std::string_view text) {
  QString result = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
  if (!result.contains(u'A') && !result.contains(u'^')) return result;

  // What stands before and after decides whether "A" is the unit or a word. Alternatives, in order: with an exponent;
  // after a number; after a bracket, slash or comma and before an end; "in A" before an end or "per"; "A per", "A/".
  static const QRegularExpression unit(
      QStringLiteral("(?<![A-Za-z0-9_])A(?=\\^-?[0-9])"
                     "|(?<=[0-9] )A(?![A-Za-z0-9_'])"
                     "|(?<=[(\\[/])A(?=[)\\],;./ ]|$)"
                     "|(?<=, )A$"
                     "|(?<=\\bin )A(?=[)\\],;.:/]|$| per\\b| and\\b| from\\b| along\\b)"
                     "|(?<![A-Za-z0-9_])A(?=/voxel| per voxel)"));
  static const QRegularExpression spaced(QStringLiteral("(?<=[0-9]) (?=%1)").arg(QChar(kAngstrom)));
  result.replace(unit, QString(QChar(kAngstrom)));
  result.replace(spaced, QString(QChar(kNoBreakSpace)));
  return withSuperscripts(result);
}

QString coreText(std::string_view text) {
  const std::string ended(text);  // translate() wants a zero at the end
  const QString translated = QCoreApplication::translate("core", ended.c_str());
  return displayText(translated.toStdString());
}

QString csvField(const QString& text) { return QString::fromStdString(vitrine::csvField(text.toStdString())); }

}  // namespace vitrine::ui
