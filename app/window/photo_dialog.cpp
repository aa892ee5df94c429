#include "app/window/photo_dialog.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>

namespace vitrine::ui {
namespace {

constexpr int kLargestScale = 8;

}  // namespace

PhotoDialog::PhotoDialog(QWidget* parent)
    : QDialog(parent),
      m_view(new QComboBox),
      m_scale(new QComboBox),
      m_width(new QSpinBox),
      m_height(new QSpinBox),
      m_dots(new QDoubleSpinBox),
      m_seeThrough(new QCheckBox(tr("&Transparent background"))),
      m_scaleBar(new QCheckBox(tr("Scale &bar"))),
      m_colourBar(new QCheckBox(tr("&Colour bar"))),
      m_level(new QCheckBox(tr("&Level"))),
      m_marker(new QCheckBox(tr("C&rosshair"))),
      m_note(new QLabel) {
  setObjectName(QStringLiteral("photoDialog"));
  setWindowTitle(tr("Save image"));
  for (const ViewId view : {ViewId::Surface, ViewId::ZSlice, ViewId::YSlice, ViewId::XSlice})
    m_view->addItem(viewName(view), static_cast<int>(view));
  for (int scale = 1; scale <= kLargestScale; ++scale)
    m_scale->addItem(scale == 1 ? tr("As the view") : tr("%1 times the view").arg(scale), scale);
  m_scale->addItem(tr("As typed"), 0);
  m_dots->setRange(36, 2400);
  m_dots->setDecimals(0);
  m_dots->setValue(300);
  for (QCheckBox* box : {m_scaleBar, m_colourBar, m_level}) box->setChecked(true);

  auto* form = new QFormLayout(this);
  form->addRow(tr("Vie&w"), m_view);
  form->addRow(tr("&Size"), m_scale);
  form->addRow(tr("Pixels"), createEdges());
  form->addRow(tr("Pixels per &inch"), m_dots);
  form->addRow(QString(), m_note);
  for (QCheckBox* box : {m_seeThrough, m_scaleBar, m_colourBar, m_level, m_marker}) form->addRow(box);
  form->addRow(createButtons());
  giveNames();

  connect(m_view, &QComboBox::activated, this, [this] { setView(view()); });
  connect(m_scale, &QComboBox::activated, this, &PhotoDialog::scaleChosen);
  connect(m_dots, &QDoubleSpinBox::valueChanged, this, &PhotoDialog::showSize);
  m_scale->setCurrentIndex(1);
  scaleChosen();
  setBusy(false);
}

QString PhotoDialog::viewName(ViewId view) {
  if (view == ViewId::Surface) return tr("Surface");
  return tr("%1 slice").arg(QLatin1Char("XYZ"[axisOf(view)]));
}

QLayout* PhotoDialog::createEdges() {
  auto* edges = new QHBoxLayout;
  for (QSpinBox* edge : {m_width, m_height}) {
    edge->setRange(16, PhotoWish::kLongestEdge);
    edge->setSuffix(tr(" px"));
    connect(edge, &QSpinBox::valueChanged, this, &PhotoDialog::sizeTyped);
    edges->addWidget(edge);
    if (edge == m_width) edges->addWidget(new QLabel(QStringLiteral("\u00d7")));
  }
  edges->addStretch(1);
  return edges;
}

QDialogButtonBox* PhotoDialog::createButtons() {
  auto* buttons = new QDialogButtonBox;
  m_save = buttons->addButton(tr("Sa&ve ..."), QDialogButtonBox::ActionRole);
  m_copy = buttons->addButton(tr("C&opy"), QDialogButtonBox::ActionRole);
  m_stop = buttons->addButton(tr("Stop"), QDialogButtonBox::ActionRole);
  m_close = buttons->addButton(QDialogButtonBox::Close);
  m_save->setDefault(true);
  connect(m_save, &QPushButton::clicked, this, &PhotoDialog::saveRequested);
  connect(m_copy, &QPushButton::clicked, this, &PhotoDialog::copyRequested);
  connect(m_stop, &QPushButton::clicked, this, &PhotoDialog::stopRequested);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(new QShortcut(QKeySequence(Qt::Key_F1), this), &QShortcut::activated, this, &PhotoDialog::helpRequested);
  return buttons;
}

void PhotoDialog::giveNames() {
  const auto name = [](QWidget* widget, const char* objectName, const QString& accessible) {
    widget->setObjectName(QLatin1String(objectName));
    widget->setAccessibleName(accessible);
  };
  name(m_view, "photoView", tr("View the image is of"));
  name(m_scale, "photoScale", tr("Size of the image"));
  name(m_width, "photoWidth", tr("Width in pixels"));
  name(m_height, "photoHeight", tr("Height in pixels"));
  name(m_dots, "photoDots", tr("Pixels per inch on paper"));
  name(m_seeThrough, "photoSeeThrough", tr("Transparent background"));
  name(m_scaleBar, "photoScaleBar", tr("With scale bar"));
  name(m_colourBar, "photoColourBar", tr("With colour bar"));
  name(m_level, "photoLevel", tr("With the level"));
  name(m_marker, "photoMarker", tr("With the slices' crosshair"));
  name(m_note, "photoNote", tr("Size on paper"));
  name(m_save, "photoSave", tr("Save the image"));
  name(m_copy, "photoCopy", tr("Copy the image"));
  name(m_stop, "photoStop", tr("Stop making the image"));
  name(m_close, "photoClose", tr("Close"));
}

void PhotoDialog::setView(ViewId view) {
  m_view->setCurrentIndex(m_view->findData(static_cast<int>(view)));
  const bool isSurface = view == ViewId::Surface;
  m_level->setText(isSurface ? tr("&Level") : tr("Place and &level"));
  m_level->setAccessibleName(isSurface ? tr("With the level") : tr("With the slice's place and the level"));
  emit viewChosen(view);
}

ViewId PhotoDialog::view() const { return static_cast<ViewId>(m_view->currentData().toInt()); }

void PhotoDialog::setViewPixels(QSize pixels) {
  m_viewPixels = pixels;
  if (m_scale->currentData().toInt() > 0) scaleChosen();
}

void PhotoDialog::setHasColours(bool hasColours) { m_colourBar->setEnabled(hasColours); }

void PhotoDialog::setCanMake(bool can) {
  m_canMake = can;
  showSize();
}

void PhotoDialog::scaleChosen() {
  const int scale = m_scale->currentData().toInt();
  if (scale > 0) {
    const QSignalBlocker quietWidth(m_width), quietHeight(m_height);
    m_width->setValue(m_viewPixels.width() * scale);
    m_height->setValue(m_viewPixels.height() * scale);
  }
  showSize();
}

void PhotoDialog::sizeTyped() {
  m_scale->setCurrentIndex(m_scale->count() - 1);
  showSize();
}

void PhotoDialog::showSize() {
  constexpr double kCentimetresPerInch = 2.54;
  const auto centimetres = [this](int pixels) {
    return QString::number(pixels / m_dots->value() * kCentimetresPerInch, 'f', 1);
  };
  const bool isTooMuch = std::int64_t{m_width->value()} * m_height->value() > PhotoWish::kMostPixels;
  m_note->setText(isTooMuch
                      ? tr("Too many pixels: at most %1 million.").arg(PhotoWish::kMostPixels / 1'000'000)
                      : tr("%1 x %2 cm on paper").arg(centimetres(m_width->value()), centimetres(m_height->value())));
  const bool isReady = m_canMake && !isTooMuch && !m_stop->isEnabled();
  m_save->setEnabled(isReady);
  m_copy->setEnabled(isReady);
}

PhotoWish PhotoDialog::wish() const {
  PhotoWish wish;
  wish.pixels = {m_width->value(), m_height->value()};
  wish.dotsPerInch = m_dots->value();
  wish.seeThrough = m_seeThrough->isChecked();
  wish.scaleBar = m_scaleBar->isChecked();
  wish.colourBar = m_colourBar->isChecked();
  wish.levelText = m_level->isChecked();
  wish.marker = m_marker->isChecked();
  return wish;
}

void PhotoDialog::setBusy(bool busy) {
  m_stop->setEnabled(busy);
  showSize();
}

}  // namespace vitrine::ui
