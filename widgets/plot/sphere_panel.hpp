// A live sphere of values: tells direction and value under the pointer, copies and saves.
#pragma once

#include "core/checks/plot.hpp"
#include "widgets/plot/plot_widget.hpp"

#include <memory>
#include <optional>

namespace vitrine::ui {

class SpherePainter;

/// Follows the palette, light or dark. With the keyboard focus the arrow keys move the place that is read out by 5
/// degrees. GUI thread.
class SpherePanel final : public PlotWidget {
  Q_OBJECT

public:
  explicit SpherePanel(QWidget* parent = nullptr);
  ~SpherePanel() override;

  void setPlot(const SpherePlot& plot);
  const SpherePlot& plot() const { return m_plot; }

  /// One row per sample of the grid: tilt, azimuth, value; an empty value is beyond what can be shown.
  QString dataText() const override;
  /// Angles and value at the place read out; empty when there is none.
  QString readout() const;

  QSize sizeHint() const override { return {480, 300}; }
  QSize minimumSizeHint() const override { return {220, 160}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintSaved(QPaintDevice& device, QSize size, double unit) const override;
  QString savedTitle() const override;
  QSize savedPoints() const override;
  bool isEmpty() const override;

private:
  void pointAt(const std::optional<Vector3>& direction);
  const SpherePainter& painter();

  SpherePlot m_plot;
  std::unique_ptr<SpherePainter> m_painter;  ///< for the present size and style; null: to be made
  std::optional<Vector3> m_pointed;
};

}  // namespace vitrine::ui
