#include "core/run/guarded_run.hpp"

#include "core/base/error.hpp"
#include "core/base/memory.hpp"
#include "core/checks/parameters.hpp"

#include <chrono>
#include <exception>
#include <new>
#include <utility>

namespace vitrine {
namespace {

/// Every parameter of the check as used, in the check's order; what the check added itself follows.
void echoParameters(const Check& check, const Inputs& inputs, CheckResult& result) {
  std::vector<Parameter> echo = usedParameters(inputs, check);
  for (Parameter& own : result.parameters) {
    bool known = false;
    for (const Parameter& parameter : echo) known = known || parameter.name == own.name;
    if (!known) echo.push_back(std::move(own));
  }
  result.parameters = std::move(echo);
}

CheckResult withStatus(const Check& check, Status status, std::string reason) {
  CheckResult result;
  result.id = check.info().id;
  result.status = status;
  result.reason = std::move(reason);
  return result;
}

/// run() with every failure turned into a result. The only catch (...) of core.
CheckResult runToResult(const Check& check, const ValidationContext& context, Progress& progress,
                        GuardOptions options) {
  const auto internalError = [&](const std::string& what) {
    if (options.rethrowInternalErrors) throw;
    return notMeasured(check, "internal error in " + std::string(check.info().id) + ": " + what);
  };
  try {
    progress.throwIfStopped();
    const Requirements requirements = check.requirements(context.inputs());
    if (!requirements.doesNotApply.empty()) return withStatus(check, Status::DoesNotApply, requirements.doesNotApply);
    CheckResult result = check.run(context, progress);
    result.id = check.info().id;
    result.status = result.statusFromWarnings();
    return result;
  } catch (const Cancelled&) {
    throw;
  } catch (const NotApplicable& error) {
    return withStatus(check, Status::DoesNotApply, error.what());
  } catch (const MemoryError& error) {
    context.cache().clearUnpinned();
    return notMeasured(check, error.what());
  } catch (const std::bad_alloc&) {
    context.cache().clearUnpinned();
    return notMeasured(check, "needs more memory than the system gives; close other programs or use a smaller map");
  } catch (const Error& error) {
    return notMeasured(check, error.what());
  } catch (const std::exception& error) {
    return internalError(error.what());
  } catch (...) {
    return internalError("unknown exception");
  }
}

}  // namespace

CheckResult guardedRun(const Check& check, const ValidationContext& context, Progress& progress, GuardOptions options) {
  const auto begin = std::chrono::steady_clock::now();
  const PeakWatch watch(MemoryBudget::process());
  CheckResult result = runToResult(check, context, progress, options);
  echoParameters(check, context.inputs(), result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  result.peakGiB = static_cast<double>(watch.peak()) / 0x1p30;
  return result;
}

CheckResult notMeasured(const Check& check, std::string reason) {
  return withStatus(check, Status::CouldNotBeMeasured, std::move(reason));
}

}  // namespace vitrine
