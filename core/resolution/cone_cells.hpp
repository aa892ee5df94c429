// The half sphere h >= 0 of directions cut into small cells, so that a coefficient is compared with few cones only.
// Private to core/resolution.
#pragma once

#include "core/resolution/directions.hpp"
#include "core/resolution/wide.hpp"

#include <cstdint>
#include <vector>

namespace vitrine {

/// Four axes of a list, turned towards the cell so that the cosine with its directions is positive. Missing ones are
/// null vectors with the index behind the last axis.
struct AxisGroup {
  Quad x, y, z;
  std::int32_t axis[4];
};

/// For each cell the axes of some set whose double cones may or may not hold a direction of it.
struct CellLists {
  std::vector<std::uint32_t> first;  ///< group at which the list of a cell begins; one more than cells
  std::vector<AxisGroup> groups;
};

/// Rings of 2 degrees around +x, cut into sectors around it. Sectors respect octants of the azimuth (from +y towards
/// +z), so that what belongs to cells of different octants is disjoint.
class ConeCells {
public:
  static constexpr int kOctants = 8, kRings = 45;

  /// The one partition with lists for the cones of pair_pass.hpp over coneAxes() and icosphere().axes.
  static const ConeCells& get();

  int count() const { return m_count; }
  /// Cell of a ring and an azimuth given as octant and fraction [0, 1) of it.
  int cell(int ring, int octant, double fraction) const {
    const auto r = static_cast<std::size_t>(ring);
    const int sector = static_cast<int>(fraction * m_sectors[r]);
    return m_firstCell[r] + octant * m_sectors[r] + (sector < m_sectors[r] ? sector : m_sectors[r] - 1);
  }
  /// A direction (x, ...) with square across^2 of its y, z part lies outside the inner border of a ring if x^2 is less
  /// than this times across^2.
  double innerBorder(int ring) const { return m_border[static_cast<std::size_t>(ring)]; }

  const CellLists& hard() const { return m_hard; }           ///< cones of coneAxes() whose border crosses a cell
  const CellLists& weighted() const { return m_weighted; }   ///< cones of icosphere().axes that touch a cell
  const std::vector<std::int32_t>& inside(int axis) const {  ///< cells wholly within a cone of coneAxes()
    return m_inside[static_cast<std::size_t>(axis)];
  }

private:
  ConeCells();
  void list(const Vector3& centre, double radius, int cell);

  int m_count = 0;
  std::vector<int> m_sectors, m_firstCell;  // per ring; sectors of one octant
  std::vector<double> m_border;
  CellLists m_hard, m_weighted;
  std::vector<std::vector<std::int32_t>> m_inside;
};

/// Azimuth of (y, z) as octant and fraction of it; octants by comparisons alone, so that they are exact.
struct Azimuth {
  Azimuth(double y, double z);
  int octant = 0;
  double fraction() const;

private:
  double m_along = 0, m_across = 0;  // 0 <= across / along < 1
  bool m_backwards = false;
};

}  // namespace vitrine
