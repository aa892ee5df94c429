// What the priority of a thread pool means here.
#pragma once

class QThreadPool;

namespace vitrine::ui {

/// Qt's priorities change nothing under Linux's ordinary scheduler. Everything that runs in a pool calls this first: in
/// a pool of low priority (QThreadPool::setThreadPriority) its thread yields to the event loop from then on.
void adoptPriority(const QThreadPool& pool) noexcept;

}  // namespace vitrine::ui
