#include "app/settings/desktop_scheme.hpp"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace vitrine::ui {
namespace {

const QString kPortal = QStringLiteral("org.freedesktop.portal.Desktop"),
              kPath = QStringLiteral("/org/freedesktop/portal/desktop"),
              kInterface = QStringLiteral("org.freedesktop.portal.Settings"),
              kGroup = QStringLiteral("org.freedesktop.appearance"), kKey = QStringLiteral("color-scheme");

/// The user's bus, only where it runs already: asking for it elsewhere would start one.
bool hasSessionBus() {
  return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
         QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

}  // namespace

DesktopScheme::DesktopScheme(QObject* parent) : QObject(parent) {
  if (!hasSessionBus()) return;
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  bus.connect(kPortal, kPath, kInterface, QStringLiteral("SettingChanged"), this,
              SLOT(change(QString, QString, QDBusVariant)));
  QDBusMessage question = QDBusMessage::createMethodCall(kPortal, kPath, kInterface, QStringLiteral("Read"));
  question << kGroup << kKey;
  auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
    call->deleteLater();
    const QDBusPendingReply<QDBusVariant> reply = *call;
    if (reply.isValid()) change(kGroup, kKey, reply.value());
  });
}

void DesktopScheme::change(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group != kGroup || key != kKey) return;
  QVariant inner = value.variant();
  while (inner.canConvert<QDBusVariant>()) inner = inner.value<QDBusVariant>().variant();  // Read() wraps it twice
  bool isNumber = false;
  const uint scheme = inner.toUInt(&isNumber);
  if (isNumber) emit told(scheme);
}

}  // namespace vitrine::ui
