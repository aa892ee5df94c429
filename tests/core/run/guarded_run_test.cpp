// One test per row of the table in docs/dev/plan.md, "Errors never kill the house".
#include "core/run/guarded_run.hpp"

#include "core/base/buffer.hpp"
#include "core/base/error.hpp"
#include "core/mapio/diagnostic.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <new>
#include <stdexcept>

namespace vitrine {
namespace {

class FakeCheck final : public Check {
public:
  explicit FakeCheck(std::function<CheckResult(const ValidationContext&)> body, std::string doesNotApply = {})
      : m_body(std::move(body)), m_doesNotApply(std::move(doesNotApply)) {}
  const CheckInfo& info() const override {
    static constexpr CheckInfo kFake{
        .id = "9.z", .title = "Fake", .method = {}, .explanation = {}, .criteria = {}, .advice = {}, .citation = {}};
    return kFake;
  }
  std::vector<ParameterInfo> parameters() const override { return {{"limit", "a limit", "0.1"}, {"edge", "", "4"}}; }
  Requirements requirements(const Inputs&) const override { return {{}, 0, m_doesNotApply}; }
  CheckResult run(const ValidationContext& context, Progress&) const override { return m_body(context); }

private:
  std::function<CheckResult(const ValidationContext&)> m_body;
  std::string m_doesNotApply;
};

class GuardedRun : public testing::Test {
protected:
  CheckResult run(const FakeCheck& check, GuardOptions options = {}) {
    const ValidationContext context(inputs, executor, cache);
    return guardedRun(check, context, progress, options);
  }
  template <class Exception>
  CheckResult failing(const Exception& exception, GuardOptions options = {}) {
    return run(FakeCheck([&](const ValidationContext&) -> CheckResult { throw exception; }), options);
  }

  Inputs inputs;
  SerialExecutor executor;
  std::shared_ptr<ProductCache> cache = std::make_shared<ProductCache>();
  Progress progress;
};

TEST_F(GuardedRun, FillsStatusTimeAndPeak) {
  const CheckResult result = run(FakeCheck([](const ValidationContext&) {
    const Buffer<char> large(Bytes{64} << 20);
    CheckResult measured;
    measured.number("n", "n", large.size() > 0 ? 1.0 : 0.0, "");
    return measured;
  }));
  EXPECT_EQ(result.id, "9.z");
  EXPECT_EQ(result.status, Status::Ok);
  EXPECT_TRUE(result.reason.empty());
  EXPECT_GT(result.seconds, 0);
  EXPECT_GE(result.peakGiB, 64.0 / 1024);
  EXPECT_LT(result.peakGiB, 65.0 / 1024 + static_cast<double>(MemoryBudget::process().used()) / 0x1p30);
}

TEST_F(GuardedRun, WarningsMakeTheStatus) {
  const CheckResult result = run(FakeCheck([](const ValidationContext&) {
    CheckResult measured;
    measured.warn("w", "too much");
    return measured;
  }));
  EXPECT_EQ(result.status, Status::Warnings);
}

TEST_F(GuardedRun, EchoesParametersAsUsed) {
  inputs.parameters["9.z.limit"] = "0.3";
  const CheckResult result = run(FakeCheck([](const ValidationContext&) {
    CheckResult measured;
    measured.parameters = {{"threshold", "0.5", ""}};
    return measured;
  }));
  ASSERT_EQ(result.parameters.size(), 3U);
  EXPECT_EQ(result.parameters[0].name, "limit");
  EXPECT_EQ(result.parameters[0].value, "0.3");
  EXPECT_EQ(result.parameters[0].defaultValue, "0.1");
  EXPECT_EQ(result.parameters[1].value, "4");
  EXPECT_EQ(result.parameters[2].name, "threshold");
}

TEST_F(GuardedRun, RequirementsAreAskedBeforeAnythingRuns) {
  const CheckResult result = run(FakeCheck(
      [](const ValidationContext&) -> CheckResult { throw std::logic_error("must not run"); }, "no half maps"));
  EXPECT_EQ(result.status, Status::DoesNotApply);
  EXPECT_EQ(result.reason, "no half maps");
}

TEST_F(GuardedRun, NotApplicableDoesNotApply) {
  const CheckResult result = failing(NotApplicable("resolution worse than 5 A"));
  EXPECT_EQ(result.status, Status::DoesNotApply);
  EXPECT_EQ(result.reason, "resolution worse than 5 A");
  EXPECT_EQ(result.id, "9.z");
}

TEST_F(GuardedRun, NotMeasurableCouldNotBeMeasured) {
  const CheckResult result = failing(NotMeasurable("fewer than 3 shells"));
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_EQ(result.reason, "fewer than 3 shells");
}

TEST_F(GuardedRun, InputAndMapErrorsKeepTheirLine) {
  EXPECT_EQ(failing(InputError("--param x: not a number")).reason, "--param x: not a number");
  const Diagnostic diagnostic{.id = "E-CONSTANT",
                              .file = "m.mrc",
                              .message = "the map is constant",
                              .values = {},
                              .assumption = {},
                              .remedy = {}};
  const CheckResult result = failing(MapError(diagnostic));
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("the map is constant"), std::string::npos);
}

TEST_F(GuardedRun, LackOfMemoryGivesBothNumbersAndTrimsTheCache) {
  cache->get({"loose", 4, 0}, progress, [] { return std::make_shared<const int>(1); });
  const CheckResult result = failing(MemoryError(Bytes{9} << 30, Bytes{6} << 30));
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_EQ(result.reason, "needs 9.0 GiB, 6.0 GiB allowed (--memory)");
  EXPECT_FALSE(cache->isResident("loose"));

  cache->get({"loose", 4, 0}, progress, [] { return std::make_shared<const int>(1); });
  EXPECT_NE(failing(std::bad_alloc()).reason.find("memory"), std::string::npos);
  EXPECT_FALSE(cache->isResident("loose"));
}

TEST_F(GuardedRun, ABugIsAReasonUnlessATestWantsIt) {
  const CheckResult result = failing(std::out_of_range("index 7"));
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_EQ(result.reason, "internal error in 9.z: index 7");
  EXPECT_EQ(failing(42).reason, "internal error in 9.z: unknown exception");
  EXPECT_THROW(failing(std::out_of_range("index 7"), {.rethrowInternalErrors = true}), std::out_of_range);
  EXPECT_EQ(failing(NotMeasurable("x"), {.rethrowInternalErrors = true}).reason, "x");
}

TEST_F(GuardedRun, CancelledPassesThrough) {
  EXPECT_THROW(failing(Cancelled()), Cancelled);
  std::stop_source stop;
  stop.request_stop();
  progress = Progress(nullptr, stop.get_token());
  EXPECT_THROW(run(FakeCheck([](const ValidationContext&) { return CheckResult{}; })), Cancelled);
}

TEST_F(GuardedRun, NotMeasuredCarriesIdAndReason) {
  const CheckResult result = notMeasured(FakeCheck({}), "cancelled");
  EXPECT_EQ(result.id, "9.z");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_EQ(result.reason, "cancelled");
}

}  // namespace
}  // namespace vitrine
