import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { StatusTag, type StatusTone } from '#components/ui/status-tag.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { clock, tableDate } from '#lib/text/format-time.ts'

/** Times are ISO. `begins` is `from` as the field for local time has it. */
export type CertificateRow = {
  id: string
  name: string
  issuer: string
  number: string
  fingerprint: string
  notAfter: string
  daysLeft: number
  from: string
  begins: string
  registeredAt: string
  usedAt: string | null
}

type Props = { rows: CertificateRow[]; mayChange: boolean }

/** The company's certificates; for administrators with what can be done to each. */
export function CertificateTable({ rows, mayChange }: Props) {
  const t = useTranslations('certificates.list')
  const locale = useLocale()
  const at = (iso: string) => `${tableDate(new Date(iso))} ${clock(new Date(iso), locale)}`
  const columns: DataColumn<CertificateRow>[] = [
    {
      key: 'name',
      label: t('name'),
      heads: true,
      cell: ({ name }) => <span className="font-semibold wrap-anywhere">{name}</span>,
    },
    { key: 'issuer', label: t('issuer'), cell: ({ issuer }) => <span className="wrap-anywhere">{issuer}</span> },
    { key: 'ends', label: t('ends'), cell: (row) => <Ends row={row} /> },
    { key: 'from', label: t('from'), cell: ({ from }) => at(from) },
    { key: 'used', label: t('used'), cell: ({ usedAt }) => (usedAt ? at(usedAt) : t('never')) },
  ]
  return (
    <div className="grid gap-4">
      <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {rows.map((row) => (
        <Disclosure key={row.id} summary={t('details', { name: row.name })}>
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

function Ends({ row: { notAfter, daysLeft } }: { row: CertificateRow }) {
  const t = useTranslations('certificates.list')
  const tone: StatusTone = daysLeft < 0 ? 'danger' : daysLeft < 14 ? 'danger' : daysLeft < 60 ? 'warning' : 'success'
  return (
    <span className="inline-grid justify-items-start gap-1">
      {tableDate(new Date(notAfter))}
      <StatusTag tone={tone}>{daysLeft < 0 ? t('over') : t('left', { days: daysLeft })}</StatusTag>
    </span>
  )
}

function Change({ row: { id, name, begins } }: { row: CertificateRow }) {
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
          defaultValue={begins}
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
