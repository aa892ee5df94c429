#include "app/window/run_sheet.hpp"

#include "core/base/number_text.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::ui {
namespace {

QString bytes(Bytes count) { return QString::fromStdString(bytesText(count)); }

QTableWidgetItem* cell(const QString& text, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter) {
  auto* item = new QTableWidgetItem(text);
  item->setTextAlignment(alignment);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  return item;
}

/// An option of the command line that would help means nothing here.
QString reasonText(const std::string& reason) {
  static const QRegularExpression option(QStringLiteral(" \\(--[^)]*\\)"));
  return displayText(reason).remove(option);
}

}  // namespace

QString predictedTime(double seconds) {
  constexpr double kMinute = 60, kHour = 3600;
  if (seconds < 1) return RunSheet::tr("under 1 s");
  if (seconds < kMinute) return RunSheet::tr("%1 s").arg(std::lround(seconds));
  if (seconds < kHour) return RunSheet::tr("%1 min").arg(std::lround(seconds / kMinute));
  const auto minutes = std::lround(seconds / kMinute);
  return RunSheet::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

RunSheet::RunSheet(QWidget* parent)
    : QWidget(parent),
      m_heading(new QLabel),
      m_total(new QLabel),
      m_table(new QTableWidget(0, 3)),
      m_doNotAsk(new QCheckBox(tr("Do not ask again"))),
      m_start(new QPushButton(tr("Start"))),
      m_cancel(new QPushButton(tr("Cancel"))) {
  setObjectName(QStringLiteral("runSheet"));
  setAccessibleName(tr("What the run will take"));
  m_heading->setObjectName(QStringLiteral("runHeading"));
  m_heading->setWordWrap(true);
  QFont bold = m_heading->font();
  bold.setBold(true);
  m_heading->setFont(bold);
  m_total->setObjectName(QStringLiteral("runTotal"));
  m_total->setWordWrap(true);

  m_table->setObjectName(QStringLiteral("runTable"));
  m_table->setAccessibleName(tr("Predicted time and memory of each check"));
  m_table->setHorizontalHeaderLabels({tr("Check"), tr("Time"), tr("Memory")});
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  for (const int column : {1, 2})
    m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
  m_table->verticalHeader()->hide();
  m_table->setShowGrid(false);
  m_table->setTabKeyNavigation(false);  // Tab leaves the table
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

  m_doNotAsk->setObjectName(QStringLiteral("doNotAsk"));
  m_doNotAsk->setAccessibleName(m_doNotAsk->text());
  m_doNotAsk->setToolTip(tr("Checks then start at once. The preferences bring this sheet back."));
  m_start->setObjectName(QStringLiteral("startRun"));
  m_start->setAccessibleName(tr("Start the checks"));
  m_cancel->setObjectName(QStringLiteral("cancelRun"));
  m_cancel->setAccessibleName(tr("Cancel, run nothing"));
  for (QPushButton* button : {m_start, m_cancel}) button->setAutoDefault(true);  // Enter presses the focused one
  m_start->setDefault(true);

  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_start, 1);
  buttons->addWidget(m_cancel);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(m_heading);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_total);
  layout->addWidget(m_doNotAsk);
  layout->addLayout(buttons);
  setTabOrder(m_start, m_cancel);
  setTabOrder(m_cancel, m_doNotAsk);
  setTabOrder(m_doNotAsk, m_table);
  connect(m_start, &QPushButton::clicked, this, &RunSheet::start);
  connect(m_cancel, &QPushButton::clicked, this, &RunSheet::cancelled);
}

void RunSheet::showEstimate(const RunEstimate& run) {
  m_ids.clear();
  m_table->clearSpans();
  m_table->setRowCount(0);
  for (const CheckEstimate& check : run.checks) addRow(check);
  m_table->resizeRowsToContents();
  const int count = static_cast<int>(m_ids.size()), others = static_cast<int>(run.checks.size()) - count;
  QString heading = tr("%n check(s) will run", nullptr, count);
  if (others > 0) heading += QStringLiteral("; ") + tr("%n cannot", nullptr, others);
  m_heading->setText(heading);
  m_total->setText(count == 0 ? tr("Nothing of what is ticked can run.")
                              : tr("Together: %1, up to %2 of the %3 allowed.")
                                    .arg(predictedTime(run.seconds), bytes(run.peak), bytes(run.budget)));
  m_doNotAsk->setChecked(false);
  m_start->setEnabled(count > 0);
  setAccessibleDescription(heading + QStringLiteral(". ") + m_total->text());
  (count > 0 ? m_start : m_cancel)->setFocus();
}

void RunSheet::addRow(const CheckEstimate& check) {
  const int row = m_table->rowCount();
  m_table->insertRow(row);
  const QString name = QStringLiteral("%1  %2").arg(QString::fromStdString(check.id), displayText(check.title));
  m_table->setItem(row, 0, cell(name));
  QString spoken = name + QStringLiteral(": ");
  if (check.doesNotApply.empty() && check.fits) {
    m_ids << QString::fromStdString(check.id);
    constexpr auto kRight = Qt::AlignRight | Qt::AlignVCenter;
    m_table->setItem(row, 1, cell(predictedTime(check.seconds), kRight));
    m_table->setItem(row, 2, cell(bytes(check.peak), kRight));
    spoken += predictedTime(check.seconds) + QStringLiteral(", ") + bytes(check.peak);
  } else {
    const QString why = check.fits ? reasonText(check.doesNotApply) : tr("needs %1").arg(bytes(check.peak));
    // The reason below the name: the columns are too narrow for a sentence.
    m_table->item(row, 0)->setText(name + QLatin1Char('\n') + tr("cannot run: %1").arg(why));
    m_table->setSpan(row, 0, 1, 3);
    m_table->item(row, 0)->setForeground(screenPalette(palette()).mutedText);
    spoken += tr("cannot run: %1").arg(why);
  }
  m_table->item(row, 0)->setToolTip(spoken);
  m_table->item(row, 0)->setData(Qt::AccessibleTextRole, spoken);
}

void RunSheet::start() {
  if (!m_ids.isEmpty()) emit startRequested(m_ids, !m_doNotAsk->isChecked());
}

void RunSheet::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape)
    emit cancelled();
  else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
    start();
  else
    QWidget::keyPressEvent(event);
}

}  // namespace vitrine::ui
