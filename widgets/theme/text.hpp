// ASCII texts of core as people print them.
#pragma once

#include <QString>

#include <string_view>

namespace vitrine::ui {

/// UTF-8 in, display text out: the unit A becomes the Angstrom letter (after a number, in brackets, after a slash, with
/// an exponent, and in phrases like "in A"), with a no-break space after the number; "^2", "^-1" become superscripts.
/// "A" as a word ("A map ...") stays. displayText("26.00 A^3, f (1/A)") has three changes.
QString displayText(std::string_view text);

/// A text of core in the language of the window, as displayText(). Titles, explanations, criteria and advice of the
/// checks and the headings around them are translated (context "core"); sentences made for one map stay as they are.
QString coreText(std::string_view text);

/// As csvField() of core/report/csv.hpp.
QString csvField(const QString& text);

}  // namespace vitrine::ui
