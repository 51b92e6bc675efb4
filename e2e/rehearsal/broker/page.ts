// The broker's one page: who are you?
import { escapeXml } from '#lib/xml.ts'
import type { BrokerPerson } from './broker-people.ts'
import { MISDEEDS } from './signing.ts'

const ROLE = { administrator: 'behörighetsadministratör', handler: 'handläggare', ombud: 'ombud', reader: 'läsare' } as const

const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
ul { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: .75rem; }
button { font: inherit; min-height: 3rem; padding: .625rem 1rem; border: 1px solid; border-radius: .375rem; background: Canvas; color: CanvasText; cursor: pointer; }
li button { width: 100%; text-align: left; }
button:hover { text-decoration: underline; }
button:focus-visible, input:focus-visible { outline: 3px solid; outline-offset: 3px; }
small { display: block; font-size: .9375rem; }
.note { border-left: .25rem solid; padding-left: 1rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid; font: inherit; }
select { font: inherit; min-height: 2rem; }
label { display: flex; gap: .75rem; align-items: center; min-height: 2rem; }
input { width: 1.5rem; height: 1.5rem; }`

/** Choose a test person, or break off. Works by keyboard and without JavaScript. */
export function personPage(people: BrokerPerson[], action: string): string {
  const choices = people.map(
    (person, index) =>
      `<li><button name="person" value="${index}">${escapeXml(person.name)}<small>${escapeXml(person.personnummer)}, ${escapeXml(dutiesOf(person))}</small></button></li>`,
  )
  return layout(
    'Legitimera dig (test)',
    `<p class="note">Det här är en testtjänst i stället för BankID och andra e-legitimationer. Personerna är påhittade.</p>
<form method="post" action="${escapeXml(action)}">
<p id="vem">Vem vill du vara?</p>
<ul aria-labelledby="vem">${choices.join('\n')}</ul>
<p><label><input type="checkbox" name="low" value="1"> Legitimera med för låg tillitsnivå (nivå 2)</label></p>
<p><button name="cancel" value="1">Avbryt</button></p>
</form>`,
  )
}

export type SignPageInput = {
  people: BrokerPerson[]
  /** The personnummer of who is asked to sign, where the portal says it. */
  wanted: string | undefined
  /** What the person is shown. */
  message: string
  action: string
}

/** Sign what is shown, as the one who is asked to or as whom one chooses, or break off. Works by keyboard and without JavaScript. */
export function signPage({ people, wanted, message, action }: SignPageInput): string {
  const choices = people.map((person, index) =>
    wanted !== undefined && person.personnummer !== wanted
      ? ''
      : `<li><button name="person" value="${index}">Skriv under som ${escapeXml(person.name)}<small>${escapeXml(person.personnummer)}</small></button></li>`,
  )
  const misdeeds = Object.entries(MISDEEDS).map(([word, says]) => `<option value="${word}">${escapeXml(says)}</option>`)
  return layout(
    'Skriv under (test)',
    `<p class="note">Det här är en testtjänst i stället för BankID och andra e-legitimationer. Personerna är påhittade.</p>
<h2>Det här skriver du under</h2>
<pre>${escapeXml(message)}</pre>
<form method="post" action="${escapeXml(action)}">
<ul>${choices.join('\n')}</ul>
<p><label><input type="checkbox" name="low" value="1"> Skriv under med för låg tillitsnivå (nivå 2)</label></p>
<p><label>Tjänsten krånglar: <select name="krangel"><option value="">nej</option>${misdeeds.join('')}</select></label></p>
<p><button name="cancel" value="1">Avbryt</button></p>
</form>`,
  )
}

/** When there is no login under way here: an old tab, or a bookmark. */
export const gonePage = (portalUrl: string): string =>
  layout(
    'Legitimeringen gäller inte längre',
    `<p>Den har redan använts eller så tog den för lång tid. <a href="${escapeXml(portalUrl)}/logga-in">Börja om i portalen</a>.</p>`,
  )

function dutiesOf({ support, operator, employers }: BrokerPerson): string {
  const duties = employers.map(({ orgnr, role }) => `${ROLE[role]} för ${orgnr.slice(0, 6)}-${orgnr.slice(6)}`)
  if (support) duties.push('support')
  if (operator) duties.push('drift')
  return duties.join(' och ') || 'inte upplagd i portalen'
}

const layout = (title: string, body: string): string => `<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body>
</html>`
