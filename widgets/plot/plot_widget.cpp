#include "widgets/plot/plot_widget.hpp"

#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"

#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

QByteArray pngBytes(const QImage& image) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes;
}

/// What `paint` draws, as SVG. @param paint  called with device, size in its units and units per point
template <class Paint>
QByteArray svgBytes(const QString& title, QSize points, Paint&& paint) {
  constexpr int kUnits = 4;
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(72 * kUnits);
  generator.setSize(points * kUnits);
  generator.setViewBox(QRect(QPoint(0, 0), points * kUnits));
  generator.setTitle(title);
  paint(generator, points * kUnits, kUnits);
  return bytes;
}

template <class Paint>
QByteArray pdfPage(const QString& title, QSize points, Paint&& paint) {
  constexpr int kUnits = 8;
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setResolution(72 * kUnits);
    writer.setPageSize(QPageSize(QSizeF(points), QPageSize::Point));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setTitle(title);
    paint(writer, points * kUnits, kUnits);
  }
  return bytes;
}

}  // namespace

QImage PlotWidget::toImage(QSize points, double ratio) const {
  const QSize size(static_cast<int>(std::lround(points.width() * ratio)),
                   static_cast<int>(std::lround(points.height() * ratio)));
  QImage image(size, QImage::Format_RGB32);
  image.fill(Qt::white);
  const int dotsPerMeter = static_cast<int>(std::lround(ratio * 72 / 0.0254));
  image.setDotsPerMeterX(dotsPerMeter);
  image.setDotsPerMeterY(dotsPerMeter);
  paintSaved(image, size, ratio);
  return image;
}

void PlotWidget::saveAs(const std::filesystem::path& file) const {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  const auto paint = [this](QPaintDevice& device, QSize size, double unit) { paintSaved(device, size, unit); };
  const QSize points = savedPoints();
  QByteArray bytes;
  if (ending == ".png") {
    bytes = pngBytes(toImage(points, 300.0 / 72));
  } else if (ending == ".svg") {
    bytes = svgBytes(savedTitle(), points, paint);
  } else if (ending == ".pdf") {
    bytes = pdfPage(savedTitle(), points, paint);
  } else if (ending == ".csv") {
    bytes = dataText().toUtf8();
  } else {
    throw InputError(file.string() + ": a plot can be saved as .png, .svg, .pdf or .csv, not as \"" + ending + "\"");
  }
  writeAtomically(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

void PlotWidget::contextMenuEvent(QContextMenuEvent* event) {
  if (isEmpty()) return;
  QMenu menu(this);
  menu.addAction(tr("Copy Image"), this, [this] { QGuiApplication::clipboard()->setImage(toImage(savedPoints())); });
  menu.addAction(tr("Copy Data as CSV"), this, [this] { QGuiApplication::clipboard()->setText(dataText()); });
  menu.addSeparator();
  for (const QString& suffix :
       {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("csv")}) {
    menu.addAction(tr("Save as %1...").arg(suffix.toUpper()), this, [this, suffix] { emit saveRequested(suffix); });
  }
  addMenuEntries(menu);
  menu.exec(event->globalPos());
}

}  // namespace vitrine::ui
