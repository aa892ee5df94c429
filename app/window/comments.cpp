#include "app/window/comments.hpp"

namespace vitrine::ui {

void Comments::set(const QString& key, const QString& sentence) {
  const QString text = sentence.simplified();  // one line
  if (m_sentences.value(key) == text) return;
  if (text.isEmpty())
    m_sentences.remove(key);
  else
    m_sentences.insert(key, text);
  emit changed(key, text);
}

void Comments::setAll(const QMap<QString, QString>& sentences) {
  const QStringList before = m_sentences.keys();
  for (const QString& key : before)
    if (!sentences.contains(key)) set(key, {});
  for (auto it = sentences.begin(); it != sentences.end(); ++it) set(it.key(), it.value());
}

std::map<std::string, std::string> Comments::forReport() const {
  std::map<std::string, std::string> list;
  for (auto it = m_sentences.begin(); it != m_sentences.end(); ++it)
    list.emplace(it.key().toStdString(), it.value().toStdString());
  return list;
}

}  // namespace vitrine::ui
