#include "app/window/main_window.hpp"

namespace vitrine {

int runWindow(const OpenRequest&, const WindowOptions&) { return 0; }

}  // namespace vitrine
