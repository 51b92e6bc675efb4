import { useLocale, useTranslations } from 'next-intl'
import { type FormAgain, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { ListedCertificate } from '#lib/certificates/list-certificates.ts'
import type { RevocationState } from '#lib/certificates/portal-trust.ts'
import { clock, localTime, tableDate } from '#lib/text/format-time.ts'

type Props = {
  rows: ListedCertificate[]
  /** By id. */
  revocation: ReadonlyMap<string, RevocationState>
  mayChange: boolean
  again: FormAgain | undefined
}

/** The id of the field for a certificate's time. */
export const validFromField = (id = ''): string => `galler-${id}`

/** The company's certificates; for administrators with what can be done to each. */
export function CertificateTable({ rows, revocation, mayChange, again }: Props) {
  const t = useTranslations('certificates.list')
  const locale = useLocale()
  const at = (time: Date) => `${tableDate(time)} ${clock(time, locale)}`
  const columns: DataColumn<ListedCertificate>[] = [
    {
      key: 'name',
      label: t('name'),
      heads: true,
      cell: ({ commonName }) => <span className="font-semibold wrap-anywhere">{commonName}</span>,
    },
    { key: 'issuer', label: t('issuer'), cell: ({ issuer }) => <span className="wrap-anywhere">{nameIn(issuer)}</span> },
    { key: 'ends', label: t('ends'), cell: (row) => <Ends row={row} revocation={revocation.get(row.id)} /> },
    { key: 'from', label: t('from'), cell: ({ validFrom }) => at(validFrom) },
    { key: 'used', label: t('used'), cell: ({ lastUsedAt }) => (lastUsedAt ? at(lastUsedAt) : t('never')) },
  ]
  return (
    <div className="grid gap-4">
      <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {rows.map((row) => (
        <Disclosure key={row.id} summary={t('details', { name: row.commonName })} open={again?.field === validFromField(row.id)}>
          {revocation.get(row.id) === 'revoked' && <p>{t('revokedText', { name: row.commonName })}</p>}
          {revocation.get(row.id) === 'waits' && <p>{t('unknownText', { name: row.commonName })}</p>}
          <DefinitionList
            rows={[
              { term: t('number'), text: row.number },
              { term: t('fingerprint'), text: row.fingerprint },
              { term: t('registered'), text: at(row.registeredAt) },
            ]}
          />
          {mayChange && <Change row={row} again={again?.field === validFromField(row.id) ? again : undefined} />}
        </Disclosure>
      ))}
    </div>
  )
}

/** The common name of a distinguished name, or all of it. */
const nameIn = (issuer: string): string => /CN=([^,]+)/.exec(issuer)?.[1] ?? issuer

type EndsProps = { row: ListedCertificate; revocation: RevocationState | undefined }

/** Until when it is good, and what keeps it from being used before. */
function Ends({ row: { notAfter, daysLeft }, revocation }: EndsProps) {
  const t = useTranslations('certificates.list')
  const tone = daysLeft < 0 ? 'danger' : daysLeft < 60 ? 'warning' : 'success'
  return (
    <span className="inline-grid justify-items-start gap-1">
      <span className="whitespace-nowrap">{tableDate(notAfter)}</span>
      {revocation === 'revoked' && <StatusDot tone="danger">{t('revoked')}</StatusDot>}
      {revocation === 'waits' && <StatusDot tone="warning">{t('unknown')}</StatusDot>}
      <StatusDot tone={tone}>{daysLeft < 0 ? t('over') : t('left', { days: daysLeft })}</StatusDot>
    </span>
  )
}

type ChangeProps = { row: ListedCertificate; again: FormAgain | undefined }

function Change({ row: { id, commonName: name, validFrom }, again }: ChangeProps) {
  const t = useTranslations('certificates.list')
  return (
    <>
      <form method="post" action="/api/foretaget/certifikat/galler-fran" className="grid justify-items-start gap-3">
        <input type="hidden" name="id" value={id} />
        <TextField
          id={validFromField(id)}
          name="galler"
          type="datetime-local"
          label={t('fromLabel')}
          hint={t('fromHint')}
          defaultValue={again?.fields.galler ?? localTime(validFrom)}
          error={again && <RefusalSentence refused={again.refused} />}
          required
        />
        <Button kind="secondary" size="small">
          {t('fromSave', { name })}
        </Button>
      </form>
      <Disclosure summary={t('remove', { name })}>
        <p>{t('removeAsk')}</p>
        <form method="post" action="/api/foretaget/certifikat/ta-bort">
          <input type="hidden" name="id" value={id} />
          <Button kind="danger">{t('removeYes', { name })}</Button>
        </form>
      </Disclosure>
    </>
  )
}
