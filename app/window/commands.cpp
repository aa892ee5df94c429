#include "app/window/commands.hpp"

#include "app/settings/settings.hpp"

#include <QApplication>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QStyle>
#include <QToolBar>

#include <optional>

namespace vitrine::ui {
namespace {

enum class Menu { File, Edit, View, Surface, Map, Checks, Report, Help };

struct Row {
  Command command;
  Menu menu;
  const char* text;
  const char* keys;  ///< "" none; several separated by "; "
  const char* tip;
  bool separatorBefore = false;
  std::optional<QStyle::StandardPixmap> icon = {};
  const char* onToolBar = nullptr;  ///< short text there
  QAction::MenuRole role = QAction::NoRole;
  bool isCheckable = false;
};

// One line per action; the order is the order in the menus.
const Row kTable[] = {
    {Command::Open, Menu::File, QT_TRANSLATE_NOOP("Commands", "&Open map ..."), "Ctrl+O",
     QT_TRANSLATE_NOOP("Commands", "Open a map, alone or with its half maps and mask"), false,
     QStyle::SP_DialogOpenButton, QT_TRANSLATE_NOOP("Commands", "Open")},
    {Command::OpenFolder, Menu::File, QT_TRANSLATE_NOOP("Commands", "Open fol&der ..."), "Ctrl+Shift+O",
     QT_TRANSLATE_NOOP("Commands", "Open what a RELION or cryoSPARC job or an EMDB entry left: every role is found")},
    {Command::OpenExample, Menu::File, QT_TRANSLATE_NOOP("Commands", "Open the built-in &example"), "",
     QT_TRANSLATE_NOOP("Commands", "A deposited map to try everything with")},
    {Command::OpenCurves, Menu::File, QT_TRANSLATE_NOOP("Commands", "Open &FSC curves ..."), "",
     QT_TRANSLATE_NOOP("Commands", "Curves of other programs, shown beside those of the half maps")},
    {Command::Compare, Menu::File, QT_TRANSLATE_NOOP("Commands", "Compare &with ..."), "Ctrl+D",
     QT_TRANSLATE_NOOP("Commands", "Another map, session or report beside this one: views, curves, every number")},
    {Command::OpenSession, Menu::File, QT_TRANSLATE_NOOP("Commands", "Open sess&ion ..."), "",
     QT_TRANSLATE_NOOP("Commands", "A session brings back files, level, views, results"), true},
    {Command::SaveSession, Menu::File, QT_TRANSLATE_NOOP("Commands", "&Save session"), "Ctrl+S",
     QT_TRANSLATE_NOOP("Commands", "Keep files, level, views and results in one file")},
    {Command::SaveSessionAs, Menu::File, QT_TRANSLATE_NOOP("Commands", "Save session &as ..."), "Ctrl+Alt+S",
     QT_TRANSLATE_NOOP("Commands", "Keep them under another name")},
    {Command::Close, Menu::File, QT_TRANSLATE_NOOP("Commands", "&Close map"), "Ctrl+W", ""},
    {Command::SaveImage, Menu::File, QT_TRANSLATE_NOOP("Commands", "Save &image ..."), "Ctrl+Shift+S",
     QT_TRANSLATE_NOOP("Commands", "Save the surface or a slice as a picture of any size"), true},
    {Command::Preferences,
     Menu::File,
     QT_TRANSLATE_NOOP("Commands", "&Preferences ..."),
     "Ctrl+,",
     QT_TRANSLATE_NOOP("Commands", "Threads and memory"),
     true,
     {},
     nullptr,
     QAction::PreferencesRole},
    {Command::Quit,
     Menu::File,
     QT_TRANSLATE_NOOP("Commands", "&Quit"),
     "Ctrl+Q",
     "",
     true,
     {},
     nullptr,
     QAction::QuitRole},
    {Command::Undo, Menu::Edit, QT_TRANSLATE_NOOP("Commands", "&Undo"), "Ctrl+Z",
     QT_TRANSLATE_NOOP("Commands", "Take back the last change of level, views or parameters")},
    {Command::Redo, Menu::Edit, QT_TRANSLATE_NOOP("Commands", "&Redo"), "Ctrl+Shift+Z; Ctrl+Y",
     QT_TRANSLATE_NOOP("Commands", "Do again what was taken back")},
    {Command::CopyImage, Menu::Edit, QT_TRANSLATE_NOOP("Commands", "C&opy image"), "Ctrl+Shift+C",
     QT_TRANSLATE_NOOP("Commands", "The view that was used last as it is seen, to the clipboard"), true},
    {Command::ShowZ, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Z slice alone"), "1",
     QT_TRANSLATE_NOOP("Commands", "The Z slice in the whole place; again: all views")},
    {Command::ShowY, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Y slice alone"), "2", ""},
    {Command::ShowX, Menu::View, QT_TRANSLATE_NOOP("Commands", "&X slice alone"), "3", ""},
    {Command::ShowSurface, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Surface alone"), "4", ""},
    {Command::AutomaticContrast, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Automatic contrast"), "A",
     QT_TRANSLATE_NOOP("Commands", "Grey range from the map's values"), true},
    {Command::Contrast, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Contrast ..."), "Shift+A",
     QT_TRANSLATE_NOOP("Commands", "Type the values shown black and white")},
    {Command::ResetViews, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Fit all views"), "F",
     QT_TRANSLATE_NOOP("Commands", "Undo zoom and shift in every view")},
    {Command::Projections, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Projections"), "P",
     QT_TRANSLATE_NOOP("Commands", "Slices show the mean of the map along their axis")},
    {Command::SliceGrid, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Grid on the slices"), "G",
     QT_TRANSLATE_NOOP("Commands", "Lines every 10, 50 or 100 voxels, labelled in angstroms")},
    {Command::ColourByFile, Menu::View, QT_TRANSLATE_NOOP("Commands", "C&olour by another map ..."), "Shift+C",
     QT_TRANSLATE_NOOP("Commands", "Open a local-resolution or any other map of the same box to colour by")},
    {Command::FullScreen, Menu::View, QT_TRANSLATE_NOOP("Commands", "F&ull screen"), "F11", "", true},
    {Command::ResetLayout, Menu::View, QT_TRANSLATE_NOOP("Commands", "&Reset layout"), "",
     QT_TRANSLATE_NOOP("Commands", "Docks and views back to where they were at first")},
    {Command::SurfaceFront, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Along &Z"), "Ctrl+1",
     QT_TRANSLATE_NOOP("Commands", "Seen from the end of the Z axis, as the report's third view")},
    {Command::SurfaceSide, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Along &X"), "Ctrl+2",
     QT_TRANSLATE_NOOP("Commands", "Seen from the end of the X axis, as the report's first view")},
    {Command::SurfaceTop, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Along &Y"), "Ctrl+3",
     QT_TRANSLATE_NOOP("Commands", "Seen from the end of the Y axis, as the report's second view")},
    {Command::SurfaceBack, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Along Z from the other side"), "Ctrl+4", ""},
    {Command::SurfaceOtherSide, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Along X from the other side"), "Ctrl+5",
     ""},
    {Command::SurfaceBottom, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Along Y from the other side"), "Ctrl+6", ""},
    {Command::SurfaceAlongSlice, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "As the &slice"), "Ctrl+0",
     QT_TRANSLATE_NOOP("Commands", "Turned as the slice that was used last shows the map")},
    {Command::CentreSurface, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Centre on the c&rosshair"), "Shift+F",
     QT_TRANSLATE_NOOP("Commands", "The place of the crosshair in the middle; the surface turns about it")},
    {Command::StoreView1, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Store view 1"), "Ctrl+Shift+1",
     QT_TRANSLATE_NOOP("Commands", "Remember how the surface is seen"), true},
    {Command::StoreView2, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Store view 2"), "Ctrl+Shift+2", ""},
    {Command::StoreView3, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Store view 3"), "Ctrl+Shift+3", ""},
    {Command::StoreView4, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Store view 4"), "Ctrl+Shift+4", ""},
    {Command::RecallView1, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "View 1"), "Alt+1",
     QT_TRANSLATE_NOOP("Commands", "Go back to the view that was stored")},
    {Command::RecallView2, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "View 2"), "Alt+2", ""},
    {Command::RecallView3, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "View 3"), "Alt+3", ""},
    {Command::RecallView4, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "View 4"), "Alt+4", ""},
    {Command::HideDust,
     Menu::Surface,
     QT_TRANSLATE_NOOP("Commands", "&Hide dust"),
     "D",
     QT_TRANSLATE_NOOP("Commands", "Hide components smaller than the size in the dock Surface"),
     true,
     {},
     nullptr,
     QAction::NoRole,
     true},
    {Command::KeepOnlyPicked, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "&Keep only the picked component"),
     "Shift+K", QT_TRANSLATE_NOOP("Commands", "Ctrl and a click on the surface or a slice picks one")},
    {Command::ShowAllComponents, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Show &all components"), "Shift+D", ""},
    {Command::ClipBox, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "&Clip box"), "Ctrl+B",
     QT_TRANSLATE_NOOP("Commands", "Show a part of the box only")},
    {Command::ResetClip, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Whole &box"), "Ctrl+Shift+B",
     QT_TRANSLATE_NOOP("Commands", "Take the clip box away")},
    {Command::ShowModel,
     Menu::Surface,
     QT_TRANSLATE_NOOP("Commands", "Show the atomic &model"),
     "Shift+M",
     QT_TRANSLATE_NOOP("Commands", "The backbone of the model that was opened with the map"),
     true,
     {},
     nullptr,
     QAction::NoRole,
     true},
    {Command::ShowMarker,
     Menu::Surface,
     QT_TRANSLATE_NOOP("Commands", "Show the slices' crosshair"),
     "Shift+X",
     QT_TRANSLATE_NOOP("Commands", "A small cross in the surface where the slices meet"),
     false,
     {},
     nullptr,
     QAction::NoRole,
     true},
    {Command::SaveVisibleMap, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Save the visible map ..."), "",
     QT_TRANSLATE_NOOP("Commands", "The map with 0 outside what is shown"), true},
    {Command::SaveVisibleMask, Menu::Surface, QT_TRANSLATE_NOOP("Commands", "Save the visible mas&k ..."), "",
     QT_TRANSLATE_NOOP("Commands", "What is shown as a mask of 0 and 1")},
    {Command::LevelDown, Menu::Map, QT_TRANSLATE_NOOP("Commands", "&Lower level"), "[",
     QT_TRANSLATE_NOOP("Commands", "Lower the contour level by one step")},
    {Command::LevelUp, Menu::Map, QT_TRANSLATE_NOOP("Commands", "&Higher level"), "]",
     QT_TRANSLATE_NOOP("Commands", "Raise the contour level by one step")},
    {Command::CentreCrosshair, Menu::Map, QT_TRANSLATE_NOOP("Commands", "Crosshair to the &centre"), "C", "", true},
    {Command::JumpToVariance, Menu::Map, QT_TRANSLATE_NOOP("Commands", "Slices of largest &variance"), "V",
     QT_TRANSLATE_NOOP("Commands", "The slices the report shows of the map")},
    {Command::JumpToLargest, Menu::Map, QT_TRANSLATE_NOOP("Commands", "Crosshair to the l&argest value"), "Shift+V",
     ""},
    {Command::JumpToCentreOfMass, Menu::Map, QT_TRANSLATE_NOOP("Commands", "Crosshair to the centre of &mass"), "M",
     QT_TRANSLATE_NOOP("Commands", "Of the density at or above the contour level")},
    {Command::RunChecks, Menu::Checks, QT_TRANSLATE_NOOP("Commands", "&Run checks"), "Ctrl+R",
     QT_TRANSLATE_NOOP("Commands", "Run the ticked checks"), false, QStyle::SP_MediaPlay,
     QT_TRANSLATE_NOOP("Commands", "Run checks")},
    {Command::StopChecks, Menu::Checks, QT_TRANSLATE_NOOP("Commands", "&Stop"), "Esc",
     QT_TRANSLATE_NOOP("Commands", "Stop what is running; finished results stay"), false, QStyle::SP_MediaStop,
     QT_TRANSLATE_NOOP("Commands", "Stop")},
    {Command::StopCheck, Menu::Checks, QT_TRANSLATE_NOOP("Commands", "Stop the se&lected check"), "Shift+Esc",
     QT_TRANSLATE_NOOP("Commands", "The others go on")},
    {Command::NextWarning, Menu::Checks, QT_TRANSLATE_NOOP("Commands", "&Next warning"), "F8",
     QT_TRANSLATE_NOOP("Commands", "Show the place of the next warning of all checks"), true},
    {Command::PreviousWarning, Menu::Checks, QT_TRANSLATE_NOOP("Commands", "&Previous warning"), "Shift+F8",
     QT_TRANSLATE_NOOP("Commands", "Show the place of the warning before")},
    {Command::TickAll, Menu::Checks, QT_TRANSLATE_NOOP("Commands", "Tick &all"), "", "", true},
    {Command::TickNone, Menu::Checks, QT_TRANSLATE_NOOP("Commands", "Tick &none"), "", ""},
    {Command::Export, Menu::Report, QT_TRANSLATE_NOOP("Commands", "&Export ..."), "Ctrl+E",
     QT_TRANSLATE_NOOP("Commands", "Write report, results, tables, FSC curves, picture, maps"), false,
     QStyle::SP_DialogSaveButton, QT_TRANSLATE_NOOP("Commands", "Report")},
    {Command::ExportAgain, Menu::Report, QT_TRANSLATE_NOOP("Commands", "Export &again"), "Ctrl+Shift+E",
     QT_TRANSLATE_NOOP("Commands", "Write the same files as before over those of this map")},
    {Command::Help, Menu::Help, QT_TRANSLATE_NOOP("Commands", "&Help on this"), "F1",
     QT_TRANSLATE_NOOP("Commands", "The page about the part of the window that has the keyboard")},
    {Command::HelpContents, Menu::Help, QT_TRANSLATE_NOOP("Commands", "&Contents"), "",
     QT_TRANSLATE_NOOP("Commands", "All pages of the built-in help")},
    {Command::WhatsThis, Menu::Help, QT_TRANSLATE_NOOP("Commands", "&What's this?"), "Shift+F1",
     QT_TRANSLATE_NOOP("Commands", "Then click a number to read what it means")},
    {Command::Shortcuts, Menu::Help, QT_TRANSLATE_NOOP("Commands", "&Keyboard shortcuts"), "?", ""},
    {Command::CopyCitation, Menu::Help, QT_TRANSLATE_NOOP("Commands", "Copy citations of this chec&k"), "",
     QT_TRANSLATE_NOOP("Commands", "The sources of the selected check, as BibTeX"), true},
    {Command::CopyCitations, Menu::Help, QT_TRANSLATE_NOOP("Commands", "Copy a&ll citations"), "",
     QT_TRANSLATE_NOOP("Commands", "The sources of all checks, as BibTeX")},
    {Command::About,
     Menu::Help,
     QT_TRANSLATE_NOOP("Commands", "&About Vitrine"),
     "",
     "",
     false,
     {},
     nullptr,
     QAction::AboutRole},
};

constexpr const char* kDefaultKeys = "defaultKeys";

/// "&Open map ..." -> "open_map": the name in the settings, the same in every language.
QString settingsName(const char* text) {
  QString name;
  for (const QChar c : QString::fromLatin1(text).toLower())
    if (c.isLetterOrNumber())
      name += c;
    else if (c != u'&' && !name.endsWith(u'_'))
      name += u'_';
  while (name.endsWith(u'_')) name.chop(1);
  return name;
}

QString translated(const char* text) { return QCoreApplication::translate("Commands", text); }

}  // namespace

Commands::Commands(QMainWindow* window) {
  QMenuBar* bar = window->menuBar();
  QHash<int, QMenu*> menus;
  const auto addMenu = [&](Menu menu, const QString& title) { menus[static_cast<int>(menu)] = bar->addMenu(title); };
  addMenu(Menu::File, translated(QT_TRANSLATE_NOOP("Commands", "&File")));
  addMenu(Menu::Edit, translated(QT_TRANSLATE_NOOP("Commands", "&Edit")));
  addMenu(Menu::View, translated(QT_TRANSLATE_NOOP("Commands", "&View")));
  addMenu(Menu::Surface, translated(QT_TRANSLATE_NOOP("Commands", "&Surface")));
  addMenu(Menu::Map, translated(QT_TRANSLATE_NOOP("Commands", "&Map")));
  addMenu(Menu::Checks, translated(QT_TRANSLATE_NOOP("Commands", "&Checks")));
  addMenu(Menu::Report, translated(QT_TRANSLATE_NOOP("Commands", "&Report")));
  m_windowMenu = bar->addMenu(translated(QT_TRANSLATE_NOOP("Commands", "&Window")));
  addMenu(Menu::Help, translated(QT_TRANSLATE_NOOP("Commands", "&Help")));

  auto* toolBar = window->addToolBar(translated(QT_TRANSLATE_NOOP("Commands", "Tool bar")));
  toolBar->setObjectName(QStringLiteral("toolBar"));
  toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  toolBar->setMovable(false);

  for (const Row& row : kTable) {
    QMenu* menu = menus[static_cast<int>(row.menu)];
    if (row.separatorBefore) menu->addSeparator();
    auto* action = new QAction(translated(row.text), window);
    action->setObjectName(settingsName(row.text));
    action->setShortcuts(keySequences(QString::fromLatin1(row.keys)));
    action->setProperty(kDefaultKeys, QKeySequence::listToString(action->shortcuts(), QKeySequence::PortableText));
    action->setMenuRole(row.role);
    action->setCheckable(row.isCheckable);
    if (row.tip[0] != '\0') {
      action->setToolTip(translated(row.tip));
      action->setStatusTip(translated(row.tip));
    }
    if (row.icon) action->setIcon(window->style()->standardIcon(*row.icon));
    menu->addAction(action);
    window->addAction(action);  // shortcuts work without a menu bar too (full screen)
    m_actions[static_cast<int>(row.command)] = action;
    m_all << action;
    if (row.onToolBar != nullptr) {
      action->setIconText(translated(row.onToolBar));
      toolBar->addAction(action);
    }
    if (row.command == Command::OpenExample)
      m_recent = menu->addMenu(translated(QT_TRANSLATE_NOOP("Commands", "Open &recent")));
  }
}

QList<QKeySequence> keySequences(const QString& keys) {
  QList<QKeySequence> list = QKeySequence::listFromString(keys, QKeySequence::PortableText);
  list.removeAll(QKeySequence());  // what an empty text gives
  return list;
}

QList<std::pair<QString, QString>> Commands::shortcuts() const {
  QList<std::pair<QString, QString>> list;
  for (const QAction* action : m_all)
    if (!action->shortcuts().isEmpty())
      list.push_back({plainText(action), QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)});
  return list;
}

void Commands::applyShortcuts(const Settings& settings) {
  for (QAction* action : m_all)
    if (const auto keys = settings.shortcut(action->objectName())) action->setShortcuts(keySequences(*keys));
}

QString Commands::defaultKeys(const QAction* action) { return action->property(kDefaultKeys).toString(); }

QString Commands::plainText(const QAction* action) {
  QString text = action->text();
  return text.remove(QLatin1Char('&')).remove(QStringLiteral(" ..."));
}

}  // namespace vitrine::ui
