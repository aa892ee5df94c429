#include "app/window/compare_chooser.hpp"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace vitrine::ui {

CompareChooser::CompareChooser(QWidget* parent)
    : QWidget(parent),
      m_text(new QLabel),
      m_files(new QPushButton(tr("Choose &files ..."))),
      m_folder(new QPushButton(tr("Choose a fol&der ..."))) {
  m_text->setWordWrap(true);
  m_text->setAlignment(Qt::AlignCenter);
  m_text->setTextFormat(Qt::PlainText);
  m_text->setAccessibleName(tr("What to compare with"));
  m_files->setObjectName(QStringLiteral("chooseFiles"));
  m_folder->setObjectName(QStringLiteral("chooseFolder"));
  connect(m_files, &QPushButton::clicked, this, &CompareChooser::filesRequested);
  connect(m_folder, &QPushButton::clicked, this, &CompareChooser::folderRequested);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(24, 24, 24, 24);
  layout->setSpacing(12);
  layout->addStretch(1);
  layout->addWidget(m_text);
  layout->addWidget(m_files, 0, Qt::AlignHCenter);
  layout->addWidget(m_folder, 0, Qt::AlignHCenter);
  layout->addStretch(2);
  setFocusProxy(m_files);
  setProblem({});
}

void CompareChooser::setProblem(const QString& problem) {
  const QString what =
      tr("What is the open map compared with? A map with its half maps and mask, the folder of a job or of an entry, a "
         "session (.vitrine), or a report (.json, which has numbers and curves only). Files can be dropped here too.");
  m_text->setText(problem.isEmpty() ? what : problem + QStringLiteral("\n\n") + what);
}

void CompareChooser::setBusy(bool isBusy) {
  m_files->setEnabled(!isBusy);
  m_folder->setEnabled(!isBusy);
}

}  // namespace vitrine::ui
