#include "app/window/compare_side.hpp"

#include "app/window/grey_range.hpp"
#include "app/window/number_box.hpp"
#include "app/window/workspace.hpp"
#include "core/base/number_text.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/orthoslice/slice_paint.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

QString number(double value, int digits = 5) { return QString::fromStdString(generalText(value, digits)); }

/// Where the surface's scene has the centre of a voxel: A from the corner of the box.
Vector3 scenePlace(const Grid& grid, const Index3& voxel) {
  const Vector3 edge = drawnVoxelSize(grid);
  return {(voxel[0] + 0.5) * edge[0], (voxel[1] + 0.5) * edge[1], (voxel[2] + 0.5) * edge[2]};
}

}  // namespace

CompareSide::CompareSide(const QString& letter, QWidget* parent)
    : QWidget(parent),
      m_letter(letter),
      m_name(new QLabel),
      m_levelName(new QLabel(tr("Level"))),
      m_text(new QLabel),
      m_place(new QLabel),
      m_level(new NumberBox),
      m_pages(new QStackedWidget),
      m_surface(new IsosurfaceView) {
  setObjectName(QStringLiteral("side") + letter);
  m_surface->setObjectName(QStringLiteral("surface"));
  m_slices = new OrthosliceView(m_surface);
  auto* heading = new QLabel(letter);
  QFont large = heading->font();
  large.setBold(true);
  large.setPointSizeF(1.4 * large.pointSizeF());
  heading->setFont(large);
  m_name->setObjectName(QStringLiteral("name"));
  m_name->setTextFormat(Qt::PlainText);
  m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_level->setObjectName(QStringLiteral("level"));
  m_level->setAccessibleName(tr("Contour level of %1").arg(letter));
  m_level->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("-0.00000000")) + 30);
  m_levelName->setBuddy(m_level);
  m_place->setObjectName(QStringLiteral("place"));
  m_place->setTextFormat(Qt::PlainText);
  m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_text->setWordWrap(true);
  m_text->setAlignment(Qt::AlignCenter);
  m_text->setTextFormat(Qt::PlainText);
  m_text->setMargin(24);
  m_pages->addWidget(m_slices);
  m_pages->addWidget(m_text);
  auto* top = new QHBoxLayout;
  top->setContentsMargins(6, 2, 6, 2);
  top->addWidget(heading);
  top->addWidget(m_name, 1);
  top->addWidget(m_levelName);
  top->addWidget(m_level);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addLayout(top);
  layout->addWidget(m_pages, 1);
  layout->addWidget(m_place);
  connect(m_level, &QDoubleSpinBox::valueChanged, this, &CompareSide::levelChosen);
  connect(m_slices, &OrthosliceView::pointed, this, &CompareSide::showPlace);
  connect(m_slices->link(), &SliceLink::crosshairChanged, this, [this] { showPlace(std::nullopt); });
  connect(m_slices->link(), &SliceLink::overlaysChanged, this, [this] { showPlace(std::nullopt); });
  setFile({});
  showText({});
}

void CompareSide::setFile(const QString& file, bool withFolder) {
  QString name = QFileInfo(file).fileName();
  if (withFolder) name.prepend(QFileInfo(file).absoluteDir().dirName() + QLatin1Char('/'));
  m_name->setText(name);
  m_name->setToolTip(file);
  setAccessibleName(name.isEmpty() ? tr("Entry %1").arg(m_letter) : tr("Entry %1: %2").arg(m_letter, name));
}

bool CompareSide::hasMap() const { return m_slices->link()->volume() != nullptr; }

void CompareSide::showMap(const Workspace& workspace) {
  SliceLink* link = m_slices->link();
  link->setVolume(workspace.volume(), workspace.map()->volume.grid);
  if (const auto range = automaticGreyRange(workspace)) link->setGreyRange(range);
  const MapStatistics& statistics = workspace.map()->scan.statistics;
  m_level->setSpan(statistics.mean, statistics.maximum);
  showLevel(workspace);
  m_surface->setVolume(workspace.surfaceVolume(), workspace.volume());
  m_pages->setCurrentWidget(m_slices);
  m_level->setVisible(workspace.level().has_value());
  m_levelName->setVisible(workspace.level().has_value());
  showPlace(std::nullopt);
}

void CompareSide::showLevel(const Workspace& workspace) {
  const std::optional<double> level = workspace.level();
  if (!level || workspace.map() == nullptr) return;
  const MapStatistics& statistics = workspace.map()->scan.statistics;
  m_level->show(*level);
  m_slices->link()->setLevel(*level);
  m_surface->setLevel(*level);
  QString words = tr("level %1").arg(number(*level, 4));
  if (statistics.rms > 0)
    words += QStringLiteral("  ") +
             tr("(%1 sigma)").arg(QString::fromStdString(fixedText((*level - statistics.mean) / statistics.rms, 1)));
  m_surface->setLevelText(words);
}

void CompareSide::showInstead(QWidget* page) {
  m_slices->link()->clear();
  m_surface->clear();
  m_difference.reset();
  if (m_pages->indexOf(page) < 0) m_pages->addWidget(page);
  m_pages->setCurrentWidget(page);
  m_level->hide();
  m_levelName->hide();
  m_isOutside = false;
  showPlace(std::nullopt);
}

void CompareSide::showText(const QString& text) {
  m_text->setText(text);
  showInstead(m_text);
}

void CompareSide::setOutside(bool isOutside) {
  m_isOutside = isOutside;
  showPlace(std::nullopt);
}

void CompareSide::showDifference(SharedVolume difference, double limit) {
  if (!hasMap()) return;
  if (difference == nullptr) {
    if (std::exchange(m_difference, nullptr) == nullptr) return;
    m_slices->link()->setOverlays({});
    m_surface->setColourBy(nullptr, 0, 1, {});
    return;
  }
  m_difference = difference;
  const QString title = tr("B \u2212 A");
  m_slices->link()->setOverlays({SliceOverlay{.title = title,
                                              .unit = {},
                                              .volume = difference,
                                              .ink = {},
                                              .low = -limit,
                                              .high = limit,
                                              .colours = ColorMap::BlueWhiteRed}});
  m_surface->setColourBy(std::move(difference), -limit, limit, title, ColorMap::BlueWhiteRed);
}

QString CompareSide::placeText() const { return m_place->text(); }

void CompareSide::showPlace(const std::optional<Index3>& pointer) {
  const SliceLink& link = *m_slices->link();
  if (link.volume() == nullptr) {
    m_place->clear();
    return;
  }
  m_surface->setMarker(scenePlace(link.grid(), link.crosshair()));
  if (!pointer && m_isOutside) {
    m_place->setText(tr("The place that the other map shows lies outside this box."));
    return;
  }
  const Index3 at = pointer.value_or(link.crosshair());
  QString words = (pointer ? tr("Pointer") : tr("Crosshair")) +
                  QStringLiteral("  x %1  y %2  z %3").arg(at[0]).arg(at[1]).arg(at[2]);
  if (link.grid().hasVoxelSize()) {
    const Vector3 place = link.grid().positionA(at);
    words += QStringLiteral("   (%1, %2, %3) \u00c5")
                 .arg(QString::fromStdString(fixedText(place[0], 1)), QString::fromStdString(fixedText(place[1], 1)),
                      QString::fromStdString(fixedText(place[2], 1)));
  }
  if (const auto value = link.valueAt(at)) words += QStringLiteral("   ") + tr("value %1").arg(number(*value));
  for (const SliceOverlay& overlay : link.overlays()) words += QStringLiteral("   ") + valueText(link, overlay, at);
  m_place->setText(words);
}

}  // namespace vitrine::ui
