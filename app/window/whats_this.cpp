#include "app/window/whats_this.hpp"

#include "app/help/help_pages.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "core/checks/registry.hpp"
#include "widgets/theme/text.hpp"

#include <QApplication>
#include <QHelpEvent>
#include <QTableWidget>
#include <QWhatsThis>

namespace vitrine::ui {
namespace {

struct Meaning {
  const char* widget;
  const char* text;
  const char* page;
};

constexpr Meaning kMeanings[] = {
    {"level",
     QT_TRANSLATE_NOOP(
         "WhatsThis",
         "Contour level: the surface encloses all voxels with at least this value, in the map's own units."),
     "user/threshold.md"},
    {"dataLevel",
     QT_TRANSLATE_NOOP(
         "WhatsThis",
         "Contour level: the surface encloses all voxels with at least this value, in the map's own units."),
     "user/threshold.md"},
    {"sigma",
     QT_TRANSLATE_NOOP("WhatsThis",
                       "The level in standard deviations above the mean of all voxels of the map. It depends on the "
                       "size of the box: compare it only between maps of one box."),
     "user/threshold.md"},
    {"percentile", QT_TRANSLATE_NOOP("WhatsThis", "The share of all voxels that lie below the level."),
     "user/threshold.md"},
    {"voxels", QT_TRANSLATE_NOOP("WhatsThis", "How many voxels reach the level."), "user/threshold.md"},
    {"volume", QT_TRANSLATE_NOOP("WhatsThis", "Voxels that reach the level, times the volume of a voxel."),
     "user/threshold.md"},
    {"mass",
     QT_TRANSLATE_NOOP("WhatsThis",
                       "The mass of protein that would fill the enclosed volume: 1.207 cubic angstroms per dalton, "
                       "1.35 g per cubic centimetre. Compare it with the mass you expect."),
     "user/threshold.md"},
    {"residues", QT_TRANSLATE_NOOP("WhatsThis", "The mass divided by 110 daltons, the mean of an amino acid residue."),
     "user/threshold.md"},
    {"components",
     QT_TRANSLATE_NOOP("WhatsThis",
                       "Connected pieces at this level: voxels that touch by face, edge or corner belong together."),
     "user/threshold.md"},
    {"largestShare",
     QT_TRANSLATE_NOOP("WhatsThis",
                       "The share of the enclosed voxels that belong to the largest connected piece. The rest is dust "
                       "or separate parts."),
     "user/threshold.md"},
    {"resolution",
     QT_TRANSLATE_NOOP("WhatsThis",
                       "The resolution its authors report for the map. Checks that compare with it need it; nothing is "
                       "derived from it otherwise."),
     "user/opening.md"},
    {"voxelSize",
     QT_TRANSLATE_NOOP("WhatsThis", "The edge of a voxel. All lengths, volumes, masses and resolutions scale with it."),
     "user/opening.md"},
    {"pointer",
     QT_TRANSLATE_NOOP("WhatsThis",
                       "Voxel, position from voxel (0, 0, 0) and value under the pointer or at the crosshair."),
     "user/slices.md"},
    {"checkSummary",
     QT_TRANSLATE_NOOP("WhatsThis",
                       "How many of the checks that could be judged found nothing to warn of, and the range of all "
                       "resolutions they measured."),
     "user/warnings.md"},
};

QString withPage(const QString& text, const QString& page) {
  if (helpPage(page) == nullptr) return text;
  return text + QStringLiteral("<p><a href=\"%1\">%2</a></p>")
                    .arg(page, QCoreApplication::translate("WhatsThis", "Read more"));
}

}  // namespace

WhatsThisTexts::WhatsThisTexts(VitrineWindow* window) : QObject(window), m_window(window) {
  qApp->installEventFilter(this);  // What's This goes to whatever is under the pointer
}

QString WhatsThisTexts::textFor(QWidget* widget, const QPoint& at) const {
  const auto* table = qobject_cast<QTableWidget*>(widget->parentWidget());
  const Check* check = findCheck(m_window->details()->checkId().toStdString());
  if (table != nullptr && check != nullptr && m_window->details()->isAncestorOf(widget)) {
    const QTableWidgetItem* item = table->itemAt(at);
    const QTableWidgetItem* name = item != nullptr ? table->item(item->row(), 0) : nullptr;
    QString text;
    if (name != nullptr)
      text = QStringLiteral("<b>%1</b>: %2<br>").arg(name->text().toHtmlEscaped(), item->text().toHtmlEscaped());
    const CheckInfo& info = check->info();
    text += displayText(std::string(info.title) + ". " + std::string(info.explanation)).toHtmlEscaped();
    return withPage(text, checkHelpPage(m_window->details()->checkId()));
  }
  for (; widget != nullptr && widget != m_window; widget = widget->parentWidget()) {
    if (!widget->whatsThis().isEmpty()) return {};  // its own text is shown by Qt
    for (const Meaning& meaning : kMeanings)
      if (widget->objectName() == QLatin1String(meaning.widget))
        return withPage(QCoreApplication::translate("WhatsThis", meaning.text).toHtmlEscaped(),
                        QLatin1String(meaning.page));
  }
  return {};
}

bool WhatsThisTexts::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::QueryWhatsThis && event->type() != QEvent::WhatsThis &&
      event->type() != QEvent::WhatsThisClicked)
    return false;
  if (event->type() == QEvent::WhatsThisClicked) {
    QWhatsThis::hideText();
    emit pageWanted(static_cast<QWhatsThisClickedEvent*>(event)->href());
    return true;
  }
  auto* widget = qobject_cast<QWidget*>(watched);
  if (widget == nullptr || (widget->window() != m_window)) return false;
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString text = textFor(widget, help->pos());
  if (text.isEmpty()) return false;
  if (event->type() == QEvent::WhatsThis) QWhatsThis::showText(help->globalPos(), text, m_window);
  event->accept();
  return true;
}

}  // namespace vitrine::ui
