#include "app/window/main_window.hpp"

#include "app/runner/check_runner.hpp"
#include "app/window/preferences_dialog.hpp"
#include "app/window/screenshot.hpp"
#include "app/window/session_control.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/error.hpp"
#include "core/run/open.hpp"

#include <QApplication>

#include <cstdio>

namespace vitrine {

int runWindow(const OpenRequest& request, const WindowOptions& options) {
  QGuiApplication::setApplicationDisplayName(QString());  // the title says it already
  ui::Settings settings;
  if (options.memory)
    MemoryBudget::process().setLimit(*options.memory);
  else
    ui::applyMemoryLimit(settings.memoryGiB());
  ui::VitrineWindow window(options.threads);
  if (!options.screenshot.empty()) {
    if (request.map.empty() && options.gather.empty())
      throw InputError("--screenshot: there is no map to show; give one");
    new ui::Screenshot(&window, options.screenshot);
  }
  window.show();
  if (!options.gather.empty())
    window.gatherAndOpen(options.gather, request);
  else if (ui::isSessionFile(request.map))
    window.session()->open(request.map);
  else if (!request.map.empty())
    window.open(request);
  if (options.screenshot.empty()) window.session()->offerLeftWork();
  return QApplication::exec();
}

}  // namespace vitrine
