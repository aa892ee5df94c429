#include "core/resolution/cone_cells.hpp"

#include "core/resolution/pair_pass.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kRingWidth = 90.0 / ConeCells::kRings * kRadians;
constexpr double kMargin = 1e-6;  // radians; for directions that rounding puts into the neighbouring cell

double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector3 direction(double theta, double azimuth) {
  return {std::cos(theta), std::sin(theta) * std::cos(azimuth), std::sin(theta) * std::sin(azimuth)};
}

/// Largest angle between the centre of a cell and its points. On a circle of latitude the angle grows away from the
/// centre, and along a meridian it is largest at an end: a corner decides.
double coveringRadius(double theta, double low, double high, double halfSector) {
  const Vector3 centre = direction(theta, 0);
  const double cosine = std::min(dot(centre, direction(low, halfSector)), dot(centre, direction(high, halfSector)));
  return std::acos(cosine) + kMargin;
}

/// Gathers the list of the cell that is being made, four by four.
class ListWriter {
public:
  ListWriter(CellLists& lists, int missing) : m_lists(lists), m_missing(missing) {
    m_lists.first.push_back(static_cast<std::uint32_t>(m_lists.groups.size()));
  }
  void add(const Vector3& axis, double cosine, std::size_t index) {
    if (m_filled % 4 == 0) {
      AxisGroup empty{};
      std::fill(std::begin(empty.axis), std::end(empty.axis), m_missing);
      m_lists.groups.push_back(empty);
    }
    const double sign = cosine < 0 ? -1 : 1;
    AxisGroup& group = m_lists.groups.back();
    const int slot = m_filled++ % 4;
    group.x.value[slot] = sign * axis[0];
    group.y.value[slot] = sign * axis[1];
    group.z.value[slot] = sign * axis[2];
    group.axis[slot] = static_cast<std::int32_t>(index);
  }

private:
  CellLists& m_lists;
  int m_missing, m_filled = 0;
};

}  // namespace

ConeCells::ConeCells() : m_inside(coneAxes().size()) {
  for (int ring = 0; ring < kRings; ++ring) {
    const double low = ring * kRingWidth, theta = low + kRingWidth / 2;
    const int sectors = std::max(1, static_cast<int>(std::lround(std::numbers::pi / 4 * std::sin(theta) / kRingWidth)));
    m_sectors.push_back(sectors);
    m_firstCell.push_back(m_count);
    m_border.push_back(ring == 0 ? HUGE_VAL : 1 / (std::tan(low) * std::tan(low)));
    const double halfSector = std::numbers::pi / 8 / sectors;
    const double radius = coveringRadius(theta, low, low + kRingWidth, halfSector);
    for (int sector = 0; sector < kOctants * sectors; ++sector)
      list(direction(theta, (2 * sector + 1) * halfSector), radius, m_count++);
  }
  for (CellLists* lists : {&m_hard, &m_weighted})
    lists->first.push_back(static_cast<std::uint32_t>(lists->groups.size()));
}

void ConeCells::list(const Vector3& centre, double radius, int cell) {
  const double within = std::cos(kConeDegrees * kRadians - radius), beyond = std::cos(kConeDegrees * kRadians + radius);
  ListWriter hard(m_hard, static_cast<int>(coneAxes().size()));
  for (std::size_t i = 0; i < coneAxes().size(); ++i) {
    const double cosine = dot(coneAxes()[i], centre);
    if (std::abs(cosine) >= within)
      m_inside[i].push_back(cell);
    else if (std::abs(cosine) > beyond)
      hard.add(coneAxes()[i], cosine, i);
  }
  const Axes& axes = icosphere().axes;
  const double touching = std::cos(kOccupancyConeDegrees * kRadians + radius);
  ListWriter weighted(m_weighted, static_cast<int>(axes.size()));
  for (std::size_t i = 0; i < axes.size(); ++i)
    if (const double cosine = dot(axes[i], centre); std::abs(cosine) > touching) weighted.add(axes[i], cosine, i);
}

const ConeCells& ConeCells::get() {
  static const ConeCells cells;
  return cells;
}

Azimuth::Azimuth(double y, double z) {
  int quadrant = 0;
  double a = y, b = z;  // turned into y > 0, z >= 0
  if (y <= 0 && z > 0) {
    quadrant = 1;
    a = z, b = -y;
  } else if (y < 0) {
    quadrant = 2;
    a = -y, b = -z;
  } else if (z < 0) {
    quadrant = 3;
    a = -z, b = y;
  }
  m_backwards = b >= a && b > 0;
  octant = 2 * quadrant + (m_backwards ? 1 : 0);
  m_along = m_backwards ? b : a;
  m_across = m_backwards ? a : b;
}

double Azimuth::fraction() const {
  const double turned = m_along > 0 ? std::atan(m_across / m_along) * 4 / std::numbers::pi : 0;
  return m_backwards ? 1 - turned : turned;
}

}  // namespace vitrine
