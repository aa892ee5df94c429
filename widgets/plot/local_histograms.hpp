// Histograms of several methods under one another, over one axis: where they disagree is seen at a glance.
#pragma once

#include <QMap>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace vitrine::ui {

/// Equal bins; `counts` has one fewer than `edges`.
struct LocalHistogram {
  QString id, name;  ///< "1.c", "Blocres"
  std::vector<double> edges, counts;
  double low = 0, high = 0;  ///< where 95 % of it lie: what the axis must show
  bool operator==(const LocalHistogram&) const = default;
};

/// A value marked through all of them.
struct HistogramMark {
  double value = 0;
  QString label;
  bool operator==(const HistogramMark&) const = default;
};

/// One strip per histogram, each scaled to its own highest bar. The axis shows 95 % of every histogram and all marks;
/// bars beyond it are cut off and a small arrow says so. A bin is chosen by a click, or by the arrow keys and Enter;
/// another click on it, or Escape, lets go of it.
class LocalHistograms final : public QWidget {
  Q_OBJECT

public:
  explicit LocalHistograms(QWidget* parent = nullptr);

  void show(std::vector<LocalHistogram> histograms, std::vector<HistogramMark> marks, const QString& axisTitle);
  const std::vector<LocalHistogram>& histograms() const { return m_histograms; }
  const std::vector<HistogramMark>& marks() const { return m_marks; }
  /// The value under the cursor by each histogram's id: a number and a small triangle in its strip.
  void setReadings(const QMap<QString, double>& readings);
  const QMap<QString, double>& readings() const { return m_readings; }

  struct Bin {
    std::size_t histogram = 0, bin = 0;
    bool operator==(const Bin&) const = default;
  };
  const std::optional<Bin>& chosen() const { return m_chosen; }
  void choose(const std::optional<Bin>& bin);
  /// "1.c Blocres, 3.90 to 4.15 A: 1 234 voxels (12.3 %)".
  QString binText(const Bin& bin) const;
  /// Which bin is at a place of the widget, and where one is.
  std::optional<Bin> binAt(const QPointF& place) const;
  QRectF binRect(const Bin& bin) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

signals:
  /// By the user; empty: let go of.
  void binChosen(const std::optional<vitrine::ui::LocalHistograms::Bin>& bin);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

private:
  double toX(double value) const;
  QRectF strip(std::size_t index) const;
  void paintStrip(QPainter& painter, std::size_t index) const;
  void paintMarks(QPainter& painter) const;
  void paintAxis(QPainter& painter) const;
  void chooseByUser(const std::optional<Bin>& bin);
  void moveBy(int bins, int strips);
  void describe();

  std::vector<LocalHistogram> m_histograms;
  std::vector<HistogramMark> m_marks;
  QMap<QString, double> m_readings;
  QString m_axisTitle;
  std::optional<Bin> m_chosen, m_focused;  ///< m_focused: where the arrow keys are
  double m_low = 0, m_high = 1;            ///< of the axis
};

}  // namespace vitrine::ui
