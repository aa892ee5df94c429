#include "widgets/theme/text.hpp"

#include "widgets/theme/palette.hpp"

#include <QSet>
#include <QTest>

#include <cmath>

using vitrine::ui::displayText;

class TextTest : public QObject {
  Q_OBJECT

private slots:
  void setsUnitsAndLeavesWords_data() {
    QTest::addColumn<QString>("printed");
    const auto row = [](const char* text, const QString& printed) { QTest::newRow(text) << printed; };
    const QString a(QChar(u'\u00c5')), space(QChar(u'\u00a0'));
    row("26.00 A", "26.00" + space + a);
    row("26.00 A^3, f (1/A)", "26.00" + space + a + u'\u00b3' + ", f (1/" + a + ")");
    row("B = -62.3 A^2", "B = -62.3" + space + a + u'\u00b2');
    row("1/d^2 (A^-2)", QString("1/d") + u'\u00b2' + " (" + a + u'\u207b' + u'\u00b2' + ")");
    row("5 to 10 A.", "5 to 10" + space + a + ".");
    row("resolution in A", "resolution in " + a);
    row("2.0 A/voxel", "2.0" + space + a + "/voxel");
    row("A map of one chain A and B", "A map of one chain A and B");
    row("Level 0.a Mass analysis", "Level 0.a Mass analysis");
    row("10 Atoms", "10 Atoms");
    row("space_limit_A", "space_limit_A");
    row("", "");
  }
  void setsUnitsAndLeavesWords() {
    QFETCH(QString, printed);
    QCOMPARE(displayText(QTest::currentDataTag()), printed);
  }

  void colourMapsRunFromEndToEndAndClamp() {
    using namespace vitrine::ui;
    for (const ColorMap map : kColorMaps) {
      QCOMPARE(colorAt(map, -1), QColor(QRgb(colorStops(map).front())));
      QCOMPARE(colorAt(map, 2), QColor(QRgb(colorStops(map).back())));
    }
    QSet<QRgb> steps;
    for (int i = 0; i <= 1000; ++i) steps << colorAt(ColorMap::Classic, i / 1000.0).rgb();
    QCOMPARE(steps.size(), 11);
    double last = -1;  // sequential maps get lighter all the way
    for (int i = 0; i <= 100; ++i) {
      const QColor c = colorAt(ColorMap::Cividis, i / 100.0);
      const double light = 0.2126 * c.redF() + 0.7152 * c.greenF() + 0.0722 * c.blueF();
      QVERIFY(light > last);
      last = light;
    }
  }

  void statusColoursAreLegibleOnTheirGround() {
    using namespace vitrine;
    for (const Status status : {Status::Ok, Status::Warnings, Status::CouldNotBeMeasured, Status::DoesNotApply}) {
      const auto luminance = [](const QColor& c) {
        const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
      };
      const auto& palette = ui::paperPalette();
      const double ground = luminance(palette.statusGround(status)), ink = luminance(palette.status(status));
      QVERIFY((ground + 0.05) / (ink + 0.05) >= 4.5);  // WCAG 2.1 AA
    }
  }
};

QTEST_MAIN(TextTest)
#include "text_test.moc"
