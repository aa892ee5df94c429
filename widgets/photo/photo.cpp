#include "widgets/photo/photo.hpp"

#include "core/base/error.hpp"

#include <QFontInfo>
#include <QIODevice>

#include <algorithm>
#include <cmath>
#include <string>

namespace vitrine::ui {
namespace {

/// Compressing a large picture takes many seconds; a write that fails ends it.
class StoppableBuffer final : public QIODevice {
public:
  explicit StoppableBuffer(const Progress& progress) : m_progress(progress) { open(QIODevice::WriteOnly); }
  bool isSequential() const override { return true; }
  QByteArray bytes;

protected:
  qint64 readData(char*, qint64) override { return -1; }
  qint64 writeData(const char* data, qint64 size) override {
    if (m_progress.stopRequested()) return -1;
    bytes.append(data, size);
    return size;
  }

private:
  const Progress& m_progress;
};

}  // namespace

void refuseImpossible(const PhotoWish& wish) {
  const QSize size = wish.pixels;
  if (!size.isEmpty() && std::max(size.width(), size.height()) <= PhotoWish::kLongestEdge &&
      std::int64_t{size.width()} * size.height() <= PhotoWish::kMostPixels)
    return;
  throw InputError("an image of " + std::to_string(size.width()) + " x " + std::to_string(size.height()) +
                   " pixels cannot be made; at most " + std::to_string(PhotoWish::kLongestEdge) + " an edge and " +
                   std::to_string(PhotoWish::kMostPixels / 1'000'000) + " million in all");
}

double photoScale(QSizeF view, QSizeF picture) {
  return std::min(picture.width() / std::max(1.0, view.width()), picture.height() / std::max(1.0, view.height()));
}

QFont photoFont(const QFont& font, double scale) {
  constexpr int kSmallest = 6;  // pixels: below, no letter can be told
  QFont scaled = font;
  scaled.setPixelSize(std::max(kSmallest, static_cast<int>(std::lround(QFontInfo(font).pixelSize() * scale))));
  return scaled;
}

void describePhoto(QImage& image, const PhotoWish& wish, const PhotoNotes& notes) {
  constexpr double kInchesPerMetre = 1 / 0.0254;
  const int dotsPerMetre = static_cast<int>(std::lround(wish.dotsPerInch * kInchesPerMetre));
  image.setDotsPerMeterX(dotsPerMetre);
  image.setDotsPerMeterY(dotsPerMetre);
  for (const auto& [key, text] : notes) image.setText(key, text);
}

QByteArray pngBytes(const QImage& image, const Progress& progress) {
  progress.throwIfStopped();
  StoppableBuffer buffer(progress);
  const bool isMade = image.save(&buffer, "PNG");
  progress.throwIfStopped();
  return isMade ? buffer.bytes : QByteArray();
}

}  // namespace vitrine::ui
