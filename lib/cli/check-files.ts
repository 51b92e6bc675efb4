import { basename } from 'node:path'
import { formatDay, stockholmDay } from '#lib/calendar.ts'
import { faultsTold } from '#lib/checking/faults-told.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { reportJson } from '#lib/report-files/report-json.ts'
import { brokenOff } from '#lib/text/broken-off.ts'
import { deadlineSentences } from '#lib/text/deadlines.ts'
import { findingText } from '#lib/text/findings.ts'
import { checkFile } from './check-file.ts'
import { parseCheckOptions } from './check-options.ts'
import type { CommandContext } from './command.ts'
import { formatFinding } from './format-outcome.ts'
import { type CliMessages, cliMessages } from './messages.ts'

/** `kvittens check`: 0 when every file could be sent, 1 when one could not; throws UsageError when it could not be run. */
export async function checkFiles(args: string[], { locale, now, write }: CommandContext): Promise<number> {
  const asked = await parseCheckOptions(args, now)
  const say = cliMessages(locale)
  if (asked.kind === 'help') {
    write(say('help'))
    return 0
  }
  let code = 0
  for (const path of asked.files) {
    const file = maskFileName(path, stockholmDay(now))
    const checked = await checkFile(path, { ...asked.check, fileName: basename(file) })
    write(
      asked.json
        ? `${reportJson(checked.report, { locale, sha256: checked.sha256 })}\n`
        : asText(file, checked.report, { locale, say, now: asked.check.now }),
    )
    if (checked.report.stop > 0) code = 1
  }
  return code
}

function asText(file: string, report: Report, { locale, say, now }: CliMessages & { now: Date }): string {
  const textOf = (finding: Finding) => findingText(finding, locale, report.tjanst)
  const lines = report.findings.map((finding) => formatFinding(file, { ...finding, text: textOf(finding) }, say))
  const hidden = report.stop + report.varning - faultsTold(report.findings)
  if (hidden > 0) lines.push(say('more', { file, count: hidden }))
  const unread = brokenOff(report, locale)
  if (unread !== undefined) lines.push(`${file}: ${unread}`)
  const { poster, stop, varning, format } = report
  lines.push(...deadlineLines(file, report, { locale, say, now }))
  // What cannot be sent is mended first, whoever reads it.
  if (stop === 0 && (format === 'csv' || format === 'xlsx')) lines.push(say('table', { file }))
  lines.push(say(stop > 0 ? 'stopped' : 'passed', { file, poster, stop, varning }))
  return `${lines.join('\n')}\n`
}

/**
 * Cases due soon, one line each, then a summary; of a file that cannot be sent the summary alone, so that its faults are seen. Late cases
 * are findings and have their lines already.
 */
function deadlineLines(file: string, report: Report, { locale, say, now }: CliMessages & { now: Date }): string[] {
  const sentences = deadlineSentences(report, locale, now)
  if (sentences.length === 0) return []
  const today = formatDay(stockholmDay(now))
  const soon = report.stop > 0 ? [] : (report.due?.cases ?? []).filter(({ date }) => date >= today)
  const lines = soon.map(({ date, line, referens }) => {
    const reference = referens === undefined ? '' : ` ${say('reference', { reference: referens })}`
    return `${file}: ${say('dueCase', { line, date })}${reference}`
  })
  return [...lines, `${file}: ${sentences.join(' ')}`]
}
