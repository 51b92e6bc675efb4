import type { Finding } from '#lib/checking/report.ts'
import { findingText, generalFindingText } from '#lib/text/findings.ts'

/** `common`: sentences of every finding in the group; `own`: the rest of each, often empty; `begins`: `common` is the beginning of each. */
export type GroupExplanation = { common: string; begins: boolean; own: string[] }

/** Splits the texts of a group into what they share and what differs. */
export function explainGroup(findings: readonly Finding[], locale: string, serviceId: string): GroupExplanation {
  const all = textsOf(findings, locale, serviceId).map(sentencesOf)
  const [first = []] = all
  const shortest = Math.min(...all.map(({ length }) => length))
  const head = countWhile(shortest, (i) => all.every((each) => each[i] === first[i]))
  const tail = countWhile(shortest - head, (i) => all.every((each) => each.at(-1 - i) === first.at(-1 - i)))
  return {
    common: [...first.slice(0, head), ...first.slice(first.length - tail)].join(' '),
    begins: head > 0,
    own: all.map((each) => each.slice(head, each.length - tail).join(' ')),
  }
}

/** With several fields the texts speak of "the value": the field is in the row. */
function textsOf(findings: readonly Finding[], locale: string, serviceId: string): string[] {
  const fields = new Set(findings.map(({ at }) => at.field))
  const general = fields.size > 1 ? findings.map((finding) => generalFindingText(finding, locale, serviceId)) : []
  const usable = general.filter((text) => text !== undefined)
  if (fields.size > 1 && usable.length === findings.length) return usable
  return findings.map((finding) => findingText(finding, locale, serviceId))
}

/** A sentence ends where the next begins with a capital: "kl. 14" and "t.ex." do not end one. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?]) (?=\p{Lu})/u)
}

function countWhile(most: number, holds: (index: number) => boolean): number {
  let count = 0
  while (count < most && holds(count)) count++
  return count
}
