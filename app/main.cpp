// The program: reads the command line, then a window or a command without one.
#include "app/cli/arguments.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/example.hpp"
#include "app/cli/shell_texts.hpp"
#include "app/runner/qt_executor.hpp"
#include "app/window/main_window.hpp"
#include "core/base/error.hpp"
#include "core/base/version.hpp"
#include "core/run/gather.hpp"

#include <QApplication>
#include <QSurfaceFormat>
#include <QThreadPool>

#include <csignal>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace vitrine;
using namespace vitrine::cli;

/// Qt's remarks about a system without desktop say nothing to the user of a command.
void dropKnownNoise(QtMsgType type, const QMessageLogContext&, const QString& message) {
  constexpr const char* kNoise[] = {"QStandardPaths: ", "This plugin does not support", "propagateSizeHints",
                                    "QSocketNotifier: Can only be used with threads"};
  if (type == QtDebugMsg || type == QtInfoMsg) return;
  for (const char* noise : kNoise)
    if (message.contains(QLatin1String(noise))) return;
  std::fprintf(stderr, "vitrine: Qt: %s\n", qUtf8Printable(message));
}

void nameApplication() {
  QCoreApplication::setApplicationName("vitrine");
  QCoreApplication::setOrganizationName("vitrine");
  QCoreApplication::setApplicationVersion(kVersion);
}

/// Folders, several names and --from: the window finds the roles. Takes the map out of the request where it is one of
/// them.
std::vector<std::filesystem::path> filesToGather(Arguments& arguments) {
  if (arguments.from) return {*arguments.from};
  std::filesystem::path& map = arguments.request.map;
  if (map.empty() || (arguments.moreFiles.empty() && !namesASet(map))) return {};
  std::vector<std::filesystem::path> files{std::exchange(map, {})};
  files.insert(files.end(), arguments.moreFiles.begin(), arguments.moreFiles.end());
  return files;
}

int openWindow(Arguments& arguments, int argc, char** argv) {
  const bool hasDisplay = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
                          !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
  if (!hasDisplay && arguments.screenshot.empty())
    throw UsageError("there is no display to open a window on; vitrine report MAP works without one");
  if (!hasDisplay) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(dropKnownNoise);
  }
  QSurfaceFormat format;  // what VTK's rendering needs, before any window exists
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  QSurfaceFormat::setDefaultFormat(format);
  int qtArgc = std::min(argc, 1);  // Qt sees none of our options
  nameApplication();
  const QApplication application(qtArgc, argv);
  if (arguments.example) {
    ui::QtExecutor executor(*QThreadPool::globalInstance());
    Progress progress;
    const OpenRequest example = writeExample(exampleFolder(), executor, progress).simulated.request();
    OpenRequest& request = arguments.request;
    request.map = example.map;
    if (!request.entry) request.entry = example.entry;
    if (!request.half1 && !request.half2) {
      request.half1 = example.half1;
      request.half2 = example.half2;
    }
  }
  return runWindow(arguments.request,
                   {arguments.screenshot, filesToGather(arguments), arguments.threads, arguments.memory});
}

int reportWithoutDisplay(const Arguments& arguments, int argc, char** argv) {
  int qtArgc = std::min(argc, 1);
  nameApplication();
  qInstallMessageHandler(dropKnownNoise);
  if (!arguments.pdf && !arguments.html) {
    const QCoreApplication application(qtArgc, argv);
    return reportCommand(arguments);
  }
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(qtArgc, argv);
  return reportCommand(arguments);
}

int thumbnailWithoutDisplay(const Arguments& arguments, int argc, char** argv) {
  int qtArgc = std::min(argc, 1);
  nameApplication();
  qInstallMessageHandler(dropKnownNoise);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(qtArgc, argv);
  return thumbnailCommand(arguments);
}

int compareWithoutDisplay(const Arguments& arguments, int argc, char** argv) {
  int qtArgc = std::min(argc, 1);
  nameApplication();
  qInstallMessageHandler(dropKnownNoise);
  const QCoreApplication application(qtArgc, argv);
  return compareCommand(arguments);
}

int run(int argc, char** argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  Arguments arguments = parseArguments(words);
  if (arguments.help)
    std::fputs(helpText(arguments.command).c_str(), stdout);
  else if (arguments.version)
    std::printf("vitrine %s\n", kVersion);
  else if (arguments.listParameters)
    std::fputs(parameterList().c_str(), stdout);
  else if (arguments.manPage)
    std::fputs(manPage().c_str(), stdout);
  else if (!arguments.completion.empty())
    std::fputs(completionScript(arguments.completion).c_str(), stdout);
  else
    switch (arguments.command) {
      case Command::Window:
        return openWindow(arguments, argc, argv);
      case Command::Report:
        return reportWithoutDisplay(arguments, argc, argv);
      case Command::Compare:
        return compareWithoutDisplay(arguments, argc, argv);
      case Command::Info:
        return infoCommand(arguments);
      case Command::Demo:
        return demoCommand(arguments);
      case Command::Estimate:
        return estimateCommand(arguments);
      case Command::Thumbnail:
        return thumbnailWithoutDisplay(arguments, argc, argv);
    }
  return kMeasured;
}

}  // namespace

int main(int argc, char** argv) {
  // A full disk, a file size limit and a closed pipe come back as errors of write(), so that nothing half written
  // stays.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const UsageError& error) {
    printError(error.what());
    return kWrongUsage;
  } catch (const OutputError& error) {
    printError(error.what());
    return kOutputNotWritten;
  } catch (const MemoryError& error) {
    printError(std::string("the map does not fit: ") + error.what());
    return kInputUnusable;
  } catch (const Error& error) {
    printError(error.what());
    return kInputUnusable;
  } catch (const std::bad_alloc&) {
    printError("the system gives no more memory; close other programs or use a smaller map");
    return kInputUnusable;
  } catch (const std::exception& error) {
    printError(std::string("internal error: ") + error.what());
    return kNotAllMeasured;
  }
}
