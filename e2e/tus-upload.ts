// A file handed in by tus-js-client from Node: the library's own retries against our listeners.
import type { ReadStream } from 'node:fs'
import { DefaultHttpStack, type DetailedError, Upload } from 'tus-js-client'

type Wish = {
  endpoint: string
  headers: Record<string, string>
  metadata: Record<string, string>
  chunkSize?: number
  /** Go on with this one. */
  uploadUrl?: string
  /** PEM of whom the server's certificate is from. */
  ca?: Buffer
  /** Told where it goes on after a break. */
  onResume?: (offset: number) => void
}

export type TusUpload = {
  /** The upload's address, when all of it has come; rejects with what the server said. */
  done: Promise<string>
  /** What its tries were answered that did not go on, in order; 0 where the line broke. */
  failures: number[]
}

/** Twenty tries, half a second apart; a try that gets further counts anew. */
const PATIENT = Array.from({ length: 20 }, () => 500)

export function tusUpload(file: Buffer | ReadStream, { endpoint, headers, metadata, ca, onResume, ...wish }: Wish): TusUpload {
  const failures: number[] = []
  const done = new Promise<string>((resolve, reject) => {
    const upload = new Upload(file, {
      ...{ endpoint, headers, metadata },
      retryDelays: PATIENT,
      ...wish,
      ...(ca && { httpStack: new DefaultHttpStack({ ca }) }),
      onAfterResponse: (asked, answer) => {
        if (asked.getMethod() === 'HEAD') onResume?.(Number(answer.getHeader('Upload-Offset')))
      },
      onShouldRetry: (error) => {
        failures.push(statusOf(error))
        return isPassing(statusOf(error))
      },
      // Else the library would begin anew, from nothing, as soon as the server is busy.
      onUploadUrlAvailable: () => {
        upload.options.endpoint = null
      },
      onSuccess: () => resolve(upload.url ?? ''),
      onError: reject,
    })
    upload.start()
  })
  done.catch(() => {})
  return { done, failures }
}

function statusOf(error: Error | DetailedError): number {
  return 'originalResponse' in error ? (error.originalResponse?.getStatus() ?? 0) : 0
}

const isPassing = (status: number): boolean => status === 0 || status === 409 || status >= 500
