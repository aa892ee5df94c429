// A figure of a report (pictures in a row) as a widget.
#pragma once

#include "core/checks/picture.hpp"

#include <QImage>
#include <QWidget>

#include <memory>

namespace vitrine::ui {

/// Painted as on paper, in another thread: a surface takes a moment. Shows "Drawing ..." until then.
class FigureView : public QWidget {
  Q_OBJECT

public:
  explicit FigureView(Figure figure, QWidget* parent = nullptr);
  ~FigureView() override;

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  const QImage& image() const { return m_image; }

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  struct Mailbox;
  void request();

  std::shared_ptr<const Figure> m_figure;
  std::shared_ptr<Mailbox> m_mailbox;
  QImage m_image;
  bool m_drawing = false, m_again = false;
};

}  // namespace vitrine::ui
