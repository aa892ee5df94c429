// Colours can be read by everybody: contrast of both themes, colour maps and series under simulated colour blindness,
// states told by their shape.
#include "widgets/theme/theme.hpp"
#include "widgets/checks/state_label.hpp"
#include "widgets/checks/status_icon.hpp"
#include "widgets/theme/palette.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStyle>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

double linear(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

Triple linearRgb(const QColor& colour) {
  return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

/// Relative luminance and contrast of WCAG 2.1.
double luminance(const QColor& colour) {
  const Triple c = linearRgb(colour);
  return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}
double contrast(const QColor& a, const QColor& b) {
  const double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;
  return la > lb ? la / lb : lb / la;
}

constexpr Matrix kNormal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
// Severity 1.0; Machado, Oliveira & Fernandes 2009, doi:10.1109/TVCG.2009.113, table 1 of their supplement. They act
// on linear RGB.
constexpr Matrix kProtanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};

Triple seenBy(const Matrix& eyes, const QColor& colour) {
  const Triple c = linearRgb(colour);
  Triple seen{};
  for (std::size_t i = 0; i < 3; ++i)
    seen[i] = std::clamp(eyes[i][0] * c[0] + eyes[i][1] * c[1] + eyes[i][2] * c[2], 0.0, 1.0);
  return seen;
}

/// CIELAB under D65.
Triple lab(const Triple& rgb) {
  const double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
  const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
  const double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
  const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
  return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

/// CIEDE2000 as Sharma, Wu & Dalal 2005, doi:10.1002/col.20070, write it.
double ciede2000(const Triple& a, const Triple& b) {
  constexpr double kDegree = std::numbers::pi / 180, k25to7 = 6103515625.0;
  const double chroma = 0.5 * (std::hypot(a[1], a[2]) + std::hypot(b[1], b[2]));
  const auto share = [](double c) { return std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + k25to7)); };
  const double g = 0.5 * (1 - share(chroma));
  const double a1 = (1 + g) * a[1], a2 = (1 + g) * b[1];
  const double c1 = std::hypot(a1, a[2]), c2 = std::hypot(a2, b[2]);
  const auto hue = [](double y, double x) {
    const double h = y == 0 && x == 0 ? 0 : std::atan2(y, x);
    return h < 0 ? h + 2 * std::numbers::pi : h;
  };
  const double h1 = hue(a[2], a1), h2 = hue(b[2], a2);
  double dh = c1 * c2 == 0 ? 0 : h2 - h1;
  if (dh > std::numbers::pi) dh -= 2 * std::numbers::pi;
  if (dh < -std::numbers::pi) dh += 2 * std::numbers::pi;
  const double dL = b[0] - a[0], dC = c2 - c1, dH = 2 * std::sqrt(c1 * c2) * std::sin(dh / 2);
  const double meanL = 0.5 * (a[0] + b[0]), meanC = 0.5 * (c1 + c2);
  double meanH = h1 + h2;
  if (c1 * c2 != 0) {
    meanH /= 2;
    if (std::abs(h1 - h2) > std::numbers::pi)
      meanH += h1 + h2 < 2 * std::numbers::pi ? std::numbers::pi : -std::numbers::pi;
  }
  const double t = 1 - 0.17 * std::cos(meanH - 30 * kDegree) + 0.24 * std::cos(2 * meanH) +
                   0.32 * std::cos(3 * meanH + 6 * kDegree) - 0.20 * std::cos(4 * meanH - 63 * kDegree);
  const double off = meanL - 50;
  const double sL = 1 + 0.015 * off * off / std::sqrt(20 + off * off), sC = 1 + 0.045 * meanC,
               sH = 1 + 0.015 * meanC * t;
  const double turn = (meanH / kDegree - 275) / 25;
  const double rT = -2 * share(meanC) * std::sin(60 * kDegree * std::exp(-turn * turn));
  const double l = dL / sL, c = dC / sC, h = dH / sH;
  return std::sqrt(l * l + c * c + h * h + rT * c * h);
}

double distanceFor(const Matrix& eyes, const QColor& a, const QColor& b) {
  return ciede2000(lab(seenBy(eyes, a)), lab(seenBy(eyes, b)));
}

struct Eyes {
  const char* name;
  const Matrix* matrix;
};
constexpr std::array<Eyes, 3> kEyes{
    {{"normal", &kNormal}, {"protanopia", &kProtanopia}, {"deuteranopia", &kDeuteranopia}}};

constexpr CheckState kStates[] = {CheckState::NotRun,       CheckState::Queued,    CheckState::Running,
                                  CheckState::Ok,           CheckState::Warnings,  CheckState::CouldNotBeMeasured,
                                  CheckState::DoesNotApply, CheckState::OutOfDate, CheckState::Cancelled};
constexpr Status kStatuses[] = {Status::Ok,      Status::Warnings, Status::CouldNotBeMeasured, Status::DoesNotApply,
                                Status::Waiting, Status::Running,  Status::Cancelled};

constexpr double kText = 4.5, kGraphics = 3.0;  // WCAG 2.1, 1.4.3 and 1.4.11

}  // namespace

class ThemeTest : public QObject {
  Q_OBJECT

private slots:
  void distancesAreThoseOfThePublishedExamples();
  void textsOfBothThemesCanBeRead();
  void plotsCanBeRead();
  void statesCanBeRead();
  void sequentialMapsRiseForEverybody();
  void endsOfTheDifferenceMapAreToldApart();
  void seriesAreToldApart();
  void statesHaveShapesOfTheirOwn();
  void surfaceGroundsCarryTheirTexts();
  void themeChangesOpenWidgets();
  void emptyTickBoxesAreSeen();
  void motionCanBeReduced();

private:
  /// Fails with what is too faint.
  static void readable(const char* what, const QColor& ink, const QColor& ground, double least) {
    const double found = contrast(ink, ground);
    QVERIFY2(found >= least, qPrintable(QStringLiteral("%1: %2 on %3 has %4:1, less than %5:1")
                                            .arg(QLatin1String(what), ink.name(), ground.name())
                                            .arg(found, 0, 'f', 2)
                                            .arg(least)));
  }
};

void ThemeTest::distancesAreThoseOfThePublishedExamples() {
  // Table 1 of Sharma, Wu & Dalal 2005: pairs 1, 7, 16, 25.
  const auto near = [](double value, double expected) {
    QVERIFY2(std::abs(value - expected) < 1e-4, qPrintable(QString::number(value)));
  };
  near(ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425);
  near(ciede2000({50, 0, 0}, {50, -1, 2}), 2.3669);
  near(ciede2000({50, 2.5, 0}, {50, 3.2592, 0.3350}), 1.0);
  near(ciede2000({60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}), 1.2644);
  // Grey stays grey for everybody: the rows of the matrices add up to one.
  for (const Eyes& eyes : kEyes)
    for (const Triple& row : *eyes.matrix) QVERIFY(std::abs(row[0] + row[1] + row[2] - 1) < 2e-6);
  QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 1e-9);
}

void ThemeTest::textsOfBothThemesCanBeRead() {
  for (const bool dark : {false, true}) {
    const QPalette p = themePalette(dark);
    QCOMPARE(isDark(p), dark);
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
      const auto colour = [&](QPalette::ColorRole role) { return p.color(group, role); };
      for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
        for (const auto ink :
             {QPalette::WindowText, QPalette::Text, QPalette::Link, QPalette::LinkVisited, QPalette::PlaceholderText})
          readable("text", colour(ink), colour(ground), kText);
        readable("focus", colour(QPalette::Highlight), colour(ground), kGraphics);
        readable("muted", screenPalette(p).mutedText, colour(ground), kText);
        readable("accent", screenPalette(p).accent, colour(ground), kText);
      }
      readable("button", colour(QPalette::ButtonText), colour(QPalette::Button), kText);
      readable("button", colour(QPalette::ButtonText), colour(QPalette::Midlight), kText);
      readable("selection", colour(QPalette::HighlightedText), colour(QPalette::Highlight), kText);
      readable("tool tip", colour(QPalette::ToolTipText), colour(QPalette::ToolTipBase), kText);
    }
    for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::Button})
      for (const auto ink : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        readable("disabled", p.color(QPalette::Disabled, ink), p.color(QPalette::Disabled, ground), kGraphics);
  }
}

void ThemeTest::plotsCanBeRead() {
  for (const bool dark : {false, true}) {
    const QPalette colours = themePalette(dark);
    const Palette& p = screenPalette(colours);
    for (const QColor& ground : {p.background, colours.color(QPalette::Base)}) {
      readable("axis text", p.text, ground, kText);
      readable("muted text", p.mutedText, ground, kText);
      readable("level's label", p.level, ground, kText);
      readable("marker's label", p.marker, ground, kText);
      readable("axis", p.frame, ground, kGraphics);
      for (const QColor& series : p.series) readable("series", series, ground, kGraphics);
    }
    readable("text on a shaded range", p.text, p.shade, kText);
    readable("text on a shaded range", p.mutedText, p.shade, kText);
    readable("text of a table", p.text, p.zebra, kText);
  }
  for (const QColor& series : paperPalette().series) readable("series on paper", series, Qt::white, kGraphics);
}

void ThemeTest::statesCanBeRead() {
  for (const bool dark : {false, true}) {
    const QPalette colours = themePalette(dark);
    const Palette& p = screenPalette(colours);
    for (const CheckState state : kStates)
      for (const auto ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window})
        readable("state", stateColour(state, colours), colours.color(ground), kText);
    for (const Status status : kStatuses) {
      readable("status", p.status(status), p.background, kText);
      readable("status on its ground", p.status(status), p.statusGround(status), kText);
      readable("text on the status's ground", p.text, p.statusGround(status), kText);
    }
  }
}

void ThemeTest::sequentialMapsRiseForEverybody() {
  // Steps of a tenth, as a colour bar shows them: distances a person sees at once (1 is just noticeable).
  constexpr int kSteps = 10;
  for (const ColorMap map : {ColorMap::Viridis, ColorMap::Cividis})
    for (const Eyes& eyes : kEyes) {
      double lightness = -1;
      for (int i = 0; i <= 10 * kSteps; ++i) {
        const double now = lab(seenBy(*eyes.matrix, colorAt(map, i / (10.0 * kSteps))))[0];
        QVERIFY2(
            now > lightness,
            qPrintable(
                QStringLiteral("%1 falls at %2 % for %3").arg(colorMapName(map)).arg(i).arg(QLatin1String(eyes.name))));
        lightness = now;
      }
      for (int i = 0; i < kSteps; ++i) {
        const double apart =
            distanceFor(*eyes.matrix, colorAt(map, i / double(kSteps)), colorAt(map, (i + 1) / double(kSteps)));
        QVERIFY2(apart > 3, qPrintable(QStringLiteral("%1 step %2 for %3: %4")
                                           .arg(colorMapName(map))
                                           .arg(i)
                                           .arg(QLatin1String(eyes.name))
                                           .arg(apart)));
      }
    }
}

void ThemeTest::endsOfTheDifferenceMapAreToldApart() {
  for (const Eyes& eyes : kEyes)
    for (int i = 0; i < 5; ++i) {
      const double apart = distanceFor(*eyes.matrix, colorAt(ColorMap::BlueWhiteRed, i / 10.0),
                                       colorAt(ColorMap::BlueWhiteRed, 1 - i / 10.0));
      QVERIFY2(apart > 8, qPrintable(QStringLiteral("%1 %2: %3").arg(QLatin1String(eyes.name)).arg(i).arg(apart)));
    }
}

void ThemeTest::seriesAreToldApart() {
  for (const bool dark : {false, true}) {
    const Palette& p = screenPalette(themePalette(dark));
    for (const Eyes& eyes : kEyes)
      for (std::size_t a = 0; a < p.series.size(); ++a)
        for (std::size_t b = a + 1; b < p.series.size(); ++b) {
          const double apart = distanceFor(*eyes.matrix, p.series[a], p.series[b]);
          QVERIFY2(apart > 7, qPrintable(QStringLiteral("%1 and %2 for %3: %4")
                                             .arg(p.series[a].name(), p.series[b].name(), QLatin1String(eyes.name))
                                             .arg(apart)));
        }
  }
}

void ThemeTest::statesHaveShapesOfTheirOwn() {
  // Painted all in one colour: what remains is the shape.
  constexpr int kSide = 32;
  const auto shape = [](CheckState state) {
    QImage image(kSide, kSide, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintState(painter, QRectF(image.rect()), state, themePalette(false), 0.4);
    painter.end();
    QImage ink(kSide, kSide, QImage::Format_Grayscale8);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        const QRgb pixel = image.pixel(x, y);
        // Marks inside a filled shape are painted in the ground's colour.
        ink.setPixel(x, y, qRgb(0, 0, 0) | (qAlpha(pixel) > 100 && qGray(pixel) < 200 ? 0xffffff : 0));
      }
    return ink;
  };
  for (const CheckState a : kStates)
    for (const CheckState b : kStates) {
      if (a >= b) continue;
      const QImage first = shape(a), second = shape(b);
      int differing = 0, drawn = 0;
      for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
          differing += first.pixel(x, y) != second.pixel(x, y);
          drawn += qGray(first.pixel(x, y)) > 0 || qGray(second.pixel(x, y)) > 0;
        }
      QVERIFY2(differing > drawn / 8, qPrintable(QStringLiteral("states %1 and %2: %3 of %4 pixels")
                                                     .arg(static_cast<int>(a))
                                                     .arg(static_cast<int>(b))
                                                     .arg(differing)
                                                     .arg(drawn)));
    }
}

void ThemeTest::surfaceGroundsCarryTheirTexts() {
  for (const auto ground : {SurfaceGround::White, SurfaceGround::Grey, SurfaceGround::Black}) {
    readable("surface", surfaceInk(ground), surfaceGround(ground), kText);
    readable("surface", surfaceMutedInk(ground), surfaceGround(ground), kText);
  }
}

void ThemeTest::themeChangesOpenWidgets() {
  QLabel plain, word;
  tint(&word, [](const QPalette& colours) { return stateColour(CheckState::Ok, colours); });
  plain.ensurePolished();
  word.ensurePolished();
  applyTheme(Theme::Light);
  QCoreApplication::processEvents();
  QCOMPARE(plain.palette().color(QPalette::Window), themePalette(false).color(QPalette::Window));
  QCOMPARE(word.palette().color(QPalette::WindowText), stateColour(CheckState::Ok, themePalette(false)));
  applyTheme(Theme::Dark);
  QCoreApplication::processEvents();
  QCOMPARE(plain.palette().color(QPalette::Window), themePalette(true).color(QPalette::Window));
  QCOMPARE(word.palette().color(QPalette::WindowText), stateColour(CheckState::Ok, themePalette(true)));
  QCOMPARE(word.palette().color(QPalette::Base), themePalette(true).color(QPalette::Base));
  applyTheme(Theme::Desktop, true);
  QVERIFY(isDark(QApplication::palette()));
  applyTheme(Theme::Desktop, false);
  QCoreApplication::processEvents();
  QVERIFY(!isDark(QApplication::palette()));
  QCOMPARE(word.palette().color(QPalette::WindowText), stateColour(CheckState::Ok, themePalette(false)));
}

void ThemeTest::emptyTickBoxesAreSeen() {
  for (const bool dark : {false, true}) {
    applyTheme(dark ? Theme::Dark : Theme::Light);
    QListWidget list;
    list.setFrameShape(QFrame::NoFrame);
    list.addItem(QStringLiteral("x"));
    list.item(0)->setCheckState(Qt::Unchecked);
    list.resize(60, 30);
    QCheckBox box(QStringLiteral("x"));
    for (QWidget* widget : {static_cast<QWidget*>(&list), static_cast<QWidget*>(&box)}) {
      const QImage image = widget->grab().toImage();
      const QColor ground = widget == &box ? widget->palette().color(QPalette::Window) : image.pixelColor(59, 29);
      // The box's left edge is the first thing that stands out in a row through its middle.
      double strongest = 0;
      const int y = widget == &box ? image.height() / 2 : list.visualItemRect(list.item(0)).center().y();
      for (int x = 0; x < 12; ++x) strongest = std::max(strongest, contrast(image.pixelColor(x, y), ground));
      QVERIFY2(strongest >= 3, qPrintable(QStringLiteral("%1 %2 %3").arg(dark).arg(widget == &box).arg(strongest)));
    }
  }
  applyTheme(Theme::Light);
}

void ThemeTest::motionCanBeReduced() {
  applyTheme(Theme::Light);
  const auto duration = [] { return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration); };
  const int before = duration();
  setReducedMotion(true);
  QVERIFY(reducedMotion());
  QCOMPARE(duration(), 0);
  QVERIFY(!QApplication::isEffectEnabled(Qt::UI_AnimateMenu));
  setReducedMotion(false);
  QCOMPARE(duration(), before);
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
