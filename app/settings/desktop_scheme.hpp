// Does the desktop want dark windows? Asked of the XDG desktop portal.
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace vitrine::ui {

/// Asks once and then listens (org.freedesktop.appearance, color-scheme). Nothing waits: without a session bus or a
/// portal there is never an answer. No bus is started for it.
class DesktopScheme : public QObject {
  Q_OBJECT

public:
  explicit DesktopScheme(QObject* parent = nullptr);

signals:
  /// @param scheme  0: no wish, 1: dark, 2: light
  void told(uint scheme);

private slots:
  void change(const QString& group, const QString& key, const QDBusVariant& value);
};

}  // namespace vitrine::ui
