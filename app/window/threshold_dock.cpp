#include "app/window/threshold_dock.hpp"

#include "app/window/number_box.hpp"
#include "core/base/number_text.hpp"
#include "core/report/level_plots.hpp"
#include "widgets/plot/plot_panel.hpp"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

namespace vitrine::ui {
namespace {

const QString kAbsent = QStringLiteral("\u2013");

QString count(double value) {
  return value < 1e15 ? QString::fromStdString(countText(static_cast<std::int64_t>(value + 0.5)))
                      : QString::fromStdString(generalText(value, 4));
}

QString amount(const std::optional<double>& value, const QString& unit) {
  if (!value) return kAbsent;
  const std::string number =
      *value >= 1e4 && *value < 1e9 ? countText(static_cast<std::int64_t>(*value + 0.5)) : generalText(*value, 4);
  return QString::fromStdString(number) + unit;
}

}  // namespace

ThresholdDock::ThresholdDock(QWidget* parent) : QWidget(parent) {
  m_histogram = new PlotPanel;
  m_histogram->setObjectName(QStringLiteral("histogram"));
  m_histogram->setAccessibleName(tr("Density histogram; arrow keys move the contour level"));
  m_mass = new PlotPanel;
  m_mass->setObjectName(QStringLiteral("massPlot"));
  m_mass->setAccessibleName(tr("Mass at threshold; arrow keys move the contour level"));
  m_plots = new QTabWidget;
  m_plots->setDocumentMode(true);
  m_plots->tabBar()->setAccessibleName(tr("Plots of the threshold"));
  m_plots->addTab(m_histogram, tr("Histogram"));
  m_plots->addTab(m_mass, tr("Mass"));
  for (PlotPanel* panel : {m_histogram, m_mass}) {
    connect(panel, &PlotPanel::levelDragged, this, [this](double level, bool finished) {
      setLevel(level);
      emit levelChosen(level, finished);
    });
    connect(panel, &PlotPanel::saveRequested, this,
            [this, panel](const QString& suffix) { emit savePlotRequested(panel, suffix); });
  }

  m_box = new NumberBox;
  m_box->setObjectName(QStringLiteral("level"));
  m_box->setAccessibleName(tr("Contour level in map units"));
  m_box->setToolTip(tr("Contour level in map units. [ and ] step it from anywhere in the window."));
  connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double level) {
    setLevel(level);
    emit levelChosen(level, true);
  });
  m_suggest = new QToolButton;
  m_suggest->setText(tr("Suggest"));
  m_suggest->setPopupMode(QToolButton::InstantPopup);
  m_suggest->setAccessibleName(tr("Suggest a contour level"));
  auto* menu = new QMenu(m_suggest);
  m_useRecommended = menu->addAction(tr("As given for this map"), this, [this] {
    if (!m_recommended) return;
    setLevel(*m_recommended);
    emit levelChosen(*m_recommended, true);
  });
  menu->addAction(tr("1 % of the voxels"), this, [this] { suggest(0.01); });
  menu->addAction(tr("2 % of the voxels"), this, [this] { suggest(0.02); });
  menu->addAction(tr("0.5 % of the voxels"), this, [this] { suggest(0.005); });
  m_suggest->setMenu(menu);

  auto* numbers = new QWidget;
  numbers->setMinimumWidth(190);
  auto* form = new QFormLayout(numbers);
  form->setContentsMargins(4, 4, 8, 4);
  form->setVerticalSpacing(3);
  auto* levelRow = new QHBoxLayout;
  levelRow->addWidget(m_box, 1);
  levelRow->addWidget(m_suggest);
  form->addRow(tr("Level"), levelRow);
  const auto addNumber = [&](const QString& name, const QString& objectName) {
    auto* label = new QLabel(kAbsent);
    label->setObjectName(objectName);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // The widest text must not push the histogram about while dragging.
    label->setMinimumWidth(label->fontMetrics().horizontalAdvance(QStringLiteral("00 000 000 000")));
    form->addRow(name, label);
    return label;
  };
  m_sigma = addNumber(tr("Sigma"), QStringLiteral("sigma"));
  m_percentile = addNumber(tr("Percentile"), QStringLiteral("percentile"));
  m_voxels = addNumber(tr("Voxels"), QStringLiteral("voxels"));
  m_volume = addNumber(tr("Volume"), QStringLiteral("volume"));
  m_massText = addNumber(tr("Mass"), QStringLiteral("mass"));
  m_residues = addNumber(tr("Residues"), QStringLiteral("residues"));
  m_massText->setToolTip(tr("If all of the enclosed volume were protein (1.207 \u00c5\u00b3 per dalton)."));
  m_residues->setToolTip(tr("Of 110 daltons each."));

  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(4, 2, 4, 4);
  layout->addWidget(m_plots, 1);
  layout->addWidget(numbers);
  showNothing();
}

void ThresholdDock::setMap(std::shared_ptr<const ThresholdTable> table, const MapStatistics& statistics,
                           const Grid& grid, double level, std::optional<double> recommended) {
  m_table = std::move(table);
  m_statistics = statistics;
  m_grid = grid;
  m_recommended = recommended;
  m_level.reset();
  m_box->setSpan(statistics.mean, statistics.maximum);
  m_histogram->setPlot(densityHistogram(*m_table, level));
  m_mass->setPlot(massAtThreshold(*m_table, grid, level));
  setEnabled(true);
  setLevel(level);
}

void ThresholdDock::setMapWithoutTable(const MapStatistics& statistics, double level) {
  showNothing();
  m_statistics = statistics;
  m_box->setSpan(statistics.mean, statistics.maximum);
  m_histogram->clear(tr("No histogram: see the map's problems under Data."));
  m_mass->clear(tr("No curve: see the map's problems under Data."));
  setEnabled(true);
  setLevel(level);
}

void ThresholdDock::showNothing() {
  m_table.reset();
  m_level.reset();
  m_recommended.reset();
  m_enclosed = {};
  m_histogram->clear(tr("No map"));
  m_mass->clear(tr("No map"));
  for (QLabel* label : {m_sigma, m_percentile, m_voxels, m_volume, m_massText, m_residues}) label->setText(kAbsent);
  setEnabled(false);
}

void ThresholdDock::setLevel(double level) {
  if (m_level == level) return;
  m_level = level;
  m_box->show(level);
  m_histogram->setContourLevel(level);
  m_mass->setContourLevel(level);
  m_useRecommended->setEnabled(m_recommended.has_value());
  showNumbers();
}

void ThresholdDock::showNumbers() {
  if (m_table == nullptr) {
    m_enclosed = {};
    m_enclosed.level = *m_level;
    if (m_statistics.rms > 0) m_enclosed.sigma = (*m_level - m_statistics.mean) / m_statistics.rms;
    m_sigma->setText(QString::fromStdString(fixedText(m_enclosed.sigma, 2)));
    return;
  }
  m_enclosed = enclosedAt(*m_table, m_statistics, m_grid, *m_level);
  m_sigma->setText(QString::fromStdString(fixedText(m_enclosed.sigma, 2)));
  m_percentile->setText(QString::fromStdString(fixedText(m_enclosed.percentile, 3)) + QStringLiteral(" %"));
  m_voxels->setText(count(m_enclosed.voxels));
  m_volume->setText(amount(m_enclosed.volumeA3, QStringLiteral(" \u00c5\u00b3")));
  m_massText->setText(amount(m_enclosed.massKDa, QStringLiteral(" kDa")));
  m_residues->setText(m_enclosed.residues ? count(*m_enclosed.residues) : kAbsent);
}

double ThresholdDock::step() const {
  return m_level ? std::max(m_statistics.maximum - m_statistics.mean, 0.0) / 200 : 0;
}

QString ThresholdDock::levelText() const {
  if (!m_level) return {};
  return tr("level %1  (%2 sigma)")
      .arg(QString::fromStdString(generalText(*m_level, 4)), QString::fromStdString(fixedText(m_enclosed.sigma, 1)));
}

void ThresholdDock::suggest(double fraction) {
  if (m_table == nullptr) return;
  const double level = m_table->levelEnclosing(fraction);
  setLevel(level);
  emit levelChosen(level, true);
}

}  // namespace vitrine::ui
