#include "app/window/suggest_menu.hpp"

#include "app/window/number_box.hpp"
#include "core/base/number_text.hpp"
#include "widgets/theme/text.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QWidgetAction>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr double kHighestMass = 1e9;  // kDa: beyond anything in a box
constexpr double kFirstShare = 95;    // percent

}  // namespace

SuggestMenu::SuggestMenu(QWidget* parent) : QMenu(parent) {
  setToolTipsVisible(true);
  m_separator = addSeparator();
  m_mass = addQuestion(QStringLiteral("suggestMass"), tr("Level that encloses"), QStringLiteral(" kDa"),
                       tr("Mass to enclose, in kilodaltons of protein"), kHighestMass);
  m_share =
      addQuestion(QStringLiteral("suggestShare"), tr("Level where the largest component holds"), QStringLiteral(" %"),
                  tr("Share of the largest component in percent of the voxels enclosed"), 100);
  m_mass.box->show(100);
  m_share.box->show(kFirstShare);
  m_share.box->setSingleStep(1);
  connect(m_mass.apply, &QToolButton::clicked, this, [this] {
    close();
    emit massAsked(m_mass.box->value());
  });
  connect(m_share.apply, &QToolButton::clicked, this, [this] {
    close();
    emit shareAsked(m_share.box->value() / 100);
  });
  rebuild();
}

SuggestMenu::Question SuggestMenu::addQuestion(const QString& name, const QString& before, const QString& after,
                                               const QString& spoken, double highest) {
  auto* row = new QWidget;
  Question question;
  auto* label = new QLabel(before);
  question.box = new NumberBox;
  question.box->setObjectName(name);
  question.box->setRange(0, highest);
  question.box->setSuffix(after);
  question.box->setAccessibleName(spoken);
  question.box->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("000 000 000 kDa ")));
  label->setBuddy(question.box);
  question.apply = new QToolButton;
  question.apply->setObjectName(name + QStringLiteral("Apply"));
  question.apply->setText(tr("Apply"));
  question.apply->setAccessibleName(tr("Apply: %1").arg(before));
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(24, 2, 8, 2);
  line->addWidget(label, 1);
  line->addWidget(question.box);
  line->addWidget(question.apply);
  row->setFocusPolicy(Qt::TabFocus);
  row->setFocusProxy(question.box);
  question.action = new QWidgetAction(this);
  question.action->setDefaultWidget(row);
  addAction(question.action);
  // Enter in the box reaches the menu, which triggers the row.
  connect(question.action, &QAction::triggered, question.apply, [apply = question.apply] { apply->click(); });
  return question;
}

void SuggestMenu::setLevels(const std::vector<SuggestedLevel>& levels) {
  m_levels = levels;
  rebuild();
}

void SuggestMenu::setTreeMissing(const QString& why) {
  if (m_missing == why) return;
  m_missing = why;
  rebuild();
}

void SuggestMenu::setCanAskMass(bool canAsk) {
  m_mass.action->setEnabled(canAsk);
  m_mass.action->setToolTip(canAsk ? QString() : tr("The voxel size is not known."));
}

void SuggestMenu::setMass(double massKDa) { m_mass.box->show(massKDa); }

void SuggestMenu::rebuild() {
  for (QAction* action : m_named) {
    removeAction(action);
    action->deleteLater();
  }
  m_named.clear();
  for (const SuggestedLevel& level : m_levels) {
    auto* action = new QAction(
        coreText(level.name) + QLatin1Char('\t') + QString::fromStdString(generalText(level.level, 4)), this);
    action->setObjectName(QStringLiteral("suggest_") + QString::fromStdString(level.key));
    action->setToolTip(coreText(level.reason));
    action->setStatusTip(action->toolTip());
    connect(action, &QAction::triggered, this, [this, level] { emit chosen(level); });
    m_named << action;
  }
  if (!m_missing.isEmpty())
    for (const QString& name : {tr("95 % in one component"), tr("Elbow of the component count")}) {
      auto* action = new QAction(QStringLiteral("%1  (%2)").arg(name, m_missing), this);
      action->setEnabled(false);
      m_named << action;
    }
  insertActions(m_separator, m_named);
  m_share.action->setEnabled(m_missing.isEmpty());
  m_share.action->setToolTip(m_missing);
}

}  // namespace vitrine::ui
