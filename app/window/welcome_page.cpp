#include "app/window/welcome_page.hpp"

#include "core/base/version.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/theme.hpp"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int kShownRecent = 5;

}  // namespace

WelcomePage::WelcomePage(QWidget* parent) : QScrollArea(parent), m_recentBox(new QWidget) {
  setWidgetResizable(true);  // a small window scrolls instead of squeezing the lines
  setFrameShape(QFrame::NoFrame);
  auto* body = new QWidget;
  body->setAutoFillBackground(true);
  body->setBackgroundRole(QPalette::Base);
  setWidget(body);
  auto* column = new QWidget;
  column->setFixedWidth(std::max(460, fontMetrics().averageCharWidth() * 66));
  auto* layout = new QVBoxLayout(column);
  layout->setSpacing(10);
  auto* title = new QLabel(QStringLiteral("Vitrine"));
  QFont large = title->font();
  large.setPointSizeF(large.pointSizeF() * 2.4);
  large.setBold(true);
  title->setFont(large);
  auto* purpose = new QLabel(tr("Inspect a cryo-EM map before depositing it."));
  purpose->setForegroundRole(QPalette::Text);
  layout->addWidget(title);
  layout->addWidget(purpose);
  layout->addSpacing(8);

  auto* open = new QCommandLinkButton(tr("Open map ..."), tr("MRC or CCP4, also compressed. Or drop files here."));
  open->setObjectName(QStringLiteral("welcomeOpen"));
  open->setAccessibleName(tr("Open map"));
  auto* folder = new QCommandLinkButton(tr("Open folder ..."), tr("A RELION or cryoSPARC job, or an EMDB entry."));
  folder->setObjectName(QStringLiteral("welcomeFolder"));
  folder->setAccessibleName(tr("Open folder"));
  auto* example = new QCommandLinkButton(tr("Open the built-in example"),
                                         tr("A simulated map with half maps; every check can be tried on it."));
  example->setObjectName(QStringLiteral("welcomeExample"));
  example->setAccessibleName(tr("Open the built-in example"));
  layout->addWidget(open);
  layout->addWidget(folder);
  layout->addWidget(example);
  layout->addSpacing(8);

  m_recent = new QVBoxLayout(m_recentBox);
  m_recent->setContentsMargins(0, 0, 0, 0);
  m_recent->setSpacing(2);
  layout->addWidget(m_recentBox);
  auto* privacy = new QLabel(tr("Everything stays on this computer."));
  tint(privacy, [](const QPalette& colours) { return screenPalette(colours).mutedText; });
  layout->addSpacing(8);
  layout->addWidget(privacy);

  auto* centre = new QVBoxLayout(body);
  centre->addStretch(2);
  centre->addWidget(column, 0, Qt::AlignHCenter);
  centre->addStretch(3);
  connect(open, &QCommandLinkButton::clicked, this, &WelcomePage::openRequested);
  connect(folder, &QCommandLinkButton::clicked, this, &WelcomePage::folderRequested);
  connect(example, &QCommandLinkButton::clicked, this, &WelcomePage::exampleRequested);
}

void WelcomePage::setRecentFiles(const QStringList& files) {
  while (QLayoutItem* item = m_recent->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  int shown = 0;
  for (const QString& file : files) {
    if (shown == kShownRecent) break;
    if (shown++ == 0) {
      auto* heading = new QLabel(tr("Recent"));
      QFont bold = heading->font();
      bold.setBold(true);
      heading->setFont(bold);
      m_recent->addWidget(heading);
    }
    const QFileInfo info(file);
    auto* link = new QLabel(QStringLiteral("<a href=\"x\">%1</a>&nbsp;&nbsp;%2")
                                .arg(info.fileName().toHtmlEscaped(), info.absolutePath().toHtmlEscaped()));
    link->setToolTip(file);
    link->setAccessibleName(tr("Open %1").arg(file));
    link->setTextInteractionFlags(Qt::LinksAccessibleByKeyboard | Qt::LinksAccessibleByMouse);
    connect(link, &QLabel::linkActivated, this, [this, file] { emit fileRequested(file); });
    m_recent->addWidget(link);
  }
  m_recentBox->setVisible(shown > 0);
}

}  // namespace vitrine::ui
