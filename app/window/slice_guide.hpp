// Places worth a look and projections of the map: what slices need that takes a pass over the voxels.
#pragma once

#include "core/volume/landmarks.hpp"

#include <QObject>
#include <QString>

#include <optional>

namespace vitrine::ui {

class SliceLink;
class Task;
class Workspace;

/// Where the crosshair can jump to.
enum class Place {
  MaximumVariance,  ///< along each axis the slice of largest variance, as in the report's section 2
  LargestValue,
  CentreOfMass  ///< of the density at or above the contour level
};

/// Goes before the workspace does.
class SliceGuide : public QObject {
  Q_OBJECT

public:
  SliceGuide(Workspace* workspace, SliceLink* link, QObject* parent = nullptr);
  ~SliceGuide() override;

  /// At once, or when a pass over the map in the pool has found it.
  void jumpTo(Place place);
  bool isSearching() const { return m_search != nullptr; }

signals:
  /// There is no such place.
  void failed(const QString& reason);

private:
  void makeProjections();
  void go(Place place);

  Workspace* m_workspace;
  SliceLink* m_link;
  Task *m_search = nullptr, *m_projecting = nullptr;
  std::optional<Landmarks> m_landmarks;  ///< of the open map at m_level
  double m_level = 0;
};

}  // namespace vitrine::ui
