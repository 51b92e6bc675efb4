import type { Metadata } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import { PartList, type PartRow } from '#components/operate/part-list.tsx'
import { ReceiverState } from '#components/operate/receiver-state.tsx'
import { StopNotices } from '#components/operate/stop-notices.tsx'
import { useWaitSentence } from '#components/operate/wait-notice.tsx'
import { RefusalNotice, readRefused } from '#components/send/refusal-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import type { ReceiverLine } from '#lib/submissions/receiver-line.ts'
import { clockAndDay, clockPhrase, longDate } from '#lib/text/format-time.ts'
import type { LineFault } from '#lib/text/line.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { type PartState, type Parts, readParts } from '#lib/web/pages/read-parts.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('health')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Faults that whoever runs the portal must mend. */
const OURS: readonly LineFault[] = ['ownCertificate', 'refusesUs', 'notFound', 'ours']

/** Also where a form is sent back to when the database is away: with the reason in the address. */
export default async function HealthPage({ searchParams }: Props) {
  const t = await getTranslations('health')
  const locale = await getLocale()
  const refused = readRefused(await searchParams)
  const parts = await readParts()
  const rows = rowsOf(parts)
  const known = parts.kind === 'known' ? parts : undefined
  const now = new Date()
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {refused && <RefusalNotice refused={refused} />}
      <Summary rows={rows} line={known?.line} isStopped={known?.stops.some(({ from }) => from <= now) ?? false} />
      {known && <StopNotices stops={known.stops} />}
      <Section id="delar" title={t('parts')}>
        <PartList parts={rows} />
      </Section>
      {known && (
        <Section id="fk" title={t('fk')}>
          <ReceiverState line={known.line} />
          <p className="max-w-text text-small text-muted">{t('fkText')}</p>
        </Section>
      )}
      {known && (known.details.revocation || known.details.mail) && (
        <Section id="certifikat" title={t('certificates')}>
          {known.details.revocation && <p className="max-w-text">{t(`revocation.${known.details.revocation}`)}</p>}
          {known.details.mail && <p className="max-w-text">{t(`mail.${known.details.mail}`)}</p>}
        </Section>
      )}
      <p className="text-small text-muted">{t('asked', { time: `${longDate(now, locale)} ${clockPhrase(now, locale)}` })}</p>
    </Page>
  )
}

/** Is it them or me. That everything works is said only when all parts do, a file has lately been taken and no stop runs. */
function Summary({ rows, line, isStopped }: { rows: PartRow[]; line: ReceiverLine | undefined; isStopped: boolean }) {
  const t = useTranslations('health')
  const words = useTranslations('line')
  const sentence = useWaitSentence()
  const locale = useLocale()
  const fault = line?.kind === 'failing' ? sentence(line) : undefined
  const isOurs = line?.kind === 'failing' && OURS.includes(line.fault)
  if (!line || isOurs || rows.some(({ isWell }) => !isWell))
    return (
      <Notice tone="warning" title={t('disrupted')}>
        {fault && <p>{fault}</p>}
      </Notice>
    )
  if (line.kind === 'failing')
    return (
      <Notice tone="warning" title={fault}>
        <p>{t('notUs')}</p>
      </Notice>
    )
  const accepted = line.lastAccepted
    ? words('accepted', { time: clockAndDay(line.lastAccepted, locale, new Date()) })
    : words('neverAccepted')
  if (line.kind === 'working' && !isStopped)
    return (
      <Notice tone="success" title={rows.some(({ dead }) => dead) ? t('partsFine') : t('fine')}>
        <p>{accepted}</p>
      </Notice>
    )
  return (
    <Notice tone="info" title={t('partsFine')}>
      <p>{line.kind === 'closed' ? sentence(line) : accepted}</p>
    </Notice>
  )
}

function rowsOf(parts: Parts): PartRow[] {
  if (parts.kind === 'database-away')
    return [
      { part: 'portal', isWell: false, since: null },
      { part: 'relay', isWell: false, since: null },
      { part: 'gateway', isWell: false, since: null },
    ]
  const portal = parts.web.kind === 'well' ? parts.web.dead : null
  const gateway = rowOf(parts.gateway)
  const full = { isWell: false, isFull: true }
  return [
    // This process shows it, whatever its beat says.
    { part: 'portal', isWell: true, since: null, dead: portal, ...(!parts.stores && full) },
    relayRow(parts),
    { part: 'gateway', ...gateway, ...(gateway.isWell && !parts.stores && full) },
  ]
}

/** That files are passed on is said only when one has lately been taken; what keeps them here at our end is no part that works. */
function relayRow({ gate, relay, line, stores }: Extract<Parts, { kind: 'known' }>): PartRow {
  if (gate.kind === 'stopped') return { part: 'relay', isWell: false, since: gate.since, stopped: gate.why }
  const row: PartRow = { part: 'relay', ...rowOf(relay) }
  if (!row.isWell || line.kind === 'working') return row
  if (line.kind === 'failing' && OURS.includes(line.fault)) return { ...row, isWell: false, since: line.since, isFull: !stores }
  return { ...row, idle: line.kind === 'quiet' ? 'ready' : 'waits' }
}

function rowOf(state: PartState): Pick<PartRow, 'isWell' | 'since' | 'dead'> {
  return state.kind === 'well' ? { isWell: true, since: null, dead: state.dead } : { isWell: false, since: state.since }
}
