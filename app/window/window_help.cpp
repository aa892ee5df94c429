// Help where it is asked for: F1, What's This, citations.
#include "app/help/bibtex.hpp"
#include "app/help/help_pages.hpp"
#include "app/help/help_window.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/vitrine_window.hpp"
#include "app/window/whats_this.hpp"
#include "core/checks/registry.hpp"
#include "widgets/checks/check_list.hpp"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QWhatsThis>

namespace vitrine::ui {
namespace {

struct PageOf {
  const char* widget;  ///< object name of a dock or of a part of one
  const char* page;
};

// The nearest named parent of what has the focus decides.
constexpr PageOf kPages[] = {{"dataDock", "user/opening.md"},        {"checksDock", "user/warnings.md"},
                             {"thresholdDock", "user/threshold.md"}, {"surfaceDock", "user/surface.md"},
                             {"displayDock", "user/slices.md"},      {"surface", "user/surface.md"},
                             {"sliceX", "user/slices.md"},           {"sliceY", "user/slices.md"},
                             {"sliceZ", "user/slices.md"},           {"preferences", "user/accessibility.md"}};

}  // namespace

QString VitrineWindow::helpPageOf(const QWidget* widget) const {
  for (; widget != nullptr; widget = widget->parentWidget()) {
    const QString own = widget->property("helpPage").toString();
    if (helpPage(own) != nullptr) return own;
    const QString name = widget->objectName();
    const bool isOfCheck = name == QStringLiteral("detailsDock") || name == QStringLiteral("checkView");
    if (isOfCheck && !m_checkList->selectedId().isEmpty()) return checkHelpPage(m_checkList->selectedId());
    for (const PageOf& entry : kPages)
      if (name == QLatin1String(entry.widget) && helpPage(QLatin1String(entry.page)) != nullptr)
        return QLatin1String(entry.page);
  }
  return QStringLiteral("user/window.md");
}

void VitrineWindow::showHelp(const QString& page) {
  if (m_help == nullptr) {
    m_help = new HelpWindow(this);
    m_help->setWindowIcon(windowIcon());
  }
  m_help->showPage(page);
  m_help->show();
  m_help->raise();
  m_help->activateWindow();
}

void VitrineWindow::copyCitations(const QStringList& checkIds) {
  QStringList citations;
  for (const QString& id : checkIds)
    if (const Check* check = findCheck(id.toStdString()); check != nullptr && !check->info().citation.empty())
      citations << QString::fromStdString(std::string(check->info().citation));
  const QString text = bibtex(citations.join(QStringLiteral("; ")));
  if (text.isEmpty()) {
    m_message->show(tr("There is nothing to cite for this check."), MessageBar::Kind::Note);
    return;
  }
  QApplication::clipboard()->setText(text);
  m_message->show(tr("Copied as BibTeX: %n source(s)", nullptr, static_cast<int>(text.count(u'@'))),
                  MessageBar::Kind::Note);
}

void VitrineWindow::connectHelp() {
  const auto on = [this](Command command, auto&& action) {
    connect(m_commands[command], &QAction::triggered, this, action);
  };
  on(Command::Help, [this] { showHelp(helpPageOf(QApplication::focusWidget())); });
  on(Command::HelpContents, [this] { showHelp(QStringLiteral("user/window.md")); });
  on(Command::WhatsThis, [] { QWhatsThis::enterWhatsThisMode(); });
  on(Command::CopyCitation, [this] { copyCitations({m_checkList->selectedId()}); });
  on(Command::CopyCitations, [this] { copyCitations(m_checks->ids()); });
  auto* texts = new WhatsThisTexts(this);
  connect(texts, &WhatsThisTexts::pageWanted, this, &VitrineWindow::showHelp);
}

}  // namespace vitrine::ui
