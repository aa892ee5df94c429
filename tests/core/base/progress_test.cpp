#include "core/base/progress.hpp"

#include "core/base/error.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vitrine {
namespace {

struct Recorder final : ProgressSink {
  void progress(double fraction, std::string_view stage) noexcept override {
    fractions.push_back(fraction);
    stages.emplace_back(stage);
  }
  std::vector<double> fractions;
  std::vector<std::string> stages;
};

TEST(Progress, PartsOwnConsecutiveShares) {
  Recorder sink;
  Progress whole(&sink, {});
  const Progress first = whole.part(0.25, "first");
  first.report(1);
  const Progress second = whole.part(0.75, "second");
  second.report(0.5);
  second.report(1);
  EXPECT_EQ(sink.fractions, (std::vector<double>{0, 0.25, 0.25, 0.625, 1}));
  EXPECT_EQ(sink.stages.front(), "first");
  EXPECT_EQ(sink.stages.back(), "second");
}

TEST(Progress, PartsNestAndInheritTheStage) {
  Recorder sink;
  Progress whole(&sink, {});
  Progress half = whole.part(0.5, "half map");
  const Progress quarter = half.part(0.5);
  quarter.report(1);
  EXPECT_EQ(sink.fractions.back(), 0.25);
  EXPECT_EQ(sink.stages.back(), "half map");
}

TEST(Progress, NeverPassesItsShare) {
  Recorder sink;
  Progress whole(&sink, {});
  whole.part(0.8);
  const Progress rest = whole.part(0.8);  // only 0.2 is left
  rest.report(7);
  EXPECT_EQ(sink.fractions.back(), 1.0);
  rest.report(-1);
  EXPECT_EQ(sink.fractions.back(), 0.8);
}

TEST(Progress, PartsShareTheStop) {
  std::stop_source stop;
  Progress whole(nullptr, stop.get_token());
  const Progress part = whole.part(0.5);
  EXPECT_NO_THROW(part.throwIfStopped());
  stop.request_stop();
  EXPECT_TRUE(part.stopRequested());
  EXPECT_THROW(part.throwIfStopped(), Cancelled);
}

TEST(Progress, WithoutListenerDoesNothing) {
  Progress nobody;
  EXPECT_NO_THROW(nobody.part(0.5).report(1));
  EXPECT_FALSE(nobody.stopRequested());
}

}  // namespace
}  // namespace vitrine
