import type { DetailedError, Upload } from 'tus-js-client'
import { originHeader } from '#lib/checking/origin.ts'
import { readSendAnswer } from './read-send-answer.ts'
import { isReadable, type RunningSend, type SendOutcome, type SendRequest, type UploadProgress } from './send-file.ts'
import { forgetUploadUrl, recallUploadUrl, rememberUploadUrl } from './upload-memory.ts'

const PATH = '/api/uppladdningar'
/** Some ten minutes; bytes that get through begin it anew. */
const RETRY_MS = [1_000, 2_000, 5_000, ...Array.from({ length: 60 }, () => 10_000)]

/**
 * Sends a large file so that it can be gone on with (tus 1.0): after a broken line by itself, after a closed tab when the
 * same file is sent again within LIMITS.uploadHours. One request as long as the line holds.
 */
export function sendResumable(request: SendRequest, tell: (progress: UploadProgress) => void): RunningSend {
  const run = new Run(request, tell)
  return { outcome: run.outcome, cancel: () => run.end('cancel'), leave: () => run.end('leave') }
}

class Run {
  readonly outcome: Promise<SendOutcome>
  readonly #request: SendRequest
  readonly #tell: (progress: UploadProgress) => void
  #resolve: (outcome: SendOutcome) => void = () => {}
  #upload: Upload | undefined
  #ended = false
  #progress: UploadProgress = { sent: 0, isWaiting: false, mayLeave: false }

  constructor(request: SendRequest, tell: (progress: UploadProgress) => void) {
    this.#request = request
    this.#tell = tell
    this.outcome = new Promise((resolve) => {
      this.#resolve = (outcome) => {
        this.#ended = true
        window.removeEventListener('online', this.#goOn)
        resolve(outcome)
      }
    })
    window.addEventListener('online', this.#goOn)
    void this.#start()
  }

  /** `leave`: what has come stays for LIMITS.uploadHours. `cancel`: nothing stays. */
  end(how: 'leave' | 'cancel', outcome: SendOutcome = { kind: 'cancelled' }): void {
    if (this.#ended) return
    this.#resolve(outcome)
    // Should the server not hear it, it clears up after a day.
    void this.#upload?.abort(how === 'cancel').catch(() => {})
    if (how === 'cancel') forgetUploadUrl(this.#request)
  }

  async #start(): Promise<void> {
    const { file, serviceId, employer, sha256, seen, key, replaces, origin } = this.#request
    const { Upload } = await import('tus-js-client')
    if (this.#ended) return
    const begun = recallUploadUrl(this.#request)
    const upload = new Upload(file, {
      ...(begun ? { uploadUrl: begun } : { endpoint: `${window.location.origin}${PATH}` }),
      metadata: { filename: file.name.toWellFormed(), tjanst: serviceId, arbetsgivare: employer, sha256 },
      headers: {
        ...{ Accept: 'application/json', 'X-Sedda': seen.join(', '), 'Idempotency-Key': key },
        ...(replaces && { 'X-Ersatter': replaces }),
        ...(origin && { 'X-Ursprung': originHeader(origin) }),
      },
      retryDelays: RETRY_MS,
      // We remember in our own way: the library would write down the file's name.
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        const { url, options } = upload
        // Else the library would begin anew, from nothing, as soon as the server is busy.
        options.endpoint = null
        if (url) rememberUploadUrl(this.#request, url)
        this.#change({ mayLeave: true })
      },
      onAfterResponse: (asked, answer) => {
        if (asked.getMethod() !== 'HEAD' || answer.getStatus() !== 200) return
        const sent = Number(answer.getHeader('Upload-Offset'))
        if (sent > 0) this.#change({ resumedAt: sent, sent, isWaiting: false })
      },
      onProgress: (sent) => this.#change({ sent, isWaiting: false }),
      onShouldRetry: (error) => this.#mayPass(error),
      onSuccess: () => void this.#askWhatBecameOfIt(),
      onError: (error) => void this.#fail(error),
    })
    this.#upload = upload
    upload.start()
  }

  readonly #goOn = (): void => {
    const upload = this.#upload
    if (!this.#progress.isWaiting || !upload) return
    void upload.abort().then(() => !this.#ended && upload.start())
  }

  #change(change: Partial<UploadProgress>): void {
    if (this.#ended) return
    this.#progress = { ...this.#progress, ...change }
    this.#tell(this.#progress)
  }

  /** A line that broke, a server that is away, and another tab that was quicker: worth another try. */
  #mayPass(error: Error | DetailedError): boolean {
    const { status, text } = answerIn(error)
    const passes = status === 0 || status >= 500 || (status === 409 && reasonIn(text) !== 'unseen')
    if (passes) this.#change({ isWaiting: true })
    if (status === 0) void this.#endIfChanged()
    return passes
  }

  async #endIfChanged(): Promise<void> {
    if (!(await isReadable(this.#request.file))) this.end('cancel', { kind: 'changed' })
  }

  async #fail(error: Error | DetailedError): Promise<void> {
    const { status, text } = answerIn(error)
    if (status === 0) return this.#resolve({ kind: (await isReadable(this.#request.file)) ? 'network' : 'changed' })
    // What we remember is no longer there.
    if (status === 404 && recallUploadUrl(this.#request)) {
      forgetUploadUrl(this.#request)
      this.#change({ startedAnew: true, sent: 0, isWaiting: false })
      return this.#start()
    }
    const outcome = readSendAnswer(status, text)
    // A file refused for good is forgotten; one that only raised a question is continued.
    if (outcome.kind === 'refused' && [400, 422].includes(status)) forgetUploadUrl(this.#request)
    this.#resolve(outcome)
  }

  /** All of it has come, and perhaps the answer to that did not. */
  async #askWhatBecameOfIt(): Promise<void> {
    const url = this.#upload?.url ?? ''
    for (const pauseMs of RETRY_MS) {
      const answer = await fetch(url, { headers: { Accept: 'application/json' } }).catch(() => undefined)
      const text = await answer?.text().catch(() => undefined)
      if (answer && text !== undefined && answer.status < 500) {
        if (answer.status !== 401) forgetUploadUrl(this.#request)
        return this.#resolve(readSendAnswer(answer.status, text))
      }
      this.#change({ isWaiting: true })
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    this.#resolve({ kind: 'network' })
  }
}

function answerIn(error: Error | DetailedError): { status: number; text: string } {
  const answer = 'originalResponse' in error ? error.originalResponse : null
  return { status: answer?.getStatus() ?? 0, text: answer?.getBody() ?? '' }
}

function reasonIn(text: string): string | undefined {
  const answer = readSendAnswer(409, text)
  return answer.kind === 'refused' ? answer.reason : undefined
}
