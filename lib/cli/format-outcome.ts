import { faultsTold } from '#lib/checking/faults-told.ts'
import type { Severity } from '#lib/checking/report.ts'
import { clockPhrase, tableDate } from '#lib/text/format-time.ts'
import type { KvittensAnswer, ReportAnswer } from './connection/shapes.ts'
import type { HandInOutcome } from './connection/try-hand-in.ts'
import type { CliMessages, Translate } from './messages.ts'

type FileOutcome = { file: string; outcome: HandInOutcome }

/** The outcome of one file as lines of text: one line per finding, the outcome last. */
export function outcomeLines({ file, outcome }: FileOutcome, messages: CliMessages): string[] {
  const { say } = messages
  switch (outcome.kind) {
    case 'received':
      return [receivedLine(file, outcome.kvittens, messages)]
    case 'checked':
      return [...reportLines(file, outcome.report, say), say('passed', { file, ...countsOf(outcome.report) })]
    case 'stopped':
      return outcome.report
        ? [...reportLines(file, outcome.report, say), say('stopped', { file, ...countsOf(outcome.report) })]
        : [say('notTaken', { file, detail: outcome.problem.detail })]
    case 'changed':
      return [say('changed', { file })]
    case 'refused':
      return [say('refused', { file, detail: outcome.problem.detail })]
    case 'later':
      return [say('later', { file, status: String(outcome.status), detail: outcome.problem?.detail ?? '' }).trim()]
    case 'trouble':
      return [`${file}: ${say(outcome.trouble.key, { reason: outcome.trouble.reason })}`]
  }
}

/** The same as an object for `--json`. `outcome` is HandInOutcome's `kind`, or the connection fault's. */
export function outcomeObject({ file, outcome }: FileOutcome, messages: CliMessages): object {
  const { kind } = outcome
  if (kind === 'received') return { file, outcome: kind, kvittens: outcome.kvittens }
  if (kind === 'checked') return { file, outcome: kind, report: outcome.report }
  const text = outcomeLines({ file, outcome }, messages).at(-1)
  if (kind === 'trouble') return { file, outcome: outcome.trouble.kind, reason: outcome.trouble.reason, text }
  if (kind === 'changed') return { file, outcome: kind, text }
  return { file, outcome: kind, status: outcome.status, ...(outcome.problem && { problem: outcome.problem }), text }
}

function receivedLine(
  file: string,
  { referens, mottagen, dubblett, kvittensID, attGora }: KvittensAnswer,
  { say, locale }: CliMessages,
): string {
  const at = new Date(mottagen)
  const when = `${tableDate(at)} ${clockPhrase(at, locale)}`
  const line = say(dubblett ? 'receivedBefore' : 'received', { file, reference: referens, when })
  const id = kvittensID === null ? [] : [say('kvittensId', { id: kvittensID })]
  return [line, ...id, ...(attGora ? [attGora] : [])].join(' ')
}

function reportLines(file: string, { findings, stop, varning }: ReportAnswer, say: Translate): string[] {
  const lines = findings.map((finding) => formatFinding(file, finding, say))
  const hidden = stop + varning - faultsTold(findings)
  return hidden > 0 ? [...lines, say('more', { file, count: hidden })] : lines
}

const countsOf = ({ poster, stop, varning }: ReportAnswer) => ({ poster, stop, varning })

type PrintableFinding = {
  code: string
  severity: Severity
  at: { line: number; column: number }
  referens?: string | undefined
  text: string
}

/** One finding on one line, as compilers write theirs (file:line:column), so that editors find the place. */
export function formatFinding(file: string, { at, code, severity, referens, text }: PrintableFinding, say: Translate): string {
  const reference = referens === undefined ? '' : ` ${say('reference', { reference: referens })}`
  return `${file}:${at.line}:${at.column} ${code} ${severity} ${text}${reference}`
}
