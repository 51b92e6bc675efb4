// Preloaded (--import) into each part: ends it when the other end of its standard input closes, which it does when the
// parent dies, by kill -9 too. Works wherever pipes do; the kernel's own signal for this exists on Linux alone.
import { fstatSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** A part that cannot stop in order (its database is gone as well) is killed. */
const STOP_WITHIN_MS = 15_000

// Worker threads and forked processes inherit the preload. Only a pipe has a parent at its other end.
if (isMainThread && isPipe(0)) {
  process.stdin.once('close', end).resume()
  // Standard input alone must not keep a process alive.
  if ('unref' in process.stdin) process.stdin.unref()
}

function isPipe(fd: number): boolean {
  const stat = fstatSync(fd)
  return stat.isFIFO() || stat.isSocket()
}

function end(): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), STOP_WITHIN_MS).unref()
  process.kill(process.pid, 'SIGTERM')
}
