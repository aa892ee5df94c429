#include "widgets/checks/check_list.hpp"

#include <QApplication>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyleOptionButton>
#include <QStyledItemDelegate>
#include <QToolTip>
#include <QVBoxLayout>

#include <functional>
#include <utility>

namespace vitrine::ui {
namespace {

bool isBusy(CheckState state) { return state == CheckState::Running || state == CheckState::Queued; }

CheckState stateOf(const QModelIndex& index) {
  return static_cast<CheckState>(index.data(CheckListModel::StateRole).toInt());
}

/// Where the Stop button of a busy row is: its right end.
QRect stopButton(const QRect& row, const QFontMetrics& metrics) {
  const int side = metrics.height() + 6;
  return {row.right() - side - 3, row.center().y() - side / 2, side, side};
}

/// Tick, id, title; at the right the state in words with its drawing; below while running a thin bar. Busy rows have a
/// Stop button at their end.
class CheckDelegate : public QStyledItemDelegate {
public:
  CheckDelegate(std::function<void(const QString& id)> stop, QObject* parent)
      : QStyledItemDelegate(parent), m_stop(std::move(stop)) {}

  bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override {
    const bool isClick = event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseButtonPress;
    if (isClick && isBusy(stateOf(index))) {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      if (mouse->button() == Qt::LeftButton && stopButton(option.rect, option.fontMetrics).contains(mouse->pos())) {
        if (event->type() == QEvent::MouseButtonRelease) m_stop(index.data(CheckListModel::IdRole).toString());
        return true;
      }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
  }

  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                 const QModelIndex& index) override {
    if (index.isValid() && isBusy(stateOf(index)) &&
        stopButton(option.rect, option.fontMetrics).contains(event->pos())) {
      QToolTip::showText(event->globalPos(),
                         CheckList::tr("Stop %1").arg(index.data(CheckListModel::IdRole).toString()), view);
      return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
  }

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
    if (isBusy(state)) {
      const QRect button = stopButton(option.rect, metrics);
      paintStop(*painter, button, item);
      row.setRight(button.left() - 6);
    }
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

    // Where there is little room the id stays whole, the state comes next, the title last.
    const QString id = index.data(CheckListModel::IdRole).toString();
    QFont bold(option.font);
    bold.setBold(true);
    painter->setPen(text);
    painter->setFont(bold);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, id);
    row.setLeft(row.left() + QFontMetrics(bold).horizontalAdvance(QStringLiteral("0.0")) + 10);

    const QString word =
        metrics.elidedText(index.data(CheckListModel::StateTextRole).toString(), Qt::ElideRight, row.width());
    painter->setPen(isSelected ? text : stateColour(state, option.palette));
    painter->setFont(option.font);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, word);
    row.setRight(row.right() - metrics.horizontalAdvance(word) - 12);
    painter->setPen(text);
    // In the middle: names differ at their ends, "Local resolution with ...".
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(title, Qt::ElideMiddle, row.width()));

    if (state == CheckState::Running) {
      const double fraction = index.data(CheckListModel::FractionRole).toDouble();
      const QRectF line(option.rect.left(), option.rect.bottom() - 1.5, option.rect.width() * fraction, 2.5);
      painter->fillRect(line, stateColour(state, option.palette));
    }
  }

private:
  /// A push button of the style with a square in it.
  static void paintStop(QPainter& painter, const QRect& place, const QStyleOptionViewItem& item) {
    QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    QStyleOptionButton button;
    button.initFrom(item.widget);
    button.rect = place;
    button.state = QStyle::State_Enabled | QStyle::State_Raised;
    style->drawControl(QStyle::CE_PushButtonBevel, &button, &painter, item.widget);
    const int inset = place.width() / 3;
    painter.fillRect(place.adjusted(inset, inset, -inset, -inset), button.palette.color(QPalette::ButtonText));
  }

  std::function<void(const QString& id)> m_stop;
};

}  // namespace

CheckList::CheckList(CheckListModel* model, QWidget* parent) : QWidget(parent), m_model(model) {
  m_view = new QListView;
  m_view->setObjectName(QStringLiteral("checkView"));
  m_view->setModel(model);
  m_view->setItemDelegate(new CheckDelegate([this](const QString& id) { emit stopRequested(id); }, m_view));
  m_view->setUniformItemSizes(true);
  m_view->setContextMenuPolicy(Qt::CustomContextMenu);
  m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_view->setAccessibleName(tr("Checks"));
  m_view->setAccessibleDescription(
      tr("Space ticks a check, Enter shows its details and leads from warning to warning, Delete stops it while it "
         "runs."));
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
  connect(m_view, &QListView::activated, this, [this](const QModelIndex& index) {
    const QString id = index.data(CheckListModel::IdRole).toString();
    emit selected(id);
    emit activated(id);
  });
  connect(m_view, &QWidget::customContextMenuRequested, this, &CheckList::showMenu);
  connect(model, &QAbstractItemModel::dataChanged, this, &CheckList::updateButtons);
  m_view->installEventFilter(this);
  // Tab enters at the list, so what it should reach next must come after the list.
  setFocusProxy(m_view);
  setTabOrder(m_view, m_run);
  setTabOrder(m_run, m_stop);
  updateButtons();
}

bool CheckList::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_view && event->type() == QEvent::KeyPress &&
      static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete && isBusy(m_model->state(selectedId()))) {
    emit stopRequested(selectedId());
    return true;
  }
  return QWidget::eventFilter(watched, event);
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
    QAction* run = menu.addAction(tr("Run %1").arg(id), this, [this, id] { emit runRequested({id}); });
    run->setEnabled(m_canRun && !m_isRunning);
    menu.addAction(tr("Stop %1").arg(id), this, [this, id] { emit stopRequested(id); })
        ->setEnabled(isBusy(m_model->state(id)));
    menu.addSeparator();
  }
  menu.addAction(tr("Tick all"), this, [this] { m_model->setTicked(m_model->ids()); });
  menu.addAction(tr("Tick none"), this, [this] { m_model->setTicked({}); });
  menu.exec(m_view->viewport()->mapToGlobal(position));
}

}  // namespace vitrine::ui
