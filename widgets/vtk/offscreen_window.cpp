#include "widgets/vtk/offscreen_window.hpp"

#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkObject.h>
#include <vtkObjectFactory.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>
#include <vtkUnsignedCharArray.h>

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrine::ui {

namespace {

using GetString = const unsigned char* (*)(unsigned int);

bool hasExtension(EGLDisplay display, const char* name) {
  const char* list = eglQueryString(display, EGL_EXTENSIONS);
  return list != nullptr && std::strstr(list, name) != nullptr;
}

/// Displays worth trying, best first. Those that the driver does not know are left out.
std::vector<EGLDisplay> candidateDisplays() {
  std::vector<EGLDisplay> displays;
  const auto getPlatformDisplay =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (getPlatformDisplay != nullptr) {
    if (hasExtension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless"))
      displays.push_back(getPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    const auto queryDevices = reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
    std::array<EGLDeviceEXT, 8> devices{};
    EGLint count = 0;
    if (queryDevices != nullptr && queryDevices(static_cast<EGLint>(devices.size()), devices.data(), &count))
      for (EGLint i = 0; i < count; ++i)
        displays.push_back(getPlatformDisplay(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr));
  }
  displays.push_back(eglGetDisplay(EGL_DEFAULT_DISPLAY));
  return displays;
}

/// Context and the tiny surface it is made current with; VTK draws into framebuffers of its own.
struct EglContext {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLSurface surface = EGL_NO_SURFACE;
  EGLContext context = EGL_NO_CONTEXT;

  EglContext() {
    for (const EGLDisplay candidate : candidateDisplays())
      if (candidate != EGL_NO_DISPLAY && open(candidate)) return;
    throw std::runtime_error(
        "3-D pictures need OpenGL 3.2 through EGL, which this machine does not offer; install libegl1 and "
        "libgl1-mesa-dri");
  }
  ~EglContext() { close(); }
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;

  bool open(EGLDisplay candidate) {
    // Displays are never terminated: they are the process's, and Qt may share one with us.
    if (!eglInitialize(candidate, nullptr, nullptr) || !eglBindAPI(EGL_OPENGL_API)) return false;
    const EGLint wanted[] = {EGL_SURFACE_TYPE,
                             EGL_PBUFFER_BIT,
                             EGL_RENDERABLE_TYPE,
                             EGL_OPENGL_BIT,
                             EGL_RED_SIZE,
                             8,
                             EGL_GREEN_SIZE,
                             8,
                             EGL_BLUE_SIZE,
                             8,
                             EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (!eglChooseConfig(candidate, wanted, &config, 1, &count) || count == 0) return false;
    const EGLint version[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 2, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    const EGLint size[] = {EGL_WIDTH, 16, EGL_HEIGHT, 16, EGL_NONE};
    display = candidate;
    context = eglCreateContext(display, config, EGL_NO_CONTEXT, version);
    if (context != EGL_NO_CONTEXT) surface = eglCreatePbufferSurface(display, config, size);
    if (context != EGL_NO_CONTEXT && surface != EGL_NO_SURFACE && makeCurrent()) return true;
    close();
    return false;
  }

  void close() noexcept {
    if (display == EGL_NO_DISPLAY) return;
    if (isCurrent()) eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
    if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
    display = EGL_NO_DISPLAY;
    surface = EGL_NO_SURFACE;
    context = EGL_NO_CONTEXT;
  }

  bool isCurrent() const { return context != EGL_NO_CONTEXT && eglGetCurrentContext() == context; }
  bool makeCurrent() const { return isCurrent() || eglMakeCurrent(display, surface, surface, context); }
};

/// VTK's window for foreign contexts, on ours.
class EglRenderWindow final : public vtkGenericOpenGLRenderWindow {
public:
  using Superclass = vtkGenericOpenGLRenderWindow;
  static EglRenderWindow* New() { VTK_STANDARD_NEW_BODY(EglRenderWindow); }

  void setContext(EglContext* context) { m_context = context; }
  void MakeCurrent() override {
    if (m_context != nullptr) m_context->makeCurrent();
  }
  bool IsCurrent() override { return m_context != nullptr && m_context->isCurrent(); }
  int SupportsOpenGL() override { return 1; }
  vtkTypeBool IsDirect() override { return 1; }
  void Frame() override {}

protected:
  /// Debian's GLEW is built for GLX: without an X display glewInit() reports an error although it has loaded every
  /// function, and VTK would give up, and try again before every picture. Let it load once in silence and declare the
  /// result valid.
  void OpenGLInitContext() override {
    if (this->Initialized) return;
    const auto warnings = vtkObject::GetGlobalWarningDisplay();
    vtkObject::SetGlobalWarningDisplay(0);
    Superclass::OpenGLInitContext();
    vtkObject::SetGlobalWarningDisplay(warnings);
    this->GlewInitValid = true;
    this->Initialized = true;
  }

private:
  EglContext* m_context = nullptr;
};

}  // namespace

struct OffscreenWindow::Parts {
  EglContext context;  // before the window: lives longer
  vtkNew<EglRenderWindow> window;
};

OffscreenWindow::OffscreenWindow() : m(std::make_unique<Parts>()) {
  m->window->setContext(&m->context);
  m->window->SetOwnContext(0);
  m->window->SetReadyForRendering(true);
  m->window->SetSupportsOpenGL(1);
  m->window->SetIsDirect(1);
  m->window->SetIsCurrent(true);
  m->window->SetFrameBlitModeToNoBlit();
  m->window->SetMultiSamples(0);
  m->window->SetAlphaBitPlanes(1);
  m->window->SetSize(16, 16);
  m->window->InitializeFromCurrentContext();
}

OffscreenWindow::~OffscreenWindow() {
  m->context.makeCurrent();
  m->window->Finalize();
  while (vtkRenderer* renderer = m->window->GetRenderers()->GetFirstRenderer()) m->window->RemoveRenderer(renderer);
}

void OffscreenWindow::addRenderer(vtkRenderer* renderer) { m->window->AddRenderer(renderer); }

vtkRenderWindow* OffscreenWindow::window() const { return m->window; }

void OffscreenWindow::setSize(QSize pixels) { m->window->SetSize(pixels.width(), pixels.height()); }

void OffscreenWindow::render() {
  if (!m->context.makeCurrent()) throw std::runtime_error("the OpenGL context was lost");
  m->window->Render();
}

QImage OffscreenWindow::image(bool seeThrough) const {
  const int width = m->window->GetSize()[0], height = m->window->GetSize()[1];
  vtkNew<vtkUnsignedCharArray> pixels;
  m->window->GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, pixels);
  if (pixels->GetNumberOfValues() < vtkIdType{4} * width * height) return {};
  const QImage bottomUp(pixels->GetPointer(0), width, height, 4 * width,
                        seeThrough ? QImage::Format_RGBA8888 : QImage::Format_RGBX8888);
  return bottomUp.mirrored().convertToFormat(seeThrough ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
}

const char* OffscreenWindow::deviceName() {
  const auto getString = reinterpret_cast<GetString>(eglGetProcAddress("glGetString"));
  constexpr unsigned int kRenderer = 0x1F01;  // GL_RENDERER
  const auto* name = getString != nullptr ? getString(kRenderer) : nullptr;
  return name != nullptr ? reinterpret_cast<const char*>(name) : "";
}

}  // namespace vitrine::ui
