// What saved pictures of all views have in common: what can be wished for, how large they may be, what the file tells.
#pragma once

#include "core/base/progress.hpp"

#include <QByteArray>
#include <QFont>
#include <QImage>
#include <QSize>
#include <QString>

#include <cstdint>
#include <map>

namespace vitrine::ui {

/// What the user can choose about an exported image.
struct PhotoWish {
  QSize pixels;
  double dotsPerInch = 300;
  bool seeThrough = false;
  bool scaleBar = true, colourBar = true, levelText = true, marker = false;

  /// No edge longer, and not more pixels: what image formats and memory can take.
  static constexpr int kLongestEdge = 16'384;
  static constexpr std::int64_t kMostPixels = 150'000'000;
};

/// Data about a picture, written into its file: "Level" -> "0.0066".
using PhotoNotes = std::map<QString, QString>;

/// @throws InputError for a size that cannot be made
void refuseImpossible(const PhotoWish& wish);

/// How many times as large a picture is as the view it shows, where neither edge is cut. @param view  in widget pixels
double photoScale(QSizeF view, QSizeF picture);
/// The view's font, as large beside the picture as it is on screen.
QFont photoFont(const QFont& font, double scale);

/// Resolution and notes, which QImage writes into PNG files.
void describePhoto(QImage& image, const PhotoWish& wish, const PhotoNotes& notes);

/// The bytes of a PNG file; empty if it cannot be made. Asks for a stop about every 8 KiB. @throws Cancelled
QByteArray pngBytes(const QImage& image, const Progress& progress);

}  // namespace vitrine::ui
