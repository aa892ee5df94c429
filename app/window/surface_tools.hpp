// What can be done with the surface besides looking at it: hide dust, pick, keep, save what is seen, remember views.
#pragma once

#include "app/window/workspace.hpp"
#include "core/mask/select_components.hpp"
#include "widgets/vtk/view_rotation.hpp"

#include <QObject>
#include <QPointer>

#include <array>
#include <functional>
#include <optional>

namespace vitrine::ui {

class IsosurfaceView;
class OrthosliceView;
class Task;
struct KeptComponents;

/// Acts on the surface of the open entry. Components are labelled in the pool, for the newest wish only; while the
/// level is dragged the last selection stays in force. Forgets everything when the entry is closed.
class SurfaceTools : public QObject {
  Q_OBJECT

public:
  static constexpr int kBookmarks = 4;
  static constexpr std::int64_t kUsualDust = 64;  ///< voxels: 4^3

  /// All three must outlive the tools.
  SurfaceTools(Workspace* workspace, IsosurfaceView* surface, OrthosliceView* slices, QObject* parent);
  ~SurfaceTools() override;

  /// Components smaller than this are hidden; 0: none.
  std::int64_t dustVoxels() const { return m_dust; }
  void setDustVoxels(std::int64_t voxels);
  /// What toggleDust() hides, in voxels, when nothing is hidden.
  std::int64_t dustSize() const { return m_dustSize; }
  void setDustSize(std::int64_t voxels);
  void toggleDust() { setDustVoxels(m_dust > 0 ? 0 : m_dustSize); }
  /// Only the component that holds this voxel of the map is shown.
  const std::optional<Index3>& keepOnly() const { return m_keepOnly; }
  void setKeepOnly(const std::optional<Index3>& voxel);
  void showAll();
  bool hidesComponents() const { return m_dust > 1 || m_keepOnly.has_value(); }
  /// Components are being labelled.
  bool isBusy() const { return m_selecting != nullptr || m_picking != nullptr; }

  /// A component and where it was pointed at.
  struct Picked {
    Index3 voxel{};
    double level = 0;
    Component component;
  };
  /// The component at a voxel; ends in pickedChanged() or told().
  void pick(const Index3& voxel) { pick(voxel, true); }
  const std::optional<Picked>& picked() const { return m_picked; }
  void hideSmallerThanPicked();
  void keepOnlyPicked();
  void centreOnPicked();

  /// From +z (axis 2), +x, +y as the report's views are, or from the other side.
  void lookAlong(int axis, bool fromBehind);
  /// As the slice perpendicular to `axis` shows the map: its right is right, its top is up.
  void lookAlongSlice(int axis);
  void centreOnCrosshair();
  using Bookmarks = std::array<std::optional<SurfaceCamera>, kBookmarks>;
  const Bookmarks& bookmarks() const { return m_bookmarks; }
  void setBookmarks(const Bookmarks& bookmarks);
  void storeBookmark(int index);
  void recallBookmark(int index);

  /// What is left of the surface when components are hidden, for a picture made in a thread of the pool: what the view
  /// has, or while the view waits for its search, the same search. Gives null where nothing is hidden.
  using FindKept = std::function<std::shared_ptr<const KeptComponents>(Progress&)>;
  FindKept findingKept() const;

  enum class Visible { Map, Mask };
  /// The work of writing what is seen, taken now: the map with 0 outside the shown components and the clip box, or the
  /// mask of what is shown; MRC2014 with the map's placement. For a thread of the pool. @throws what save() throws
  std::function<void(Progress&)> savingOf(Visible what, const std::filesystem::path& file);

signals:
  void dustChanged(std::int64_t voxels);
  void dustSizeChanged(std::int64_t voxels);
  void keepOnlyChanged(const std::optional<vitrine::Index3>& voxel);
  void pickedChanged();
  void bookmarksChanged();
  void busyChanged(bool busy);
  /// For the message bar.
  void told(const QString& text, bool isProblem);

private:
  void followLevel();
  void pick(const Index3& voxel, bool isAsked);
  void select();
  void setPicked(std::optional<Picked> picked);
  void readModel();
  void placeMarker();
  void forget();
  void end(Task*& task);
  ComponentChoice choice() const;

  Workspace* m_workspace;
  IsosurfaceView* m_surface;
  OrthosliceView* m_slices;
  std::int64_t m_dust = 0, m_dustSize = kUsualDust;
  std::optional<Index3> m_keepOnly;
  std::optional<Picked> m_picked;
  Bookmarks m_bookmarks;
  Task *m_selecting = nullptr, *m_picking = nullptr, *m_reading = nullptr;
  std::filesystem::path m_model;  ///< the file whose trace is shown or being read
};

}  // namespace vitrine::ui
