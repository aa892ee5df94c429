// Comparing two entries in the pool: models, differences of all numbers, the difference map.
#pragma once

#include "app/window/export_job.hpp"
#include "core/mapio/map_info.hpp"
#include "core/report/compare.hpp"
#include "core/volume/volume.hpp"

#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QThreadPool;

namespace vitrine {
struct MapSubtraction;
}

namespace vitrine::ui {

class Task;

/// One side, taken at one moment.
struct ComparedEntry {
  std::filesystem::path file;                             ///< what it is called by
  std::shared_ptr<const ReportModel> report = {};         ///< read from a file; null: an open map
  std::shared_ptr<const ValidationContext> context = {};  ///< of an open map
  std::vector<CheckResult> results = {};
  std::map<std::string, std::string> comments = {};
};

struct CompareOutcome {
  Comparison comparison;
  SharedVolume difference;    ///< B scaled to A, minus A, on the grid of A; null if there is none
  QString differenceProblem;  ///< why; empty if there is one
  MapInfo mapA;
  std::vector<std::filesystem::path> inputs;  ///< files that nothing may be written over
};

/// The newest wish wins; one that comes while another is worked on waits for it. The subtraction is made again only if
/// maps, levels or the rule have changed.
class CompareWork : public QObject {
  Q_OBJECT

public:
  CompareWork(QThreadPool* pool, QObject* parent);
  ~CompareWork() override;

  /// @param useOrigins  as gridMismatch()
  void compare(ComparedEntry a, ComparedEntry b, bool useOrigins);
  void stop();
  /// Stops, and forgets what was found.
  void forget();
  bool isBusy() const { return m_task != nullptr; }
  /// Null before the first finished().
  const CompareOutcome* outcome() const { return m_outcome.get(); }

  /// The work of writing the difference map. @pre outcome()->difference
  std::function<void(Progress&)> savingOfDifference(const std::filesystem::path& file) const;
  /// The comparison as .csv, .json or .html, by the file's ending. @pre outcome()
  std::function<void(Progress&)> savingOfComparison(const std::filesystem::path& file) const;

signals:
  void finished();
  void failed(const QString& reason);
  void stopped();
  void progressed(double fraction);
  void busyChanged();

private:
  struct Wish;
  struct Made;
  void start(std::shared_ptr<const Wish> wish);

  QThreadPool* m_pool;
  Task* m_task = nullptr;
  std::shared_ptr<const Wish> m_next;  ///< waits for the task that runs
  std::shared_ptr<const CompareOutcome> m_outcome;
  std::string m_subtractedKey;  ///< of m_subtraction
  std::shared_ptr<const MapSubtraction> m_subtraction;
};

}  // namespace vitrine::ui
