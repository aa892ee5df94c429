#include "tests/app/window_support.hpp"

#include "core/base/random.hpp"
#include "core/mapio/writer.hpp"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QSettings>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace vitrine::test {

void writeBall(const std::filesystem::path& file, int edge, double voxelSize) {
  Volume volume(Grid{{edge, edge, edge}, {voxelSize, voxelSize, voxelSize}, {}});
  const double c = edge / 2, radius = edge * 0.22;
  for (int z = 0; z < edge; ++z)
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x) {
        const double r = std::hypot(x - c, y - c, z - c);
        const auto noise = randomNormal(1, static_cast<std::uint64_t>(volume.grid.index(x, y, z)));
        volume.at(x, y, z) = static_cast<float>(1.0 / (1.0 + std::exp(1.5 * (r - radius))) + 0.02 * noise);
      }
  Progress progress;
  save(file, volume, {}, progress);
}

void drop(QWidget* target, const QStringList& files) {
  QMimeData data;
  QList<QUrl> urls;
  for (const QString& file : files) urls << QUrl::fromLocalFile(file);
  data.setUrls(urls);
  QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(target, &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(target, &event);
}

void nameTestProgram() {
  QCoreApplication::setApplicationName(QStringLiteral("vitrine"));
  QCoreApplication::setOrganizationName(QStringLiteral("vitrine"));
}

bool isSeen(const QWidget* widget) {
  if (!widget->isVisible()) return false;
  QRect part = widget->rect();
  const QWidget* inner = widget;
  for (const QWidget* outer = widget->parentWidget(); !inner->isWindow(); outer = outer->parentWidget()) {
    part = part.translated(inner->pos()).intersected(outer->rect());
    inner = outer;
  }
  if (part.isEmpty()) return false;
  // Docks that share a place lie over each other.
  const QWidget* top = inner->childAt(part.center());
  return top == widget || widget->isAncestorOf(top);
}

Watchdog::Watchdog() {
  m_timer.setTimerType(Qt::PreciseTimer);
  QObject::connect(&m_timer, &QTimer::timeout, [this] {
    m_gaps.push_back(0.001 * static_cast<double>(m_clock.nsecsElapsed() / 1000));
    m_clock.restart();
  });
  m_clock.start();
  m_timer.start(5);
}

double Watchdog::longest() const { return m_gaps.empty() ? 0 : *std::ranges::max_element(m_gaps); }

double Watchdog::percentile(double p) {
  if (m_gaps.empty()) return 0;
  std::ranges::sort(m_gaps);
  return m_gaps[static_cast<std::size_t>(p / 100 * (static_cast<double>(m_gaps.size()) - 1))];
}

QString Watchdog::text(const char* during) {
  return QStringLiteral("event loop gap during %1: largest %2 ms, p99.9 %3 ms, %4 beats")
      .arg(QLatin1String(during))
      .arg(longest(), 0, 'f', 1)
      .arg(percentile(99.9), 0, 'f', 1)
      .arg(m_gaps.size());
}

bool StrayWindows::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Show || !watched->isWidgetType()) return false;
  const auto* widget = static_cast<QWidget*>(watched);
  // What is meant to be a window has a title.
  const bool isWanted = widget->inherits("QDialog") || !widget->windowTitle().isEmpty();
  if (widget->windowType() == Qt::Window && !isWanted)
    m_seen << QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
  return false;
}

void WindowFixture::closeWindow() {
  m_window.reset();
  if (m_strays == nullptr) return;
  qApp->removeEventFilter(m_strays.get());
  const auto strays = std::move(m_strays);
  QVERIFY2(strays->seen().isEmpty(), qPrintable(strays->seen().join(QStringLiteral(", "))));
}

void WindowFixture::openWindow() {
  m_strays = std::make_unique<StrayWindows>();
  qApp->installEventFilter(m_strays.get());
  m_folder = std::make_unique<TemporaryFolder>();
  m_settingsFolder = std::make_unique<TemporaryFolder>();
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                     QString::fromStdString(m_settingsFolder->path().string()));
  qputenv("XDG_STATE_HOME", QByteArray::fromStdString((*m_settingsFolder / "state").string()));  // autosaves
  m_window = std::make_unique<ui::VitrineWindow>(2);
  m_window->resize(1300, 850);
  m_window->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_window.get(), kPatience));
  // A shortcut belongs to the active window. A bare X server has no window manager that makes a new window active, and
  // the server's answer takes its time.
  m_window->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(m_window.get(), kPatience));
}

void WindowFixture::waitForLevel() {
  QTRY_VERIFY_WITH_TIMEOUT(m_window->workspace()->level().has_value(), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(!m_window->workspace()->isLoading(), kPatience);
}

void WindowFixture::openBall(int edge) {
  writeBall(*m_folder / "ball.mrc", edge);
  m_window->openFiles({path("ball.mrc")});
  waitForLevel();
}

}  // namespace vitrine::test
