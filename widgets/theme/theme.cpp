#include "widgets/theme/theme.hpp"

#include "widgets/theme/focus_ring.hpp"
#include "widgets/theme/icons.hpp"

#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTextEdit>
#include <QWidget>

#include <utility>
#include <vector>

namespace vitrine::ui {
namespace {

bool g_reducedMotion = false;

void drawFocus(QPainter* painter, const QRect& place, const QPalette& palette) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(palette.color(QPalette::Active, QPalette::Highlight), 1.6));
  painter->setBrush(Qt::NoBrush);
  painter->drawRoundedRect(QRectF(place).adjusted(0.8, 0.8, -0.8, -0.8), 2, 2);
  painter->restore();
}

/// Fusion, with a focus that is seen, and still where the user wants it still.
class VitrineStyle final : public QProxyStyle {
public:
  VitrineStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

  using QProxyStyle::polish;
  void polish(QWidget* widget) override {
    QProxyStyle::polish(widget);
    // Lists, tables and texts without a frame show nothing where their current line is out of sight.
    if (qobject_cast<QAbstractItemView*>(widget) || qobject_cast<QTextEdit*>(widget) ||
        qobject_cast<QPlainTextEdit*>(widget))
      addFocusRing(widget);
  }

  /// Fusion's frame of the focus is faint, and flat tool buttons have none at all; its empty tick boxes are not seen on
  /// a dark ground.
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
    if (element == PE_FrameFocusRect) return drawFocus(painter, option->rect, option->palette);
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element != PE_IndicatorCheckBox && element != PE_IndicatorItemViewItemCheck) return;
    const bool isSelected = element == PE_IndicatorItemViewItemCheck && option->state.testFlag(State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(option->palette.color(isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
  }

  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_ToolButton && option->state.testFlag(State_HasFocus))
      drawFocus(painter, option->rect, option->palette);
  }

  QIcon standardIcon(StandardPixmap meaning, const QStyleOption* option, const QWidget* widget) const override {
    if (const std::optional<QIcon> icon = drawnIcon(meaning)) return *icon;
    return QProxyStyle::standardIcon(meaning, option, widget);
  }

  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* result) const override {
    if (g_reducedMotion && (hint == SH_Widget_Animation_Duration || hint == SH_Widget_Animate)) return 0;
    if (hint == SH_UnderlineShortcut) return 1;  // the keys of a menu are always seen
    return QProxyStyle::styleHint(hint, option, widget, result);
  }
};

struct Colours {
  QRgb window, base, alternate, button, text, muted, disabled, highlight, highlighted, link, visited, tip, tipText;
};

constexpr Colours kLight{0xf2f4f6, 0xffffff, 0xf5f7f9, 0xe9ecef, 0x1c2229, 0x5b6570, 0x7b838c,
                         0x1a5fb4, 0xffffff, 0x0b5cad, 0x6b3fa0, 0xfdf8e3, 0x1c2229};
constexpr Colours kDark{0x282c31, 0x1e2125, 0x262a2f, 0x363b41, 0xe6e9ec, 0xa3abb3, 0x818990,
                        0x6ea8dc, 0x10151a, 0x7fb8e6, 0xc9b0e8, 0x3d444c, 0xf4f6f8};

class Tint final : public QObject {
public:
  Tint(QWidget* widget, Ink ink) : QObject(widget), m_widget(widget), m_ink(std::move(ink)) {
    setObjectName(QStringLiteral("tint"));
    widget->installEventFilter(this);
    apply();
  }
  void setInk(Ink ink) {
    m_ink = std::move(ink);
    apply();
  }
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::PaletteChange && !m_applying) apply();
    return QObject::eventFilter(watched, event);
  }

private:
  void apply() {
    m_applying = true;
    // Only what is set here is held; all other roles go on following the application.
    QPalette own;
    const QColor colour = m_ink(QApplication::palette(m_widget));
    own.setColor(QPalette::WindowText, colour);
    own.setColor(QPalette::Text, colour);
    m_widget->setPalette(own);
    m_applying = false;
  }
  QWidget* m_widget;
  Ink m_ink;
  bool m_applying = false;
};

}  // namespace

QPalette themePalette(bool dark) {
  const Colours& c = dark ? kDark : kLight;
  const QColor window(c.window), base(c.base), button(c.button), text(c.text), disabled(c.disabled);
  QPalette palette(text, button, button.lighter(dark ? 130 : 106), button.darker(dark ? 170 : 140),
                   button.darker(dark ? 130 : 118), text, Qt::white, base, window);
  palette.setColor(QPalette::Midlight, button.lighter(dark ? 115 : 103));
  palette.setColor(QPalette::Shadow, dark ? QColor(0x0c, 0x0e, 0x10) : QColor(0x76, 0x7c, 0x82));
  palette.setColor(QPalette::AlternateBase, QColor(c.alternate));
  palette.setColor(QPalette::Highlight, QColor(c.highlight));
  palette.setColor(QPalette::HighlightedText, QColor(c.highlighted));
  palette.setColor(QPalette::Link, QColor(c.link));
  palette.setColor(QPalette::LinkVisited, QColor(c.visited));
  palette.setColor(QPalette::ToolTipBase, QColor(c.tip));
  palette.setColor(QPalette::ToolTipText, QColor(c.tipText));
  palette.setColor(QPalette::PlaceholderText, QColor(c.muted));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
    palette.setColor(QPalette::Disabled, role, disabled);
  palette.setColor(QPalette::Disabled, QPalette::Base, window);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(c.muted));
  // A window in the background looks the same: its selections are still read.
  return palette;
}

bool desktopPaletteIsDark() {
  static const bool isDark = [] {
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
  }();
  return isDark;
}

void applyTheme(Theme theme, bool desktopIsDark) {
  desktopPaletteIsDark();  // looked at before it is replaced
  // Kept by the application, which gives an own name to no style: the pointer tells whether it is ours.
  static QPointer<QStyle> style;
  if (style == nullptr || QApplication::style() != style) {
    style = new VitrineStyle;
    QApplication::setStyle(style);
  }
  const QPalette palette = themePalette(theme == Theme::Dark || (theme == Theme::Desktop && desktopIsDark));
  if (palette != QApplication::palette()) QApplication::setPalette(palette);
}

void setReducedMotion(bool reduced) {
  g_reducedMotion = reduced;
  // What the desktop had switched on comes back when motion is wanted again.
  static std::vector<Qt::UIEffect> switchedOff;
  if (!reduced) {
    for (const Qt::UIEffect effect : std::exchange(switchedOff, {})) QApplication::setEffectEnabled(effect, true);
    return;
  }
  for (const auto effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip,
                            Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox}) {
    if (!QApplication::isEffectEnabled(effect)) continue;
    QApplication::setEffectEnabled(effect, false);
    switchedOff.push_back(effect);
  }
}

bool reducedMotion() { return g_reducedMotion; }

void tint(QWidget* widget, Ink ink) {
  if (auto* present =
          static_cast<Tint*>(widget->findChild<QObject*>(QStringLiteral("tint"), Qt::FindDirectChildrenOnly)))
    present->setInk(std::move(ink));
  else
    new Tint(widget, std::move(ink));
}

}  // namespace vitrine::ui
