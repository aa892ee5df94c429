// The citations of the checks in the form of reference managers.
#pragma once

#include <QString>

namespace vitrine::ui {

/// One entry for each source of "authors year, doi:...; authors year, journal volume, first-last"; several checks'
/// citations may be joined by "; ". The same source twice gives one entry; keys are author and year, with a letter
/// where two would be the same.
QString bibtex(const QString& citations);

}  // namespace vitrine::ui
