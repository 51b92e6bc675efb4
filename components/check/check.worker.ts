// Reads one file chunk by chunk into the check and the hash; the file is never held whole.
import type { CheckMessage, CheckRequest } from './check-messages.ts'

const PROGRESS_EVERY_MS = 100

// Before any import that waits: a message that comes earlier than its listener is lost.
self.onmessage = (event: MessageEvent<CheckRequest>) => {
  checkFile(event.data).catch((error: unknown) => tell({ kind: 'broke', reason: String(error) }))
}

async function checkFile(request: CheckRequest): Promise<void> {
  const [{ startCheck }, { serviceById }, { loadTestPersons }, { createSHA256 }] = await Promise.all([
    import('#lib/checking/check.ts'),
    import('#lib/services/catalogue.ts'),
    import('#lib/services/test-persons.ts'),
    import('hash-wasm'),
  ])
  const service = serviceById(request.serviceId)
  if (!service) throw new Error(`no service ${request.serviceId}`)
  const check = startCheck({
    service,
    now: new Date(request.now),
    environment: request.environment,
    employers: request.employers,
    testPersons: await loadTestPersons(request.environment),
  })
  const hash = await createSHA256()
  const reader = request.file.stream().getReader()
  let toldAt = 0
  for (;;) {
    const next = await readOn(reader)
    if (next === 'unreadable') {
      tell({ kind: 'unreadable' })
      return
    }
    if (next.done) break
    hash.update(next.value)
    check.push(next.value)
    if (performance.now() - toldAt > PROGRESS_EVERY_MS) {
      toldAt = performance.now()
      tell({ kind: 'progress', ...check.progress })
    }
  }
  tell({ kind: 'checked', report: check.finish(), sha256: hash.digest('hex') })
}

/** A file that was changed, moved or locked since it was chosen cannot be read: that is news about the file, not a bug. */
async function readOn(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch {
    return 'unreadable'
  }
}

function tell(message: CheckMessage): void {
  self.postMessage(message)
}
