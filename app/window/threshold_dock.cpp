#include "app/window/threshold_dock.hpp"

#include "app/window/number_box.hpp"
#include "app/window/suggest_menu.hpp"
#include "core/base/number_text.hpp"
#include "core/report/level_plots.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/plot/size_bars.hpp"
#include "widgets/theme/text.hpp"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <bit>
#include <cmath>

namespace vitrine::ui {
namespace {

const QString kAbsent = QStringLiteral("\u2013");

/// A plot of core with its fixed words in the language of the window.
CurvePlot translated(CurvePlot plot) {
  const auto translate = [](std::string& text) { text = coreText(text).toStdString(); };
  translate(plot.title);
  translate(plot.x.label);
  translate(plot.y.label);
  for (Series& series : plot.series) translate(series.label);
  for (Marker& marker : plot.markers) translate(marker.label);
  return plot;
}

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

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

NumberBox* levelBox(const QString& name, const QString& spoken, const QString& tip) {
  auto* box = new NumberBox;
  box->setObjectName(name);
  box->setAccessibleName(spoken);
  box->setToolTip(tip);
  return box;
}

/// Sizes of all components but the largest.
std::vector<std::int64_t> sizesOfRest(const LevelComponents& at) {
  std::vector<std::int64_t> counts(at.bySize.begin(), at.bySize.end());
  if (at.largest > 0) --counts[static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(at.largest)) - 1)];
  return counts;
}

}  // namespace

ThresholdDock::ThresholdDock(QWidget* parent) : QWidget(parent) {
  m_plot = new PlotPanel;
  m_plot->setObjectName(QStringLiteral("histogram"));
  connect(m_plot, &PlotPanel::levelDragged, this, [this](double level, bool finished) {
    setLevel(level);
    emit levelChosen(level, finished);
  });
  connect(m_plot, &PlotPanel::saveRequested, this,
          [this](const QString& suffix) { emit savePlotRequested(m_plot, suffix); });
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(4, 2, 4, 4);
  layout->addWidget(m_plot, 1);
  layout->addWidget(makeNumbers());
  showNothing();
}

QWidget* ThresholdDock::makeNumbers() {
  m_box = levelBox(QStringLiteral("level"), tr("Contour level in map units"),
                   tr("Contour level in map units. [ and ] step it from anywhere in the window."));
  m_sigma = levelBox(QStringLiteral("sigma"), tr("Contour level in standard deviations"),
                     tr("Level in standard deviations of the map above its mean."));
  m_sigma->setSingleStep(0.1);
  m_percentile = levelBox(QStringLiteral("percentile"), tr("Contour level as percentile of the voxels"),
                          tr("Share of the voxels that lie below the level."));
  m_percentile->setRange(0, 100);
  m_percentile->setSingleStep(0.1);
  m_percentile->setSuffix(QStringLiteral(" %"));
  connect(m_box, &QDoubleSpinBox::valueChanged, this, qOverload<double>(&ThresholdDock::choose));
  connect(m_sigma, &QDoubleSpinBox::valueChanged, this,
          [this](double sigma) { choose(m_statistics.mean + sigma * m_statistics.rms); });
  connect(m_percentile, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
    constexpr double kNone = 1e-9;  // of the voxels: the highest and lowest levels themselves
    if (m_table != nullptr) choose(m_table->levelEnclosing(std::clamp(1 - percent / 100, kNone, 1 - kNone)));
  });

  m_menu = new SuggestMenu(this);
  m_suggest = new QPushButton;  // a tool button draws the menu's arrow over its text
  m_suggest->setObjectName(QStringLiteral("suggest"));
  m_suggest->setText(tr("Suggest"));
  m_suggest->setAccessibleName(tr("Suggest a contour level"));
  m_suggest->setToolTip(tr("Levels with a name and a reason, or by a mass or a share you give"));
  m_suggest->setMenu(m_menu);
  connect(m_menu, &SuggestMenu::chosen, this, [this](const SuggestedLevel& level) { choose(level, {}); });
  connect(m_menu, &SuggestMenu::massAsked, this, [this](double massKDa) {
    if (m_table == nullptr) return;
    choose(levelOfMass(*m_table, m_grid, massKDa),
           tr("No level encloses %1 kDa.").arg(QString::fromStdString(generalText(massKDa, 6))));
  });
  connect(m_menu, &SuggestMenu::shareAsked, this, [this](double share) {
    if (m_table == nullptr || m_tree == nullptr) return;
    choose(levelOfLargestShare(*m_tree, *m_table, share),
           tr("At no level above the noise the largest component holds %1 %.")
               .arg(QString::fromStdString(generalText(100 * share, 4))));
  });
  connect(m_menu, &QMenu::aboutToShow, this, [this] {
    if (m_enclosed.massKDa) m_menu->setMass(*m_enclosed.massKDa);
  });

  auto* numbers = new QWidget;
  numbers->setMinimumWidth(
      fontMetrics().horizontalAdvance(QStringLiteral("Components 00 000 000 Residues 00 000 000 k")));
  auto* column = new QVBoxLayout(numbers);
  column->setContentsMargins(4, 4, 4, 2);
  column->setSpacing(3);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(6);
  grid->setVerticalSpacing(3);
  grid->addWidget(new QLabel(tr("Level")), 0, 0);
  grid->addWidget(m_box, 0, 1);
  grid->addWidget(m_suggest, 0, 2, 1, 2);
  grid->addWidget(new QLabel(tr("Sigma")), 1, 0);
  grid->addWidget(m_sigma, 1, 1);
  grid->addWidget(new QLabel(tr("Percentile")), 1, 2);
  grid->addWidget(m_percentile, 1, 3);
  const auto addNumber = [&](int row, int place, const QString& name, const QString& objectName, const QString& tip) {
    auto* title = new QLabel(name);
    auto* label = new QLabel(kAbsent);
    label->setObjectName(objectName);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel* one : {title, label}) one->setToolTip(tip);
    // The widest text must not push the plot about while dragging.
    label->setMinimumWidth(label->fontMetrics().horizontalAdvance(QStringLiteral("000 000 000")));
    grid->addWidget(title, row, 2 * place);
    grid->addWidget(label, row, 2 * place + 1);
    return label;
  };
  m_count = addNumber(2, 0, tr("Components"), QStringLiteral("components"),
                      tr("Connected parts (26 neighbours) of what lies at or above the level."));
  m_share = addNumber(2, 1, tr("Largest"), QStringLiteral("largestShare"),
                      tr("Share of the largest component in the voxels enclosed."));
  m_volume = addNumber(3, 0, tr("Volume"), QStringLiteral("volume"), tr("Of all voxels at or above the level."));
  m_voxels = addNumber(3, 1, tr("Voxels"), QStringLiteral("voxels"), tr("At or above the level."));
  m_massText = addNumber(4, 0, tr("Mass"), QStringLiteral("mass"),
                         tr("If all of the enclosed volume were protein (1.207 \u00c5\u00b3 per dalton)."));
  m_residues = addNumber(4, 1, tr("Residues"), QStringLiteral("residues"), tr("Of 110 daltons each."));
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(3, 1);
  column->addLayout(grid);

  m_reason = new QLabel;
  m_reason->setObjectName(QStringLiteral("suggestionReason"));
  m_reason->setWordWrap(true);
  m_reason->setTextFormat(Qt::PlainText);
  m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(m_reason);
  auto* treeRow = new QHBoxLayout;
  m_rest = new QLabel;
  m_rest->setObjectName(QStringLiteral("restText"));
  m_rest->setWordWrap(true);
  m_treeButton = new QToolButton;
  m_treeButton->setObjectName(QStringLiteral("treeButton"));
  connect(m_treeButton, &QToolButton::clicked, this, [this] {
    if (m_isBuilding)
      emit stopTreeRequested();
    else
      emit buildTreeRequested();
  });
  treeRow->addWidget(m_rest, 1);
  treeRow->addWidget(m_treeButton, 0, Qt::AlignTop);
  column->addLayout(treeRow);
  m_bars = new SizeBars;
  m_bars->setObjectName(QStringLiteral("sizeBars"));
  m_bars->setAccessibleName(tr("Sizes of the components but the largest"));
  column->addWidget(m_bars, 1);
  column->addStretch(0);
  return numbers;
}

void ThresholdDock::setMap(std::shared_ptr<const ThresholdTable> table, const MapStatistics& statistics,
                           const Grid& grid, double level, const std::vector<SuggestedLevel>& suggestions) {
  m_table = std::move(table);
  m_tree.reset();
  m_statistics = statistics;
  m_grid = grid;
  m_level.reset();
  m_box->setSpan(statistics.mean, statistics.maximum);
  m_menu->setLevels(suggestions);
  m_menu->setCanAskMass(grid.hasVoxelSize());
  setEnabled(true);
  setTreeProgress(0);
  setLevel(level);
  showPlot();
}

void ThresholdDock::setMapWithoutTable(const MapStatistics& statistics, double level) {
  showNothing();
  m_statistics = statistics;
  m_box->setSpan(statistics.mean, statistics.maximum);
  m_plot->clear(tr("No histogram: see the map's problems under Data."));
  setEnabled(true);
  m_suggest->setEnabled(false);
  m_percentile->setEnabled(false);
  setLevel(level);
}

void ThresholdDock::showNothing() {
  m_table.reset();
  m_tree.reset();
  m_level.reset();
  m_suggested.reset();
  m_components.reset();
  m_enclosed = {};
  m_menu->setLevels({});
  m_plot->clear(tr("No map"));
  for (QLabel* label : {m_count, m_share, m_voxels, m_volume, m_massText, m_residues}) label->setText(kAbsent);
  m_reason->hide();
  m_bars->setCounts({}, {});
  m_rest->clear();
  m_treeButton->hide();
  m_suggest->setEnabled(true);
  m_percentile->setEnabled(true);
  setEnabled(false);
}

void ThresholdDock::showPlot() {
  if (m_table == nullptr || !m_level) return;
  m_plot->setPlot(translated(levelExplorer(*m_table, m_grid, m_tree.get(), *m_level)));
  m_plot->setAccessibleName(tr("Density histogram, mass and components; arrow keys move the contour level"));
}

void ThresholdDock::setTree(std::shared_ptr<const ComponentTree> tree, const std::vector<SuggestedLevel>& suggestions) {
  m_tree = std::move(tree);
  m_menu->setLevels(suggestions);
  m_menu->setTreeMissing({});
  setTreeText({}, false);
  showPlot();
  if (m_level) showComponents();
}

void ThresholdDock::setTreeProgress(double fraction) {
  if (m_tree != nullptr || m_table == nullptr) return;
  const QString text = tr("component tree is being built (%1 %)").arg(static_cast<int>(100 * fraction));
  m_menu->setTreeMissing(text);
  setTreeText(text, true);
}

void ThresholdDock::setTreeMissing(const QString& why) {
  if (m_tree != nullptr || m_table == nullptr) return;
  m_menu->setTreeMissing(tr("no component tree"));
  setTreeText(why, false);
}

/// What stands in the place of the sizes. @param text  empty: the sizes themselves
void ThresholdDock::setTreeText(const QString& text, bool isBuilding) {
  m_isBuilding = isBuilding;
  m_bars->setVisible(text.isEmpty());
  m_rest->setText(text.isEmpty() ? text : text.at(0).toUpper() + text.mid(1));
  m_treeButton->setVisible(!text.isEmpty());
  m_treeButton->setText(isBuilding ? tr("Stop") : tr("Build"));
  m_treeButton->setAccessibleName(isBuilding ? tr("Stop building the component tree") : tr("Build the component tree"));
}

void ThresholdDock::setLevel(double level) {
  if (m_level == level) return;
  m_level = level;
  m_box->show(level);
  m_plot->setContourLevel(level);
  if (m_suggested != level) m_reason->hide();
  showNumbers();
}

/// What the user means.
void ThresholdDock::choose(double level) {
  setLevel(level);
  emit levelChosen(level, true);
}

void ThresholdDock::choose(const std::optional<SuggestedLevel>& found, const QString& otherwise) {
  QString text = otherwise;
  if (found) {
    m_suggested = found->level;
    text = QStringLiteral("%1: %2. %3")
               .arg(coreText(found->name), QString::fromStdString(generalText(found->level, 5)),
                    displayText(found->reason));
    choose(found->level);
  }
  m_reason->setText(text);
  m_reason->setToolTip(text);
  m_reason->show();
}

void ThresholdDock::showNumbers() {
  if (m_table == nullptr) {
    m_enclosed = {};
    m_enclosed.level = *m_level;
    if (m_statistics.rms > 0) m_enclosed.sigma = (*m_level - m_statistics.mean) / m_statistics.rms;
    m_sigma->show(rounded(m_enclosed.sigma, 1e3));
    return;
  }
  m_enclosed = enclosedAt(*m_table, m_statistics, m_grid, *m_level);
  m_sigma->show(rounded(m_enclosed.sigma, 1e3));
  m_percentile->show(rounded(m_enclosed.percentile, 1e4));
  m_voxels->setText(count(m_enclosed.voxels));
  m_volume->setText(amount(m_enclosed.volumeA3, QStringLiteral(" \u00c5\u00b3")));
  m_massText->setText(amount(m_enclosed.massKDa, QStringLiteral(" kDa")));
  m_residues->setText(m_enclosed.residues ? count(*m_enclosed.residues) : kAbsent);
  showComponents();
}

void ThresholdDock::showComponents() {
  m_components.reset();
  if (m_tree == nullptr) {
    m_count->setText(kAbsent);
    m_share->setText(kAbsent);
    return;
  }
  const LevelComponents& at = m_components.emplace(m_tree->at(*m_level));
  m_count->setText(count(static_cast<double>(at.components)));
  m_share->setText(at.voxels > 0 ? QString::fromStdString(fixedText(100 * at.largestShare(), 2)) + QStringLiteral(" %")
                                 : kAbsent);
  const std::int64_t rest = at.components - 1;
  m_rest->setText(rest <= 0 ? tr("Nothing but the largest component")
                            : tr("The other %1, by size in voxels:").arg(count(static_cast<double>(rest))));
  m_bars->setCounts(sizesOfRest(at), tr("voxels"));
  m_bars->setToolTip(m_bars->text());
}

double ThresholdDock::step() const {
  return m_level ? std::max(m_statistics.maximum - m_statistics.mean, 0.0) / 200 : 0;
}

QString ThresholdDock::levelText() const {
  if (!m_level) return {};
  return tr("level %1  (%2 sigma)")
      .arg(QString::fromStdString(generalText(*m_level, 4)), QString::fromStdString(fixedText(m_enclosed.sigma, 1)));
}

}  // namespace vitrine::ui
