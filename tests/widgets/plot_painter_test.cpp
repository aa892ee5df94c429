#include "widgets/plot/plot_painter.hpp"

#include "core/report/html_plot.hpp"
#include "sample_plots.hpp"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

struct Painted {
  QCustomPlot canvas;
  PlotPainter painter{canvas};
  explicit Painted(const CurvePlot& plot) {
    canvas.setViewport(QRect(0, 0, 480, 300));
    painter.show(plot);
    canvas.replot();
  }
};

/// Mean difference of two pictures, 0..1, after averaging 4 x 4 pixels: blind to how letters are smoothed.
double difference(const QImage& a, const QImage& b) {
  const QSize size = a.size() / 4;
  const QImage x =
      a.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
  const QImage y =
      b.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
  double sum = 0;
  for (int row = 0; row < size.height(); ++row) {
    for (int column = 0; column < size.width(); ++column) {
      const QRgb p = x.pixel(column, row), q = y.pixel(column, row);
      sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
    }
  }
  return sum / (765.0 * size.width() * size.height());
}

/// Entries of the legend, which lie in a grid that may have empty cells.
std::vector<QCPAbstractLegendItem*> entries(const QCPLegend& legend) {
  std::vector<QCPAbstractLegendItem*> items;
  for (int i = 0; i < legend.itemCount(); ++i)
    if (QCPAbstractLegendItem* item = legend.item(i)) items.push_back(item);
  return items;
}

}  // namespace

class PlotPainterTest : public QObject {
  Q_OBJECT

private slots:
  void everySeriesHasAPlottableAndKeepsItsGaps() {
    Painted painted(guinierPlot());
    QCOMPARE(painted.painter.plottables().size(), std::size_t{3});
    const auto* graph = qobject_cast<QCPGraph*>(painted.painter.plottables()[0]);
    QVERIFY(graph != nullptr);
    QCOMPARE(graph->dataCount(), 100);
    QVERIFY(std::isnan(graph->data()->at(49)->value));
    QCOMPARE(painted.canvas.legend->itemCount(), 3);
  }

  void aValueBetweenTwoGapsStandsAsASpike() {
    CurvePlot plot = guinierPlot();
    plot.series[0].y[51] = std::numeric_limits<double>::quiet_NaN();
    Painted painted(plot);
    const auto* graph = qobject_cast<QCPGraph*>(painted.painter.plottables()[0]);
    QVERIFY(graph != nullptr);
    QCOMPARE(graph->dataCount(), 101);  // 50 is alone between 49 and 51: its foot and itself
    QCOMPARE(graph->data()->at(50)->key, graph->data()->at(51)->key);
  }

  void linesDifferInStyleNotOnlyInColour() {
    CurvePlot plot = guinierPlot();
    plot.series[2].style = SeriesStyle::Line;
    Painted painted(plot);
    QSet<QString> looks;
    for (QCPAbstractPlottable* plottable : painted.painter.plottables()) {
      QString look;
      for (const qreal dash : plottable->pen().dashPattern()) look += QString::number(dash) + u' ';
      looks.insert(QString::number(plottable->pen().style()) + look);
    }
    QCOMPARE(looks.size(), 3);
  }

  void logarithmicAxisDropsWhatItCannotShow() {
    CurvePlot plot = histogramPlot();
    plot.series[0].y[3] = 0;
    Painted painted(plot);
    QCOMPARE(painted.canvas.yAxis->scaleType(), QCPAxis::stLogarithmic);
    QVERIFY(painted.canvas.yAxis->range().lower > 0);
    const auto* bars = qobject_cast<QCPBars*>(painted.painter.plottables()[0]);
    QVERIFY(bars != nullptr);
    QVERIFY(std::isnan(bars->data()->at(3)->value));
  }

  void topAxisShowsRoundResolutionsThatDoNotTouch() {
    for (const TopAxis kind : {TopAxis::ResolutionFromFrequency, TopAxis::ResolutionFromSquaredFrequency}) {
      ResolutionTicker ticker(kind);
      ticker.setRoom(400, 24);
      QVector<double> ticks;
      QVector<QString> labels;
      ticker.generate(QCPRange(0, 0.25), QLocale::c(), 'g', 6, ticks, nullptr, &labels);
      QCOMPARE(ticks.size(), labels.size());
      QVERIFY(ticks.size() >= 4);
      for (int i = 0; i < ticks.size(); ++i) {
        const double d = labels[i].toDouble();
        const double x = kind == TopAxis::ResolutionFromFrequency ? 1 / d : 1 / (d * d);
        QVERIFY(std::abs(ticks[i] - x) < 1e-12);
        if (i > 0) QVERIFY((ticks[i] - ticks[i - 1]) * 400 / 0.25 > 24);
      }
      QVERIFY(labels.contains(kind == TopAxis::ResolutionFromFrequency ? "5" : "2"));
    }
  }

  void zoomedInTopAxisStillHasTicks() {
    ResolutionTicker ticker(TopAxis::ResolutionFromFrequency);
    ticker.setRoom(400, 24);
    QVector<double> ticks;
    ticker.generate(QCPRange(0.2921, 0.2939), QLocale::c(), 'g', 6, ticks, nullptr, nullptr);
    QVERIFY(ticks.size() >= 3);
  }

  void limitsCoverDataMarkersAndDemands() {
    CurvePlot plot = guinierPlot();
    const QCPRange x = PlotPainter::dataRange(plot, true);
    QCOMPARE(x.lower, 0.0);  // data that begin near zero show zero
    QVERIFY(x.upper > 0.1);
    plot.y.low = -30;
    plot.y.high = 0;
    const QCPRange y = PlotPainter::dataRange(plot, false);
    QCOMPARE(y.lower, -30.0);
    QCOMPARE(y.upper, 0.0);
    CurvePlot flat;
    flat.series = {{"c", "constant", {1, 2}, {5, 5}, SeriesStyle::Line}};
    const QCPRange around = PlotPainter::dataRange(flat, false);
    QVERIFY(around.lower < 5 && around.upper > 5);
    QVERIFY(PlotPainter::dataRange(CurvePlot{}, false).size() > 0);
  }

  void aPlotOfTheSameStructureKeepsItsObjectsAndZoom() {
    Painted painted(guinierPlot());
    QCPAbstractPlottable* before = painted.painter.plottables()[0];
    painted.canvas.xAxis->setRange(0.02, 0.03);
    CurvePlot newer = guinierPlot();
    newer.series[0].y[0] = -11;
    painted.painter.show(newer, true);
    QCOMPARE(painted.painter.plottables()[0], before);
    QCOMPARE(painted.canvas.xAxis->range().lower, 0.02);
    painted.painter.show(histogramPlot(), true);
    QVERIFY(painted.canvas.xAxis->range().lower < 0);
    QCOMPARE(painted.painter.plottables().size(), std::size_t{1});
  }

  void aBandFillsBetweenItsBordersInTheColourOfItsCurve() {
    Painted painted(fscPlot());
    const auto* border = qobject_cast<QCPGraph*>(painted.painter.plottables()[1]);
    QVERIFY(border != nullptr && border->channelFillGraph() != nullptr);
    QVERIFY(std::isnan(border->data()->at(19)->value));
    QVERIFY(std::isnan(border->channelFillGraph()->data()->at(19)->value));
    QColor fill = border->brush().color();
    fill.setAlpha(255);
    QCOMPARE(fill, painted.painter.plottables()[0]->pen().color());
    const QCPRange y = PlotPainter::dataRange(
        [] {
          CurvePlot plot = fscPlot();
          plot.y.low.reset();
          plot.y.high.reset();
          return plot;
        }(),
        false);
    QVERIFY(y.lower < -0.03 && y.upper > 1.03);  // the borders are inside
  }

  void hiddenSeriesWaitInTheLegendOnScreenAndAreNotOnPaper() {
    Painted painted(fscPlot());  // on paper
    QCOMPARE(entries(*painted.canvas.legend).size(), std::size_t{3});
    QVERIFY(!painted.painter.plottables()[3]->visible());
    PlotStyle style = PlotStyle::paper(1);
    style.offersHidden = true;
    painted.painter.setStyle(style);
    QCOMPARE(entries(*painted.canvas.legend).size(), std::size_t{5});
    QVERIFY(entries(*painted.canvas.legend)[3]->font().strikeOut());
    const QPen before = painted.painter.plottables()[2]->pen();
    painted.painter.setSeriesShown(3, true);
    QVERIFY(painted.painter.plottables()[3]->visible());
    QVERIFY(!entries(*painted.canvas.legend)[3]->font().strikeOut());
    painted.painter.show(fscPlot(), true);  // new data: the choice stays
    QVERIFY(painted.painter.shown().series[3].shown);
    QCOMPARE(painted.painter.plottables()[2]->pen().color(), before.color());
    painted.painter.show(guinierPlot());
    painted.painter.show(fscPlot());
    QVERIFY(!painted.painter.shown().series[3].shown);  // another plot came between
  }

  void entriesOfTheLegendAreWrittenOut() {
    CurvePlot plot = fscPlot();
    for (Series& series : plot.series) series.label += ", with a label that takes a third of the width";
    Painted painted(plot);
    for (const QCPAbstractLegendItem* item : entries(*painted.canvas.legend)) {
      QVERIFY(item->rect().width() >= item->minimumOuterSizeHint().width());
      QVERIFY(painted.canvas.viewport().contains(item->rect()));
    }
    // One long label among short ones does not give each a row.
    for (Series& series : plot.series) series.label = series.label.substr(0, 8);
    plot.series.back().shown = true;
    plot.series.back().label = "a label that takes more than a half of the width of the plot";
    painted.painter.show(plot);
    painted.canvas.replot();
    QCOMPARE(painted.canvas.legend->rowCount(), 2);
    // Short labels again: they stand beside each other.
    for (Series& series : plot.series) series.label = series.label.substr(0, 8);
    painted.painter.show(plot);
    painted.canvas.replot();
    QCOMPARE(painted.canvas.legend->rowCount(), 1);
  }

  void labelsOfCloseLinesDoNotTouch() {
    Painted painted(fscPlot());
    std::vector<QRectF> boxes;
    for (int i = 0; i < painted.canvas.itemCount(); ++i)
      if (auto* text = qobject_cast<QCPItemText*>(painted.canvas.item(i)); text != nullptr && text->visible())
        boxes.push_back(QRectF(text->topLeft->pixelPosition(), text->bottomRight->pixelPosition()));
    QCOMPARE(boxes.size(), std::size_t{3});
    for (std::size_t i = 0; i < boxes.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        QVERIFY(!boxes[i].adjusted(1, 1, -1, -1).intersects(boxes[k].adjusted(1, 1, -1, -1)));
  }

  /// Window and PDF are painted from these graphs, the HTML from its paths: the same samples at the same places.
  void htmlHoldsTheSameSeries() {
    const CurvePlot plot = fscPlot();
    Painted painted(plot);
    const QString svg = QString::fromStdString(plotSvg(plot));
    static const QRegularExpression paths(QStringLiteral("<path d=\"([^\"]*)\" fill=\"none\" stroke=\"(#[0-9a-f]+)\""));
    static const QRegularExpression points(QStringLiteral("[ML]([-0-9.]+) ([-0-9.]+)"));
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < plot.series.size(); ++i)
      if (plot.series[i].shown && plot.series[i].style != SeriesStyle::Band) drawn.push_back(i);
    auto path = paths.globalMatch(svg);
    double x0 = 0, xStep = 0, y0 = 0, yStep = 0;  // the axes of the SVG, from the first curve
    for (const std::size_t series : drawn) {
      QVERIFY(path.hasNext());
      const auto match = path.next();
      const auto* graph = qobject_cast<QCPGraph*>(painted.painter.plottables()[series]);
      QCOMPARE(QColor(match.captured(2)), graph->pen().color());
      auto point = points.globalMatch(match.captured(1));
      std::vector<QPointF> places;
      while (point.hasNext()) {
        const auto p = point.next();
        places.emplace_back(p.captured(1).toDouble(), p.captured(2).toDouble());
      }
      QCOMPARE(static_cast<int>(places.size()), graph->dataCount());
      const auto data = graph->data();
      const int last = graph->dataCount() - 1;
      if (series == drawn.front()) {
        xStep = (places[static_cast<std::size_t>(last)].x() - places[0].x()) / (data->at(last)->key - data->at(0)->key);
        yStep =
            (places[static_cast<std::size_t>(last)].y() - places[0].y()) / (data->at(last)->value - data->at(0)->value);
        x0 = places[0].x() - xStep * data->at(0)->key;
        y0 = places[0].y() - yStep * data->at(0)->value;
      }
      for (int i = 0; i <= last; ++i) {
        QVERIFY(std::abs(places[static_cast<std::size_t>(i)].x() - (x0 + xStep * data->at(i)->key)) < 0.2);
        QVERIFY(std::abs(places[static_cast<std::size_t>(i)].y() - (y0 + yStep * data->at(i)->value)) < 0.2);
      }
    }
    QVERIFY(!path.hasNext());
  }

  void looksAsItDid() {
    QImage image(960, 600, QImage::Format_RGB32);
    image.fill(Qt::white);
    paintPlot(image, image.size(), guinierPlot(), PlotStyle::paper(2));
    const QString golden = QStringLiteral(VITRINE_GOLDEN "/plot_guinier.png");
    const QImage expected(golden);
    const bool same = !expected.isNull() && expected.size() == image.size() && difference(image, expected) < 0.01;
    if (!same) image.save("plot_guinier.new.png");
    QVERIFY2(same, "compare plot_guinier.new.png in the test's folder with tests/golden");
    QImage blank(image.size(), QImage::Format_RGB32);
    blank.fill(Qt::white);
    QVERIFY(difference(blank, expected) > 0.02);  // the measure can tell
  }
};

QTEST_MAIN(PlotPainterTest)
#include "plot_painter_test.moc"
