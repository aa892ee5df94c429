// The few kinds of failure that callers treat differently. docs/dev/plan.md, "Errors never kill the house".
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace vitrine {

/// Every failure that core reports on purpose. what() is one line for the user: what is wrong, where, what to do.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A precondition of the method fails for this entry (no resolution was reported). Becomes "Does not apply".
class NotApplicable : public Error {
public:
  using Error::Error;
};

/// The input is fine but the quantity does not exist here. Becomes "Could not be measured".
class NotMeasurable : public Error {
public:
  using Error::Error;
};

/// A file or parameter cannot be used (exit status 3 when it is the map itself).
class InputError : public Error {
public:
  using Error::Error;
};

/// An output cannot be written (exit status 4).
class OutputError : public Error {
public:
  using Error::Error;
};

/// An allocation would exceed the memory budget.
class MemoryError : public Error {
public:
  MemoryError(std::int64_t neededBytes, std::int64_t allowedBytes);
  std::int64_t neededBytes() const noexcept { return m_needed; }
  std::int64_t allowedBytes() const noexcept { return m_allowed; }

private:
  std::int64_t m_needed;
  std::int64_t m_allowed;
};

/// The user stopped the work. Outside Error, so that no `catch (const Error&)` swallows it.
class Cancelled : public std::exception {
public:
  const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace vitrine
