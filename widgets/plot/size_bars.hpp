// How many things there are of each size, as small bars: dust or blobs at a glance.
#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

namespace vitrine::ui {

/// One bar for each power of two: class k holds sizes 2^k to 2^(k+1) - 1. Heights are logarithmic, counts stand above
/// the bars where there is room, and in words in the tool tip and for assistive programs.
class SizeBars final : public QWidget {
  Q_OBJECT

public:
  explicit SizeBars(QWidget* parent = nullptr);

  /// @param counts  [k]: how many of class k; trailing zeros are left out
  /// @param unit    of the sizes, for words: "voxels"
  void setCounts(std::vector<std::int64_t> counts, const QString& unit);
  const std::vector<std::int64_t>& counts() const { return m_counts; }
  /// "12 of 2 - 3 voxels, 3 of 8 - 15 voxels"; empty if there is none.
  QString text() const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

private:
  QRectF bar(std::size_t index) const;
  QString classText(std::size_t index) const;

  std::vector<std::int64_t> m_counts;
  QString m_unit;
};

}  // namespace vitrine::ui
