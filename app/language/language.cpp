#include "app/language/language.hpp"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <utility>

// Outside the namespace, as Qt wants it.
static void initTranslations() { Q_INIT_RESOURCE(translations); }

namespace vitrine::ui {
namespace {

QString chosen(const QString& language) {
  const QStringList known = languages();
  if (known.contains(language)) return language;
  for (const QString& wanted : QLocale::system().uiLanguages()) {  // "es-MX", "es", "en-US", ...
    const QString code = wanted.section(u'-', 0, 0);
    if (known.contains(code)) return code;
  }
  return known.front();
}

QString& installed() {
  static QString code = QStringLiteral("en");
  return code;
}

}  // namespace

QStringList languages() { return {QStringLiteral("en"), QStringLiteral("es")}; }

void installLanguage(const QString& language) {
  static QTranslator *own = nullptr, *qt = nullptr;
  if (own != nullptr && installed() == chosen(language)) return;
  initTranslations();
  for (QTranslator** translator : {&own, &qt}) {
    if (*translator == nullptr) continue;
    QCoreApplication::removeTranslator(*translator);
    delete std::exchange(*translator, nullptr);
  }
  installed() = chosen(language);
  if (installed() != QStringLiteral("en")) {
    qt = new QTranslator(qApp);
    if (qt->load(QStringLiteral("qtbase_") + installed(), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
      QCoreApplication::installTranslator(qt);
  }
  // English too: its file holds the singular and plural of what is counted.
  own = new QTranslator(qApp);
  if (own->load(QStringLiteral(":/translations/vitrine_%1.qm").arg(installed())))
    QCoreApplication::installTranslator(own);
}

QString installedLanguage() { return installed(); }

}  // namespace vitrine::ui
