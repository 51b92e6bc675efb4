import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type CheckOptions, startCheck } from '#lib/checking/check.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { parseCheckOptions } from './check-options.ts'
import { Misuse } from './misuse.ts'
import { type Say, speaker } from './speaker.ts'

type Surroundings = { locale: Locale; now: Date; write: (text: string) => void }

/** `kvittens check`: 0 when every file could be sent, 1 when one could not; throws Misuse when it could not be run. */
export async function checkFiles(args: string[], { locale, now, write }: Surroundings): Promise<number> {
  const asked = await parseCheckOptions(args, now)
  const say = speaker(locale)
  if (asked.kind === 'help') {
    write(say('help'))
    return 0
  }
  let code = 0
  for (const file of asked.files) {
    const checked = await checkFile(file, asked.check)
    write(asked.json ? asJson(checked, locale) : asText(file, checked.report, { locale, say }))
    if (checked.report.stop > 0) code = 1
  }
  return code
}

type Checked = { report: Report; sha256: string }

async function checkFile(file: string, options: CheckOptions): Promise<Checked> {
  const check = startCheck(options)
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      hash.update(chunk)
      check.push(chunk)
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (reason === undefined) throw error
    throw new Misuse('unreadable', { file, reason })
  }
  return { report: check.finish(), sha256: hash.digest('hex') }
}

function asJson({ report, sha256 }: Checked, locale: Locale): string {
  const { tjanst, format, bytes, poster, stop, varning, deadlines } = report
  const findings = report.findings.map((finding) => ({ ...finding, text: findingText(finding, locale) }))
  return `${JSON.stringify({ tjanst, format, sha256, bytes, poster, stop, varning, findings, deadlines })}\n`
}

function asText(file: string, report: Report, { locale, say }: { locale: Locale; say: Say }): string {
  const lines = report.findings.map((finding) => asLine(file, finding, { locale, say }))
  const hidden = report.stop + report.varning - report.findings.length
  if (hidden > 0) lines.push(say('more', { file, count: hidden }))
  const { poster, stop, varning, deadlines } = report
  if (deadlines.earliest !== null) lines.push(`${file}: ${say('due', { ...deadlines, earliest: deadlines.earliest })}`)
  lines.push(say(stop > 0 ? 'stopped' : 'passed', { file, poster, stop, varning }))
  return `${lines.join('\n')}\n`
}

function asLine(file: string, finding: Finding, { locale, say }: { locale: Locale; say: Say }): string {
  const { at, code, severity, referens } = finding
  const reference = referens === undefined ? '' : ` ${say('reference', { reference: referens })}`
  return `${file}:${at.line}:${at.column} ${code} ${severity} ${findingText(finding, locale)}${reference}`
}
