// Runs GoogleTest inside a QApplication on the offscreen platform, so that widget tests need no display server.
#include <QApplication>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qunsetenv("DISPLAY");
  QApplication app(argc, argv);
  return RUN_ALL_TESTS();
}
