// Faults of XML's syntax, one of a kind, planted in a file without faults at a place that a seed chooses.
import type { Random } from './random.ts'

type Plant = (text: string, random: Random) => string | undefined

const FIELDS = ['personnummer', 'sjuklonFrom', 'referens', 'identitet', 'namn', 'organisationsnummer'] as const
const WORDS = ['namn', 'referens', 'system'] as const

export const SYNTAX_PLANTS: Readonly<Record<string, Plant>> = {
  '& in a text': (text, random) => inText(text, random, '&'),
  'a reference without its end': (text, random) => inText(text, random, '&amp'),
  'a reference to no character': (text, random) => inText(text, random, random.pick(['&#0;', '&#xFFFF;', '&#;', '&#x1F;'])),
  '< in a text': (text, random) => inText(text, random, random.pick(['<', '< ', '<5 '])),
  '& in a date or a number': (text, random) => inValue(text, random, '&'),
  'a control character': (text, random) => inValue(text, random, random.pick(['\u0001', '\u0000', '\u001f'])),
  'the end of CDATA in a text': (text, random) => inText(text, random, ']]>'),
  'a field’s end tag is missing': (text, random) =>
    without(
      text,
      random,
      FIELDS.map((name) => `</${name}>`),
    ),
  'a field’s start tag is missing': (text, random) =>
    without(
      text,
      random,
      FIELDS.map((name) => `<${name}>`),
    ),
  'a case’s start tag is missing': (text, random) => without(text, random, ['<sjukfall>']),
  'a case’s end tag is missing': (text, random) => without(text, random, ['</sjukfall>']),
  'an employer’s end tag is missing': (text, random) => without(text, random, ['</arbetsgivare>']),
  'an employer’s start tag is missing': (text, random) => without(text, random, ['<arbetsgivare>']),
  'the sender’s end tag is missing': (text, random) => without(text, random, ['</avsandare>']),
  'the sender’s start tag is missing': (text, random) => without(text, random, ['<avsandare>']),
  'the last end tag is missing': (text, random) => without(text, random, ['</sjukanmalan>']),
  'crossing end tags': (text, random) =>
    changed(text, random, /(<\/\w+>)(\s*)(<\/\w+>)/g, (_, first, space, second) => `${second}${space}${first}`),
  'an end tag too many': (text, random) => changed(text, random, /<\/(?:referens|personnummer|sjukfall)>/g, (tag) => tag + tag),
  'a misspelt end tag': (text, random) => changed(text, random, /<\/(\w+)(\w)>/g, (_, name) => `</${name}>`),
  'a misspelt start tag': (text, random) =>
    changed(
      text,
      random,
      /<(personnummer|sjuklonFrom|referens|sjukfall|identitet)>/g,
      (_, name) => `<${String(name).slice(0, -1)}>`,
    ),
  'a start tag without its end': (text, random) =>
    changed(text, random, /<(?:personnummer|referens|sjukfall|namn)>/g, (tag) => tag.slice(0, -1)),
  'an end tag without its end': (text, random) =>
    changed(text, random, /<\/(?:personnummer|referens|sjukfall|namn)>/g, (tag) => tag.slice(0, -1)),
  'an end tag without its slash': (text, random) =>
    changed(text, random, /<\/(?:personnummer|referens|namn)>/g, (tag) => tag.replace('/', '')),
  'a tag that is not closed': (text, random) => changed(text, random, /(<tidigarePeriod[^>]*)\/>/g, (_, tag) => `${tag}>`),
  'a start tag without its <': (text, random) =>
    changed(text, random, /<(?:personnummer|referens|namn)>/g, (tag) => tag.slice(1)),
  'a name broken by a line end': (text, random) => changed(text, random, /<personnummer>/g, () => '<person\nnummer>'),
  'an unquoted attribute': (text, random) => changed(text, random, /(\w+)="([^"]*)"/g, (_, name, value) => `${name}=${value}`),
  'an attribute without its last quote': (text, random) => changed(text, random, /(\w+="[^"]*)"/g, (_, all) => String(all)),
  'an attribute without its first quote': (text, random) =>
    changed(text, random, /(\w+=)"([^"]*")/g, (_, name, value) => `${name}${value}`),
  'a doubled attribute': (text, random) =>
    changed(text, random, /(?<= )(?:from|antalSjukfall|version)="[^"]*"/g, (all) => `${all} ${all}`),
  'attributes without a space': (text, random) => changed(text, random, /" (?=(?:tom|skapad|antalSjukfall))/g, () => '"'),
  'hyphens in a comment': (text, random) => changed(text, random, /<sjukfall>/g, (tag) => `<!-- a -- b -->${tag}`),
  'a comment that is not closed': (text, random) => changed(text, random, /<sjukfall>/g, (tag) => `<!-- not closed ${tag}`),
  'text after the end': (text, random) => `${text}${random.pick(['x', 'Skickad från min telefon\n', '&', '</sjukanmalan>'])}`,
  'another root after the end': (text) => `${text}<sjukanmalan></sjukanmalan>`,
  'cut off': (text, random) =>
    text.slice(0, text.indexOf('<avsandare>') + random.below(text.length - text.indexOf('<avsandare>') - 3)),
  'another encoding': (text) => text,
  'one byte of another encoding': (text, random) => inText(text, random, '\udce5'),
}

/** How often faults of the kind are planted together with others: those that leave the rest of the file unread are not. */
export const ALONE: readonly string[] = [
  'text after the end',
  'another root after the end',
  'cut off',
  'another encoding',
  'the last end tag is missing',
]

export function plantFault(kind: string, text: string, random: Random): string | undefined {
  return SYNTAX_PLANTS[kind]?.(text, random)
}

export function encodePlanted(kinds: readonly string[], text: string): Uint8Array {
  if (kinds.includes('another encoding')) return new Uint8Array(Buffer.from(text, 'latin1'))
  const parts = text.split(/(?<![\ud800-\udbff])([\udc80-\udcff])/)
  return new Uint8Array(
    Buffer.concat(parts.map((part, i) => (i % 2 === 1 ? Buffer.from([part.charCodeAt(0) - 0xdc00]) : Buffer.from(part)))),
  )
}

function changed(text: string, random: Random, pattern: RegExp, change: (...found: string[]) => string): string | undefined {
  const all = [...text.matchAll(pattern)]
  if (all.length === 0) return undefined
  const found = random.pick(all)
  return text.slice(0, found.index) + change(...(found as unknown as string[])) + text.slice(found.index + found[0].length)
}

function without(text: string, random: Random, tags: readonly string[]): string | undefined {
  const there = tags.filter((tag) => text.includes(tag))
  if (there.length === 0) return undefined
  const tag = random.pick(there)
  return changed(text, random, new RegExp(tag, 'g'), () => '')
}

/** Inside one of the words of a text. */
function inText(text: string, random: Random, put: string): string | undefined {
  return inside(text, random, { names: WORDS, put })
}

function inValue(text: string, random: Random, put: string): string | undefined {
  return inside(text, random, { names: FIELDS, put })
}

function inside(text: string, random: Random, { names, put }: { names: readonly string[]; put: string }): string | undefined {
  const pattern = new RegExp(`(<(?:${names.join('|')})>)([^<&]{2,})(?=</)`, 'g')
  return changed(text, random, pattern, (_, tag = '', value = '') => {
    const at = 1 + random.below(value.length - 1)
    return tag + value.slice(0, at) + put + value.slice(at)
  })
}
