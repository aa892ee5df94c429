// The pool behind core's Executor, and checks run on it.
#include "app/runner/check_runner.hpp"
#include "app/runner/qt_executor.hpp"
#include "core/base/error.hpp"
#include "core/base/thread_niceness.hpp"
#include "core/run/open.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

#include <gtest/gtest.h>
#include <algorithm>
#include <atomic>
#include <barrier>
#include <set>
#include <thread>

namespace vitrine::test {
namespace {

using ui::CheckRunner;
using ui::QtExecutor;

TEST(QtExecutor, RunsEveryJobOnceForAnyPool) {
  for (const int threads : {1, 2, 5}) {
    QThreadPool pool;
    pool.setMaxThreadCount(threads);
    QtExecutor executor(pool);
    EXPECT_EQ(executor.width(), threads);
    for (const std::int64_t count : {0, 1, 3, 1000}) {
      std::vector<std::atomic<int>> times(static_cast<std::size_t>(count));
      executor.run(count, [&](std::int64_t i) { ++times[static_cast<std::size_t>(i)]; });
      for (const auto& n : times) EXPECT_EQ(n, 1);
    }
  }
}

#if defined(__linux__)
TEST(QtExecutor, ThreadsOfAPoolOfLowPriorityYieldAndOthersDoNot) {
  for (const bool isLow : {false, true}) {
    QThreadPool pool;
    pool.setMaxThreadCount(2);
    if (isLow) pool.setThreadPriority(QThread::LowPriority);
    QtExecutor executor(pool);
    const auto caller = std::this_thread::get_id();
    // Both jobs wait for each other, so that one of them is in a thread of the pool.
    std::barrier together(2);
    std::atomic<int> ofCaller{-100}, ofPool{-100};
    executor.run(2, [&](std::int64_t) {
      together.arrive_and_wait();
      (std::this_thread::get_id() == caller ? ofCaller : ofPool) = threadNiceness();
    });
    EXPECT_EQ(ofCaller, threadNiceness());
    EXPECT_EQ(ofPool, std::max(threadNiceness(), isLow ? kNicenessOfWork : 0));
  }
}
#endif

TEST(QtExecutor, AJobOfAFullPoolMayRunJobsItself) {
  QThreadPool pool;
  pool.setMaxThreadCount(2);
  QtExecutor executor(pool);
  std::atomic<int> done{0};
  executor.run(8, [&](std::int64_t) { executor.run(8, [&](std::int64_t) { ++done; }); });
  EXPECT_EQ(done, 64);
}

TEST(QtExecutor, RethrowsTheFailureOfTheLowestIndexAndStartsNoMore) {
  QThreadPool pool;
  pool.setMaxThreadCount(4);
  QtExecutor executor(pool);
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> started{0};
    try {
      executor.run(100000, [&](std::int64_t i) {
        ++started;
        if (i >= 3) throw InputError(std::to_string(i));
      });
      FAIL() << "nothing was thrown";
    } catch (const InputError& error) {
      EXPECT_STREQ(error.what(), "3");
    }
    EXPECT_LT(started, 100);
  }
}

TEST(QtExecutor, FlushesSubnormalsOnEveryThreadAlike) {
  QThreadPool pool;
  pool.setMaxThreadCount(3);
  QtExecutor executor(pool);
  volatile float tiny = 1e-38F;
  std::atomic<int> notFlushed{0};
  executor.run(64, [&](std::int64_t) {
    if (tiny * 0.01F != 0.0F) ++notFlushed;
  });
  EXPECT_EQ(notFlushed, 0);
  EXPECT_NE(tiny * 0.01F, 0.0F) << "only inside run()";
}

/// A run of checks on a small ball, with the signals counted.
struct RunnerTest : ::testing::Test {
  RunnerTest() : executor(pool) {
    OpenRequest request;
    request.map = writeBall(folder / "ball.mrc", 48);
    request.threshold = 0.5;
    context =
        std::make_shared<ValidationContext>(openEntry(request).inputs, executor, std::make_shared<ProductCache>());
  }
  void listen(CheckRunner& runner) {
    QObject::connect(&runner, &CheckRunner::checkFinished, &loop, [&](const CheckResult& result) {
      EXPECT_EQ(QThread::currentThread(), QCoreApplication::instance()->thread());
      EXPECT_TRUE(finished.emplace(result.id, result.status).second) << result.id << " finished twice";
    });
    QObject::connect(&runner, &CheckRunner::allFinished, &loop, &QEventLoop::quit);
    QTimer::singleShot(60000, &loop, [&] { loop.exit(1); });
  }

  int argc = 1;
  char name[8] = "test";
  char* argv[2] = {name, nullptr};
  QCoreApplication application{argc, argv};
  TemporaryFolder folder;
  QThreadPool pool;
  QtExecutor executor;
  std::shared_ptr<const ValidationContext> context;
  QEventLoop loop;
  std::map<std::string, Status> finished;
};

TEST_F(RunnerTest, FinishesEveryCheckOnceInTheThreadOfTheRunner) {
  CheckRunner runner(context, {"0.a", "0.b", "0.d", "0.e"}, &pool);
  listen(runner);
  runner.start();
  EXPECT_TRUE(runner.isRunning());
  EXPECT_TRUE(finished.empty()) << "no results from inside start()";
  ASSERT_EQ(loop.exec(), 0);
  EXPECT_FALSE(runner.isRunning());
  EXPECT_EQ(finished.size(), 4U);
  EXPECT_EQ(finished["0.a"], Status::Ok);
  EXPECT_EQ(finished["0.d"], Status::DoesNotApply) << "no resolution";
  EXPECT_EQ(finished["0.e"], Status::CouldNotBeMeasured);
  const std::vector<CheckResult> results = runner.results();
  ASSERT_EQ(results.size(), 4U);
  EXPECT_EQ(results[0].id, "0.a");
  EXPECT_EQ(results[3].id, "0.e");
}

TEST_F(RunnerTest, StoppedChecksEndAsCancelledAndAreReportedAsNotMeasured) {
  CheckRunner runner(context, {"0.a", "0.b", "0.c"}, &pool);
  listen(runner);
  runner.start();
  runner.stop();
  ASSERT_EQ(loop.exec(), 0);
  EXPECT_EQ(finished.size(), 3U);
  for (const CheckResult& result : runner.results()) {
    EXPECT_EQ(result.status, Status::Cancelled) << result.id;
    EXPECT_EQ(ui::asReported(result).status, Status::CouldNotBeMeasured);
    EXPECT_EQ(ui::asReported(result).reason, "cancelled");
  }
}

TEST_F(RunnerTest, StoppingOneCheckLeavesTheOthers) {
  CheckRunner runner(context, {"0.a", "0.b"}, &pool);
  listen(runner);
  runner.start();
  runner.stop("0.b");
  ASSERT_EQ(loop.exec(), 0);
  EXPECT_EQ(finished["0.a"], Status::Ok);
  EXPECT_EQ(finished["0.b"], Status::Cancelled);
}

TEST_F(RunnerTest, MayBeDestroyedWhileChecksRun) {
  for (int round = 0; round < 20; ++round) {
    CheckRunner runner(context, {"0.a", "0.b", "0.c"}, &pool);
    runner.start();
    for (int i = 0; i < round; ++i) application.processEvents();
  }
  EXPECT_TRUE(pool.waitForDone(10000));
}

TEST_F(RunnerTest, ABudgetTooSmallIsAReasonWithBothNumbers) {
  const Bytes before = MemoryBudget::process().limit();
  MemoryBudget::process().setLimit(100000);
  CheckRunner runner(context, {"0.a"}, &pool);
  listen(runner);
  runner.start();
  const int ended = loop.exec();
  MemoryBudget::process().setLimit(before);
  ASSERT_EQ(ended, 0);
  EXPECT_EQ(finished["0.a"], Status::CouldNotBeMeasured);
  EXPECT_NE(runner.results().front().reason.find("allowed"), std::string::npos) << runner.results().front().reason;
}

}  // namespace
}  // namespace vitrine::test
