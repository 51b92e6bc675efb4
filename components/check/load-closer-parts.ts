'use client'
import type { Report } from '#lib/checking/report.ts'
import type { CheckEvent } from './open-checker.ts'
import type { CheckedFile } from './use-check.ts'

type CloserParts = typeof import('./closer-parts.ts')

let loaded: CloserParts | undefined

/** Whether a file needs more than its verdict and a button. */
export function needsCloserParts(checked: Pick<CheckedFile, 'report' | 'converted' | 'mended' | 'change'>): boolean {
  return checked.report.findings.length > 0 || [checked.converted, checked.mended, checked.change].some(Boolean)
}

/** Fetches them once; rejects without a network. */
export async function loadCloserParts(): Promise<void> {
  loaded ??= await import('./closer-parts.ts')
}

/** They are loaded before a file that needs them is shown. */
export function closerParts(): CloserParts {
  if (!loaded) throw new Error('shown before its parts were loaded')
  return loaded
}

/** The report with what the server knows of it, once all is here that shows it. */
export async function withParts(
  news: Extract<CheckEvent, { kind: 'checked' }>,
  asked: Promise<Report> | undefined,
): Promise<CheckEvent> {
  try {
    const told = { ...news, report: (await asked) ?? news.report }
    if (needsCloserParts(told)) await loadCloserParts()
    return told
  } catch (error) {
    return { kind: 'broke', reason: String(error) }
  }
}
