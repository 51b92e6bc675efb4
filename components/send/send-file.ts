import { type Origin, originHeader } from '#lib/checking/origin.ts'
import type { Report } from '#lib/checking/report.ts'
import { readSendAnswer } from './read-send-answer.ts'

export type SendRequest = {
  file: File
  serviceId: string
  /** Ten digits (a person: twelve), as at every edge. */
  employer: string
  sha256: string
  /** Codes of the remarks that the person has seen: what else only the server can know comes back as a question. */
  seen: string[]
  /** The reference of the submission that the file is to replace. */
  replaces: string | undefined
  /** What the file was made of in the page. */
  origin: Origin | undefined
  /** The same for every try with the same chosen file. */
  key: string
}

export type SendOutcome =
  | { kind: 'received'; reference: string; repeat: boolean }
  | { kind: 'refused'; status: number; detail: string; reason?: string; id?: string; report?: Report }
  | { kind: 'signed-out' }
  | { kind: 'network' }
  | { kind: 'changed' }
  | { kind: 'cancelled' }
  | { kind: 'unreadable'; status: number }

export type UploadProgress = {
  sent: number
  /** What was there already when it went on after a break. */
  resumedAt?: number
  /** What it went on with was no longer there. */
  startedAnew?: boolean
  /** The line is broken, and is tried again by itself. */
  isWaiting: boolean
  /** Whoever leaves now can go on later. */
  mayLeave: boolean
}

/** `leave`: the page goes. `cancel`: the person has thought better of it. */
export type RunningSend = { outcome: Promise<SendOutcome>; cancel: () => void; leave: () => void }

/** Sends the file in one go as it lies on disk: the browser reads it as it goes, so memory stays flat. */
export function sendFile(request: SendRequest, tell: (progress: UploadProgress) => void): RunningSend {
  const xhr = new XMLHttpRequest()
  const outcome = new Promise<SendOutcome>((resolve) => {
    xhr.upload.onprogress = (event) => tell({ sent: event.loaded, isWaiting: false, mayLeave: false })
    xhr.onload = () => resolve(readSendAnswer(xhr.status, xhr.responseText))
    xhr.onabort = () => resolve({ kind: 'cancelled' })
    xhr.onerror = () => {
      void isReadable(request.file).then((readable) => resolve({ kind: readable ? 'network' : 'changed' }))
    }
  })
  xhr.open('POST', '/api/inlamningar')
  xhr.setRequestHeader('Content-Type', 'application/octet-stream')
  xhr.setRequestHeader('Accept', 'application/json')
  xhr.setRequestHeader('X-Tjanst', request.serviceId)
  xhr.setRequestHeader('X-Arbetsgivare', request.employer)
  xhr.setRequestHeader('X-Filnamn', encodeURIComponent(request.file.name.toWellFormed()))
  xhr.setRequestHeader('X-Sha256', request.sha256)
  xhr.setRequestHeader('X-Sedda', request.seen.join(', '))
  xhr.setRequestHeader('Idempotency-Key', request.key)
  if (request.replaces) xhr.setRequestHeader('X-Ersatter', request.replaces)
  if (request.origin) xhr.setRequestHeader('X-Ursprung', originHeader(request.origin))
  xhr.send(request.file)
  return { outcome, cancel: () => xhr.abort(), leave: () => xhr.abort() }
}

/** A browser refuses to read a file that has changed since it was chosen. */
export async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}
