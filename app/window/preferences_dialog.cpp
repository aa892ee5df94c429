#include "app/window/preferences_dialog.hpp"

#include "app/settings/settings.hpp"
#include "core/base/memory.hpp"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QThread>
#include <QThreadPool>

namespace vitrine::ui {
namespace {

constexpr double kGiB = 1024.0 * 1024 * 1024;
constexpr double kDefaultShare = 0.75;

}  // namespace

void applyMemoryLimit(double gib) {
  const auto physical = static_cast<double>(physicalMemory());
  MemoryBudget::process().setLimit(static_cast<Bytes>(gib > 0 ? gib * kGiB : kDefaultShare * physical));
}

PreferencesDialog::PreferencesDialog(Settings* settings, QWidget* parent)
    : QDialog(parent), m_settings(settings), m_threads(new QSpinBox), m_memory(new QDoubleSpinBox) {
  setWindowTitle(tr("Preferences"));
  m_threads->setRange(0, 1024);
  m_threads->setSpecialValueText(tr("all %1 cores").arg(QThread::idealThreadCount()));
  m_threads->setValue(settings->threads());
  m_threads->setAccessibleName(tr("Threads"));
  m_memory->setRange(0, static_cast<double>(physicalMemory()) / kGiB);
  m_memory->setDecimals(1);
  m_memory->setSuffix(tr(" GiB"));
  m_memory->setSpecialValueText(tr("75 % of the memory"));
  m_memory->setValue(settings->memoryGiB());
  m_memory->setAccessibleName(tr("Memory limit in gibibytes"));
  auto* form = new QFormLayout(this);
  form->addRow(tr("Threads"), m_threads);
  form->addRow(tr("Memory"), m_memory);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  form->addRow(buttons);
}

void PreferencesDialog::apply(QThreadPool& pool) {
  m_settings->setThreads(m_threads->value());
  m_settings->setMemoryGiB(m_memory->value());
  pool.setMaxThreadCount(m_threads->value() > 0 ? m_threads->value() : QThread::idealThreadCount());
  applyMemoryLimit(m_memory->value());
}

}  // namespace vitrine::ui
