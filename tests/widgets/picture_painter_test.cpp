#include "widgets/report/picture_painter.hpp"

#include <QTest>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

SlicePicture picture(int width, int height) {
  SlicePicture result;
  result.title = "Slice 3 along Z";
  result.image.width = width;
  result.image.height = height;
  result.image.pixelWidthA = result.image.pixelHeightA = 2;
  for (int i = 0; i < width * height; ++i) result.image.values.push_back(static_cast<float>(i));
  return result;
}

}  // namespace

class PicturePainterTest : public QObject {
  Q_OBJECT

private slots:
  void rowZeroIsAtTheBottom() {
    const QImage image = sliceImage(picture(2, 2));  // values 0 1 / 2 3
    QCOMPARE(qGray(image.pixel(0, 1)), 0);
    QCOMPARE(qGray(image.pixel(1, 1)), 85);
    QCOMPARE(qGray(image.pixel(0, 0)), 170);
    QCOMPARE(qGray(image.pixel(1, 0)), 255);
  }

  void aGivenRangeClampsAndNonFiniteIsBlack() {
    SlicePicture slice = picture(2, 2);
    slice.black = 1;
    slice.white = 2;
    slice.image.values[3] = std::numeric_limits<float>::quiet_NaN();
    const QImage image = sliceImage(slice);
    QCOMPARE(qGray(image.pixel(0, 1)), 0);
    QCOMPARE(qGray(image.pixel(0, 0)), 255);
    QCOMPARE(qGray(image.pixel(1, 0)), 0);
  }

  void aConstantImageIsMidGrey() {
    SlicePicture slice = picture(4, 4);
    slice.image.values.assign(16, 7.0F);
    QVERIFY(isConstant(slice));
    QCOMPARE(qGray(sliceImage(slice).pixel(2, 2)), 128);
    slice.image.values[0] = 8;
    QVERIFY(!isConstant(slice));
  }

  void slicesOfAFigureShareOneScale() {
    Figure figure;
    figure.pictures = {picture(40, 20), picture(20, 20), picture(20, 40), picture(10, 10)};
    FigureStyle style;
    const FigurePainter painter(figure, 480, style);
    QCOMPARE(painter.rows(), 2);
    // The widest slice fills its third of the line: 152 units for 80 A; the tallest is 80 A high.
    QVERIFY(painter.rowHeight(0) > 152);
    QVERIFY(painter.rowHeight(0) < 152 + 40);
    QVERIFY(painter.rowHeight(1) < painter.rowHeight(0) / 2 + 20);
  }

  void aSurfaceThatCannotBeRenderedIsAFramedSentence() {
    Figure figure;
    figure.pictures = {SurfacePicture{}};
    const FigurePainter painter(figure, 400, {});
    QImage paper(400, 400, QImage::Format_RGB32);
    paper.fill(Qt::white);
    {
      QPainter device(&paper);
      painter.paint(device, {0, 0}, [](const SurfacePicture&, QSize) -> QImage { throw std::runtime_error("no EGL"); });
    }
    int dark = 0;
    for (int y = 0; y < 400; ++y) {
      for (int x = 100; x < 300; ++x) dark += qGray(paper.pixel(x, y)) < 160;
    }
    QVERIFY(dark > 50);
  }
};

QTEST_MAIN(PicturePainterTest)
#include "picture_painter_test.moc"
