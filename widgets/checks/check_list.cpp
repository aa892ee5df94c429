#include "widgets/checks/check_list.hpp"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace vitrine::ui {
namespace {

/// Tick, id, title; at the right the state in words with its drawing; below while running a thin bar.
class CheckDelegate : public QStyledItemDelegate {
public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
    return {160, option.fontMetrics.height() + 11};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    item.text.clear();
    item.icon = {};
    const QString title = index.data(CheckListModel::TitleRole).toString();
    QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    // The style draws ground, selection, focus frame and tick box.
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool isSelected = option.state & QStyle::State_Selected;
    const auto state = static_cast<CheckState>(index.data(CheckListModel::StateRole).toInt());
    const QRect box = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &item, item.widget);
    const QFontMetrics& metrics = option.fontMetrics;
    QRect row = option.rect.adjusted(0, 0, -8, 0);
    row.setLeft(box.right() + 8);
    const QColor text = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);

    const int side = metrics.height();
    const QRectF drawing(row.right() - side, row.center().y() - 0.5 * side + 0.5, side, side);
    QPalette stateGround = option.palette;
    if (isSelected) {
      stateGround.setColor(QPalette::Base, option.palette.color(QPalette::Base));
      painter->save();
      painter->setRenderHint(QPainter::Antialiasing);
      painter->setPen(Qt::NoPen);
      painter->setBrush(stateGround.color(QPalette::Base));
      painter->drawRoundedRect(drawing.adjusted(-2, -2, 2, 2), 4, 4);
      painter->restore();
    }
    paintState(*painter, drawing, state, stateGround, index.data(CheckListModel::FractionRole).toDouble());
    row.setRight(static_cast<int>(drawing.left()) - 8);

    const QString word = index.data(CheckListModel::StateTextRole).toString();
    const int wordWidth = metrics.horizontalAdvance(word);
    painter->setPen(isSelected ? text : stateColour(state, option.palette));
    painter->setFont(option.font);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, word);
    row.setRight(row.right() - wordWidth - 12);

    const QString id = index.data(CheckListModel::IdRole).toString();
    QFont bold(option.font);
    bold.setBold(true);
    painter->setPen(text);
    painter->setFont(bold);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, id);
    row.setLeft(row.left() + QFontMetrics(bold).horizontalAdvance(QStringLiteral("0.0")) + 10);
    painter->setFont(option.font);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(title, Qt::ElideRight, row.width()));

    if (state == CheckState::Running) {
      const double fraction = index.data(CheckListModel::FractionRole).toDouble();
      const QRectF line(option.rect.left(), option.rect.bottom() - 1.5, option.rect.width() * fraction, 2.5);
      painter->fillRect(line, stateColour(state, option.palette));
    }
  }
};

}  // namespace

CheckList::CheckList(CheckListModel* model, QWidget* parent) : QWidget(parent), m_model(model) {
  m_view = new QListView;
  m_view->setObjectName(QStringLiteral("checkView"));
  m_view->setModel(model);
  m_view->setItemDelegate(new CheckDelegate(m_view));
  m_view->setUniformItemSizes(true);
  m_view->setContextMenuPolicy(Qt::CustomContextMenu);
  m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_view->setAccessibleName(tr("Checks"));
  m_view->setAccessibleDescription(tr("Space ticks a check, Enter shows its details."));
  m_run = new QPushButton(tr("Run checks"));
  m_run->setObjectName(QStringLiteral("runChecks"));
  m_run->setAccessibleName(tr("Run the ticked checks"));
  m_stop = new QPushButton(tr("Stop"));
  m_stop->setObjectName(QStringLiteral("stopChecks"));
  m_stop->setAccessibleName(tr("Stop all checks"));
  m_summary = new QLabel;
  m_summary->setObjectName(QStringLiteral("checkSummary"));
  m_summary->setWordWrap(true);
  m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  m_summary->setAccessibleName(tr("Summary of the checks"));

  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_run, 1);
  buttons->addWidget(m_stop);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(buttons);
  layout->addWidget(m_view, 1);
  layout->addWidget(m_summary);

  connect(m_run, &QPushButton::clicked, this, [this] { emit runRequested(m_model->tickedIds()); });
  connect(m_stop, &QPushButton::clicked, this, [this] { emit stopRequested({}); });
  connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& index) { emit selected(index.data(CheckListModel::IdRole).toString()); });
  connect(m_view, &QListView::activated, this,
          [this](const QModelIndex& index) { emit selected(index.data(CheckListModel::IdRole).toString()); });
  connect(m_view, &QWidget::customContextMenuRequested, this, &CheckList::showMenu);
  connect(model, &QAbstractItemModel::dataChanged, this, &CheckList::updateButtons);
  updateButtons();
}

QString CheckList::selectedId() const { return m_view->currentIndex().data(CheckListModel::IdRole).toString(); }

void CheckList::select(const QString& id) {
  const int row = m_model->rowOf(id);
  if (row >= 0) m_view->setCurrentIndex(m_model->index(row));
}

void CheckList::setCanRun(bool canRun) {
  m_canRun = canRun;
  updateButtons();
}

void CheckList::setRunning(bool running) {
  m_isRunning = running;
  updateButtons();
}

void CheckList::setSummary(const QString& text) { m_summary->setText(text); }

void CheckList::updateButtons() {
  m_run->setEnabled(m_canRun && !m_isRunning && !m_model->tickedIds().isEmpty());
  m_stop->setEnabled(m_isRunning);
}

void CheckList::showMenu(const QPoint& position) {
  const QModelIndex index = m_view->indexAt(position);
  QMenu menu(this);
  if (index.isValid()) {
    const QString id = index.data(CheckListModel::IdRole).toString();
    const CheckState state = m_model->state(id);
    const bool isBusy = state == CheckState::Running || state == CheckState::Queued;
    QAction* run = menu.addAction(tr("Run %1").arg(id), this, [this, id] { emit runRequested({id}); });
    run->setEnabled(m_canRun && !m_isRunning);
    menu.addAction(tr("Stop %1").arg(id), this, [this, id] { emit stopRequested(id); })->setEnabled(isBusy);
    menu.addSeparator();
  }
  menu.addAction(tr("Tick all"), this, [this] { m_model->setTicked(m_model->ids()); });
  menu.addAction(tr("Tick none"), this, [this] { m_model->setTicked({}); });
  menu.exec(m_view->viewport()->mapToGlobal(position));
}

}  // namespace vitrine::ui
