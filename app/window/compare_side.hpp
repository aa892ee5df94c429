// One of the two entries that are compared: its slices and surface, its level, where its crosshair is.
#pragma once

#include "app/window/compare_link.hpp"
#include "core/volume/volume.hpp"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;

namespace vitrine::ui {

class NumberBox;
class Workspace;

class CompareSide : public QWidget {
  Q_OBJECT

public:
  /// @param letter  "A" or "B"
  explicit CompareSide(const QString& letter, QWidget* parent = nullptr);

  /// @param withFolder  the other side's file has the same name
  void setFile(const QString& file, bool withFolder = false);
  /// The map of an open entry with its level.
  void showMap(const Workspace& workspace);
  void showLevel(const Workspace& workspace);
  /// No map: `page` takes the place of the views, for instance a sentence or what to do. Owned by its maker.
  void showInstead(QWidget* page);
  /// The same with a sentence.
  void showText(const QString& text);
  bool hasMap() const;
  /// The place that the other side shows lies outside this box.
  void setOutside(bool isOutside);
  /// Colours over slices and surface, alike about 0; null: none.
  void showDifference(SharedVolume difference, double limit);

  OrthosliceView* slices() const { return m_slices; }
  IsosurfaceView* surface() const { return m_surface; }
  CompareLink::Views views() const { return {m_slices, m_surface}; }
  QString placeText() const;

signals:
  void levelChosen(double level);

private:
  void showPlace(const std::optional<Index3>& pointer);

  QString m_letter;
  QLabel *m_name, *m_levelName, *m_text, *m_place;
  NumberBox* m_level;
  QStackedWidget* m_pages;
  OrthosliceView* m_slices;
  IsosurfaceView* m_surface;
  SharedVolume m_difference;
  bool m_isOutside = false;
};

}  // namespace vitrine::ui
