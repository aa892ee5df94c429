// Colouring, projections, grid and places to jump to.
#include "app/window/colouring.hpp"
#include "app/window/display_dock.hpp"
#include "app/window/local_resolution_panel.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/slice_guide.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/number_text.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/orthoslice/slice_paint.hpp"

#include <QCoreApplication>
#include <QDockWidget>
#include <QFileDialog>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// "1.c 4.21 \u00c5", or the title where a file tells the value.
QString readingText(const OverlayReading& reading) {
  const QString check = reading.id.section(QLatin1Char('/'), 0, 0);
  QString text = check == QStringLiteral("file") ? reading.title : check;
  text += QLatin1Char(' ');
  if (!reading.value) return text + QCoreApplication::translate("SlicePaint", "no value");
  text += QString::fromStdString(fixedText(*reading.value, 2));
  if (!reading.unit.isEmpty()) text += QChar(0x00a0) + reading.unit;
  return text;
}

}  // namespace

void VitrineWindow::connectDisplay() {
  m_guide = new SliceGuide(m_workspace, m_slices->link(), this);
  SliceLink* link = m_slices->link();
  const auto toggles = [this](Command command, bool isOn, auto&& set) {
    QAction* action = m_commands[command];
    action->setCheckable(true);
    action->setChecked(isOn);
    connect(action, &QAction::triggered, this, set);
  };
  toggles(Command::Projections, link->showsProjections(), [link](bool on) { link->setShowsProjections(on); });
  toggles(Command::SliceGrid, link->showsGrid(), [link](bool on) { link->setShowsGrid(on); });
  connect(link, &SliceLink::projectionsChanged, this, [this, link] {
    m_commands[Command::Projections]->setChecked(link->showsProjections());
    showPointer(std::nullopt);
  });
  connect(link, &SliceLink::showsGridChanged, this,
          [this, link] { m_commands[Command::SliceGrid]->setChecked(link->showsGrid()); });
  connect(link, &SliceLink::overlaysChanged, this, [this] { showPointer(std::nullopt); });
  const auto jumps = [this](Command command, Place place) {
    connect(m_commands[command], &QAction::triggered, this, [this, place] {
      if (m_slices->shownView() == 4) m_slices->showView(0);
      m_guide->jumpTo(place);
    });
  };
  jumps(Command::JumpToVariance, Place::MaximumVariance);
  jumps(Command::JumpToLargest, Place::LargestValue);
  jumps(Command::JumpToCentreOfMass, Place::CentreOfMass);
  connect(m_guide, &SliceGuide::failed, this,
          [this](const QString& reason) { m_message->show(reason, MessageBar::Kind::Note); });
  connect(m_commands[Command::ColourByFile], &QAction::triggered, this, &VitrineWindow::askForColouring);
  connect(m_display, &DisplayDock::openRequested, this, &VitrineWindow::askForColouring);
  connect(m_colouring, &Colouring::failed, this,
          [this](const QString& reason) { m_message->show(reason, MessageBar::Kind::Problem); });
}

void VitrineWindow::askForColouring() {
  if (m_workspace->map() == nullptr) return;
  const QString file = QFileDialog::getOpenFileName(
      this, tr("Open map for colouring"), m_settings.lastFolder(),
      tr("Maps (%1);;All files (*)")
          .arg(QStringLiteral("*.map *.mrc *.ccp4 *.map.gz *.mrc.gz *.map.bz2 *.mrc.bz2 *.map.zst *.mrc.zst")));
  if (!file.isEmpty()) colourByFile(file);
}

void VitrineWindow::colourByFile(const QString& file) {
  m_displayDock->show();
  m_displayDock->raise();
  m_colouring->openFile(file);
}

QString VitrineWindow::overlayValuesAt(const Index3& voxel) const {
  const SliceLink& link = *m_slices->link();
  QString text;
  const int axis = m_slices->pointedAxis();
  if (const auto sum = link.sumThrough(voxel, axis)) {
    const auto number = [](double value) { return QString::fromStdString(generalText(value, 5)); };
    text +=
        QStringLiteral("   ") + tr("along %1: sum %2, mean %3")
                                    .arg(QLatin1Char("XYZ"[axis]))
                                    .arg(number(*sum), number(*sum / link.grid().size[static_cast<std::size_t>(axis)]));
    return text;
  }
  // Every local resolution tells its value, whether it is shown or not.
  const std::vector<OverlayReading> readings = m_overlays->readingsAt(voxel);
  m_localResolution->setReadings(readings);
  const auto& overlays = link.overlays();
  for (const OverlayReading& reading : readings)
    if (std::ranges::find(overlays, reading.title, &SliceOverlay::title) == overlays.end())
      text += QStringLiteral("   ") + readingText(reading);
  for (const SliceOverlay& overlay : overlays) text += QStringLiteral("   ") + valueText(link, overlay, voxel);
  return text;
}

}  // namespace vitrine::ui
