'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import type { ConvertedRow } from '#lib/tables/convert/conversion.ts'
import { fieldTitle } from '#lib/text/findings.ts'
import type { ConvertedTable } from './check-messages.ts'
import { RepairList } from './repair-list.tsx'
import { saveBlob } from './save-blob.ts'

/** Rows shown; the XML has all. */
const SHOWN = 20

type Props = {
  converted: ConvertedTable
  xmlName: string
  /** The stand-in employer was filled in: the XML is not offered for saving. */
  standIn?: boolean
}

/** What the table was converted to: repairs, and the cases as they are sent. */
export function ConvertedPart({ converted, xmlName, standIn = false }: Props) {
  const t = useTranslations('send.table')
  const { xml, columns, rows, repairs, repairCounts } = converted
  if (columns.length === 0) return null
  return (
    <Section
      id="tabellen"
      title={t('title')}
      action={
        xml &&
        !standIn && (
          <Button type="button" kind="quiet" size="small" onClick={() => saveBlob({ name: xmlName, blob: xml })}>
            {t('save')}
          </Button>
        )
      }
    >
      {xml && !standIn && <p className="max-w-text wrap-anywhere">{t('lead', { name: xmlName })}</p>}
      {repairs.length > 0 && <RepairList repairs={repairs} counts={repairCounts} />}
      {rows.length > 0 && (
        <Disclosure summary={t('rows')}>
          <Rows rows={rows.slice(0, SHOWN)} />
          {rows.length > SHOWN && <p className="text-muted">{t('shown', { count: SHOWN })}</p>}
        </Disclosure>
      )}
    </Section>
  )
}

function Rows({ rows }: { rows: ConvertedRow[] }) {
  const t = useTranslations('send.table')
  const locale = useLocale()
  const keys = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const columns: DataColumn<ConvertedRow>[] = [
    { key: 'row', label: t('row'), heads: true, cell: ({ row }) => row },
    ...keys.map((key) => ({
      key,
      label: titleOf(key, locale),
      cell: ({ values }: ConvertedRow) => <span className="wrap-anywhere">{values[key] ?? '–'}</span>,
    })),
  ]
  return (
    <div className="overflow-x-auto">
      <DataTable caption={t('rows')} columns={columns} rows={rows} rowKey={({ row }) => String(row)} />
    </div>
  )
}

/** `tidigarePeriod/from#2` in words. */
function titleOf(key: string, locale: string): string {
  const [, name = '', number = '1'] = /\/([^#]+)(?:#(\d+))?/.exec(key) ?? []
  return number === '1' ? fieldTitle(name, locale) : `${fieldTitle(name, locale)} ${number}`
}
