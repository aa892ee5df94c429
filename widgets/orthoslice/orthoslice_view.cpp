#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QDataStream>
#include <QIODevice>
#include <QSplitter>
#include <QThreadPool>
#include <QVBoxLayout>

namespace vitrine::ui {

OrthosliceView::OrthosliceView(QWidget* fourth, QWidget* parent)
    : QWidget(parent), m_link(new SliceLink(this)), m_pool(new QThreadPool(this)), m_fourth(fourth) {
  // One thread of its own: those of the checks' pool may be taken for minutes, and a slice must follow the wheel.
  m_pool->setMaxThreadCount(1);
  m_rows = new QSplitter(Qt::Vertical, this);
  m_upper = new QSplitter(Qt::Horizontal, m_rows);
  m_lower = new QSplitter(Qt::Horizontal, m_rows);
  for (int axis = 0; axis < 3; ++axis) {
    auto* view = new SliceView(axis, m_link, m_pool);
    m_slices[static_cast<std::size_t>(axis)] = view;
    connect(view, &SliceView::pointed, this, [this, axis](const std::optional<Index3>& voxel) {
      m_pointedAxis = axis;
      emit pointed(voxel);
    });
    connect(view, &SliceView::picked, this, &OrthosliceView::picked);
    connect(view, &SliceView::maximiseRequested, this, [this, axis] { showView(3 - axis); });
    connect(view, &SliceView::pictureShown, this, [this, axis](bool coarse) {
      const unsigned before = std::exchange(m_painted, m_painted | (1U << axis));
      if (before != 7 && m_painted == 7) emit pictureShown(coarse);
    });
  }
  connect(m_link, &SliceLink::volumeChanged, this, [this] { m_painted = 0; });
  m_slices[2]->setObjectName(QStringLiteral("sliceZ"));
  m_slices[1]->setObjectName(QStringLiteral("sliceY"));
  m_slices[0]->setObjectName(QStringLiteral("sliceX"));
  m_upper->addWidget(m_slices[2]);
  if (m_fourth != nullptr) m_upper->addWidget(m_fourth);
  m_lower->addWidget(m_slices[1]);
  m_lower->addWidget(m_slices[0]);
  for (QSplitter* splitter : {m_rows, m_upper, m_lower}) {
    splitter->setHandleWidth(4);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_rows);
  evenOut();
}

OrthosliceView::~OrthosliceView() { m_pool->waitForDone(); }

void OrthosliceView::showView(int number) {
  m_shown = number == m_shown ? 0 : number;
  const std::array<QWidget*, 4> views{m_slices[2], m_slices[1], m_slices[0], m_fourth};
  for (int i = 0; i < 4; ++i)
    if (views[static_cast<std::size_t>(i)] != nullptr)
      views[static_cast<std::size_t>(i)]->setVisible(m_shown == 0 || m_shown == i + 1);
  m_upper->setVisible(m_shown == 0 || m_shown == 1 || m_shown == 4);
  m_lower->setVisible(m_shown == 0 || m_shown == 2 || m_shown == 3);
  if (m_shown > 0 && views[static_cast<std::size_t>(m_shown - 1)] != nullptr)
    views[static_cast<std::size_t>(m_shown - 1)]->setFocus();
  emit shownViewChanged(m_shown);
}

QByteArray OrthosliceView::saveState() const {
  QByteArray state;
  QDataStream stream(&state, QIODevice::WriteOnly);
  stream << m_rows->saveState() << m_upper->saveState() << m_lower->saveState();
  return state;
}

void OrthosliceView::restoreState(const QByteArray& state) {
  QByteArray rows, upper, lower;
  QDataStream stream(state);
  stream >> rows >> upper >> lower;
  m_rows->restoreState(rows);
  m_upper->restoreState(upper);
  m_lower->restoreState(lower);
}

void OrthosliceView::evenOut() {
  for (QSplitter* splitter : {m_rows, m_upper, m_lower}) splitter->setSizes({10'000, 10'000});
}

}  // namespace vitrine::ui
