// A SpherePlot as shapes on paper: what the widgets paint and the HTML holds, so that both show the same picture.
#pragma once

#include "core/checks/plot.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// A place on paper: x to the right, y downward.
using PaperPoint = std::array<double, 2>;

struct PaperBox {
  double x = 0, y = 0, width = 0, height = 0;
  bool meets(const PaperBox& other) const {
    return x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height;
  }
  bool holds(PaperPoint p) const { return p[0] >= x && p[0] <= x + width && p[1] >= y && p[1] <= y + height; }
};

/// A direction by its angles in degrees: tilt 0 .. 180 from +z, azimuth 0 .. 360 from +x towards +y.
struct SphereAngles {
  double tilt = 0, azimuth = 0;
};
SphereAngles anglesOf(const Vector3& direction);
Vector3 directionOf(const SphereAngles& angles);

/// Whether the grid of values has the size it claims, with at least two tilts and one azimuth.
bool hasValues(const SpherePlot& plot);
/// The value in a direction, its opposite or either: linear between the grid's samples; empty where the nearest sample
/// is NaN.
std::optional<double> sphereValue(const SpherePlot& plot, const Vector3& direction);
/// What the ends of the colour bar stand for: the plot's limits, else those of the data; empty without any value.
std::optional<std::array<double, 2>> colourLimits(const SpherePlot& plot);
/// 0xRRGGBB of a value between the limits; those outside get the end's colour.
std::uint32_t sphereColour(double value, const std::array<double, 2>& limits);

/// Where a direction falls in the box of the projected sphere, 0 .. 1 from its top left. Mollweide shows the whole
/// sphere; Polar folds the lower hemisphere onto the upper.
/// Formulas: J. P. Snyder 1987, doi:10.3133/pp1395, pages 249-252 (Mollweide) and 191-202 (azimuthal equidistant).
PaperPoint projected(SphereProjection projection, const Vector3& direction);
/// The direction at a place of the box; empty outside the sphere.
std::optional<Vector3> unprojected(SphereProjection projection, PaperPoint at);

/// The coloured sphere as pixels 0xAARRGGBB, row 0 at the top, transparent outside. What is beyond the sampling is
/// hatched grey.
std::vector<std::uint32_t> sphereRaster(const SpherePlot& plot, int width, int height);

/// Shapes in points. The field (sphereRaster, stretched over `map`) lies below all else.
struct SphereDrawing {
  enum class Ink { Text, Muted, Frame, Graticule, Mark };
  enum class Anchor { Left, Middle, Right };
  struct Line {
    std::vector<PaperPoint> points;
    Ink ink = Ink::Graticule;
    double width = 0.5;
  };
  struct Ring {
    PaperPoint at{};
    double radius = 2;
  };
  struct Label {
    PaperPoint at{};  ///< of the baseline
    Anchor anchor = Anchor::Left;
    std::string text;
    Ink ink = Ink::Text;
    bool veiled = false;  ///< on a ground of its own, over the colours
  };

  double width = 0, height = 0, fontSize = 8;
  PaperBox map;
  std::vector<Line> lines;
  std::vector<Ring> rings;  ///< drawn dark on a light halo
  std::vector<Label> labels;
  PaperBox bar;                        ///< colour bar, low at the left; no width: there is no value
  PaperBox beyond;                     ///< hatched swatch of what NaN means; no width: none
  static constexpr double kEm = 0.58;  ///< width of an average letter over its size: labels keep clear by it
};

/// @param fontSize  of all texts, points
SphereDrawing drawSphere(const SpherePlot& plot, double width, double height, double fontSize = 8);
/// The height at which the sphere fills the width (Mollweide) or half of it (Polar).
double sphereHeight(const SpherePlot& plot, double width, double fontSize = 8);

}  // namespace vitrine
