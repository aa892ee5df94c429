// vitrine thumbnail: a small picture of a map, for file managers. A sample of the voxels is enough for it.
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/outputs.hpp"
#include "app/runner/qt_executor.hpp"
#include "core/base/error.hpp"
#include "core/checks/picture.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/maps.hpp"
#include "widgets/report/picture_painter.hpp"
#include "widgets/vtk/render_surface.hpp"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QThreadPool>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace vitrine::cli {
namespace {

constexpr int kSampleEdge = 128;
/// What a compressed map may hold to be unpacked: two seconds or so. Larger ones keep the file manager's icon.
constexpr std::int64_t kMostUnpackedVoxels = std::int64_t{512} * 512 * 512;

/// The map, or the first volume of a stack of them: nobody can be asked which one.
MapInfo probeFirst(OpenRequest& request) {
  try {
    return probe(request.map, request.hints);
  } catch (const MapError& error) {
    if (error.diagnostic().id != "E-STACK" || request.hints.volumeIndex) throw;
    request.hints.volumeIndex = 0;
    return probe(request.map, request.hints);
  }
}

/// At most kSampleEdge voxels along each edge.
SharedVolume sampleOf(const Arguments& arguments) {
  OpenRequest request = arguments.request;
  const MapInfo info = probeFirst(request);
  Progress progress;
  if (info.compression == Compression::None)
    return std::make_shared<const Volume>(preview(request.map, info, kSampleEdge, progress));
  if (info.grid.voxels() > kMostUnpackedVoxels)
    throw InputError(request.map.string() + ": a compressed map of this size is not unpacked for a thumbnail; " +
                     "unpack the file");
  ui::QtExecutor executor(*QThreadPool::globalInstance());
  const auto loaded = load(request.map, request.hints, executor, progress);
  const int largest = *std::ranges::max_element(info.grid.size);
  const int factor = (largest + kSampleEdge - 1) / kSampleEdge;
  if (factor <= 1) return SharedVolume(loaded, &loaded->volume);
  return std::make_shared<const Volume>(blockAverage(loaded->volume.grid, loaded->volume.data.data(),
                                                     loaded->volume.grid.size[0], factor, executor, progress));
}

/// The level that encloses 1 % of the sample, as when a map is opened; halfway up where no voxel lies above it (masks).
/// Empty if all values are equal or none is a number.
std::optional<double> levelOf(const Volume& volume) {
  constexpr double kEnclosed = 0.01;
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(volume.grid.voxels()));
  for (const float value : volume.data)
    if (std::isfinite(value)) values.push_back(value);
  if (values.empty()) return {};
  const auto [low, high] = std::ranges::minmax(values);
  if (!(low < high)) return {};
  const auto rank = values.size() - 1 - static_cast<std::size_t>(kEnclosed * static_cast<double>(values.size()));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(rank));
  const double level = values[rank];
  return level > low && level < high ? level : 0.5 * (double{low} + high);
}

QImage fitted(const QImage& picture, int size) {
  QImage image(size, size, QImage::Format_RGB32);
  image.fill(Qt::white);
  const QImage scaled = picture.scaled(size, size, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  QPainter(&image).drawImage((size - scaled.width()) / 2, (size - scaled.height()) / 2, scaled);
  return image;
}

QImage centralSlice(const Volume& volume, int size) {
  SlicePicture picture;
  picture.image = slice(volume, 2, volume.grid.size[2] / 2);
  return fitted(ui::sliceImage(picture), size);
}

QImage thumbnailOf(const SharedVolume& volume, int size) {
  constexpr int kSmallestRendered = 256;  // below that the scale bar's words would fill the picture
  const auto level = levelOf(*volume);
  const bool isFlat = *std::ranges::min_element(volume->grid.size) < 2;
  if (!level || isFlat) return centralSlice(*volume, size);
  try {
    const int edge = std::max(size, kSmallestRendered);
    SurfacePicture picture;
    picture.volume = volume;
    picture.level = *level;
    return fitted(ui::renderSurface(picture, {edge, edge}), size);
  } catch (const std::runtime_error&) {  // no software EGL on this machine
    return centralSlice(*volume, size);
  }
}

}  // namespace

int thumbnailCommand(const Arguments& arguments) {
  requireWritable(arguments);
  const QImage image = thumbnailOf(sampleOf(arguments), arguments.thumbnailSize);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  if (!image.save(&buffer, "PNG")) throw OutputError(arguments.thumbnail.string() + ": the picture cannot be made");
  writeAtomically(arguments.thumbnail, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  return kMeasured;
}

}  // namespace vitrine::cli
