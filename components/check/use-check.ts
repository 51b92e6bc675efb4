'use client'
// Choosing a file and checking it in the browser. This hook holds the state; open-checker runs the worker (check.worker.ts), which
// reads and checks (read-file, read-as-table) and makes files to keep (make-file). Two pages use it: HandIn (hand-in.tsx), for a
// company that may go on to send, and TryFile (try-file.tsx), for anyone, where no request is made. The parts that show a
// result (check-verdict, due-dates, finding-groups, converted-part, keep-report) take plain values.
// Not here: the check (lib/checking, lib/tables), sending (components/send).
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Origin } from '#lib/checking/origin.ts'
import type { Report } from '#lib/checking/report.ts'
import type { Environment } from '#lib/environment.ts'
import { compareReports, isSameFileAgain, type ReportChange } from '#lib/mending/compare-reports.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import type {
  CheckRequest,
  ConvertedTable,
  KeptLayout,
  MakeFileInput,
  MakeFileResult,
  MendAnswer,
  MendInput,
} from './check-messages.ts'
import { loadCloserParts, withParts } from './load-closer-parts.ts'
import { maskChosenFile } from './mask-chosen-file.ts'
import { type CheckEvent, type Checker, openChecker } from './open-checker.ts'

/** A file that was read and checked. `key` is made once per chosen file, so that a repeated send is the same send. */
export type CheckedFile = {
  /** The file to send: of a table the XML that it was converted to. */
  file: File
  /** As it was chosen, under the name that it is sent by. */
  chosen: File
  report: Report
  sha256: string
  key: string
  converted?: ConvertedTable | undefined
  /** What the person chose and what was mended in it here; `chosen` is then the mended file. Absent where nothing was. */
  mended?: Origin | undefined
  /** Against the check before, of the same file. */
  change?: ReportChange | undefined
  /** Requests that the worker made since it was ready. */
  requests: number
}

export type CheckState =
  | { kind: 'none' }
  | { kind: 'checking'; file: File; bytes: number; poster: number; mended?: Origin | undefined; before?: Report | undefined }
  | ({ kind: 'checked' } & CheckedFile)
  | { kind: 'problem'; file: File; reason: 'unreadable' | 'tooLarge' | 'broke' }
  | { kind: 'cancelled'; file: File }

export type CheckTerms = {
  serviceId: string
  maxBytes: number
  environment: Environment
  /** Absent where nobody is logged in. */
  employers?: string[]
  /** The logged-in company, for tables that name none. */
  employer?: { identity: string; name: string }
  /** When the server made the page, ISO. */
  issuedAt: string
  /** How the company's tables are read; null where it has not been decided. Absent where nothing is remembered. */
  conversion?: KeptLayout | null
}

/** The file that is chosen, as it was chosen. */
export function fileIn(state: CheckState): File[] {
  if (state.kind === 'none') return []
  return [state.kind === 'checked' ? state.chosen : state.file]
}

/** Adds findings from the server to the report of a file that can be sent. */
type Ask = (report: Report, asked: { sha256: string; hash: Checker['hash'] }) => Promise<Report>

/** Checks one file at a time; choosing another ends the check before. `ask`: only where the file may be sent. */
export function useCheck(terms: CheckTerms, ask?: Ask) {
  const [state, setState] = useState<CheckState>({ kind: 'none' })
  const latest = useRef<CheckEvent>(undefined)
  const asking = useRef(ask)
  useEffect(() => {
    asking.current = ask
  }, [ask])
  const requested = useRef<Omit<CheckRequest, 'turn'>>(undefined)
  // What is answered here holds for the next file on the page, too.
  const layout = useRef(terms.conversion)
  const checker = useChecker(
    useCallback((news: CheckEvent, hash: Checker['hash']) => {
      latest.current = news
      const decided = news.kind === 'checked' ? news.converted?.decided : undefined
      if (decided?.kind === 'new' && decided.layout && layout.current !== undefined) layout.current = { layout: decided.layout }
      // A report of many findings is drawn in pieces, so that the page answers meanwhile.
      const tell = (told: CheckEvent) => startTransition(() => setState((before) => stateAfter(before, told)))
      if (news.kind !== 'checked') return tell(news)
      // Ignored when another file has been chosen in the meantime.
      const isLatest = () => latest.current === news
      const asked = news.report.stop > 0 ? undefined : asking.current?.(news.report, { sha256: news.sha256, hash })
      void withParts(news, asked).then((told) => isLatest() && tell(told))
    }, []),
  )

  const choose = useCallback(
    (chosen: File, serviceId = terms.serviceId) => {
      const file = maskChosenFile(chosen)
      latest.current = undefined
      if (file.size > terms.maxBytes) {
        checker.cancel()
        setState({ kind: 'problem', file, reason: 'tooLarge' })
        return
      }
      setState((old) => ({ kind: 'checking', file, bytes: 0, poster: 0, before: reportBefore(old, file) }))
      const { environment, employers, employer, issuedAt } = terms
      const own = serviceId === terms.serviceId ? layout.current : undefined
      requested.current = {
        file,
        serviceId,
        environment,
        employers,
        employer,
        now: presentTime(issuedAt),
        layout: own ?? undefined,
      }
      checker.check(requested.current)
    },
    [terms, checker],
  )

  const cancel = useCallback(() => {
    latest.current = undefined
    checker.cancel()
    setState((before) => (before.kind === 'checking' ? { kind: 'cancelled', file: before.file } : before))
  }, [checker])

  const { environment } = terms
  const prepare = useCallback(async () => {
    const [isPrepared] = await Promise.all([checker.prepare(environment), loadCloserParts()])
    return isPrepared
  }, [checker, environment])
  const make = useCallback((wish: MakeFileInput): Promise<MakeFileResult> => checker.make(wish), [checker])
  /** Mends or corrects the file of the last check, and checks it again. Gives the answer of any other wish, and why it was refused. */
  const mend = useCallback(
    async (wish: MendInput): Promise<MendAnswer> => {
      const answer = await checker.mend(wish)
      if (answer.kind !== 'changed') return answer
      const { request, done } = answer
      latest.current = undefined
      setState((old) =>
        old.kind === 'checked'
          ? { kind: 'checking', file: request.file, bytes: 0, poster: 0, mended: mendedOf(old, done), before: old.report }
          : old,
      )
      requested.current = request
      checker.check(request)
      return answer
    },
    [checker],
  )
  /** Reads the table of the last check anew, as it was answered. */
  const answer = useCallback(
    (answers: TableAnswers) => {
      if (!requested.current) return
      // Cells that were corrected are those of the sheet that was read.
      const isElsewhere = answers.sheet !== requested.current.answers?.sheet
      const { corrections } = requested.current
      requested.current = { ...requested.current, answers, corrections: isElsewhere ? undefined : corrections }
      latest.current = undefined
      setState((old) =>
        old.kind === 'checked'
          ? {
              kind: 'checking',
              file: old.chosen,
              bytes: 0,
              poster: 0,
              mended: isElsewhere && corrections ? undefined : old.mended,
              before: old.report,
            }
          : old,
      )
      checker.check(requested.current)
    },
    [checker],
  )
  return { state, choose, cancel, prepare, make, mend, answer }
}

/** The file that came first, and all that has been done to it. */
function mendedOf({ mended, chosen, sha256, converted }: CheckedFile, done: Origin['steps']): Origin {
  // Of a table `sha256` is the hash of its XML: what came is named by the conversion.
  const first = mended ?? { sha256: converted?.came.sha256 ?? sha256, bytes: chosen.size, name: chosen.name, steps: [] }
  const sums = new Map(first.steps.map((step) => [step.kind, step]))
  for (const step of done) sums.set(step.kind, { ...step, count: step.count + (sums.get(step.kind)?.count ?? 0) })
  return { ...first, steps: [...sums.values()] }
}

/** The report before, where the new file is that one after a correction. */
function reportBefore(state: CheckState, file: File): Report | undefined {
  if (state.kind !== 'checked' || state.report.stop === 0) return undefined
  return isSameFileAgain(state.chosen.name, file.name) ? state.report : undefined
}

function useChecker(listen: (news: CheckEvent, hash: Checker['hash']) => void): Checker {
  const open = useRef<Checker>(undefined)
  useEffect(() => () => open.current?.close(), [])
  return useMemo(() => {
    const checker = openChecker((news) => listen(news, checker.hash))
    open.current = checker
    return checker
  }, [listen])
}

function stateAfter(before: CheckState, news: CheckEvent): CheckState {
  if (before.kind !== 'checking') return before
  const { file } = before
  switch (news.kind) {
    case 'progress':
      return { ...before, bytes: news.bytes, poster: news.poster }
    case 'checked': {
      const { report, sha256, converted, requests } = news
      return {
        kind: 'checked',
        file: converted?.xml ? new File([converted.xml], xmlName(file.name), { type: 'application/xml' }) : file,
        chosen: file,
        report,
        sha256,
        converted,
        mended: before.mended,
        change: before.before && compareReports(before.before, report),
        requests,
        key: crypto.randomUUID(),
      }
    }
    case 'unreadable':
      return { kind: 'problem', file, reason: 'unreadable' }
    case 'broke':
      return { kind: 'problem', file, reason: 'broke' }
  }
}

/** The name of the table with the extension of XML. */
const xmlName = (name: string): string => `${name.replace(/\.[^.]*$/, '')}.xml`

/** Now, but not before the server made the page: with a slow clock F14 would report files as made in the future. */
function presentTime(issuedAt: string): string {
  return new Date(Math.max(Date.now(), Date.parse(issuedAt))).toISOString()
}
