// SHA-256, streamed, by the system's library (which uses the processor's SHA instructions).
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace vitrine {

class Sha256 {
public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(const void* bytes, std::size_t count);
  /// 64 lower-case hexadecimal digits; the object is spent afterwards.
  std::string hex();

private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace vitrine
