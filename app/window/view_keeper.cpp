#include "app/window/view_keeper.hpp"

#include "app/window/colouring.hpp"
#include "app/window/comments.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/number_text.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QCoreApplication>

#include <functional>

namespace vitrine::ui {
namespace {

struct Field {
  const char* name;  ///< what undo calls a change of it
  std::function<void(VitrineWindow&, ViewState&)> capture;
  std::function<void(VitrineWindow&, const ViewState&)> apply;
  std::function<bool(const ViewState&, const ViewState&)> isSame;
};

template <class T, class Get, class Set>
Field field(const char* name, T ViewState::*member, Get get, Set set) {
  return {name, [=](VitrineWindow& window, ViewState& state) { state.*member = get(window); },
          [=](VitrineWindow& window, const ViewState& state) { set(window, state.*member); },
          [=](const ViewState& a, const ViewState& b) { return a.*member == b.*member; }};
}

using Window = VitrineWindow;

/// One row per field, in the order in which they are set: what is shown before how it is looked at.
const std::vector<Field>& fields() {
  static const std::vector<Field> table = {
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Level"), &ViewState::level, [](Window& w) { return w.workspace()->level(); },
          [](Window& w, const auto& level) {
            if (level) w.workspace()->setLevel(*level);
          }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Crosshair"), &ViewState::crosshair,
          [](Window& w) { return w.slices()->link()->crosshair(); },
          [](Window& w, const auto& voxel) { w.slices()->link()->setCrosshair(voxel); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Contrast"), &ViewState::grey,
          [](Window& w) { return w.slices()->link()->greyRange(); },
          [](Window& w, const auto& range) { w.slices()->link()->setGreyRange(range); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Shown views"), &ViewState::shownView,
          [](Window& w) { return w.slices()->shownView(); },
          [](Window& w, int view) {
            if (view != w.slices()->shownView()) w.slices()->showView(view);
          }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Projections"), &ViewState::projections,
          [](Window& w) { return w.slices()->link()->showsProjections(); },
          [](Window& w, bool shown) { w.slices()->link()->setShowsProjections(shown); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Slice grid"), &ViewState::grid,
          [](Window& w) { return w.slices()->link()->showsGrid(); },
          [](Window& w, bool shown) { w.slices()->link()->setShowsGrid(shown); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Colour scale"), &ViewState::scales,
          [](Window& w) { return w.colouring()->scales(); },
          [](Window& w, const auto& scales) { w.colouring()->setScales(scales); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Surface colour"), &ViewState::surfaceColour,
          [](Window& w) { return w.colouring()->surfaceColour(); },
          [](Window& w, const auto& id) { w.colouring()->setSurfaceColour(id); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Overlays"), &ViewState::sliceOverlays,
          [](Window& w) { return w.colouring()->sliceOverlays(); },
          [](Window& w, const auto& ids) { w.colouring()->setSliceOverlays(ids); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Camera"), &ViewState::camera,
          [](Window& w) { return w.surface()->camera(); },
          [](Window& w, const auto& camera) { w.surface()->setCamera(camera); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Clip box"), &ViewState::clip,
          [](Window& w) { return w.surface()->clipBox(); },
          [](Window& w, const auto& clip) { w.surface()->setClipBox(clip); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Hidden dust"), &ViewState::dustVoxels,
          [](Window& w) { return w.surfaceTools()->dustVoxels(); },
          [](Window& w, std::int64_t voxels) { w.surfaceTools()->setDustVoxels(voxels); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Component shown alone"), &ViewState::keepOnly,
          [](Window& w) { return w.surfaceTools()->keepOnly(); },
          [](Window& w, const auto& voxel) { w.surfaceTools()->setKeepOnly(voxel); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Model shown"), &ViewState::showModel,
          [](Window& w) { return w.surface()->isModelShown(); },
          [](Window& w, bool shown) { w.surface()->setModelShown(shown); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Stored views"), &ViewState::bookmarks,
          [](Window& w) { return w.surfaceTools()->bookmarks(); },
          [](Window& w, const auto& bookmarks) { w.surfaceTools()->setBookmarks(bookmarks); }),
      field(
          QT_TRANSLATE_NOOP("ViewKeeper", "Accepted warning"), &ViewState::comments,
          [](Window& w) { return w.comments()->all(); },
          [](Window& w, const auto& comments) { w.comments()->setAll(comments); }),
  };
  return table;
}

QString nameOf(const Field& changed, const ViewState& after) {
  const QString name = QCoreApplication::translate("ViewKeeper", changed.name);
  const bool isLevel = &changed == &fields().front();
  if (!isLevel || !after.level) return name;
  return QStringLiteral("%1 %2").arg(name, QString::fromStdString(generalText(*after.level, 4)));
}

}  // namespace

ViewKeeper::ViewKeeper(VitrineWindow* window) : QObject(window), m_window(window) {
  const SliceLink* link = window->slices()->link();
  connect(window->workspace(), &Workspace::levelChanged, this, &ViewKeeper::changed);
  connect(link, &SliceLink::crosshairChanged, this, &ViewKeeper::changed);
  connect(link, &SliceLink::greyRangeChanged, this, &ViewKeeper::changed);
  connect(window->slices(), &OrthosliceView::shownViewChanged, this, &ViewKeeper::changed);
  connect(window->surface(), &IsosurfaceView::cameraChanged, this, &ViewKeeper::changed);
  connect(window->surface(), &IsosurfaceView::clipBoxChanged, this, &ViewKeeper::changed);
  connect(window->surface(), &IsosurfaceView::modelShownChanged, this, &ViewKeeper::changed);
  const SurfaceTools* tools = window->surfaceTools();
  connect(tools, &SurfaceTools::dustChanged, this, &ViewKeeper::changed);
  connect(tools, &SurfaceTools::keepOnlyChanged, this, &ViewKeeper::changed);
  connect(tools, &SurfaceTools::bookmarksChanged, this, &ViewKeeper::changed);
  connect(window->comments(), &Comments::changed, this, &ViewKeeper::changed);
  connect(link, &SliceLink::projectionsChanged, this, &ViewKeeper::changed);
  connect(link, &SliceLink::showsGridChanged, this, &ViewKeeper::changed);
  connect(window->colouring(), &Colouring::changed, this, &ViewKeeper::changed);
}

ViewState ViewKeeper::capture() const {
  ViewState state;
  for (const Field& row : fields()) row.capture(*m_window, state);
  return state;
}

void ViewKeeper::apply(const ViewState& state) {
  for (const Field& row : fields()) {
    ViewState shown;  // anew: setting one field may have changed the next
    row.capture(*m_window, shown);
    if (!row.isSame(shown, state)) row.apply(*m_window, state);
  }
}

QString ViewKeeper::changeText(const ViewState& before, const ViewState& after) {
  QStringList names;
  for (const Field& row : fields())
    if (!row.isSame(before, after)) names << nameOf(row, after);
  return names.join(QStringLiteral(", "));
}

}  // namespace vitrine::ui
