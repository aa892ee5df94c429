#include "widgets/plot/plot_panel.hpp"

namespace vitrine::ui {

struct PlotPanel::State {
  CurvePlot plot;
};

PlotPanel::PlotPanel(QWidget* parent) : QWidget(parent), m(std::make_unique<State>()) {}
PlotPanel::~PlotPanel() = default;
void PlotPanel::setPlot(const CurvePlot& plot) { m->plot = plot; }
void PlotPanel::clear(const QString&) { m->plot = {}; }
const CurvePlot& PlotPanel::plot() const { return m->plot; }
void PlotPanel::setContourLevel(double) {}
std::optional<double> PlotPanel::contourLevel() const { return {}; }
QImage PlotPanel::toImage(QSize, double) const { return {}; }
QString PlotPanel::dataText() const { return {}; }
void PlotPanel::saveAs(const std::filesystem::path&) const {}
QCustomPlot* PlotPanel::canvas() const { return nullptr; }
bool PlotPanel::eventFilter(QObject* watched, QEvent* event) { return QWidget::eventFilter(watched, event); }
void PlotPanel::changeEvent(QEvent* event) { QWidget::changeEvent(event); }
void PlotPanel::contextMenuEvent(QContextMenuEvent* event) { QWidget::contextMenuEvent(event); }
void PlotPanel::keyPressEvent(QKeyEvent* event) { QWidget::keyPressEvent(event); }

}  // namespace vitrine::ui
