import type { Finding } from '#lib/checking/report.ts'
import { findingText, generalFindingText } from '#lib/text/findings.ts'

/** `common`: the sentences that hold for every finding of the group; `own`: what is left of each, often nothing. `begins`: `common` is how each begins. */
export type GroupExplanation = { common: string; begins: boolean; own: string[] }

/** What is wrong and what to do, said once; each place keeps only what differs there. */
export function explainGroup(findings: readonly Finding[], locale: string): GroupExplanation {
  const all = textsOf(findings, locale).map(sentencesOf)
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

/** Of several fields each sentence speaks of the value; which field it is, its row says. */
function textsOf(findings: readonly Finding[], locale: string): string[] {
  const fields = new Set(findings.map(({ at }) => at.field))
  const general = fields.size > 1 ? findings.map((finding) => generalFindingText(finding, locale)) : []
  const usable = general.filter((text) => text !== undefined)
  return fields.size > 1 && usable.length === findings.length ? usable : findings.map((finding) => findingText(finding, locale))
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
