// Runs one check on a volume as the program would: through a file, the header, the products.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/run/open.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

namespace vitrine::test {

/// A map file and what is said about it.
class MapEntry {
public:
  explicit MapEntry(const Volume& volume);
  MapEntry& threshold(double value) {
    m_request.threshold = value;
    return *this;
  }
  MapEntry& resolution(double value) {
    m_request.resolution = value;
    return *this;
  }
  MapEntry& mask(const Volume& volume) {
    m_request.mask = m_folder / "mask.mrc";
    write(*m_request.mask, volume);
    return *this;
  }
  MapEntry& halves(const Volume& half1, const Volume& half2) {
    m_request.half1 = m_folder / "half1.mrc";
    m_request.half2 = m_folder / "half2.mrc";
    write(*m_request.half1, half1);
    write(*m_request.half2, half2);
    return *this;
  }
  MapEntry& symmetry(const std::string& pointGroup) {
    m_request.symmetry = pointGroup;
    return *this;
  }
  MapEntry& parameter(const std::string& name, const std::string& value) {
    m_request.parameters[name] = value;
    return *this;
  }

  CheckResult run(std::string_view id, int threads = 2) const;
  Inputs inputs() const { return openEntry(m_request).inputs; }
  /// To change what no function of this class does.
  OpenRequest& request() { return m_request; }
  const std::filesystem::path& folder() const { return m_folder.path(); }

private:
  static void write(const std::filesystem::path& file, const Volume& volume);

  TemporaryFolder m_folder;
  OpenRequest m_request;
};

/// A check on inputs that were opened and changed since. A warning without a place in the box or in one of the plots
/// is a failure.
CheckResult runWith(std::string_view id, const Inputs& inputs, Executor& executor);

/// The number of a key; a failure, not a crash, where there is none.
inline double valueOf(const CheckResult& result, const std::string& key) {
  const Number* number = result.find(key);
  if (number == nullptr || !number->value) {
    ADD_FAILURE() << result.id << " has no value " << key << " (" << result.reason << ")";
    return 0;
  }
  return *number->value;
}

inline bool warnsOf(const CheckResult& result, std::string_view code) {
  return std::ranges::any_of(result.warnings, [&](const Warning& warning) { return warning.code == code; });
}

inline bool observes(const CheckResult& result, std::string_view code) {
  return std::ranges::any_of(result.observations, [&](const Observation& o) { return o.code == code; });
}

/// Equal to the last bit in all numbers, tables and curves; NaN equals NaN.
inline void expectSameResult(const CheckResult& a, const CheckResult& b) {
  const auto same = [](double x, double y) { return x == y || (x != x && y != y); };
  ASSERT_EQ(a.status, b.status);
  ASSERT_EQ(a.reason, b.reason);
  ASSERT_EQ(a.numbers.size(), b.numbers.size());
  for (std::size_t i = 0; i < a.numbers.size(); ++i) {
    EXPECT_EQ(a.numbers[i].key, b.numbers[i].key);
    EXPECT_EQ(a.numbers[i].value, b.numbers[i].value) << a.numbers[i].key;
  }
  ASSERT_EQ(a.tables.size(), b.tables.size());
  for (std::size_t i = 0; i < a.tables.size(); ++i) EXPECT_EQ(a.tables[i].rows, b.tables[i].rows);
  ASSERT_EQ(a.plots.size(), b.plots.size());
  for (std::size_t i = 0; i < a.plots.size(); ++i)
    for (std::size_t s = 0; s < a.plots[i].series.size(); ++s) {
      EXPECT_TRUE(std::ranges::equal(a.plots[i].series[s].y, b.plots[i].series[s].y, same)) << a.plots[i].key;
      EXPECT_TRUE(std::ranges::equal(a.plots[i].series[s].x, b.plots[i].series[s].x, same)) << a.plots[i].key;
    }
  ASSERT_EQ(a.figures.size(), b.figures.size());
  for (std::size_t i = 0; i < a.figures.size(); ++i)
    for (std::size_t p = 0; p < a.figures[i].pictures.size(); ++p) {
      const auto& x = std::get<SlicePicture>(a.figures[i].pictures[p]);
      const auto& y = std::get<SlicePicture>(b.figures[i].pictures[p]);
      EXPECT_EQ(x.image.index, y.image.index);
      EXPECT_EQ(x.image.values, y.image.values);
    }
  ASSERT_EQ(a.warnings.size(), b.warnings.size());
  for (std::size_t i = 0; i < a.warnings.size(); ++i) EXPECT_EQ(a.warnings[i].text, b.warnings[i].text);
}

}  // namespace vitrine::test
