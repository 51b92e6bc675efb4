import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Time } from '#components/ui/time.tsx'
import type { OwnSession } from '#lib/access/own-sessions.ts'

/** So many are shown at once; the rest are folded. */
const SHOWN = 5

/** The person's logins, this one first; each of the others can be ended. */
export function SessionList({ sessions }: { sessions: OwnSession[] }) {
  const t = useTranslations('myAccount.sessions')
  const deviceOf = ({ device }: OwnSession) =>
    device ? t('on', { browser: t(`browsers.${device.browser}`), system: t(`systems.${device.system}`) }) : t('unknown')
  const columns: DataColumn<OwnSession>[] = [
    {
      key: 'device',
      label: t('device'),
      heads: true,
      cell: (session) => (
        <span className={session.isThis ? 'font-semibold' : undefined}>
          {deviceOf(session)}
          {session.isThis && ` (${t('isThis')})`}
        </span>
      ),
    },
    { key: 'way', label: t('way'), cell: ({ way }) => t(`ways.${way}`) },
    { key: 'started', label: t('started'), cell: ({ startedAt }) => <Time at={startedAt} form="table" /> },
    { key: 'seen', label: t('seen'), cell: ({ seenAt }) => <Time at={seenAt} form="table" /> },
    {
      key: 'act',
      label: t('act'),
      cell: (session) => !session.isThis && <EndForm session={session} device={deviceOf(session)} />,
    },
  ]
  const earlier = sessions.slice(SHOWN)
  const rowKey = ({ sessionId }: OwnSession) => sessionId
  return (
    <div className="grid gap-4">
      <DataTable caption={t('title')} columns={columns} rows={sessions.slice(0, SHOWN)} rowKey={rowKey} />
      {earlier.length > 0 && (
        <Disclosure summary={t('earlier', { count: earlier.length })}>
          <DataTable caption={t('earlierCaption')} columns={columns} rows={earlier} rowKey={rowKey} />
        </Disclosure>
      )}
      {sessions.length > 1 ? (
        <form method="post" action="/api/konto/inloggningar/avsluta-andra">
          <Button kind="danger">{t('endOthers')}</Button>
        </form>
      ) : (
        <p className="text-muted">{t('none')}</p>
      )}
    </div>
  )
}

function EndForm({ session, device }: { session: OwnSession; device: string }) {
  const t = useTranslations('myAccount.sessions')
  return (
    <form method="post" action="/api/konto/inloggningar/avsluta">
      <input type="hidden" name="id" value={session.sessionId} />
      <Button kind="secondary" size="small" aria-label={t('end', { device })}>
        {t('act')}
      </Button>
    </form>
  )
}
