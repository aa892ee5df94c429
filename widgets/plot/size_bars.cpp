#include "widgets/plot/size_bars.hpp"

#include "core/base/number_text.hpp"
#include "widgets/theme/palette.hpp"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

QString number(std::int64_t value) { return QString::fromStdString(countText(value)); }

/// 1024 -> "1k": there is no room for more.
QString shortNumber(std::int64_t value) {
  constexpr std::int64_t kSteps[] = {1'000'000'000, 1'000'000, 1'000};
  constexpr char kLetters[] = "GMk";
  for (std::size_t i = 0; i < std::size(kSteps); ++i)
    if (value >= kSteps[i]) return QStringLiteral("%1%2").arg(value / kSteps[i]).arg(QLatin1Char(kLetters[i]));
  return QString::number(value);
}

}  // namespace

SizeBars::SizeBars(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMaximumHeight(9 * fontMetrics().height());  // bars, not towers
}

void SizeBars::setCounts(std::vector<std::int64_t> counts, const QString& unit) {
  while (!counts.empty() && counts.back() == 0) counts.pop_back();
  if (counts == m_counts && unit == m_unit) return;
  m_counts = std::move(counts);
  m_unit = unit;
  setAccessibleDescription(m_counts.empty() ? tr("None") : text());
  update();
}

QString SizeBars::classText(std::size_t index) const {
  const std::int64_t low = std::int64_t{1} << index, high = 2 * low - 1;
  const QString range = low == high ? number(low) : QStringLiteral("%1 \u2013 %2").arg(number(low), number(high));
  return tr("%1 of %2 %3").arg(number(m_counts[index]), range, m_unit);
}

QString SizeBars::text() const {
  QStringList parts;
  for (std::size_t i = 0; i < m_counts.size(); ++i)
    if (m_counts[i] > 0) parts << classText(i);
  return parts.join(QStringLiteral(", "));
}

QSize SizeBars::sizeHint() const { return {240, 5 * fontMetrics().height()}; }

QSize SizeBars::minimumSizeHint() const { return {120, 2 * fontMetrics().height()}; }

/// The class's column, from the line of numbers below to where its count stands.
QRectF SizeBars::bar(std::size_t index) const {
  const double line = fontMetrics().height();
  // At least six columns: one class alone is a bar, not a wall.
  const double step = width() / static_cast<double>(std::max<std::size_t>(6, m_counts.size()));
  const double room = std::max(1.0, height() - 2 * line);
  const double most = std::log1p(static_cast<double>(*std::ranges::max_element(m_counts)));
  const auto count = static_cast<double>(m_counts[index]);
  const double tall = count > 0 && most > 0 ? std::max(2.0, room * std::log1p(count) / most) : 0;
  return {static_cast<double>(index) * step + 1, line + room - tall, step - 2, tall};
}

void SizeBars::paintEvent(QPaintEvent*) {
  if (m_counts.empty()) return;
  QPainter painter(this);
  const Palette& colours = screenPalette(palette());
  const double line = fontMetrics().height();
  double labelled = 0;
  for (std::size_t i = 0; i < m_counts.size(); ++i) {
    const QRectF box = bar(i);
    painter.fillRect(box, colours.seriesColor(0));
    const auto write = [&](const QString& words, double top) {
      const double w = fontMetrics().horizontalAdvance(words);
      const QRectF place(box.center().x() - w / 2, top, w + 1, line);
      if (w <= box.width() + 2) painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, words);
    };
    painter.setPen(palette().color(QPalette::WindowText));
    if (m_counts[i] > 0) write(shortNumber(m_counts[i]), box.top() - line);
    // Sizes stand below as far apart as they need.
    const std::int64_t low = std::int64_t{1} << i;
    QString size =
        i == 0 ? QStringLiteral("1") : QStringLiteral("%1\u2013%2").arg(shortNumber(low), shortNumber(2 * low - 1));
    if (fontMetrics().horizontalAdvance(size) > box.width()) size = shortNumber(low);
    const double w = fontMetrics().horizontalAdvance(size);
    if (box.center().x() - w / 2 < labelled) continue;
    painter.setPen(colours.mutedText);
    painter.drawText(QRectF(box.center().x() - w / 2, height() - line, w + 1, line), Qt::AlignLeft, size);
    labelled = box.center().x() + w / 2 + 4;
  }
  painter.setPen(colours.frame);
  painter.drawLine(QPointF(0, height() - line), QPointF(width(), height() - line));
}

bool SizeBars::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || m_counts.empty()) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const double step = bar(0).width() + 2;
  const auto index = static_cast<std::size_t>(std::max(0.0, help->pos().x() / step));
  QToolTip::showText(help->globalPos(), index < m_counts.size() ? classText(index) : text(), this);
  return true;
}

}  // namespace vitrine::ui
