// The GUI thread's handle on a surface that is drawn on the render thread.
#pragma once

#include "widgets/vtk/clip_box.hpp"
#include "widgets/vtk/kept_voxels.hpp"
#include "widgets/vtk/model_trace.hpp"
#include "widgets/vtk/surface_mesh.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QColor>
#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>

#include <memory>
#include <optional>

namespace vitrine::ui {

class RenderThread;

/// A picture and what one must know to draw over it.
struct SurfaceFrame {
  QImage image;  ///< device pixels, Format_RGB32; no texts on it
  double angstromPerPixel = 1;
  SurfaceCamera camera;     ///< of this picture
  double fitRadiusA = 1;    ///< half the height of a square picture at zoom 1
  bool full = false;        ///< surface of the whole volume, not of the coarse copy
  bool reduced = false;     ///< the finest surface of this picture's volume, but that of a map averaged down
  bool noValue = false;     ///< some of it has no value in the colouring volume
  bool empty = false;       ///< no voxel reaches the level
  bool tooFine = false;     ///< the full surface has too many triangles to draw
  bool final = false;       ///< nothing better will come until something changes
  double level = 0;         ///< level of this surface
  double milliseconds = 0;  ///< from the start of the mesh or picture to its end, for tests and log
  std::int64_t triangles = 0;
  std::uint64_t change = 0;  ///< number of the newest change it shows
};

/// All setters return at once; the last values win, pictures in between are skipped. While things move (`interactive`,
/// or the last change is younger than 150 ms) a coarse copy of the volume (at most 112 voxels an edge, made on the
/// render thread) is drawn; then the surface of the whole volume is made slab by slab, given up at the next change.
/// For the GUI thread. Destroying the renderer does not wait for a picture.
class SurfaceRenderer final : public QObject {
  Q_OBJECT

public:
  /// More voxels than this are drawn from a reduced map where one is given.
  static constexpr std::int64_t kFullVoxels = std::int64_t{512} * 512 * 512;
  explicit SurfaceRenderer(QObject* parent = nullptr, std::int64_t fullVoxels = kFullVoxels);
  ~SurfaceRenderer() override;

  /// Null: nothing to draw. @param keepCamera  the new volume shows the same box: do not fit the picture anew
  /// @param full  above kFullVoxels: the map that `volume` is averaged down from; its own voxels are drawn where the
  ///              clip box leaves few enough. Null: `volume` is the map
  void setVolume(SharedVolume volume, bool keepCamera, SharedVolume full = {});
  void setLevel(double level, bool interactive);
  void setColour(const SurfaceColour& colour);
  void setClip(const ClipBox& clip, bool interactive);
  /// Behind the surface; white at first.
  void setGround(const QColor& colour);
  /// Null: all components. While they belong to another level than the one in force, the coarse surface of about
  /// these components is drawn and the full one waits for newer ones: whoever hides components follows the level.
  void setKept(std::shared_ptr<const KeptComponents> kept);
  void setTrace(std::shared_ptr<const ModelTrace> trace);
  void setCamera(const SurfaceCamera& camera, bool interactive);
  /// Fits the picture to the surface at the next chance.
  void refit();
  /// Device pixels; an empty size stops drawing.
  void setSize(QSize pixels, bool interactive);

  /// The newest picture; null image before the first.
  const SurfaceFrame& frame() const { return m_frame; }
  /// A change was asked for whose final picture has not arrived.
  bool isBusy() const;

signals:
  void frameReady();
  void failed(const QString& reason);

private:
  class Client;
  void takeFrame();

  std::shared_ptr<RenderThread> m_thread;
  std::shared_ptr<Client> m_client;
  SurfaceFrame m_frame;
};

}  // namespace vitrine::ui
