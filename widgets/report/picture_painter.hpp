// Figures of a report (slices, projections, surfaces in rows), painted alike in the window and on paper.
#pragma once

#include "core/checks/picture.hpp"
#include "widgets/theme/palette.hpp"

#include <QImage>
#include <QPainter>
#include <QRectF>

#include <functional>
#include <optional>
#include <vector>

namespace vitrine::ui {

/// The slice as grey levels, row 0 at the bottom, one pixel per voxel. Range from the recipe or the image's own finite
/// minimum and maximum; non-finite values are black; an image without any difference (or range) is mid-grey.
QImage sliceImage(const SlicePicture& picture);
/// True if the picture has one value only, so that a range cannot be made.
bool isConstant(const SlicePicture& picture);

/// Makes pixels of a surface recipe: renderSurface() of widgets/vtk/render_surface.hpp, or a picture kept from before.
using SurfaceRenderer = std::function<QImage(const SurfacePicture&, QSize)>;

struct FigureStyle {
  Palette palette = paperPalette();
  double unit = 1;              ///< painter units per point
  double fontPt = 7.5;          ///< titles under pictures, scale bars
  double maxPictureHeight = 0;  ///< points; 0: 250
  double surfaceDpi = 220;      ///< pixels per inch of rendered surfaces
  double imageDpi = 400;        ///< finer slices are averaged down to this
};

/// Arranges a figure's pictures in rows of at most three for a given width; slices of one figure share one scale in A.
/// Layout is done by the constructor; rows are painted when asked, each a whole that is not to be torn apart.
/// The caption is not painted: it is text, and belongs to the page.
class FigurePainter {
public:
  /// @param figure  outlives this; @param width  in painter units
  FigurePainter(const Figure& figure, double width, const FigureStyle& style);
  int rows() const { return static_cast<int>(m_rows.size()); }
  /// Pictures with titles and scale bars, painter units.
  double rowHeight(int row) const { return m_rows[static_cast<std::size_t>(row)].height; }
  double height() const;
  /// A failing surface becomes a framed sentence.
  void paintRow(QPainter& painter, QPointF topLeft, int row, const SurfaceRenderer& renderer) const;
  void paint(QPainter& painter, QPointF topLeft, const SurfaceRenderer& renderer) const;

private:
  struct Cell {
    const Picture* picture = nullptr;
    double x = 0;
    QSizeF size;
  };
  struct Row {
    std::vector<Cell> cells;
    double pictureHeight = 0, height = 0;
  };
  void paintSlice(QPainter& painter, const QRectF& area, const SlicePicture& picture) const;
  void paintSurface(QPainter& painter, const QRectF& area, const SurfacePicture& picture,
                    const SurfaceRenderer& renderer) const;
  double textHeight(const QString& title, double width) const;

  FigureStyle m_style;
  double m_cellWidth = 0, m_gap = 0;
  std::vector<Row> m_rows;
};

}  // namespace vitrine::ui
