// The built-in help: contents, search, pages. Works without a network.
#pragma once

#include <QWidget>

class QLineEdit;
class QTextBrowser;
class QToolButton;
class QTreeWidget;

namespace vitrine::ui {

/// A window of its own beside the main one.
class HelpWindow : public QWidget {
  Q_OBJECT

public:
  explicit HelpWindow(QWidget* parent = nullptr);

  /// @param name  as HelpPage::name; an unknown one shows the first page
  void showPage(const QString& name);
  QString pageName() const;

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  void fillContents();
  void search(const QString& words);
  void findInPage(bool backward);
  void followLink(const QUrl& link);
  void showCurrent();

  QLineEdit* m_search;
  QTreeWidget* m_contents;
  QTextBrowser* m_text;
  QToolButton *m_back, *m_forward;
};

}  // namespace vitrine::ui
