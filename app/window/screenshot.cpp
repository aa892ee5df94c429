#include "app/window/screenshot.hpp"

#include "app/window/details_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/isosurface/isosurface_view.hpp"

#include <QApplication>
#include <QBuffer>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace vitrine::ui {
namespace {

constexpr QSize kSize(1600, 1000);
constexpr int kSurfacePatience = 30'000;  // ms: a machine without software EGL never shows a surface
constexpr int kSettle = 1'500;            // ms for plots and pictures of the details
constexpr int kInputUnusable = 3, kOutputNotWritten = 4;

}  // namespace

Screenshot::Screenshot(VitrineWindow* window, std::filesystem::path file)
    : QObject(window), m_window(window), m_file(std::move(file)) {
  window->resize(kSize);
  window->resetLayout();
  connect(window->workspace(), &Workspace::failed, this,
          [this](const QString& message) { fail(message, kInputUnusable); });
  connect(window->workspace(), &Workspace::levelReady, this, [this] {
    QTimer::singleShot(kSurfacePatience, this, &Screenshot::runChecks);
    connect(m_window->surface(), &IsosurfaceView::failed, this, &Screenshot::runChecks);
    connect(m_window->surface(), &IsosurfaceView::imageShown, this, [this](bool full) {
      if (full) runChecks();
    });
  });
  connect(window, &VitrineWindow::checksFinished, this, &Screenshot::showResult);
}

void Screenshot::runChecks() {
  if (std::exchange(m_isRun, true)) return;
  const bool hasHalfMaps = m_window->workspace()->inputs().half1.has_value();
  m_window->checkList()->select(hasHalfMaps ? QStringLiteral("1.a") : QStringLiteral("0.b"));
  m_window->runChecks(m_window->checks()->ids());
}

void Screenshot::showResult() {
  m_window->details()->showTab(DetailsDock::Tab::Plots);
  QTimer::singleShot(kSettle, this, &Screenshot::save);
}

void Screenshot::save() {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  const bool isMade = m_window->grab().save(&buffer, "PNG");
  try {
    if (!isMade) throw OutputError(m_file.string() + ": the picture cannot be made");
    writeAtomically(m_file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    QCoreApplication::exit(0);
  } catch (const OutputError& error) {
    fail(QString::fromStdString(error.what()), kOutputNotWritten);
  }
}

void Screenshot::fail(const QString& message, int status) {
  std::fprintf(stderr, "vitrine: %s\n", qUtf8Printable(message));
  QCoreApplication::exit(status);
}

}  // namespace vitrine::ui
