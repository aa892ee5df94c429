#include "widgets/orthoslice/slice_frame.hpp"

#include "widgets/orthoslice/contour.hpp"
#include "widgets/theme/value_colours.hpp"
#include "widgets/vtk/trilinear.hpp"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace vitrine::ui {
namespace {

/// Above this many pixels of the screen per voxel the voxels themselves are shown, not a smooth surface between them.
constexpr double kShowVoxelsFrom = 24;
/// Beyond this many segments the contour is noise: thin single lines, drawn without smoothing, keep it quick.
constexpr int kManySegments = 60'000;
constexpr double kMaskLevel = 0.5;
constexpr int kLinesAtOnce = 5'000, kPixelsAtOnce = 4'000'000;  // a stop is asked for in between
constexpr int kTintAlpha = 96;                                  // of 255: the grey beneath stays readable

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

/// Where the picture is painted, and how much of it there is.
struct Canvas {
  QPainter& painter;
  double pixelsPerVoxel;  ///< device pixels
  double magnification;   ///< as in FrameRequest
  const Progress& progress;
};

void drawContour(const Canvas& canvas, const GrayImage& plane, double level, const QColor& ink) {
  const QVector<QLineF> lines = contourLines(plane, level);
  if (lines.isEmpty()) return;
  const bool many = lines.size() > kManySegments;
  canvas.painter.setRenderHint(QPainter::Antialiasing, !many);
  const double width = (many || canvas.pixelsPerVoxel < canvas.magnification ? 1.0 : 1.4) * canvas.magnification;
  const auto draw = [&](const QColor& colour, double lineWidth) {
    QPen pen(colour, lineWidth);
    pen.setCosmetic(true);
    canvas.painter.setPen(pen);
    for (qsizetype begin = 0; begin < lines.size(); begin += kLinesAtOnce) {
      canvas.progress.throwIfStopped();
      canvas.painter.drawLines(lines.constData() + begin,
                               static_cast<int>(std::min<qsizetype>(kLinesAtOnce, lines.size() - begin)));
    }
  };
  if (!many) draw(contourShadow(), width * 2.4);
  draw(ink, width);
}

/// Values of an overlay at the centres of the plane's pixels.
std::shared_ptr<const GrayImage> overlayPlane(const FrameRequest& request, const GrayImage& plane,
                                              const Volume& overlay) {
  const Grid& grid = request.grid;
  if (request.stride == 1 && overlay.grid.sameSize(grid))
    return std::make_shared<const GrayImage>(slice(overlay, request.axis, request.index));
  auto image = std::make_shared<GrayImage>(plane);
  // Lengths are A where both volumes have them, else edges of the box.
  const bool inA = grid.hasVoxelSize() && overlay.grid.hasVoxelSize() && !overlay.grid.sameSize(grid);
  Vector3 step{}, voxelSize{};
  for (int a = 0; a < 3; ++a) {
    step[a] = inA ? grid.voxelSize[a] : 1.0 / grid.size[a];
    voxelSize[a] = inA ? overlay.grid.voxelSize[a] : 1.0 / overlay.grid.size[a];
  }
  const auto [u, v] = imageAxes(request.axis);
  Vector3 place{};
  place[request.axis] = (request.index / request.stride * request.stride + 0.5) * step[request.axis];
  std::size_t i = 0;
  for (int y = 0; y < image->height; ++y)
    for (int x = 0; x < image->width; ++x) {
      place[u] = (x * request.stride + 0.5) * step[u];
      place[v] = (y * request.stride + 0.5) * step[v];
      image->values[i++] = trilinear(overlay, voxelSize, place);
    }
  return image;
}

/// Row 0 of the plane becomes the last line; what has no value is clear.
QImage colourImage(const GrayImage& plane, const SliceOverlay& overlay, double opacity) {
  QImage image(plane.width, plane.height, QImage::Format_ARGB32_Premultiplied);
  std::array<QRgb, 256> table = colourTable(overlay.colours);
  const int alpha = static_cast<int>(std::lround(255 * opacity));
  for (QRgb& colour : table) colour = qPremultiply(qRgba(qRed(colour), qGreen(colour), qBlue(colour), alpha));
  const double range = overlay.high > overlay.low ? overlay.high - overlay.low : 1;
  for (int y = 0; y < plane.height; ++y) {
    const float* row = plane.values.data() + static_cast<std::ptrdiff_t>(y) * plane.width;
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(plane.height - 1 - y));
    for (int x = 0; x < plane.width; ++x) {
      const double share = std::clamp((row[x] - overlay.low) / range, 0.0, 1.0);
      line[x] = std::isfinite(row[x]) ? table[static_cast<std::size_t>(share * 255)] : 0;
    }
  }
  return image;
}

QImage tintImage(const GrayImage& plane, const QColor& ink) {
  QImage image(plane.width, plane.height, QImage::Format_ARGB32_Premultiplied);
  const QRgb tint = qPremultiply(qRgba(ink.red(), ink.green(), ink.blue(), kTintAlpha));
  for (int y = 0; y < plane.height; ++y) {
    const float* row = plane.values.data() + static_cast<std::ptrdiff_t>(y) * plane.width;
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(plane.height - 1 - y));
    for (int x = 0; x < plane.width; ++x) line[x] = row[x] >= kMaskLevel ? tint : 0;
  }
  return image;
}

/// Averaging, not dropping, when many voxels share a pixel; the voxels themselves when one covers many pixels.
void drawScaled(const Canvas& canvas, const QRectF& target, QImage image) {
  if (canvas.pixelsPerVoxel < 0.5)
    image =
        image.scaled(target.size().toSize().expandedTo(QSize(1, 1)), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  canvas.painter.setRenderHint(QPainter::SmoothPixmapTransform,
                               canvas.pixelsPerVoxel < kShowVoxelsFrom * canvas.magnification);
  const int width = canvas.painter.device()->width(), height = canvas.painter.device()->height();
  const int rows = std::max(1, kPixelsAtOnce / std::max(1, width));
  for (int top = 0; top < height; top += rows) {
    canvas.progress.throwIfStopped();
    if (rows < height) canvas.painter.setClipRect(0, top, width, rows);
    canvas.painter.drawImage(target, image);
  }
  canvas.painter.setClipping(false);
}

/// The planes of all overlays, those known taken over.
std::vector<OverlayPlane> cutOverlays(const FrameRequest& request, const GrayImage& plane) {
  std::vector<OverlayPlane> planes;
  for (const SliceOverlay& overlay : request.overlays) {
    const auto known = std::ranges::find(request.knownOverlays, overlay.volume, &OverlayPlane::volume);
    planes.push_back(known != request.knownOverlays.end()
                         ? *known
                         : OverlayPlane{overlay.volume, overlayPlane(request, plane, *overlay.volume)});
  }
  return planes;
}

}  // namespace

Frame drawFrame(const FrameRequest& request, const Progress& progress) {
  QElapsedTimer clock;
  clock.start();
  Frame frame;
  frame.toPixels = request.toPixels;
  frame.volume = request.volume;
  frame.index = request.index;
  frame.isProjection = request.projection != nullptr;
  frame.plane = frame.isProjection ? request.projection : request.known;
  if (frame.plane == nullptr) {
    const int kept = std::min(request.index / request.stride, request.volume->grid.size[request.axis] - 1);
    frame.plane = std::make_shared<const GrayImage>(slice(*request.volume, request.axis, kept));
  }
  const GrayImage& plane = *frame.plane;
  frame.range = frame.isProjection ? ownRange(plane) : request.range.value_or(ownRange(plane));
  const bool isOpaque = request.ground.alpha() == 255;
  frame.picture = QImage(request.pixels, isOpaque ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
  if (frame.picture.isNull()) return frame;
  frame.picture.fill(request.ground);

  QPainter painter(&frame.picture);
  // A pixel of the plane covers `stride` voxels; the last one may reach beyond the box. A projection is of all voxels.
  const int stride = frame.isProjection ? 1 : request.stride;
  const QRectF target = request.toPixels.mapRect(QRectF(0, 0, plane.width * stride, plane.height * stride));
  const Canvas canvas{painter, target.width() / std::max(plane.width, 1), request.magnification, progress};
  drawScaled(canvas, target, greyImage(plane, frame.range));
  progress.report(0.3);
  if (!frame.isProjection) {
    frame.overlays = cutOverlays(request, plane);
    for (std::size_t i = 0; i < frame.overlays.size(); ++i) {
      const SliceOverlay& overlay = request.overlays[i];
      if (!overlay.isMask)
        drawScaled(canvas, target, colourImage(*frame.overlays[i].values, overlay, request.opacity));
      else if (request.tintsMasks)
        drawScaled(canvas, target, tintImage(*frame.overlays[i].values, overlay.ink));
    }
    progress.report(0.6);
    painter.setTransform(QTransform::fromScale(stride, stride) * request.toPixels);
    for (std::size_t i = 0; i < frame.overlays.size(); ++i)
      if (const SliceOverlay& overlay = request.overlays[i]; overlay.isMask && !request.tintsMasks)
        drawContour(canvas, *frame.overlays[i].values, kMaskLevel, overlay.ink);
    if (request.level) drawContour(canvas, plane, *request.level, contourColour());
  }
  painter.end();
  frame.seconds = static_cast<double>(clock.nsecsElapsed()) * 1e-9;
  return frame;
}

}  // namespace vitrine::ui
