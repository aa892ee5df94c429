// Compare mode, as the main window knows it.
#include "app/window/compare_side.hpp"
#include "app/window/compare_window.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/vitrine_window.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

namespace vitrine::ui {

void VitrineWindow::connectCompare() {
  connect(m_commands[Command::Compare], &QAction::triggered, this, [this] { compareWith({}); });
}

CompareWindow* VitrineWindow::compareWindow() const { return m_compare; }

bool VitrineWindow::isMeasuringOther() const { return m_compare != nullptr && m_compare->isMeasuring(); }

void VitrineWindow::compareWith(const std::vector<std::filesystem::path>& files) {
  if (m_workspace->map() == nullptr || m_workspace->isLoading() || !m_workspace->level()) return;
  if (m_compare == nullptr) {
    auto* window = new CompareWindow(this, &m_settings);
    m_compare = window;
    window->setWindowIcon(windowIcon());
    connect(window, &CompareWindow::closed, this, [this] {
      m_compare = nullptr;
      updateCommands();
    });
    connect(window, &CompareWindow::measuringChanged, this, &VitrineWindow::updateCommands);
    connect(window, &CompareWindow::helpRequested, this, &VitrineWindow::showHelp);
    connect(window, &CompareWindow::savePlotRequested, this, &VitrineWindow::savePlot);
    connect(window, &CompareWindow::runOnARequested, this, [this](const QStringList& ids) {
      raise();
      activateWindow();
      askToRun(ids);
    });
    window->side(0)->slices()->link()->setCrosshair(m_slices->link()->crosshair());
  }
  m_compare->show();
  m_compare->raise();
  m_compare->activateWindow();
  m_compare->open(files);
}

}  // namespace vitrine::ui
