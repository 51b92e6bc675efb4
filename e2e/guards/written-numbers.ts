// Numbers written by hand into sentences. A limit that a sentence states comes from lib/limits.ts, or from the description of
// the e-service as a parameter: written by hand it goes on saying what the code no longer does.
import { parseSync, Visitor } from 'rolldown/utils'

/** What may stand as it is, and why. */
const ALLOWED: readonly [RegExp, string][] = [
  [/SHA-?(?:256|1)|sha-?256|AES-?256|base64|UTF-(?:8|16|32)|ISO-8859-1|Windows-1252|p7b|P7B|p12|P12|pkcs12|\bI\d\d$/g, 'a name'],
  [/Två i förening|Two jointly/g, 'how a company signs: law'],
  [/(?:Fem|fem) siffror|(?:Five|five) digits/g, 'a postcode'],
  [/RSA (?:2048|3072) \(|P-256 \(|rsa:2048/g, 'kinds of keys to choose from'],
  [/WCAG 2\.2|EN 301 549|RFC \d{4}|OpenAPI 3\.1|TLS 1\.2|2\.5\.4\.5|\b1\.0(?:\.0)?\b/g, 'a standard and its version'],
  [/Node 24|curl 7\.76|Windows 10 (?:och|and) 11/g, 'the version of a program'],
  [/2018:1937|1991:1047|12 §|section 12|5063/g, 'a law, or a form of Försäkringskassan'],
  [/(?:0|\+46 )771-17[ \u00a0]90[ \u00a0]00/g, 'a phone number'],
  [/K7MQ-2XWH-9|0, O, 1|I07/g, 'a reference or a code'],
  [
    /HTTP 400|(?:200|422) (?:betyder|means)|202 (?:betyder|means)|(?:svarar portalen|portal answers) 409|100-continue/g,
    'an HTTP status',
  ],
  [/(?:test|aterkalla|kvittera)=1|^1: |bytes=1000-|portal(?:en)?\.example:8443/g, 'what a call says'],
  [/(?:Svar|Exit code)[^:\n]*: 0[^\n]*(?:\n[^\n]+)*|^0 (?:mottagen|received), .*$/g, 'exit codes'],
  [/^\d\. /g, 'the number of a heading'],
  [
    /(?:tolv|tio|twelve|ten) (?:siffror|digits)|10(?: eller 12| or 12|, ett person|, a person)|(?:fyra sista|last four)/gi,
    'identity numbers: law',
  ],
  [/\(16…\)|(?:med|with|för|of|Efter|After) 16|(?:minst|än|least|than) 2\b|\(60\)|modulus 10/g, 'identity numbers: law'],
  [/\b64 hexade|(?:sex siffror|six digits) /gi, 'SHA-256 in hexadecimal; RFC 6238'],
  [/nivå 3|level 3/g, 'the level of assurance that is asked for'],
  [/2 (?:till|to) 5 (?:arbetsdagar|working days)|två år|two years/g, 'what issuers say of themselves'],
  [/6[.:]15|14[.:]05|\b214\b|320 (?:bildpunkters|pixels)/g, 'an example; the width that was tested'],
  [/(?:från|from|än|than) [01]\b|0–1|(?<!\p{L})1 (?:till|to) …|…–\{max\}/gu, 'where counting begins'],
  [/… (?:nya adresser på ett dygn|new addresses in a day|inbjudningar per dag|invitations per day)/g, 'the unit of a rate'],
  [/två gånger|twice|alla tre|all three|minst en dag|least a day|längre än ett dygn/gi, 'no limit'],
  [/a (?:day|month) (?:that|of birth|of absence)|en (?:dag|månad) som/g, 'no limit'],
  [
    /(?:två|two|the two) (?:sjukfall|poster|cases|attribut|attributes|bindestreck|hyphens|filer|files|olika dagar|different days|celler|cells)/gi,
    'no limit',
  ],
  [/^(?:2-digit|h23|…T(?:00|12):00:00Z)$/, 'words of Intl and Date'],
]

const WORDS = {
  sv: 'två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo\\p{L}*|trettio\\p{L}*|fyrtio\\p{L}*|femtio\\p{L}*|sextio\\p{L}*|hundra\\p{L}*|tusen\\p{L}*|miljon\\p{L}*|(?:en|ett|per) (?:sekund|minut|timme|kvart|dag|dygn|vecka|månad|år)',
  en: 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?|millions?|(?:an?|one|per) (?:second|minute|hour|day|week|month|year)|twice',
}
const NUMBER = new RegExp(`\\d|(?<!\\p{L})(?:${WORDS.sv}|${WORDS.en})(?!\\p{L})`, 'iu')

/** Sentences of a file of lib/text that hold a number, in digits or letters, that is not on the list. */
export function writtenNumbers(file: string, text: string): string[] {
  const { program, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const found: string[] = []
  const read = (sentence: string) => {
    if (NUMBER.test(withoutAllowed(sentence))) found.push(sentence)
  }
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') read(value)
    },
    TemplateLiteral: ({ quasis, expressions }) => {
      read(quasis.map(({ value }) => value.cooked ?? '').join('…'))
      for (const expression of expressions) {
        const values = expression.type === 'CallExpression' ? expression.arguments : [expression]
        for (const value of values) if (value.type === 'Literal' && typeof value.value === 'number') found.push(`${value.value}`)
      }
    },
  }).visit(program)
  return found
}

/** Without ICU's names of branches, and its branches for a certain number ("=0 {…}", "one {…}"): a parameter chooses those. */
function withoutAllowed(sentence: string): string {
  const bare = sentence.replace(/(?:=\d+|\bone) \{[^{}]*\}/g, '').replace(/(?<=(?:select,|\}|\n)\s+)[a-z]\w*(?= \{)/g, '')
  return ALLOWED.reduce((rest, [pattern]) => rest.replace(pattern, ''), bare)
}
