// ASCII texts of core as people print them.
#pragma once

#include <QString>

#include <string_view>

namespace vitrine::ui {

/// UTF-8 in, display text out: the unit A becomes the Angstrom letter (after a number, in brackets, after a slash, with
/// an exponent, and in phrases like "in A"), with a no-break space after the number; "^2", "^-1" become superscripts.
/// "A" as a word ("A map ...") stays. displayText("26.00 A^3, f (1/A)") has three changes.
QString displayText(std::string_view text);

}  // namespace vitrine::ui
