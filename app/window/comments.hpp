// The warnings the user accepts, and why.
#pragma once

#include <QMap>
#include <QObject>
#include <QString>

#include <map>
#include <string>

namespace vitrine::ui {

/// Sentences by "check/code" ("0.b/many_components"). What is written here ends up beneath the warning in every report;
/// the verdict stays. For the GUI thread.
class Comments : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  static QString key(const QString& check, const QString& code) { return check + QLatin1Char('/') + code; }
  const QMap<QString, QString>& all() const { return m_sentences; }
  QString sentence(const QString& key) const { return m_sentences.value(key); }
  /// An empty sentence takes the warning's acceptance back.
  void set(const QString& key, const QString& sentence);
  /// All at once: an undo step, a session. changed() comes for each that differs.
  void setAll(const QMap<QString, QString>& sentences);
  void clear() { setAll({}); }
  /// As ReportModel has them.
  std::map<std::string, std::string> forReport() const;

signals:
  /// @param sentence  "" if it is accepted no longer
  void changed(const QString& key, const QString& sentence);

private:
  QMap<QString, QString> m_sentences;
};

}  // namespace vitrine::ui
