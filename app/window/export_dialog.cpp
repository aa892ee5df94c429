#include "app/window/export_dialog.hpp"

#include "app/settings/settings.hpp"
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/report/fsc_files.hpp"
#include "widgets/theme/text.hpp"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

struct KindRow {
  ExportKind kind;
  const char* id;  ///< in the settings, and of the box
  const char* text;
  const char* ending;
};

constexpr KindRow kRows[] = {
    {ExportKind::Pdf, "pdf", QT_TRANSLATE_NOOP("vitrine::ui::ExportDialog", "Report as &PDF, with the numbers inside"),
     "_report.pdf"},
    {ExportKind::Html, "html", QT_TRANSLATE_NOOP("vitrine::ui::ExportDialog", "Report as &HTML page"), "_report.html"},
    {ExportKind::Json, "json", QT_TRANSLATE_NOOP("vitrine::ui::ExportDialog", "Results for programs (&JSON)"),
     "_report.json"},
    {ExportKind::FscXml, "fsc", QT_TRANSLATE_NOOP("vitrine::ui::ExportDialog", "FSC curves in the EMDB's form (&XML)"),
     "_fsc.xml"},
    {ExportKind::Csv, "csv", QT_TRANSLATE_NOOP("vitrine::ui::ExportDialog", "Numbers, tables and &curves (CSV)"),
     "_csv"},
    {ExportKind::Image, "image",
     QT_TRANSLATE_NOOP("vitrine::ui::ExportDialog", "Entry &image of the surface as it is seen"), ".png"}};

const KindRow& rowOf(ExportKind kind) { return *std::ranges::find(kRows, kind, &KindRow::kind); }

QString fileOf(const ExportWish& wish, const QString& ending) {
  return wish.folder + QLatin1Char('/') + wish.name + ending;
}

std::filesystem::path pathOf(const QString& file) { return std::filesystem::path(file.toStdString()); }

bool hasFsc(const std::vector<CheckResult>& results) {
  try {
    return !fscFiles(results, "fsc.xml").empty();
  } catch (const OutputError&) {
    return false;
  }
}

}  // namespace

std::vector<ExportItem> exportItems(const ExportWish& wish, const std::vector<CheckResult>& results) {
  std::vector<ExportItem> items;
  for (const ExportKind kind : wish.kinds)
    items.push_back({kind, pathOf(fileOf(wish, QLatin1String(rowOf(kind).ending)))});
  for (const CheckResult& check : results)
    for (const VolumeResult& volume : check.volumes) {
      const std::string key = volumeKey(check, volume);
      if (!wish.maps.contains(QString::fromStdString(key))) continue;
      const QString ending = QLatin1Char('_') + QString::fromStdString(volumeFileName(check.id, volume));
      items.push_back({ExportKind::Map, pathOf(fileOf(wish, ending)), key});
    }
  return items;
}

ExportDialog::ExportDialog(Settings* settings, const QString& map, std::vector<CheckResult> results, const Grid& grid,
                           QWidget* parent)
    : QDialog(parent), m_settings(settings), m_results(std::move(results)), m_mapFolder(QFileInfo(map).absolutePath()) {
  setObjectName(QStringLiteral("exportDialog"));
  setWindowTitle(tr("Export"));
  m_note = new QLabel;
  m_note->setObjectName(QStringLiteral("exportNote"));
  m_note->setAccessibleName(tr("What will be written"));
  m_note->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  m_write = buttons->addButton(tr("&Write"), QDialogButtonBox::AcceptRole);
  m_write->setObjectName(QStringLiteral("exportWrite"));
  m_write->setAccessibleName(tr("Write the files"));
  m_write->setDefault(true);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(placeRows(map));
  layout->addWidget(kindRows());
  layout->addWidget(mapRows(grid), 1);
  layout->addWidget(m_note);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  showState();
  m_write->setFocus();
}

QWidget* ExportDialog::placeRows(const QString& map) {
  m_folder = new QLineEdit(m_settings->exportFolder().isEmpty() ? m_mapFolder : m_settings->exportFolder());
  m_folder->setObjectName(QStringLiteral("exportFolder"));
  m_folder->setAccessibleName(tr("Folder"));
  m_name = new QLineEdit(QFileInfo(map).baseName());
  m_name->setObjectName(QStringLiteral("exportName"));
  m_name->setAccessibleName(tr("Beginning of the names"));
  m_name->setToolTip(tr("What the name of every file begins with"));
  auto* choose = new QPushButton(tr("C&hoose ..."));
  choose->setObjectName(QStringLiteral("exportChoose"));
  choose->setAccessibleName(tr("Choose the folder"));
  connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
  for (QLineEdit* line : {m_folder, m_name}) connect(line, &QLineEdit::textChanged, this, &ExportDialog::showState);
  auto* folder = new QHBoxLayout;
  folder->addWidget(m_folder, 1);
  folder->addWidget(choose);
  auto* place = new QWidget;
  auto* form = new QFormLayout(place);
  form->setContentsMargins({});
  form->addRow(tr("&Folder"), folder);
  form->addRow(tr("&Name"), m_name);
  qobject_cast<QLabel*>(form->labelForField(folder))->setBuddy(m_folder);
  return place;
}

QWidget* ExportDialog::kindRows() {
  auto* group = new QGroupBox(tr("Reports, tables and picture"));
  auto* grid = new QGridLayout(group);
  const QStringList chosen = m_settings->exportKinds();
  const bool noFsc = !hasFsc(m_results);
  for (const KindRow& row : kRows) {
    auto* box = new QCheckBox(tr(row.text));
    box->setObjectName(QStringLiteral("export_") + QLatin1String(row.id));
    box->setAccessibleName(tr(row.text).remove(u'&'));
    box->setChecked(chosen.contains(QLatin1String(row.id)));
    auto* file = new QLabel;
    file->setProperty("ofCore", true);  // a file's name is the same in every language
    if (row.kind == ExportKind::FscXml && noFsc) {
      box->setChecked(false);
      box->setEnabled(false);
      box->setToolTip(tr("Needs the FSC of check 1.a, which was not run or has none"));
    }
    connect(box, &QCheckBox::toggled, this, &ExportDialog::showState);
    const int at = static_cast<int>(m_kinds.size());
    grid->addWidget(box, at, 0);
    grid->addWidget(file, at, 1);
    m_kinds.emplace_back(row.kind, box);
    m_files.push_back(file);
  }
  m_imageEdge = new QSpinBox;
  m_imageEdge->setObjectName(QStringLiteral("exportImageEdge"));
  m_imageEdge->setAccessibleName(tr("Edge of the entry image in pixels"));
  m_imageEdge->setToolTip(tr("The EMDB asks for 500 pixels or more"));
  m_imageEdge->setRange(kSmallestImage, kLargestImage);
  m_imageEdge->setSingleStep(100);
  m_imageEdge->setSuffix(tr(" px"));
  m_imageEdge->setValue(m_settings->exportImageEdge());
  grid->addWidget(m_imageEdge, static_cast<int>(m_kinds.size()) - 1, 2);
  grid->setColumnStretch(1, 1);
  return group;
}

QWidget* ExportDialog::mapRows(const Grid& grid) {
  auto* group = new QGroupBox(tr("&Maps"));
  m_maps = new QListWidget;
  m_maps->setObjectName(QStringLiteral("exportMaps"));
  m_maps->setAccessibleName(tr("Maps of the checks"));
  const QStringList chosen = m_settings->exportMaps();
  for (const CheckResult& check : m_results)
    for (const VolumeResult& volume : check.volumes) {
      const QString key = QString::fromStdString(volumeKey(check, volume));
      const std::int64_t bytes = grid.voxels() * (volume.isMask ? 1 : 4);
      auto* item = new QListWidgetItem(
          QStringLiteral("%1  %2, %3")
              .arg(QString::fromStdString(check.id), coreText(volume.title), QString::fromStdString(bytesText(bytes))));
      item->setData(Qt::UserRole, key);
      item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
      item->setCheckState(chosen.contains(key) ? Qt::Checked : Qt::Unchecked);
      m_maps->addItem(item);
    }
  connect(m_maps, &QListWidget::itemChanged, this, &ExportDialog::showState);
  auto* layout = new QVBoxLayout(group);
  layout->addWidget(m_maps, 1);
  if (m_maps->count() == 0) {
    layout->addWidget(new QLabel(tr("None of the checks that were run gives a map.")));
    m_maps->hide();
  }
  return group;
}

void ExportDialog::chooseFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of the export"), m_folder->text());
  if (!folder.isEmpty()) m_folder->setText(folder);
}

ExportWish ExportDialog::wish() const {
  ExportWish wish{QDir::cleanPath(QDir(m_folder->text()).absolutePath()), m_name->text(), {}, {}, m_imageEdge->value()};
  for (const auto& [kind, box] : m_kinds)
    if (box->isChecked()) wish.kinds.push_back(kind);
  for (int i = 0; i < m_maps->count(); ++i)
    if (m_maps->item(i)->checkState() == Qt::Checked) wish.maps << m_maps->item(i)->data(Qt::UserRole).toString();
  return wish;
}

/// Names beside the boxes, what will be replaced, and whether anything can be written.
void ExportDialog::showState() {
  const ExportWish wanted = wish();
  for (std::size_t i = 0; i < m_kinds.size(); ++i)
    m_files[i]->setText(wanted.name + QLatin1String(rowOf(m_kinds[i].first).ending));
  m_imageEdge->setEnabled(std::ranges::find(wanted.kinds, ExportKind::Image) != wanted.kinds.end());

  QStringList replaced;
  const std::vector<ExportItem> items = exportItems(wanted, m_results);
  for (const ExportItem& item : items)
    for (const std::filesystem::path& path :
         item.kind == ExportKind::FscXml ? fscFileNames(item.file) : std::vector{item.file})
      if (const QFileInfo file(QString::fromStdString(path.string())); file.exists()) replaced << file.fileName();
  QString note = tr("%n item(s) ticked.", nullptr, static_cast<int>(items.size()));
  QString obstacle;
  if (wanted.name.isEmpty() || wanted.name.contains(QLatin1Char('/')))
    obstacle = tr("Give a name without a slash.");
  else if (m_folder->text().isEmpty() || !QFileInfo(wanted.folder).isDir())
    obstacle = tr("There is no such folder.");
  else if (items.empty())
    obstacle = tr("Tick what is to be written.");
  else if (!replaced.isEmpty())
    note += QLatin1Char(' ') + tr("Replaced: %1.").arg(replaced.join(QStringLiteral(", ")));
  m_note->setText(obstacle.isEmpty() ? note : obstacle);
  m_write->setEnabled(obstacle.isEmpty());
}

void ExportDialog::accept() {
  const ExportWish chosen = wish();
  QStringList kinds;
  for (const ExportKind kind : chosen.kinds) kinds << QLatin1String(rowOf(kind).id);
  // A kind that is not possible today stays as it was.
  for (const auto& [kind, box] : m_kinds)
    if (const QString id = QLatin1String(rowOf(kind).id); !box->isEnabled() && m_settings->exportKinds().contains(id))
      kinds << id;
  QStringList maps = chosen.maps;
  for (const QString& key : m_settings->exportMaps()) {
    bool isOffered = false;
    for (int i = 0; i < m_maps->count(); ++i) isOffered |= m_maps->item(i)->data(Qt::UserRole) == key;
    if (!isOffered) maps << key;
  }
  m_settings->setExportKinds(kinds);
  m_settings->setExportMaps(maps);
  m_settings->setExportImageEdge(chosen.imageEdge);
  m_settings->setExportFolder(chosen.folder == m_mapFolder ? QString() : chosen.folder);
  QDialog::accept();
}

}  // namespace vitrine::ui
