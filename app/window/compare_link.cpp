#include "app/window/compare_link.hpp"

#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QScopedValueRollback>

#include <cmath>

namespace vitrine::ui {
namespace {

bool haveSameEdges(const Grid& a, const Grid& b) {
  const Vector3 boxA = drawnBox(a), boxB = drawnBox(b);
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (std::abs(boxA[axis] - boxB[axis]) > 0.01 * boxA[axis]) return false;
  return true;
}

}  // namespace

CompareLink::CompareLink(const Views& a, const Views& b, QObject* parent) : QObject(parent), m_views{a, b} {
  for (const int side : {0, 1}) {
    connect(views(side).slices->link(), &SliceLink::crosshairChanged, this, [this, side] { followCrosshair(side); });
    for (int axis = 0; axis < 3; ++axis)
      connect(views(side).slices->slice(axis), &SliceView::framingChanged, this,
              [this, side, axis] { followFraming(side, axis); });
    connect(views(side).surface, &IsosurfaceView::cameraChanged, this,
            [this, side](const SurfaceCamera&, bool isInteractive) { followCamera(side, isInteractive); });
    connect(views(side).surface, &IsosurfaceView::imageShown, this, &CompareLink::adjustScale);
  }
}

void CompareLink::setLinksCrosshairs(bool links) {
  m_linksCrosshairs = links;
  if (links)
    followCrosshair(0);
  else if (std::exchange(m_isOutside, {}) != std::array<bool, 2>{})
    emit outsideChanged();
}

void CompareLink::setLinksCameras(bool links) {
  m_linksCameras = links;
  if (links) followCamera(m_cameraLeader, false);
}

void CompareLink::setLaying(Laying laying) {
  m_laying = laying;
  start();
}

void CompareLink::start() {
  m_isOutside = {};
  followCrosshair(0);
  followCamera(0, false);
  emit outsideChanged();
}

bool CompareLink::haveMaps() const {
  return views(0).slices->link()->volume() != nullptr && views(1).slices->link()->volume() != nullptr;
}

SurfaceFit CompareLink::fit(int side) const {
  return {views(side).slices->link()->grid(), views(side).surface->fitRadiusA()};
}

void CompareLink::followCrosshair(int leader) {
  if (m_isFollowing || !m_linksCrosshairs || !haveMaps()) return;
  const QScopedValueRollback following(m_isFollowing, true);
  const SliceLink& from = *views(leader).slices->link();
  SliceLink& to = *views(1 - leader).slices->link();
  const Index3 there = samePlace(from.crosshair(), from.grid(), to.grid(), m_laying);
  const std::array<bool, 2> before = m_isOutside;
  m_isOutside[static_cast<std::size_t>(leader)] = false;
  m_isOutside[static_cast<std::size_t>(1 - leader)] = !isInside(there, to.grid());
  to.setCrosshair(there);
  if (before != m_isOutside) emit outsideChanged();
}

void CompareLink::followFraming(int leader, int axis) {
  if (m_isFollowing || !m_linksCrosshairs || !haveMaps()) return;
  const SliceView& from = *views(leader).slices->slice(axis);
  SliceView& to = *views(1 - leader).slices->slice(axis);
  if (!haveSameEdges(views(0).slices->link()->grid(), views(1).slices->link()->grid())) return;
  const QScopedValueRollback following(m_isFollowing, true);
  to.setZoom(from.zoom());
  to.setCentre(from.centre());
}

void CompareLink::followCamera(int leader, bool isInteractive) {
  if (m_isFollowing) return;
  m_cameraLeader = leader;
  if (!m_linksCameras || !haveMaps()) return;
  const QScopedValueRollback following(m_isFollowing, true);
  const SurfaceFit from = fit(leader), to = fit(1 - leader);
  m_radiusA = {fit(0).radiusA, fit(1).radiusA};
  views(1 - leader).surface->setCamera(sameView(views(leader).surface->camera(), from, to, m_laying), isInteractive);
}

/// Zoom 1 fits the surface, which is known with the first picture only: then the scales are made alike.
void CompareLink::adjustScale() {
  if (m_radiusA != std::array<double, 2>{fit(0).radiusA, fit(1).radiusA}) followCamera(m_cameraLeader, false);
}

}  // namespace vitrine::ui
