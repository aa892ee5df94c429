#include "app/window/details_dock.hpp"

#include "app/window/comments.hpp"
#include "app/window/parameter_page.hpp"
#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"
#include "widgets/plot/plot_panel.hpp"
#include "widgets/report/report_page.hpp"
#include "widgets/theme/text.hpp"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBlock>
#include <QTime>
#include <QVBoxLayout>

namespace vitrine::ui {
namespace {

constexpr int kLongestLog = 2000;  // lines

/// Blocks of a section by the tab they belong to.
struct Sorted {
  std::vector<Block> verdict, explanation, numbers, plots, pictures, parameters;
};

Sorted sortBlocks(const Section& section) {
  Sorted sorted;
  const Block* heading = nullptr;
  bool inParameters = false;
  for (const Block& block : section.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block); paragraph && paragraph->style == TextStyle::Emphasis) {
      heading = &block;
      inParameters = paragraph->text == "Parameters";
      continue;
    }
    if (std::holds_alternative<PlotBlock>(block) || std::holds_alternative<SphereBlock>(block)) {
      sorted.plots.push_back(block);
    } else if (std::holds_alternative<FigureBlock>(block)) {
      sorted.pictures.push_back(block);
    } else if (std::holds_alternative<StatusBlock>(block) || std::holds_alternative<WarningBlock>(block)) {
      sorted.verdict.push_back(block);
    } else if (inParameters) {
      sorted.parameters.push_back(block);
    } else if (std::holds_alternative<NumberTable>(block) || std::holds_alternative<TextTable>(block)) {
      sorted.numbers.push_back(block);
    } else {
      // A heading is kept only where something of it is left.
      if (heading != nullptr) sorted.explanation.push_back(*heading);
      heading = nullptr;
      sorted.explanation.push_back(block);
    }
  }
  return sorted;
}

}  // namespace

DetailsDock::DetailsDock(QWidget* parent) : QWidget(parent) {
  m_title = new QLabel;
  m_title->setObjectName(QStringLiteral("detailsTitle"));
  QFont bold = m_title->font();
  bold.setBold(true);
  m_title->setFont(bold);
  m_note = new QLabel;
  m_note->setWordWrap(true);
  m_warningBar = new QLabel;
  m_warningBar->setObjectName(QStringLiteral("warningBar"));
  m_warningBar->setWordWrap(true);
  m_warningBar->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_warningBar->setTextFormat(Qt::PlainText);
  m_tabs = new QTabWidget;
  m_tabs->setObjectName(QStringLiteral("detailTabs"));
  m_tabs->setDocumentMode(true);
  m_tabs->tabBar()->setAccessibleName(tr("Details of the check"));
  const QString names[] = {tr("Explanation"), tr("Numbers"), tr("Plots"), tr("Pictures"), tr("Parameters")};
  for (std::size_t i = 0; i < m_pages.size(); ++i) {
    m_pages[i] = new ReportPage;
    m_pages[i]->setAccessibleName(names[i]);
    QWidget* tab = m_pages[i];
    if (static_cast<Tab>(i) == Tab::Parameters) tab = m_parameters = new ParameterPage(m_pages[i]);
    m_tabs->addTab(tab, names[i]);
    connect(m_pages[i], &ReportPage::warningActivated, this, [this](int index) { emit warningActivated(m_id, index); });
    connect(m_pages[i], &ReportPage::warningAccepted, this,
            [this](const QString& code, const QString& sentence) { emit warningAccepted(m_id, code, sentence); });
    connect(m_pages[i], &ReportPage::plotPlaceRequested, this, [this](const PlotPlace& place) {
      if (page(Tab::Plots)->showPlotPlace(place)) showTab(Tab::Plots);
    });
    connect(m_pages[i], &ReportPage::voxelRequested, this, &DetailsDock::voxelRequested);
    connect(m_pages[i], &ReportPage::savePlotRequested, this, &DetailsDock::savePlotRequested);
  }
  m_log = new QPlainTextEdit;
  m_log->setReadOnly(true);
  m_log->setFrameShape(QFrame::NoFrame);
  m_log->setAccessibleName(tr("Log"));
  m_log->setMaximumBlockCount(kLongestLog);
  m_log->setAccessibleDescription(tr("Enter on a warning shows its place."));
  m_log->installEventFilter(this);
  m_log->viewport()->installEventFilter(this);
  m_tabs->addTab(m_log, tr("Log"));
  connect(m_tabs, &QTabWidget::currentChanged, this, &DetailsDock::showWarningBar);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 4, 4);
  layout->setSpacing(3);
  layout->addWidget(m_title);
  layout->addWidget(m_note);
  layout->addWidget(m_warningBar);
  layout->addWidget(m_tabs, 1);
  showCheck({}, nullptr);
}

void DetailsDock::setPage(Tab tab, const std::vector<Block>& blocks, const QString& otherwise) {
  if (blocks.empty())
    page(tab)->setMessage(otherwise);
  else
    page(tab)->setBlocks(blocks);
}

void DetailsDock::showCheck(const QString& id, const CheckResult* result, const QString& note) {
  const bool isOther = id != m_id;
  m_id = id;
  m_warnings = result != nullptr ? result->warnings : std::vector<Warning>();
  if (isOther || m_current >= static_cast<int>(m_warnings.size())) m_current = -1;
  showWarningBar();
  m_note->setText(note);
  m_note->setVisible(!note.isEmpty());
  const Check* check = findCheck(id.toStdString());
  if (check == nullptr) {
    m_parameters->showCheck(nullptr);
    m_title->setText(tr("No check selected"));
    for (ReportPage* page : m_pages) page->setMessage(tr("Select a check to read what it asks and what it found."));
    m_log->clear();
    return;
  }
  m_title->setText(QStringLiteral("%1  %2").arg(id, coreText(check->info().title)));
  CheckResult waiting;
  waiting.id = id.toStdString();
  Sorted sorted =
      sortBlocks(composeCheck(check->info(), result != nullptr ? *result : waiting, {},
                              m_comments != nullptr ? m_comments->forReport() : std::map<std::string, std::string>()));
  // On paper the status comes last; here it is what people look for.
  if (result != nullptr)
    sorted.explanation.insert(sorted.explanation.begin(), sorted.verdict.begin(), sorted.verdict.end());
  const QString notYet = result == nullptr ? tr("Not run yet.") : tr("None in this result.");
  setPage(Tab::Explanation, sorted.explanation, tr("No explanation."));
  setPage(Tab::Numbers, sorted.numbers, notYet);
  setPage(Tab::Plots, sorted.plots, notYet);
  setPage(Tab::Pictures, sorted.pictures, notYet);
  m_parameters->showCheck(check);
  setPage(Tab::Parameters, sorted.parameters, notYet);
  page(Tab::Parameters)->setVisible(!sorted.parameters.empty());
  if (m_current >= 0) page(Tab::Explanation)->setCurrentWarning(m_current);
  if (isOther) m_log->setPlainText(m_logs.value(id).join(QLatin1Char('\n')));
}

void DetailsDock::addToLog(const QString& id, const QString& line) {
  const QString stamped = QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) + line;
  QStringList& lines = m_logs[id];
  lines << stamped;
  if (lines.size() > kLongestLog) lines.removeFirst();
  if (id == m_id) m_log->appendPlainText(stamped);
}

void DetailsDock::forgetLogs() {
  m_logs.clear();
  m_log->clear();
}

void DetailsDock::showTab(Tab tab) { m_tabs->setCurrentIndex(static_cast<int>(tab)); }

DetailsDock::Tab DetailsDock::tab() const { return static_cast<Tab>(m_tabs->currentIndex()); }

void DetailsDock::setComments(const Comments* comments) {
  m_comments = comments;
  connect(comments, &Comments::changed, this, [this](const QString& key, const QString& sentence) {
    const QString check = key.section(QLatin1Char('/'), 0, 0);
    if (check == m_id) page(Tab::Explanation)->setAccepted(key.section(QLatin1Char('/'), 1), sentence);
  });
}

void DetailsDock::showWarning(int index) {
  if (index < 0 || index >= static_cast<int>(m_warnings.size())) return;
  m_current = index;
  page(Tab::Explanation)->setCurrentWarning(index);
  const auto& place = m_warnings[static_cast<std::size_t>(index)].plotPlace;
  showTab(place && page(Tab::Plots)->showPlotPlace(*place) ? Tab::Plots : Tab::Explanation);
  showWarningBar();
}

void DetailsDock::showWarningBar() {
  // On the page of explanations the warning itself is marked.
  const bool isShown = m_current >= 0 && m_current < static_cast<int>(m_warnings.size()) && tab() != Tab::Explanation;
  if (isShown) {
    const WarningParts parts = warningParts(m_warnings[static_cast<std::size_t>(m_current)].text);
    QString text = tr("Warning: %1").arg(coreText(parts.found));
    // As beneath the warning itself: the criterion where the limit is no number.
    const Check* check = findCheck(m_id.toStdString());
    const std::string passes =
        parts.passes.empty() && check != nullptr ? std::string(check->info().criteria) : parts.passes;
    if (!passes.empty()) text += QLatin1Char('\n') + tr("How would it pass? %1").arg(coreText(passes));
    m_warningBar->setText(text);
  }
  m_warningBar->setVisible(isShown);
}

bool DetailsDock::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_log && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
      activateLogLine(m_log->textCursor().block().text());
      return true;
    }
  }
  if (watched == m_log->viewport() && event->type() == QEvent::MouseButtonDblClick)
    activateLogLine(m_log->cursorForPosition(static_cast<QMouseEvent*>(event)->position().toPoint()).block().text());
  return QWidget::eventFilter(watched, event);
}

void DetailsDock::activateLogLine(const QString& line) {
  for (std::size_t i = 0; i < m_warnings.size(); ++i)
    if (line.endsWith(displayText(m_warnings[i].text))) {
      emit warningActivated(m_id, static_cast<int>(i));
      return;
    }
}

}  // namespace vitrine::ui
