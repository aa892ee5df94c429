// Document -> one HTML file that needs nothing else: styles, plots (SVG) and slices (PNG) are inside.
#pragma once

#include "core/report/document.hpp"

#include <functional>
#include <string>

namespace vitrine {

/// Draws a surface; core cannot. Returns the bytes of a PNG; empty: the picture is left out, its caption stays.
using SurfacePng = std::function<std::string(const SurfacePicture&)>;

/// UTF-8, ends with a newline. The same bytes for the same document and the same pictures.
std::string reportHtml(const Document& document, const SurfacePng& drawSurface = {});

}  // namespace vitrine
