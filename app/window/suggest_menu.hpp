// "Suggest": levels with a name, a number and a reason.
#pragma once

#include "core/products/level_tree.hpp"

#include <QMenu>

#include <vector>

class QToolButton;
class QWidgetAction;

namespace vitrine::ui {

class NumberBox;

/// Named levels, each with its number; the reason is its tool tip. Below them two questions with a number each: the
/// level that encloses a mass, and the one at which one component holds a share of all. What needs the component tree
/// is shown disabled, with why, until the tree is there. Computes nothing: listen to the signals.
class SuggestMenu final : public QMenu {
  Q_OBJECT

public:
  explicit SuggestMenu(QWidget* parent = nullptr);

  void setLevels(const std::vector<SuggestedLevel>& levels);
  /// @param why  what is said beside the entries that need the tree; empty: it is there
  void setTreeMissing(const QString& why);
  /// A mass needs a voxel size.
  void setCanAskMass(bool canAsk);
  /// What the box for the mass begins with.
  void setMass(double massKDa);

signals:
  void chosen(const vitrine::SuggestedLevel& level);
  void massAsked(double massKDa);
  /// @param share  0..1
  void shareAsked(double share);

private:
  struct Question {
    NumberBox* box = nullptr;
    QToolButton* apply = nullptr;
    QWidgetAction* action = nullptr;
  };
  Question addQuestion(const QString& name, const QString& before, const QString& after, const QString& spoken,
                       double highest);
  void rebuild();

  std::vector<SuggestedLevel> m_levels;
  QString m_missing;
  QList<QAction*> m_named;
  QAction* m_separator;
  Question m_mass, m_share;
};

}  // namespace vitrine::ui
