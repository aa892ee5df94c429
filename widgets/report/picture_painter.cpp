#include "widgets/report/picture_painter.hpp"

#include "core/base/number_text.hpp"
#include "widgets/theme/text.hpp"
#include "widgets/vtk/surface_overlay.hpp"

#include <algorithm>
#include <cmath>
#include <exception>

namespace vitrine::ui {

namespace {

constexpr int kPicturesInRow = 3;
constexpr double kDefaultHeightPt = 250, kGapPt = 12, kTextGapPt = 3;

struct Range {
  float low = 0, high = 0;
  bool empty() const { return !(low < high); }
};

Range finiteRange(const GrayImage& image) {
  Range range{INFINITY, -INFINITY};
  for (const float value : image.values) {
    if (!std::isfinite(value)) continue;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  return range;
}

QSizeF sizeA(const GrayImage& image) {
  const double dx = image.pixelWidthA > 0 ? image.pixelWidthA : 1, dy = image.pixelHeightA > 0 ? image.pixelHeightA : 1;
  return {std::max(1, image.width) * dx, std::max(1, image.height) * dy};
}

const QString& titleOf(const Picture& picture, QString& storage) {
  storage = std::visit([](const auto& p) { return displayText(p.title); }, picture);
  return storage;
}

/// Width over height of a surface's picture: wide when there is room, nearly square in a row of three.
double surfaceAspect(std::size_t picturesInRow) { return picturesInRow >= kPicturesInRow ? 1.1 : 13.0 / 7.0; }

}  // namespace

bool isConstant(const SlicePicture& picture) { return finiteRange(picture.image).empty(); }

QImage sliceImage(const SlicePicture& picture) {
  const GrayImage& source = picture.image;
  if (source.width <= 0 || source.height <= 0) return {};
  const Range own = finiteRange(source);
  double black = picture.black.value_or(own.low), white = picture.white.value_or(own.high);
  if (!(white > black)) black = own.low, white = own.high;

  QImage image(source.width, source.height, QImage::Format_Grayscale8);
  if (own.empty() || !(white > black)) {
    image.fill(128);
    return image;
  }
  const double scale = 255 / (white - black);
  for (int y = 0; y < source.height; ++y) {
    uchar* line = image.scanLine(source.height - 1 - y);
    for (int x = 0; x < source.width; ++x) {
      const double level = (static_cast<double>(source.at(x, y)) - black) * scale;
      line[x] = std::isfinite(level) ? static_cast<uchar>(std::lround(std::clamp(level, 0.0, 255.0))) : uchar{0};
    }
  }
  return image;
}

FigurePainter::FigurePainter(const Figure& figure, double width, const FigureStyle& style)
    : m_style(style), m_gap(kGapPt * style.unit) {
  const double maxHeight = (style.maxPictureHeight > 0 ? style.maxPictureHeight : kDefaultHeightPt) * style.unit;
  const std::size_t columns = std::clamp<std::size_t>(figure.pictures.size(), 1, kPicturesInRow);
  const double cellWidth = (width - m_gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  m_cellWidth = cellWidth;

  // Painter units per A, so that every slice of the figure fits its cell at the same scale.
  double scale = INFINITY;
  for (const Picture& picture : figure.pictures) {
    if (const auto* slice = std::get_if<SlicePicture>(&picture)) {
      const QSizeF size = sizeA(slice->image);
      scale = std::min({scale, cellWidth / size.width(), maxHeight / size.height()});
    }
  }
  for (std::size_t i = 0; i < figure.pictures.size(); ++i) {
    if (i % kPicturesInRow == 0) m_rows.emplace_back();
    Row& row = m_rows.back();
    Cell cell;
    cell.picture = &figure.pictures[i];
    if (const auto* slice = std::get_if<SlicePicture>(cell.picture)) {
      cell.size = sizeA(slice->image) * scale;
    } else {
      const double aspect = surfaceAspect(columns);
      const double used = std::min(cellWidth, maxHeight * aspect);
      cell.size = QSizeF(used, used / aspect);
    }
    // A needle of a box stays visible.
    cell.size = cell.size.expandedTo(QSizeF(4 * style.unit, 4 * style.unit));
    cell.x = static_cast<double>(i % kPicturesInRow) * (cellWidth + m_gap) + (cellWidth - cell.size.width()) / 2;
    row.cells.push_back(cell);
    row.pictureHeight = std::max(row.pictureHeight, cell.size.height());
  }
  for (Row& row : m_rows) {
    double texts = 0;
    QString storage;
    for (const Cell& cell : row.cells) texts = std::max(texts, textHeight(titleOf(*cell.picture, storage), cellWidth));
    row.height = row.pictureHeight + texts;
  }
}

double FigurePainter::textHeight(const QString& title, double width) const {
  const QFontMetricsF metrics(paperFont(m_style.fontPt * m_style.unit));
  const QRectF text = metrics.boundingRect(QRectF(0, 0, width, 1e6), Qt::AlignHCenter | Qt::TextWordWrap, title);
  return 2 * kTextGapPt * m_style.unit + metrics.height() + (title.isEmpty() ? 0 : text.height());
}

double FigurePainter::height() const {
  double sum = 0;
  for (const Row& row : m_rows) sum += row.height + (sum > 0 ? m_gap : 0);
  return sum;
}

void FigurePainter::paint(QPainter& painter, QPointF topLeft, const SurfaceRenderer& renderer) const {
  for (int row = 0; row < rows(); ++row) {
    paintRow(painter, topLeft, row, renderer);
    topLeft.ry() += rowHeight(row) + m_gap;
  }
}

void FigurePainter::paintRow(QPainter& painter, QPointF topLeft, int rowIndex, const SurfaceRenderer& renderer) const {
  const Row& row = m_rows[static_cast<std::size_t>(rowIndex)];
  painter.save();
  painter.setRenderHint(QPainter::LosslessImageRendering);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const Cell& cell : row.cells) {
    // Pictures of a row stand on one line.
    const QRectF area(QPointF(topLeft.x() + cell.x, topLeft.y() + row.pictureHeight - cell.size.height()), cell.size);
    double textTop = area.bottom() + kTextGapPt * m_style.unit;
    const QFont font = paperFont(m_style.fontPt * m_style.unit);
    const QFontMetricsF metrics(font);
    if (const auto* slice = std::get_if<SlicePicture>(cell.picture)) {
      paintSlice(painter, area, *slice);
      const double widthA = slice->image.width * slice->image.pixelWidthA;
      if (widthA > 0) {
        const double lengthA = roundScaleLength(0.4 * widthA);
        const double length = lengthA / widthA * area.width();
        const QString text = displayText(generalText(lengthA, 4) + " A");
        const double textWidth = metrics.horizontalAdvance(text), gap = 3 * m_style.unit;
        const double left = area.center().x() - (length + gap + textWidth) / 2, middle = textTop + metrics.height() / 2;
        painter.fillRect(QRectF(left, middle - 0.75 * m_style.unit, length, 1.5 * m_style.unit), m_style.palette.text);
        painter.setFont(font);
        painter.setPen(m_style.palette.text);
        painter.drawText(QPointF(left + length + gap, textTop + metrics.ascent()), text);
        textTop += metrics.height();
      }
    } else {
      paintSurface(painter, area, std::get<SurfacePicture>(*cell.picture), renderer);
    }
    QString title;
    titleOf(*cell.picture, title);
    painter.setFont(font);
    painter.setPen(m_style.palette.mutedText);
    const QRectF box(area.center().x() - m_cellWidth / 2, textTop, m_cellWidth, 1e4 * m_style.unit);
    painter.drawText(box, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap | Qt::TextDontClip, title);
  }
  painter.restore();
}

void FigurePainter::paintSlice(QPainter& painter, const QRectF& area, const SlicePicture& picture) const {
  QImage image = sliceImage(picture);
  const double finest = area.width() / m_style.unit / 72 * m_style.imageDpi;
  if (image.width() > 1.2 * finest) {
    const int width = std::max(1, static_cast<int>(finest));
    const int height = std::max(1, static_cast<int>(std::lround(finest * area.height() / area.width())));
    image = image.scaled(width, height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                .convertToFormat(QImage::Format_Grayscale8);
  }
  painter.drawImage(area, image);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(m_style.palette.frame, 0.4 * m_style.unit));
  painter.drawRect(area);
  if (isConstant(picture)) {
    painter.setFont(paperFont(m_style.fontPt * m_style.unit));
    painter.setPen(Qt::white);
    painter.drawText(area, Qt::AlignCenter | Qt::TextDontClip, QStringLiteral("constant"));
  }
}

void FigurePainter::paintSurface(QPainter& painter, const QRectF& area, const SurfacePicture& picture,
                                 const SurfaceRenderer& renderer) const {
  const double pixels = m_style.surfaceDpi / 72 / m_style.unit;
  const QSize size(std::max(16, static_cast<int>(area.width() * pixels)),
                   std::max(16, static_cast<int>(area.height() * pixels)));
  QString why = QStringLiteral("No picture of the surface");
  QImage image;
  try {
    if (renderer) image = renderer(picture, size);
  } catch (const std::exception& error) {
    why += QStringLiteral(": ") + QString::fromUtf8(error.what());
  }
  painter.setPen(QPen(m_style.palette.grid, 0.4 * m_style.unit));
  painter.setBrush(Qt::NoBrush);
  if (!image.isNull()) {
    painter.drawImage(area, image.convertToFormat(QImage::Format_RGB32));
    painter.drawRect(area);
    return;
  }
  painter.drawRect(area);
  painter.setFont(paperFont(m_style.fontPt * m_style.unit));
  painter.setPen(m_style.palette.mutedText);
  painter.drawText(area.adjusted(m_gap / 2, 0, -m_gap / 2, 0), Qt::AlignCenter | Qt::TextWordWrap | Qt::TextDontClip,
                   why);
}

}  // namespace vitrine::ui
