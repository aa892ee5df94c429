// The files of a folder that were looked at and not taken, each with the reason and a way to take it all the same.
#pragma once

#include "app/window/data_dock.hpp"
#include "core/run/gather.hpp"

#include <QWidget>

#include <vector>

class QToolButton;
class QVBoxLayout;

namespace vitrine::ui {

class LeftOutFiles : public QWidget {
  Q_OBJECT

public:
  explicit LeftOutFiles(QWidget* parent = nullptr);
  /// Hidden when there are none.
  void setFiles(const std::vector<LeftOutFile>& files);
  int count() const { return m_count; }

signals:
  void useRequested(const QString& file, vitrine::ui::Role role);

private:
  void addRow(const LeftOutFile& file);

  QToolButton* m_heading;
  QWidget* m_body;
  QVBoxLayout* m_rows;
  int m_count = 0;
};

}  // namespace vitrine::ui
