#include "core/base/error.hpp"
#include "tests/support/sample_sphere.hpp"
#include "widgets/plot/sphere_painter.hpp"
#include "widgets/plot/sphere_panel.hpp"
#include "widgets/report/report_page.hpp"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

/// Mean difference of two pictures, 0..1, after averaging 4 x 4 pixels: blind to how letters are smoothed.
double difference(const QImage& a, const QImage& b) {
  const QSize size = a.size() / 4;
  const auto small = [&](const QImage& image) {
    return image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
  };
  const QImage x = small(a), y = small(b);
  double sum = 0;
  for (int row = 0; row < size.height(); ++row)
    for (int column = 0; column < size.width(); ++column) {
      const QRgb p = x.pixel(column, row), q = y.pixel(column, row);
      sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
    }
  return sum / (765.0 * size.width() * size.height());
}

QImage painted(const SpherePlot& plot, double unit = 2) {
  QImage image(QSize(480, static_cast<int>(sphereHeight(plot, 480))) * unit, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  SpherePainter(plot, QSizeF(image.size()), PlotStyle::paper(unit)).paint(painter, {0, 0});
  return image;
}

}  // namespace

class SphereTest : public QObject {
  Q_OBJECT

private slots:
  void looksAsItDid_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("projection");
    QTest::newRow("mollweide") << "sphere_mollweide" << static_cast<int>(SphereProjection::Mollweide);
    QTest::newRow("polar") << "sphere_polar" << static_cast<int>(SphereProjection::Polar);
  }
  void looksAsItDid() {
    QFETCH(QString, name);
    QFETCH(int, projection);
    const QImage image = painted(test::sampleSphere(static_cast<SphereProjection>(projection)));
    const QImage expected(QStringLiteral(VITRINE_GOLDEN "/%1.png").arg(name));
    const bool same = !expected.isNull() && expected.size() == image.size() && difference(image, expected) < 0.01;
    if (!same) image.save(name + QStringLiteral(".new.png"));
    QVERIFY2(same, "compare the .new.png in the test's folder with tests/golden");
    SpherePlot flat = test::sampleSphere(static_cast<SphereProjection>(projection));
    for (double& value : flat.value) value = 3;
    QVERIFY(difference(painted(flat), expected) > 0.02);  // the measure can tell
  }

  void colourUnderAPlaceIsThatOfItsValue() {
    const SpherePlot plot = test::sampleSphere();
    const QImage image = painted(plot);
    const SpherePainter painter(plot, QSizeF(image.size()), PlotStyle::paper(2));
    for (const SphereAngles angles : {SphereAngles{20, 40}, SphereAngles{80, 200}, SphereAngles{100, 345}}) {
      const Vector3 direction = directionOf(angles);
      const QPoint at = painter.placeOf(direction).toPoint();
      const QColor wanted(QRgb(sphereColour(*sphereValue(plot, direction), {3, 5})));
      const QColor found = image.pixelColor(at);
      QVERIFY(std::abs(wanted.red() - found.red()) + std::abs(wanted.green() - found.green()) +
                  std::abs(wanted.blue() - found.blue()) <
              24);
      const auto back = painter.directionAt(at);
      QVERIFY(back.has_value());
      for (std::size_t i = 0; i < 3; ++i) QVERIFY(std::abs((*back)[i] - direction[i]) < 0.01);
    }
  }

  void tellsDirectionAndValueUnderThePointer() {
    SpherePanel panel;
    panel.resize(480, 300);
    panel.setPlot(test::sampleSphere());
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const SpherePainter painter(panel.plot(), QSizeF(panel.size()), PlotStyle::screen(panel));
    QTest::mouseMove(&panel, painter.placeOf({1, 0, 0}).toPoint());
    QTRY_VERIFY(panel.readout().contains(QStringLiteral("tilt 90")) ||
                panel.readout().contains(QStringLiteral("tilt 89")));
    QVERIFY2(panel.readout().contains(QStringLiteral("\u00c5")), qPrintable(panel.readout()));
    QTest::mouseMove(&panel, painter.placeOf({0, 1, 0}).toPoint());
    QTRY_VERIFY(panel.readout().contains(QStringLiteral("better than 2.00")));
    QTest::mouseMove(&panel, QPoint(1, 1));
    QTRY_COMPARE(panel.readout(), QString());
  }

  void arrowKeysMoveThePlaceReadOut() {
    SpherePanel panel;
    panel.setPlot(test::sampleSphere());
    QTest::keyClick(&panel, Qt::Key_Up);
    QVERIFY2(panel.readout().startsWith(QStringLiteral("tilt 85.0")), qPrintable(panel.readout()));
    QTest::keyClick(&panel, Qt::Key_Left);
    QVERIFY2(panel.readout().contains(QStringLiteral("azimuth 355.0")), qPrintable(panel.readout()));
    for (int i = 0; i < 40; ++i) QTest::keyClick(&panel, Qt::Key_Up);
    QVERIFY(panel.readout().contains(QStringLiteral("azimuth 355.0")));  // kept at the pole
  }

  void savesEveryKindAndAllSamples() {
    QTemporaryDir folder;
    const std::filesystem::path base = folder.path().toStdString();
    SpherePanel panel;
    panel.setPlot(test::sampleSphere(SphereProjection::Polar));
    const std::pair<const char*, QByteArray> kinds[] = {
        {"a.png", "\x89PNG"}, {"a.svg", "<?xml"}, {"a.pdf", "%PDF"}, {"a.csv", "tilt (degrees)"}};
    for (const auto& [name, begins] : kinds) {
      panel.saveAs(base / name);
      QFile file(QString::fromStdString((base / name).string()));
      QVERIFY(file.open(QIODevice::ReadOnly));
      QVERIFY2(file.readAll().startsWith(begins), name);
    }
    const QStringList lines = panel.dataText().split(u'\n');
    QCOMPARE(lines.size(), 2 + 19 * 72);  // header, samples, end
    QCOMPARE(lines[1], QStringLiteral("0,0,3"));
    QCOMPARE(lines[1 + 18 * 72 + 18], QStringLiteral("90,90,"));  // beyond
    QVERIFY_EXCEPTION_THROWN(panel.saveAs(base / "a.xyz"), InputError);
  }

  void pagesShowSpheresBesidePlotsAndKeepThem() {
    ReportPage page;
    CurvePlot curve;
    curve.key = "fsc";
    curve.series = {{"fsc", "FSC", {0, 1}, {1, 0}}};
    page.setBlocks({PlotBlock{curve}, SphereBlock{test::sampleSphere()}});
    QCOMPARE(page.spheres().size(), std::size_t{1});
    QCOMPARE(page.plots().size(), std::size_t{1});
    SpherePanel* before = page.spheres()[0];
    SpherePlot newer = test::sampleSphere();
    newer.label = "Changed (A)";
    page.setBlocks({PlotBlock{curve}, SphereBlock{newer}});
    QCOMPARE(page.spheres()[0], before);
    QCOMPARE(before->plot().label, std::string("Changed (A)"));
    QSignalSpy wanted(&page, &ReportPage::savePlotRequested);
    emit before->saveRequested(QStringLiteral("svg"));
    QCOMPARE(wanted.count(), 1);
    page.setBlocks({Paragraph{"nothing"}});
    QVERIFY(page.spheres().empty());
  }
};

QTEST_MAIN(SphereTest)
#include "sphere_test.moc"
