// What every live plot can do with its picture and its data: copy, save.
#pragma once

#include <QImage>
#include <QWidget>

#include <filesystem>

class QMenu;
class QPaintDevice;

namespace vitrine::ui {

/// A widget that shows a plot. The context menu copies picture and data and asks for saving. GUI thread.
class PlotWidget : public QWidget {
  Q_OBJECT

public:
  using QWidget::QWidget;

  /// The whole plot with title on white ground. @param points  size in points; @param ratio  pixels per point
  QImage toImage(QSize points = {480, 320}, double ratio = 4) const;
  /// Everything shown as CSV with one line of headings.
  virtual QString dataText() const = 0;
  /// Writes .png, .svg, .pdf or .csv by the file's ending, whole or not at all.
  /// @throws InputError (another ending), OutputError
  void saveAs(const std::filesystem::path& file) const;

signals:
  /// The user chose "Save as" in the context menu; ask for a name, then saveAs(). @param suffix "png", "svg",
  /// "pdf" or "csv"
  void saveRequested(const QString& suffix);

protected:
  void contextMenuEvent(QContextMenuEvent* event) override;

  /// Paints plot and title as on paper. @param size  device units; @param unit  device units per point
  virtual void paintSaved(QPaintDevice& device, QSize size, double unit) const = 0;
  virtual QString savedTitle() const = 0;
  virtual QSize savedPoints() const { return {480, 320}; }
  virtual bool isEmpty() const = 0;
  virtual void addMenuEntries(QMenu&) {}
};

}  // namespace vitrine::ui
