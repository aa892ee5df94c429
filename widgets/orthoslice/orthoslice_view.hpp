// Three linked slices and a fourth view, each of which can take the whole place.
#pragma once

#include "widgets/orthoslice/slice_view.hpp"

#include <QWidget>

#include <array>

class QSplitter;

namespace vitrine::ui {

/// Z slice and the fourth view above, Y and X slice below, with borders that can be dragged.
class OrthosliceView : public QWidget {
  Q_OBJECT

public:
  /// @param fourth  usually the surface; taken over. May be null
  explicit OrthosliceView(QWidget* fourth, QWidget* parent = nullptr);
  ~OrthosliceView() override;

  SliceLink* link() { return m_link; }
  SliceView* slice(int axis) { return m_slices[static_cast<std::size_t>(axis)]; }

  /// 0: all four; 1, 2, 3: the Z, Y, X slice alone; 4: the fourth view alone. The same number again: all four.
  void showView(int number);
  int shownView() const { return m_shown; }
  /// Axis of the slice the pointer was in last; of the only one shown.
  int pointedAxis() const { return m_shown >= 1 && m_shown <= 3 ? 3 - m_shown : m_pointedAxis; }

  QByteArray saveState() const;
  void restoreState(const QByteArray& state);
  void evenOut();  ///< borders back in the middle

signals:
  /// One view takes the place of all, or all are back.
  void shownViewChanged(int number);
  void pointed(const std::optional<vitrine::Index3>& voxel);
  /// Ctrl+click on a voxel in any of the slices.
  void picked(const vitrine::Index3& voxel);
  /// All three slices have been painted since the map (or its preview) was set.
  void pictureShown(bool coarse);

private:
  SliceLink* m_link;
  QThreadPool* m_pool;
  std::array<SliceView*, 3> m_slices{};
  QWidget* m_fourth;
  QSplitter *m_rows, *m_upper, *m_lower;
  int m_shown = 0, m_pointedAxis = 2;
  unsigned m_painted = 0;  ///< bit a: slice a was painted since the last volume
};

}  // namespace vitrine::ui
