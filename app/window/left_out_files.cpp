#include "app/window/left_out_files.hpp"

#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"
#include "widgets/theme/theme.hpp"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr std::size_t kMostRows = 60;  // a folder of hundreds is better opened file by file

}  // namespace

LeftOutFiles::LeftOutFiles(QWidget* parent) : QWidget(parent), m_heading(new QToolButton), m_body(new QWidget) {
  setObjectName(QStringLiteral("leftOutFiles"));
  m_heading->setObjectName(QStringLiteral("leftOutHeading"));
  m_heading->setAutoRaise(true);
  m_heading->setCheckable(true);
  m_heading->setArrowType(Qt::RightArrow);
  m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_heading->setToolTip(tr("Files of the folder that were not taken, and why"));
  m_rows = new QVBoxLayout(m_body);
  m_rows->setContentsMargins(16, 0, 0, 0);
  m_rows->setSpacing(4);
  m_body->hide();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 2, 0, 2);
  layout->setSpacing(2);
  layout->addWidget(m_heading, 0, Qt::AlignLeft);
  layout->addWidget(m_body);
  connect(m_heading, &QToolButton::toggled, this, [this](bool isOpen) {
    m_heading->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_body->setVisible(isOpen);
  });
  setFiles({});
}

void LeftOutFiles::setFiles(const std::vector<LeftOutFile>& files) {
  while (QLayoutItem* item = m_rows->takeAt(0)) {
    if (QWidget* widget = item->widget()) widget->deleteLater();
    delete item;
  }
  m_count = static_cast<int>(files.size());
  for (std::size_t i = 0; i < std::min(files.size(), kMostRows); ++i) addRow(files[i]);
  m_heading->setText(tr("%n file(s) left out", nullptr, m_count));
  m_heading->setAccessibleName(m_heading->text());
  m_heading->setAccessibleDescription(m_heading->toolTip());
  m_heading->setChecked(false);
  setVisible(m_count > 0);
}

void LeftOutFiles::addRow(const LeftOutFile& file) {
  const QString path = QString::fromStdString(file.path.string());
  const QString name = QString::fromStdString(file.path.filename().string());
  auto* row = new QWidget;
  auto* title = new QLabel(name);
  title->setTextFormat(Qt::PlainText);
  title->setToolTip(path);
  title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* reason = new QLabel(displayText(file.reason));
  reason->setTextFormat(Qt::PlainText);
  reason->setWordWrap(true);
  tint(reason, [](const QPalette& colours) { return screenPalette(colours).mutedText; });
  auto* use = new QToolButton;
  use->setObjectName(QStringLiteral("useLeftOut"));
  use->setText(tr("Use as"));
  use->setAccessibleName(tr("Use %1 as ...").arg(name));
  use->setAccessibleDescription(reason->text());
  use->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(use);
  for (int i = 0; i < kRoles; ++i) {
    const Role role = static_cast<Role>(i);
    menu->addAction(roleName(role), this, [this, path, role] { emit useRequested(path, role); });
  }
  use->setMenu(menu);
  auto* layout = new QGridLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setVerticalSpacing(0);
  layout->addWidget(title, 0, 0);
  layout->addWidget(use, 0, 1, 2, 1, Qt::AlignTop);
  layout->addWidget(reason, 1, 0);
  layout->setColumnStretch(0, 1);
  m_rows->addWidget(row);
}

}  // namespace vitrine::ui
