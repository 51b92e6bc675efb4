import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { StatusTag, type StatusTone } from '#components/ui/status-tag.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { ListedCertificate } from '#lib/certificates/list-certificates.ts'
import { clock, localTime, tableDate } from '#lib/text/format-time.ts'

type Props = { rows: ListedCertificate[]; mayChange: boolean }

/** The company's certificates; for administrators with what can be done to each. */
export function CertificateTable({ rows, mayChange }: Props) {
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
    { key: 'ends', label: t('ends'), cell: (row) => <Ends row={row} /> },
    { key: 'from', label: t('from'), cell: ({ validFrom }) => at(validFrom) },
    { key: 'used', label: t('used'), cell: ({ lastUsedAt }) => (lastUsedAt ? at(lastUsedAt) : t('never')) },
  ]
  return (
    <div className="grid gap-4">
      <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {rows.map((row) => (
        <Disclosure key={row.id} summary={t('details', { name: row.commonName })}>
          <DefinitionList
            rows={[
              { term: t('number'), text: row.number },
              { term: t('fingerprint'), text: row.fingerprint },
              { term: t('registered'), text: at(row.registeredAt) },
            ]}
          />
          {mayChange && <Change row={row} />}
        </Disclosure>
      ))}
    </div>
  )
}

/** The common name of a distinguished name, or all of it. */
const nameIn = (issuer: string): string => /CN=([^,]+)/.exec(issuer)?.[1] ?? issuer

function Ends({ row: { notAfter, daysLeft } }: { row: ListedCertificate }) {
  const t = useTranslations('certificates.list')
  const tone: StatusTone = daysLeft < 0 ? 'danger' : daysLeft < 14 ? 'danger' : daysLeft < 60 ? 'warning' : 'success'
  return (
    <span className="inline-grid justify-items-start gap-1">
      {tableDate(notAfter)}
      <StatusTag tone={tone}>{daysLeft < 0 ? t('over') : t('left', { days: daysLeft })}</StatusTag>
    </span>
  )
}

function Change({ row: { id, commonName: name, validFrom } }: { row: ListedCertificate }) {
  const t = useTranslations('certificates.list')
  return (
    <>
      <form method="post" action="/api/foretaget/certifikat/galler-fran" className="grid justify-items-start gap-3">
        <input type="hidden" name="id" value={id} />
        <TextField
          id={`galler-${id}`}
          name="galler"
          type="datetime-local"
          label={t('fromLabel')}
          hint={t('fromHint')}
          defaultValue={localTime(validFrom)}
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
