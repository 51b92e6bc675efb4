import type { CheckMessage, CheckRequest } from './check-messages.ts'

/** Starts a worker for one file and hands on what it says. The returned function ends it, whatever it is doing. */
export function runCheck(request: CheckRequest, listen: (message: CheckMessage) => void): () => void {
  const worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = (event: MessageEvent<CheckMessage>) => {
    if (event.data.kind !== 'progress') worker.terminate()
    listen(event.data)
  }
  worker.onerror = (event) => {
    worker.terminate()
    listen({ kind: 'broke', reason: event.message })
  }
  worker.postMessage(request)
  return () => worker.terminate()
}
