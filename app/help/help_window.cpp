#include "app/help/help_window.hpp"

#include "app/help/help_pages.hpp"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace vitrine::ui {
namespace {

constexpr int kNameRole = Qt::UserRole;

bool hasAll(const HelpPage& page, const QStringList& words) {
  for (const QString& word : words)
    if (!page.text.contains(word, Qt::CaseInsensitive)) return false;
  return true;
}

}  // namespace

HelpWindow::HelpWindow(QWidget* parent) : QWidget(parent, Qt::Window) {
  setObjectName(QStringLiteral("helpWindow"));
  setWindowTitle(tr("Help - Vitrine"));
  m_search = new QLineEdit;
  m_search->setObjectName(QStringLiteral("helpSearch"));
  m_search->setPlaceholderText(tr("Search all pages"));
  m_search->setAccessibleName(tr("Search all pages"));
  m_search->setClearButtonEnabled(true);
  m_contents = new QTreeWidget;
  m_contents->setObjectName(QStringLiteral("helpContents"));
  m_contents->setHeaderHidden(true);
  m_contents->setAccessibleName(tr("Contents"));
  m_text = new QTextBrowser;
  m_text->setObjectName(QStringLiteral("helpText"));
  m_text->setAccessibleName(tr("Page"));
  m_text->setOpenLinks(false);
  m_text->setTabChangesFocus(false);  // Tab goes from link to link
  m_text->document()->setDocumentMargin(14);
  m_back = new QToolButton;
  m_back->setText(tr("Back"));
  m_back->setAccessibleName(tr("Back"));
  m_back->setEnabled(false);
  m_forward = new QToolButton;
  m_forward->setText(tr("Forward"));
  m_forward->setAccessibleName(tr("Forward"));
  m_forward->setEnabled(false);

  auto* bar = new QHBoxLayout;
  bar->addWidget(m_back);
  bar->addWidget(m_forward);
  bar->addWidget(m_search, 1);
  auto* split = new QSplitter;
  split->addWidget(m_contents);
  split->addWidget(m_text);
  split->setStretchFactor(1, 1);
  split->setSizes({230, 620});
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(bar);
  layout->addWidget(split, 1);
  resize(900, 680);

  connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::search);
  connect(m_search, &QLineEdit::returnPressed, this, [this] { findInPage(false); });
  connect(m_contents, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    const QString name = item != nullptr ? item->data(0, kNameRole).toString() : QString();
    if (!name.isEmpty() && name != pageName()) m_text->setSource(QUrl(helpAddress(name)));
  });
  connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::followLink);
  connect(m_text, &QTextBrowser::sourceChanged, this, &HelpWindow::showCurrent);
  connect(m_text, &QTextBrowser::backwardAvailable, m_back, &QWidget::setEnabled);
  connect(m_text, &QTextBrowser::forwardAvailable, m_forward, &QWidget::setEnabled);
  connect(m_back, &QToolButton::clicked, m_text, &QTextBrowser::backward);
  connect(m_forward, &QToolButton::clicked, m_text, &QTextBrowser::forward);
  fillContents();
}

void HelpWindow::fillContents() {
  QTreeWidgetItem* groups[] = {new QTreeWidgetItem(m_contents, {tr("The program")}),
                               new QTreeWidgetItem(m_contents, {tr("The checks")})};
  for (const HelpPage& page : helpPages()) {
    auto* item = new QTreeWidgetItem(groups[page.name.startsWith(QStringLiteral("checks/"))], {page.title});
    item->setData(0, kNameRole, page.name);
  }
  m_contents->expandAll();
}

QString HelpWindow::pageName() const { return m_text->source().path().mid(QStringLiteral("/help/").size()); }

void HelpWindow::showPage(const QString& name) {
  const QString known = helpPage(name) != nullptr ? name : QStringLiteral("user/window.md");
  m_text->setSource(QUrl(helpAddress(known)));
}

void HelpWindow::showCurrent() {
  const QString name = pageName();
  if (const HelpPage* page = helpPage(name)) setWindowTitle(tr("%1 - Vitrine help").arg(page->title));
  for (int g = 0; g < m_contents->topLevelItemCount(); ++g)
    for (int i = 0; i < m_contents->topLevelItem(g)->childCount(); ++i) {
      QTreeWidgetItem* item = m_contents->topLevelItem(g)->child(i);
      if (item->data(0, kNameRole).toString() == name) m_contents->setCurrentItem(item);
    }
}

void HelpWindow::search(const QString& words) {
  const QStringList list = words.split(u' ', Qt::SkipEmptyParts);
  for (int g = 0; g < m_contents->topLevelItemCount(); ++g) {
    QTreeWidgetItem* group = m_contents->topLevelItem(g);
    int shown = 0;
    for (int i = 0; i < group->childCount(); ++i) {
      const HelpPage* page = helpPage(group->child(i)->data(0, kNameRole).toString());
      const bool isFound = page != nullptr && hasAll(*page, list);
      group->child(i)->setHidden(!isFound);
      shown += isFound;
    }
    group->setHidden(shown == 0);
  }
}

/// The first word in the page; where it has no more, in the next page that is listed.
void HelpWindow::findInPage(bool backward) {
  const QString word = m_search->text().section(u' ', 0, 0, QString::SectionSkipEmpty);
  if (word.isEmpty()) return;
  if (m_text->find(word, backward ? QTextDocument::FindBackward : QTextDocument::FindFlags())) return;
  QTreeWidgetItem* next = m_contents->currentItem();
  do {
    next = next != nullptr ? m_contents->itemBelow(next) : nullptr;
  } while (next != nullptr && (next->isHidden() || next->data(0, kNameRole).toString().isEmpty()));
  if (next == nullptr) {  // from the top again
    next = m_contents->topLevelItem(0);
    while (next != nullptr && (next->isHidden() || next->data(0, kNameRole).toString().isEmpty()))
      next = m_contents->itemBelow(next);
  }
  if (next == nullptr) return;
  m_contents->setCurrentItem(next);
  m_text->moveCursor(QTextCursor::Start);
  m_text->find(word);
}

void HelpWindow::followLink(const QUrl& link) {
  if (!link.scheme().isEmpty() && link.scheme() != QStringLiteral("qrc")) {
    QDesktopServices::openUrl(link);  // the user's browser, because the user clicked
    return;
  }
  const QString target = resolvedLink(pageName(), link.toString());
  if (helpPage(target) != nullptr && target != pageName()) m_text->setSource(QUrl(helpAddress(target)));
  // Markdown headings have no names in Qt: they are found by their text.
  const QString place = link.fragment();
  if (place.isEmpty()) return;
  for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next())
    if (block.blockFormat().headingLevel() > 0 && headingAnchor(block.text()) == place) {
      m_text->moveCursor(QTextCursor::End);  // so that the heading comes to the top
      m_text->setTextCursor(QTextCursor(block));
      return;
    }
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape)
    close();
  else if (event->matches(QKeySequence::Back))
    m_text->backward();
  else if (event->matches(QKeySequence::Forward))
    m_text->forward();
  else if (event->matches(QKeySequence::Find))
    m_search->setFocus();
  else if (event->matches(QKeySequence::FindNext) || event->matches(QKeySequence::FindPrevious))
    findInPage(event->matches(QKeySequence::FindPrevious));
  else
    QWidget::keyPressEvent(event);
}

}  // namespace vitrine::ui
