// Pictures of the views: the dialog, the work in the pool, the clipboard.
#include "app/export/report_files.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/photo_dialog.hpp"
#include "app/window/task.hpp"
#include "app/window/threshold_dock.hpp"
#include "app/window/used_view.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/base/number_text.hpp"
#include "core/base/version.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

namespace vitrine::ui {
namespace {

QString number(double value) { return QString::fromStdString(generalText(value, 6)); }

/// What the file tells of every picture.
void addEntryNotes(PhotoNotes& notes, const QString& mapFile, const Grid& grid) {
  notes[QStringLiteral("Software")] = QStringLiteral("Vitrine ") + QString::fromLatin1(kVersion);
  notes[QStringLiteral("Map")] = QFileInfo(mapFile).fileName();
  if (grid.hasVoxelSize())
    notes[QStringLiteral("Voxel size")] =
        QStringLiteral("%1 x %2 x %3 A")
            .arg(number(grid.voxelSize[0]), number(grid.voxelSize[1]), number(grid.voxelSize[2]));
}

}  // namespace

void VitrineWindow::connectPhoto() {
  m_usedView = new UsedView(m_slices, m_surface, this);
  connect(m_commands[Command::SaveImage], &QAction::triggered, this, [this] { showPhotoDialog(m_usedView->view()); });
  connect(m_commands[Command::CopyImage], &QAction::triggered, this, [this] { copyView(m_usedView->view()); });
  connect(m_surface, &IsosurfaceView::saveImageRequested, this, [this] { showPhotoDialog(ViewId::Surface); });
  for (const ViewId slice : {ViewId::ZSlice, ViewId::YSlice, ViewId::XSlice})
    connect(m_slices->slice(axisOf(slice)), &SliceView::saveImageRequested, this,
            [this, slice] { showPhotoDialog(slice); });
}

void VitrineWindow::showPhotoDialog(ViewId view) {
  if (m_workspace->map() == nullptr) return;
  if (m_photo == nullptr) {
    m_photo = new PhotoDialog(this);
    connect(m_photo, &PhotoDialog::viewChosen, this, &VitrineWindow::updatePhotoDialog);
    connect(m_photo, &PhotoDialog::saveRequested, this, &VitrineWindow::askForPhoto);
    connect(m_photo, &PhotoDialog::copyRequested, this, [this] { copyPhoto(m_photo->view(), m_photo->wish()); });
    connect(m_photo, &PhotoDialog::helpRequested, this, [this] { showHelp(QStringLiteral("user/pictures.md")); });
    connect(m_photo, &PhotoDialog::stopRequested, this, [this] {
      if (m_export != nullptr) m_export->stop();
    });
  }
  m_photo->setView(view);
  m_photo->show();
  m_photo->raise();
}

void VitrineWindow::updatePhotoDialog() {
  if (m_photo == nullptr) return;
  const ViewId view = m_photo->view();
  const bool isSurface = view == ViewId::Surface, hasMap = m_workspace->map() != nullptr;
  const QWidget* widget = m_surface;
  if (!isSurface) widget = m_slices->slice(axisOf(view));
  m_photo->setViewPixels((QSizeF(widget->size()) * widget->devicePixelRatioF()).toSize());
  const auto& overlays = m_slices->link()->overlays();
  m_photo->setHasColours(isSurface ? m_surface->colour().volume != nullptr
                                   : std::ranges::find(overlays, false, &SliceOverlay::isMask) != overlays.end());
  m_photo->setCanMake(hasMap && (!isSurface || m_workspace->level().has_value()));
  m_photo->setBusy(isExporting());
}

void VitrineWindow::askForPhoto() {
  const QFileInfo map(windowFilePath());
  const ViewId view = m_photo->view();
  QString name = map.absolutePath() + QLatin1Char('/') + map.baseName();
  if (view != ViewId::Surface) {
    const SliceView* slice = m_slices->slice(axisOf(view));
    name += QStringLiteral("_%1%2").arg(QLatin1Char("xyz"[slice->axis()])).arg(slice->index());
  }
  QString file =
      QFileDialog::getSaveFileName(m_photo, tr("Save image"), name + QStringLiteral(".png"), tr("PNG (*.png)"));
  if (file.isEmpty()) return;
  if (QFileInfo(file).suffix().isEmpty()) file += QStringLiteral(".png");
  savePhotoTo(file, view, m_photo->wish());
}

/// The work of making a picture, with everything taken now.
std::function<QImage(Progress&)> VitrineWindow::makingPhoto(ViewId view, const PhotoWish& wish) const {
  if (view == ViewId::Surface) return makingSurfacePhoto(wish);
  SlicePhotoJob job = m_slices->slice(axisOf(view))->photoJob(wish, m_threshold->levelText());
  addEntryNotes(job.notes, windowFilePath(), m_workspace->map()->volume.grid);
  return [job](Progress& progress) { return makeSlicePhoto(job, progress); };
}

std::function<QImage(Progress&)> VitrineWindow::makingSurfacePhoto(const PhotoWish& wish) const {
  PhotoJob job = m_surface->photoJob(wish);
  addEntryNotes(job.notes, windowFilePath(), m_workspace->map()->volume.grid);
  job.notes[QStringLiteral("Level")] = number(m_surface->level());
  const SurfaceColour& colour = m_surface->colour();
  if (colour.volume != nullptr) {
    job.notes[QStringLiteral("Colour")] = colour.label;
    job.notes[QStringLiteral("Colour limits")] =
        QStringLiteral("%1 to %2").arg(number(colour.low), number(colour.high));
    job.notes[QStringLiteral("Colour scale")] = colorMapName(colour.colours);
  }
  if (m_surfaceTools->dustVoxels() > 0)
    job.notes[QStringLiteral("Hidden")] =
        QStringLiteral("components of fewer than %1 voxels").arg(m_surfaceTools->dustVoxels());
  if (const auto& only = m_surfaceTools->keepOnly())
    job.notes[QStringLiteral("Shown")] =
        QStringLiteral("the component at voxel (%1, %2, %3)").arg((*only)[0]).arg((*only)[1]).arg((*only)[2]);
  return [job, find = m_surfaceTools->findingKept()](Progress& progress) mutable {
    Progress finding = progress.part(0.2), drawing = progress.part(0.8);
    job.still.kept = find(finding);
    return makePhoto(job, drawing);
  };
}

void VitrineWindow::savePhotoTo(const QString& file, ViewId view, const PhotoWish& wish) {
  if (m_workspace->map() == nullptr) return;
  const std::filesystem::path path(file.toStdString());
  writeInBackground(file, [make = makingPhoto(view, wish), path](Progress& progress) {
    Progress drawing = progress.part(0.8), writing = progress.part(0.2);
    writePng(path, make(drawing), writing);
  });
}

void VitrineWindow::copyPhoto(ViewId view, const PhotoWish& wish) {
  if (m_workspace->map() == nullptr || isExporting()) return;
  const auto image = std::make_shared<QImage>();
  connect(
      this, &VitrineWindow::exportEnded, this,
      [this, image, view](bool made) {
        if (made) putOnClipboard(*image, view);
      },
      Qt::SingleShotConnection);
  writeInBackground(tr("the image"),
                    [make = makingPhoto(view, wish), image](Progress& progress) { *image = make(progress); });
}

void VitrineWindow::copyView(ViewId view) {
  putOnClipboard(view == ViewId::Surface ? m_surface->currentImage() : m_slices->slice(axisOf(view))->currentImage(),
                 view);
}

void VitrineWindow::putOnClipboard(const QImage& image, ViewId view) {
  QApplication::clipboard()->setImage(image);
  m_message->show(tr("The image is on the clipboard: %1.").arg(PhotoDialog::viewName(view)), MessageBar::Kind::Note);
}

}  // namespace vitrine::ui
