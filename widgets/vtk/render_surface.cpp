#include "widgets/vtk/render_surface.hpp"

namespace vitrine::ui {

QImage renderSurface(const SurfacePicture&, QSize size) {
  QImage image(size, QImage::Format_RGB32);
  image.fill(Qt::white);
  return image;
}

}  // namespace vitrine::ui
