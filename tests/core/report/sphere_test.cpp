#include "core/report/sphere_drawing.hpp"

#include "core/report/html.hpp"
#include "core/report/html_plot.hpp"
#include "core/report/png.hpp"
#include "tests/support/sample_sphere.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

const SphereProjection kBoth[] = {SphereProjection::Mollweide, SphereProjection::Polar};

TEST(SphereProjection, ComesBackToTheDirectionItShows) {
  for (const SphereProjection projection : kBoth)
    for (double tilt = 1; tilt < 180; tilt += 7)
      for (double azimuth = 2; azimuth < 360; azimuth += 11) {
        const Vector3 direction = directionOf({tilt, azimuth});
        const auto back = unprojected(projection, projected(projection, direction));
        ASSERT_TRUE(back) << tilt << " " << azimuth;
        // The disc shows the upper end of the axis.
        const double sign = projection == SphereProjection::Polar && direction[2] < 0 ? -1 : 1;
        for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR((*back)[i], sign * direction[i], 1e-6);
      }
}

TEST(SphereProjection, PutsPolesAxesAndEdgesWhereTheyBelong) {
  const auto mollweide = [](double tilt, double azimuth) {
    return projected(SphereProjection::Mollweide, directionOf({tilt, azimuth}));
  };
  EXPECT_NEAR(mollweide(0, 0)[1], 0, 1e-9);
  EXPECT_NEAR(mollweide(180, 0)[1], 1, 1e-9);
  EXPECT_NEAR(mollweide(90, 0)[0], 0.5, 1e-9);
  EXPECT_NEAR(mollweide(90, 90)[0], 0.75, 1e-9);
  EXPECT_NEAR(mollweide(90, 270)[0], 0.25, 1e-9);
  // Snyder 1987, table 41: at latitude 45 the parallel lies at sin(theta) = 0.59204 of the half height.
  EXPECT_NEAR(mollweide(45, 0)[1], (1 - 0.59204) / 2, 1e-5);
  const PaperPoint polar = projected(SphereProjection::Polar, directionOf({45, 90}));
  EXPECT_NEAR(polar[0], 0.5, 1e-9);
  EXPECT_NEAR(polar[1], 0.25, 1e-9);  // half way up
  EXPECT_FALSE(unprojected(SphereProjection::Mollweide, {0.01, 0.01}));
  EXPECT_FALSE(unprojected(SphereProjection::Polar, {0.0, 0.0}));
}

TEST(SphereProjection, MollweideKeepsAreas) {
  // Uniform points of the picture are uniform on the sphere: half of them lie within 30 degrees of the equator.
  int inside = 0, nearEquator = 0;
  for (int row = 0; row < 1000; ++row)
    for (int column = 0; column < 500; ++column)
      if (const auto direction = unprojected(SphereProjection::Mollweide, {(column + 0.5) / 500, (row + 0.5) / 1000})) {
        ++inside;
        nearEquator += std::abs((*direction)[2]) < 0.5 ? 1 : 0;
      }
  EXPECT_NEAR(static_cast<double>(nearEquator) / inside, 0.5, 0.002);
}

TEST(SphereValue, IsLinearBetweenSamplesAndTheSameForBothEnds) {
  const SpherePlot plot = test::sampleSphere();
  EXPECT_NEAR(*sphereValue(plot, {0, 0, 1}), 3, 1e-12);
  EXPECT_NEAR(*sphereValue(plot, {1, 0, 0}), 5, 1e-12);
  const double at30 = plot.value[6 * 72], at35 = plot.value[7 * 72];
  EXPECT_NEAR(*sphereValue(plot, directionOf({32.5, 123})), (at30 + at35) / 2, 1e-12);
  for (double tilt = 3; tilt < 90; tilt += 9)
    for (double azimuth = 1; azimuth < 360; azimuth += 17) {
      const auto one = sphereValue(plot, directionOf({tilt, azimuth}));
      const auto other = sphereValue(plot, directionOf({180 - tilt, std::fmod(azimuth + 180, 360)}));
      ASSERT_EQ(one.has_value(), other.has_value());
      EXPECT_NEAR(one.value_or(0), other.value_or(0), 1e-9);
    }
}

TEST(SphereValue, IsEmptyBeyondTheSamplingAndInABrokenGrid) {
  SpherePlot plot = test::sampleSphere();
  EXPECT_FALSE(sphereValue(plot, {0, 1, 0}));
  EXPECT_FALSE(sphereValue(plot, {0, -1, 0}));
  plot.value.pop_back();
  EXPECT_FALSE(hasValues(plot));
  EXPECT_FALSE(sphereValue(plot, {0, 0, 1}));
  EXPECT_EQ(sphereSvg(plot), "");
}

TEST(SphereColours, CoverTheDataUnlessLimitsAreGiven) {
  SpherePlot plot = test::sampleSphere();
  EXPECT_EQ((*colourLimits(plot))[0], 3);
  EXPECT_EQ((*colourLimits(plot))[1], 5);
  plot.high = 10;
  EXPECT_EQ((*colourLimits(plot))[1], 10);
  EXPECT_EQ(sphereColour(3, {3, 5}), 0x440154U);
  EXPECT_EQ(sphereColour(99, {3, 5}), 0xfde725U);
  plot.high.reset();
  for (double& value : plot.value) value = std::nan("");
  EXPECT_FALSE(colourLimits(plot));
  for (double& value : plot.value) value = 4;
  EXPECT_LT((*colourLimits(plot))[0], (*colourLimits(plot))[1]);
}

TEST(SphereRaster, IsTransparentOutsideHatchedBeyondAndColouredElsewhere) {
  const SpherePlot plot = test::sampleSphere();
  const auto pixels = sphereRaster(plot, 200, 100);
  EXPECT_EQ(pixels[0], 0U);
  EXPECT_EQ(pixels[50 * 200 + 100],
            0xff000000 |
                sphereColour(*sphereValue(plot, *unprojected(plot.projection, {0.5025, 0.505})), {3, 5}));  // near +x
  const std::uint32_t atY = pixels[50 * 200 + 150];
  EXPECT_EQ(atY & 0xff, atY >> 8 & 0xff);  // grey
  EXPECT_EQ(atY >> 24, 0xffU);
}

TEST(SphereDrawing, KeepsLabelsOfMarksApartAndInside) {
  for (const SphereProjection projection : kBoth) {
    const SpherePlot plot = test::sampleSphere(projection);
    const SphereDrawing drawing = drawSphere(plot, 480, sphereHeight(plot, 480));
    EXPECT_GT(drawing.bar.width, 100);
    EXPECT_GT(drawing.beyond.width, 0);
    const double em = drawing.fontSize;
    std::vector<PaperBox> boxes;
    for (const auto& label : drawing.labels) {
      const double width = SphereDrawing::kEm * em * static_cast<double>(label.text.size());
      const double left = label.at[0] - (label.anchor == SphereDrawing::Anchor::Middle  ? width / 2
                                         : label.anchor == SphereDrawing::Anchor::Right ? width
                                                                                        : 0);
      EXPECT_GE(left, 0) << label.text;
      EXPECT_LE(left + width, 480) << label.text;
      EXPECT_LE(label.at[1], drawing.height) << label.text;
      if (label.ink == SphereDrawing::Ink::Mark) boxes.push_back({left, label.at[1] - em, width, em});
    }
    EXPECT_EQ(boxes.size(), 4U);
    for (std::size_t i = 0; i < boxes.size(); ++i)
      for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(boxes[i].meets(boxes[k])) << i << " " << k;
  }
}

TEST(SphereHtml, HoldsPictureColourBarAndValues) {
  Document document;
  Section section;
  section.blocks.emplace_back(SphereBlock{test::sampleSphere()});
  document.sections.push_back(section);
  const std::string html = reportHtml(document);
  EXPECT_NE(html.find("aria-label=\"Directional resolution\""), std::string::npos);
  EXPECT_NE(html.find("href=\"data:image/png;base64,"), std::string::npos);
  EXPECT_NE(html.find(">Resolution (\xc3\x85)</text>"), std::string::npos);
  EXPECT_NE(html.find(">worst</text>"), std::string::npos);
  EXPECT_NE(html.find("<figcaption>Resolution over directions.</figcaption>"), std::string::npos);
  EXPECT_NE(html.find("<td>better than 2.00\xc2\xa0\xc3\x85</td>"), std::string::npos);
  EXPECT_NE(html.find("<td>3</td>"), std::string::npos);
  EXPECT_EQ(html.find("nan"), std::string::npos);
}

TEST(ColourPng, KeepsColoursAndTransparency) {
  const std::vector<std::uint32_t> pixels = {0xff102030, 0x80ffffff, 0x00000000, 0xfffefdfc};
  const std::string png = colourPng(pixels, 2);
  // One IDAT after the IHDR of 25 bytes: its length stands at 33.
  unsigned size = 0;
  for (std::size_t i = 33; i < 37; ++i) size = size << 8 | static_cast<unsigned char>(png[i]);
  std::vector<unsigned char> rows(18);
  uLongf count = rows.size();
  ASSERT_EQ(uncompress(rows.data(), &count, reinterpret_cast<const Bytef*>(png.data() + 41), size), Z_OK);
  ASSERT_EQ(count, 18U);
  for (std::size_t row = 0; row < 2; ++row) {
    EXPECT_EQ(rows[9 * row], 1);  // filter "sub"
    for (std::size_t channel = 0; channel < 4; ++channel) {
      const unsigned first = rows[9 * row + 1 + channel], second = (first + rows[9 * row + 5 + channel]) & 0xff;
      const int shift = channel == 3 ? 24 : 16 - 8 * static_cast<int>(channel);
      EXPECT_EQ(first, pixels[2 * row] >> shift & 0xff);
      EXPECT_EQ(second, pixels[2 * row + 1] >> shift & 0xff);
    }
  }
}

}  // namespace
}  // namespace vitrine
