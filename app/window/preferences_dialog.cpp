#include "app/window/preferences_dialog.hpp"

#include "app/settings/settings.hpp"
#include "app/window/appearance.hpp"
#include "app/window/shortcut_page.hpp"
#include "core/base/memory.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QThread>
#include <QThreadPool>
#include <QVBoxLayout>

#include <utility>

namespace vitrine::ui {
namespace {

constexpr double kGiB = 1024.0 * 1024 * 1024;
constexpr double kDefaultShare = 0.75;

/// One line of a form; the label is the field's name for screen readers and its buddy for the keyboard.
template <class Field>
Field* addRow(QFormLayout* form, const QString& label, Field* field, const QString& objectName, const QString& tip) {
  field->setObjectName(objectName);
  field->setAccessibleName(QString(label).remove(u'&'));
  field->setToolTip(tip);
  form->addRow(label, field);
  return field;
}

void choose(QComboBox* box, const QVariant& value) { box->setCurrentIndex(std::max(0, box->findData(value))); }

}  // namespace

void applyMemoryLimit(double gib) {
  const auto physical = static_cast<double>(physicalMemory());
  MemoryBudget::process().setLimit(static_cast<Bytes>(gib > 0 ? gib * kGiB : kDefaultShare * physical));
}

PreferencesDialog::PreferencesDialog(Settings* settings, Appearance* appearance, const Commands* commands,
                                     QWidget* parent)
    : QDialog(parent), m_settings(settings), m_appearance(appearance) {
  setObjectName(QStringLiteral("preferences"));
  setWindowTitle(tr("Preferences"));
  auto* tabs = new QTabWidget;
  tabs->setObjectName(QStringLiteral("preferenceTabs"));
  tabs->tabBar()->setAccessibleName(tr("Pages of the preferences"));
  tabs->addTab(generalPage(), tr("&General"));
  tabs->addTab(displayPage(), tr("&Display"));
  m_shortcuts = new ShortcutPage(commands);
  tabs->addTab(m_shortcuts, tr("&Shortcuts"));
  m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(m_shortcuts, &ShortcutPage::changed, this,
          [this] { m_buttons->button(QDialogButtonBox::Ok)->setEnabled(m_shortcuts->isConsistent()); });
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(tabs, 1);
  layout->addWidget(m_buttons);
  resize(std::max(sizeHint().width(), 560), std::max(sizeHint().height(), 480));
}

QWidget* PreferencesDialog::generalPage() {
  auto* page = new QWidget;
  auto* form = new QFormLayout(page);
  m_theme = addRow(form, tr("&Theme"), new QComboBox, QStringLiteral("theme"), tr("Changes at once"));
  m_theme->addItem(tr("As the desktop"), static_cast<int>(Theme::Desktop));
  m_theme->addItem(tr("Light"), static_cast<int>(Theme::Light));
  m_theme->addItem(tr("Dark"), static_cast<int>(Theme::Dark));
  choose(m_theme, static_cast<int>(m_settings->theme()));
  connect(m_theme, &QComboBox::currentIndexChanged, this,
          [this] { m_appearance->show(static_cast<Theme>(m_theme->currentData().toInt())); });

  m_language = addRow(form, tr("&Language"), new QComboBox, QStringLiteral("language"),
                      tr("Used from the next start on. Reports stay English."));
  m_language->addItem(tr("As the desktop"), QString());
  m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
  m_language->addItem(QStringLiteral("Espa\u00f1ol"), QStringLiteral("es"));
  choose(m_language, m_settings->language());
  auto* later = new QLabel(tr("The language changes at the next start."));
  tint(later, [](const QPalette& colours) { return screenPalette(colours).mutedText; });
  form->addRow(QString(), later);

  m_threads = addRow(form, tr("T&hreads"), new QSpinBox, QStringLiteral("threads"),
                     tr("How many cores checks may use. Results are the same for any number."));
  m_threads->setRange(0, 1024);
  m_threads->setSpecialValueText(tr("all %1 cores").arg(QThread::idealThreadCount()));
  m_threads->setValue(m_settings->threads());
  m_memory = addRow(form, tr("&Memory limit"), new QDoubleSpinBox, QStringLiteral("memory"),
                    tr("A check that would need more is not started."));
  m_memory->setRange(0, static_cast<double>(physicalMemory()) / kGiB);
  m_memory->setDecimals(1);
  m_memory->setSuffix(tr(" GiB"));
  m_memory->setSpecialValueText(tr("75 % of the memory"));
  m_memory->setValue(m_settings->memoryGiB());
  m_autosave = addRow(form, tr("&Keep the session every"), new QSpinBox, QStringLiteral("autosave"),
                      tr("For the case that the program or the computer stops."));
  m_autosave->setRange(10, 3600);
  m_autosave->setSuffix(tr(" s"));
  m_autosave->setValue(m_settings->autosaveSeconds());
  m_ask = new QCheckBox(tr("Show times and memory &before checks run"));
  m_ask->setObjectName(QStringLiteral("askBeforeRun"));
  m_ask->setChecked(m_settings->asksBeforeRun());
  form->addRow(QString(), m_ask);
  return page;
}

QWidget* PreferencesDialog::displayPage() {
  auto* page = new QWidget;
  auto* form = new QFormLayout(page);
  m_colours = addRow(form, tr("&Palette"), new QComboBox, QStringLiteral("palette"),
                     tr("For values that rise from low to high. Viridis and Cividis are read with any colour vision."));
  for (const ColorMap map : kColorMaps) m_colours->addItem(colorMapName(map), static_cast<int>(map));
  choose(m_colours, static_cast<int>(m_settings->colours()));
  m_ground = addRow(form, tr("&Background of the surface"), new QComboBox, QStringLiteral("surfaceGround"),
                    tr("On screen and in saved pictures; the report's figures stay white."));
  m_ground->addItem(tr("White"), static_cast<int>(SurfaceGround::White));
  m_ground->addItem(tr("Grey"), static_cast<int>(SurfaceGround::Grey));
  m_ground->addItem(tr("Black"), static_cast<int>(SurfaceGround::Black));
  choose(m_ground, static_cast<int>(m_settings->surfaceGround()));
  m_still = new QCheckBox(tr("&Reduce motion: nothing moves by itself"));
  m_still->setObjectName(QStringLiteral("reducedMotion"));
  m_still->setChecked(m_settings->reducedMotion());
  form->addRow(QString(), m_still);
  return page;
}

void PreferencesDialog::reject() {
  m_appearance->apply();
  QDialog::reject();
}

void PreferencesDialog::apply(QThreadPool& pool) {
  m_settings->setTheme(static_cast<Theme>(m_theme->currentData().toInt()));
  m_settings->setLanguage(m_language->currentData().toString());
  m_settings->setThreads(m_threads->value());
  m_settings->setMemoryGiB(m_memory->value());
  m_settings->setAutosaveSeconds(m_autosave->value());
  m_settings->setAsksBeforeRun(m_ask->isChecked());
  m_settings->setColours(static_cast<ColorMap>(m_colours->currentData().toInt()));
  m_settings->setSurfaceGround(static_cast<SurfaceGround>(m_ground->currentData().toInt()));
  m_settings->setReducedMotion(m_still->isChecked());
  m_shortcuts->apply(m_settings);
  m_appearance->apply();
  pool.setMaxThreadCount(m_threads->value() > 0 ? m_threads->value() : QThread::idealThreadCount());
  applyMemoryLimit(m_memory->value());
}

}  // namespace vitrine::ui
