// A VTK render window without a window: software or device EGL, no display server.
#pragma once

#include <QImage>
#include <QSize>

#include <memory>

class vtkRenderer;
class vtkRenderWindow;

namespace vitrine::ui {

/// One OpenGL context and the VTK render window that draws into it.
///
/// Tries Mesa's surfaceless platform first (needs nothing but the libraries), then EGL devices, then the default
/// display. Must be created, used and destroyed on one thread: VTK's text and shader caches are not thread-safe, so the
/// program uses its render thread (render_thread.hpp).
class OffscreenWindow {
public:
  /// @throws std::runtime_error when no EGL context with OpenGL 3.2 can be made
  OffscreenWindow();
  ~OffscreenWindow();
  OffscreenWindow(const OffscreenWindow&) = delete;
  OffscreenWindow& operator=(const OffscreenWindow&) = delete;

  void addRenderer(vtkRenderer* renderer);
  vtkRenderWindow* window() const;
  void setSize(QSize pixels);
  /// Draws all renderers.
  void render();
  /// The picture last rendered: Format_RGB32, or ARGB32_Premultiplied with what was drawn as opacity.
  QImage image(bool seeThrough = false) const;
  /// "llvmpipe (LLVM 15, 256 bits)", for bug reports.
  static const char* deviceName();

private:
  struct Parts;
  std::unique_ptr<Parts> m;
};

}  // namespace vitrine::ui
