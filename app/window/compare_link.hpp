// Two sets of views that follow each other.
#pragma once

#include "app/window/compare_place.hpp"

#include <QObject>

#include <array>

namespace vitrine::ui {

class IsosurfaceView;
class OrthosliceView;

/// Whatever is moved leads, the other side follows: crosshair and camera, each while it is linked. Zoom and shift of
/// the slices follow with the crosshair where both boxes have the same edges. For the GUI thread.
class CompareLink : public QObject {
  Q_OBJECT

public:
  struct Views {
    OrthosliceView* slices = nullptr;
    IsosurfaceView* surface = nullptr;
  };
  /// Views must outlive the link.
  CompareLink(const Views& a, const Views& b, QObject* parent);

  bool linksCrosshairs() const { return m_linksCrosshairs; }
  void setLinksCrosshairs(bool links);
  bool linksCameras() const { return m_linksCameras; }
  void setLinksCameras(bool links);
  Laying laying() const { return m_laying; }
  void setLaying(Laying laying);
  /// B goes where A is: a map has come or was replaced.
  void start();

  /// The crosshair of the other side lies in no voxel of this one.
  bool isOutside(int side) const { return m_isOutside[static_cast<std::size_t>(side)]; }

signals:
  void outsideChanged();

private:
  const Views& views(int side) const { return m_views[static_cast<std::size_t>(side)]; }
  bool haveMaps() const;
  SurfaceFit fit(int side) const;
  void followCrosshair(int leader);
  void followFraming(int leader, int axis);
  void followCamera(int leader, bool isInteractive);
  void adjustScale();

  std::array<Views, 2> m_views;
  Laying m_laying = Laying::Centres;
  bool m_linksCrosshairs = true, m_linksCameras = true;
  std::array<bool, 2> m_isOutside{};
  bool m_isFollowing = false;         ///< what is moved now was moved by the link
  int m_cameraLeader = 0;             ///< side whose camera was moved last
  std::array<double, 2> m_radiusA{};  ///< as of the last time cameras were made alike
};

}  // namespace vitrine::ui
