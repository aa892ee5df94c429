#include "widgets/orthoslice/slice_frame.hpp"

#include "widgets/orthoslice/contour.hpp"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {
namespace {

/// Above this many device pixels per voxel the voxels themselves are shown, not a smooth surface between them.
constexpr double kShowVoxelsFrom = 24;
/// Beyond this many segments the contour is noise: thin single lines, drawn without smoothing, keep it quick.
constexpr int kManySegments = 60'000;

GreyRange ownRange(const GrayImage& plane) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const float value : plane.values) {
    if (!std::isfinite(value)) continue;
    low = std::min<double>(low, value);
    high = std::max<double>(high, value);
  }
  return low <= high ? GreyRange{low, high} : GreyRange{0, 1};
}

/// Row 0 of the plane becomes the last line of the image.
QImage greyImage(const GrayImage& plane, const GreyRange& range) {
  QImage image(plane.width, plane.height, QImage::Format_Grayscale8);
  const double scale = range.high > range.low ? 255.0 / (range.high - range.low) : 0.0;
  for (int y = 0; y < plane.height; ++y) {
    const float* row = plane.values.data() + static_cast<std::ptrdiff_t>(y) * plane.width;
    uchar* line = image.scanLine(plane.height - 1 - y);
    for (int x = 0; x < plane.width; ++x) {
      const double grey = scale > 0 ? (row[x] - range.low) * scale : 127.0;
      line[x] = std::isfinite(grey) ? static_cast<uchar>(std::clamp(grey, 0.0, 255.0)) : uchar{0};
    }
  }
  return image;
}

void drawContour(QPainter& painter, const GrayImage& plane, double level, double pixelsPerVoxel) {
  const QVector<QLineF> lines = contourLines(plane, level);
  if (lines.isEmpty()) return;
  const bool many = lines.size() > kManySegments;
  painter.setRenderHint(QPainter::Antialiasing, !many);
  const double width = many || pixelsPerVoxel < 1 ? 1.0 : 1.4;
  const auto draw = [&](const QColor& colour, double lineWidth) {
    QPen pen(colour, lineWidth);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawLines(lines);
  };
  if (!many) draw(QColor(20, 20, 20, 200), width * 2.4);
  draw(QColor(255, 214, 92), width);
}

}  // namespace

Frame drawFrame(const FrameRequest& request) {
  QElapsedTimer clock;
  clock.start();
  Frame frame;
  frame.toPixels = request.toPixels;
  frame.volume = request.volume;
  frame.index = request.index;
  frame.plane = request.known;
  if (frame.plane == nullptr) {
    const int kept = std::min(request.index / request.stride, request.volume->grid.size[request.axis] - 1);
    frame.plane = std::make_shared<const GrayImage>(slice(*request.volume, request.axis, kept));
  }
  const GrayImage& plane = *frame.plane;
  frame.picture = QImage(request.pixels, QImage::Format_RGB32);
  frame.picture.fill(QColor(18, 18, 20));

  QImage grey = greyImage(plane, request.range.value_or(ownRange(plane)));
  QPainter painter(&frame.picture);
  // A pixel of the plane covers `stride` voxels; the last one may reach beyond the box.
  const QRectF box(0, 0, plane.width * request.stride, plane.height * request.stride);
  const QRectF target = request.toPixels.mapRect(box);
  const double pixelsPerVoxel = target.width() / std::max(plane.width, 1);
  if (pixelsPerVoxel < 0.5)  // averaging, not dropping, when many voxels share a pixel
    grey = grey.scaled(target.size().toSize().expandedTo(QSize(1, 1)), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, pixelsPerVoxel < kShowVoxelsFrom);
  painter.drawImage(target, grey);
  if (request.level) {
    painter.setTransform(QTransform::fromScale(request.stride, request.stride) * request.toPixels);
    drawContour(painter, plane, *request.level, pixelsPerVoxel);
  }
  painter.end();
  frame.seconds = static_cast<double>(clock.nsecsElapsed()) * 1e-9;
  return frame;
}

}  // namespace vitrine::ui
