#include "app/window/compare_pages.hpp"

#include "app/window/number_box.hpp"
#include "core/base/number_text.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/theme/focus_ring.hpp"
#include "widgets/theme/text.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

/// The curve that is asked for first: what a resolution is read from.
const QStringList kFirstCurves{QStringLiteral("1.a/fsc"), QStringLiteral("1.a/fsc_masked")};

/// Shows what differs only, if that is wanted.
class DifferentRows final : public QSortFilterProxyModel {
public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setOnlyDifferent(bool only) {
    m_only = only;
    invalidateFilter();
  }

protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    return !m_only || sourceModel()->index(row, 0, parent).data(CompareTable::IsDifferentRole).toBool();
  }

private:
  bool m_only = false;
};

QLabel* wordsLabel() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  label->setProperty("ofCore", true);  // sentences made for these maps
  return label;
}

QString number(double value, int digits = 4) { return QString::fromStdString(generalText(value, digits)); }

}  // namespace

// --- numbers ---

CompareNumbersPage::CompareNumbersPage(QWidget* parent)
    : QWidget(parent),
      m_missing(wordsLabel()),
      m_runA(new QPushButton(tr("Run the missing checks of &A ..."))),
      m_runB(new QPushButton(tr("Run the same checks of &B"))),
      m_onlyDifferent(new QCheckBox(tr("&Only what differs"))),
      m_table(new CompareTable(this)),
      m_view(new QTableView) {
  m_missing->setObjectName(QStringLiteral("missing"));
  m_missing->setAccessibleName(tr("What cannot be compared"));
  m_runA->setObjectName(QStringLiteral("runA"));
  m_runB->setObjectName(QStringLiteral("runB"));
  m_onlyDifferent->setObjectName(QStringLiteral("onlyDifferent"));
  auto* shown = new DifferentRows(this);
  m_shown = shown;
  shown->setSourceModel(m_table);
  m_view->setObjectName(QStringLiteral("compareTable"));
  m_view->setAccessibleName(tr("Numbers of A and B with their differences"));
  m_view->setModel(shown);
  m_view->setProperty("ofCore", true);
  m_view->verticalHeader()->hide();
  m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_view->setAlternatingRowColors(true);
  m_view->setTabKeyNavigation(false);  // Tab leaves the table; arrow keys move in it
  m_view->setWordWrap(false);
  m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_view->horizontalHeader()->setSectionResizeMode(CompareTable::Name, QHeaderView::Stretch);
  m_view->horizontalHeader()->setHighlightSections(false);
  auto* copy = new QAction(tr("Copy the selected rows"), this);
  copy->setShortcut(QKeySequence::Copy);
  copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  m_view->addAction(copy);
  m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
  connect(copy, &QAction::triggered, this, &CompareNumbersPage::copySelected);
  connect(m_onlyDifferent, &QCheckBox::toggled, this, [shown](bool only) { shown->setOnlyDifferent(only); });
  connect(m_runA, &QPushButton::clicked, this, [this] { emit runRequested(true, m_idsA); });
  connect(m_runB, &QPushButton::clicked, this, [this] { emit runRequested(false, m_idsB); });
  auto* top = new QHBoxLayout;
  top->addWidget(m_missing, 1);
  top->addWidget(m_runA);
  top->addWidget(m_runB);
  top->addWidget(m_onlyDifferent);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(top);
  layout->addWidget(m_view, 1);
  setMissingChecks({}, {}, false, {});
}

void CompareNumbersPage::show(const Comparison& comparison, const MissingWords& missingA,
                              const MissingWords& missingB) {
  const int scrolled = m_view->rowAt(0);
  m_table->show(comparison, missingA, missingB);
  if (scrolled > 0) m_view->scrollTo(m_shown->index(scrolled, 0), QAbstractItemView::PositionAtTop);
  m_missing->setText(missingSentences(comparison, missingA, missingB).join(QLatin1Char('\n')));
}

void CompareNumbersPage::clear() {
  m_table->clear();
  m_missing->clear();
  setMissingChecks({}, {}, false, {});
}

QString CompareNumbersPage::missingText() const { return m_missing->text(); }

void CompareNumbersPage::setMissingChecks(const QStringList& ofA, const QStringList& ofB, bool canRun,
                                          const QString& why) {
  m_idsA = ofA;
  m_idsB = ofB;
  m_runA->setVisible(!ofA.isEmpty());
  m_runB->setVisible(!ofB.isEmpty());
  for (QPushButton* button : {m_runA, m_runB}) {
    button->setEnabled(canRun);
    const QStringList& ids = button == m_runA ? ofA : ofB;
    button->setToolTip(canRun ? ids.join(QStringLiteral(", ")) : why);
  }
}

void CompareNumbersPage::copySelected() {
  QStringList lines;
  QModelIndexList rows = m_view->selectionModel()->selectedRows();
  std::ranges::sort(rows, {}, &QModelIndex::row);
  for (const QModelIndex& row : rows) {
    QStringList cells;
    for (int column = 0; column < CompareTable::kColumns; ++column)
      cells << csvField(row.siblingAtColumn(column).data().toString());
    lines << cells.join(QLatin1Char(','));
  }
  if (!lines.isEmpty()) QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

// --- curves ---

CompareCurvesPage::CompareCurvesPage(QWidget* parent)
    : QWidget(parent), m_choice(new QComboBox), m_note(new QLabel), m_plot(new PlotPanel) {
  m_choice->setObjectName(QStringLiteral("curve"));
  m_choice->setAccessibleName(tr("Curve"));
  m_choice->setProperty("ofCore", true);  // titles of curves
  m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_plot->setObjectName(QStringLiteral("comparePlot"));
  m_plot->setAccessibleName(tr("Curves of A and B"));
  addFocusRing(m_plot);
  m_note->setTextFormat(Qt::PlainText);
  auto* name = new QLabel(tr("Curv&e"));
  name->setBuddy(m_choice);
  auto* top = new QHBoxLayout;
  top->addWidget(name);
  top->addWidget(m_choice);
  top->addWidget(m_note, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(top);
  layout->addWidget(m_plot, 1);
  connect(m_choice, &QComboBox::currentIndexChanged, this, &CompareCurvesPage::showChosen);
  connect(m_plot, &PlotWidget::saveRequested, this,
          [this](const QString& suffix) { emit savePlotRequested(m_plot, suffix); });
  show({});
}

void CompareCurvesPage::show(const std::vector<ComparedCurve>& curves) {
  const QString before = m_choice->currentData().toString();
  m_curves = curves;
  {
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const ComparedCurve& curve : m_curves)
      m_choice->addItem(displayText(curve.plot.title), QString::fromStdString(curve.key));
    int chosen = before.isEmpty() ? -1 : m_choice->findData(before);
    for (const QString& first : kFirstCurves)
      if (chosen < 0) chosen = m_choice->findData(first);
    m_choice->setCurrentIndex(std::max(chosen, m_curves.empty() ? -1 : 0));
  }
  m_choice->setEnabled(!m_curves.empty());
  showChosen();
}

void CompareCurvesPage::showChosen() {
  const int index = m_choice->currentIndex();
  m_note->clear();
  if (index < 0 || static_cast<std::size_t>(index) >= m_curves.size()) {
    m_plot->clear(tr("No check that ran has given a curve."));
    return;
  }
  const ComparedCurve& curve = m_curves[static_cast<std::size_t>(index)];
  m_plot->setPlot(curve.plot);
  if (!curve.inA) m_note->setText(tr("A has no such curve."));
  if (!curve.inB) m_note->setText(tr("B has no such curve."));
}

// --- difference map ---

CompareDifferencePage::CompareDifferencePage(QWidget* parent)
    : QWidget(parent),
      m_text(wordsLabel()),
      m_shown(new QCheckBox(tr("&Show the difference on slices and surfaces"))),
      m_limitName(new QLabel(tr("Co&lours up to"))),
      m_limit(new NumberBox),
      m_largest(new QPushButton(tr("&Go to the largest difference"))),
      m_save(new QPushButton(tr("Save difference ma&p ..."))) {
  m_text->setObjectName(QStringLiteral("differenceText"));
  m_text->setAccessibleName(tr("Difference map"));
  m_shown->setObjectName(QStringLiteral("showDifference"));
  m_limitName->setBuddy(m_limit);
  m_limit->setObjectName(QStringLiteral("differenceLimit"));
  m_limit->setMinimum(0);
  m_limit->setAccessibleName(tr("Difference shown in the strongest colour"));
  m_largest->setObjectName(QStringLiteral("largestDifference"));
  m_save->setObjectName(QStringLiteral("saveDifference"));
  auto* row = new QHBoxLayout;
  row->addWidget(m_shown);
  row->addWidget(m_limitName);
  row->addWidget(m_limit);
  row->addWidget(m_largest);
  row->addWidget(m_save);
  row->addStretch(1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(row);
  layout->addWidget(m_text);
  layout->addStretch(1);
  connect(m_shown, &QCheckBox::toggled, this, &CompareDifferencePage::styleChanged);
  connect(m_limit, &QDoubleSpinBox::valueChanged, this, &CompareDifferencePage::styleChanged);
  connect(m_largest, &QPushButton::clicked, this, &CompareDifferencePage::largestRequested);
  connect(m_save, &QPushButton::clicked, this, &CompareDifferencePage::saveRequested);
  show(nullptr);
}

void CompareDifferencePage::show(const CompareOutcome* outcome) {
  const bool hasMap = outcome != nullptr && outcome->difference != nullptr;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_shown, m_limitName, m_limit, m_save})
    widget->setEnabled(hasMap);
  m_largest->setEnabled(outcome != nullptr && outcome->comparison.difference.has_value());
  if (outcome == nullptr) {
    m_text->setText(tr("Nothing has been compared yet."));
    return;
  }
  QStringList lines;
  if (!hasMap) lines << tr("No difference map: %1").arg(outcome->differenceProblem);
  if (const auto& fit = outcome->comparison.difference) {
    lines << tr("The difference is B, scaled to A, minus A: positive where B has more density. "
                "Scale %1, offset %2, found where both maps reach their contour levels (%3 and %4).")
                 .arg(number(fit->scale), number(fit->offset), number(fit->levelA), number(fit->levelB));
    lines << tr("At or above either level the maps correlate with %1. The root mean square of the difference is %2 "
                "there, %3 % of the standard deviation of A, and %4 in the rest of the box.")
                 .arg(QString::fromStdString(fixedText(fit->correlation, 4)), number(fit->rmsInside),
                      QString::fromStdString(fixedText(100 * fit->rmsInside / fit->deviationInsideA, 1)),
                      number(fit->rmsOutside));
    const Index3& at = fit->largestVoxel;
    lines << tr("The largest difference, %1, is at voxel %2, %3, %4.")
                 .arg(number(fit->largest))
                 .arg(at[0])
                 .arg(at[1])
                 .arg(at[2]);
    // Limits that the user chose stay until the maps or levels are others.
    if (fit->limit != m_usualLimit) {
      m_usualLimit = fit->limit;
      const double most = std::max(std::abs(fit->largest), fit->limit);
      m_limit->setSpan(most > 0 ? 1e-3 * most : 0, most > 0 ? most : 1);
      m_limit->show(fit->limit > 0 ? fit->limit : 1);
    }
  }
  m_text->setText(lines.join(QStringLiteral("\n\n")));
}

bool CompareDifferencePage::isShown() const { return m_shown->isChecked(); }
void CompareDifferencePage::setShown(bool shown) { m_shown->setChecked(shown); }
double CompareDifferencePage::limit() const { return m_limit->value(); }

// --- sentences ---

CompareSummaryPage::CompareSummaryPage(QWidget* parent) : QWidget(parent), m_text(wordsLabel()) {
  m_text->setObjectName(QStringLiteral("compareSummary"));
  m_text->setAccessibleName(tr("The comparison in sentences"));
  m_text->setMargin(8);
  auto* scroll = new QScrollArea;
  scroll->setWidget(m_text);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
}

void CompareSummaryPage::show(const std::vector<std::string>& sentences) {
  QStringList lines;
  for (const std::string& sentence : sentences) lines << displayText(sentence);
  m_text->setText(lines.join(QStringLiteral("\n\n")));
}

}  // namespace vitrine::ui
