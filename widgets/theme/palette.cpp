#include "widgets/theme/palette.hpp"

#include "core/report/viridis.hpp"

#include <QCoreApplication>
#include <QFontDatabase>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

// Okabe & Ito, "Color universal design", 2008; yellow is left out (too pale on white), black is the last resort. The
// oranges and the sky blue are darker than theirs: lines have 3:1 with white, and the oranges stay two for everybody.
constexpr std::array<unsigned, 7> kOkabeIto = {0x0072b2, 0xcc4000, 0x009e73, 0xcc79a7, 0xc98000, 0x2a9bd8, 0x333333};
// The same hues, lighter, for a dark ground.
constexpr std::array<unsigned, 7> kOkabeItoLight = {0x56b4e9, 0xf08a3c, 0x2fc79a, 0xe5a0c8,
                                                    0xf0b93a, 0x8fd0f5, 0xdddddd};

constexpr unsigned kCividis[] = {0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173,
                                 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838};
constexpr unsigned kClassic[] = {0x0000ff, 0x00ffff, 0x00ff00, 0xffff00, 0xff0000};
constexpr double kClassicSteps = 11;
constexpr unsigned kBlueWhiteRed[] = {0x0571b0, 0x92c5de, 0xf7f7f7, 0xf4a582, 0xca0020};

std::array<QColor, 7> colors(const std::array<unsigned, 7>& values) {
  std::array<QColor, 7> result;
  std::transform(values.begin(), values.end(), result.begin(), [](unsigned v) { return QColor(QRgb(v)); });
  return result;
}

Palette makePaper() {
  Palette p;
  p.background = Qt::white;
  p.text = QColor(0x1c, 0x22, 0x29);
  p.mutedText = QColor(0x5b, 0x65, 0x70);
  p.frame = QColor(0x8a, 0x93, 0x9c);
  p.grid = QColor(0xe4, 0xe8, 0xeb);
  p.accent = QColor(0x1f, 0x4e, 0x79);
  p.level = QColor(0xb0, 0x30, 0x60);
  p.marker = QColor(0x4a, 0x55, 0x60);
  p.shade = QColor(0xe3, 0xee, 0xf7);
  p.zebra = QColor(0xf5, 0xf7, 0xf9);
  p.series = colors(kOkabeIto);
  return p;
}

Palette makeDark() {
  Palette p;
  p.background = QColor(0x1e, 0x21, 0x25);
  p.text = QColor(0xe6, 0xe9, 0xec);
  p.mutedText = QColor(0xa3, 0xab, 0xb3);
  p.frame = QColor(0x7c, 0x85, 0x8e);
  p.grid = QColor(0x34, 0x39, 0x3f);
  p.accent = QColor(0x7f, 0xb8, 0xe6);
  p.level = QColor(0xff, 0x7f, 0xae);
  p.marker = QColor(0xb8, 0xc0, 0xc8);
  p.shade = QColor(0x28, 0x3a, 0x49);
  p.zebra = QColor(0x26, 0x2a, 0x2f);
  p.series = colors(kOkabeItoLight);
  return p;
}

const Palette& darkPalette() {
  static const Palette palette = makeDark();
  return palette;
}

QString firstInstalled(const QStringList& wanted, const QString& otherwise) {
  const QStringList families = QFontDatabase::families();
  for (const QString& family : wanted) {
    if (families.contains(family)) return family;
  }
  return otherwise;
}

}  // namespace

QColor Palette::status(Status status) const {
  const bool dark = background.lightness() < 128;
  switch (status) {
    case Status::Ok:
      return dark ? QColor(0x6c, 0xb6, 0xff) : QColor(0x0b, 0x5c, 0xad);
    case Status::Warnings:
    case Status::CouldNotBeMeasured:
      return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb7, 0x1c, 0x1c);
    case Status::DoesNotApply:
      return dark ? QColor(0xd2, 0xa6, 0x79) : QColor(0x7a, 0x4b, 0x1e);
    case Status::Waiting:
    case Status::Running:
    case Status::Cancelled:
      break;
  }
  return mutedText;
}

QColor Palette::statusGround(Status value) const {
  const QColor colour = status(value);
  const double share = background.lightness() < 128 ? 0.18 : 0.08;
  const auto mix = [&](int ground, int ink) { return static_cast<int>(std::lround(ground + (ink - ground) * share)); };
  return QColor(mix(background.red(), colour.red()), mix(background.green(), colour.green()),
                mix(background.blue(), colour.blue()));
}

const Palette& paperPalette() {
  static const Palette palette = makePaper();
  return palette;
}

bool isDark(const QPalette& widgetPalette) { return widgetPalette.color(QPalette::Base).lightness() < 128; }

const Palette& screenPalette(const QPalette& widgetPalette) {
  return isDark(widgetPalette) ? darkPalette() : paperPalette();
}

QFont paperFont(double pixels, bool bold) {
  static const QString family = firstInstalled({"DejaVu Sans"}, QFont().family());
  QFont font(family);
  font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
  font.setBold(bold);
  font.setKerning(true);
  // Any spacing, even one too small to see, keeps "fi" two letters: a ligature is not found by searching the PDF.
  font.setLetterSpacing(QFont::AbsoluteSpacing, 0.02);
  return font;
}

QFont paperMonoFont(double pixels) {
  static const QString family =
      firstInstalled({"DejaVu Sans Mono"}, QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
  QFont font(family);
  font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
  return font;
}

QColor surfaceGround(SurfaceGround ground) {
  switch (ground) {
    case SurfaceGround::Grey:
      return QColor(0xc8, 0xcc, 0xd0);
    case SurfaceGround::Black:
      return Qt::black;
    case SurfaceGround::White:
      break;
  }
  return Qt::white;
}

QColor surfaceInk(SurfaceGround ground) {
  return ground == SurfaceGround::Black ? darkPalette().text : paperPalette().text;
}

QColor surfaceMutedInk(SurfaceGround ground) {
  switch (ground) {
    case SurfaceGround::Grey:  // no paler one can be read there
      return paperPalette().text;
    case SurfaceGround::Black:
      return darkPalette().mutedText;
    case SurfaceGround::White:
      break;
  }
  return paperPalette().mutedText;
}

std::span<const unsigned> colorStops(ColorMap map) {
  switch (map) {
    case ColorMap::Viridis:
      return kViridisStops;
    case ColorMap::Cividis:
      return kCividis;
    case ColorMap::Classic:
      return kClassic;
    case ColorMap::BlueWhiteRed:
      break;
  }
  return kBlueWhiteRed;
}

QColor colorAt(ColorMap map, double position) {
  if (std::isnan(position)) return QColor(128, 128, 128);
  const auto stops = colorStops(map);
  position = std::clamp(position, 0.0, 1.0);
  if (map == ColorMap::Classic)  // in steps, as the figures it is meant to be compared with
    position = std::min(std::floor(position * kClassicSteps), kClassicSteps - 1.0) / (kClassicSteps - 1.0);
  const double at = position * static_cast<double>(stops.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(at), stops.size() - 2);
  const double share = at - static_cast<double>(below);
  const QColor a{QRgb(stops[below])}, b{QRgb(stops[below + 1])};
  const auto mix = [&](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * share)); };
  return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

QString colorMapName(ColorMap map) {
  switch (map) {
    case ColorMap::Viridis:
      return QCoreApplication::translate("Palette", "Viridis");
    case ColorMap::Cividis:
      return QCoreApplication::translate("Palette", "Cividis");
    case ColorMap::Classic:
      return QCoreApplication::translate("Palette", "Classic rainbow");
    case ColorMap::BlueWhiteRed:
      break;
  }
  return QCoreApplication::translate("Palette", "Blue-white-red");
}

}  // namespace vitrine::ui
