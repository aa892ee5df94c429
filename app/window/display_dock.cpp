#include "app/window/display_dock.hpp"

#include "app/window/colouring.hpp"
#include "app/window/dock_scroll.hpp"
#include "app/window/number_box.hpp"
#include "core/base/number_text.hpp"
#include "widgets/theme/value_colours.hpp"

#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSlider>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::ui {
namespace {

enum Column { NameColumn, SlicesColumn, SurfaceColumn };

QString number(double value) { return QString::fromStdString(generalText(value, 4)); }

}  // namespace

ColourRamp::ColourRamp(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("colourRamp"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  showNothing();
}

void ColourRamp::show(ColorMap colours, const QString& low, const QString& high) {
  m_colours = colours;
  m_low = low;
  m_high = high;
  m_hasScale = true;
  setAccessibleName(tr("Colour bar"));
  setAccessibleDescription(tr("%1 from %2 to %3").arg(colorMapName(colours), low, high));
  update();
}

void ColourRamp::showNothing() {
  m_hasScale = false;
  setAccessibleName(tr("Colour bar"));
  setAccessibleDescription(tr("No colours are shown"));
  update();
}

QSize ColourRamp::sizeHint() const { return {140, 2 * fontMetrics().height() + 4}; }

void ColourRamp::paintEvent(QPaintEvent*) {
  if (!m_hasScale) return;
  QPainter painter(this);
  const QRectF bar(0.5, 0.5, width() - 1, height() - fontMetrics().height() - 3);
  paintColourRamp(painter, bar, m_colours, Qt::Horizontal);
  painter.setPen(palette().color(QPalette::Mid));
  painter.drawRect(bar);
  painter.setPen(palette().color(QPalette::WindowText));
  const QRectF texts(0, bar.bottom() + 1, width(), fontMetrics().height());
  painter.drawText(texts, Qt::AlignLeft, m_low);
  painter.drawText(texts, Qt::AlignRight, m_high);
}

DisplayDock::DisplayDock(Colouring* colouring, QWidget* parent) : QWidget(parent), m_colouring(colouring) {
  m_table = new QTableWidget(0, 3);
  m_table->setObjectName(QStringLiteral("displaySources"));
  m_table->setAccessibleName(tr("Volumes to colour by"));
  m_table->setAccessibleDescription(
      tr("Arrow keys choose a volume and a view, the space bar shows or hides the volume there."));
  m_table->setHorizontalHeaderLabels({tr("Colour by"), tr("Slices"), tr("Surface")});
  m_table->horizontalHeader()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
  for (const int column : {SlicesColumn, SurfaceColumn})
    m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
  m_table->verticalHeader()->hide();
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setTabKeyNavigation(false);  // Tab leaves the table
  m_table->setShowGrid(false);
  m_table->setMinimumHeight(90);
  m_table->setWhatsThis(
      tr("Every volume a finished check gives out, your mask, the difference of the half maps, and maps you open here. "
         "Slices show any number of masks and one volume of values; the surface takes the colours of one volume."));
  connect(m_table, &QTableWidget::itemChanged, this, &DisplayDock::readTick);
  connect(m_table, &QTableWidget::currentItemChanged, this, &DisplayDock::showScale);

  m_open = new QPushButton(tr("Open map for colouring..."));
  m_open->setObjectName(QStringLiteral("openColouring"));
  m_open->setAccessibleName(tr("Open a map of another program to colour by"));
  m_open->setToolTip(tr("A local-resolution map, a mask or any other map of the same box"));
  connect(m_open, &QPushButton::clicked, this, &DisplayDock::openRequested);

  m_working = new QLabel;
  m_progress = new QProgressBar;
  m_progress->setAccessibleName(tr("Progress of making the volume"));
  m_progress->setMaximumHeight(fontMetrics().height() + 4);
  auto* stop = new QToolButton;
  stop->setObjectName(QStringLiteral("stopColouring"));
  stop->setText(tr("Stop"));
  stop->setAccessibleName(tr("Stop making the volume"));
  connect(stop, &QToolButton::clicked, m_colouring->catalogue(), &OverlayCatalogue::stop);
  m_work = new QWidget;
  auto* working = new QHBoxLayout(m_work);
  working->setContentsMargins(0, 0, 0, 0);
  working->addWidget(m_working);
  working->addWidget(m_progress, 1);
  working->addWidget(stop);

  auto* content = new QWidget;
  auto* layout = m_content = new QVBoxLayout(content);
  layout->setContentsMargins(6, 4, 6, 6);
  layout->setSpacing(5);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_work);
  layout->addWidget(m_open);
  layout->addWidget(buildScale());
  layout->addWidget(buildStyle());
  auto* scroll = new DockScroll;
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setAccessibleName(tr("Display"));
  scroll->setWidget(content);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(scroll);

  connect(m_colouring->catalogue(), &OverlayCatalogue::sourcesChanged, this, &DisplayDock::fill);
  // What was just opened is what its user goes on to choose colours for.
  connect(m_colouring->catalogue(), &OverlayCatalogue::added, this, &DisplayDock::select);
  connect(m_colouring->catalogue(), &OverlayCatalogue::progressed, this, [this](const QString&, double fraction) {
    m_progress->setRange(0, 100);
    m_progress->setValue(static_cast<int>(100 * fraction));
  });
  connect(m_colouring, &Colouring::changed, this, &DisplayDock::showStates);
  fill();
}

void DisplayDock::addPanel(QWidget* panel) { m_content->insertWidget(m_content->indexOf(m_scale), panel); }

QWidget* DisplayDock::buildScale() {
  m_scale = new QWidget;
  auto* form = new QFormLayout(m_scale);
  form->setContentsMargins(0, 0, 0, 0);
  form->setVerticalSpacing(4);
  m_scaleTitle = new QLabel;
  m_scaleTitle->setObjectName(QStringLiteral("scaleTitle"));
  m_scaleTitle->setWordWrap(true);
  form->addRow(m_scaleTitle);
  m_ramp = new ColourRamp;
  form->addRow(m_ramp);
  m_palette = new QComboBox;
  m_palette->setObjectName(QStringLiteral("palette"));
  m_palette->setAccessibleName(tr("Palette"));
  m_palette->setToolTip(tr("The same colours in slices, surface, colour bars and saved pictures"));
  for (const ColorMap map : kColorMaps) {
    QString name = colorMapName(map);
    if (map == ColorMap::Classic) name = tr("%1 (hard to tell apart)").arg(name);
    m_palette->addItem(name, static_cast<int>(map));
  }
  connect(m_palette, &QComboBox::activated, this, &DisplayDock::editScale);
  form->addRow(tr("&Palette"), m_palette);
  m_low = new NumberBox;
  m_low->setObjectName(QStringLiteral("scaleLow"));
  m_low->setAccessibleName(tr("Value at the lower end of the colours"));
  m_high = new NumberBox;
  m_high->setObjectName(QStringLiteral("scaleHigh"));
  m_high->setAccessibleName(tr("Value at the upper end of the colours"));
  for (NumberBox* box : {m_low, m_high}) {
    box->setToolTip(tr("Values beyond take the colour of the end"));
    connect(box, &QDoubleSpinBox::valueChanged, this, &DisplayDock::editScale);
  }
  form->addRow(tr("&From"), m_low);
  form->addRow(tr("&to"), m_high);
  m_round = new QPushButton(tr("Round"));
  m_round->setObjectName(QStringLiteral("roundLimits"));
  m_round->setAccessibleName(tr("Round the limits"));
  m_round->setToolTip(tr("Widens the limits to round numbers: 3.27 to 6.81 becomes 3 to 7"));
  m_reset = new QPushButton(tr("Reset"));
  m_reset->setObjectName(QStringLiteral("resetScale"));
  m_reset->setAccessibleName(tr("Reset palette and limits"));
  m_reset->setToolTip(tr("Limits back to the 2nd and 98th percentile of the values"));
  connect(m_round, &QPushButton::clicked, this, [this] {
    const auto now = m_colouring->limits(selectedId());
    if (!now) return;
    const Colouring::Limits wanted = rounded(*now);
    ColourScale scale = m_colouring->scale(selectedId());
    scale.low = wanted.low;
    scale.high = wanted.high;
    m_colouring->setScale(selectedId(), scale);
  });
  connect(m_reset, &QPushButton::clicked, this, [this] {
    QMap<QString, ColourScale> scales = m_colouring->scales();
    scales.remove(selectedId());
    m_colouring->setScales(scales);
  });
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_round);
  buttons->addWidget(m_reset);
  form->addRow(buttons);
  return m_scale;
}

QWidget* DisplayDock::buildStyle() {
  auto* style = new QWidget;
  auto* form = new QFormLayout(style);
  form->setContentsMargins(0, 0, 0, 0);
  form->setVerticalSpacing(4);
  m_opacity = new QSlider(Qt::Horizontal);
  m_opacity->setObjectName(QStringLiteral("overlayOpacity"));
  m_opacity->setRange(0, 100);
  m_opacity->setPageStep(10);
  m_opacity->setAccessibleName(tr("Strength of the colours over the slices in percent"));
  m_opacity->setToolTip(tr("How strongly colours cover the grey of the slices"));
  connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) { m_colouring->setOpacity(percent / 100.0); });
  form->addRow(tr("&Strength"), m_opacity);
  m_maskStyle = new QComboBox;
  m_maskStyle->setObjectName(QStringLiteral("maskStyle"));
  m_maskStyle->setAccessibleName(tr("How masks are drawn on the slices"));
  m_maskStyle->addItems({tr("Edge"), tr("Tint")});
  connect(m_maskStyle, &QComboBox::activated, this, [this](int index) { m_colouring->setTintsMasks(index == 1); });
  form->addRow(tr("&Masks as"), m_maskStyle);
  return style;
}

int DisplayDock::rowOf(const QString& id) const {
  for (int row = 0; row < m_table->rowCount(); ++row)
    if (m_table->item(row, NameColumn)->data(Qt::UserRole).toString() == id) return row;
  return -1;
}

QString DisplayDock::selectedId() const {
  const int row = m_table->currentRow();
  return row < 0 ? QString() : m_table->item(row, NameColumn)->data(Qt::UserRole).toString();
}

void DisplayDock::select(const QString& id) {
  if (const int row = rowOf(id); row >= 0) m_table->setCurrentCell(row, NameColumn);
}

void DisplayDock::fill() {
  const QString selected = selectedId();
  {
    const QScopedValueRollback filling(m_isFilling, true);
    const std::vector<OverlaySource> sources = m_colouring->catalogue()->sources();
    m_table->setRowCount(static_cast<int>(sources.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
      const OverlaySource& source = sources[static_cast<std::size_t>(row)];
      const QString check = source.id.section(QLatin1Char('/'), 0, 0);
      const bool isOfCheck = check != QStringLiteral("input") && check != QStringLiteral("file") &&
                             source.id != OverlayCatalogue::selectionId();
      QString text = titleWithUnit(source);
      if (isOfCheck) text = QStringLiteral("%1  %2").arg(check, text);
      auto* name = new QTableWidgetItem(text);
      name->setData(Qt::UserRole, source.id);
      QString tip = text;
      if (check == QStringLiteral("file")) tip = source.id.section(QLatin1Char('/'), 1);
      if (!source.note.isEmpty()) tip += QStringLiteral("\n") + source.note;
      name->setToolTip(tip);
      name->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
      if (source.isMask) {
        QPixmap ink(12, 12);
        ink.fill(m_colouring->maskInk(source.id));
        name->setIcon(ink);
      }
      m_table->setItem(row, NameColumn, name);
      for (const int column : {SlicesColumn, SurfaceColumn}) {
        auto* tick = new QTableWidgetItem;
        const bool offers = column == SlicesColumn || !source.isMask;
        tick->setFlags(offers ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::NoItemFlags);
        if (offers) tick->setCheckState(Qt::Unchecked);
        m_table->setItem(row, column, tick);
      }
    }
  }
  select(selected);
  showStates();
}

void DisplayDock::showStates() {
  const QScopedValueRollback filling(m_isFilling, true);
  OverlayCatalogue& catalogue = *m_colouring->catalogue();
  QString working;
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const QTableWidgetItem* name = m_table->item(row, NameColumn);
    const QString id = name->data(Qt::UserRole).toString();
    const auto tick = [&](int column, bool on, const QString& spoken) {
      QTableWidgetItem* item = m_table->item(row, column);
      if (!(item->flags() & Qt::ItemIsUserCheckable)) return;
      item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
      item->setData(Qt::AccessibleTextRole, spoken);
      item->setToolTip(spoken);
    };
    const bool onSlices = m_colouring->sliceOverlays().contains(id), onSurface = m_colouring->surfaceColour() == id;
    tick(SlicesColumn, onSlices,
         onSlices ? tr("%1, shown on the slices").arg(name->text()) : tr("%1, not on the slices").arg(name->text()));
    tick(SurfaceColumn, onSurface,
         onSurface ? tr("%1, colours the surface").arg(name->text())
                   : tr("%1, does not colour the surface").arg(name->text()));
    if (catalogue.isPending(id) && working.isEmpty()) working = name->text();
  }
  m_work->setVisible(catalogue.isMaking());
  m_working->setText(working.isEmpty() ? tr("Opening") : tr("Making"));
  m_working->setToolTip(working);
  if (!catalogue.isMaking()) m_progress->setRange(0, 0);
  m_table->setEnabled(m_table->rowCount() > 0);
  {
    const QSignalBlocker quiet(m_opacity);
    m_opacity->setValue(qRound(100 * m_colouring->opacity()));
  }
  m_maskStyle->setCurrentIndex(m_colouring->tintsMasks() ? 1 : 0);
  showScale();
}

void DisplayDock::showScale() {
  const QString id = selectedId();
  const OverlaySource* source = m_colouring->catalogue()->source(id);
  const auto limits = m_colouring->limits(id);
  const bool canEdit = source != nullptr && !source->isMask;
  m_palette->setEnabled(canEdit);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_low, m_high, m_round, m_reset})
    widget->setEnabled(canEdit && limits);
  if (!canEdit) {
    m_scaleTitle->setText(m_table->rowCount() == 0 ? tr("Run checks or open a map to have something to colour by.")
                          : source == nullptr      ? tr("Choose a volume above to see its colours.")
                                                   : tr("%1: a mask has no colours.").arg(source->title));
    m_ramp->showNothing();
    return;
  }
  m_scaleTitle->setText(tr("Colours of %1").arg(titleWithUnit(*source)));
  const ColourScale scale = m_colouring->scale(id);
  m_palette->setCurrentIndex(m_palette->findData(static_cast<int>(scale.colours)));
  m_reset->setEnabled(m_colouring->scales().contains(id));
  if (!limits) {
    m_scaleTitle->setText(tr("Colours of %1; tick it to have it made.").arg(titleWithUnit(*source)));
    m_ramp->show(scale.colours, {}, {});
    return;
  }
  m_low->show(limits->low);
  m_high->show(limits->high);
  for (NumberBox* box : {m_low, m_high}) box->setSpan(limits->low, limits->high);
  m_ramp->show(scale.colours, number(limits->low), number(limits->high));
}

void DisplayDock::readTick(QTableWidgetItem* item) {
  if (m_isFilling || !(item->flags() & Qt::ItemIsUserCheckable)) return;
  const QString id = m_table->item(item->row(), NameColumn)->data(Qt::UserRole).toString();
  const bool on = item->checkState() == Qt::Checked;
  if (item->column() == SlicesColumn)
    m_colouring->setOnSlices(id, on);
  else
    m_colouring->setSurfaceColour(on ? id : QString());
  // What is edited below is what was ticked.
  if (on && m_table->currentRow() != item->row()) m_table->setCurrentItem(item);
}

void DisplayDock::editScale() {
  const QString id = selectedId();
  const auto limits = m_colouring->limits(id);
  ColourScale scale = m_colouring->scale(id);
  scale.colours = static_cast<ColorMap>(m_palette->currentData().toInt());
  if (limits && m_low->value() < m_high->value()) {
    // The boxes round what they show: only a number that was changed is taken from them.
    if (sender() == m_low) scale.low = m_low->value();
    if (sender() == m_high) scale.high = m_high->value();
  }
  m_colouring->setScale(id, scale);
  showScale();  // an impossible number goes back
}

}  // namespace vitrine::ui
