// Writes docs/gateway.md: the gateway's calls from its routes, and its codes from lib/text. node e2e/gateway/docs.ts
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LINGER } from '#lib/door/end-connection.ts'
import { ROUTES } from '#lib/gateway/routes.ts'
import { LIMITS } from '#lib/limits.ts'
import { REASON_WORDS } from '#lib/submissions/status.ts'
import { gatewayTexts } from '#lib/text/gateway.ts'
import { CURL_EXITS, gatewayCodeTexts, HTTP_CASES } from '#lib/text/gateway-codes.ts'
import { reasonText } from '#lib/text/reasons.ts'
import { amount } from '#lib/text/spelling.ts'

export const GATEWAY_DOCS = join(import.meta.dirname, '../../docs/gateway.md')

/** What stands in the sentences. */
const SHOWN = { messageId: '…', kvittensId: '…', repeat: 'no' } as const

export function gatewayDocs(): string {
  const words = gatewayTexts.en.routes
  const codes = gatewayCodeTexts.en
  const calls = ROUTES.map(({ method, path, name }) => [`\`${method} ${path}\``, words[name].summary])
  const reasons = REASON_WORDS.map((word) => [`\`${word}\``, reasonText(word, SHOWN, 'en')])
  const statuses = HTTP_CASES.map(({ status, name, again }) => {
    const { means, todo } = codes.http[name]
    return [String(status), means, todo, codes.again[again]]
  })
  const exits = CURL_EXITS.map(({ code, name, arrived }) => {
    const { means, todo } = codes.curl[name]
    return [String(code), means, todo, codes.arrived[arrived]]
  })
  return `<!-- Written by node e2e/gateway/docs.ts from what the gateway runs: change it there. -->
# The gateway, for machines

\`\`\`
curl --fail-with-body --cert company.pem --cacert ca.pem -T file.xml https://gateway.example/filoverforing/sjukanmalan/
\`\`\`

The address ends in a slash: curl adds the file's name. 202 means that the file is stored and will be sent. With \`?test=1\`
it is only checked. Answers are XML, and JSON with \`Accept: application/json\`. The company is the one that the client
certificate is registered for. \`GET /openapi.json\` describes every call in full.

A file with faults is answered with its report, where \`niva\` is \`stop\`, which must be corrected, or \`varning\`, a remark:

\`\`\`
<fel kod="I04" niva="stop" rad="13" kolumn="18" byte="512" post="1" falt="personnummer" referens="A1" varde="19900101****">…</fel>
\`\`\`

\`varde\` (JSON: \`found\`) is what stands there, dates and numbers whole, a personal identity number without its last four;
\`vantat\` (\`expected\`) what should: a value, a form (\`YYYY-MM-DD\`), a limit or an order. They are in the answer alone: what is
kept of a report does not have them. Where every record has the same fault, one finding stands for all, and \`antal\` (\`count\`)
says how many; \`stopp\` and \`varningar\` count them all.

A refusal may come before the whole file has been sent. The rest is then read and thrown away for ${amount(LIMITS.lingerSeconds, 'second', 'en')},
${LINGER.bytes / 1e9} GB at most, and the connection goes on. A client that sends more slowly than that, or more, and reads the answer last may lose it:
say \`Expect: 100-continue\`, and send the file only when told to. curl does so by itself with files over 1 MB.

After \`npm run local\`, \`node e2e/gateway/curl-session.ts\` runs a session of calls, good and bad, and shows what was typed and what
came back.

## Calls

${table(['Call', 'Does'], calls)}
## Why a submission waits

A \`kvittens\` with the status \`vantar\` needs a person; \`orsak\` says why and \`attGora\` what to do, in Swedish or English by
\`Accept-Language\`. \`aterstallning\` and \`stoppad\` come with the other statuses too, while nothing is sent. Treat a word that is not
here as one of these: more may come. \`avgjord="person"\` says that somebody has entered what Försäkringskassan said, and that there is no
receipt; \`ersattAv\` is the reference of what was handed in instead.

${table(['orsak', 'attGora'], reasons)}
## HTTP codes

${table(['Code', 'Means', 'What to do', 'Send again?'], statuses)}
## curl's exit codes

${table(['Exit', 'Means', 'What to do', 'Can the file have arrived?'], exits)}`
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`)
  return lines.join('')
}

if (process.argv[1] === import.meta.filename) writeFileSync(GATEWAY_DOCS, gatewayDocs())
