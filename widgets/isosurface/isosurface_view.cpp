#include "widgets/isosurface/isosurface_view.hpp"

namespace vitrine::ui {

struct IsosurfaceView::State {
  double level = 0;
  ViewAngles angles;
};

IsosurfaceView::IsosurfaceView(QWidget* parent) : QWidget(parent), m(std::make_unique<State>()) {}
IsosurfaceView::~IsosurfaceView() = default;
void IsosurfaceView::setVolume(SharedVolume) {}
void IsosurfaceView::setPreview(SharedVolume) {}
void IsosurfaceView::setLevel(double value, bool) { m->level = value; }
double IsosurfaceView::level() const { return m->level; }
void IsosurfaceView::setLevelText(const QString&) {}
void IsosurfaceView::setColourBy(SharedVolume, double, double, const QString&) {}
void IsosurfaceView::clear(const QString&) {}
void IsosurfaceView::resetCamera() {}
void IsosurfaceView::setViewAngles(ViewAngles angles) { m->angles = angles; }
ViewAngles IsosurfaceView::viewAngles() const { return m->angles; }
QImage IsosurfaceView::currentImage() const { return {}; }
bool IsosurfaceView::isRefining() const { return false; }
void IsosurfaceView::paintEvent(QPaintEvent*) {}
void IsosurfaceView::resizeEvent(QResizeEvent*) {}
void IsosurfaceView::changeEvent(QEvent*) {}
void IsosurfaceView::mousePressEvent(QMouseEvent*) {}
void IsosurfaceView::mouseMoveEvent(QMouseEvent*) {}
void IsosurfaceView::mouseReleaseEvent(QMouseEvent*) {}
void IsosurfaceView::mouseDoubleClickEvent(QMouseEvent*) {}
void IsosurfaceView::wheelEvent(QWheelEvent*) {}
void IsosurfaceView::keyPressEvent(QKeyEvent*) {}
void IsosurfaceView::contextMenuEvent(QContextMenuEvent*) {}

}  // namespace vitrine::ui
