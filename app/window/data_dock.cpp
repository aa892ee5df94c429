#include "app/window/data_dock.hpp"

#include "app/window/left_out_files.hpp"
#include "app/window/number_box.hpp"
#include "core/base/number_text.hpp"
#include "widgets/checks/state_label.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"
#include "widgets/theme/theme.hpp"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QStyle>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// A name that leaves out its middle where it is too long; a long one must not widen the dock.
class NameLabel final : public QLabel {
public:
  NameLabel() { setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); }

protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const QRect area = contentsRect();
    style()->drawItemText(&painter, area, Qt::AlignLeft | Qt::AlignVCenter, palette(), isEnabled(),
                          fontMetrics().elidedText(text(), Qt::ElideMiddle, area.width()), foregroundRole());
  }
};

/// Names break after a dot, dash, underscore or slash too.
QString breakable(QString text) {
  static const QRegularExpression places(QStringLiteral("([._/-])"));
  return text.replace(places, QStringLiteral("\\1\u200b"));
}

QString firstFile(const QMimeData* data) {
  for (const QUrl& url : data->urls())
    if (url.isLocalFile()) return url.toLocalFile();
  return {};
}

QString boxText(const MapInfo& info) {
  const Index3& n = info.grid.size;
  QString text = QStringLiteral("%1 \u00d7 %2 \u00d7 %3").arg(n[0]).arg(n[1]).arg(n[2]);
  if (!info.grid.hasVoxelSize()) return text + QStringLiteral(", ") + DataDock::tr("voxel size unknown");
  const Vector3& v = info.grid.voxelSize;
  const auto number = [](double a) { return QString::fromStdString(generalText(a, 4)); };
  const QString size = info.grid.anisotropy() < 1e-4
                           ? number(v[0])
                           : QStringLiteral("%1 \u00d7 %2 \u00d7 %3").arg(number(v[0]), number(v[1]), number(v[2]));
  return text + QStringLiteral(", %1 \u00c5").arg(size);
}

/// "EMDB FSC XML, 1 curve"; with several files their number too.
QString curvesText(const std::vector<CurveFile>& files) {
  std::size_t curves = 0;
  for (const CurveFile& file : files) curves += file.curves.size();
  const QString count = QString::fromStdString(plural(static_cast<std::int64_t>(curves), "curve"));
  if (files.size() == 1) return displayText(files.front().kind) + QStringLiteral(", ") + count;
  return DataDock::tr("the last of %1 files, %2").arg(files.size()).arg(count);
}

/// Worst of the diagnostics of one file; empty if it has none but notes.
std::optional<Severity> worstOf(const MapInfo& info) {
  std::optional<Severity> worst;
  for (const Diagnostic& diagnostic : info.diagnostics) {
    const Severity severity = diagnostic.severity();
    if (severity != Severity::Note && (!worst || severity < *worst)) worst = severity;
  }
  return worst;
}

}  // namespace

QString roleName(Role role) {
  switch (role) {
    case Role::Map:
      return DataDock::tr("Map");
    case Role::Half1:
      return DataDock::tr("Half map 1");
    case Role::Half2:
      return DataDock::tr("Half map 2");
    case Role::Mask:
      return DataDock::tr("Mask");
    case Role::Model:
      return DataDock::tr("Model");
    case Role::Curves:
      return DataDock::tr("FSC curves");
  }
  return {};
}

RoleRow::RoleRow(Role role, QWidget* parent) : QFrame(parent), m_role(role) {
  static constexpr const char* kNames[] = {"rowMap", "rowHalf1", "rowHalf2", "rowMask", "rowModel", "rowCurves"};
  setObjectName(QLatin1String(kNames[static_cast<int>(role)]));
  setAcceptDrops(true);
  setFrameShape(QFrame::StyledPanel);
  m_drawing = new StateLabel;
  m_name = new QLabel(roleName(role));
  m_file = new NameLabel;
  m_below = new NameLabel;
  m_reason = new QLabel;
  m_word = new QLabel;
  QFont bold = m_name->font();
  bold.setBold(true);
  m_name->setFont(bold);
  m_file->setTextFormat(Qt::PlainText);
  m_below->setTextFormat(Qt::PlainText);
  m_reason->setTextFormat(Qt::PlainText);
  m_reason->setWordWrap(true);
  m_more = new QToolButton;
  m_more->setAutoRaise(true);
  m_more->setText(QStringLiteral("\u2026"));
  m_more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));  // the dots say it
  m_more->setPopupMode(QToolButton::InstantPopup);
  m_more->setAccessibleName(tr("%1: choose or remove the file").arg(roleName(role)));
  m_more->setToolTip(m_more->accessibleName());
  auto* menu = new QMenu(m_more);
  menu->addAction(tr("Choose file ..."), this, &RoleRow::chooseRequested);
  QAction* remove = menu->addAction(tr("Remove"), this, &RoleRow::removeRequested);
  QMenu* useAs = menu->addMenu(tr("Use as"));
  for (const Role other : {Role::Map, Role::Half1, Role::Half2, Role::Mask})
    if (other != role) useAs->addAction(roleName(other), this, [this, other] { emit useAsRequested(other); });
  const bool isVolume = role != Role::Model && role != Role::Curves;
  connect(menu, &QMenu::aboutToShow, this, [this, remove, useAs, isVolume] {
    remove->setEnabled(m_hasFile && m_role != Role::Map);
    useAs->setEnabled(m_hasFile && isVolume);
  });
  m_more->setMenu(menu);

  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(6, 4, 4, 4);
  layout->setHorizontalSpacing(6);
  layout->setVerticalSpacing(1);
  layout->addWidget(m_drawing, 0, 0);
  layout->addWidget(m_name, 0, 1);
  layout->addWidget(m_word, 0, 2, Qt::AlignRight);
  layout->addWidget(m_more, 0, 3);
  layout->addWidget(m_file, 1, 1, 1, 3);
  layout->addWidget(m_below, 2, 1, 1, 3);
  layout->addWidget(m_reason, 3, 1, 1, 3);
  layout->setColumnStretch(2, 1);
  setEmpty();
}

void RoleRow::fill(const QString& file, const QString& below, int state, const QString& word) {
  const auto which = static_cast<CheckState>(state);
  m_hasFile = !file.isEmpty();
  m_drawing->setState(which);
  m_word->setText(word);
  tint(m_word, [which](const QPalette& colours) { return stateColour(which, colours); });
  m_file->setText(QFileInfo(file).fileName());
  m_file->setToolTip(file);
  m_file->setVisible(m_hasFile);
  m_below->setText(below);
  m_below->setToolTip(below);
  m_below->setVisible(!below.isEmpty());
  tint(m_below, [](const QPalette& colours) { return screenPalette(colours).mutedText; });
  tint(m_reason, [](const QPalette& colours) { return screenPalette(colours).mutedText; });
  m_reason->clear();
  m_reason->setToolTip({});
  m_reason->hide();
  m_stateText = word;
  setAccessibleName(QStringLiteral("%1: %2 %3 %4").arg(roleName(m_role), m_file->text(), below, word).simplified());
}

void RoleRow::setReason(const QString& reason) {
  m_reason->setText(breakable(reason));
  m_reason->setToolTip(reason);
  m_reason->setVisible(!reason.isEmpty());
  setAccessibleDescription(reason);
}

QString RoleRow::reason() const { return m_reason->toolTip(); }

void RoleRow::setEmpty() {
  fill({}, {}, static_cast<int>(CheckState::NotRun), m_role == Role::Map ? tr("Drop a file") : tr("None"));
}

void RoleRow::setFile(const QString& file, const QString& box, std::optional<Severity> worst) {
  const QString word = !worst                        ? tr("OK")
                       : *worst == Severity::Error   ? tr("Problem")
                       : *worst == Severity::Warning ? tr("Doubtful")
                                                     : tr("OK");
  fill(file, box, static_cast<int>(worst ? severityState(*worst) : CheckState::Ok), word);
}

void RoleRow::setWaiting(const QString& file) { fill(file, {}, static_cast<int>(CheckState::Queued), tr("Reading")); }

void RoleRow::setFailed(const QString& file, const QString& why) {
  fill(file, why, static_cast<int>(CheckState::CouldNotBeMeasured), tr("Unusable"));
}

void RoleRow::setAlone(const QString& file) {
  fill(file, tr("Used once the other half map is there."), static_cast<int>(CheckState::NotRun), tr("Waiting"));
}

void RoleRow::dragEnterEvent(QDragEnterEvent* event) {
  if (firstFile(event->mimeData()).isEmpty()) return;
  event->acceptProposedAction();
  setBackgroundRole(QPalette::Highlight);
  setAutoFillBackground(true);
}

void RoleRow::dragLeaveEvent(QDragLeaveEvent*) { setAutoFillBackground(false); }

void RoleRow::dropEvent(QDropEvent* event) {
  setAutoFillBackground(false);
  event->acceptProposedAction();
  emit fileDropped(firstFile(event->mimeData()));
}

DataDock::DataDock(QWidget* parent) : DockScroll(parent) {
  auto* body = new QWidget;
  auto* layout = new QVBoxLayout(body);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->setSpacing(4);
  for (int i = 0; i < kRoles; ++i) {
    const Role role = static_cast<Role>(i);
    auto* row = m_rows[static_cast<std::size_t>(i)] = new RoleRow(role);
    connect(row, &RoleRow::fileDropped, this, [this, role](const QString& file) { emit fileGiven(role, file); });
    connect(row, &RoleRow::chooseRequested, this, [this, role] { emit chooseRequested(role); });
    connect(row, &RoleRow::removeRequested, this, [this, role] { emit removeRequested(role); });
    connect(row, &RoleRow::useAsRequested, this,
            [this, i](Role other) { emit useRequested(m_files[static_cast<std::size_t>(i)], other); });
    layout->addWidget(row);
  }
  m_leftOut = new LeftOutFiles;
  connect(m_leftOut, &LeftOutFiles::useRequested, this, &DataDock::useRequested);
  layout->addWidget(m_leftOut);

  // Asked here, never in a box that blocks.
  m_voxelQuestion = new QFrame;
  m_voxelQuestion->setObjectName(QStringLiteral("voxelQuestion"));
  m_voxelQuestion->setFrameShape(QFrame::StyledPanel);
  auto* question = new QGridLayout(m_voxelQuestion);
  auto* ask = new QLabel(tr("What is the voxel size?"));
  m_voxel = new NumberBox;
  m_voxel->setObjectName(QStringLiteral("voxelSize"));
  m_voxel->setRange(0.001, 1000);
  m_voxel->setSingleStep(0.01);
  m_voxel->setSuffix(QStringLiteral(" \u00c5"));
  m_voxel->setAccessibleName(tr("Voxel size in angstroms"));
  ask->setBuddy(m_voxel);
  auto* apply = new QPushButton(tr("Use it"));
  apply->setObjectName(QStringLiteral("applyVoxelSize"));
  apply->setAccessibleName(tr("Use this voxel size"));
  question->addWidget(ask, 0, 0, 1, 2);
  question->addWidget(m_voxel, 1, 0);
  question->addWidget(apply, 1, 1);
  question->setColumnStretch(0, 1);
  connect(apply, &QPushButton::clicked, this, [this] { emit voxelSizeGiven(m_voxel->value()); });
  layout->addWidget(m_voxelQuestion);

  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  m_resolution = new NumberBox;
  m_resolution->setObjectName(QStringLiteral("resolution"));
  m_resolution->setRange(0, 1000);
  m_resolution->setSingleStep(0.1);
  m_resolution->setSuffix(QStringLiteral(" \u00c5"));
  m_resolution->setSpecialValueText(tr("not reported"));
  m_resolution->setAccessibleName(tr("Reported resolution in angstroms"));
  m_resolution->setToolTip(tr("Checks that compare with the reported resolution need it."));
  m_level = new NumberBox;
  m_level->setObjectName(QStringLiteral("dataLevel"));
  m_level->setAccessibleName(tr("Contour level in map units"));
  form->addRow(tr("Resolution"), m_resolution);
  form->addRow(tr("Contour level"), m_level);
  layout->addLayout(form);
  connect(m_resolution, &QDoubleSpinBox::valueChanged, this,
          [this](double value) { emit resolutionGiven(value > 0 ? std::optional<double>(value) : std::nullopt); });
  connect(m_level, &QDoubleSpinBox::valueChanged, this, &DataDock::levelGiven);

  m_diagnosticBox = new QWidget;
  m_diagnostics = new QVBoxLayout(m_diagnosticBox);
  m_diagnostics->setContentsMargins(0, 4, 0, 0);
  m_diagnostics->setSpacing(6);
  layout->addWidget(m_diagnosticBox);
  layout->addStretch(1);
  setWidget(body);
  showNothing();
}

void DataDock::showNothing() {
  for (RoleRow* row : m_rows) row->setEmpty();
  m_files = {};
  askForVoxelSize(false, 0);
  showDiagnostics({});
  m_level->setEnabled(false);
  m_resolution->setEnabled(false);
}

void DataDock::showOpening(const OpenRequest& request) {
  showNothing();
  const std::optional<std::filesystem::path> files[] = {request.map, request.half1, request.half2, request.mask,
                                                        request.model};
  for (std::size_t i = 0; i < std::size(files); ++i)
    if (files[i] && !files[i]->empty()) {
      m_files[i] = QString::fromStdString(files[i]->string());
      m_rows[i]->setWaiting(m_files[i]);
    }
  if (!request.authorCurves.empty())
    m_rows[static_cast<std::size_t>(Role::Curves)]->setWaiting(
        QString::fromStdString(request.authorCurves.back().string()));
  showReasons();
}

void DataDock::setGathered(const Gathered& gathered) {
  m_reasons.clear();
  for (const ChosenFile& file : gathered.chosen)
    m_reasons[QString::fromStdString(file.path.string())] = displayText(file.reason);
  m_leftOut->setFiles(gathered.leftOut);
  showReasons();
}

void DataDock::showReasons() {
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    const auto found = m_reasons.find(m_files[i]);
    if (found != m_reasons.end()) m_rows[i]->setReason(found->second);
  }
}

void DataDock::showOpened(const Opened& opened, const std::vector<Diagnostic>& foundLater,
                          const std::vector<MapInfo>& halfMaps) {
  const Inputs& inputs = opened.inputs;
  const auto show = [this](Role role, const InputMap& map, const MapInfo& info) {
    QString& file = m_files[static_cast<std::size_t>(role)];
    file = QString::fromStdString(map.path.string());
    m_rows[static_cast<std::size_t>(role)]->setFile(file, boxText(info), worstOf(info));
  };
  show(Role::Map, inputs.map, inputs.map.info);
  const bool compared = halfMaps.size() == 2;
  if (inputs.half1) show(Role::Half1, *inputs.half1, compared ? halfMaps[0] : inputs.half1->info);
  if (inputs.half2) show(Role::Half2, *inputs.half2, compared ? halfMaps[1] : inputs.half2->info);
  if (inputs.mask) show(Role::Mask, *inputs.mask, inputs.mask->info);
  if (inputs.model)
    m_rows[static_cast<std::size_t>(Role::Model)]->setFile(QString::fromStdString(inputs.model->string()), {}, {});
  if (!inputs.authorCurves.empty())
    m_rows[static_cast<std::size_t>(Role::Curves)]->setFile(
        QString::fromStdString(inputs.authorCurves.back().path.string()), curvesText(inputs.authorCurves), {});
  showReasons();
  std::vector<Diagnostic> all = opened.diagnostics;
  const auto add = [&all](const std::vector<Diagnostic>& more) {
    for (const Diagnostic& diagnostic : more)
      if (std::ranges::none_of(all,
                               [&](const Diagnostic& d) { return d.id == diagnostic.id && d.file == diagnostic.file; }))
        all.push_back(diagnostic);
  };
  add(foundLater);
  for (const MapInfo& half : halfMaps) add(half.diagnostics);
  showDiagnostics(all);
  const bool isDoubtful =
      std::ranges::any_of(all, [](const Diagnostic& d) { return d.id == "E-VOXEL" || d.id.starts_with("W-VOXEL"); });
  askForVoxelSize(isDoubtful, inputs.grid().voxelSize[0]);
  m_resolution->setEnabled(true);
  setResolution(inputs.resolution);
}

void DataDock::showFailure(const QString& file, const QString& message, const QString& id) {
  m_rows[0]->setFailed(file, {});
  showDiagnostics({});
  addDiagnostic(id, message, Severity::Error);
}

void DataDock::askForVoxelSize(bool ask, double present) {
  m_voxelQuestion->setVisible(ask);
  m_voxel->show(present > 0 ? present : 1.0);
}

void DataDock::showDiagnostics(const std::vector<Diagnostic>& diagnostics) {
  while (QLayoutItem* item = m_diagnostics->takeAt(0)) {
    if (QWidget* widget = item->widget()) widget->deleteLater();
    delete item;
  }
  m_diagnosticTexts.clear();
  std::vector<Diagnostic> sorted = diagnostics;
  std::ranges::stable_sort(sorted, {}, &Diagnostic::severity);
  for (const Diagnostic& diagnostic : sorted) {
    std::string text = diagnostic.message;
    for (const std::string* part : {&diagnostic.assumption, &diagnostic.remedy})
      if (!part->empty()) text += " " + *part;
    QString heading = QString::fromStdString(diagnostic.id);
    if (!diagnostic.file.empty())
      heading += QStringLiteral(", ") + QFileInfo(QString::fromStdString(diagnostic.file)).fileName();
    addDiagnostic(heading, displayText(text), diagnostic.severity());
  }
}

void DataDock::addDiagnostic(const QString& heading, const QString& text, Severity severity) {
  auto* row = new QWidget;
  auto* layout = new QGridLayout(row);
  layout->setContentsMargins(6, 0, 0, 0);
  layout->setVerticalSpacing(1);
  auto* drawing = new StateLabel(severity == Severity::Note ? CheckState::DoesNotApply : severityState(severity));
  auto* id = new QLabel(heading);
  id->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // a long file name must not widen the dock
  id->setToolTip(heading);
  QFont bold = id->font();
  bold.setBold(true);
  id->setFont(bold);
  auto* words = new QLabel(text);
  words->setWordWrap(true);
  words->setTextFormat(Qt::PlainText);
  words->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(drawing, 0, 0, Qt::AlignTop);
  layout->addWidget(id, 0, 1);
  layout->addWidget(words, 1, 1);
  layout->setColumnStretch(1, 1);
  row->setAccessibleName(heading + QStringLiteral(": ") + text);
  m_diagnostics->addWidget(row);
  m_diagnosticTexts << heading + QStringLiteral(": ") + text;
}

void DataDock::showLoneHalf(Role role, const QString& file) { m_rows[static_cast<std::size_t>(role)]->setAlone(file); }

void DataDock::setLevel(double level) {
  m_level->setEnabled(true);
  m_level->show(level);
}

void DataDock::setLevelSpan(double low, double high) { m_level->setSpan(low, high); }

void DataDock::setResolution(std::optional<double> resolutionA) { m_resolution->show(resolutionA.value_or(0)); }

}  // namespace vitrine::ui
