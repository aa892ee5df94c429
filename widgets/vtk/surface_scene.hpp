// The one VTK scene of an isosurface, for window and paper alike.
#pragma once

#include "widgets/vtk/clip_box.hpp"
#include "widgets/vtk/model_trace.hpp"
#include "widgets/vtk/surface_mesh.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QColor>
#include <QImage>
#include <QSize>

#include <functional>
#include <memory>

namespace vitrine::ui {

/// How much care a picture gets.
enum class Quality {
  Rough,  ///< half the pixels, enlarged: for meshes that are slow to draw
  Draft,  ///< one sample per pixel, back faces left out: for pictures that are replaced at once
  Fine    ///< 2 x 2 samples per pixel
};

/// Draws a mesh and a model in one box: orthographic, white ground, three lights fixed to the camera. Lives on the
/// render thread.
class SurfaceScene {
public:
  /// @throws std::runtime_error without EGL
  SurfaceScene();
  ~SurfaceScene();

  /// The box shown, in A; its centre is the centre of rotation.
  void setBox(const Vector3& boxA);
  /// The mesh to draw; null draws nothing. Slabs already shown keep their buffers on the device, so calling this while
  /// a mesh grows costs only the new slabs.
  void setMesh(const std::shared_ptr<const SurfaceMesh>& mesh);
  /// The same cut through every mesh, however coarse, and through the model.
  void setClip(const ClipBox& clip);
  /// White at first.
  void setGround(const QColor& colour);
  /// Null or empty: no model. Where the surface hides it, it shines through, so that one sees where it runs.
  void setTrace(const std::shared_ptr<const ModelTrace>& trace);
  void setCamera(const SurfaceCamera& camera);
  /// Half the height, in A, of a square picture at zoom 1.
  void setFitRadius(double radiusA);
  double fitRadius() const;

  /// @param isAborted  asked between slabs; once true the rest is skipped and the result is a null image
  QImage render(QSize pixels, Quality quality, const std::function<bool()>& isAborted = {});
  /// A part of a large picture, 2 x 2 samples per pixel: tiles put side by side are the picture rendered at once.
  /// @param tile       in pixels of the large picture, y down
  /// @param seeThrough  the ground is transparent instead of white: ARGB32_Premultiplied instead of RGB32
  /// @param isAborted   as render()
  QImage renderTile(QSize whole, const QRect& tile, bool seeThrough, const std::function<bool()>& isAborted = {});
  /// A per pixel of a picture of this size.
  double angstromPerPixel(QSize pixels) const;

private:
  struct Parts;
  std::unique_ptr<Parts> m;
};

/// Fit radius for a surface that reaches `meshRadiusA` from the centre: surface with a margin, at most the box's
/// longest half edge, so that dust in the corners does not make the picture small.
double fitRadius(const Vector3& boxA, double meshRadiusA);

}  // namespace vitrine::ui
