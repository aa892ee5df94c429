#include "app/window/surface_panel.hpp"

#include "app/window/dock_scroll.hpp"
#include "core/base/number_text.hpp"
#include "core/stats/protein_mass.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/theme/text.hpp"

#include <QCheckBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <cmath>
#include <limits>

namespace vitrine::ui {
namespace {

constexpr int kSliderSteps = 1000;
constexpr const char* kAxisLetters[] = {"X", "Y", "Z"};

QString fixed(double value, int decimals) { return QString::fromStdString(fixedText(value, decimals)); }

QString withUnit(double value, const char* unit) {
  std::string text =
      value >= 1e4 && value < 1e9 ? countText(static_cast<std::int64_t>(value + 0.5)) : generalText(value, 4);
  text += ' ';
  return displayText(text + unit);
}

QString triple(const Vector3& v, const QString& separator) {
  return QStringList{fixed(v[0], 1), fixed(v[1], 1), fixed(v[2], 1)}.join(separator);
}

QPushButton* button(const QString& name, const QString& text, const QString& tip) {
  auto* made = new QPushButton(text);
  made->setObjectName(name);
  made->setToolTip(tip);
  made->setAccessibleName(QString(text).remove(QLatin1Char('&')));
  return made;
}

}  // namespace

SurfacePanel::SurfacePanel(SurfaceTools* tools, IsosurfaceView* surface, QWidget* parent)
    : QWidget(parent), m_tools(tools), m_surface(surface) {
  setObjectName(QStringLiteral("surfacePanel"));
  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->addWidget(buildClip());
  column->addWidget(buildDust());
  column->addWidget(buildPicked());
  m_model = new QCheckBox(tr("Show the atomic &model"));
  m_model->setObjectName(QStringLiteral("showModel"));
  m_marker = new QCheckBox(tr("Show the slices' cross&hair"));
  m_marker->setObjectName(QStringLiteral("showMarker"));
  column->addWidget(m_model);
  column->addWidget(m_marker);
  column->addStretch(1);
  auto* scroll = new DockScroll;
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setAccessibleName(tr("Tools of the surface"));
  scroll->setWidget(content);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);

  connect(m_model, &QCheckBox::toggled, surface, &IsosurfaceView::setModelShown);
  connect(m_marker, &QCheckBox::toggled, surface, &IsosurfaceView::setMarkerShown);
  connect(surface, &IsosurfaceView::modelShownChanged, m_model, &QCheckBox::setChecked);
  connect(surface, &IsosurfaceView::markerShownChanged, m_marker, &QCheckBox::setChecked);
  m_model->setChecked(surface->isModelShown());
  m_marker->setChecked(surface->isMarkerShown());
  connect(surface, &IsosurfaceView::clipBoxChanged, this, &SurfacePanel::showClip);
  connect(tools, &SurfaceTools::dustChanged, this, &SurfacePanel::showDust);
  connect(tools, &SurfaceTools::dustSizeChanged, this, &SurfacePanel::showDust);
  connect(tools, &SurfaceTools::keepOnlyChanged, this, &SurfacePanel::showDust);
  connect(tools, &SurfaceTools::busyChanged, this, &SurfacePanel::showDust);
  connect(tools, &SurfaceTools::pickedChanged, this, &SurfacePanel::showPicked);
  setGrid({});
}

QWidget* SurfacePanel::buildClip() {
  auto* box = new QGroupBox(tr("Clip box"));
  auto* grid = new QGridLayout(box);
  for (int axis = 0; axis < 3; ++axis) {
    const auto a = static_cast<std::size_t>(axis);
    const QString letter = QString::fromLatin1(kAxisLetters[axis]);
    grid->addWidget(new QLabel(letter), axis, 0);
    for (const bool isLow : {true, false}) {
      auto* slider = new QSlider(Qt::Horizontal);
      slider->setObjectName(
          QStringLiteral("clip%1%2").arg(isLow ? QStringLiteral("Low") : QStringLiteral("High"), letter));
      slider->setRange(0, kSliderSteps);
      slider->setPageStep(kSliderSteps / 20);
      slider->setSingleStep(kSliderSteps / 100);
      slider->setValue(isLow ? 0 : kSliderSteps);
      slider->setMinimumWidth(40);  // a narrow dock shows all of the row
      slider->setAccessibleName(isLow ? tr("Clip box, lower end along %1").arg(letter)
                                      : tr("Clip box, upper end along %1").arg(letter));
      slider->setToolTip(isLow ? tr("Hide what lies below this place along %1").arg(letter)
                               : tr("Hide what lies above this place along %1").arg(letter));
      grid->addWidget(slider, axis, isLow ? 1 : 2);
      (isLow ? m_low : m_high)[a] = slider;
      connect(slider, &QSlider::valueChanged, this,
              [this, axis, isLow](int value) { readSliders(axis, isLow, value); });
      connect(slider, &QSlider::sliderReleased, this, [this] { m_surface->setClipBox(m_surface->clipBox()); });
    }
    m_range[a] = new QLabel;
    m_range[a]->setObjectName(QStringLiteral("clipRange%1").arg(letter));
    grid->addWidget(m_range[a], axis, 3);
  }
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(2, 1);
  QPushButton* reset = button(QStringLiteral("resetClip"), tr("&Whole box"), tr("Show the whole box again"));
  grid->addWidget(reset, 3, 1, 1, 2, Qt::AlignLeft);
  connect(reset, &QPushButton::clicked, this, [this] { m_surface->setClipBox({}); });
  return box;
}

QWidget* SurfacePanel::buildDust() {
  auto* box = new QGroupBox(tr("Small components"));
  auto* grid = new QGridLayout(box);
  m_hide = new QCheckBox(tr("&Hide below"));
  m_hide->setObjectName(QStringLiteral("hideDust"));
  m_hide->setToolTip(tr("Hide components of fewer voxels (26 neighbours)"));
  m_size = new QSpinBox;
  m_size->setObjectName(QStringLiteral("dustSize"));
  m_size->setRange(2, std::numeric_limits<int>::max());
  m_size->setSuffix(tr(" voxels"));
  m_size->setMinimumWidth(m_size->fontMetrics().averageCharWidth() * 12);  // not as wide as the largest number
  m_size->setKeyboardTracking(false);
  m_size->setAccessibleName(tr("Smallest component shown, in voxels"));
  m_size->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  m_sizeA3 = new QLabel;
  m_sizeA3->setObjectName(QStringLiteral("dustVolume"));
  m_state = new QLabel;
  m_state->setObjectName(QStringLiteral("dustState"));
  m_state->setWordWrap(true);
  m_showAll = button(QStringLiteral("showAllComponents"), tr("Show &all"), tr("Show every component again"));
  grid->addWidget(m_hide, 0, 0);
  grid->addWidget(m_size, 0, 1);
  grid->addWidget(m_sizeA3, 1, 1);
  grid->addWidget(m_showAll, 1, 0);
  grid->addWidget(m_state, 2, 0, 1, 2);
  grid->setColumnStretch(1, 1);
  connect(m_hide, &QCheckBox::toggled, this, [this](bool hide) { m_tools->setDustVoxels(hide ? m_size->value() : 0); });
  connect(m_size, &QSpinBox::valueChanged, m_tools, &SurfaceTools::setDustSize);
  connect(m_showAll, &QPushButton::clicked, m_tools, &SurfaceTools::showAll);
  return box;
}

QWidget* SurfacePanel::buildPicked() {
  m_pickedBox = new QGroupBox(tr("Picked component"));
  m_pickedBox->setObjectName(QStringLiteral("pickedComponent"));
  auto* form = new QFormLayout(m_pickedBox);
  const auto row = [&](const QString& name, const QString& title) {
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(title);
    form->addRow(title, label);
    return label;
  };
  m_labels.voxels = row(QStringLiteral("pickedVoxels"), tr("Voxels"));
  m_labels.volume = row(QStringLiteral("pickedVolume"), tr("Volume"));
  m_labels.mass = row(QStringLiteral("pickedMass"), tr("Mass of protein"));
  m_labels.residues = row(QStringLiteral("pickedResidues"), tr("Residues"));
  m_labels.box = row(QStringLiteral("pickedBox"), tr("Box"));
  m_labels.centre = row(QStringLiteral("pickedCentre"), tr("Centre"));
  m_hideSmaller = button(QStringLiteral("hideSmaller"), tr("Hide &smaller"), tr("Hide all smaller components"));
  m_keepOnly = button(QStringLiteral("keepOnly"), tr("&Keep only this"), tr("Hide all other components"));
  m_centre = button(QStringLiteral("centrePicked"), tr("&Centre view"), tr("Turn about this component"));
  QPushButton* map =
      button(QStringLiteral("saveVisibleMap"), tr("Save m&ap ..."), tr("Save the map with 0 outside what is shown"));
  QPushButton* mask =
      button(QStringLiteral("saveVisibleMask"), tr("Save mas&k ..."), tr("Save what is shown as a mask of 0 and 1"));
  auto* buttons = new QGridLayout;
  buttons->addWidget(m_hideSmaller, 0, 0);
  buttons->addWidget(m_keepOnly, 0, 1);
  buttons->addWidget(m_centre, 1, 0);
  buttons->addWidget(map, 2, 0);
  buttons->addWidget(mask, 2, 1);
  form->addRow(buttons);
  connect(m_hideSmaller, &QPushButton::clicked, m_tools, &SurfaceTools::hideSmallerThanPicked);
  connect(m_keepOnly, &QPushButton::clicked, m_tools, &SurfaceTools::keepOnlyPicked);
  connect(m_centre, &QPushButton::clicked, m_tools, &SurfaceTools::centreOnPicked);
  connect(map, &QPushButton::clicked, this, [this] { emit saveRequested(SurfaceTools::Visible::Map); });
  connect(mask, &QPushButton::clicked, this, [this] { emit saveRequested(SurfaceTools::Visible::Mask); });
  return m_pickedBox;
}

void SurfacePanel::setGrid(const Grid& grid) {
  m_grid = grid;
  setEnabled(grid.voxels() > 0);
  showModelState();
  showClip(m_surface->clipBox());
  showDust();
  showPicked();
}

void SurfacePanel::showModelState() { m_model->setEnabled(m_surface->hasModel()); }

void SurfacePanel::focusClipBox() { m_low[0]->setFocus(Qt::ShortcutFocusReason); }

void SurfacePanel::readSliders(int axis, bool isLow, int value) {
  const auto a = static_cast<std::size_t>(axis);
  ClipBox clip = m_surface->clipBox();
  (isLow ? clip.low : clip.high)[a] = static_cast<double>(value) / kSliderSteps;
  // The other end is pushed along.
  if (isLow) clip.high[a] = std::max(clip.high[a], clip.low[a]);
  if (!isLow) clip.low[a] = std::min(clip.low[a], clip.high[a]);
  const QSlider* slider = (isLow ? m_low : m_high)[a];
  m_surface->setClipBox(clip, slider->isSliderDown());
}

void SurfacePanel::showClip(const ClipBox& clip) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::pair<QSlider*, double> ends[] = {{m_low[axis], clip.low[axis]}, {m_high[axis], clip.high[axis]}};
    for (const auto& [slider, fraction] : ends) {
      const QSignalBlocker quiet(slider);
      slider->setValue(static_cast<int>(std::lround(fraction * kSliderSteps)));
    }
    const double edge = m_grid.hasVoxelSize() ? m_grid.edge(static_cast<int>(axis)) : m_grid.size[axis];
    const QString range =
        fixed(clip.low[axis] * edge, 0) + QStringLiteral(" \u2013 ") + fixed(clip.high[axis] * edge, 0);
    m_range[axis]->setText(m_grid.hasVoxelSize() ? range + QStringLiteral(" \u00c5") : range);
    m_low[axis]->setAccessibleDescription(m_range[axis]->text());
    m_high[axis]->setAccessibleDescription(m_range[axis]->text());
  }
}

void SurfacePanel::showDust() {
  const QSignalBlocker quietSize(m_size), quietHide(m_hide);
  m_size->setValue(static_cast<int>(std::min<std::int64_t>(m_tools->dustSize(), std::numeric_limits<int>::max())));
  m_hide->setChecked(m_tools->dustVoxels() > 0);
  m_sizeA3->setText(m_grid.hasVoxelSize()
                        ? QStringLiteral("= ") +
                              withUnit(static_cast<double>(m_tools->dustSize()) * m_grid.voxelVolume(), "A^3")
                        : QString());
  QString state = m_tools->keepOnly() ? tr("Only one component is shown.") : QString();
  if (m_tools->isBusy()) state = tr("Finding components ...");
  m_state->setText(state);
  m_showAll->setEnabled(m_tools->hidesComponents());
}

void SurfacePanel::showPicked() {
  const auto& picked = m_tools->picked();
  for (QPushButton* wanted : {m_hideSmaller, m_keepOnly, m_centre}) wanted->setEnabled(picked.has_value());
  m_pickedBox->setTitle(picked ? tr("Picked component") : tr("Picked component: Ctrl and click on one"));
  const QString none = QStringLiteral("\u2013");
  for (QLabel* label :
       {m_labels.voxels, m_labels.volume, m_labels.mass, m_labels.residues, m_labels.box, m_labels.centre})
    label->setText(none);
  if (!picked) return;
  const Component& component = picked->component;
  m_labels.voxels->setText(QString::fromStdString(countText(component.voxels)));
  if (!m_grid.hasVoxelSize()) return;
  const double volumeA3 = static_cast<double>(component.voxels) * m_grid.voxelVolume();
  Vector3 box{}, centre{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    box[axis] = (component.high[axis] - component.low[axis] + 1) * m_grid.voxelSize[axis];
    centre[axis] = component.centroid[axis] * m_grid.voxelSize[axis];
  }
  m_labels.volume->setText(withUnit(volumeA3, "A^3"));
  m_labels.mass->setText(withUnit(proteinMassKDa(volumeA3), "kDa"));
  const double residues = proteinResidues(proteinMassKDa(volumeA3));
  m_labels.residues->setText(QString::fromStdString(countText(static_cast<std::int64_t>(residues + 0.5))));
  m_labels.box->setText(triple(box, QStringLiteral(" \u00d7 ")) + QStringLiteral(" \u00c5"));
  m_labels.centre->setText(triple(centre, QStringLiteral(", ")) + QStringLiteral(" \u00c5"));
  m_pickedBox->setAccessibleDescription(pickedText());
}

QString SurfacePanel::pickedText() const {
  if (!m_tools->picked()) return {};
  return tr("Picked component: %1 voxels, %2, %3, box %4")
      .arg(m_labels.voxels->text(), m_labels.volume->text(), m_labels.mass->text(), m_labels.box->text());
}

}  // namespace vitrine::ui
