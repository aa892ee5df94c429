// The entry that is open: its files, its map in memory, its contour level, and the context checks run in.
#pragma once

#include "app/runner/qt_executor.hpp"
#include "core/products/context.hpp"
#include "core/products/level_tree.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/run/open.hpp"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

class QThreadPool;

namespace vitrine::ui {

class Task;

/// Opens entries in the pool and owns what came of it. No widget is known here. Every function and signal is for the
/// GUI thread; no call waits for a file.
///
/// Order of signals of one opening: opening, headersRead, previewReady (plain files above 256^3 bytes or so),
/// mapLoaded, levelReady, halfMapsCompared (if there are two that fit the map; checks may run before); or failed at any
/// point. After levelReady the component tree is built, behind everything else: treeProgressed, then treeReady or
/// treeSkipped. stopped() if the user stopped the loading.
class Workspace : public QObject {
  Q_OBJECT

public:
  /// @param pool  must outlive the workspace
  explicit Workspace(QThreadPool* pool, QObject* parent = nullptr);
  ~Workspace() override;

  void open(const OpenRequest& request);
  /// The same map with other companions or parameters: what is in memory and still right is used again.
  void reopen(const OpenRequest& request);
  void stopLoading();
  void close();

  bool isLoading() const { return m_loading != nullptr; }
  /// As asked for, with what the user changed since.
  const OpenRequest& request() const { return m_request; }
  /// Headers and diagnostics; null until headersRead.
  const Opened* opened() const { return m_opened ? &*m_opened : nullptr; }
  /// The map; null until mapLoaded.
  std::shared_ptr<const LoadedMap> map() const { return m_map ? m_map->loaded : nullptr; }
  SharedVolume volume() const;
  /// For the surface: the map itself or, above 512^3, a reduced one.
  SharedVolume surfaceVolume() const { return m_surface; }
  std::shared_ptr<const ThresholdTable> thresholds() const { return m_thresholds; }

  /// Both half maps with what reading and comparing them told; empty until halfMapsCompared.
  const std::vector<MapInfo>& halfMaps() const { return m_halfMaps; }
  /// Adds what checks of level 1 learnt about the half maps since; halfMapsCompared if there is anything.
  void addHalfMapFindings();

  /// The component tree, built in the background once the level is ready; null until treeReady.
  std::shared_ptr<const ComponentTree> tree() const { return m_tree ? m_tree->tree : nullptr; }
  bool isBuildingTree() const { return m_growing != nullptr; }
  /// Why there is no tree and none is being built; empty: there is one, or one is on its way.
  const QString& treeProblem() const { return m_treeProblem; }
  /// Levels worth offering; those that need the tree come with treeReady. Whatever was chosen since, they are those of
  /// the entry as it was opened.
  const std::vector<SuggestedLevel>& suggestions() const { return m_suggestions; }
  /// False before open(): no tree is built by itself.
  void setBuildsTree(bool builds) { m_buildsTree = builds; }
  /// Once more, after stopTree() or when memory has become free.
  void buildTree();
  void stopTree();
  /// Gives up building the tree while checks run that would lack the memory it takes; endOfChecks() begins anew.
  void makeWayFor(const QStringList& checks);
  void endOfChecks();

  std::optional<double> level() const { return m_level; }
  ThresholdSource levelSource() const { return m_levelSource; }
  /// Makes a new context; results that depend on the level are told by resultsOutdated.
  void setLevel(double level);
  void setResolution(std::optional<double> resolutionA);
  /// @param name  "0.c.effect_limit"; a value that is the default is forgotten. The results that it changes are told by
  /// resultsOutdated. @throws InputError if the check would not take it (parameterProblem() tells before)
  void setParameter(const std::string& name, const std::string& value);
  /// All at once, for undo: what is not there is the default; nothing is refused.
  void setParameters(const std::map<std::string, std::string>& parameters);

  /// Inputs in force.
  const Inputs& inputs() const { return m_inputs; }
  /// What checks run in; null until mapLoaded.
  std::shared_ptr<const ValidationContext> context() const { return m_context; }
  QThreadPool* pool() const { return m_pool; }
  Executor& executor() { return m_executor; }

signals:
  void opening(const QString& file);
  void headersRead();
  void previewReady(const vitrine::SharedVolume& preview, int stride);
  void mapLoaded();
  void levelReady();
  void halfMapsCompared();
  void treeProgressed(double fraction);
  void treeReady();
  /// It will not come by itself. @param why  a sentence
  void treeSkipped(const QString& why);
  void loadProgressed(double fraction, const QString& stage);
  void stopped();
  /// The map cannot be shown. @param id  of the diagnostic, "" if there is none
  void failed(const QString& message, const QString& id);
  void closed();
  void levelChanged(double level);
  void resolutionChanged();
  void parametersChanged();
  /// Results of these checks belong to older inputs now.
  void resultsOutdated(const QStringList& ids);

private:
  struct Found;
  void begin(const OpenRequest& request, std::shared_ptr<ProductCache> cache);
  void compareHalfMaps();
  void abandonTree();
  void skipTree(const QString& why);
  void replaceInputs(Inputs inputs, bool all);
  void report(const std::exception_ptr& failure);

  QThreadPool* m_pool;
  QtExecutor m_executor, m_idleExecutor;
  std::shared_ptr<ProductCache> m_cache;
  OpenRequest m_request;
  std::optional<Opened> m_opened;
  Inputs m_inputs;
  std::shared_ptr<const LoadedMapProduct> m_map;
  std::shared_ptr<const ThresholdTable> m_thresholds;
  SharedVolume m_surface;
  std::optional<double> m_level;
  ThresholdSource m_levelSource = ThresholdSource::User;
  std::shared_ptr<const ValidationContext> m_context;
  std::vector<MapInfo> m_halfMaps;
  Task* m_loading = nullptr;
  std::shared_ptr<const LevelTree> m_tree;
  std::string m_treeKey;  ///< of m_tree
  QString m_treeProblem;
  std::vector<SuggestedLevel> m_suggestions;
  Inputs m_loadedInputs;      ///< as opened: what the entry says, whatever level was chosen since
  Task* m_growing = nullptr;  ///< builds the component tree
  bool m_checksRun = false, m_buildsTree = true;
  bool m_treeWaits = false;     ///< stopped in favour of checks
  Task* m_comparing = nullptr;  ///< reads the half maps once the map is there
};

/// Checks that would do something else with `after` than with `before`: those whose products, private needs or
/// conditions differ.
QStringList checksThatDiffer(const Inputs& before, const Inputs& after);

}  // namespace vitrine::ui
