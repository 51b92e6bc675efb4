// Here: support's look-up and what it finds. What support sees, and what is left out on purpose, is SupportHit's.
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Contradicted } from '#components/submission/contradicted.tsx'
import { milestonesOf } from '#components/submission/events.ts'
import { type SettleAgain, SettleForm } from '#components/submission/settle-form.tsx'
import { STATE_TABLE } from '#components/submission/state-table.ts'
import { tellerName } from '#components/submission/teller-name.ts'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SupportHit } from '#lib/submissions/support-find.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { momentPhrase } from '#lib/text/format-time.ts'
import { serviceText } from '#lib/text/services.ts'
import { SupportAttempts } from './support-attempts.tsx'
import { SupportReceipts } from './support-receipts.tsx'

/** All that happened to one submission, in one screen. */
export function SupportResult({ submission, again }: { submission: SupportHit; again: SettleAgain | undefined }) {
  const t = useTranslations('support')
  const word = useTranslations('status.word')
  const { reference, state, status } = submission
  const counts = Object.entries(submission.counts)
  return (
    <Card as="article" labelledBy={`traff-${reference}`} className="grid gap-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Heading level={2} id={`traff-${reference}`}>
          {t('result', { reference })}
        </Heading>
        <StatusTag tone={STATE_TABLE[state.kind].tone}>{word(status)}</StatusTag>
      </div>
      <SettledBy submission={submission} />
      {submission.contradictedAt && <Contradicted submission={submission} />}
      {submission.maySettle && (
        <SettleForm reference={reference} by="support" isDisputed={state.kind === 'disputed'} again={again} />
      )}
      <p className="text-muted">{t('tellFk')}</p>
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-2">
        <Facts submission={submission} />
        <Times submission={submission} />
      </div>
      <Part title={t('attempts')}>
        <SupportAttempts attempts={submission.attempts} />
      </Part>
      <Part title={t('receipts')}>
        <SupportReceipts receipts={submission.receipts} older={submission.olderAnswers} />
      </Part>
      <Part title={t('report')}>
        {counts.length === 0 ? (
          <p className="text-muted">{t('reportNone')}</p>
        ) : (
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {counts.map(([code, count]) => (
              <li key={code}>
                <span className="font-mono">{code}</span> × {count}
              </li>
            ))}
          </ul>
        )}
      </Part>
    </Card>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-3">
      <Heading level={3} look={4}>
        {title}
      </Heading>
      {children}
    </div>
  )
}

function Facts({ submission }: { submission: SupportHit }) {
  const t = useTranslations('support')
  const page = useTranslations('submissions')
  const services = useTranslations('services.name')
  const format = useFormatter()
  const locale = useLocale()
  const { employer, service, way, channel, messageId, kvittensId, bytes, records, sha256, inbox } = submission
  const code = (text: string) => <span className="font-mono text-small wrap-anywhere select-all">{text}</span>
  return (
    <DefinitionList
      rows={[
        { term: t('company'), text: employer.name },
        { term: t('orgnr'), text: employer.orgnr },
        { term: t('service'), text: services(serviceText(service)) },
        { term: t('in'), text: page(`way.${way}`) },
        { term: t('way'), text: page(`page.${way === 'browser' ? 'callWays' : 'callWaysMachine'}.${channel}`) },
        { term: t('kvittensId'), text: kvittensId ? code(kvittensId) : '–' },
        { term: t('messageId'), text: code(messageId) },
        { term: t('records'), text: format.number(records) },
        { term: t('size'), text: formatSize(bytes, locale) },
        { term: t('hash'), text: code(sha256) },
        { term: t('inbox'), text: t('inboxCount', inbox) },
      ]}
    />
  )
}

function Times({ submission }: { submission: SupportHit }) {
  const t = useTranslations('support')
  const { state, submittedAt, unknownAt, nextAttemptAt } = submission
  const rows = [
    { kind: 'submitted' as const, at: submittedAt },
    ...(unknownAt ? [{ kind: 'unknown' as const, at: unknownAt }] : []),
    ...milestonesOf(state),
    ...(nextAttemptAt ? [{ kind: 'nextAttempt' as const, at: nextAttemptAt }] : []),
  ]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ kind, at }) => ({ term: t(kind), text: <Time at={at} /> }))
  return <DefinitionList rows={rows} />
}

type Settled = Pick<SupportHit, 'settledName' | 'settledToldAt' | 'settledHow'>

/** Who was told by FK, when and how: where their receipt would stand. */
function SettledBy({ submission: { settledName, settledToldAt, settledHow } }: { submission: Settled }) {
  const t = useTranslations('settle')
  const locale = useLocale()
  if (!settledToldAt) return null
  const values = {
    name: tellerName(settledName, t('support')),
    how: settledHow ?? '',
    told: momentPhrase(settledToldAt, locale, new Date()),
  }
  return <p className="text-muted">{t('byPerson', values)}</p>
}
