// A file handed in by tus-js-client from Node: the library's own retries against our listeners.
import { type DetailedError, Upload } from 'tus-js-client'

type Wish = {
  endpoint: string
  headers: Record<string, string>
  metadata: Record<string, string>
  /** Go on with this one. */
  uploadUrl?: string
  chunkSize?: number
  retryDelays?: number[]
  onProgress?: (sent: number) => void
}

export type TusUpload = {
  /** The upload's address, when all of it has come; rejects with what the server said. */
  done: Promise<string>
  url: () => string | null
  abort: () => Promise<void>
}

/** Twenty tries, half a second apart; a try that gets further counts anew. */
const PATIENT = Array.from({ length: 20 }, () => 500)

export function tusUpload(file: Buffer, { endpoint, headers, metadata, onProgress, ...wish }: Wish): TusUpload {
  let upload: Upload | undefined
  const done = new Promise<string>((resolve, reject) => {
    upload = new Upload(file, {
      ...{ endpoint, headers, metadata },
      retryDelays: PATIENT,
      ...wish,
      onShouldRetry: (error) => retriable(error),
      onProgress: (sent) => onProgress?.(sent),
      onSuccess: () => resolve(upload?.url ?? ''),
      onError: reject,
    })
    upload.start()
  })
  done.catch(() => {})
  return { done, url: () => upload?.url ?? null, abort: async () => void (await upload?.abort()) }
}

function retriable(error: Error | DetailedError): boolean {
  const status = 'originalResponse' in error ? (error.originalResponse?.getStatus() ?? 0) : 0
  return status === 0 || status === 409 || status >= 500
}
