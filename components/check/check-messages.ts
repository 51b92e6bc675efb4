import type { Report } from '#lib/checking/report.ts'

/** What the page asks of the worker: one file, one check. */
export type CheckRequest = {
  file: File
  serviceId: string
  /** ISO instant. */
  now: string
  environment: 'test' | 'produktion'
  /** Canonical identities that the sender may act for (F12). */
  employers: string[]
}

/** What the worker tells while it reads, and once at the end. */
export type CheckMessage =
  | { kind: 'progress'; bytes: number; poster: number }
  | { kind: 'checked'; report: Report; sha256: string }
  | { kind: 'unreadable' }
  | { kind: 'broke'; reason: string }
