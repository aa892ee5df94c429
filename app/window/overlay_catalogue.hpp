// Every volume that slices and surface can be coloured by.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/resolution/local_resolution.hpp"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace vitrine::ui {

class Task;
class Workspace;

/// One volume on offer. Ids are stable: "1.e/local_resolution" (check/volume), "input/mask", "input/half_difference",
/// "file/PATH". A check's volumes appear when its result comes and go when it does; nothing here knows any check.
struct OverlaySource {
  QString id, title, unit;
  bool isMask = false;    ///< drawn as an edge or a tint, not as colours
  bool isSigned = false;  ///< a difference: blue-white-red about 0
  QString note = {};      ///< what a reader should know: "0 means no value"
};

/// A volume that has been made.
struct OverlayVolume {
  SharedVolume volume;       ///< same box as the map, in A
  double low = 0, high = 1;  ///< limits to begin with: 2nd and 98th percentile of what has a value
};

/// A value of one volume at one voxel.
struct OverlayReading {
  QString id, title, unit;
  std::optional<double> value;  ///< empty: none there
};

/// Offers, makes and keeps overlay volumes. For the GUI thread; volumes are made in the pool, one after the other, the
/// newest wish first. A volume stays until its entry is closed or its check has a new result, or until another one
/// needs its memory and nobody shows it. Goes before the workspace does.
class OverlayCatalogue : public QObject {
  Q_OBJECT

public:
  explicit OverlayCatalogue(Workspace* workspace, QObject* parent = nullptr);
  ~OverlayCatalogue() override;

  std::vector<OverlaySource> sources() const;
  const OverlaySource* source(const QString& id) const;
  /// The volumes of a finished result replace those of the same check. A cancelled result changes nothing; volumes that
  /// cannot be made (of a result read from a file) are left out.
  void setResult(const CheckResult& result);
  void forgetResults();
  /// The values at a voxel of the map of all local resolutions on offer, made or not, and of the files opened for
  /// colouring: microseconds.
  std::vector<OverlayReading> readingsAt(const Index3& voxel) const;

  /// The id of the volume that select() puts on offer.
  static const QString& selectionId();
  /// True if ranges of this volume can be selected: a local resolution that was measured, not read from a file.
  bool canSelect(const QString& id) const;
  /// Puts a volume on offer that has the values of `id` in the range and none elsewhere, in place of the one before;
  /// its limits are the range's. It goes with the result it was taken from. @pre canSelect(id)
  void select(const QString& id, const ValueRange& range);
  void selectNothing();
  /// A local-resolution or any other map the user opens for colouring. Ends in added() or failed().
  void addFile(const QString& file);

  /// Null until it has been made.
  const OverlayVolume* made(const QString& id) const;
  /// Makes it in the background, once; ends in ready() or failed().
  void request(const QString& id);
  bool isMaking() const;
  /// Being made, or waiting for it.
  bool isPending(const QString& id) const;
  /// Gives up what is being made and what waits.
  void stop();

signals:
  void sourcesChanged();
  /// The entry was closed: nothing is on offer any more.
  void forgotten();
  void added(const QString& id);
  void progressed(const QString& id, double fraction);
  void ready(const QString& id);
  /// The source stays on offer, unless it is a file that was to be added. An empty reason: it was stopped.
  void failed(const QString& id, const QString& reason);

private:
  struct State;
  void updateInputs();
  void makeNext();
  void clear();
  void forgetAll();
  std::unique_ptr<State> m;
};

}  // namespace vitrine::ui
