// What the tests of the compare window share.
#pragma once

#include "app/window/compare_entry.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/compare_work.hpp"
#include "tests/app/window_support.hpp"
#include "tests/support/simulated.hpp"

#include <QSignalSpy>
#include <QTest>

#include <filesystem>
#include <vector>

namespace vitrine::test {

namespace fs = std::filesystem;

inline Grid cube(int edge, double voxelSize, const Vector3& origin = {0, 0, 0}) {
  return {{edge, edge, edge}, {voxelSize, voxelSize, voxelSize}, origin};
}

class CompareFixture : public WindowFixture {
protected:
  ui::CompareWindow* compare() const { return m_window->compareWindow(); }
  /// A key of the window's, which takes keys once it is active.
  static void press(QWidget* window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(window, key, modifiers);
  }
  void openMap(const fs::path& file) {
    m_window->openFiles({QString::fromStdString(file.string())});
    waitForLevel();
  }
  /// Until B is shown and compared with what is known of it.
  void compareWith(const std::vector<fs::path>& files) {
    m_window->compareWith(files);
    QVERIFY(compare() != nullptr);
    waitForComparison();
  }
  void waitForComparison() {
    QTRY_VERIFY_WITH_TIMEOUT(compare()->entry()->isOpen(), kPatience);
    QSignalSpy compared(compare(), &ui::CompareWindow::compared);
    // What A and B learn of their half maps in the background asks for one comparison more.
    QTRY_VERIFY_WITH_TIMEOUT(compare()->work()->outcome() != nullptr && !compare()->isBusy(), kPatience);
    while (compared.wait(700)) {
    }
  }
  void runInMain(const QStringList& ids) {
    QSignalSpy finished(m_window.get(), &ui::VitrineWindow::checksFinished);
    m_window->runChecks(ids);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
  }
  /// The built-in structure in 64^3 voxels with its half maps.
  SimulatedFiles writeEntry(const char* name, double resolutionA, std::uint64_t seed) {
    fs::create_directories(*m_folder / name);
    SimulationOptions options = smallSimulation();
    options.resolutionA = resolutionA;
    return writeSimulated(simulated(options, seed), *m_folder / name);
  }
  void openEntry(const SimulatedFiles& files) {
    OpenRequest request;
    request.map = files.map;
    request.half1 = files.half1;
    request.half2 = files.half2;
    m_window->open(request);
    waitForLevel();
  }
};

}  // namespace vitrine::test
