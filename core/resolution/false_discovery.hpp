// Many tests at once: p-values adjusted so that the share of false discoveries is controlled.
#pragma once

#include <vector>

namespace vitrine {

/// q-values of Benjamini and Hochberg (1995, doi:10.1111/j.2517-6161.1995.tb02031.x), valid for independent or
/// positively dependent tests: q_(i) = min over j >= i of p_(j) n / j, at most 1. In the order of `p`.
std::vector<double> benjaminiHochberg(const std::vector<double>& p);

/// q-values of Benjamini and Yekutieli (2001, doi:10.1214/aos/1013699998), valid for any dependence: as above times
/// 1 + 1/2 + ... + 1/n.
std::vector<double> benjaminiYekutieli(const std::vector<double>& p);

}  // namespace vitrine
