// Text and bytes inside HTML; for html.cpp and html_plot.cpp only.
#pragma once

#include <string>
#include <string_view>

namespace vitrine {

/// For element content and quoted attributes.
std::string escapeHtml(std::string_view text);
/// Escaped, with the unit A as the Angstrom sign and ^2 as a superscript: "26 A^2". Marks what is a unit by what
/// stands before and after it, as the widgets' displayText does.
std::string htmlText(std::string_view text);
/// As htmlText for places without elements (SVG text): superscripts as characters.
std::string plainHtmlText(std::string_view text);
/// "data:image/png;base64,..."
std::string pngDataUri(std::string_view png);

}  // namespace vitrine
