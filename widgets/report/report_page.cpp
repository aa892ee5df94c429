#include "widgets/report/report_page.hpp"

#include "widgets/checks/state_label.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/plot/sphere_panel.hpp"
#include "widgets/report/figure_view.hpp"
#include "widgets/report/warning_row.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"
#include "widgets/theme/theme.hpp"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// A longer table scrolls inside itself.
constexpr int kRowsShown = 24;
constexpr int kLongestLine = 900;  // pixels: longer lines are hard to read

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

constexpr int kStatusRole = Qt::UserRole;

/// Words of a state in its colour, in whichever theme they are painted.
class StatusDelegate final : public QStyledItemDelegate {
public:
  using QStyledItemDelegate::QStyledItemDelegate;

protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant state = index.data(kStatusRole);
    if (state.isValid())
      option->palette.setColor(QPalette::Text, stateColour(static_cast<CheckState>(state.toInt()), option->palette));
  }
};

QString selectionText(const QTableWidget& table) {
  QString text;
  for (const QTableWidgetSelectionRange& range : table.selectedRanges())
    for (int row = range.topRow(); row <= range.bottomRow(); ++row)
      for (int column = range.leftColumn(); column <= range.rightColumn(); ++column)
        text += (table.item(row, column) != nullptr ? table.item(row, column)->text() : QString()) +
                (column < range.rightColumn() ? QLatin1Char('\t') : QLatin1Char('\n'));
  return text;
}

/// Keys of every plot of the list, in order; a sphere's is told apart from a curve's.
std::vector<std::string> plotKeys(const std::vector<Block>& blocks) {
  std::vector<std::string> keys;
  for (const Block& block : blocks) {
    if (const auto* plot = std::get_if<PlotBlock>(&block)) keys.push_back(plot->plot.key);
    if (const auto* sphere = std::get_if<SphereBlock>(&block)) keys.push_back("sphere " + sphere->sphere.key);
  }
  return keys;
}

/// As high as its text needs at the width it may have; a layout would ask for the width of the whole page.
class TextLabel final : public QLabel {
public:
  using QLabel::QLabel;
  int heightForWidth(int width) const override { return QLabel::heightForWidth(std::min(width, maximumWidth())); }
};

QLabel* textLabel(const QString& text) {
  auto* label = new TextLabel(text);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setMaximumWidth(kLongestLine);
  return label;
}

}  // namespace

QString tableAsCsv(const QTableWidget& table) {
  QStringList lines, cells;
  if (!table.horizontalHeader()->isHidden()) {
    for (int column = 0; column < table.columnCount(); ++column)
      cells << csvField(table.horizontalHeaderItem(column)->text());
    lines << cells.join(QLatin1Char(','));
  }
  for (int row = 0; row < table.rowCount(); ++row) {
    cells.clear();
    for (int column = 0; column < table.columnCount(); ++column)
      cells << csvField(table.item(row, column) != nullptr ? table.item(row, column)->text() : QString());
    lines << cells.join(QLatin1Char(','));
  }
  return lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n");
}

ReportPage::ReportPage(QWidget* parent) : QScrollArea(parent) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  m_body = new QWidget;
  m_body->setBackgroundRole(QPalette::Base);
  m_body->setAutoFillBackground(true);
  m_layout = new QVBoxLayout(m_body);
  m_layout->setContentsMargins(14, 12, 14, 12);
  m_layout->setSpacing(8);
  m_layout->addStretch(1);
  setWidget(m_body);
}

void ReportPage::empty() {
  // Deleted from the event loop, as one of them may be the sender; until then nobody shall find it any more.
  const auto dismiss = [](QWidget* widget) {
    widget->hide();  // before it has no parent: what waits to be shown would become a window
    widget->setParent(nullptr);
    widget->deleteLater();
  };
  m_plots.clear();
  m_spheres.clear();
  m_warnings.clear();
  m_plotKeys.clear();
  m_plotRow = nullptr;
  while (QLayoutItem* item = m_layout->takeAt(0)) {
    if (QLayout* row = item->layout())
      while (QLayoutItem* inner = row->takeAt(0)) {
        dismiss(inner->widget());
        delete inner;
      }
    if (QWidget* widget = item->widget()) dismiss(widget);
    delete item;
  }
}

void ReportPage::setMessage(const QString& message) {
  empty();
  addText(message, TextStyle::Small);
  m_layout->addStretch(1);
}

bool ReportPage::updatePlots(const std::vector<Block>& blocks) {
  const std::vector<std::string> keys = plotKeys(blocks);
  if (keys.empty() || keys.size() != blocks.size() || keys != m_plotKeys) return false;
  std::size_t plots = 0, spheres = 0;
  for (const Block& block : blocks) {
    if (const auto* plot = std::get_if<PlotBlock>(&block)) m_plots[plots++]->setPlot(plot->plot);
    if (const auto* sphere = std::get_if<SphereBlock>(&block)) m_spheres[spheres++]->setPlot(sphere->sphere);
  }
  return true;
}

void ReportPage::setBlocks(const std::vector<Block>& blocks) {
  if (updatePlots(blocks)) return;
  empty();
  for (const Block& block : blocks) add(block);
  m_plotKeys = plotKeys(blocks);
  m_layout->addStretch(1);
}

void ReportPage::add(const Block& block) {
  if (!std::holds_alternative<PlotBlock>(block) && !std::holds_alternative<SphereBlock>(block)) m_plotRow = nullptr;
  std::visit(Overloaded{
                 [&](const Paragraph& paragraph) { addText(coreText(paragraph.text), paragraph.style); },
                 [&](const BulletList& list) { addList(list); },
                 [&](const NumberTable& table) {
                   std::vector<QStringList> rows;
                   const bool hasRemarks =
                       std::ranges::any_of(table.rows, [](const auto& r) { return !r.remark.empty(); });
                   for (const NumberRow& row : table.rows) {
                     QStringList cells{coreText(row.label), displayText(row.value)};
                     if (hasRemarks) cells << displayText(row.remark);
                     rows.push_back(cells);
                   }
                   QStringList header{tr("Quantity"), tr("Value")};
                   if (hasRemarks) header << tr("Remark");
                   addTable({}, header, rows, {});
                 },
                 [&](const TextTable& table) {
                   QStringList header;
                   for (const std::string& cell : table.header) header << coreText(cell);
                   std::vector<QStringList> rows;
                   for (const auto& row : table.rows) {
                     QStringList cells;
                     for (const std::string& cell : row) cells << coreText(cell);
                     rows.push_back(cells);
                   }
                   addTable(displayText(table.caption), header, rows, table.rowStatus, table.places);
                 },
                 [&](const PlotBlock& plot) { addPlot(plot.plot); },
                 [&](const SphereBlock& sphere) { addSphere(sphere.sphere); },
                 [&](const FigureBlock& figure) {
                   m_layout->addWidget(new FigureView(figure.figure));
                   addText(displayText(figure.figure.caption), TextStyle::Caption);
                 },
                 [&](const StatusBlock& status) { addStatus(status); },
                 [&](const WarningBlock& warnings) { addWarnings(warnings); },
                 [](const TableOfContents&) {},
             },
             block);
}

void ReportPage::addText(const QString& text, TextStyle style) {
  QLabel* label = textLabel(text);
  QFont font = label->font();
  switch (style) {
    case TextStyle::Body:
      break;
    case TextStyle::Small:
    case TextStyle::Caption:
      tint(label, [](const QPalette& colours) { return screenPalette(colours).mutedText; });
      break;
    case TextStyle::Emphasis:
      font.setBold(true);
      tint(label, [](const QPalette& colours) { return screenPalette(colours).accent; });
      break;
    case TextStyle::Alarm:
      tint(label, [](const QPalette& colours) { return screenPalette(colours).status(Status::Warnings); });
      break;
  }
  label->setFont(font);
  m_layout->addWidget(label);
}

void ReportPage::addList(const BulletList& list) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const QString text = coreText(list.items[i]);
    addText(QStringLiteral("\u2022 ") + text, TextStyle::Body);
    if (i >= list.places.size() || !list.places[i]) continue;
    auto* show = new QToolButton;
    show->setObjectName(QStringLiteral("showPlotPlace"));
    show->setText(tr("Show it in the plot"));
    show->setAccessibleName(tr("Show it in the plot: %1").arg(text));
    show->setToolTip(show->accessibleName());
    connect(show, &QToolButton::clicked, this, [this, place = *list.places[i]] { emit plotPlaceRequested(place); });
    m_layout->addWidget(show, 0, Qt::AlignLeft);
  }
}

void ReportPage::addTable(const QString& caption, const QStringList& header, const std::vector<QStringList>& rows,
                          const std::vector<Status>& rowStatus, const std::vector<Index3>& places) {
  if (!caption.isEmpty()) addText(caption, TextStyle::Caption);
  auto* table = new QTableWidget(static_cast<int>(rows.size()), static_cast<int>(header.size()));
  table->setHorizontalHeaderLabels(header);
  if (!rowStatus.empty()) table->setItemDelegate(new StatusDelegate(table));
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setAlternatingRowColors(true);
  table->setShowGrid(false);
  table->setFrameShape(QFrame::NoFrame);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->horizontalHeader()->setHighlightSections(false);
  table->setAccessibleName(caption.isEmpty() ? tr("Numbers") : caption);
  table->setTabKeyNavigation(false);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (int column = 0; column < std::min(rows[row].size(), header.size()); ++column) {
      auto* item = new QTableWidgetItem(rows[row][column]);
      item->setToolTip(rows[row][column]);
      if (row < rowStatus.size() && column + 1 == header.size())
        item->setData(kStatusRole, static_cast<int>(checkState(rowStatus[row])));
      table->setItem(static_cast<int>(row), column, item);
    }
  }
  table->resizeColumnsToContents();
  table->horizontalHeader()->setStretchLastSection(true);
  const int shown = std::min<int>(static_cast<int>(rows.size()), kRowsShown);
  table->setFixedHeight(table->horizontalHeader()->sizeHint().height() +
                        shown * table->verticalHeader()->defaultSectionSize() + 4);
  table->setMaximumWidth(kLongestLine);

  auto* copy = new QAction(tr("Copy"), table);
  copy->setShortcut(QKeySequence::Copy);
  copy->setShortcutContext(Qt::WidgetShortcut);
  connect(copy, &QAction::triggered, table, [table] { QApplication::clipboard()->setText(selectionText(*table)); });
  auto* copyAll = new QAction(tr("Copy table as CSV"), table);
  connect(copyAll, &QAction::triggered, table, [table] { QApplication::clipboard()->setText(tableAsCsv(*table)); });
  table->addActions({copy, copyAll});
  table->setContextMenuPolicy(Qt::ActionsContextMenu);
  if (!places.empty()) {
    table->setObjectName(QStringLiteral("places"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setAccessibleDescription(tr("A click or Enter on a row shows its place in the map."));
    table->setToolTip(table->accessibleDescription());
    table->viewport()->setCursor(Qt::PointingHandCursor);
    const auto go = [this, places](int row, int) {
      if (row >= 0 && row < static_cast<int>(places.size())) emit voxelRequested(places[static_cast<std::size_t>(row)]);
    };
    connect(table, &QTableWidget::cellClicked, this, go);
    connect(table, &QTableWidget::cellActivated, this, go);
  }
  m_layout->addWidget(table);
}

void ReportPage::addPlot(const CurvePlot& plot) {
  auto* panel = new PlotPanel;
  panel->setMinimumHeight(220);
  panel->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  panel->setPlot(plot);
  panel->setAccessibleName(tr("Plot: %1").arg(displayText(plot.title)));
  m_plots.push_back(panel);
  place(panel);
}

void ReportPage::addSphere(const SpherePlot& plot) {
  auto* panel = new SpherePanel;
  panel->setMinimumHeight(240);
  panel->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  panel->setPlot(plot);
  panel->setAccessibleName(tr("Sphere of directions: %1").arg(displayText(plot.title)));
  m_spheres.push_back(panel);
  place(panel);
}

void ReportPage::place(PlotWidget* panel) {
  connect(panel, &PlotWidget::saveRequested, this,
          [this, panel](const QString& suffix) { emit savePlotRequested(panel, suffix); });
  // Two plots that follow each other share a row.
  if (m_plotRow != nullptr && m_plotRow->count() == 1) {
    m_plotRow->addWidget(panel, 1);
    m_plotRow = nullptr;
    return;
  }
  m_plotRow = new QHBoxLayout;
  m_plotRow->addWidget(panel, 1);
  m_layout->addLayout(m_plotRow, 1);
}

void ReportPage::addStatus(const StatusBlock& block) {
  auto* row = new QWidget;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  auto* drawing = new StateLabel(checkState(block.status));
  QLabel* words = textLabel(coreText(block.text));
  QFont bold = words->font();
  bold.setBold(true);
  words->setFont(bold);
  tint(words, [state = checkState(block.status)](const QPalette& colours) { return stateColour(state, colours); });
  line->addWidget(drawing, 0, Qt::AlignTop);
  line->addWidget(words, 1);
  m_layout->addWidget(row);
}

void ReportPage::addWarnings(const WarningBlock& block) {
  for (std::size_t i = 0; i < block.warnings.size(); ++i) {
    auto* row = new WarningRow(block.warnings[i], block.note(i));
    const int index = static_cast<int>(m_warnings.size());
    connect(row, &WarningRow::activated, this, [this, index] { emit warningActivated(index); });
    connect(row, &WarningRow::accepted, this,
            [this, row](const QString& sentence) { emit warningAccepted(row->code(), sentence); });
    m_warnings.push_back(row);
    m_layout->addWidget(row);
  }
}

void ReportPage::setCurrentWarning(int index) {
  for (std::size_t i = 0; i < m_warnings.size(); ++i) {
    const bool isIt = static_cast<int>(i) == index;
    m_warnings[i]->setCurrent(isIt);
    if (isIt) scrollTo(m_warnings[i]);
  }
}

void ReportPage::setAccepted(const QString& code, const QString& sentence) {
  for (WarningRow* row : m_warnings)
    if (row->code() == code) row->setAccepted(sentence);
}

bool ReportPage::showPlotPlace(const PlotPlace& place) {
  for (PlotPanel* panel : m_plots) {
    if (panel->plot().key != place.plot) continue;
    panel->showPlace(place.x);
    scrollTo(panel);
    return true;
  }
  return false;
}

void ReportPage::scrollTo(QWidget* widget) {
  // Once the page has been laid out: it may have been filled, or its tab opened, a moment ago.
  QTimer::singleShot(0, widget, [this, widget] { ensureWidgetVisible(widget, 10, 10); });
}

}  // namespace vitrine::ui
