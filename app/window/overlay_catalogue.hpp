// Every volume that slices and surface can be coloured by.
#pragma once

#include "core/checks/check_result.hpp"

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace vitrine::ui {

class Task;
class Workspace;

/// One volume on offer. Ids are stable: "1.e/local_resolution" (check/volume), "input/mask", "input/half_difference",
/// "file/PATH". A check's volumes appear when its result comes and go when it does; nothing here knows any check.
struct OverlaySource {
  QString id, title, unit;
  bool isMask = false;    ///< drawn as an edge or a tint, not as colours
  bool isSigned = false;  ///< a difference: blue-white-red about 0
};

/// A volume that has been made.
struct OverlayVolume {
  SharedVolume volume;       ///< same box as the map, in A
  double low = 0, high = 1;  ///< limits to begin with: 2nd and 98th percentile of what has a value
};

/// Offers, makes and keeps overlay volumes. For the GUI thread; volumes are made in the pool.
class OverlayCatalogue : public QObject {
  Q_OBJECT

public:
  explicit OverlayCatalogue(Workspace* workspace, QObject* parent = nullptr);
  ~OverlayCatalogue() override;

  std::vector<OverlaySource> sources() const;
  const OverlaySource* source(const QString& id) const;
  /// The volumes of a finished result replace those of the same check.
  void setResult(const CheckResult& result);
  void forgetResults();
  /// A local-resolution or any other map the user opens for colouring. Ends in added() or failed().
  void addFile(const QString& file);

  /// Null until it has been made.
  const OverlayVolume* made(const QString& id) const;
  /// Makes it in the background, once; ends in ready() or failed().
  void request(const QString& id);

signals:
  void sourcesChanged();
  void added(const QString& id);
  void ready(const QString& id);
  void failed(const QString& id, const QString& reason);

private:
  struct State;
  std::unique_ptr<State> m;
};

}  // namespace vitrine::ui
