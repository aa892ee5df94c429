// vitrine demo: the built-in examples as files, so that everything can be tried offline.
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/example.hpp"
#include "app/cli/outputs.hpp"
#include "app/runner/qt_executor.hpp"

#include <QThreadPool>

namespace vitrine::cli {

int demoCommand(const Arguments& arguments) {
  ui::QtExecutor executor(*QThreadPool::globalInstance());
  Progress progress;
  const Example example = writeExample(arguments.demoFolder, executor, progress);
  const ExampleEntry& simulated = example.simulated;
  const std::string files = simulated.map.string() + " --half1 " + simulated.half1->string() + " --half2 " +
                            simulated.half2->string() + " --entry " + simulated.entry.string();
  const auto inFolder = [&](const char* name) { return (arguments.demoFolder / name).string(); };
  writeToStdout("Wrote two examples to " + arguments.demoFolder.string() +
                ":\n  simulated_7ddo   SIMULATED from the atomic model 7DDO: map and half maps, 3.4 A, contour level "
                "2.3\n  emd_6824         deposited map EMD-6824 (mouse TRPML1, 5.8 A), contour level 2.0, no half maps"
                "\nTry:\n  vitrine " +
                files + "\n  vitrine report " + files + " --pdf " + inFolder("report.pdf") + " --json " +
                inFolder("report.json") + "\n  vitrine report " + example.deposited.map.string() + " --entry " +
                example.deposited.entry.string() + "\n");
  return kMeasured;
}

}  // namespace vitrine::cli
