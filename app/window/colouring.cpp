#include "app/window/colouring.hpp"

#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/slice_link.hpp"
#include "widgets/theme/value_colours.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

const QString kFilePrefix = QStringLiteral("file/");

}  // namespace

QString titleWithUnit(const OverlaySource& source) {
  return source.unit.isEmpty() ? source.title : QStringLiteral("%1 (%2)").arg(source.title, source.unit);
}

Colouring::Limits rounded(const Colouring::Limits& limits) {
  const double range = limits.high - limits.low;
  if (!(range > 0)) return limits;
  const double power = std::pow(10.0, std::floor(std::log10(range / 8)));
  double step = power;
  for (const double factor : {2.0, 5.0})
    if (factor * power <= range / 8) step = factor * power;
  // Dividing by a power of ten gives back a short number where multiplying by 0.1 would not.
  const auto times = [step](double n) { return step < 1 ? n / std::round(1 / step) : n * step; };
  return {times(std::floor(limits.low / step + 1e-9)), times(std::ceil(limits.high / step - 1e-9))};
}

Colouring::Colouring(OverlayCatalogue* catalogue, SliceLink* slices, IsosurfaceView* surface, QObject* parent)
    : QObject(parent), m_catalogue(catalogue), m_slices(slices), m_surface(surface) {
  connect(catalogue, &OverlayCatalogue::sourcesChanged, this, [this] {
    for (const QString& id : m_sliceOverlays + QStringList(m_surfaceColour)) want(id);
    apply();
    emit changed();
  });
  connect(catalogue, &OverlayCatalogue::ready, this, [this](const QString& id) {
    if (m_opening.erase(id) > 0) {
      setOnSlices(id, true);
      if (!m_catalogue->source(id)->isMask) setSurfaceColour(id);
    }
    apply();
    emit changed();
  });
  connect(catalogue, &OverlayCatalogue::failed, this, &Colouring::giveUp);
  connect(catalogue, &OverlayCatalogue::forgotten, this, &Colouring::forget);
  connect(slices, &SliceLink::volumeChanged, this, &Colouring::apply);
  connect(slices, &SliceLink::overlayStyleChanged, this, &Colouring::changed);
}

void Colouring::want(const QString& id) {
  if (id.isEmpty() || m_catalogue->made(id) != nullptr || m_catalogue->isPending(id)) return;
  if (m_catalogue->source(id) != nullptr)
    m_catalogue->request(id);
  else if (id.startsWith(kFilePrefix))
    m_catalogue->addFile(id.mid(kFilePrefix.size()));
}

void Colouring::setSurfaceColour(const QString& id) {
  if (id == m_surfaceColour) return;
  m_surfaceColour = id;
  want(id);
  apply();
  emit changed();
}

void Colouring::setSliceOverlays(const QStringList& ids) {
  QStringList kept;
  bool hasColours = false;
  for (auto id = ids.crbegin(); id != ids.crend(); ++id) {
    const OverlaySource* source = m_catalogue->source(*id);
    const bool isMask = source != nullptr && source->isMask;
    if (source != nullptr && !isMask && std::exchange(hasColours, true)) continue;
    if (!kept.contains(*id)) kept.prepend(*id);
  }
  if (kept == m_sliceOverlays) return;
  m_sliceOverlays = kept;
  for (const QString& id : kept) want(id);
  apply();
  emit changed();
}

void Colouring::setOnSlices(const QString& id, bool shown) {
  QStringList ids = m_sliceOverlays;
  ids.removeAll(id);
  if (shown) ids << id;
  setSliceOverlays(ids);
}

void Colouring::setScales(const QMap<QString, ColourScale>& scales) {
  if (scales == m_scales) return;
  m_scales = scales;
  apply();
  emit changed();
}

void Colouring::setScale(const QString& id, const ColourScale& scale) {
  QMap<QString, ColourScale> scales = m_scales;
  scales.remove(id);
  QMap<QString, ColourScale> without = std::exchange(m_scales, scales);
  const bool isDefault = scale == this->scale(id);
  m_scales = without;
  if (!isDefault) scales[id] = scale;
  setScales(scales);
}

ColourScale Colouring::scale(const QString& id) const {
  const auto edited = m_scales.constFind(id);
  if (edited != m_scales.constEnd()) return *edited;
  ColourScale scale;
  const OverlaySource* source = m_catalogue->source(id);
  scale.colours = source != nullptr && source->isSigned ? ColorMap::BlueWhiteRed : m_usual;
  return scale;
}

void Colouring::setUsualColours(ColorMap colours) {
  if (std::exchange(m_usual, colours) == colours) return;
  apply();
  emit changed();
}

std::optional<Colouring::Limits> Colouring::limits(const QString& id) const {
  const OverlayVolume* made = m_catalogue->made(id);
  if (made == nullptr) return {};
  const ColourScale chosen = scale(id);
  return Limits{chosen.low.value_or(made->low), chosen.high.value_or(made->high)};
}

double Colouring::opacity() const { return m_slices->overlayOpacity(); }
void Colouring::setOpacity(double opacity) { m_slices->setOverlayOpacity(opacity); }
bool Colouring::tintsMasks() const { return m_slices->tintsMasks(); }
void Colouring::setTintsMasks(bool tints) { m_slices->setTintsMasks(tints); }

void Colouring::openFile(const QString& file) {
  const QString id = kFilePrefix + file;
  m_opening.insert(id);
  if (m_catalogue->source(id) != nullptr && m_catalogue->made(id) != nullptr)
    emit m_catalogue->ready(id);
  else if (m_catalogue->source(id) != nullptr)
    m_catalogue->request(id);
  else
    m_catalogue->addFile(file);
}

QColor Colouring::maskInk(const QString& id) const {
  // By place among the masks on offer, so that choosing another one changes no colour.
  int number = 0;
  for (const OverlaySource& source : m_catalogue->sources()) {
    if (source.id == id) break;
    number += source.isMask;
  }
  return maskColour(number);
}

void Colouring::apply() {
  std::vector<SliceOverlay> overlays;
  for (const QString& id : m_sliceOverlays) {
    const OverlaySource* source = m_catalogue->source(id);
    const OverlayVolume* made = m_catalogue->made(id);
    if (source == nullptr || made == nullptr) continue;
    const Limits range = *limits(id);
    overlays.push_back({.title = source->title,
                        .unit = source->unit,
                        .volume = made->volume,
                        .isMask = source->isMask,
                        .ink = source->isMask ? maskInk(id) : QColor(),
                        .low = range.low,
                        .high = range.high,
                        .colours = scale(id).colours});
  }
  std::ranges::stable_partition(overlays, [](const SliceOverlay& overlay) { return !overlay.isMask; });
  if (m_slices->volume() != nullptr) m_slices->setOverlays(std::move(overlays));

  const OverlaySource* source = m_catalogue->source(m_surfaceColour);
  const OverlayVolume* made = m_catalogue->made(m_surfaceColour);
  if (source != nullptr && made != nullptr) {
    const Limits range = *limits(m_surfaceColour);
    m_surface->setColourBy(made->volume, range.low, range.high, titleWithUnit(*source), scale(m_surfaceColour).colours);
    m_surfaceIsPlain = false;
  } else if (!std::exchange(m_surfaceIsPlain, true)) {
    m_surface->setColourBy(nullptr, 0, 1, {});
  }
}

void Colouring::giveUp(const QString& id, const QString& reason) {
  const bool wasChosen = m_opening.erase(id) > 0 || m_surfaceColour == id || m_sliceOverlays.contains(id);
  if (m_surfaceColour == id) m_surfaceColour.clear();
  m_sliceOverlays.removeAll(id);
  apply();
  emit changed();
  if (wasChosen && !reason.isEmpty()) emit failed(reason);
}

void Colouring::forget() {
  m_opening.clear();
  m_surfaceColour.clear();
  m_sliceOverlays.clear();
  m_scales.clear();
  apply();
  emit changed();
}

}  // namespace vitrine::ui
