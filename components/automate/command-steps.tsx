// Here: a company's own commands for Linux and Windows: curl calls as data (curl-call.ts), written for each shell (write-*.ts).
// commands.test.ts runs what is written. Called by Automatisera and by "Gör samma sak med curl" on other pages.
import { useTranslations } from 'next-intl'
import { Section } from '#components/ui/section.tsx'
import { Command } from './command.tsx'
import { type CurlCall, type CurlPlace, calls, type Shell } from './curl-call.ts'
import { writeCurl } from './write-curl.ts'

/** Stands where the reader's own will stand. */
const EXAMPLE = { file: 'sjuk.xml', fromFk: 'svar-2026-11.xml', reference: 'K7MQ-2XWH-9' }

/** Every call in the order of a first time, as commands. */
export function CommandSteps({ place, shell }: { place: CurlPlace; shell: Shell }) {
  const t = useTranslations('automate.steps')
  return (
    <div className="mt-2 grid gap-10">
      {stepsFor(place).map(({ what, call }) => (
        <Section key={what} id={`steg-${what}`} title={t(`${what}.title`)} level={3}>
          <p className="max-w-text">{t(`${what}.text`)}</p>
          <Command shell={shell} what={what} text={writeCurl(shell, call, place)} />
        </Section>
      ))}
    </div>
  )
}

type Step = 'selfTest' | 'test' | 'send' | 'receipt' | 'receipts' | 'withdraw' | 'list' | 'fetch' | 'acknowledge'

function stepsFor(place: CurlPlace): { what: Step; call: CurlCall }[] {
  const { file, fromFk, reference } = EXAMPLE
  return [
    { what: 'selfTest', call: calls.selfTest() },
    { what: 'test', call: calls.test(place, file) },
    { what: 'send', call: calls.send(place, file) },
    { what: 'receipt', call: calls.receipt(reference) },
    { what: 'receipts', call: calls.receipts() },
    { what: 'withdraw', call: calls.withdraw(reference) },
    { what: 'list', call: calls.list(place) },
    { what: 'fetch', call: calls.fetch(place, fromFk) },
    { what: 'acknowledge', call: calls.acknowledge(place, fromFk) },
  ]
}
