// What a dock shows, scrolled downwards where it is too long.
#pragma once

#include <QScrollArea>

namespace vitrine::ui {

/// Never narrower than its content: nothing is cut off at the right.
class DockScroll : public QScrollArea {
public:
  explicit DockScroll(QWidget* parent = nullptr);
  QSize minimumSizeHint() const override;

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace vitrine::ui
