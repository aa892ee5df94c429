#include "app/window/local_resolution_panel.hpp"

#include "app/window/colouring.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/theme/text.hpp"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// The id of the volume of a result whose ranges of values can be looked up; empty if there is none.
QString compactId(const CheckResult& result) {
  const auto found = std::ranges::find_if(result.volumes, [](const VolumeResult& v) { return v.compact != nullptr; });
  if (found == result.volumes.end()) return {};
  return QString::fromStdString(result.id + "/" + found->name);
}

/// Empty for a result that has no local resolution.
std::optional<LocalHistogram> histogramOf(const CheckResult& result) {
  const CurvePlot* plot = result.plot("histogram");
  const Number *low = result.find("percentile_2_5_A"), *high = result.find("percentile_97_5_A");
  if (plot == nullptr || plot->series.empty() || low == nullptr || high == nullptr || !low->value || !high->value)
    return {};
  const Series& bars = plot->series.front();
  if (bars.style != SeriesStyle::Bars || bars.x.empty() || bars.x.size() != bars.y.size()) return {};
  LocalHistogram histogram;
  histogram.id = QString::fromStdString(result.id);
  histogram.name = displayText(bars.label);
  histogram.counts = bars.y;
  histogram.low = *low->value;
  histogram.high = *high->value;
  // The bins are equal: edges lie half way between centres.
  const double half = bars.x.size() > 1 ? (bars.x[1] - bars.x[0]) / 2 : 0.005;
  for (const double centre : bars.x) histogram.edges.push_back(centre - half);
  histogram.edges.push_back(bars.x.back() + half);
  return histogram;
}

}  // namespace

LocalResolutionPanel::LocalResolutionPanel(Colouring* colouring, const CheckListModel* checks, QWidget* parent)
    : QWidget(parent), m_colouring(colouring), m_checks(checks) {
  setObjectName(QStringLiteral("localResolutionPanel"));
  setProperty("helpPage", QStringLiteral("user/local-resolution.md"));
  m_histograms = new LocalHistograms;
  m_histograms->setWhatsThis(
      tr("The local resolution by every method that was run, over one axis: methods that agree have their hills above "
         "one another. Lines mark the reported resolution and that of the FSC. Click a bar to see its voxels alone on "
         "the slices and on the surface; click it again to see all."));
  m_text = new QLabel;
  m_text->setObjectName(QStringLiteral("localBinText"));
  m_text->setWordWrap(true);
  m_showAll = new QPushButton(tr("Show all voxels"));
  m_showAll->setObjectName(QStringLiteral("showAllVoxels"));
  m_showAll->setAccessibleName(tr("End the highlight of a range of local resolution"));
  m_showAll->setToolTip(tr("Slices and surface take back the colours they had"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_histograms);
  layout->addWidget(m_text);
  layout->addWidget(m_showAll);
  connect(m_histograms, &LocalHistograms::binChosen, this, &LocalResolutionPanel::highlight);
  connect(m_showAll, &QPushButton::clicked, this, &LocalResolutionPanel::showAll);
  connect(checks, &QAbstractItemModel::dataChanged, this, &LocalResolutionPanel::fill);
  connect(checks, &QAbstractItemModel::modelReset, this, &LocalResolutionPanel::fill);
  connect(colouring->catalogue(), &OverlayCatalogue::sourcesChanged, this, [this] {
    if (m_isHighlighting && m_colouring->catalogue()->source(OverlayCatalogue::selectionId()) == nullptr) showAll();
  });
  connect(colouring->catalogue(), &OverlayCatalogue::failed, this, [this](const QString& id) {
    if (m_isHighlighting && id == OverlayCatalogue::selectionId()) showAll();
  });
  fill();
}

void LocalResolutionPanel::fill() {
  std::vector<LocalHistogram> histograms;
  std::vector<HistogramMark> marks;
  for (const QString& id : m_checks->ids()) {
    const CheckResult* result = m_checks->result(id);
    if (result == nullptr) continue;
    auto histogram = histogramOf(*result);
    if (!histogram) continue;
    histograms.push_back(std::move(*histogram));
    for (const Marker& marker : result->plot("histogram")->markers) {
      const HistogramMark mark{marker.value, displayText(marker.label)};
      if (std::ranges::find(marks, mark) == marks.end()) marks.push_back(mark);
    }
  }
  setVisible(!histograms.empty());
  m_histograms->show(std::move(histograms), std::move(marks), tr("Local resolution (\u00c5)"));
  if (!m_histograms->chosen()) m_text->setText(tr("Click a bar to see its voxels."));
  m_showAll->setEnabled(m_isHighlighting);
}

void LocalResolutionPanel::setReadings(const std::vector<OverlayReading>& readings) {
  QMap<QString, double> values;
  for (const OverlayReading& reading : readings)
    if (reading.value) values.insert(reading.id.section(QLatin1Char('/'), 0, 0), *reading.value);
  m_histograms->setReadings(values);
}

void LocalResolutionPanel::highlight(const std::optional<LocalHistograms::Bin>& bin) {
  if (!bin) return showAll();
  const LocalHistogram& histogram = m_histograms->histograms()[bin->histogram];
  const CheckResult* result = m_checks->result(histogram.id);
  const QString id = result == nullptr ? QString() : compactId(*result);
  OverlayCatalogue& catalogue = *m_colouring->catalogue();
  if (id.isEmpty() || !catalogue.canSelect(id)) {
    m_histograms->choose({});
    m_text->setText(tr("The voxels are not kept in a session: run %1 again to see them.").arg(histogram.id));
    return;
  }
  if (!m_isHighlighting) {
    m_surfaceBefore = m_colouring->surfaceColour();
    m_slicesBefore = m_colouring->sliceOverlays();
  }
  m_isHighlighting = false;  // the selection before goes now, and nobody has to bring anything back
  const std::size_t last = histogram.counts.size() - 1;
  catalogue.select(id, {histogram.edges[bin->bin], histogram.edges[bin->bin + 1], bin->bin == last});
  m_isHighlighting = true;
  QMap<QString, ColourScale> scales = m_colouring->scales();
  if (scales.remove(OverlayCatalogue::selectionId()) > 0) m_colouring->setScales(scales);
  m_colouring->setOnSlices(OverlayCatalogue::selectionId(), true);
  m_colouring->setSurfaceColour(OverlayCatalogue::selectionId());
  m_text->setText(m_histograms->binText(*bin));
  m_showAll->setEnabled(true);
}

void LocalResolutionPanel::showAll() {
  if (!std::exchange(m_isHighlighting, false)) return;
  m_histograms->choose({});
  // What was chosen since then stays.
  const QString& selection = OverlayCatalogue::selectionId();
  if (m_colouring->surfaceColour() == selection) m_colouring->setSurfaceColour(m_surfaceBefore);
  if (m_colouring->sliceOverlays().contains(selection)) m_colouring->setSliceOverlays(m_slicesBefore);
  m_colouring->catalogue()->selectNothing();
  fill();
}

}  // namespace vitrine::ui
